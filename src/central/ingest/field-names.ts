/** Names of fields that our schemas know. A problem names the field that is wrong; a sender's own words stay out of it. */
import { z } from 'zod';
import { payloadSchemas } from '../../shared/reports/payloads.ts';

const known = new Set<string>();
for (const schema of Object.values(payloadSchemas)) collect(z.toJSONSchema(schema, { io: 'input' }));

function collect(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if ('properties' in node && typeof node.properties === 'object' && node.properties !== null) {
    for (const name of Object.keys(node.properties)) known.add(name);
  }
  for (const inner of Object.values(node)) collect(inner);
}

/** `scores.sections.<what a sender wrote>: …` becomes `scores.sections.*: …`. */
export function withoutForeignNames(detail: string): string {
  const [, path = '', rest = ''] = /^(.*?)((?:: | holds ).*)$/s.exec(detail) ?? [];
  if (path === '' || path === '(root)') return detail;
  const names = path.split('.').map((name) => (known.has(name) || /^\d{1,6}$/.test(name) ? name : '*'));
  return `${names.join('.')}${rest}`;
}
