/**
 * A visitor's session: where they are, how they see it, what they wrote. One value, one pure
 * function. Wiping is starting from `fresh` again, so nothing can be forgotten in a corner.
 */
import type { Answers, AnswerValue } from '../../shared/content/answering.ts';
import { assertNever } from '../../shared/result.ts';
import type { ContestPage } from './contest/place.ts';
import { EMPTY_COMPLAINT, type ComplaintDraft, type HelpPage } from './help/place.ts';
import type { NewsPage } from './news/place.ts';

export const CONTRASTS = ['dark-on-light', 'light-on-dark', 'low', 'high'] as const;
export type Contrast = (typeof CONTRASTS)[number];
/** Text sizes by capital height: 3.9, 5.0, 6.65 and 8.75 mm (VVSG 2.0; ADA 707.7.2 asks for 4.8 mm). */
export const TEXT_SCALES = [0.78, 1, 1.33, 1.75] as const;
export type TextSize = 1 | 2 | 3 | 4;
export interface Display {
  readonly size: TextSize;
  readonly contrast: Contrast;
  /** Everything operable is brought down, within reach of a wheelchair. */
  readonly lowered: boolean;
  /** The visitor wants nothing shown: keys and speech go on, any touch offers the screen back. */
  readonly hidden: boolean;
}
/** Reading aloud. Percent; back to the device's default with the session (508 402.3.2). */
export interface Voice {
  readonly on: boolean;
  readonly rate: number;
  /** Null: the device's setting. */
  readonly volume: number | null;
}

export const THANK_STEPS = ['agency', 'kind', 'name', 'values', 'story', 'review'] as const;
export type ThankStep = (typeof THANK_STEPS)[number];
export type FormName = 'survey' | 'contact' | 'thank' | 'complaint';

export type Place =
  | { readonly name: 'attract' | 'home' | 'rights' | 'search' | 'statutory' | 'nothing' | 'sent' }
  | { readonly name: 'right'; readonly id: string }
  /** A right in American Sign Language. */
  | { readonly name: 'sign'; readonly id: string }
  /** `from`: the right it was opened beside, or null for the list. */
  | { readonly name: 'disclaimer'; readonly from: string | null }
  | { readonly name: 'survey'; readonly at: number }
  | { readonly name: 'contact'; readonly step: 'ask' | 'reach' | 'message' }
  | { readonly name: 'thank'; readonly step: ThankStep }
  | { readonly name: 'help'; readonly at: HelpPage }
  | { readonly name: 'contest'; readonly at: ContestPage }
  | { readonly name: 'news'; readonly at: NewsPage }
  /** A copy to take away. `of`: a right, or null for all of them. */
  | { readonly name: 'take-away'; readonly of: string | null };

export type Sheet = 'language' | 'display' | 'help' | 'start-over' | 'speaker';

export interface ThankDraft {
  readonly agency: string | null;
  readonly kind: 'person' | 'team' | 'project' | null;
  readonly name: string;
  readonly values: readonly ('respect' | 'timeliness' | 'quality')[];
  readonly story: string;
}
export interface ContactDraft {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly message: string;
  readonly sameLanguage: boolean;
}

/** Why a form is not saved. What was written is still held. */
export type Failure = 'disk-full' | 'store-failed' | 'invalid' | 'desk';

export interface Session {
  /** Grows with every wipe; whatever is drawn is keyed by it. */
  readonly serial: number;
  /** Null until somebody chose a language. */
  readonly locale: string | null;
  readonly display: Display;
  readonly voice: Voice;
  readonly place: Place;
  readonly sheet: Sheet | null;
  /** English beside the visitor's language. */
  readonly english: boolean;
  /** One key a form: sending it twice commits it once. */
  readonly survey: { readonly key: string; readonly answers: Answers } | null;
  readonly contact: { readonly key: string; readonly draft: ContactDraft } | null;
  readonly thank: { readonly key: string; readonly draft: ThankDraft } | null;
  readonly complaint: { readonly key: string; readonly draft: ComplaintDraft } | null;
  readonly sending: FormName | null;
  readonly failed: { readonly form: FormName; readonly why: Failure } | null;
  /** What has been saved, for the thank-you. */
  readonly sent: {
    readonly form: 'survey' | 'thank' | 'complaint';
    readonly reference: string | null;
    readonly contact: boolean;
  } | null;
}

export type Step =
  | { readonly type: 'speak'; readonly locale: string }
  | { readonly type: 'go'; readonly place: Place }
  | { readonly type: 'sheet'; readonly sheet: Sheet | null }
  | { readonly type: 'display'; readonly display: Partial<Display> }
  | { readonly type: 'voice'; readonly voice: Partial<Voice> }
  | { readonly type: 'english'; readonly shown: boolean }
  | { readonly type: 'begin-survey'; readonly key: string }
  | { readonly type: 'answer'; readonly questionId: string; readonly value: AnswerValue }
  | { readonly type: 'begin-thank'; readonly key: string; readonly agency: string | null }
  | { readonly type: 'thank'; readonly draft: Partial<ThankDraft> }
  | { readonly type: 'begin-complaint'; readonly key: string; readonly agency: string | null }
  | { readonly type: 'complaint'; readonly draft: Partial<ComplaintDraft> }
  | { readonly type: 'begin-contact'; readonly key: string }
  | { readonly type: 'contact'; readonly draft: Partial<ContactDraft> }
  | { readonly type: 'sending'; readonly form: FormName }
  | { readonly type: 'saved'; readonly form: FormName; readonly reference: string | null; readonly askContact: boolean }
  | { readonly type: 'failed'; readonly form: FormName; readonly why: Failure }
  | { readonly type: 'back-to-form' }
  | { readonly type: 'wipe' };

export const DEFAULT_DISPLAY: Display = { size: 2, contrast: 'dark-on-light', lowered: false, hidden: false };
export const DEFAULT_VOICE: Voice = { on: false, rate: 100, volume: null };

export function fresh(serial: number): Session {
  return {
    serial,
    locale: null,
    display: DEFAULT_DISPLAY,
    voice: DEFAULT_VOICE,
    place: { name: 'attract' },
    sheet: null,
    english: false,
    survey: null,
    contact: null,
    thank: null,
    complaint: null,
    sending: null,
    failed: null,
    sent: null,
  };
}

const EMPTY_THANK: ThankDraft = { agency: null, kind: null, name: '', values: [], story: '' };
const EMPTY_CONTACT: ContactDraft = { name: '', phone: '', email: '', message: '', sameLanguage: true };

export function session(held: Session, step: Step): Session {
  switch (step.type) {
    case 'speak':
      return {
        ...held,
        locale: step.locale,
        sheet: null,
        place: held.place.name === 'attract' ? { name: 'home' } : held.place,
      };
    case 'go':
      return { ...held, place: step.place, sheet: null };
    case 'sheet':
      return { ...held, sheet: step.sheet };
    case 'display':
      return { ...held, display: { ...held.display, ...step.display } };
    case 'voice':
      return { ...held, voice: { ...held.voice, ...step.voice } };
    case 'english':
      return { ...held, english: step.shown };
    case 'begin-survey':
      return {
        ...held,
        survey: held.survey ?? { key: step.key, answers: {} },
        place: { name: 'survey', at: 0 },
      };
    case 'answer':
      if (held.survey === null) return held;
      return {
        ...held,
        survey: { ...held.survey, answers: { ...held.survey.answers, [step.questionId]: step.value } },
      };
    case 'begin-thank':
      return {
        ...held,
        thank: held.thank ?? { key: step.key, draft: { ...EMPTY_THANK, agency: step.agency } },
        place: { name: 'thank', step: 'agency' },
      };
    case 'thank':
      if (held.thank === null) return held;
      return { ...held, thank: { ...held.thank, draft: { ...held.thank.draft, ...step.draft } } };
    case 'begin-complaint':
      return {
        ...held,
        complaint: held.complaint ?? { key: step.key, draft: { ...EMPTY_COMPLAINT, agency: step.agency } },
        // The agency is asked for only where nobody knows it.
        place: {
          name: 'help',
          at: {
            page: 'complaint',
            step: (held.complaint?.draft.agency ?? step.agency) === null ? 'agency' : 'reason',
          },
        },
      };
    case 'complaint':
      if (held.complaint === null) return held;
      return { ...held, complaint: { ...held.complaint, draft: { ...held.complaint.draft, ...step.draft } } };
    case 'begin-contact':
      return {
        ...held,
        contact: held.contact ?? { key: step.key, draft: EMPTY_CONTACT },
        place: { name: 'contact', step: 'reach' },
      };
    case 'contact':
      if (held.contact === null) return held;
      return { ...held, contact: { ...held.contact, draft: { ...held.contact.draft, ...step.draft } } };
    case 'sending':
      return { ...held, sending: step.form };
    case 'saved':
      return saved(held, step);
    case 'failed':
      return { ...held, sending: null, sheet: null, failed: { form: step.form, why: step.why } };
    case 'back-to-form':
      return { ...held, failed: null };
    case 'wipe':
      return fresh(held.serial + 1);
    default:
      return assertNever(step);
  }
}

/** The form is on disk: what was written is let go of at once. */
function saved(held: Session, step: Step & { type: 'saved' }): Session {
  const done = { ...held, sending: null, failed: null, sheet: null };
  switch (step.form) {
    case 'survey':
      return {
        ...done,
        survey: null,
        sent: { form: 'survey', reference: step.reference, contact: false },
        place: step.askContact ? { name: 'contact', step: 'ask' } : { name: 'sent' },
      };
    case 'thank':
      return {
        ...done,
        thank: null,
        sent: { form: 'thank', reference: step.reference, contact: false },
        place: { name: 'sent' },
      };
    case 'complaint':
      return {
        ...done,
        complaint: null,
        sent: { form: 'complaint', reference: step.reference, contact: false },
        place: { name: 'sent' },
      };
    case 'contact':
      return {
        ...done,
        contact: null,
        sent: held.sent === null ? null : { ...held.sent, contact: true },
        place: { name: 'sent' },
      };
  }
}

/** Whether somebody has begun: from then on silence is asked about, and updates wait. */
export function isTouched(held: Session): boolean {
  return (
    held.locale !== null ||
    held.place.name !== 'attract' ||
    held.sheet !== null ||
    held.display !== DEFAULT_DISPLAY ||
    held.voice !== DEFAULT_VOICE
  );
}

/** Whether starting over would erase something that was chosen or written and not sent. */
export function isUnfinished(held: Session): boolean {
  const { survey, thank, contact, complaint } = held;
  const chosen = (value: AnswerValue) => value !== null && (typeof value === 'number' || value.length > 0);
  return (
    (survey !== null && Object.values(survey.answers).some(chosen)) ||
    (thank !== null &&
      (thank.draft.kind !== null ||
        thank.draft.name !== '' ||
        thank.draft.story !== '' ||
        thank.draft.values.length > 0)) ||
    (complaint !== null &&
      (complaint.draft.reason !== null || complaint.draft.languageNeeded !== '' || complaint.draft.details !== '')) ||
    (contact !== null &&
      [contact.draft.name, contact.draft.phone, contact.draft.email, contact.draft.message].some((text) => text !== ''))
  );
}
