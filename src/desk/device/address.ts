/** The address of a central endpoint: an origin. HTTPS, except on this machine itself. */
import { err, ok, type Result } from '../../shared/result.ts';

declare const central: unique symbol;
/** Like `https://central.example`, without path, query or slash at its end. */
export type CentralAddress = string & { readonly [central]: 'CentralAddress' };

export type AddressError = { readonly type: 'bad-address'; readonly detail: string };

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** What a person or a program typed as the central endpoint's address. */
export function parseCentral(typed: string): Result<CentralAddress, AddressError> {
  const bad = (detail: string) => err({ type: 'bad-address' as const, detail });
  let url: URL;
  try {
    url = new URL(typed.trim());
  } catch {
    return bad('the address must be like https://central.example');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return bad('the address must begin with https://');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return bad('http:// is for this machine only: the address must begin with https://');
  }
  if (url.username !== '' || url.password !== '') return bad('the address must hold no name and no password');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return bad('the address must have no path, query or fragment');
  }
  return ok(url.origin as CentralAddress);
}
