/** `npm run central -- COMMAND`: the central endpoint from a terminal. */
import { UsageError, runCommand } from '../process/command.ts';

const USAGE = `
Usage: npm run central -- COMMAND [options]

  serve    run the central endpoint
  enroll   print a one-time enrollment code
  revoke   end a device's right to send
  account  who may sign in at inspectors' laptops
  config   settings of the city, an agency, a center or a device
  content  what devices show: packs that were published
  keys     what keys there are, and the next ones
  export   write what was stored, as CSV or JSON
  import   take in a device's export file
  backup   write everything to one file, the keys under a passphrase
  restore  make a data folder from such a file

npm run central -- COMMAND --help says more. Programs call npm run -s.
`;

/** Loaded when asked for: making a code need not wait for the server's parts. */
const commands: Readonly<Record<string, (args: string[]) => Promise<void>>> = {
  serve: async (args) => (await import('./commands/serve.ts')).serve(args),
  enroll: async (args) => (await import('./commands/enroll.ts')).enroll(args),
  revoke: async (args) => (await import('./commands/revoke.ts')).revoke(args),
  account: async (args) => (await import('./commands/account.ts')).account(args),
  config: async (args) => (await import('./commands/config.ts')).config(args),
  content: async (args) => (await import('./commands/content.ts')).content(args),
  keys: async (args) => (await import('./commands/keys.ts')).keys(args),
  import: async (args) => (await import('./commands/import.ts')).importReports(args),
  backup: async (args) => (await import('./commands/backup.ts')).backup(args),
  restore: async (args) => (await import('./commands/restore.ts')).restore(args),
  export: async (args) => (await import('./commands/export.ts')).exportResults(args),
};

await runCommand('central', async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${USAGE.trim()}\n`);
    if (name === undefined) process.exitCode = 2;
    return;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new UsageError(`there is no command '${name}'`);
  await command(args);
});
