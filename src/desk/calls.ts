/** Every call of the bridge, each answered by the room it belongs to. */
import type { Clock } from '../shared/clock.ts';
import { contestHandlers } from './contest/handlers.ts';
import { openDispatch, type Dispatch } from './dispatch.ts';
import type { Library } from './content/library.ts';
import { handlers, type HandlerParts } from './feedback/handlers.ts';
import { guarded } from './inspector/guard.ts';
import type { InspectorRoom } from './inspector/room.ts';
import type { DeskLog } from './log-events.ts';
import { speechHandlers } from './speech/handlers.ts';
import type { Speaker } from './speech/speaker.ts';
import { staffHandlers } from './staff/handlers.ts';
import type { StaffRoom } from './staff/staff.ts';
import type { Profile } from '../shared/wire/exchanges.ts';

export interface CallParts extends HandlerParts {
  readonly speaker: Speaker;
  readonly staff: StaffRoom;
  readonly inspector: InspectorRoom;
  readonly profile: () => Profile;
  readonly library: Pick<Library, 'media'>;
  readonly clock: Pick<Clock, 'wall'>;
}

export function openCalls(parts: CallParts, log: DeskLog): Dispatch {
  const { inspector } = parts;
  const visitor = handlers(parts, log);
  const staff = staffHandlers(parts.staff);
  return openDispatch(
    {
      ...visitor,
      'face.open'(input) {
        // A page that is loaded anew is nobody's who stood at the panel before.
        parts.staff.door.shut('reloaded');
        return visitor['face.open'](input);
      },
      ...contestHandlers({ clock: parts.clock, calendar: () => parts.content.catalogue.calendar }),
      ...parts.library.media.handlers,
      ...speechHandlers(parts.speaker),
      ...staff,
      ...inspector.handlers,
      ...guarded({ ...visitor, ...staff, ...inspector.handlers }, parts.profile, inspector.door, () =>
        parts.staff.door.shut('handed-over'),
      ),
    },
    log,
  );
}
