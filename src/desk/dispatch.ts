/**
 * The one door for calls, whichever host carries them. Nothing that comes through it is trusted and
 * nothing it can hold makes it throw: every argument is parsed, every bug becomes `failed`.
 */
import type { z } from 'zod';
import { callSchemas, isCallName, type BridgeError, type CallArgument, type CallName } from '../shared/bridge.ts';
import { err, ok, type Result } from '../shared/result.ts';
import { errorPlace } from '../process/log.ts';
import type { Handlers } from './feedback/handlers.ts';
import type { DeskLog } from './log-events.ts';

export type Dispatch = (name: unknown, input: unknown) => Promise<Result<unknown, BridgeError>>;

export function openDispatch(handlers: Handlers, log: DeskLog): Dispatch {
  const run = async <C extends CallName>(
    name: C,
    handler: Handlers[C],
    input: unknown,
  ): Promise<Result<unknown, BridgeError>> => {
    const argument = parse(name, input);
    if (!argument.ok) return argument;
    try {
      return ok(await handler(argument.value));
    } catch (error) {
      log({ event: 'call-failed', call: name, at: errorPlace(error) });
      return err({ type: 'failed' });
    }
  };
  return async (name, input) => (isCallName(name) ? run(name, handlers[name], input) : err({ type: 'unknown-call' }));
}

function parse<C extends CallName>(name: C, input: unknown): Result<CallArgument<C>, BridgeError> {
  // The type of the schema under a name that is not known before it runs.
  const schema: z.ZodType<CallArgument<C>> = callSchemas[name] as unknown as z.ZodType<CallArgument<C>>;
  let parsed: z.ZodSafeParseResult<CallArgument<C>>;
  try {
    parsed = schema.safeParse(input);
  } catch {
    // A getter or a proxy that throws while it is read.
    return err({ type: 'bad-argument', field: '(root)', detail: 'cannot be read' });
  }
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return err({
    type: 'bad-argument',
    field: fieldName(issue?.path ?? []),
    detail: issue?.message ?? 'does not follow the schema',
  });
}

/** The path of a field. Keys that a caller made up are not repeated: they may be what a visitor typed. */
function fieldName(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => (/^[A-Za-z0-9_-]{1,64}$/.test(String(step)) ? String(step) : '(key)'));
  return steps.length === 0 ? '(root)' : steps.join('.');
}
