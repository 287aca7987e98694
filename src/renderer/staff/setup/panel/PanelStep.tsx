/** Measures the panel: a bank card for its scale, the height of its lower edge, how it stands. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Panel } from '../../../../shared/staff.ts';
import { Fact } from '../../parts.tsx';
import { Onward, StepScreen, useStep } from '../frame.tsx';
import { inBothUnits } from '../height.ts';
import { CardMeasure } from './CardMeasure.tsx';
import { LowerEdge } from './LowerEdge.tsx';
import { screenNow } from './screenNow.ts';

type Part = 'card' | 'height' | 'sum';

export function PanelStep() {
  const { t } = useTranslation();
  const { setup, keep } = useStep();
  const [part, setPart] = useState<Part>('card');
  const [pxPerMm, setPxPerMm] = useState<number | null>(null);
  const [lowerEdgeMm, setLowerEdgeMm] = useState<number | null>(setup.panel?.lowerEdgeMm ?? null);

  if (part === 'card' || pxPerMm === null) {
    return (
      <CardMeasure
        onMeasured={(measured) => {
          setPxPerMm(measured);
          setPart('height');
        }}
      />
    );
  }
  if (part === 'height') {
    return (
      <LowerEdge
        before={lowerEdgeMm}
        back={() => setPart('card')}
        onMeasured={(measured) => {
          setLowerEdgeMm(measured);
          setPart('sum');
        }}
      />
    );
  }
  const orientation: Panel['orientation'] = window.innerHeight >= window.innerWidth ? 'portrait' : 'landscape';
  const edge = lowerEdgeMm === null ? null : inBothUnits(lowerEdgeMm);
  return (
    <StepScreen
      part="sum"
      kind="read"
      title={t('setup.panel.sum')}
      back={() => setPart('height')}
      action={
        <Onward
          onPress={() => void keep('setup.panel', { pxPerMm, lowerEdgeMm, orientation, measuredFor: screenNow() })}
        >
          {t('setup.save')}
        </Onward>
      }
    >
      <Fact name={t('setup.panel.scale')}>{t('setup.panel.scale.is', { px: pxPerMm })}</Fact>
      <Fact name={t('setup.panel.edge')}>
        {edge === null ? t('setup.panel.edge.unknown') : t('setup.panel.edge.is', edge)}
      </Fact>
      <Fact name={t('setup.panel.stands')}>{t(`setup.panel.stands.${orientation}`)}</Fact>
    </StepScreen>
  );
}
