/** The printers of the machine the double stands on: none, until a test plugs one in. */
let names: readonly string[] = [];

export const printers = (): readonly string[] => names;
export function plugIn(given: readonly string[]): void {
  names = given;
}
