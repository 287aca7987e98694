/** Text size, colours, where the buttons stand, whether anything is shown. Each change shows at once and ends with the session. */
import { useTranslation } from 'react-i18next';
import { Choices, type Choice } from '../../ui/Choices.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { lowers, reachBand } from '../../ways/reach.ts';
import { useKiosk } from '../desk.tsx';
import { CONTRASTS, type TextSize } from '../session.ts';
import { Close } from './sheets.tsx';

const SIZES: readonly TextSize[] = [1, 2, 3, 4];

export function DisplaySheet() {
  const { t } = useTranslation();
  const { face, session, step } = useKiosk();
  const { size, contrast, lowered, hidden } = session.display;
  const movable = lowers(reachBand(face.settings), { width: innerWidth, height: innerHeight });
  const switches: readonly (Choice & { on: boolean; offered: boolean })[] = [
    {
      id: 'lowered',
      words: t('display.lowered'),
      more: t('display.lowered.hint'),
      on: lowered,
      offered: movable || lowered,
    },
    { id: 'hidden', words: t('display.hidden'), more: t('display.hidden.hint'), on: hidden, offered: true },
  ];
  const offered = switches.filter((each) => each.offered);
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
      <Choices
        kind="many"
        title={t('display.other')}
        options={offered}
        chosen={offered.filter((each) => each.on).map((each) => each.id)}
        choose={(id) => {
          if (id === 'lowered') return step({ type: 'display', display: { lowered: !lowered } });
          // Who hides the screen hears it: without speech nothing would be left.
          if (!hidden) step({ type: 'voice', voice: { on: true } });
          step({ type: 'display', display: { hidden: !hidden } });
        }}
      />
    </Screen>
  );
}
