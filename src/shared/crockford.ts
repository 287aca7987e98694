/** Crockford's base32: codes and references that people read aloud and type. */
/** No I, L, O and U: they look like others. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first `length` characters of `bytes` in Crockford's base32, five bits a character. */
export function crockford(bytes: Uint8Array, length: number): string {
  if (bytes.length * 8 < length * 5) throw new Error(`${length} characters need more bytes`);
  let out = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && out.length < length) {
      bits -= 5;
      out += CROCKFORD[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return out;
}

/**
 * What a person typed, as it was meant: upper case, without spaces and hyphens, O read as 0, I and L as 1.
 * Returns null where a character is left that is not in the alphabet.
 */
export function readCrockford(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]+$/.test(plain) ? plain : null;
}

/** `ABCD-EFGH…`: groups of four, as codes and references are shown. */
export function grouped(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}
