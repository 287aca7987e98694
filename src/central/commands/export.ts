/** `export`: what was stored, as a stream on standard output. */
import { UsageError, parseCommand } from '../../process/command.ts';
import { exportKind, exportKinds, waitingInIntake, type ExportFormat, type ExportKind } from '../results/export.ts';
import { shippedSurveys } from '../results/survey-book.ts';
import { DEFAULT_FOLDER, dataFolder, withStore } from './options.ts';

const USAGE = `
Usage: npm run -s central -- export --kind KIND [options]

Writes what was stored to standard output. Works beside a running server and without one. Practice is
left out.

  --kind KIND      ${exportKinds.slice(0, 5).join(', ')},
                   ${exportKinds.slice(5).join(', ')}
  --format FORMAT  csv, or json: one object a line (default csv)
  --data DIR       data folder of the central endpoint (default ${DEFAULT_FOLDER})
  --help           this text

feedback counts answers in cells by center, agency, survey and question. A count of 1 to 5 is suppressed,
with as many others as it takes that it cannot be computed: * in CSV, null with "suppressed": true in
JSON. What visitors wrote is in comments, with center, agency and month alone. Messages of visitors are
listed once 10 of a center are together or a day has passed; how many wait is said on standard error.

Environment: DATABASE_URL, as for serve.
`;

export async function exportResults(args: string[]): Promise<void> {
  const { values } = parseCommand(args, USAGE, {
    kind: { type: 'string' },
    format: { type: 'string' },
    data: { type: 'string' },
  });
  const { kind, format = 'csv' } = values;
  if (kind === undefined) throw new UsageError(`--kind is missing: ${exportKinds.join(', ')}`);
  if (!isKind(kind)) throw new UsageError(`--kind takes ${exportKinds.join(', ')}`);
  if (!isFormat(format)) throw new UsageError('--format takes csv or json');
  await withStore(dataFolder(values.data), false, async ({ db }) => {
    try {
      await exportKind(db, shippedSurveys(), kind, format, process.stdout);
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

function isKind(kind: string): kind is ExportKind {
  return (exportKinds as readonly string[]).includes(kind);
}

function isFormat(format: string): format is ExportFormat {
  return format === 'csv' || format === 'json';
}
