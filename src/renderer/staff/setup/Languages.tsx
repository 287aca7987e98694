/** The order of languages on the wall: each moved up or down by buttons. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { langOf } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../ui/announce.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { useStaff } from '../staff.tsx';
import { Onward, StepScreen, useStep } from './frame.tsx';
import { moved } from './order.ts';

export function Languages() {
  const { t } = useTranslation();
  const { face } = useStaff();
  const { setup, keep } = useStep();
  const announce = useAnnounce();
  const [order, setOrder] = useState<readonly string[]>(() => {
    const all = face.languages.map((language) => language.tag);
    const kept = setup.languageOrder.filter((tag) => all.includes(tag));
    return [...kept, ...all.filter((tag) => !kept.includes(tag))];
  });
  function move(tag: string, by: -1 | 1) {
    const next = moved(order, tag, by);
    setOrder(next);
    announce(t('setup.languages.isAt', { number: next.indexOf(tag) + 1 }));
  }
  return (
    <StepScreen
      part="order"
      title={t('setup.languages.title')}
      lead={<p className="lead">{t('setup.languages.lead')}</p>}
      action={<Onward onPress={() => void keep('setup.languages', { order: [...order] })}>{t('setup.save')}</Onward>}
    >
      {order.map((tag, index) => {
        const language = face.languages.find((each) => each.tag === tag);
        if (language === undefined) return null;
        const english = new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag;
        return (
          <div key={tag} className="order-row" data-block="item">
            <p>
              <span aria-hidden="true">{index + 1} </span>
              <strong {...langOf(language)}>{language.name}</strong>
            </p>
            <PressButton
              className="button pad-key"
              aria-label={t('setup.languages.upOf', { language: english })}
              onPress={() => move(tag, -1)}
            >
              {t('setup.languages.up')}
            </PressButton>
            <PressButton
              className="button pad-key"
              aria-label={t('setup.languages.downOf', { language: english })}
              onPress={() => move(tag, 1)}
            >
              {t('setup.languages.down')}
            </PressButton>
          </div>
        );
      })}
    </StepScreen>
  );
}
