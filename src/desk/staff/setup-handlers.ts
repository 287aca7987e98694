/** Setting up, step by step. What is measured and chosen here is kept on this machine and takes part in its settings. */
import { err, ok } from '../../shared/result.ts';
import type { Keypad, SetupStep, SetupView } from '../../shared/staff.ts';
import { readConfiguration } from '../configuration/kept.ts';
import { readEnrollment } from '../store/device-records.ts';
import type { Behind, StaffHandlers } from './handlers.ts';
import { keepLocalValues, type LocalValues } from './local-values.ts';
import type { StaffRoom } from './staff.ts';
import { stepsOf } from './steps.ts';

type SetupHandlers = Pick<StaffHandlers, Extract<keyof StaffHandlers, `setup.${string}`>>;

export function setupHandlers(room: StaffRoom, behind: Behind): SetupHandlers {
  const { parts, door, pins, note } = room;
  const { records } = parts.store;

  /** Keeps what a step brought; what was skipped before is not skipped any more. */
  const done = (step: SetupStep, values: LocalValues, detail: string) => {
    keepLocalValues(records, (before) => ({
      ...before,
      ...values,
      skipped: (before.skipped ?? []).filter((each) => each !== step),
    }));
    note(`setup-${step}`, detail);
    parts.changed();
    return ok(null);
  };

  return {
    'setup.read': () => behind('setup', () => ok(setupView(room))),
    'setup.enroll': ({ central, code }) =>
      behind('setup', async () => {
        // Whoever stands before a device without a PIN may enroll it, but not take it away from its City.
        if (door.opened() === 'setup' && readEnrollment(records) !== null) {
          note('setup-enrollment', 'refused: enrolled already, and no PIN is set');
          return err({
            type: 'refused',
            detail: 'this device is enrolled: set a PIN and open the panel with it first',
          });
        }
        const enrolled = await parts.enroll(central, code);
        note('setup-enrollment', enrolled.ok ? `as ${enrolled.value.deviceId}` : `refused: ${enrolled.error.type}`);
        return enrolled.ok ? enrolled : err({ type: 'refused', detail: enrolled.error.detail });
      }),
    'setup.panel': (panel) =>
      behind('setup', () =>
        done('panel', { panel }, `${panel.pxPerMm.toFixed(3)} px/mm, lower edge ${panel.lowerEdgeMm ?? 'not known'}`),
      ),
    'setup.sound': (sound) =>
      behind('setup', () => done('sound', { sound }, `speaker ${sound.speakerHeard ? '' : 'not '}heard`)),
    'setup.keys': (keypad) =>
      behind('setup', () => {
        const key = pressedTwice(keypad);
        return key === null ? done('keys', { keypad }, 'seven keys') : err({ type: 'twice', key });
      }),
    'setup.printer': ({ works }) =>
      behind('setup', () => done('printer', { printer: works }, works ? 'prints' : 'no printer')),
    'setup.languages': ({ order }) =>
      behind('setup', () => done('languages', { languages: [...new Set(order)] }, `${order.length} in order`)),
    'setup.pin': ({ pin }) =>
      behind('setup', async () => {
        await pins.set(pin);
        door.pinWasSet();
        return done('pin', {}, pins.origin() === 'here' ? 'set' : 'kept, the published one counts');
      }),
    'setup.skip': ({ step }) =>
      behind('setup', () => {
        keepLocalValues(records, (before) => ({ ...before, skipped: [...new Set([...(before.skipped ?? []), step])] }));
        note('setup-skip', step);
        return ok(null);
      }),
  };
}

function setupView(room: StaffRoom): SetupView {
  const { parts, pins } = room;
  const { records } = parts.store;
  const settings = parts.settings.coming();
  const local = room.local();
  const central = readEnrollment(records)?.central ?? null;
  return {
    steps: stepsOf({
      enrolled: central !== null,
      pinSet: pins.origin() !== null,
      panelKnown: room.panelKnown(),
      local,
      languagesOrdered: Object.hasOwn(readConfiguration(records)?.settings ?? {}, 'languageOrder'),
    }),
    panel: local.panel ?? null,
    keypad: settings.keypad,
    languageOrder: settings.languageOrder,
    central,
  };
}

/** @returns the first key that stands for two things, or null */
function pressedTwice(keypad: Keypad): string | null {
  const keys = Object.values(keypad);
  return keys.find((key, at) => keys.indexOf(key) !== at) ?? null;
}
