/** Whether headphones were plugged in or pulled, from what the machine lists as its outputs before and after. */

export interface Output {
  readonly kind: string;
  readonly deviceId: string;
  readonly groupId: string;
}

export type PlugChange =
  /** `sinkId`: the output that came, where the browser tells. */
  { readonly type: 'in'; readonly sinkId: string | null } | { readonly type: 'out' };

/** Entries of the browser's own for whatever the system has chosen: they come and go with the others. */
const ALIASES: ReadonlySet<string> = new Set(['default', 'communications']);

/** @returns null where the outputs are the same */
export function plugChange(before: readonly Output[], after: readonly Output[]): PlugChange | null {
  const [held, now] = [outputs(before), outputs(after)];
  const came = now.find((each) => !held.some((other) => same(each, other)));
  if (now.length > held.length || (came !== undefined && now.length === held.length)) {
    const id = came?.deviceId ?? '';
    return { type: 'in', sinkId: id === '' ? null : id };
  }
  return now.length < held.length ? { type: 'out' } : null;
}

const outputs = (all: readonly Output[]) =>
  all.filter(({ kind, deviceId }) => kind === 'audiooutput' && !ALIASES.has(deviceId));

const same = (one: Output, other: Output) => one.deviceId === other.deviceId && one.groupId === other.groupId;
