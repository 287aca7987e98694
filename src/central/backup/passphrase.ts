/** A backup's passphrase: from the environment or standard input, never an argument, which every process on the machine can read. */
import { UsageError } from '../../process/command.ts';

export const PASSPHRASE_VARIABLE = 'FAIRDESK_BACKUP_PASSPHRASE';
const LEAST = 12;

/** @throws UsageError where there is none, or a new one is too short */
export async function readPassphrase(use: 'new' | 'known'): Promise<string> {
  const said = process.env[PASSPHRASE_VARIABLE] ?? '';
  const passphrase = said !== '' ? said : await firstLine(use);
  if (passphrase === '') {
    throw new UsageError(`a passphrase is needed: in ${PASSPHRASE_VARIABLE} or as a line on standard input`);
  }
  if (use === 'new' && passphrase.length < LEAST) {
    throw new UsageError(`the passphrase has fewer than ${LEAST} characters: whoever opens it can open every report`);
  }
  return passphrase;
}

async function firstLine(use: 'new' | 'known'): Promise<string> {
  const { stdin } = process;
  const terminal = stdin.isTTY;
  if (terminal) {
    process.stderr.write(use === 'new' ? 'Passphrase for the keys in this backup: ' : 'Passphrase of the backup: ');
    stdin.setRawMode(true);
  }
  try {
    let typed = '';
    stdin.setEncoding('utf8');
    for await (const piece of stdin) {
      for (const letter of String(piece)) {
        if (letter === '\n' || letter === '\r' || letter === '\u0004') return typed;
        if (letter === '\u0003') throw new UsageError('ended');
        typed = letter === '\u007f' ? typed.slice(0, -1) : typed + letter;
      }
    }
    return typed;
  } finally {
    if (terminal) {
      stdin.setRawMode(false);
      process.stderr.write('\n');
    }
    stdin.destroy();
  }
}
