/** What axe finds on the screen now, in words; empty when it finds nothing. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** @param rules only these of axe's; all of WCAG 2.2 A and AA and its best practice by default */
export async function violationsOn(
  page: Page,
  screen: string,
  rules: readonly string[] = [],
): Promise<readonly string[]> {
  // There are no frames, so that axe needs no page of its own to put its findings together.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await (rules.length > 0 ? axe.withRules([...rules]) : axe.withTags(AXE_TAGS)).analyze();
  return violations.map(
    (each) => `${screen}: ${each.id} at ${each.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
  );
}
