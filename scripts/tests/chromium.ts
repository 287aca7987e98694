/** A real Chromium: the system's, or else the one Playwright has downloaded. */
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** @returns the system's executable, or null where Playwright is to use its own (which may be missing, too) */
export function findChromium(exists: (path: string) => boolean = existsSync): string | null {
  return SYSTEM.find((path) => exists(path)) ?? null;
}

export function hasChromium(): boolean {
  return findChromium() !== null || existsSync(chromium.executablePath());
}
