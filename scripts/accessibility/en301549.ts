/** EN 301 549 V3.2.1, clauses 4 to 13. */
import { inPart, notApplicable, onHardware, supports, type Line } from './model.ts';
import * as by from './proofs.ts';

const MOUNTING = 'The mounting: docs/hardware.md.';
const NO_AUTHORING = 'Visitors write plain text; it is no authoring tool.';

export const performance: readonly Line[] = [
  inPart(
    '4.2.1',
    'Usage without vision',
    'By ear and by keys; a language without a voice on the machine needs recorded audio.',
    by.byEar,
    by.voiceless,
  ),
  supports('4.2.2', 'Usage with limited vision', 'Four sizes, four contrasts, speech.', by.fits, by.textContrast),
  supports('4.2.3', 'Usage without perception of colour', 'Words and signs beside every colour.', by.nameRoleValue),
  supports('4.2.4', 'Usage without hearing', 'Everything heard is on the screen.', by.axe),
  supports('4.2.5', 'Usage with limited hearing', 'The same, and volume in ten steps or more.', by.levels),
  supports('4.2.6', 'Usage with no or limited vocal capability', 'Nothing asks for a voice.', by.byKeysAlone),
  supports(
    '4.2.7',
    'Usage with limited manipulation or strength',
    'One finger, five keys or two switches.',
    by.byKeysAlone,
    by.press,
    by.typedByTouch,
    by.typedByKeys,
  ),
  onHardware(
    '4.2.8',
    'Usage with limited reach',
    'The screen brings its buttons within reach; the height is the mounting’s.',
    by.reach,
  ),
  supports('4.2.9', 'Minimize photosensitive seizure triggers', 'Nothing flashes.', by.axe),
  supports(
    '4.2.10',
    'Usage with limited cognition, language or learning',
    'Plain words, one thing a screen, read aloud.',
    by.grade,
    by.byEar,
    by.alphabet,
  ),
  inPart(
    '4.2.11',
    'Privacy',
    'Contact fields are spoken over headphones only, nothing is left after a session; a privacy filter is the panel’s.',
    by.privateField,
    by.nothingLeft,
    by.hiddenScreen,
  ),
];

export const generic: readonly Line[] = [
  supports(
    '5.1.2.1',
    'Closed functionality',
    'Everything without attaching assistive technology.',
    by.byEar,
    by.byKeysAlone,
  ),
  supports(
    '5.1.2.2',
    'Assistive technology',
    'Headphones, keys and switches by standard connections; no other is needed.',
    by.byKeysAlone,
  ),
  inPart(
    '5.1.3.1',
    'Audio output of visual information',
    'All that is on the screen, in every language that has a voice on the machine.',
    by.byEar,
    by.voiceless,
  ),
  onHardware(
    '5.1.3.2',
    'Auditory output delivery including speech',
    'By the socket or the speaker that the machine has.',
    by.headphones,
  ),
  supports(
    '5.1.3.3',
    'Auditory output correlation',
    'What has the focus is what is spoken.',
    by.nameRoleValue,
    by.byEar,
  ),
  supports('5.1.3.4', 'Speech output user control', 'Paused and said again.', by.pauses, by.again),
  supports('5.1.3.5', 'Speech output automatic interruption', 'By every action.', by.interrupts),
  supports('5.1.3.6', 'Speech output for non-text content', 'Icons stand beside words.', by.fragments),
  notApplicable('5.1.3.7', 'Speech output for video information', 'No video.'),
  supports(
    '5.1.3.8',
    'Masked entry',
    'What is typed in a contact field is not spoken over the speaker.',
    by.privateField,
  ),
  supports('5.1.3.9', 'Private access to personal data', 'Only over headphones.', by.privateField, by.headphones),
  supports('5.1.3.10', 'Non-interfering audio output', 'Nothing else sounds while something is spoken.', by.interrupts),
  onHardware('5.1.3.11', 'Private listening volume', 'Steps are here, the level is the socket’s.', by.levels),
  onHardware('5.1.3.12', 'Speaker volume', 'Steps are here; 65 dB(A) is the speaker’s.', by.levels),
  supports('5.1.3.13', 'Volume reset', 'With every session.', by.wipes),
  inPart(
    '5.1.3.14',
    'Spoken languages',
    'In the voice of the language; one without a voice is said so.',
    by.fragments,
    by.voiceless,
  ),
  supports(
    '5.1.3.15',
    'Non-visual error identification',
    'The field gets the focus and is spoken with what is wrong.',
    by.privateField,
    by.contactCheck,
  ),
  supports('5.1.3.16', 'Receipts, tickets, and transactional outputs', 'The reference is read aloud.', by.byEar),
  supports('5.1.4', 'Functionality closed to text enlargement', 'Four sizes by the measured panel.', by.fits),
  supports('5.1.5', 'Visual output for auditory information', 'Everything heard is on the screen.', by.axe),
  supports(
    '5.1.6.1',
    'Closed functionality (operation without keyboard interface)',
    'Five keys or two switches do everything.',
    by.byKeysAlone,
    by.typedByKeys,
  ),
  supports('5.1.6.2', 'Input focus', 'Moves away from everything it moves to.', by.everyStop, by.leavesField),
  supports('5.1.7', 'Access without speech', 'Nothing asks for a voice.', by.byKeysAlone),
  supports(
    '5.2',
    'Activation of accessibility features',
    'Speech by a headphone plug or any of the keys, the rest from the bar, on every screen.',
    by.headphones,
    by.fits,
    by.firstKey,
  ),
  notApplicable('5.3', 'Biometrics', 'None.'),
  supports(
    '5.4',
    'Preservation of accessibility information during conversion',
    'Language and direction stay with each text.',
    by.fragments,
  ),
  onHardware(
    '5.5.1',
    'Means of operation',
    'Keys without grasping, pinching or twisting. The glass needs one finger.',
    by.press,
  ),
  onHardware(
    '5.5.2',
    'Operable parts discernibility',
    'Keys by touch; what is on the glass by touch to hear.',
    by.byEar,
  ),
  notApplicable('5.6.1', 'Tactile or auditory status', 'No locking or toggle key.'),
  notApplicable('5.6.2', 'Visual status', 'No locking or toggle key.'),
  supports('5.7', 'Key repeat', 'Not before two seconds, and then every two.', by.repeat),
  inPart(
    '5.8',
    'Double-strike key acceptance',
    'A finger’s bounce is ignored and a form is sent once; keys have no delay of their own.',
    by.press,
    by.sendOnce,
  ),
  supports('5.9', 'Simultaneous user actions', 'Nothing needs two at once.', by.press, by.byKeysAlone),
];

export const voiceAndVideo: readonly Line[] = [
  notApplicable('6', 'ICT with two-way voice communication', 'Nobody is called.'),
  notApplicable('7', 'ICT with video capabilities', 'No video is shown.'),
];

export const hardware: readonly Line[] = [
  onHardware('8.1.2', 'Standard connections', 'A 3.5 mm socket and USB.'),
  onHardware('8.1.3', 'Colour', 'Labels and lamps of the housing.'),
  notApplicable('8.2', 'Hardware products with speech output for two-way voice', 'Nobody is called.'),
  onHardware(
    '8.3.1',
    'Forward or side reach',
    'Buttons on the screen can be brought within reach. ' + MOUNTING,
    by.reach,
  ),
  onHardware('8.3.2', 'Forward reach', MOUNTING, by.reach),
  onHardware('8.3.3', 'Side reach', MOUNTING, by.reach),
  onHardware('8.3.4', 'Clear floor or ground space', MOUNTING),
  onHardware('8.3.5', 'Visibility', 'From 1,015 mm above the floor. ' + MOUNTING),
  supports('8.3.6', 'Installation instructions', 'docs/hardware.md has the geometry and its sources.', by.report),
  notApplicable('8.4.1', 'Numeric keys', 'No key has a digit.'),
  onHardware('8.4.2', 'Operation of mechanical parts', 'One hand, 22.2 N or less.'),
  notApplicable('8.4.3', 'Keys, tickets and fare cards', 'None.'),
  notApplicable('8.5', 'Tactile indication of speech mode', 'Nobody is called.'),
];

export const webAndDocuments: readonly Line[] = [
  supports('9.1 – 9.4', 'Web (WCAG 2.1 A and AA)', 'See the tables of WCAG 2.2.', by.axe),
  inPart(
    '9.6',
    'WCAG conformance requirements',
    'Full pages and processes, without other technologies; lines above that are met in part are so here.',
    by.axe,
  ),
  notApplicable('10', 'Non-web documents', 'None is made for visitors.'),
];

const SEEN = 'By the browser engine from native elements and React Aria.';

export const software: readonly Line[] = [
  supports(
    '11.1 – 11.4',
    'Software (WCAG 2.1 A and AA)',
    'See the tables of WCAG 2.2; where functionality is closed, speech and keys do the same.',
    by.axe,
    by.byEar,
  ),
  supports('11.5.1', 'Closed functionality', 'See 5.1.', by.byKeysAlone),
  supports('11.5.2.3', 'Use of accessibility services', SEEN, by.axe),
  supports('11.5.2.5', 'Object information', SEEN, by.nameRoleValue),
  notApplicable('11.5.2.6', 'Row, column, and headers', 'No tables.'),
  supports('11.5.2.7', 'Values', SEEN, by.nameRoleValue),
  supports('11.5.2.8', 'Label relationships', SEEN, by.axe),
  supports('11.5.2.9', 'Parent-child relationships', SEEN, by.axe),
  supports('11.5.2.10', 'Text', SEEN, by.fragments),
  supports('11.5.2.11', 'List of available actions', SEEN, by.axe),
  supports('11.5.2.12', 'Execution of available actions', SEEN, by.byKeysAlone),
  supports('11.5.2.13', 'Tracking of focus and selection attributes', SEEN, by.sheetFocus),
  supports('11.5.2.14', 'Modification of focus and selection attributes', SEEN, by.everyStop),
  supports('11.5.2.15', 'Change notification', 'Live regions say what changes.', by.axeIdle),
  supports('11.5.2.16', 'Modifications of states and properties', SEEN, by.arrows),
  supports('11.5.2.17', 'Modifications of values and text', SEEN, by.axe),
  notApplicable(
    '11.6.1',
    'User control of accessibility features',
    'A locked kiosk has no platform features for its visitors: it brings its own.',
  ),
  supports(
    '11.6.2',
    'No disruption of accessibility features',
    'Keyboards, switches and screen readers are never held up.',
    by.keysNotHeld,
  ),
  inPart(
    '11.7',
    'User preferences',
    'A public kiosk takes no preferences of the platform but reduced motion; it has its own.',
    by.fits,
  ),
  notApplicable('11.8', 'Authoring tools', NO_AUTHORING),
];

export const documents: readonly Line[] = [
  supports(
    '12.1.1',
    'Accessibility and compatibility features',
    'This report, docs/hardware.md and Help on the kiosk.',
    by.report,
  ),
  inPart(
    '12.1.2',
    'Accessible documentation',
    'Markdown with headings, lists and tables with headers; not audited as a web site.',
    by.report,
  ),
  notApplicable('12.2', 'Support services', 'Support is given by whoever runs the kiosk.'),
  notApplicable('13', 'ICT providing relay or emergency service access', 'None.'),
];
