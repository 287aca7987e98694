/** A bank card held to the glass, and two marks brought to its edges by large buttons. Nothing is dragged. */
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../../../ui/PressButton.tsx';
import { useStaff } from '../../staff.tsx';
import { firstMarks, moveMark, outlineHeight, pxPerMmOf, type Mark, type Marks } from '../card.ts';
import { Onward, StepScreen, useStep } from '../frame.tsx';

const MARKS: readonly Mark[] = ['left', 'right'];
/** Coarse and fine, in CSS px. */
const MOVES = [-10, -1, 1, 10] as const;

export function CardMeasure({ onMeasured }: { onMeasured: (pxPerMm: number) => void }) {
  const { t } = useTranslation();
  const { face } = useStaff();
  const { setTrouble, setup } = useStep();
  const strip = useRef<HTMLDivElement>(null);
  const [marks, setMarks] = useState<Marks | null>(null);
  const guess = setup.panel?.pxPerMm ?? face.settings.panelPxPerMm;
  useLayoutEffect(() => {
    const element = strip.current;
    if (marks === null && element !== null) setMarks(firstMarks(element.clientWidth, guess));
  }, [marks, guess]);

  function move(mark: Mark, px: number) {
    setTrouble(null);
    setMarks((held) => (held === null ? held : moveMark(held, mark, px, strip.current?.clientWidth ?? held.right)));
  }
  function measured() {
    const found = marks === null ? null : pxPerMmOf(marks);
    if (found === null) return;
    if (found.ok) onMeasured(found.value);
    else setTrouble(t(`setup.panel.${found.error.type}`));
  }

  const height = marks === null ? 0 : outlineHeight(marks);
  return (
    <StepScreen
      part="card"
      title={t('setup.panel.card')}
      lead={<p className="lead">{t('setup.panel.card.lead')}</p>}
      action={<Onward onPress={measured}>{t('setup.panel.fits')}</Onward>}
    >
      <div
        ref={strip}
        className="card-strip"
        data-block="item"
        role="img"
        aria-label={t('setup.panel.outline')}
        style={{ blockSize: `${height}px` }}
      >
        {marks === null ? null : (
          <div className="card-outline" style={{ left: `${marks.left}px`, width: `${marks.right - marks.left}px` }} />
        )}
      </div>
      {MARKS.map((mark) => (
        <div key={mark} className="mark-row" data-block="item" role="group" aria-label={t(`setup.panel.mark.${mark}`)}>
          <span aria-hidden="true">{t(`setup.panel.mark.${mark}`)}</span>
          {MOVES.map((px) => {
            const words = px < 0 ? `\u2212${-px}` : `+${px}`;
            return (
              <PressButton
                key={px}
                className="button pad-key"
                aria-label={`${t(`setup.panel.mark.${mark}`)} ${words}`}
                onPress={() => move(mark, px)}
              >
                {words}
              </PressButton>
            );
          })}
        </div>
      ))}
    </StepScreen>
  );
}
