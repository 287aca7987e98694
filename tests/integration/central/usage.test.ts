import { describe, expect, test } from 'vitest';
import { central } from './process.ts';

describe('how the commands of the central endpoint are used', () => {
  test('help goes to standard output; a usage error is one line and exit code 2', async () => {
    const cases: [string[], number, RegExp][] = [
      [[], 2, /Usage: npm run central/],
      [['--help'], 0, /Usage: npm run central/],
      [['serve', '--help'], 0, /--trusted-proxy/],
      [['enroll', '--help'], 0, /--profile/],
      [['export', '--help'], 0, /--kind/],
      [['frobnicate'], 2, /there is no command 'frobnicate'/],
      [['constructor'], 2, /there is no command/],
      [['serve', '--prot', '1'], 2, /--prot/],
      [['serve', '--port', '99999'], 2, /--port takes/],
      [['serve', '--host', '0.0.0.0'], 2, /not loopback: give --tls-cert and --tls-key, or --trusted-proxy/],
      [['serve', '--host', '0.0.0.0', '--trusted-proxy', 'everyone'], 2, /--trusted-proxy takes/],
      [['serve', '--tls-cert', 'x.pem'], 2, /belong together/],
      [['serve', '--tls-cert', '/nope', '--tls-key', '/nope'], 2, /cannot be read/],
      [['enroll'], 2, /--profile is missing/],
      [['enroll', '--profile', 'manager'], 2, /--profile takes/],
      [['enroll', '--profile', 'kiosk', '--device', '7'], 2, /--device takes/],
      [['export'], 2, /--kind is missing/],
      [['export', '--kind', 'secrets'], 2, /--kind takes/],
      [['export', '--kind', 'feedback', '--format', 'xml'], 2, /--format takes/],
      [['export', '--kind', 'feedback', '--agency', 'dcwp'], 2, /--agency does not go with --kind feedback/],
      [['export', '--kind', 'hand-outs', '--from', '2026-02-30'], 2, /--from takes a date/],
      [['export', '--kind', 'hand-outs', '--from', '2026-02-02', '--to', '2026-02-01'], 2, /--from is after --to/],
      [['account', '--help'], 0, /passphrase NAME/],
      [['account', 'hand-over', '--help'], 0, /--withdraw ORDER/],
      [['export', '--kind', 'feedback', '--data', '/nonexistent/folder'], 2, /does not exist/],
      [['enroll', '--profile', 'kiosk', '--data', '/dev/null/folder'], 2, /cannot be made or used/],
      [['serve', '--data', '/dev/null/folder'], 2, /cannot be made or used/],
    ];
    const run = async ([args, code, says]: [string[], number, RegExp]) => {
      const finished = await central(args);
      expect([args, finished.code]).toEqual([args, code]);
      expect(code === 0 || args.length === 0 ? finished.stdout : finished.stderr.trim()).toMatch(says);
      if (code === 2 && args.length > 0) expect(finished.stderr.trim().split('\n')).toHaveLength(1);
    };
    // Two at a time: as many as the machine has cores.
    await Promise.all(
      [0, 1].map(async (half) => {
        for (const [at, each] of cases.entries()) if (at % 2 === half) await run(each);
      }),
    );
  });
});
