/**
 * A contact for an answer, asked last and only while someone answers. It goes as a report of its
 * own; what was answered before is saved already and nothing joins the two.
 */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NAME_MAX, STORY_MAX } from '../../../shared/limits.ts';
import { Choices } from '../../ui/Choices.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { SubmitButton } from '../../ui/SubmitButton.tsx';
import { WriteField } from '../../ui/WriteField.tsx';
import { useKiosk } from '../desk.tsx';
import type { ContactDraft } from '../session.ts';
import { WriteNotice } from '../WriteNotice.tsx';
import { messageProblem, reachProblem, type ContactProblem } from './check.ts';

/** RFC 5321 section 4.5.3.1.3: a path has at most 256 octets, an address 254. */
const EMAIL_MAX = 254;
const PHONE_MAX = 40;

export function Contact({ at }: { at: 'ask' | 'reach' | 'message' }) {
  switch (at) {
    case 'ask':
      return <Ask />;
    case 'reach':
      return <Reach />;
    case 'message':
      return <Message />;
  }
}

function Ask() {
  const { t } = useTranslation();
  const { step } = useKiosk();
  return (
    <Screen
      name="contact ask"
      kind="work"
      title={t('contact.ask.title')}
      lead={<p className="lead">{t('contact.ask.lead')}</p>}
    >
      <PressButton
        className="button"
        data-block="item"
        data-grow
        onPress={() => step({ type: 'begin-contact', key: crypto.randomUUID() })}
      >
        {t('contact.ask.yes')}
      </PressButton>
      <PressButton
        className="button"
        data-block="item"
        data-grow
        onPress={() => step({ type: 'go', place: { name: 'sent' } })}
      >
        {t('contact.ask.no')}
      </PressButton>
    </Screen>
  );
}

function Reach() {
  const { t } = useTranslation();
  const { draft, change, problem, refusals, look } = useDraft(reachProblem);
  const { step } = useKiosk();
  if (draft === null) return null;
  return (
    <Screen
      name="contact reach"
      refusals={refusals}
      kind="work"
      title={t('contact.reach.title')}
      lead={<p className="lead">{t('contact.reach.lead')}</p>}
      actions={
        <>
          <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'contact', step: 'ask' } })}>
            {t('common.back')}
          </PressButton>
          <PressButton
            className="button main"
            onPress={() => {
              if (look()) step({ type: 'go', place: { name: 'contact', step: 'message' } });
            }}
          >
            {t('common.next')}
          </PressButton>
        </>
      }
    >
      <WriteField
        label={t('contact.phone')}
        lines="one"
        type="tel"
        isPrivate
        value={draft.phone}
        maxLength={PHONE_MAX}
        onChange={(phone) => change({ phone })}
        error={problem === 'reach' ? t('contact.missing.reach') : null}
      />
      <WriteField
        label={t('contact.email')}
        lines="one"
        type="email"
        isPrivate
        value={draft.email}
        maxLength={EMAIL_MAX}
        onChange={(email) => change({ email })}
        error={problem === 'email' ? t('contact.missing.email') : null}
      />
      <WriteField
        label={t('contact.name')}
        lines="one"
        isPrivate
        value={draft.name}
        maxLength={NAME_MAX}
        onChange={(name) => change({ name })}
        hint={t('common.optional')}
      />
      <Choices
        kind="many"
        title={t('contact.reach.title')}
        titleUnseen
        options={[{ id: 'same', words: t('contact.language') }]}
        chosen={draft.sameLanguage ? ['same'] : []}
        choose={() => change({ sameLanguage: !draft.sameLanguage })}
      />
    </Screen>
  );
}

function Message() {
  const { t } = useTranslation();
  const { draft, change, problem, refusals, look } = useDraft(messageProblem);
  const { session, step, send } = useKiosk();
  if (draft === null) return null;
  return (
    <Screen
      name="contact message"
      refusals={refusals}
      kind="work"
      title={t('contact.message.title')}
      lead={<WriteNotice names={false} />}
      actions={
        <>
          <PressButton
            className="button"
            onPress={() => step({ type: 'go', place: { name: 'contact', step: 'reach' } })}
          >
            {t('common.back')}
          </PressButton>
          <SubmitButton
            screen="contact message"
            locked
            busy={session.sending === 'contact'}
            onPress={() => {
              if (look()) send('contact');
            }}
          >
            {t('common.send')}
          </SubmitButton>
        </>
      }
    >
      <WriteField
        label={t('contact.message.title')}
        labelUnseen
        lines="many"
        isPrivate
        value={draft.message}
        maxLength={STORY_MAX}
        onChange={(message) => change({ message })}
        error={problem === 'message' ? t('contact.missing.message') : null}
      />
    </Screen>
  );
}

/** The draft, and its first problem once somebody wanted to go on. */
function useDraft(check: (draft: ContactDraft) => ContactProblem | null) {
  const { session, step } = useKiosk();
  const [refusals, setRefusals] = useState(0);
  const draft = session.contact?.draft ?? null;
  return {
    draft,
    change: (change: Partial<ContactDraft>) => step({ type: 'contact', draft: change }),
    problem: refusals > 0 && draft !== null ? check(draft) : null,
    /** How often `look` said no. */
    refusals,
    /** @returns whether one can go on */
    look: () => {
      const fine = draft !== null && check(draft) === null;
      if (!fine) setRefusals(refusals + 1);
      return fine;
    },
  };
}
