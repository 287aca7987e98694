/** A page's session: no permission but to know of sound outputs, no device, no download, no request but for the app's own files. */
import type { Session } from 'electron';
import type { MainLog } from '../log.ts';
import { mayRequest } from '../policy/address.ts';
import { mayKnow } from '../policy/permissions.ts';

export type ClosedSession = Pick<
  Session,
  | 'on'
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
> & { readonly webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> };

export function closeSession(session: ClosedSession, { locked, log }: { locked: boolean; log: MainLog }): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => {
    log({ event: 'main.refused', what: 'permission' });
    decide(false);
  });
  session.setPermissionCheckHandler((_contents, permission, origin, { mediaType }) =>
    mayKnow(permission, mediaType, origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  session.setSpellCheckerEnabled(false);
  session.on('will-download', (event) => {
    event.preventDefault();
    log({ event: 'main.refused', what: 'download' });
  });
  session.webRequest.onBeforeRequest((details, decide) => {
    const cancel = !mayRequest(details.url, locked);
    if (cancel) log({ event: 'main.refused', what: 'request' });
    decide({ cancel });
  });
}
