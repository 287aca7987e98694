/** What the host itself needs to know of the face, asked of the desk like the face asks. */
import { z } from 'zod';
import type { Desk } from '../desk/desk.ts';
import { profileSchema } from '../shared/wire/exchanges.ts';
import type { RecoveryLine } from './recovery.ts';

const faceSchema = z.object({
  profile: profileSchema,
  languages: z.array(z.object({ tag: z.string(), dir: z.enum(['ltr', 'rtl']) })),
});
export type HostFace = z.infer<typeof faceSchema>;

const wordsSchema = z.object({ ok: z.literal(true), value: z.object({ ui: z.record(z.string(), z.string()) }) });

/** @throws where the desk does not answer its own contract: a bug */
export async function readFace(desk: Pick<Desk, 'call'>): Promise<HostFace> {
  const reply = await desk.call('face.open', {});
  if (!reply.ok) throw new Error(`the desk did not open: ${reply.error.type}`);
  return faceSchema.parse(reply.value);
}

/** The recovery page's words in every language of the app; a language that does not say them is left out. */
export async function recoveryLines(
  desk: Pick<Desk, 'call'>,
  languages: HostFace['languages'],
): Promise<RecoveryLine[]> {
  const lines: RecoveryLine[] = [];
  for (const { tag, dir } of languages) {
    const reply = await desk.call('content.read', { locale: tag });
    const words = reply.ok ? wordsSchema.safeParse(reply.value) : null;
    if (!words?.success) continue;
    const { 'crash.title': title, 'crash.body': body } = words.data.value.ui;
    if (title !== undefined && body !== undefined) lines.push({ locale: tag, dir, text: `${title}. ${body}` });
  }
  return lines;
}
