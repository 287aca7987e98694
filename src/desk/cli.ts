/** `npm run desk`: a device's queue from a terminal, also while the app is running or closed. */
import { parseCommand, runCommand, UsageError } from '../process/command.ts';
import { audit } from './commands/audit.ts';
import { exportUndelivered } from './commands/export.ts';
import { deviceFolder } from './commands/folder.ts';
import { check, status } from './commands/look.ts';
import { receipts, retry } from './commands/mend.ts';

const USAGE = `
npm run desk -- status --data DIR
npm run desk -- check --data DIR
npm run desk -- export FILE --data DIR
npm run desk -- receipts FILE --data DIR
npm run desk -- retry ID|all --data DIR
npm run desk -- audit --data DIR

  status      what waits, what was received, dead letters with their reason, as one JSON object
  check       reads the whole database and its settings; ends with 1 if something is wrong
  export      writes everything undelivered to FILE, sealed as it is, for the central endpoint's
              "import"; - is standard output. FILE appears when it is whole
  receipts    reads the receipts file that an import wrote: what it proves is delivered
  retry       lets a dead letter, or all of them, be sent again
  audit       what staff did at the device and who tried a PIN: one JSON object a line, the last 1,000

  --data DIR  the device's data folder

All of them work beside the running app.
`;

interface Command {
  /** What the word behind the command is, where it takes one. */
  readonly word?: string;
  run(folder: string, word: string): void | Promise<void>;
}

const commands: Readonly<Record<string, Command>> = {
  status: { run: status },
  check: { run: check },
  export: { word: 'FILE, or - for standard output', run: exportUndelivered },
  receipts: { word: 'FILE', run: receipts },
  retry: { word: 'the id of a dead letter, or all', run: retry },
  audit: { run: audit },
};

await runCommand('npm run desk --', async () => {
  const { values, positionals } = parseCommand(process.argv.slice(2), USAGE, { data: { type: 'string' } }, 2);
  const [name = '', word, ...more] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new UsageError(name === '' ? 'a command is missing: status, check, export' : `there is no command '${name}'`);
  }
  const extra = command.word === undefined ? word : more[0];
  if (extra !== undefined) throw new UsageError(`'${extra}' is one word too many`);
  if (command.word !== undefined && (word === undefined || word === '')) {
    throw new UsageError(`${name} takes ${command.word}`);
  }
  await command.run(deviceFolder(values.data), word ?? '');
});
