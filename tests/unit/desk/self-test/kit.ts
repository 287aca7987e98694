/** A machine made of files and answers, and one check of what the self-test says of it. */
import { runSelfTest, type CheckId, type Machine } from '../../../../src/desk/self-test/self-test.ts';
import type { SelfTestCheck } from '../../../../src/shared/staff.ts';

export interface Made {
  readonly platform?: NodeJS.Platform;
  readonly files?: Readonly<Record<string, string>>;
  /** By the whole command line; a text is what it says and ends with 0. */
  readonly says?: Readonly<Record<string, string | { readonly code: number; readonly stdout: string }>>;
}

export function made({ platform = 'linux', files = {}, says = {} }: Made): Machine {
  return {
    platform,
    env: {},
    readFile: async (path) => files[path] ?? null,
    async listFolder(path) {
      const names = Object.keys(files)
        .filter((each) => each.startsWith(`${path}/`))
        .map((each) => each.slice(path.length + 1).split('/')[0] ?? '');
      return names.length === 0 ? null : [...new Set(names)];
    },
    async run(program, args) {
      const answer = says[[program, ...args].join(' ')];
      return typeof answer === 'string' ? { code: 0, stdout: answer } : (answer ?? null);
    },
  };
}

export async function checked(machine: Machine, id: CheckId): Promise<SelfTestCheck> {
  const checks = await runSelfTest({ machine, quietWindow: { quietFromHour: 2, quietToHour: 5 } });
  const found = checks.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no check ${id}`);
  return found;
}

/** Files under `/proc` of programs that run, by their command lines. */
export function running(...commands: readonly string[]): Record<string, string> {
  const all = ['/sbin/init', ...commands];
  return Object.fromEntries(
    all.flatMap((command, at) => {
      const args = command.split(' ');
      const name = args[0]?.replace(/^.*\//, '').slice(0, 15) ?? '';
      return [
        [`/proc/${at + 1}/comm`, `${name}\n`],
        [`/proc/${at + 1}/cmdline`, `${args.join('\0')}\0`],
      ];
    }),
  );
}
