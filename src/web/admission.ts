/**
 * Who may talk to the browser host at all: only a page of this very address. A browser's other tabs,
 * a name rebound to this machine and a page of another port are turned away before anything is read.
 */

export type Refusal = 'foreign-host' | 'foreign-origin' | 'foreign-site';

export interface Asking {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site` (Fetch Metadata): set by browsers, never by a page's script. */
  readonly site: string | undefined;
  /** Whether this is a call to the desk, not a file of the page. */
  readonly api: boolean;
}

/** @returns why this request is refused, or null */
export function refuse(asking: Asking, ownHost: string): Refusal | null {
  if (asking.host !== ownHost) return 'foreign-host';
  if (asking.origin !== undefined && asking.origin !== `http://${ownHost}`) return 'foreign-origin';
  // `none` is an address typed by a person: right for the page, never for a call.
  const sites = asking.api ? ['same-origin'] : ['same-origin', 'none'];
  if (asking.site !== undefined && !sites.includes(asking.site)) return 'foreign-site';
  return null;
}
