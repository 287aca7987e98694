/** Rooms beside the visitor's that are shut. */
import type { InspectorRoom } from '../../../../src/desk/inspector/room.ts';
import type { StaffRoom } from '../../../../src/desk/staff/staff.ts';
import { inspectorCallSchemas } from '../../../../src/shared/inspector.ts';
import { err } from '../../../../src/shared/result.ts';

/** A staff panel that never opens. */
export const shut = {
  parts: { store: {} },
  door: {
    shut: () => undefined,
    standing: () => ({ pinSet: true, waitSeconds: 0 }),
    open: () => Promise.resolve(err({ type: 'wrong-pin', waitSeconds: 0 })),
    behind: () => Promise.resolve(null),
  },
} as unknown as StaffRoom;

/** An inspector's door that nobody ever comes through. */
export const locked = {
  handlers: Object.fromEntries(Object.keys(inspectorCallSchemas).map((name) => [name, () => err({ type: 'closed' })])),
  door: { ownersTurn: () => null },
} as unknown as InspectorRoom;
