/** `--scope` and `--id` of a command, checked. */
import { UsageError } from '../../process/command.ts';
import { centerIdSchema, deviceIdSchema } from '../../shared/ids.ts';
import { scopes, type Scope } from '../../shared/settings.ts';
import type { ScopeId } from '../settings/settings.ts';

export function scopeOption(scope: string | undefined, id: string | undefined): ScopeId {
  if (scope === undefined) throw new UsageError('--scope is missing: city, agency, center or device');
  if (!isScope(scope)) throw new UsageError('--scope takes city, agency, center or device');
  if (scope === 'city') {
    if (id !== undefined) throw new UsageError('--id goes with agency, center and device: there is one city');
    return { scope, id: '' };
  }
  if (id === undefined) throw new UsageError(`--id is missing: which ${scope}?`);
  if (scope === 'device') {
    const device = deviceIdSchema.safeParse(id.toLowerCase());
    if (!device.success) throw new UsageError('--id takes the id of a device, a UUID');
    return { scope, id: device.data };
  }
  if (!centerIdSchema.safeParse(id).success) throw new UsageError('--id takes 1 to 64 letters, digits, dots and lines');
  return { scope, id };
}

function isScope(text: string): text is Scope {
  return (scopes as readonly string[]).includes(text);
}
