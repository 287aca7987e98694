/** An inspector's laptop as it leaves the office: enrolled, with its accounts, and ready to lose the network. */
import type { Page } from '@playwright/test';
import { askDesk } from '../hosts/calls.ts';
import type { CentralProcess } from '../hosts/central.ts';
import type { Device } from '../hosts/device.ts';
import { expect } from '../hosts/fixture.ts';
import { setSettings } from '../visit/walk.ts';
import { Inspector, type Account } from './inspector.ts';

/** What these tests are seen on: a laptop's screen, with a mouse. */
export const LAPTOP = { viewport: { width: 1440, height: 900 }, hasTouch: false };

export const dana: Account = {
  name: 'dana.ruiz',
  person: 'Dana Ruiz',
  agency: 'dcwp',
  passphrase: 'brown bridges at noon',
};
export const lee: Account = {
  name: 'lee.okafor',
  person: 'Lee Okafor',
  agency: 'dohmh',
  passphrase: 'seven kettles singing',
};

/** Starts the central endpoint with these accounts, and a laptop that has heard of them. */
export async function openLaptop(
  central: CentralProcess,
  device: Device,
  accounts: readonly Account[] = [dana],
  settings: object = {},
): Promise<Inspector> {
  await central.start();
  for (const { name, person, agency, passphrase } of accounts) {
    await central.account(name, passphrase, { person, agency });
  }
  setSettings(device.folder, settings);
  const page = await device.open({ central: central.address(), code: await central.code('inspector') });
  await expect.poll(() => accountsAt(page), { timeout: 60_000 }).toBe(accounts.length);
  return new Inspector(page);
}

async function accountsAt(page: Page): Promise<number> {
  const reply = await askDesk(page, 'inspector.standing', {});
  return reply.ok && reply.value.at === 'door' ? reply.value.accounts : 0;
}

/** What of an exported review is looked at in tests. */
export interface ExportedReview {
  readonly report: string;
  readonly supersedes: string | null;
  readonly rightsShown: readonly string[];
  /** `signature`: hash of the attachment. */
  readonly acknowledgement: { readonly signature?: string };
}

export async function exportedReviews(central: CentralProcess): Promise<readonly ExportedReview[]> {
  const lines = (await central.export('rights-reviews')).split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as ExportedReview);
}
