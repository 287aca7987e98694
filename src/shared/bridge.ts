/**
 * The bridge between a face and its desk: every call, what it takes and what it answers. The
 * renderer sees the types only; the host parses each argument with these schemas (it does not
 * trust a renderer), the desk answers. Carried by Electron's IPC or by HTTP over loopback.
 */
import { z } from 'zod';
import { STORY_MAX } from './limits.ts';
import type { Catalogue, ContentText, Language, UiWords } from './content/content.ts';
import { mediaCallSchemas, type MediaAnswers, type MediaIndex } from './content/media.ts';
import type { BusinessCalendar, Day } from './contest/dates.ts';
import { inspectorCallSchemas, type InspectorAnswers } from './inspector.ts';
import type { Result } from './result.ts';
import type { Settings } from './settings.ts';
import { speechCallSchemas, type SpeechAnswers } from './speech.ts';
import { staffCallSchemas, type StaffAnswers } from './staff.ts';
import type { Profile } from './wire/exchanges.ts';

/** Minted by the face for one form; sending the same form twice commits it once. */
const submissionKey = z.uuid();
const locale = z.string().min(2).max(35);
const line = (max: number) => z.string().max(max);

const answerValue = z.union([z.string().max(4000), z.number(), z.array(z.string().max(64)).max(64), z.null()]);

export const callSchemas = {
  /** What the face needs before it draws anything. */
  'face.open': z.object({}),
  /** The words and content of one language. */
  'content.read': z.object({ locale }),
  /** Whether a visitor is at work; an update or a renumbering never happens in a session. */
  'session.set': z.object({ active: z.boolean() }),
  'feedback.submit': z.object({
    key: submissionKey,
    surveyId: z.string().max(64),
    surveyVersion: z.number().int(),
    locale,
    partial: z.boolean(),
    answers: z.record(z.string().max(64), answerValue),
  }),
  'contact.submit': z.object({
    key: submissionKey,
    name: line(200).optional(),
    email: line(254).optional(),
    phone: line(40).optional(),
    message: z.string().min(1).max(STORY_MAX),
    replyLanguage: locale.optional(),
  }),
  'commendation.submit': z.object({
    key: submissionKey,
    locale,
    agency: z.string().min(1).max(64),
    nominee: z.object({ kind: z.enum(['person', 'team', 'project']), name: line(200) }),
    values: z.array(z.enum(['respect', 'timeliness', 'quality'])).max(3),
    story: z.string().max(STORY_MAX),
  }),
  'complaint.submit': z.object({
    key: submissionKey,
    locale,
    agency: z.string().min(1).max(64),
    reason: z.enum(['not_offered', 'not_available', 'too_slow', 'poor_quality']),
    languageNeeded: line(200).optional(),
    details: z.string().max(STORY_MAX).optional(),
  }),
  /** Something has pressed the panel for longer than a person would: the panel or what lies on it is to be looked at. */
  'panel.stuck': z.object({}),
  /** What day it is in the City, and which days are closed: for counting business days. */
  'contest.calendar': z.object({}),
  /** What waits and what was received, for staff and for programs. Nothing of a visitor. */
  'delivery.status': z.object({}),
  ...speechCallSchemas,
  ...mediaCallSchemas,
  ...staffCallSchemas,
  ...inspectorCallSchemas,
} as const;

export type CallName = keyof typeof callSchemas;
export type CallInput<C extends CallName> = z.input<(typeof callSchemas)[C]>;
export type CallArgument<C extends CallName> = z.output<(typeof callSchemas)[C]>;

/** What the face opens with. */
export interface Face {
  readonly profile: Profile;
  readonly enrolled: boolean;
  readonly practice: boolean;
  readonly appVersion: string;
  readonly contentVersion: string;
  /** Complete languages in the order of the wall. */
  readonly languages: readonly Language[];
  readonly settings: Settings;
  /** Where this device stands: its center, or the one that center has moved to. Null where none is known. */
  readonly centerId: string | null;
  /** Agency of this center, as named in `agencies`, or null when it is not known. */
  readonly agency: string | null;
  readonly catalogue: Catalogue;
  /** Recordings and sign language videos of packs. */
  readonly media: MediaIndex;
}

/** Everything a face says in one language. */
export interface Words {
  readonly locale: string;
  readonly ui: UiWords;
  readonly text: ContentText;
}

/** Why a form could not be committed. Nothing was lost: the face still holds it. */
export type SubmitError =
  | { readonly type: 'invalid'; readonly field: string; readonly detail: string }
  | { readonly type: 'disk-full' }
  | { readonly type: 'store-failed' };

/** Committed with `synchronous=FULL`. `reference` is null for a contact request, which gets its number later. */
export interface Saved {
  readonly reference: string | null;
}

/** A device's delivery as it stands. Counts are of reports. */
export interface DeliveryStatus {
  readonly enrolled: boolean;
  readonly deviceId: string | null;
  /** Neither delivered nor a dead letter. */
  readonly waiting: number;
  readonly oldestWaitingSeconds: number | null;
  readonly delivered: number;
  readonly deadLetters: number;
  /** Why sending is paused (a problem slug or `network`), or null. */
  readonly pausedReason: string | null;
  /** Why the last enrollment failed, until one succeeds; in words for staff, without the code. Null where none did. */
  readonly enrollmentProblem: {
    readonly type: 'refused' | 'other-device' | 'unreachable' | 'bad-address';
    readonly detail: string;
  } | null;
  /** ISO 8601, cut to the hour. */
  readonly lastReceiptAt: string | null;
  /** Whether keys are wrapped by the operating system's key store, or lie in a file only this user reads. */
  readonly keysWrappedBy: 'system' | 'file';
  /** Below 500 MiB free it is low, below 100 MiB critical. */
  readonly disk: 'ok' | 'low' | 'critical';
  /** The last time something pressed the panel for over a minute, since the app started: ISO 8601, cut to the hour. Null where nothing did, and in a terminal. */
  readonly panelStuckAt: string | null;
  /**
   * The last time this device's database was found damaged and rebuilt: when (ISO 8601), what was wrong,
   * and under which name in the data folder the damaged file is kept. Null where it never was.
   */
  readonly storeRecovered: { readonly at: string; readonly damage: string; readonly kept: string | null } | null;
}

export interface CallAnswers extends SpeechAnswers, MediaAnswers, StaffAnswers, InspectorAnswers {
  'face.open': Face;
  'content.read': Result<Words, { type: 'unknown-locale' }>;
  'session.set': null;
  'feedback.submit': Result<Saved, SubmitError>;
  'contact.submit': Result<Saved, SubmitError>;
  'commendation.submit': Result<Saved, SubmitError>;
  'complaint.submit': Result<Saved, SubmitError>;
  'panel.stuck': null;
  'contest.calendar': BusinessCalendar & { readonly today: Day };
  'delivery.status': DeliveryStatus;
}
export type CallAnswer<C extends CallName> = CallAnswers[C];

/** Pushed from the desk to its face. */
export type DeskEvent =
  | { readonly type: 'delivery-changed'; readonly status: DeliveryStatus }
  | { readonly type: 'face-changed' }
  /** Who is at work at an inspector's laptop: it was locked, or an account came or went. */
  | { readonly type: 'standing-changed' };

/** Errors of the bridge itself: the call never reached the desk's work. */
export type BridgeError =
  | { readonly type: 'unknown-call' }
  | { readonly type: 'bad-argument'; readonly field: string; readonly detail: string }
  | { readonly type: 'failed' };

/** How an answer crosses: never an exception, never a stack. */
export type Reply<C extends CallName> = Result<CallAnswer<C>, BridgeError>;

/**
 * What became of a print. `printed`: the host handed it to the printer's queue; whether paper came out,
 * only a person can tell. `no-printer`: this host cannot print, or finds no printer.
 */
export type PrintOutcome = 'printed' | 'failed' | 'no-printer';

/** What the preload puts on `window.fairdesk`, and what the browser host's page builds on fetch. */
export interface Bridge {
  call<C extends CallName>(name: C, input: CallInput<C>): Promise<Reply<C>>;
  /** @returns a function that ends the subscription */
  subscribe(listener: (event: DeskEvent) => void): () => void;
  /** Prints the page's print view as it stands now, never with a dialog, one at a time: a second one is `failed`. */
  print(): Promise<PrintOutcome>;
  /** What is not yet handed to the printer is not printed: its visitor has gone. */
  cancelPrint(): void;
}

export function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(callSchemas, name);
}
