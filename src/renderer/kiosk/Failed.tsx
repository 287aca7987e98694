/** A form could not be saved. Nothing is lost and nothing pretends otherwise. */
import { useTranslation } from 'react-i18next';
import { assertNever } from '../../shared/result.ts';
import { Icon } from '../ui/icons.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { Screen } from '../ui/Screen.tsx';
import { SubmitButton } from '../ui/SubmitButton.tsx';
import { useKiosk } from './desk.tsx';
import type { Failure, FormName } from './session.ts';

export function Failed({ form, why }: { form: FormName; why: Failure }) {
  const { t } = useTranslation();
  const { session, step, send } = useKiosk();
  return (
    <Screen
      name={`failed ${form}`}
      kind="read"
      above={
        <p className="sign">
          <Icon name="notice" />
        </p>
      }
      title={t(`failed.title.${form}`)}
      lead={
        <div role="alert">
          <p className="lead">{t(reasonKey(why))}</p>
          <p className="lead">{t('failed.kept')}</p>
        </div>
      }
      actions={
        <>
          <PressButton className="button" onPress={() => step({ type: 'back-to-form' })}>
            {t('failed.goBack')}
          </PressButton>
          <SubmitButton screen="failed" locked busy={session.sending !== null} onPress={() => send(form)}>
            {t('failed.again')}
          </SubmitButton>
        </>
      }
    />
  );
}

function reasonKey(why: Failure): string {
  switch (why) {
    case 'disk-full':
      return 'failed.diskFull';
    case 'store-failed':
      return 'failed.store';
    case 'invalid':
      return 'failed.invalid';
    case 'desk':
      return 'failed.desk';
    default:
      return assertNever(why);
  }
}
