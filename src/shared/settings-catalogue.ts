/**
 * What there is to know of each setting beside its schema, for people and for programs: unit, who may
 * change it, the rule it comes from. `docs/settings.md` is written from this and the schema.
 */
import { z } from 'zod';
import { isSettingName, scopes, settingsSchema, type Scope, type SettingName } from './settings.ts';

export interface AboutSetting {
  /** In a sentence, for people. */
  readonly says: string;
  readonly unit: string;
  /** Where it may be set, nearest first. */
  readonly scopes: readonly Scope[];
  /** The rule or reason behind default and bounds. */
  readonly rule: string;
}

export const aboutSettings: Readonly<Record<SettingName, AboutSetting>> = {
  idleSeconds: {
    says: 'Time without input before the screen asks whether anyone is there.',
    unit: 'seconds',
    scopes,
    rule: 'WCAG 2.2 SC 2.2.1: a visitor is warned before time ends; a screen left alone must not stay open to the next one',
  },
  idleAnswerSeconds: {
    says: 'Time to answer that question, counted after it has been spoken.',
    unit: 'seconds',
    scopes,
    rule: 'WCAG 2.2 SC 2.2.1: at least 20 seconds to ask for more time',
  },
  keepPartialAnswers: {
    says: 'Keep what silence left unfinished as a partial answer, without comment and contact.',
    unit: 'yes or no',
    scopes,
    rule: 'nobody said that it should be sent: off unless the City decides otherwise',
  },
  contactRequests: {
    says: 'Ask for a contact after the survey.',
    unit: 'yes or no',
    scopes,
    rule: 'only where someone answers the messages',
  },
  agency: {
    says: 'The agency that runs the center, where the content does not say it. It also decides whose agency settings reach the center.',
    unit: 'id of an agency',
    scopes: ['device', 'center'],
    rule: 'a report names the agency it is about',
  },
  panelPxPerMm: {
    says: 'CSS pixels per millimetre of the panel. 4.03 is a 21.5-inch Full HD display.',
    unit: 'CSS px/mm',
    scopes: ['device'],
    rule: 'VVSG 2.0 and ADA 707.7.2: text and touch targets have sizes in millimetres; no two panels are alike',
  },
  panelLowerEdgeMm: {
    says: 'Height of the lower edge of the display above the floor; null: not known, and what is touched stays in the lower half.',
    unit: 'mm',
    scopes: ['device'],
    rule: 'ADA 308 and EN 301 549 8.3: operable parts lie between 380 and 1,220 mm above the floor',
  },
  speechVolume: {
    says: 'Volume of speech when a session begins.',
    unit: 'percent',
    scopes,
    rule: '508 402.2.2 and 402.3: back to default after each session; no louder than its place needs',
  },
  languageOrder: {
    says: 'Languages in the order of the wall; those not named follow in the order of the content.',
    unit: 'list of language tags',
    scopes,
    rule: 'the languages most spoken around a center come first',
  },
  reviewedLanguagesOnly: {
    says: 'Offer only languages of which a certified translator has reviewed every text, none of it made from older English. English is always offered.',
    unit: 'yes or no',
    scopes,
    rule: 'a draft says that it is one; a center may prefer not to show it. The languages that ship are drafts: only English is left then',
  },
  keypad: {
    says: 'The five keys and the two switches, each by the name of the key it sends.',
    unit: 'names of keys',
    scopes: ['device'],
    rule: '508 407 and EN 301 549 8.4: tactile keys; no two keypads send the same',
  },
  printing: {
    says: 'Whether this device has a printer for visitors.',
    unit: 'yes or no',
    scopes: ['device', 'center'],
    rule: 'what is not there is not offered',
  },
  practice: {
    says: 'Practice: a striped band on every screen; reports are delivered and kept out of every result.',
    unit: 'yes or no',
    scopes: ['device', 'center'],
    rule: 'wire contract: `practice` in every payload',
  },
  quietFromHour: {
    says: 'Hour at which the quiet window begins: updates, numbering of contact requests. It may pass midnight; from equal to to is no window.',
    unit: 'hour of the day, local, 24 h',
    scopes,
    rule: 'no visitor is at work then',
  },
  quietToHour: {
    says: 'Hour at which the quiet window ends.',
    unit: 'hour of the day, local, 24 h',
    scopes,
    rule: 'no visitor is at work then',
  },
  lockAfterSeconds: {
    says: "Time without a key or a touch after which an inspector's laptop locks. Drafts stay.",
    unit: 'seconds',
    scopes: ['device', 'agency', 'city'],
    rule: "NIST SP 800-63B 4.2.3: at most 30 minutes without activity; a laptop on a counter is anybody's",
  },
  retentionDays: {
    says: 'How long a delivered report is kept on the device, should the central endpoint lose data.',
    unit: 'days',
    scopes,
    rule: 'wire contract, "The central endpoint may lose data too": default 30',
  },
  configPollMinutes: {
    says: 'Time between two looks for a new configuration; each wait is up to a tenth shorter or longer.',
    unit: 'minutes',
    scopes,
    rule: 'a change reaches every device within one poll',
  },
  updateFeed: {
    says: 'Address of the update feed (HTTPS); null: updates are off.',
    unit: 'URL',
    scopes,
    rule: 'updates come only from where the City says, over HTTPS',
  },
};

/** Of the settings that are never shown. */
export const aboutSecrets: Readonly<Record<'staffPin' | 'staffAccount.NAME', AboutSetting>> = {
  staffPin: {
    says: 'Verifier of the PIN that opens the staff panel (6 to 12 digits), hashed with argon2id.',
    unit: 'argon2id string',
    scopes,
    rule: 'NIST SP 800-63B 5.1.1.1: at least 6 digits; OWASP Password Storage: argon2id; never shown again',
  },
  'staffAccount.NAME': {
    says: 'The account NAME of an inspector: verifier of its passphrase (at least 8 characters), hashed with argon2id, the last day on which new work may begin, name, agency and roles. `central -- account` makes it.',
    unit: '{"verifier": argon2id string, "until": date or null, "person", "agency", "roles"}',
    scopes,
    rule: 'NIST SP 800-63B 5.1.1.1: at least 8 characters; OWASP Password Storage: argon2id; never shown again',
  },
};

export function scopesOf(name: string): readonly Scope[] {
  return isSettingName(name) ? aboutSettings[name].scopes : scopes;
}

export interface Bounds {
  /** As JSON. */
  readonly default: string;
  /** In words, such as `60 to 300`. */
  readonly bounds: string;
}

const jsonSchema = z.object({
  default: z.unknown(),
  type: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

/** Default and bounds of a setting, read from its schema. */
export function boundsOf(name: SettingName): Bounds {
  const { default: value, type, minimum, maximum } = jsonSchema.parse(z.toJSONSchema(settingsSchema.shape[name]));
  const whole = type === 'integer' ? ', whole' : '';
  return {
    default: JSON.stringify(value),
    bounds:
      minimum !== undefined && maximum !== undefined
        ? `${minimum} to ${maximum}${whole}`
        : type === 'boolean'
          ? 'true or false'
          : (textBounds[name] ?? 'text'),
  };
}

const textBounds: Partial<Record<SettingName, string>> = {
  agency: '1 to 64 letters, digits, dots, lines, or null',
  panelLowerEdgeMm: '0 to 2500, or null',
  languageOrder: 'at most 64 language tags',
  keypad: 'an object of seven key names: up, down, left, right, select, switchMove, switchSelect',
  updateFeed: 'https address of at most 500 characters, or null',
};
