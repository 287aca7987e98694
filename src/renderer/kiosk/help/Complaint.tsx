/**
 * A report that language help failed: at which agency, and which of the City's four reasons. Where the
 * kiosk knows its agency, one touch on a reason is all that is needed; more can be said and need not be.
 */
import { useTranslation } from 'react-i18next';
import { NAME_MAX, STORY_MAX } from '../../../shared/limits.ts';
import { Choices } from '../../ui/Choices.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { SubmitButton } from '../../ui/SubmitButton.tsx';
import { WriteField } from '../../ui/WriteField.tsx';
import { AgencyChoices } from '../AgencyChoices.tsx';
import { useKiosk } from '../desk.tsx';
import type { Place } from '../session.ts';
import { WriteNotice } from '../WriteNotice.tsx';
import { BackButton, HUB } from './BackButton.tsx';
import { COMPLAINT_REASONS, type ComplaintDraft, type ComplaintStep } from './place.ts';

export function Complaint({ at }: { at: ComplaintStep }) {
  const { session } = useKiosk();
  const draft = session.complaint?.draft;
  if (draft === undefined) return null;
  switch (at) {
    case 'agency':
      return <AgencyStep draft={draft} />;
    case 'reason':
      return <ReasonStep draft={draft} />;
    case 'details':
      return <DetailsStep draft={draft} />;
  }
}

const placeOf = (step: ComplaintStep): Place => ({ name: 'help', at: { page: 'complaint', step } });

function AgencyStep({ draft }: { draft: ComplaintDraft }) {
  const { t } = useTranslation();
  const { step } = useKiosk();
  return (
    <Screen
      name="complaint agency"
      kind="work"
      unit="agencies"
      columns={2}
      title={t('complaint.agency.title')}
      actions={
        <>
          <BackButton to={HUB} />
          <PressButton
            className="button main"
            isDisabled={draft.agency === null}
            onPress={() => step({ type: 'go', place: placeOf('reason') })}
          >
            {t('common.next')}
          </PressButton>
        </>
      }
    >
      <AgencyChoices
        title={t('complaint.agency.title')}
        chosen={draft.agency}
        choose={(agency) => step({ type: 'complaint', draft: { agency } })}
      />
    </Screen>
  );
}

function ReasonStep({ draft }: { draft: ComplaintDraft }) {
  const { t } = useTranslation();
  const { face, step } = useKiosk();
  const agency = face.catalogue.agencies.find((each) => each.id === draft.agency);
  return (
    <Screen
      name="complaint reason"
      kind="work"
      unit="answers"
      title={t('complaint.reason.title')}
      actions={
        <>
          <BackButton to={HUB} />
          <PressButton
            className="button"
            isDisabled={draft.reason === null}
            onPress={() => step({ type: 'go', place: placeOf('details') })}
          >
            {t('complaint.add')}
          </PressButton>
          <Send draft={draft} screen="complaint reason" />
        </>
      }
    >
      <PressButton
        className="tile line"
        data-block="item"
        data-grow
        onPress={() => step({ type: 'go', place: placeOf('agency') })}
      >
        <span className="tile-words">
          <span className="soft">{t('thank.review.agency')}</span>
          <strong lang="en" dir="auto">
            {agency?.name ?? draft.agency}
          </strong>
        </span>
        <span className="change">{t('common.change')}</span>
      </PressButton>
      <Choices
        kind="one"
        title={t('complaint.reason.title')}
        titleUnseen
        options={COMPLAINT_REASONS.map((reason) => ({ id: reason, words: t(`complaint.reason.${reason}`) }))}
        chosen={draft.reason === null ? [] : [draft.reason]}
        choose={(id) => {
          const reason = COMPLAINT_REASONS.find((each) => each === id);
          if (reason !== undefined) step({ type: 'complaint', draft: { reason } });
        }}
      />
    </Screen>
  );
}

function DetailsStep({ draft }: { draft: ComplaintDraft }) {
  const { t } = useTranslation();
  const { step } = useKiosk();
  return (
    <Screen
      name="complaint details"
      kind="work"
      title={t('complaint.details.title')}
      lead={
        <>
          <p className="lead">{t('common.optional')}</p>
          <WriteNotice names />
        </>
      }
      actions={
        <>
          <BackButton to={placeOf('reason')} />
          <Send draft={draft} screen="complaint details" />
        </>
      }
    >
      <WriteField
        label={t('complaint.language')}
        lines="one"
        value={draft.languageNeeded}
        maxLength={NAME_MAX}
        onChange={(languageNeeded) => step({ type: 'complaint', draft: { languageNeeded } })}
      />
      <WriteField
        label={t('complaint.details')}
        lines="many"
        value={draft.details}
        maxLength={STORY_MAX}
        onChange={(details) => step({ type: 'complaint', draft: { details } })}
      />
    </Screen>
  );
}

function Send({ draft, screen }: { draft: ComplaintDraft; screen: string }) {
  const { t } = useTranslation();
  const { session, send } = useKiosk();
  if (draft.reason === null || draft.agency === null) {
    return (
      <PressButton className="button main" isDisabled onPress={() => undefined}>
        {t('common.send')}
      </PressButton>
    );
  }
  return (
    <SubmitButton screen={screen} locked busy={session.sending === 'complaint'} onPress={() => send('complaint')}>
      {t('common.send')}
    </SubmitButton>
  );
}
