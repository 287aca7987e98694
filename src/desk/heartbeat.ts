/** What a device says of itself every few minutes; nothing of a visitor. */
import { statSync } from 'node:fs';
import type { DeliveryStatus } from '../shared/bridge.ts';
import type { Heartbeat, Profile } from '../shared/wire/exchanges.ts';
import type { HandoverOffer } from '../shared/wire/handover.ts';
import type { StaffFacts } from './staff/staff.ts';
import type { AttachmentTable } from './store/attachment-table.ts';
import { databasePath } from './store/database.ts';
import type { StoreRecovery } from './store/rebuild.ts';
import { freeBytes } from './store/room.ts';

export interface HeartbeatParts {
  readonly folder: string;
  readonly appVersion: string;
  readonly contentVersion: string;
  readonly profile: Profile;
  readonly uptimeMs: number;
  readonly status: DeliveryStatus;
  /** What happened to the database, the last time something did. */
  readonly recovery: StoreRecovery | null;
  readonly attachments: Pick<AttachmentTable, 'allLost' | 'countRefused'>;
  readonly staff: StaffFacts;
  readonly handovers: readonly HandoverOffer[];
}

export function heartbeatOf(parts: HeartbeatParts): Heartbeat {
  const { waiting, oldestWaitingSeconds, deadLetters, lastReceiptAt } = parts.status;
  const lostAttachments = [...parts.attachments.allLost()];
  return {
    appVersion: parts.appVersion,
    contentVersion: parts.contentVersion,
    profile: parts.profile,
    uptimeSeconds: Math.floor(parts.uptimeMs / 1000),
    waiting,
    oldestWaitingSeconds: oldestWaitingSeconds ?? 0,
    deadLetters: deadLetters + parts.attachments.countRefused(),
    lastReceiptAt,
    diskFreeBytes: freeBytes(parts.folder),
    dbBytes: statSync(databasePath(parts.folder)).size,
    rssBytes: process.memoryUsage.rss(),
    crashes: parts.recovery?.times ?? 0,
    ...parts.staff,
    ...(parts.handovers.length === 0 ? {} : { handovers: [...parts.handovers] }),
    ...(lostAttachments.length === 0 ? {} : { lostAttachments }),
    ...(parts.recovery === null ? {} : { storeRecovered: `${parts.recovery.damage} ${parts.recovery.at}` }),
  };
}
