/** The agencies a visitor can choose from: those there are today, the one of this center first. */
import type { Face } from '../../shared/bridge.ts';
import { cityDay } from '../../shared/clock.ts';
import { agenciesOn } from '../../shared/content/agencies.ts';
import type { Agency } from '../../shared/content/content.ts';

export function agenciesOffered({ agency: here, catalogue }: Pick<Face, 'agency' | 'catalogue'>): readonly Agency[] {
  const today = agenciesOn(catalogue.agencies, cityDay(Date.now()));
  return [...today.filter(({ id }) => id === here), ...today.filter(({ id }) => id !== here)];
}
