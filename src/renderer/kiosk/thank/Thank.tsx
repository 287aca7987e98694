/** Thank someone: agency, kind, name, what was good, the story, a look over it all. One thing a screen. */
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NAME_MAX, STORY_MAX } from '../../../shared/limits.ts';
import { Choices } from '../../ui/Choices.tsx';
import type { Unit } from '../../ui/pager/Pager.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { WriteField } from '../../ui/WriteField.tsx';
import { AgencyChoices } from '../AgencyChoices.tsx';
import { useKiosk } from '../desk.tsx';
import { THANK_STEPS, type ThankDraft, type ThankStep } from '../session.ts';
import { WriteNotice } from '../WriteNotice.tsx';
import { Review } from './Review.tsx';

const KINDS = ['person', 'team', 'project'] as const;
const VALUES = ['respect', 'timeliness', 'quality'] as const;

export function Thank({ at }: { at: ThankStep }) {
  const { session } = useKiosk();
  const draft = session.thank?.draft;
  if (draft === undefined) return null;
  switch (at) {
    case 'agency':
      return <AgencyStep draft={draft} />;
    case 'kind':
      return <KindStep draft={draft} />;
    case 'name':
      return <NameStep draft={draft} />;
    case 'values':
      return <ValuesStep draft={draft} />;
    case 'story':
      return <StoryStep draft={draft} />;
    case 'review':
      return <Review draft={draft} />;
  }
}

function AgencyStep({ draft }: { draft: ThankDraft }) {
  const { t } = useTranslation();
  const { step } = useKiosk();
  return (
    <StepScreen at="agency" unit="agencies" columns={2} ready={draft.agency !== null}>
      <AgencyChoices
        title={t('thank.agency.title')}
        chosen={draft.agency}
        choose={(agency) => step({ type: 'thank', draft: { agency } })}
      />
    </StepScreen>
  );
}

function KindStep({ draft }: { draft: ThankDraft }) {
  const { t } = useTranslation();
  const { step } = useKiosk();
  return (
    <StepScreen at="kind" unit="answers" ready={draft.kind !== null}>
      <Choices
        kind="one"
        title={t('thank.kind.title')}
        titleUnseen
        options={KINDS.map((kind) => ({ id: kind, words: t(`thank.kind.${kind}`), icon: kind }))}
        chosen={draft.kind === null ? [] : [draft.kind]}
        choose={(id) => {
          const kind = KINDS.find((each) => each === id);
          if (kind !== undefined) step({ type: 'thank', draft: { kind } });
        }}
      />
    </StepScreen>
  );
}

function NameStep({ draft }: { draft: ThankDraft }) {
  const { t } = useTranslation();
  const { step } = useKiosk();
  const [refusals, setRefusals] = useState(0);
  const missing = draft.name.trim() === '';
  return (
    <StepScreen
      at="name"
      title={t(`thank.name.title.${draft.kind ?? 'person'}`)}
      lead={<p className="lead">{t('thank.name.hint')}</p>}
      ready
      refusals={refusals}
      check={() => {
        if (missing) setRefusals(refusals + 1);
        return !missing;
      }}
    >
      <WriteField
        label={t('thank.name.label')}
        lines="one"
        value={draft.name}
        maxLength={NAME_MAX}
        onChange={(name) => step({ type: 'thank', draft: { name } })}
        error={refusals > 0 && missing ? t('thank.name.missing') : null}
      />
    </StepScreen>
  );
}

function ValuesStep({ draft }: { draft: ThankDraft }) {
  const { t } = useTranslation();
  const { step } = useKiosk();
  return (
    <StepScreen
      at="values"
      unit="answers"
      lead={<p className="lead">{t('survey.many')}</p>}
      ready
      skippable={draft.values.length === 0}
    >
      <Choices
        kind="many"
        title={t('thank.values.title')}
        titleUnseen
        options={VALUES.map((value) => ({ id: value, words: t(`thank.values.${value}`) }))}
        chosen={draft.values}
        choose={(id) => {
          const held = VALUES.filter((each) => (each === id) !== draft.values.includes(each));
          step({ type: 'thank', draft: { values: held } });
        }}
      />
    </StepScreen>
  );
}

function StoryStep({ draft }: { draft: ThankDraft }) {
  const { t } = useTranslation();
  const { step } = useKiosk();
  return (
    <StepScreen
      at="story"
      lead={
        <>
          <p className="lead">{t('thank.story.hint')}</p>
          <WriteNotice names={false} />
        </>
      }
      ready
      skippable={draft.story === ''}
    >
      <WriteField
        label={t('thank.story.label')}
        labelUnseen
        lines="many"
        value={draft.story}
        maxLength={STORY_MAX}
        onChange={(story) => step({ type: 'thank', draft: { story } })}
      />
    </StepScreen>
  );
}

function StepScreen(props: {
  at: ThankStep;
  title?: string;
  lead?: ReactNode;
  unit?: Unit;
  columns?: 1 | 2;
  /** Whether one can go on at all. */
  ready: boolean;
  /** Nothing is chosen yet, and nothing needs to be. */
  skippable?: boolean;
  /** Looks at the step before going on; says whether it is done. */
  check?: () => boolean;
  /** How often `check` said no. */
  refusals?: number;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const { step } = useKiosk();
  const index = THANK_STEPS.indexOf(props.at);
  const before = THANK_STEPS[index - 1];
  const after = THANK_STEPS[index + 1];
  return (
    <Screen
      name={`thank ${props.at}`}
      kind="work"
      unit={props.unit ?? 'pages'}
      columns={props.columns ?? 1}
      above={<ThankProgress at={props.at} />}
      title={props.title ?? t(`thank.${props.at}.title`)}
      lead={props.lead}
      refusals={props.refusals}
      actions={
        <>
          <PressButton
            className="button"
            onPress={() =>
              step({ type: 'go', place: before === undefined ? { name: 'home' } : { name: 'thank', step: before } })
            }
          >
            {t('common.back')}
          </PressButton>
          <PressButton
            className="button main"
            isDisabled={!props.ready}
            onPress={() => {
              if (props.check?.() === false || after === undefined) return;
              step({ type: 'go', place: { name: 'thank', step: after } });
            }}
          >
            {t(props.skippable === true ? 'common.skip' : 'common.next')}
          </PressButton>
        </>
      }
    >
      {props.children}
    </Screen>
  );
}

export function ThankProgress({ at }: { at: ThankStep }) {
  const { t } = useTranslation();
  const number = THANK_STEPS.indexOf(at) + 1;
  return (
    <Progress at={number} of={THANK_STEPS.length}>
      {t('thank.step', { number, total: THANK_STEPS.length })}
    </Progress>
  );
}
