/** How high the display's lower edge hangs: typed in inches or millimetres, shown in both. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PressButton } from '../../../ui/PressButton.tsx';
import { HEIGHT_ROWS, HEIGHT_RULE, type } from '../../pad.ts';
import { Pad } from '../../Pad.tsx';
import { Onward, StepScreen, useStep } from '../frame.tsx';
import { inBothUnits, readHeight, type LengthUnit } from '../height.ts';

const UNITS: readonly LengthUnit[] = ['in', 'mm'];

export function LowerEdge(props: {
  before: number | null;
  back: () => void;
  /** Millimetres; null: nobody knows. */
  onMeasured: (mm: number | null) => void;
}) {
  const { t } = useTranslation();
  const { setTrouble } = useStep();
  const [unit, setUnit] = useState<LengthUnit>('in');
  const [typed, setTyped] = useState(props.before === null ? '' : inBothUnits(props.before).in);
  const read = readHeight(typed, unit);

  return (
    <StepScreen
      part="height"
      title={t('setup.panel.height')}
      lead={
        <>
          <p className="lead">{t('setup.panel.height.lead')}</p>
          <p className="typed" role="status" data-empty={typed === '' || undefined}>
            {read.ok
              ? t('setup.panel.edge.is', { ...inBothUnits(read.value), [unit]: typed })
              : typed === ''
                ? t('setup.panel.height.empty')
                : typed}
          </p>
        </>
      }
      back={props.back}
      action={
        <Onward
          onPress={() => {
            setTrouble(read.ok ? null : t(`setup.panel.${read.error.type}`));
            if (read.ok) props.onMeasured(read.value);
          }}
        >
          {t('common.next')}
        </Onward>
      }
    >
      <div className="pad-row" data-block="item" data-columns={3}>
        {UNITS.map((each) => (
          <PressButton
            key={each}
            className={each === unit ? 'button main pad-key' : 'button pad-key'}
            aria-pressed={each === unit}
            onPress={() => {
              if (each === unit) return;
              setTyped(read.ok ? inBothUnits(read.value)[each] : '');
              setUnit(each);
            }}
          >
            {t(`setup.panel.unit.${each}`)}
          </PressButton>
        ))}
        <PressButton className="button pad-key" onPress={() => props.onMeasured(null)}>
          {t('setup.panel.height.unknown')}
        </PressButton>
      </div>
      <Pad
        rows={HEIGHT_ROWS}
        onKey={(key) => {
          setTyped(type(typed, key, HEIGHT_RULE));
          setTrouble(null);
        }}
      />
    </StepScreen>
  );
}
