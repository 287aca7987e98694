/** For whoever handed the laptop over: it comes back by their passphrase. In their language, at the end of every page. */
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignInError } from '../../../shared/inspector.ts';
import { useLaptop } from '../laptop.tsx';
import { Passphrase } from '../door/Passphrase.tsx';
import { TryButton } from '../door/TryButton.tsx';
import { useWait, Wait } from '../door/wait.tsx';
import { Trouble } from '../parts.tsx';
import type { Settle } from './OwnerFace.tsx';

/** Key of what is said; null where the wait says it, or the door does. */
function faultOf(type: SignInError['type'] | 'closed' | 'no-answer'): string | null {
  if (type === 'wait' || type === 'closed') return null;
  return type === 'wrong' ? 'inspector.owner.wrong' : `inspector.door.error.${type}`;
}

export function TakeBack({ settle }: { settle: Settle }) {
  const { t } = useTranslation();
  const { ask, refresh, standing } = useLaptop();
  const [open, setOpen] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const wait = useWait(standing.at === 'owner' ? standing.waitSeconds : 0);
  const field = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (open) field.current?.focus();
    else if (moved.current) opener.current?.focus();
    moved.current = open;
  }, [open]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || wait.seconds > 0) return;
    if (passphrase === '') return setFault('inspector.owner.missing');
    setBusy(true);
    setFault(null);
    await settle();
    const reply = await ask('owner.takeBack', { passphrase });
    setBusy(false);
    setPassphrase('');
    if (reply.ok) return await refresh();
    field.current?.focus();
    if ('waitSeconds' in reply.error) wait.begin(reply.error.waitSeconds);
    return setFault(faultOf(reply.error.type));
  };
  const close = () => {
    setOpen(false);
    setPassphrase('');
    setFault(null);
  };
  return (
    <footer className="owner-back" lang="en" dir="ltr">
      {open ? (
        <form className="owner-back-form" onSubmit={(event) => void submit(event)} noValidate>
          <Passphrase
            label={t('inspector.owner.passphrase')}
            value={passphrase}
            change={setPassphrase}
            ownersTurn
            ref={field}
          />
          {fault === null ? null : <Trouble>{t(fault)}</Trouble>}
          <Wait seconds={wait.seconds} total={wait.total} />
          <div className="row-buttons">
            <TryButton main busy={busy} wait={wait}>
              {t(busy ? 'inspector.door.checking' : 'inspector.owner.take')}
            </TryButton>
            <button type="button" className="button" onClick={close}>
              {t('inspector.owner.cancel')}
            </button>
          </div>
        </form>
      ) : (
        <button type="button" className="button" ref={opener} onClick={() => setOpen(true)}>
          {t('inspector.owner.back')}
        </button>
      )}
    </footer>
  );
}
