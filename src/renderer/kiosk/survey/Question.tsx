/** One question of a survey, whatever its kind. */
import { choose, chosen, type AnswerValue } from '../../../shared/content/answering.ts';
import type { SurveyQuestion } from '../../../shared/content/survey.ts';
import { Choices } from '../../ui/Choices.tsx';
import { WriteField } from '../../ui/WriteField.tsx';

export interface QuestionText {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
}

export function Question(props: {
  question: SurveyQuestion;
  text: QuestionText | undefined;
  /** Whether the screen's title is already this question. */
  alone: boolean;
  value: AnswerValue | undefined;
  onChange: (value: AnswerValue) => void;
}) {
  const { question, text, alone, value, onChange } = props;
  const title = text?.title ?? '';
  if (question.kind === 'text') {
    return (
      <WriteField
        label={title}
        labelUnseen={alone}
        lines="many"
        value={typeof value === 'string' ? value : ''}
        onChange={onChange}
        maxLength={question.maxLength}
      />
    );
  }
  return (
    <Choices
      kind={question.kind === 'many' ? 'many' : 'one'}
      title={title}
      titleUnseen={alone}
      options={question.options.map((option) => ({
        id: option.id,
        words: text?.options?.[option.id] ?? '',
        icon: option.icon,
      }))}
      chosen={chosen(question, value)}
      choose={(id) => onChange(choose(question, value, id))}
    />
  );
}
