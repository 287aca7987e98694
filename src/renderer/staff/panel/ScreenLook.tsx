/** Text size, colours and where the buttons stand, for staff, as long as the room is open. The visitor's own are kept. */
import { useTranslation } from 'react-i18next';
import { CONTRASTS, type TextSize } from '../../kiosk/session.ts';
import { Choices } from '../../ui/Choices.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { lowers, reachBand } from '../../ways/reach.ts';
import { BackTo } from '../parts.tsx';
import { useStaff } from '../staff.tsx';

const SIZES: readonly TextSize[] = [1, 2, 3, 4];

export function ScreenLook() {
  const { t } = useTranslation();
  const { display, dress, opened, face } = useStaff();
  const movable = lowers(reachBand(face.settings), { width: innerWidth, height: innerHeight });
  return (
    <Screen
      name="staff screen"
      kind="work"
      columns={2}
      title={t('display.title')}
      actions={<BackTo place={{ name: opened }} />}
    >
      <Choices
        kind="one"
        title={t('display.size')}
        options={SIZES.map((each) => ({ id: String(each), words: t(`display.size.${each}`) }))}
        chosen={[String(display.size)]}
        choose={(id) => {
          const size = SIZES.find((each) => String(each) === id);
          if (size !== undefined) dress({ size });
        }}
      />
      <Choices
        kind="one"
        title={t('display.contrast')}
        options={CONTRASTS.map((each) => ({ id: each, words: t(`display.contrast.${each}`) }))}
        chosen={[display.contrast]}
        choose={(id) => {
          const contrast = CONTRASTS.find((each) => each === id);
          if (contrast !== undefined) dress({ contrast });
        }}
      />
      {movable || display.lowered ? (
        <Choices
          kind="many"
          title={t('display.other')}
          titleUnseen
          options={[{ id: 'lowered', words: t('display.lowered'), more: t('display.lowered.hint') }]}
          chosen={display.lowered ? ['lowered'] : []}
          choose={() => dress({ lowered: !display.lowered })}
        />
      ) : null}
    </Screen>
  );
}
