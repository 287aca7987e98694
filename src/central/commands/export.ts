/** `export`: what was stored, as a stream on standard output. */
import { z } from 'zod';
import { UsageError, parseCommand } from '../../process/command.ts';
import {
  exportKind,
  exportKinds,
  filtersOf,
  waitingInIntake,
  type ExportFormat,
  type ExportKind,
} from '../results/export.ts';
import type { Filters } from '../results/filters.ts';
import { noteExport } from '../results/reviews.ts';
import { shippedSurveys } from '../results/survey-book.ts';
import { auditBy, operatingSystemUser } from '../settings/audit.ts';
import { DEFAULT_FOLDER, dataFolder, systemClock, withStore } from './options.ts';

const USAGE = `
Usage: npm run -s central -- export --kind KIND [options]

Writes what was stored to standard output. Works beside a running server and without one. Practice is
left out.

  --kind KIND      ${exportKinds.slice(0, 5).join(', ')},
                   ${exportKinds.slice(5, 9).join(', ')},
                   ${exportKinds.slice(9).join(', ')}
  --format FORMAT  csv, or json: one object a line (default csv)
  --data DIR       data folder of the central endpoint (default ${DEFAULT_FOLDER})
  --help           this text

Of what inspectors sent:
  --from DATE, --to DATE  recorded on these days or between them, in New York, as 2026-11-23
  --agency ID             an agency that took part: rights-reviews, hand-outs, interpreter-waits, training
  --language TAG          preferred, shown or interpreted: rights-reviews

feedback counts answers in cells by center, agency, survey and question. A count of 1 to 5 is suppressed,
with as many others as it takes that it cannot be computed: * in CSV, null with "suppressed": true in
JSON. What visitors wrote is in comments, with center, agency and month alone. Messages of visitors are
listed once 10 of a center are together or a day has passed; how many wait is said on standard error.

hand-outs and interpreter-waits count reviews of the rights for the yearly report, suppressed within an
agency in the same way. A review and those that follow it count once, as the last one says and in the
period of the last one; a joint one counts for each agency. Every export of rights-reviews is written
down, by whom and with which filters: review-log lists them, and each review as it was received,
practice too.

Environment: DATABASE_URL, as for serve.
`;

export async function exportResults(args: string[]): Promise<void> {
  const { values } = parseCommand(args, USAGE, {
    kind: { type: 'string' },
    format: { type: 'string' },
    agency: { type: 'string' },
    language: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    data: { type: 'string' },
  });
  const { kind, format = 'csv' } = values;
  if (kind === undefined) throw new UsageError(`--kind is missing: ${exportKinds.join(', ')}`);
  if (!isKind(kind)) throw new UsageError(`--kind takes ${exportKinds.join(', ')}`);
  if (!isFormat(format)) throw new UsageError('--format takes csv or json');
  const filters = filterOptions(kind, values);
  await withStore(dataFolder(values.data), false, async ({ db }) => {
    // Before anything is read: whoever breaks off has seen some.
    if (kind === 'rights-reviews') await noteExport(db, auditBy(operatingSystemUser(), systemClock), filters);
    try {
      await exportKind(db, shippedSurveys(), kind, format, process.stdout, filters);
    } catch (error) {
      // The reader has had enough (`| head`).
      if ((error as { code?: string }).code === 'EPIPE') return;
      throw error;
    }
    const waiting = await waitingInIntake(db, kind);
    if (waiting > 0)
      process.stderr.write(`${waiting} more wait in intake until 10 of a center are together or a day has passed\n`);
  });
}

function filterOptions(
  kind: ExportKind,
  { agency, language, from, to }: { [K in keyof Filters]: Filters[K] | undefined },
): Filters {
  const given: Filters = {
    ...(agency === undefined ? {} : { agency }),
    ...(language === undefined ? {} : { language }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  for (const name of ['agency', 'language', 'from', 'to'] as const) {
    const value = given[name];
    if (value === undefined) continue;
    if (!filtersOf(kind).includes(name)) throw new UsageError(`--${name} does not go with --kind ${kind}`);
    if (value === '') throw new UsageError(`--${name} takes a value`);
    if ((name === 'from' || name === 'to') && !z.iso.date().safeParse(value).success) {
      throw new UsageError(`--${name} takes a date, as 2026-11-23`);
    }
  }
  if (from !== undefined && to !== undefined && from > to) throw new UsageError('--from is after --to');
  return given;
}

function isKind(kind: string): kind is ExportKind {
  return (exportKinds as readonly string[]).includes(kind);
}

function isFormat(format: string): format is ExportFormat {
  return format === 'csv' || format === 'json';
}
