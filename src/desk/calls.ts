/** Every call of the bridge, each answered by the room it belongs to. */
import { openDispatch, type Dispatch } from './dispatch.ts';
import { handlers, type HandlerParts } from './feedback/handlers.ts';
import type { DeskLog } from './log-events.ts';
import { speechHandlers } from './speech/handlers.ts';
import { staffHandlers } from './staff/handlers.ts';

export function openCalls(parts: HandlerParts, log: DeskLog): Dispatch {
  return openDispatch({ ...handlers(parts), ...speechHandlers(), ...staffHandlers() }, log);
}
