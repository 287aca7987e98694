/**
 * Thank-you, after the desk said "saved" and never before. It says what is true: saved here, to be
 * sent; the City has received it only when its central endpoint says so. Stays until the visitor
 * goes on or the kiosk asks whether anyone is there: a minute or more after it was spoken to its end,
 * by every setting, where 15 s are the least.
 */
import { useTranslation } from 'react-i18next';
import { scriptOf } from '../i18n/scripts.ts';
import { PressButton } from '../ui/PressButton.tsx';
import { Screen } from '../ui/Screen.tsx';
import { useKiosk } from './desk.tsx';

export function Sent() {
  const { t } = useTranslation();
  const { session, step, words } = useKiosk();
  const sent = session.sent;
  if (sent === null) return null;
  return (
    <Screen
      name="sent"
      kind="read"
      title={t('sent.title')}
      lead={
        <>
          <p className="lead">{t(`sent.${sent.form}`)}</p>
          {sent.contact ? <p className="lead">{t('sent.contact')}</p> : null}
        </>
      }
      actions={
        <>
          <PressButton className="button" onPress={() => step({ type: 'go', place: { name: 'home' } })}>
            {t('sent.more')}
          </PressButton>
          <PressButton className="button main" onPress={() => step({ type: 'wipe' })}>
            {t('common.done')}
          </PressButton>
        </>
      }
    >
      {sent.reference === null ? null : (
        <div className="reference" data-block="text">
          <h2>{t('sent.reference')}</h2>
          {/* Spelled in the visitor's own language where that has these letters. */}
          <p
            className="reference-code"
            dir="ltr"
            lang={scriptOf(words.locale) === 'Latn' ? words.locale : 'en'}
            data-spelled
          >
            {sent.reference}
          </p>
          <p>{t('sent.reference.hint')}</p>
        </div>
      )}
    </Screen>
  );
}
