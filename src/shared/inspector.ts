/**
 * What an inspector does at a laptop. The desk holds the door, never the page: without a sign-in, and in the
 * owner's turn, every call here but the few that say so is answered `closed`.
 */
import { z } from 'zod';
import type { SubmitError } from './bridge.ts';
import type { Result } from './result.ts';
import { businessSchema, reviewDraftSchema, signatureSchema, type ReviewDraft } from './reviews/draft.ts';
import type { ReviewFault } from './reviews/rules.ts';
import type { CopyException } from './reviews/terms.ts';
import { ACCOUNT_NAME } from './settings.ts';

const account = z.string().regex(ACCOUNT_NAME, 'must be the name of an account');
const passphrase = z.string().min(1).max(256);
const id = z.uuid();

const ownerTurns = ['rights', 'survey'] as const;
/** `rights`: to read the rights and to sign. `survey`: to say how the inspection went, without a name. */
export type OwnerTurn = (typeof ownerTurns)[number];

export const inspectorCallSchemas = {
  /** Who is at work. Answered always. */
  'inspector.standing': z.object({}),
  /** Answered always. `practice`: what this sign-in sends is kept out of every result. */
  'inspector.signIn': z.object({ account, passphrase, practice: z.boolean() }),
  /** Locks: drafts stay, the keys to them leave the memory. Answered always; in the owner's turn it changes nothing. */
  'inspector.lock': z.object({ why: z.enum(['asked', 'idle']) }),
  /** Somebody is at work: being idle counts anew. Answered always. */
  'inspector.active': z.object({}),
  /** Opens what this account wrote under an earlier passphrase. */
  'inspector.recover': z.object({ passphrase }),
  'inspector.today': z.object({}),
  /** What this account sent, the newest first; `before`: the `next` of the page before. */
  'inspector.outbox': z.object({ before: z.number().int().min(0).nullable() }),
  /** One that was sent, to read again. */
  'inspector.sent': z.object({ id }),
  /** Lets a refused one wait again. */
  'inspector.retry': z.object({ id }),

  /** Businesses of this laptop whose name, address, licence or BIN has every word of `text`; the latest without one. */
  'business.find': z.object({ text: z.string().max(200) }),

  /** Begins a draft: of a business that is known, of a copy that is owed, or of neither. */
  'review.start': z.object({ business: id.nullable(), owed: id.nullable() }),
  'review.read': z.object({ id }),
  /** On disk when it is answered. `revision`: the one this was made from. */
  'review.save': z.object({ id, revision: z.number().int().min(0), draft: reviewDraftSchema }),
  'review.drop': z.object({ id }),
  /** Sends what was saved last. */
  'review.submit': z.object({ id }),

  /** Hands the laptop over: from now on only the next three are answered, and what a reader needs. */
  'owner.begin': z.object({ id: id.nullable(), turn: z.enum(ownerTurns) }),
  'owner.read': z.object({}),
  /** What the owner did, saved into the draft. */
  'owner.save': z.object({
    languages: z.tuple([z.string().min(2).max(35), z.string().min(2).max(35).nullable()]),
    languagesShown: z.array(z.string().min(2).max(35)).max(64),
    rightsShown: z.array(z.string().min(1).max(64)).max(64),
    acknowledgement: z.object({
      kind: z.enum(['signed', 'typed', 'declined']).nullable(),
      name: businessSchema.shape.name,
      signature: signatureSchema.nullable(),
    }),
  }),
  /** By the passphrase of whoever handed it over. */
  'owner.takeBack': z.object({ passphrase }),
} as const;

export type InspectorClosed = { readonly type: 'closed' };
export type NotThere = { readonly type: 'not-there' };

/** Somebody who can sign in here. */
export interface KnownAccount {
  readonly account: string;
  /** Their name. */
  readonly person: string;
}

/** Why nobody is signed in any more. `reloaded`: the process ended under them. `other`: somebody else signs in. */
export type LockReason = 'never' | 'asked' | 'idle' | 'asleep' | 'reloaded' | 'revoked' | 'other';

export type InspectorStanding =
  | {
      readonly at: 'door';
      /** Those who have signed in on this laptop before. */
      readonly known: readonly KnownAccount[];
      /** How many accounts the configuration holds; 0: none have come yet. */
      readonly accounts: number;
      /** Who was at work last; null where they ended it. `draft`: they have one open. */
      readonly locked: (KnownAccount & { readonly draft: boolean }) | null;
      readonly why: LockReason;
      readonly waitSeconds: number;
    }
  | {
      readonly at: 'work';
      readonly who: KnownAccount;
      /** Agency's id; null where neither the account nor the laptop says. */
      readonly agency: string | null;
      readonly practice: boolean;
      /** The account has expired: what is open is finished, nothing new begins. */
      readonly expired: boolean;
      /** The draft that was open when the laptop was locked. */
      readonly draft: string | null;
    }
  | { readonly at: 'owner'; readonly turn: OwnerTurn; readonly waitSeconds: number };

/** `wrong` also where there is no such account: nobody learns which there are. `waitSeconds` outlives a restart. */
export type SignInError =
  | { readonly type: 'wrong'; readonly waitSeconds: number }
  | { readonly type: 'wait'; readonly waitSeconds: number }
  /** The account has expired and has nothing open here. */
  | { readonly type: 'expired' }
  | { readonly type: 'owner-turn' }
  | { readonly type: 'disk-full' }
  | { readonly type: 'store-failed' };

export interface DraftLine {
  readonly id: string;
  /** Name of the business; empty while it has none. */
  readonly business: string;
  /** ISO 8601. */
  readonly changedAt: string;
  /** False where this version cannot read what a newer one wrote: it is kept. */
  readonly readable: boolean;
}

/** A copy that was deferred and is still to be given. */
export interface OwedLine {
  readonly id: string;
  readonly business: string;
  readonly exception: CopyException | null;
  /** ISO 8601: when it was deferred. */
  readonly since: string;
  /** The draft that gives it, where one was begun. */
  readonly draft: string | null;
}

export interface SentLine {
  readonly id: string;
  readonly business: string;
  /** ISO 8601. */
  readonly sentAt: string;
  readonly practice: boolean;
  /** `waiting`: not yet received by the City. `refused`: a dead letter. */
  readonly state: 'waiting' | 'received' | 'refused' | 'parked';
  /** By it the report is found again. */
  readonly reference: string;
  /** Of what was refused or parked: a problem slug, and what the central endpoint said. */
  readonly reason: string | null;
  readonly detail: string | null;
}

export interface InspectorToday {
  readonly drafts: readonly DraftLine[];
  readonly owed: readonly OwedLine[];
  /** Of this account, not yet received. */
  readonly waiting: readonly SentLine[];
  readonly refused: readonly SentLine[];
  /** Drafts and history of this account that lie under an earlier passphrase. */
  readonly underEarlier: number;
  /** Rows whose bytes the disk has changed: they are kept, and cannot be read. */
  readonly unreadable: number;
}

export interface BusinessLine {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly licence: string;
  readonly bin: string;
  /** Tag; Charter §15(f)(3). */
  readonly preferredLanguage: string | null;
  /** ISO 8601 day of the last review here. */
  readonly lastSeen: string;
}

export interface OpenReview {
  readonly id: string;
  readonly revision: number;
  /** ISO 8601: when it was last saved. */
  readonly savedAt: string;
  readonly practice: boolean;
  readonly draft: ReviewDraft;
}

/** What the owner's turn shows; nothing of any other business. */
export interface OwnerView {
  readonly turn: OwnerTurn;
  readonly practice: boolean;
  /** Name of the business; empty in a survey. */
  readonly business: string;
  readonly languages: readonly [string, string | null];
  readonly languagesShown: readonly string[];
  readonly rightsShown: readonly string[];
  /** Null in a survey. */
  readonly acknowledgement: ReviewDraft['acknowledgement'] | null;
}

export type KeepError = InspectorClosed | NotThere | { readonly type: 'disk-full' } | { readonly type: 'store-failed' };

export interface InspectorAnswers {
  'inspector.standing': InspectorStanding;
  'inspector.signIn': Result<null, SignInError>;
  'inspector.lock': null;
  'inspector.active': null;
  'inspector.recover': Result<
    { readonly recovered: number },
    KeepError | { readonly type: 'wrong' | 'wait'; readonly waitSeconds: number }
  >;
  'inspector.today': Result<InspectorToday, InspectorClosed>;
  'inspector.outbox': Result<{ readonly sent: readonly SentLine[]; readonly next: number | null }, InspectorClosed>;
  'inspector.sent': Result<{ readonly line: SentLine; readonly draft: ReviewDraft }, InspectorClosed | NotThere>;
  'inspector.retry': Result<{ readonly retried: boolean }, InspectorClosed | NotThere>;
  'business.find': Result<readonly BusinessLine[], InspectorClosed>;
  'review.start': Result<OpenReview, KeepError | { readonly type: 'expired' }>;
  'review.read': Result<OpenReview, InspectorClosed | NotThere>;
  'review.save': Result<
    { readonly revision: number; readonly savedAt: string },
    KeepError | { readonly type: 'stale'; readonly revision: number }
  >;
  'review.drop': Result<null, KeepError>;
  'review.submit': Result<
    { readonly reference: string; readonly owed: string | null },
    | InspectorClosed
    | NotThere
    | SubmitError
    | { readonly type: 'faults'; readonly faults: readonly ReviewFault[] }
    /** Neither the account nor the laptop says which agency this is. */
    | { readonly type: 'no-agency' }
  >;
  'owner.begin': Result<null, InspectorClosed | NotThere>;
  'owner.read': Result<OwnerView, InspectorClosed>;
  'owner.save': Result<{ readonly savedAt: string }, KeepError>;
  'owner.takeBack': Result<null, SignInError | InspectorClosed>;
}
