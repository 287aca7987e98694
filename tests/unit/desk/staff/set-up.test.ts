/** What counts where several have a say, how far set-up has come, and what the self-test names. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inOrder } from '../../../../src/desk/content/content.ts';
import { settingsOf, type SettingLayers } from '../../../../src/desk/content/settings.ts';
import { deviceChecks, type DeviceFacts } from '../../../../src/desk/staff/device-checks.ts';
import { isMeasuredFor } from '../../../../src/desk/staff/display.ts';
import { readLocalValues, settingsFrom } from '../../../../src/desk/staff/local-values.ts';
import { stepsOf } from '../../../../src/desk/staff/steps.ts';
import { findSticks, onceEach, writableMounts } from '../../../../src/desk/staff/sticks.ts';
import type { Language } from '../../../../src/shared/content/content.ts';
import { storeIn, temporaryFolder } from '../store/kit.ts';
import type { DeliveryStatus } from '../../../../src/shared/bridge.ts';

const measuredFor = { width: 1080, height: 1920, scale: 1 };
const panel = { pxPerMm: 3.78, lowerEdgeMm: 800, orientation: 'portrait', measuredFor } as const;
const note = { ...measuredFor, audioOutputs: 1, gpu: true };

const STATUS: DeliveryStatus = {
  enrolled: true,
  deviceId: 'd',
  waiting: 0,
  oldestWaitingSeconds: null,
  delivered: 0,
  deadLetters: 0,
  pausedReason: null,
  enrollmentProblem: null,
  lastReceiptAt: null,
  keysWrappedBy: 'system',
  disk: 'ok',
  panelStuckAt: null,
  storeRecovered: null,
};

describe('of several values', () => {
  const layers: SettingLayers = { file: {}, published: {}, deviceSettings: [], here: {} };
  const volume = (given: Partial<SettingLayers>) => settingsOf({ ...layers, ...given }, () => undefined).speechVolume;

  test('that of the device’s own publication counts, then what was set here, then its center’s, then the file’s', () => {
    const [file, published, here] = [{ speechVolume: 10 }, { speechVolume: 20 }, { speechVolume: 30 }];
    expect(volume({})).toBe(60);
    expect(volume({ file })).toBe(10);
    expect(volume({ file, published })).toBe(20);
    expect(volume({ file, published, here })).toBe(30);
    expect(volume({ file, published, here, deviceSettings: ['speechVolume'] })).toBe(20);
  });

  test('one that this version does not take is left out, whoever published it', () => {
    const bad = { published: { speechVolume: 'loud' }, deviceSettings: ['speechVolume'], here: { speechVolume: 30 } };
    expect(volume(bad)).toBe(30);
  });

  test('only what was measured or chosen has a say', () => {
    expect(settingsFrom({})).toEqual({});
    expect(settingsFrom({ panel, printer: false })).toEqual({
      panelPxPerMm: 3.78,
      panelLowerEdgeMm: 800,
      printing: false,
    });
  });

  test('what another version kept and this one does not take is left out, the rest counts', () => {
    const { records } = storeIn(temporaryFolder());
    records.write('local-setup', { practice: true, keypad: 'none', skipped: ['a-step-of-tomorrow'], later: 1 });
    expect(readLocalValues(records)).toEqual({ practice: true });
    records.write('local-setup', 'nonsense');
    expect(readLocalValues(records)).toEqual({});
  });

  test('an order of languages moves those it names to the front and loses none', () => {
    const languages = ['en', 'es', 'zh-Hans', 'ru', 'ar'].map((tag) => ({ tag }) as Language);
    const ordered = (order: string[]) => inOrder(languages, order).map(({ tag }) => tag);
    expect(ordered(['ru', 'xx', 'ar'])).toEqual(['ru', 'ar', 'en', 'es', 'zh-Hans']);
    fc.assert(
      fc.property(fc.array(fc.string()), (order) => {
        expect(ordered(order).toSorted()).toEqual(ordered([]).toSorted());
      }),
    );
  });
});

describe('the panel', () => {
  test('is known for the display it was measured for, and for no other, turned or scaled one', () => {
    expect(isMeasuredFor(undefined, null)).toBe(false);
    expect(isMeasuredFor(panel, null)).toBe(true);
    expect(isMeasuredFor(panel, note)).toBe(true);
    expect(isMeasuredFor(panel, { ...note, scale: 1.25 })).toBe(false);
    expect(isMeasuredFor(panel, { ...note, width: 1920, height: 1080 })).toBe(false);
  });
});

describe('steps', () => {
  const facts = { enrolled: false, pinSet: false, panelKnown: false, local: {}, languagesOrdered: false };
  const states = (given: Partial<Parameters<typeof stepsOf>[0]>) =>
    Object.fromEntries(stepsOf({ ...facts, ...given }).map(({ step, state }) => [step, state]));

  test('that were skipped are told so until they are done', () => {
    const local = { skipped: ['pin', 'keys'] as const };
    expect(states({ local: { skipped: [...local.skipped] } })).toMatchObject({ pin: 'skipped', keys: 'skipped' });
    expect(states({ local: { skipped: [...local.skipped] }, pinSet: true })).toMatchObject({ pin: 'done' });
  });

  test('are done by what the City published as well', () => {
    expect(states({ enrolled: true, pinSet: true, languagesOrdered: true })).toMatchObject({
      enrollment: 'done',
      pin: 'done',
      languages: 'done',
      panel: 'open',
    });
  });
});

describe('sticks', () => {
  test.each(['linux', 'win32', 'darwin', 'freebsd'] as const)(
    'can be looked for on %s; the disk we are on is none',
    async (platform) => {
      const folder = temporaryFolder();
      expect((await findSticks(folder, platform)()).filter(({ id }) => folder.startsWith(id))).toEqual([]);
    },
  );

  test('are looked for no longer than a person waits, and one that hangs is asked once', async () => {
    const asked: string[] = [];
    const hangs = Promise.withResolvers<null>();
    const stick = { id: '/mnt/usb', label: 'usb', freeBytes: 1 };
    const look = onceEach((path) => {
      asked.push(path);
      return path === '/mnt/share' ? hangs.promise : Promise.resolve(stick);
    }, 1);
    const both = () => Promise.all([look('/mnt/share'), look('/mnt/usb')]);
    expect([await both(), await both()]).toEqual([
      [null, stick],
      [null, stick],
    ]);
    expect(asked.filter((path) => path === '/mnt/share')).toHaveLength(1);
    hangs.resolve(null);
    await both();
    await both();
    expect(asked.filter((path) => path === '/mnt/share').length).toBeGreaterThan(1);
  });

  test('are what is mounted to be written where sticks are mounted, blanks in their names too', () => {
    const table = [
      '/dev/sda1 / ext4 rw,relatime 0 0',
      '/dev/sdb1 /media/kiosk/CITY\\040STICK vfat rw,nosuid 0 0',
      '/dev/sdc1 /run/media/kiosk/B vfat rw 0 0',
      '/dev/sdd1 /mnt/usb exfat rw 0 0',
      '/dev/sr0 /media/kiosk/CD iso9660 ro 0 0',
      '/dev/sde1 /srv/data ext4 rw 0 0',
      '/dev/sdb1 /media/kiosk/CITY\\040STICK vfat rw,nosuid 0 0',
      'nonsense',
    ];
    expect(writableMounts(table.join('\n'))).toEqual(['/media/kiosk/CITY STICK', '/run/media/kiosk/B', '/mnt/usb']);
  });
});

describe('the self-test', () => {
  const whole: DeviceFacts = {
    status: STATUS,
    pin: 'here',
    panelKnown: true,
    lowerEdgeMm: 800,
    local: {
      panel,
      sound: { speakerHeard: true, headphones: true, volume: 60 },
      keypad: { up: 'a', down: 'b', left: 'c', right: 'd', select: 'e', switchMove: 'f', switchSelect: 'g' },
      printer: true,
    },
    display: note,
    languages: ['en', 'es'],
    languageOrder: ['es'],
    contentVersion: '2026.11.1',
    pack: { version: 12, at: 0 },
    diskFreeBytes: 1e10,
    wall: Date.parse('2026-11-23T15:20:00Z'),
    clockOffsetMs: 1_000,
    network: true,
    practice: false,
  };
  const missing = (given: Partial<DeviceFacts>) =>
    deviceChecks({ ...whole, ...given }).flatMap(({ id, state }) => (state === 'missing' ? [id] : []));

  test('finds nothing missing on a device that is set up', () => {
    expect(deviceChecks(whole).filter(({ state }) => state !== 'ok')).toEqual([]);
  });

  test.each<[string, Partial<DeviceFacts>]>([
    ['pin', { pin: null }],
    ['panel', { panelKnown: false }],
    ['reach', { lowerEdgeMm: null }],
    ['keys', { local: { ...whole.local, keypad: undefined } }],
    ['printer', { local: { ...whole.local, printer: undefined } }],
    ['headphones', { local: { ...whole.local, sound: { speakerHeard: true, headphones: false, volume: 60 } } }],
    ['sound', { display: { ...note, audioOutputs: 0 } }],
    ['graphics', { display: { ...note, gpu: false } }],
    ['languages', { languageOrder: ['es', 'ht'] }],
    ['clock', { clockOffsetMs: 3_600_000 }],
    ['clock', { wall: Date.parse('2015-01-01T00:00:00Z') }],
    ['disk', { status: { ...whole.status, disk: 'low' } }],
    ['key-store', { status: { ...whole.status, keysWrappedBy: 'file' } }],
    ['central', { network: false }],
    ['enrollment', { status: { ...whole.status, enrolled: false } }],
    ['practice', { practice: true }],
    ['touch', { status: { ...STATUS, panelStuckAt: '2026-11-23T15:00:00.000Z' } }],
  ])('names %s', (id, given) => {
    expect(missing(given)).toEqual([id]);
  });
});
