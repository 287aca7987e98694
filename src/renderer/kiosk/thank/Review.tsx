/** The whole thank-you once more, each part a touch away from being changed, and the button that sends it. */
import { useTranslation } from 'react-i18next';
import { excerptOf } from '../../i18n/Text.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { SubmitButton } from '../../ui/SubmitButton.tsx';
import { useKiosk } from '../desk.tsx';
import type { ThankDraft, ThankStep } from '../session.ts';
import { ThankProgress } from './Thank.tsx';

/** Characters of the story that are shown again: enough to know it by, and a tile still fits its page. */
const EXCERPT = 80;

interface Line {
  readonly at: ThankStep;
  readonly label: string;
  readonly words: string;
  readonly lang?: string;
}

export function Review({ draft }: { draft: ThankDraft }) {
  const { t } = useTranslation();
  const { face, session, step, send, words } = useKiosk();
  const agency = face.catalogue.agencies.find((each) => each.id === draft.agency);
  const kind = draft.kind ?? 'person';
  const lines: readonly Line[] = [
    { at: 'agency', label: t('thank.review.agency'), words: agency?.name ?? draft.agency ?? '', lang: 'en' },
    {
      at: 'name',
      label: t('thank.review.kind'),
      words: `${t(`thank.kind.${kind}`)}: ${excerptOf(draft.name, words.locale, EXCERPT)}`,
    },
    {
      at: 'values',
      label: t('thank.review.values'),
      words:
        draft.values.length === 0
          ? t('thank.review.none')
          : draft.values.map((value) => t(`thank.values.${value}`)).join(' · '),
    },
    {
      at: 'story',
      label: t('thank.review.story'),
      words: draft.story.trim() === '' ? t('thank.review.noStory') : excerptOf(draft.story, words.locale, EXCERPT),
    },
  ];
  return (
    <Screen
      name="thank review"
      kind="work"
      above={<ThankProgress at="review" />}
      title={t('thank.review.title')}
      actions={
        <>
          <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'thank', step: 'story' } })}>
            {t('common.back')}
          </PressButton>
          <SubmitButton screen="thank review" locked busy={session.sending === 'thank'} onPress={() => send('thank')}>
            {t('common.send')}
          </SubmitButton>
        </>
      }
    >
      {lines.map((line) => (
        <PressButton
          key={line.at}
          className="tile line"
          data-block="item"
          data-grow
          onPress={() => step({ type: 'go', place: { name: 'thank', step: line.at } })}
        >
          <span className="tile-words">
            <span className="soft">{line.label}</span>
            <strong className={line.at === 'story' ? 'excerpt' : undefined} lang={line.lang} dir="auto">
              {line.words}
            </strong>
          </span>
          <span className="change">{t('common.change')}</span>
        </PressButton>
      ))}
    </Screen>
  );
}
