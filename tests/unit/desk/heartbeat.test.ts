/** What a heartbeat tells of attachments. */
import { expect, test } from 'vitest';
import { heartbeatOf } from '../../../src/desk/heartbeat.ts';
import { openStore } from '../../../src/desk/store/store.ts';
import { deliveryStatus } from '../../../src/desk/status.ts';
import { heartbeatSchema } from '../../../src/shared/wire/exchanges.ts';
import { movedClock, random, temporaryFolder } from './store/kit.ts';

test('blobs that are lost are named, blobs that were refused count as dead letters, and where there are none nothing is said', () => {
  const folder = temporaryFolder();
  const clock = movedClock();
  const store = openStore({ folder, clock, random });
  const status = deliveryStatus({
    counts: store.counts(),
    records: store.records,
    now: clock.wall(),
    pausedReason: null,
    keysWrappedBy: 'file',
    disk: 'ok',
    recovery: null,
    panelStuckAt: null,
  });
  const told = () =>
    heartbeatOf({
      folder,
      appVersion: '0.0.0',
      contentVersion: '1',
      profile: 'kiosk',
      uptimeMs: 1_000,
      status,
      recovery: null,
      attachments: store.attachments,
      staff: { practice: false, printer: null, panelUnknown: false, staffPinMissing: false },
      handovers: [],
    });
  expect(told()).not.toHaveProperty('lostAttachments');
  const [lost, refused] = ['a'.repeat(64), 'b'.repeat(64)] as const;
  store.attachments.want([lost, refused]);
  store.attachments.lost(lost);
  store.attachments.refused(refused);
  expect(heartbeatSchema.parse(told())).toMatchObject({ lostAttachments: [lost], deadLetters: 1 });
  store.close();
});
