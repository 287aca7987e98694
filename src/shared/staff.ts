/**
 * What staff do at a device: the panel behind the PIN, setting up, the self-test. Every call but
 * `staff.standing`, `staff.open` and `selftest.note` is answered with `closed` unless the desk holds the
 * door open: the host decides, never the page. Nothing of a visitor crosses here.
 */
import { z } from 'zod';
import type { DeliveryStatus } from './bridge.ts';
import type { Result } from './result.ts';

/** NIST SP 800-63B 5.1.1.1: at least 6 digits. */
export const pinSchema = z.string().regex(/^\d{6,12}$/, 'must be 6 to 12 digits');

/** A key as `KeyboardEvent.key` names it. */
const keyName = z.string().min(1).max(32);

export const panelSchema = z.object({
  /** CSS pixels per millimetre, measured with a bank card (ISO/IEC 7810 ID-1: 85.6 × 53.98 mm). */
  pxPerMm: z.number().min(1).max(20),
  /** Height of the display's lower edge above the floor, in millimetres; null: not known. */
  lowerEdgeMm: z.number().min(0).max(2500).nullable(),
  orientation: z.enum(['portrait', 'landscape']),
  /** For what it was measured; another display, resolution or scale asks again. */
  measuredFor: z.object({ width: z.number().int(), height: z.number().int(), scale: z.number() }),
});
export type Panel = z.infer<typeof panelSchema>;

export const soundSchema = z.object({
  speakerHeard: z.boolean(),
  /** Whether plugging headphones in was seen and heard; null: this machine has no socket. */
  headphones: z.boolean().nullable(),
  /** Default volume of a session, percent. VVSG 2.0 7.1-K: an initial level that does not startle. */
  volume: z.number().int().min(10).max(100),
});

/** Five keys and two switches, as they arrive. */
export const keypadSchema = z.object({
  up: keyName,
  down: keyName,
  left: keyName,
  right: keyName,
  select: keyName,
  switchMove: keyName,
  switchSelect: keyName,
});
export type Keypad = z.infer<typeof keypadSchema>;

export const SETUP_STEPS = ['enrollment', 'panel', 'sound', 'keys', 'printer', 'languages', 'pin'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

export const staffCallSchemas = {
  /** Whether there is a PIN, and how long the door stays shut after wrong ones. */
  'staff.standing': z.object({}),
  'staff.open': z.object({ pin: pinSchema.nullable() }),
  'staff.close': z.object({}),
  'staff.view': z.object({}),
  /** One dead letter by its id, or all of them. */
  'staff.retry': z.object({ id: z.uuid().nullable() }),
  /** Where the report behind a visitor's reference is; never what it says. */
  'staff.reference': z.object({ reference: z.string().min(1).max(20) }),
  'staff.sticks': z.object({}),
  /** Writes everything undelivered, sealed, to a stick that `staff.sticks` named. */
  'staff.export': z.object({ stick: z.string().min(1).max(400) }),
  'staff.practice': z.object({ on: z.boolean() }),
  /** Leaves kiosk mode, where the host has one. */
  'staff.leave': z.object({}),
  'setup.read': z.object({}),
  'setup.enroll': z.object({ central: z.string().min(1).max(300), code: z.string().min(1).max(128) }),
  'setup.panel': panelSchema,
  'setup.sound': soundSchema,
  'setup.keys': keypadSchema,
  /** Whether a test page came out; false: there is no printer. */
  'setup.printer': z.object({ works: z.boolean() }),
  /** Tags in the order of the wall. */
  'setup.languages': z.object({ order: z.array(z.string().min(2).max(35)).max(64) }),
  'setup.pin': z.object({ pin: pinSchema }),
  /** A step that was left out on purpose; the self-test goes on naming it. */
  'setup.skip': z.object({ step: z.enum(SETUP_STEPS) }),
  'selftest.run': z.object({}),
  /** What only the page can see: screen, sound outputs, fonts. Kept for the next self-test and the heartbeat. */
  'selftest.note': z.object({
    width: z.number().int().min(1).max(100_000),
    height: z.number().int().min(1).max(100_000),
    scale: z.number().min(0.1).max(20),
    audioOutputs: z.number().int().min(0).max(100).nullable(),
    gpu: z.boolean().nullable(),
  }),
} as const;

export type Closed = { readonly type: 'closed' };

/** Why a PIN did not open the door. `waitSeconds` grows with each wrong one and outlives a restart. */
export type DoorError =
  | { readonly type: 'wrong-pin'; readonly waitSeconds: number }
  | { readonly type: 'wait'; readonly waitSeconds: number };

export interface DeadLetter {
  readonly id: string;
  /** `org.fairdesk.feedback.v1` and so on. */
  readonly schema: string;
  /** A problem slug, or what happened on the device. */
  readonly reason: string;
  readonly detail: string | null;
  /** ISO 8601, cut to the hour. */
  readonly since: string;
}

export interface AuditEntry {
  /** ISO 8601. */
  readonly at: string;
  /** `opened`, `wrong-pin`, `closed`, `exported`, `retried`, `setup-pin`, … */
  readonly what: string;
  readonly detail: string | null;
}

/** How far the texts of a language can be trusted, counted in units (`units.ts`). */
export interface TextStanding {
  readonly tag: string;
  /** In English. */
  readonly name: string;
  readonly draft: number;
  readonly reviewed: number;
  readonly outdated: number;
  /** Who reviewed, and when, each once. */
  readonly reviews: readonly string[];
}

export interface StaffView {
  readonly delivery: DeliveryStatus;
  readonly deadLetters: readonly DeadLetter[];
  readonly diskFreeBytes: number;
  readonly appVersion: string;
  readonly contentVersion: string;
  readonly central: string | null;
  /** Whether the central endpoint answered the last time it was asked; null: never asked. */
  readonly network: boolean | null;
  readonly printer: boolean | null;
  readonly practice: boolean;
  readonly audit: readonly AuditEntry[];
  readonly texts: readonly TextStanding[];
  /** What this host can do. */
  readonly canLeave: boolean;
}

export interface Stick {
  /** What `staff.export` takes. */
  readonly id: string;
  readonly label: string;
  readonly freeBytes: number;
}

export interface SetupView {
  readonly steps: readonly { readonly step: SetupStep; readonly state: 'done' | 'skipped' | 'open' }[];
  readonly panel: Panel | null;
  readonly keypad: Keypad;
  readonly languageOrder: readonly string[];
  readonly central: string | null;
}

/** One line of the self-test: what was looked at, what was found, what is missing by name. */
export interface SelfTestCheck {
  /** Such as `shell`, `edge-swipe`, `panel`, `headphones`, `virtual-terminals`. */
  readonly id: string;
  /** `unknown`: this machine cannot tell; a person must look. */
  readonly state: 'ok' | 'missing' | 'unknown' | 'not-applicable';
  /** In words for staff: what is missing and where the recipe stands. */
  readonly detail: string;
}

export interface StaffAnswers {
  'staff.standing': { readonly pinSet: boolean; readonly waitSeconds: number };
  /** `setup`: no PIN is set yet, only setting up is open. */
  'staff.open': Result<{ readonly opened: 'panel' | 'setup' }, DoorError>;
  'staff.close': null;
  'staff.view': Result<StaffView, Closed>;
  'staff.retry': Result<{ readonly retried: number }, Closed>;
  'staff.reference': Result<{ readonly state: 'waiting' | 'received' | 'refused' | 'unknown' }, Closed>;
  'staff.sticks': Result<readonly Stick[], Closed>;
  'staff.export': Result<
    { readonly file: string; readonly reports: number },
    Closed | { readonly type: 'no-stick' } | { readonly type: 'failed'; readonly detail: string }
  >;
  'staff.practice': Result<null, Closed>;
  'staff.leave': Result<null, Closed | { readonly type: 'not-here' }>;
  'setup.read': Result<SetupView, Closed>;
  'setup.enroll': Result<{ readonly deviceId: string }, Closed | { readonly type: 'refused'; readonly detail: string }>;
  'setup.panel': Result<null, Closed>;
  'setup.sound': Result<null, Closed>;
  'setup.keys': Result<null, Closed | { readonly type: 'twice'; readonly key: string }>;
  'setup.printer': Result<null, Closed>;
  'setup.languages': Result<null, Closed>;
  'setup.pin': Result<null, Closed>;
  'setup.skip': Result<null, Closed>;
  'selftest.run': Result<readonly SelfTestCheck[], Closed>;
  'selftest.note': null;
}
