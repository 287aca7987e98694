/** The words of a review as the wire contract spells them (`rights-review`), in the order in which they are offered. */

export const recipientRoles = ['owner', 'manager', 'employee', 'nobody_present'] as const;
export type RecipientRole = (typeof recipientRoles)[number];

export const copyWays = ['paper', 'electronic', 'left_on_site', 'offered_not_taken', 'deferred'] as const;
export type CopyWay = (typeof copyWays)[number];

/** Charter §15(f)(2): the four inspections at whose start no copy has to be given; it is given as soon as practicable. */
export const copyExceptions = ['undercover', 'urgent_safety', 'inspector_safety', 'not_an_inspector'] as const;
export type CopyException = (typeof copyExceptions)[number];

export const interpreterModes = [
  'not_needed',
  'inspector',
  'staff',
  'phone',
  'video',
  'in_person',
  'sign_language',
  'companion',
  'declined',
  'none_available',
] as const;
export type InterpreterMode = (typeof interpreterModes)[number];

/** Signed, typed and declined are equal in standing. */
export const acknowledgementKinds = ['signed', 'typed', 'declined', 'absent'] as const;
export type AcknowledgementKind = (typeof acknowledgementKinds)[number];

/** The steps in which a review is written. */
export const reviewSteps = ['business', 'copy', 'rights', 'sign'] as const;
export type ReviewStep = (typeof reviewSteps)[number];
