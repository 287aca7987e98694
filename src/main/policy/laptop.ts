/** When an inspector's window is held like a kiosk's. */
import type { BridgeError } from '../../shared/bridge.ts';
import type { InspectorStanding } from '../../shared/inspector.ts';
import type { Result } from '../../shared/result.ts';

/** @param reply of `inspector.standing`. A desk that does not answer has handed nothing over. */
export function isHandedOver(reply: Result<unknown, BridgeError>): boolean {
  // The desk answers a call with what its contract says.
  return reply.ok && (reply.value as InspectorStanding).at === 'owner';
}
