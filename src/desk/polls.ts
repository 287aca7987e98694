/** What a device asks its central endpoint for every few minutes: its configuration, and packs of content. */
import type { ConfigurationLog, ConfigurationPoll, PollParts } from './configuration/poll.ts';
import { startConfigurationPoll } from './configuration/poll.ts';
import { startContentPoll, type ContentLog, type ContentPollParts } from './content/poll.ts';
import { freeBytes } from './store/room.ts';

export interface PollsParts extends Omit<PollParts, 'log'>, Omit<ContentPollParts, 'log' | 'free'> {
  readonly folder: string;
  readonly log: (event: ConfigurationLog | ContentLog) => void;
}

/** Both as one. Packs are looked for again when a configuration has come: it may trust other keys. */
export function startPolls(parts: PollsParts): ConfigurationPoll {
  const configuration = startConfigurationPoll({
    ...parts,
    taken() {
      parts.taken();
      packs.lookNow();
    },
  });
  const packs = startContentPoll({ ...parts, free: () => freeBytes(parts.folder) });
  return {
    lookNow() {
      configuration.lookNow();
      packs.lookNow();
    },
    take: configuration.take,
    async stop() {
      await Promise.all([configuration.stop(), packs.stop()]);
    },
  };
}
