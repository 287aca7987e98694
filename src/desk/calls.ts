/** Every call of the bridge, each answered by the room it belongs to. */
import { openDispatch, type Dispatch } from './dispatch.ts';
import { handlers, type HandlerParts } from './feedback/handlers.ts';
import type { DeskLog } from './log-events.ts';
import { speechHandlers } from './speech/handlers.ts';
import type { Speaker } from './speech/speaker.ts';
import { staffHandlers } from './staff/handlers.ts';

export interface CallParts extends HandlerParts {
  readonly speaker: Speaker;
}

export function openCalls(parts: CallParts, log: DeskLog): Dispatch {
  return openDispatch({ ...handlers(parts, log), ...speechHandlers(parts.speaker), ...staffHandlers() }, log);
}
