/** Sessions by the name of their partition, as `session.fromPartition` gives them. */
import { Session } from './session.ts';

const known = new Map<string, Session>();

export function sessionOf(partition: string): Session {
  const held = known.get(partition) ?? new Session(partition);
  known.set(partition, held);
  return held;
}
