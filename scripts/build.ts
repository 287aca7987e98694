/** `npm run build`: builds main, preload and renderer into `out/`. */
import { parseCommand, runCommand } from '../src/process/command.ts';
import { build } from './build/build.ts';

const USAGE = `
npm run build [-- --if-needed]

Builds the app's main process, preload and face into out/.

  --if-needed  only when out/ is missing or was built from other sources
`;

await runCommand('npm run build --', async () => {
  const { values } = parseCommand(process.argv.slice(2), USAGE, { 'if-needed': { type: 'boolean' } });
  const built = await build({ root: process.cwd(), always: values['if-needed'] !== true });
  if (!built.ok) {
    process.stderr.write(built.error.detail);
    process.exit(1);
  }
  if (built.value) process.stdout.write('built out/\n');
});
