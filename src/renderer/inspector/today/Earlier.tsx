/** What was written before the passphrase was changed by somebody else opens with the one of then. */
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '../../ui/announce.tsx';
import { Passphrase } from '../door/Passphrase.tsx';
import { TryButton } from '../door/TryButton.tsx';
import { useWait, Wait } from '../door/wait.tsx';
import { useLaptop } from '../laptop.tsx';
import { Section, Trouble } from '../parts.tsx';

export function Earlier({ count, again }: { count: number; again: () => Promise<void> }) {
  const { t } = useTranslation();
  const { ask } = useLaptop();
  const announce = useAnnounce();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const wait = useWait(0);
  const field = useRef<HTMLInputElement>(null);
  useEffect(
    () => () => {
      // The form goes, and the focus with it: the title is read again.
      if (document.activeElement === document.body) document.querySelector('h1')?.focus();
    },
    [],
  );
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || wait.seconds > 0 || passphrase === '') return;
    setBusy(true);
    setTrouble(null);
    const answer = await ask('inspector.recover', { passphrase });
    setBusy(false);
    setPassphrase('');
    if (answer.ok) {
      const { recovered } = answer.value;
      announce(
        recovered === 0 ? t('inspector.today.earlier.none') : t('inspector.today.earlier.opened', { count: recovered }),
      );
      return again();
    }
    const { error } = answer;
    field.current?.focus();
    if ('waitSeconds' in error) wait.begin(error.waitSeconds);
    if (error.type !== 'closed' && error.type !== 'wait') setTrouble(error.type);
  };
  return (
    <Section title={t('inspector.today.earlier', { count })}>
      <p>{t('inspector.today.earlier.more')}</p>
      <form className="laptop-form" onSubmit={(event) => void submit(event)} noValidate>
        <Passphrase
          label={t('inspector.today.earlier.label')}
          value={passphrase}
          change={setPassphrase}
          invalid={trouble === 'wrong'}
          ref={field}
        />
        {trouble === null ? null : <Trouble>{t(`inspector.trouble.${trouble}`)}</Trouble>}
        <Wait seconds={wait.seconds} total={wait.total} />
        <div className="row-buttons">
          <TryButton busy={busy} wait={wait}>
            {t('inspector.today.earlier.open')}
          </TryButton>
        </div>
      </form>
    </Section>
  );
}
