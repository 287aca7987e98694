/**
 * A survey as its data says: one screen after another, each can be skipped. The last button sends
 * what was answered; where nothing was, it says so and nothing is sent.
 */
import { useTranslation } from 'react-i18next';
import { stepOf } from '../../../shared/content/answering.ts';
import type { Survey as SurveyModel } from '../../../shared/content/survey.ts';
import { Progress } from '../../ui/Progress.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { SubmitButton } from '../../ui/SubmitButton.tsx';
import { useKiosk } from '../desk.tsx';
import { WriteNotice } from '../WriteNotice.tsx';
import { Question } from './Question.tsx';

export function Survey({ survey, at }: { survey: SurveyModel; at: number }) {
  const { t } = useTranslation();
  const { session, step, send, words } = useKiosk();
  const screen = survey.screens[at];
  const answers = session.survey?.answers ?? {};
  const text = words.text.surveys[survey.id];
  if (screen === undefined || text === undefined) return null;

  const alone = screen.questions.length === 1 ? screen.questions[0] : undefined;
  const screenText = text.screens[screen.id];
  const aloneText = alone === undefined ? undefined : text.questions[alone.id];
  const total = survey.screens.length;
  const { last, answered, anything } = stepOf(survey, at, answers);
  const options = alone === undefined || alone.kind === 'text' ? 0 : alone.options.length;
  const hint = screenText?.hint ?? aloneText?.hint;

  function onward() {
    if (!last) step({ type: 'go', place: { name: 'survey', at: at + 1 } });
    else if (!anything) step({ type: 'go', place: { name: 'nothing' } });
    else send('survey');
  }
  function back() {
    step({ type: 'go', place: at === 0 ? { name: 'home' } : { name: 'survey', at: at - 1 } });
  }
  return (
    <Screen
      name={`survey ${at}`}
      kind="work"
      unit="answers"
      columns={alone === undefined || options > 5 ? 2 : 1}
      above={
        <Progress at={at + 1} of={total}>
          {t('survey.progress', { number: at + 1, total })}
        </Progress>
      }
      title={screenText?.title ?? aloneText?.title ?? ''}
      lead={
        <>
          {hint === undefined ? null : <p className="lead">{hint}</p>}
          {alone?.kind === 'many' ? <p className="lead">{t('survey.many')}</p> : null}
          {alone?.kind === 'text' ? <WriteNotice names /> : null}
        </>
      }
      actions={
        <>
          <PressButton className="button" onPress={back}>
            {t('common.back')}
          </PressButton>
          <SubmitButton
            screen={`survey ${at}`}
            busy={session.sending === 'survey'}
            locked={last && anything}
            onPress={onward}
          >
            {t(last && anything ? 'common.send' : answered ? 'common.next' : 'common.skip')}
          </SubmitButton>
        </>
      }
    >
      {screen.questions.map((question) => (
        <Question
          key={question.id}
          question={question}
          text={text.questions[question.id]}
          alone={alone !== undefined}
          value={answers[question.id]}
          onChange={(value) => step({ type: 'answer', questionId: question.id, value })}
        />
      ))}
    </Screen>
  );
}
