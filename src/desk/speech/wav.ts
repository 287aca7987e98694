/** What the speaking program hands over, checked: one channel of 16-bit samples in a WAV file that says its true length. */

/** RIFF, `fmt ` and the head of `data`, as espeak-ng writes them. */
const HEADER = 44;
/** Eight minutes at 22,050 Hz: far above 600 characters at half speed. */
const LONGEST = 24 * 1024 * 1024;
const PCM = 1;

/**
 * A program that writes to a pipe does not know the length beforehand and puts a huge one in its
 * place; here it is set right.
 *
 * @returns null where it is no such file, or one without sound
 */
export function wholeWav(bytes: Buffer): Buffer | null {
  if (bytes.length <= HEADER || bytes.length > LONGEST) return null;
  const chunk = (at: number) => bytes.toString('latin1', at, at + 4);
  if (chunk(0) !== 'RIFF' || chunk(8) !== 'WAVE' || chunk(12) !== 'fmt ' || chunk(36) !== 'data') return null;
  const [format, channels, bits] = [bytes.readUInt16LE(20), bytes.readUInt16LE(22), bytes.readUInt16LE(34)];
  if (format !== PCM || channels !== 1 || bits !== 16) return null;
  // Whole samples.
  const length = (bytes.length - HEADER) & ~1;
  const whole = Buffer.from(bytes.subarray(0, HEADER + length));
  whole.writeUInt32LE(HEADER - 8 + length, 4);
  whole.writeUInt32LE(length, 40);
  return whole;
}
