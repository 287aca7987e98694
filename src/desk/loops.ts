/**
 * What goes on by itself while a desk is open: sending reports and their attachments, asking for
 * configuration and packs, and comparing what is kept with what the central endpoint has.
 */
import type { BlobFolder } from './attachments/blob-folder.ts';
import type { ConfigurationPoll } from './configuration/poll.ts';
import type { EffectiveSettings } from './configuration/settings.ts';
import type { Library } from './content/library.ts';
import { startComparison, type Comparison } from './delivery/comparison.ts';
import { startDelivery, type Delivery } from './delivery/loop.ts';
import { startUploads, type Uploads } from './delivery/uploads.ts';
import type { DeskOptions } from './desk.ts';
import type { ConnectionParts } from './device/connection.ts';
import { startPolls } from './polls.ts';
import type { Heartbeat } from '../shared/wire/exchanges.ts';
import type { Store } from './store/store.ts';

export interface LoopParts extends ConnectionParts, Pick<DeskOptions, 'folder' | 'random' | 'log' | 'timers'> {
  readonly store: Pick<Store, 'attachments' | 'outbox' | 'kept'>;
  readonly blobs: BlobFolder;
  readonly settings: Pick<EffectiveSettings, 'current' | 'retentionDays'>;
  readonly library: Library;
  readonly heartbeat: () => Heartbeat;
  /** What waits, what was received or the pause may have changed. */
  readonly changed: () => void;
  /** Reports wait again. */
  readonly requeued: () => void;
  /** A new configuration is kept. */
  readonly taken: () => void;
  /** A pack was installed. */
  readonly installed: () => void;
}

export interface Loops {
  readonly delivery: Delivery;
  readonly uploads: Uploads;
  readonly poll: ConfigurationPoll;
  readonly comparison: Comparison;
  /** Ends all of them. */
  stop(): Promise<void>;
}

export function startLoops(parts: LoopParts): Loops {
  const { client, records, keys, clock, random, log, store, blobs, settings, library } = parts;
  const device = { client, records, keys, clock };
  const timers = parts.timers === undefined ? {} : { timers: parts.timers };
  const uploads = startUploads({ ...device, attachments: store.attachments, blobs, random, log, ...timers });
  let poll: ConfigurationPoll | null = null;
  const delivery = startDelivery({
    ...device,
    outbox: store.outbox,
    random,
    log,
    heartbeat: parts.heartbeat,
    changed() {
      uploads.wake();
      parts.changed();
    },
    configured: (jws) => poll?.take(jws),
    // The central endpoint answers news by a configuration.
    told: () => poll?.lookNow(),
    ...timers,
  });
  const paused = () => delivery.pausedReason();
  poll = startPolls({
    ...device,
    random,
    log,
    everyMinutes: () => settings.current().configPollMinutes,
    paused,
    taken: parts.taken,
    library,
    folder: parts.folder,
    installed: parts.installed,
    ...timers,
  });
  const comparison = startComparison({
    ...device,
    kept: store.kept,
    random,
    log,
    retentionDays: settings.retentionDays,
    paused,
    requeued: parts.requeued,
    attachmentsWanted: uploads.wake,
    dropBlob: blobs.drop,
    ...timers,
  });
  const asked = poll;
  return {
    delivery,
    uploads,
    poll: asked,
    comparison,
    async stop() {
      await Promise.all([comparison.stop(), asked.stop(), uploads.stop(), delivery.stop()]);
    },
  };
}
