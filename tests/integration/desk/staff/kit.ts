/** Staff at a real desk: through the bridge, as a face calls. */
import { randomBytes, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Desk, DeskOptions } from '../../../../src/desk/desk.ts';
import { fileKeyStore } from '../../../../src/desk/keys/file-key-store.ts';
import { openDesk } from '../../../../src/desk/open.ts';
import type { CallAnswer, CallInput, CallName, Saved } from '../../../../src/shared/bridge.ts';
import { silentMachine } from '../../../unit/desk/staff/kit.ts';

export const root = resolve(import.meta.dirname, '../../../..');

export interface Place {
  readonly desk: Desk;
  readonly told: string[];
  call<C extends CallName>(name: C, input: CallInput<C>): Promise<CallAnswer<C>>;
}

/** The desk of `folder`; it is closed when the test ends. */
export async function deskIn(folder: string, options: Partial<DeskOptions> = {}): Promise<Place> {
  const desk = await openDesk({
    folder,
    resources: resolve(root, 'resources'),
    appVersion: '0.0.0',
    clock: { wall: Date.now, monotonic: () => performance.now() },
    random: randomBytes,
    keyStore: fileKeyStore(folder),
    log: () => undefined,
    machine: silentMachine,
    ...options,
  });
  onTestFinished(() => desk.close());
  const told: string[] = [];
  desk.subscribe(({ type }) => told.push(type));
  return {
    desk,
    told,
    async call<C extends CallName>(name: C, input: CallInput<C>) {
      const reply = await desk.call(name, input);
      if (!reply.ok) throw new Error(`${name}: ${reply.error.type}`);
      // The desk answers a call with what its contract says.
      return reply.value as CallAnswer<C>;
    },
  };
}

/** A visitor's form, saved. @returns the reference they were shown */
export async function submit({ call }: Place, satisfaction = 5): Promise<string> {
  const saved = await call('feedback.submit', {
    key: randomUUID(),
    surveyId: 'visit',
    surveyVersion: 1,
    locale: 'en',
    partial: false,
    answers: { satisfaction, comment: 'the-canary' },
  });
  if (!saved.ok) throw new Error(saved.error.type);
  return referenceIn(saved.value);
}

function referenceIn({ reference }: Saved): string {
  if (reference === null) throw new Error('a report without a reference');
  return reference;
}

export const PANEL = {
  pxPerMm: 3.78,
  lowerEdgeMm: 800,
  orientation: 'portrait',
  measuredFor: { width: 1080, height: 1920, scale: 1 },
} as const;
export const DISPLAY = { width: 1080, height: 1920, scale: 1, audioOutputs: 2, gpu: true } as const;
