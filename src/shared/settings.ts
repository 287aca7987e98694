/**
 * Every setting of a device: default and bounds as a schema; unit, scopes and the rule it comes from in
 * `settings-catalogue.ts`. What staff are known by (verifiers of PIN and passphrases) travels with the
 * settings but is never part of what a face gets.
 */
import { z } from 'zod';
import { keypadSchema } from './staff.ts';

export const settingsSchema = z.object({
  /** Seconds without input before the screen asks whether anyone is there. WCAG 2.2 SC 2.2.1. */
  idleSeconds: z.number().int().min(60).max(300).default(120),
  /** Seconds to answer that question. WCAG 2.2 SC 2.2.1: at least 20. */
  idleAnswerSeconds: z.number().int().min(20).max(120).default(30),
  /** Keep what silence left unfinished as a partial answer, without comment and contact. */
  keepPartialAnswers: z.boolean().default(false),
  /** Ask for a contact after the survey: only while someone answers the messages. */
  contactRequests: z.boolean().default(false),
  /** The agency that runs the center, where the content does not know the center. */
  agency: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be 1 to 64 letters, digits, dots, lines')
    .nullable()
    .default(null),
  /** CSS pixels per millimetre of the panel. 4.03 is a 21.5-inch Full HD display. */
  panelPxPerMm: z.number().min(1).max(20).default(4.03),
  /** Height of the display's lower edge above the floor in millimetres; null: not known. ADA 308: operable parts lie between 380 and 1,220 mm. */
  panelLowerEdgeMm: z.number().min(0).max(2500).nullable().default(null),
  /** Volume of speech when a session begins, percent. */
  speechVolume: z.number().int().min(10).max(100).default(60),
  /** Tags of languages in the order of the wall; those not named follow in the order of the content. */
  languageOrder: z.array(z.string().min(2).max(35)).max(64).default([]),
  /** Offer only languages whose every text a certified translator has reviewed. English is always offered. */
  reviewedLanguagesOnly: z.boolean().default(false),
  /** The five keys and two switches, as `KeyboardEvent.key` names them. */
  keypad: keypadSchema.default({
    up: 'ArrowUp',
    down: 'ArrowDown',
    left: 'ArrowLeft',
    right: 'ArrowRight',
    select: 'Enter',
    // Written by no key of any language, and nothing a browser, a window or a system listens to.
    switchMove: 'F8',
    switchSelect: 'F9',
  }),
  /** Whether this device prints. */
  printing: z.boolean().default(false),
  /** Reports of practice are delivered and kept out of every result. */
  practice: z.boolean().default(false),
  /** Hours (local, 24 h) of the quiet window: updates, numbering of contact requests. From may be after to. */
  quietFromHour: z.number().int().min(0).max(23).default(2),
  quietToHour: z.number().int().min(0).max(23).default(5),
  /** Seconds without a key or a touch after which an inspector's laptop locks. */
  lockAfterSeconds: z.number().int().min(60).max(1800).default(300),
  /** Days a delivered report is kept on the device. */
  retentionDays: z.number().int().min(1).max(3650).default(30),
  /** Minutes between two looks for a new configuration. */
  configPollMinutes: z.number().int().min(1).max(1440).default(15),
  /** Address of the update feed (HTTPS); null: updates are off. */
  updateFeed: z
    .url({ protocol: /^https$/ })
    .max(500)
    .nullable()
    .default(null),
});
export type Settings = z.infer<typeof settingsSchema>;

/** The name of one setting. */
export type SettingName = keyof Settings;

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settingsSchema.shape, name);
}

/** Scopes, nearest first: what is set at an earlier one wins. */
export const scopes = ['device', 'center', 'agency', 'city'] as const;
export type Scope = (typeof scopes)[number];

/**
 * An argon2id string (PHC format) whose cost a kiosk can pay and a thief cannot: at least the smallest
 * memory that OWASP's Password Storage Cheat Sheet names, at most 256 MiB.
 */
export const verifierSchema = z
  .string()
  .max(300)
  .refine(
    isVerifier,
    'must be an argon2id string, $argon2id$v=19$m=…,t=…,p=…$salt$hash, with m 7168 to 262144, t 1 to 10, p 1 to 4',
  );

function isVerifier(text: string): boolean {
  const parts = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$[A-Za-z0-9+/]{22,86}\$[A-Za-z0-9+/]{43,86}$/.exec(
    text,
  );
  if (parts === null) return false;
  const [memory = 0, passes = 0, lanes = 0] = parts.slice(1).map(Number);
  return memory >= 7168 && memory <= 262_144 && passes >= 1 && passes <= 10 && lanes >= 1 && lanes <= 4;
}

/** What an account may do. */
export const staffRoles = ['inspector', 'supervisor'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Of an account; it is what reports call `inspectorId`, and never given to somebody else. */
export const ACCOUNT_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** What a member of staff signs in against, offline. */
export const staffAccountSchema = z.strictObject({
  verifier: verifierSchema,
  /** Last day (`2026-12-31`) on which new work may begin; null: no end. */
  until: z.iso.date().nullable(),
  /** Their name; empty: the account's. */
  person: z.string().max(200).default(''),
  /** Whom they inspect for; null: the laptop's agency. */
  agency: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
    .nullable()
    .default(null),
  roles: z.array(z.enum(staffRoles)).max(8).default(['inspector']),
});
export type StaffAccount = z.infer<typeof staffAccountSchema>;

/** Settings that are never shown, logged or given to a face. `staffAccount.` is followed by the account's name. */
export const STAFF_PIN = 'staffPin';
export const STAFF_ACCOUNT = 'staffAccount.';

/** The account a setting is about, or null where it is about none. */
export function accountOfSetting(name: string): string | null {
  if (!name.startsWith(STAFF_ACCOUNT)) return null;
  const account = name.slice(STAFF_ACCOUNT.length);
  return ACCOUNT_NAME.test(account) ? account : null;
}

export function isSecretSetting(name: string): boolean {
  return name === STAFF_PIN || accountOfSetting(name) !== null;
}

/** The schema of one setting by its name, secret ones included; null where there is no such setting. */
export function schemaOf(name: string): z.ZodType | null {
  if (isSettingName(name)) return settingsSchema.shape[name];
  if (name === STAFF_PIN) return verifierSchema;
  return accountOfSetting(name) === null ? null : staffAccountSchema;
}

/**
 * Which value of each name counts: that of the nearest scope that sets it.
 *
 * @param layers the nearest scope first
 */
export function nearest<T>(layers: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  const won: Record<string, T> = {};
  for (const layer of layers.toReversed()) Object.assign(won, layer);
  return won;
}
