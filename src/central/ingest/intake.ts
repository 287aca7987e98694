/**
 * What visitors sent leaves intake in lots, so that nothing in the database leads from an answer, a
 * contact or a complaint back to its row in the ledger, and from there to a device and a moment.
 *
 * A lot is what one center has of one kind and month, once 10 are together or a day has passed. It
 * leaves in one statement, in random order, under fresh random keys: so all of it has one `xmin`, and
 * neither `ctid` nor order nor id tells rows apart. Times are kept only as fine as the whole lot has in
 * common (hour, day or month): ids in the ledger say the hour, and an hour that only one row of a lot
 * has would name it. It never leaves in the transaction that brought a report, nor right after it: the
 * row whose `xmin` stands next to the lot's would be known to belong to it. The dead rows left behind
 * are vacuumed away.
 *
 * Outside the promise: rows still in intake, the write-ahead log, a lot of one.
 */
import { sql, type RawBuilder } from 'kysely';
import { startOfHour } from '../../shared/clock.ts';
import type { Endpoint } from '../endpoint.ts';
import { errorForLog } from '../log.ts';
import { isUnavailable, type Work } from '../store/database.ts';
import type { VisitorKind } from '../store/tables.ts';

/** Wire contract, "Visitor kinds". */
const LOT = 10;
const LONGEST_MS = 24 * 3_600_000;
const LOOK_EVERY_MS = 60_000;
/** After an arrival: later by a random time between these two. */
const AFTER_ARRIVAL_MS = [1_000, 10_000] as const;
/** Names this work among the advisory locks of the database. */
const LOCK = 0x66_61_69_72;

/** Where each kind goes, and what of `said` becomes which column. */
const leaving: Readonly<Record<VisitorKind, { into: string; columns: string; values: RawBuilder<unknown> }>> = {
  feedback: {
    into: 'answers',
    columns: 'agency, survey_id, survey_version, locale, content_version, partial, answers',
    values: sql`said->>'agency', said->>'surveyId', (said->>'surveyVersion')::bigint, said->>'locale',
      said->>'contentVersion', (said->>'partial')::boolean, said->'answers'`,
  },
  'contact-request': {
    into: 'contact_requests',
    columns: 'name, email, phone, message, reply_language',
    values: sql`said->>'name', said->>'email', said->>'phone', said->>'message', said->>'replyLanguage'`,
  },
  commendation: {
    into: 'commendations',
    columns: 'agency, locale, nominee_kind, nominee_name, merits, story',
    values: sql`said->>'agency', said->>'locale', said#>>'{nominee,kind}', said#>>'{nominee,name}', said->'values', said->>'story'`,
  },
  'language-complaint': {
    into: 'language_complaints',
    columns: 'agency, locale, reason, language_needed, details',
    values: sql`said->>'agency', said->>'locale', said->>'reason', said->>'languageNeeded', said->>'details'`,
  },
};

/** Lets every lot leave that is due. @returns how many rows left */
export async function releaseLots({ store, clock }: Pick<Endpoint, 'store' | 'clock'>): Promise<number> {
  // Arrival is known to the hour: counted from its end, so that a day has passed for certain.
  const before = new Date(startOfHour(clock.wall()) - LONGEST_MS - 1);
  const left = await store.db.transaction().execute(async (work) => {
    // One process at a time: two that overlap could split a lot.
    const { rows } = await sql<{ mine: boolean }>`SELECT pg_try_advisory_xact_lock(${LOCK}) AS mine`.execute(work);
    if (rows[0]?.mine !== true) return 0;
    let count = 0;
    for (const kind of ['feedback', 'contact-request', 'commendation', 'language-complaint'] as const) {
      count += await release(work, kind, before);
    }
    return count;
  });
  if (left > 0) await store.pool.query('VACUUM intake');
  return left;
}

async function release(work: Work, kind: VisitorKind, before: Date): Promise<number> {
  const { into, columns, values } = leaving[kind];
  const { numAffectedRows } = await sql`
    WITH due AS (
      SELECT center_id, practice, left(recorded, 7) AS month FROM intake WHERE kind = ${kind}
      GROUP BY center_id, practice, left(recorded, 7)
      HAVING count(*) >= ${LOT} OR min(arrived_hour) <= ${before}
    ), lot AS (
      DELETE FROM intake i USING due
      WHERE i.kind = ${kind} AND i.center_id = due.center_id AND i.practice = due.practice AND left(i.recorded, 7) = due.month
      RETURNING i.center_id, i.practice, i.recorded, i.said, due.month
    ), common AS (
      SELECT center_id, practice, month, min(recorded) AS first, max(recorded) AS last FROM lot GROUP BY center_id, practice, month
    )
    INSERT INTO ${sql.table(into)} (center_id, id, practice, recorded, ${sql.raw(columns)})
    SELECT center_id, gen_random_uuid(), practice,
      CASE WHEN first = last THEN recorded WHEN left(first, 10) = left(last, 10) THEN left(recorded, 10) ELSE month END,
      ${values}
    FROM lot JOIN common USING (center_id, practice, month)
    ORDER BY gen_random_uuid()`.execute(work);
  return Number(numAffectedRows ?? 0n);
}

export interface IntakeWatch {
  /** Some reports of visitors were stored. */
  arrived(): void;
  /** Stops looking and waits for a release under way. */
  end(): Promise<void>;
}

/** Looks once a minute, and some random seconds after an arrival. */
export function watchIntake(endpoint: Pick<Endpoint, 'store' | 'clock' | 'random' | 'log'>): IntakeWatch {
  let soon: NodeJS.Timeout | null = null;
  let working: Promise<void> | null = null;
  let ended = false;
  const look = () => {
    if (ended) return;
    working ??= work();
  };
  const work = async () => {
    try {
      await releaseLots(endpoint);
    } catch (error) {
      // Out of reach: they stay in intake until the next look.
      if (!isUnavailable(error)) endpoint.log({ event: 'intake.failed', error: errorForLog(error) });
    } finally {
      working = null;
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    arrived() {
      if (soon !== null || ended) return;
      const [least, most] = AFTER_ARRIVAL_MS;
      const share = (endpoint.random(1)[0] ?? 0) / 255;
      soon = setTimeout(
        () => {
          soon = null;
          look();
        },
        least + share * (most - least),
      );
      soon.unref();
    },
    async end() {
      ended = true;
      clearInterval(timer);
      if (soon !== null) clearTimeout(soon);
      await working;
    },
  };
}
