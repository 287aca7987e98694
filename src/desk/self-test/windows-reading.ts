/** What Windows says through `reg query`, `powercfg` and `tasklist`, read. Pure; none of it depends on the language. */

/** A REG_DWORD in the answer of `reg query KEY /v NAME`; null where it is not there. */
export function registryNumber(text: string, name: string): number | null {
  const [, digits] = new RegExp(`^\\s+${name}\\s+REG_DWORD\\s+0x([0-9a-f]+)\\s*$`, 'im').exec(text) ?? [];
  return digits === undefined ? null : Number.parseInt(digits, 16);
}

/** A REG_SZ or REG_EXPAND_SZ; null where it is not there. */
export function registryText(text: string, name: string): string | null {
  return new RegExp(`^\\s+${name}\\s+REG_(?:EXPAND_)?SZ\\s+(.*?)\\s*$`, 'im').exec(text)?.[1] ?? null;
}

/**
 * Seconds after which `powercfg /query` says the machine does it, on mains power; 0 is never. The words are
 * in the machine's language, the last two numbers are always those of mains and battery.
 */
export function mainsSeconds(text: string): number | null {
  const numbers = [...text.matchAll(/:\s*0x([0-9a-f]{8})\s*$/gim)].map(([, digits = '']) =>
    Number.parseInt(digits, 16),
  );
  return numbers.at(-2) ?? null;
}

/** Whether `tasklist /FO CSV /NH` names the program; its answer for none is a sentence, not a row. */
export function isListed(text: string, program: string): boolean {
  return text.toLowerCase().includes(`"${program.toLowerCase()}"`);
}

/** Whether an hour lies in active hours, which may pass midnight. */
export function isActive(hour: number, { from, to }: { readonly from: number; readonly to: number }): boolean {
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}
