/** Back to where a page of the help was opened. */
import { useTranslation } from 'react-i18next';
import { PressButton } from '../../ui/PressButton.tsx';
import { useKiosk } from '../desk.tsx';
import type { Place } from '../session.ts';

export function BackButton({ to }: { to: Place }) {
  const { t } = useTranslation();
  const { step } = useKiosk();
  return (
    <PressButton className="button" onPress={() => step({ type: 'go', place: to })}>
      {t('common.back')}
    </PressButton>
  );
}

export const HUB: Place = { name: 'help', at: { page: 'hub' } };
export const MORE: Place = { name: 'help', at: { page: 'more' } };
