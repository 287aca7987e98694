/** The tests that the report names. A unit test looks for each title in its file. */
import type { Proof } from './model.ts';

const proof = (file: string, title: string): Proof => ({ file: `tests/${file}`, title });
const EVERY = 'e2e/visit/every-screen.test.ts';
const EAR = 'e2e/speech/by-ear.test.ts';
const IDLE = 'unit/renderer/idle.test.ts';
const PLAYER = 'unit/renderer/speech/player.test.ts';
const UTTERANCES = 'unit/renderer/speech/utterances.test.ts';

export const axe = proof(EVERY, 'axe finds nothing on any screen in ${locale}');
export const fits = proof(EVERY, 'every screen fits in ${locale} at text size ${size}, upright and wide');
export const narrow = proof(EVERY, 'every screen fits 320 CSS pixels with the smallest text');
export const reach = proof(EVERY, 'everything operable is within reach, moved down, however the display hangs');
export const axeIdle = proof('e2e/visit/session.test.ts', 'axe finds nothing on the question whether anyone is there');
export const byKeysAlone = proof(
  'e2e/kiosk/ways.test.ts',
  'rights are read, a survey is sent and somebody is thanked by ${way.name} alone',
);
export const arrows = proof(
  'e2e/kiosk/keyboard.test.ts',
  'arrows choose among the answers of a question, across pages, round and round',
);
export const sheetFocus = proof(
  'e2e/kiosk/keyboard.test.ts',
  'a sheet gives the focus back to the screen below it, whose title the document bears again',
);
export const press = proof(
  'e2e/kiosk/touch.test.ts',
  'drops, sleeves, palms and sliding fingers choose nothing; a finger that rests on a tile does',
);
export const sendOnce = proof(
  'e2e/kiosk/touch.test.ts',
  'a form is sent by no touch that still meant the screen before, and by two quick ones once',
);
export const keysNotHeld = proof('e2e/kiosk/touch.test.ts', 'keys are never held up');
export const byEar = proof(
  EAR,
  'a visitor finds their language and reads a right to its end by ear, touching what they hear',
);
export const headphones = proof(
  EAR,
  'headphones begin it, and once they are pulled nothing is heard before the visitor allows it',
);
export const spokenTime = proof(
  EAR,
  'the time to answer whether anyone is there begins when the question has been spoken to its end',
);
export const voiceless = proof(
  EAR,
  'a language without a voice is said so, on the screen and in a language that has one',
);
export const nothingLeft = proof(
  'e2e/kiosk/nothing-left.test.ts',
  'nothing a visitor wrote is left in memory, page, profile, log or database',
);
export const silence = proof(
  'e2e/visit/session.test.ts',
  'silence is asked about, an answer keeps everything, no answer wipes it',
);
export const changeLanguage = proof(
  'e2e/visit/session.test.ts',
  'the language can be changed in the middle, and what was written stays',
);
export const startOver = proof(
  'e2e/visit/session.test.ts',
  'start over asks once, then nothing of the visitor is left',
);
export const setUp = proof(
  'e2e/staff/set-up.test.ts',
  'a fresh kiosk is set up by touch alone, and names what it still lacks',
);

export const textContrast = proof('unit/renderer/contrast.test.ts', '%s on %s can be read');
export const signContrast = proof('unit/renderer/contrast.test.ts', '%s on %s can be seen');
export const noHand = proof(
  'unit/renderer/contrast.test.ts',
  'names no side by its hand: every layout also runs from right to left',
);
export const answerTime = proof(IDLE, 'no answer for the whole time ends the session, not a millisecond before');
export const tenTimes = proof(IDLE, 'it can be answered ten times and more');
export const anyKey = proof(IDLE, 'any key means still here');
export const waitForMe = proof(IDLE, 'nothing is asked for ten minutes, whatever is touched meanwhile');
export const repeat = proof('unit/renderer/ways/move.test.ts', 'repeats after two seconds, and then every two');
export const everyStop = proof(
  'unit/renderer/ways/move.test.ts',
  '%s goes through every stop, then to the first again',
);
export const leavesField = proof('unit/renderer/ways/move.test.ts', 'always leads out in the end');
export const wipes = proof('unit/renderer/session.test.ts', 'wipes language, text size, contrast, answers and all');
export const keptForm = proof(
  'unit/renderer/session.test.ts',
  'is held while it cannot be saved, and let go of once it is',
);
export const levels = proof(
  'unit/renderer/speech/parts.test.ts',
  'speed goes from 50 to 200 percent in six steps or more, volume to full in ten or more',
);
export const interrupts = proof(PLAYER, 'what is said next interrupts');
export const pauses = proof(PLAYER, 'a pause keeps the sentence, goes on with it, and still lets an aside be heard');
export const again = proof(
  PLAYER,
  'again says the last thing from its beginning, but never what somebody typed, and nothing once it is forgotten',
);
export const nameRoleValue = proof(UTTERANCES, 'its name, what it is, how it stands and where');
export const fragments = proof(UTTERANCES, 'each fragment is in its own language, icons and what repeats is left out');
export const privateField = proof(
  UTTERANCES,
  'a field says what is in it, that it is empty, or that others shall not hear it',
);
export const everyBlock = proof(
  'unit/renderer/partition.test.ts',
  'every block is on exactly one page, in order, and no page overflows unless a single row does',
);
export const grade = proof('unit/content/reading.test.ts', 'of English is at most ${String(MAX_GRADE)}: $path');
export const letters = proof('unit/content/letters.test.ts', 'draw every character of $tag');
export const contactCheck = proof('unit/renderer/submit.test.ts', 'needs a way to be reached and something to answer');
export const alphabet = proof(
  'unit/renderer/keyboard/layouts.test.ts',
  'are the same in the order of the alphabet: %s',
);
export const typedByTouch = proof(
  'e2e/keyboard/keyboard.test.ts',
  'a comment is written by touch, corrected in its middle, and sent',
);
export const typedByKeys = proof(
  'e2e/keyboard/keyboard.test.ts',
  'by keys alone one goes from the field through suggestions and keys to Done, and on',
);
export const neverOverField = proof(
  'e2e/keyboard/keyboard.test.ts',
  'it never covers its field, and axe finds nothing: upright, wide, in the largest text, at 320 CSS pixels',
);
export const roomFull = proof(
  'e2e/keyboard/keyboard.test.ts',
  'nothing more is written where there is no room, and that is said; Delete and Done still work',
);
export const hiddenScreen = proof(
  'e2e/kiosk/hidden.test.ts',
  'a hidden screen goes on by keys, speaks, and comes back at a touch or with the next visitor',
);
export const firstKey = proof(
  'e2e/kiosk/hidden.test.ts',
  'the first of the five keys starts speech on the first screen; Start over held with select leads staff to their door',
);
export const staffScreens = proof('e2e/staff/every-staff-screen.test.ts', 'on every staff screen ${promise}');
export const report = proof('unit/docs/accessibility.test.ts', 'is what the generator writes');
