/** Text size and colours. Each change shows at once. */
import { useTranslation } from 'react-i18next';
import { Choices } from '../../ui/Choices.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { CONTRASTS, type TextSize } from '../session.ts';
import { Close } from './sheets.tsx';

const SIZES: readonly TextSize[] = [1, 2, 3, 4];

export function DisplaySheet() {
  const { t } = useTranslation();
  const { session, step } = useKiosk();
  const { size, contrast } = session.display;
  return (
    <Screen name="sheet display" kind="work" columns={2} title={t('display.title')} actions={<Close />}>
      <Choices
        kind="one"
        title={t('display.size')}
        options={SIZES.map((each) => ({ id: String(each), words: t(`display.size.${each}`) }))}
        chosen={[String(size)]}
        choose={(id) => {
          const chosen = SIZES.find((each) => String(each) === id);
          if (chosen !== undefined) step({ type: 'display', display: { size: chosen } });
        }}
      />
      <Choices
        kind="one"
        title={t('display.contrast')}
        options={CONTRASTS.map((each) => ({ id: each, words: t(`display.contrast.${each}`) }))}
        chosen={[contrast]}
        choose={(id) => {
          const chosen = CONTRASTS.find((each) => each === id);
          if (chosen !== undefined) step({ type: 'display', display: { contrast: chosen } });
        }}
      />
    </Screen>
  );
}
