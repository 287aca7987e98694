/**
 * The survey for owners of a business about their inspection (Charter §15(h)): praise and complaint side by side,
 * every question to be skipped, no name. It goes as a report of its own that nothing joins to the review.
 */
import { useId, useRef, useState } from 'react';
import {
  choose,
  chosen,
  givenAnswers,
  OWNER_SURVEY,
  stepOf,
  type Answers,
  type AnswerValue,
} from '../../../shared/content/answering.ts';
import type { ContentText } from '../../../shared/content/content.ts';
import type { SurveyQuestion } from '../../../shared/content/survey.ts';
import type { Tongue } from '../../i18n/tongue.ts';
import { Choices } from '../../ui/Choices.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { useLaptop } from '../laptop.tsx';
import { Trouble } from '../parts.tsx';
import { OwnerField } from './OwnerField.tsx';
import { LanguageRow, OwnerPage, Thanks } from './OwnerPage.tsx';

export interface SurveyTurnProps {
  readonly tongue: Tongue;
  /** Told which language is the owner's now. */
  readonly speak: (tag: string) => void;
}

export function SurveyTurn({ tongue, speak }: SurveyTurnProps) {
  const { bridge, face } = useLaptop();
  const [at, setAt] = useState(0);
  const [answers, setAnswers] = useState<Answers>({});
  const [state, setState] = useState<'asking' | 'nothing' | 'sending' | 'sent' | 'disk-full' | 'failed'>('asking');
  // The same form commits once, however often it is sent.
  const key = useRef(crypto.randomUUID());
  const survey = face.catalogue.surveys.find(({ id }) => id === OWNER_SURVEY);
  const screen = survey?.screens[at];
  const { say, text } = tongue;
  const words = text.surveys[OWNER_SURVEY];
  // Content older than the survey asks nothing.
  if (survey === undefined || screen === undefined || words === undefined) {
    return <Thanks tongue={tongue} />;
  }
  if (state === 'sent') {
    return (
      <Thanks tongue={tongue}>
        <p className="lead">{say('owner.survey.saved')}</p>
      </Thanks>
    );
  }

  const { last, answered, anything } = stepOf(survey, at, answers);
  const send = async () => {
    setState('sending');
    const reply = await bridge.call('feedback.submit', {
      key: key.current,
      surveyId: survey.id,
      surveyVersion: survey.version,
      locale: text.language.tag,
      partial: false,
      answers: givenAnswers(answers),
    });
    if (!reply.ok) return setState('failed');
    if (reply.value.ok) return setState('sent');
    return setState(reply.value.error.type === 'disk-full' ? 'disk-full' : 'failed');
  };
  const onward = () => {
    if (state === 'sending') return;
    if (!last) setAt(at + 1);
    else if (anything) void send();
    else setState('nothing');
  };
  if (state === 'nothing') {
    return (
      <OwnerPage key="nothing" title={say('survey.nothing.title')}>
        <p className="lead">{say('survey.nothing.body')}</p>
        <p className="lead">{say('owner.give')}</p>
        <div className="row-buttons">
          <PressButton
            className="button"
            onPress={() => {
              setState('asking');
              setAt(0);
            }}
          >
            {say('survey.nothing.again')}
          </PressButton>
        </div>
      </OwnerPage>
    );
  }
  const alone = screen.questions.length === 1 ? screen.questions[0] : undefined;
  const title = words.screens[screen.id]?.title ?? words.questions[alone?.id ?? '']?.title ?? '';
  const failed = state === 'disk-full' || state === 'failed';
  return (
    <OwnerPage key={at} title={title}>
      <p className="soft">{say('survey.progress', { number: at + 1, total: survey.screens.length })}</p>
      {at > 0 ? null : (
        <>
          <LanguageRow tongue={tongue} choose={speak} />
          <p>{say('owner.survey.lead')}</p>
        </>
      )}
      {screen.questions.map((question) => (
        <Asked
          key={question.id}
          question={question}
          words={words}
          alone={alone !== undefined}
          value={answers[question.id]}
          change={(value) => setAnswers({ ...answers, [question.id]: value })}
          tongue={tongue}
        />
      ))}
      {failed ? (
        <div className="owner-failed">
          <Trouble>{say(state === 'disk-full' ? 'owner.failed.diskFull' : 'owner.failed.store')}</Trouble>
          <p>{say('owner.failed.kept')}</p>
        </div>
      ) : null}
      <div className="row-buttons">
        {at === 0 ? null : (
          <PressButton className="button" onPress={() => setAt(at - 1)}>
            {say('common.back')}
          </PressButton>
        )}
        <PressButton className="button main" onPress={onward}>
          {say(
            failed
              ? 'failed.again'
              : state === 'sending'
                ? 'common.sending'
                : last && anything
                  ? 'common.send'
                  : answered
                    ? 'common.next'
                    : 'common.skip',
          )}
        </PressButton>
      </div>
    </OwnerPage>
  );
}

function Asked(props: {
  question: SurveyQuestion;
  words: ContentText['surveys'][string];
  /** Whether the page's title is already this question. */
  alone: boolean;
  value: AnswerValue | undefined;
  change: (value: AnswerValue) => void;
  tongue: Tongue;
}) {
  const { question, alone, value, change } = props;
  const { say } = props.tongue;
  const id = useId();
  const said = props.words.questions[question.id];
  const title = said?.title ?? '';
  if (question.kind === 'text') {
    return (
      <>
        <div className="notice" id={`${id}-notice`}>
          <p>{say('write.names')}</p>
          <p>{say('write.live')}</p>
          <p>{say('write.danger')}</p>
        </div>
        <OwnerField
          label={title}
          labelUnseen={alone}
          describedBy={`${id}-notice`}
          value={typeof value === 'string' ? value : ''}
          change={change}
          maxLength={question.maxLength}
          lines="many"
          tongue={props.tongue}
        />
      </>
    );
  }
  return (
    <Choices
      kind={question.kind === 'many' ? 'many' : 'one'}
      title={title}
      titleUnseen={alone}
      options={question.options.map((option) => ({ id: option.id, words: said?.options?.[option.id] ?? '' }))}
      chosen={chosen(question, value)}
      choose={(option) => change(choose(question, value, option))}
    />
  );
}
