/** The door: a name, a passphrase. What lies behind it is not in the document. */
import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InspectorStanding, SignInError } from '../../../shared/inspector.ts';
import { PracticeBand } from '../../kiosk/PracticeBand.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Delivery } from '../Header.tsx';
import { useLaptop } from '../laptop.tsx';
import { Note, Page, Trouble } from '../parts.tsx';
import { Passphrase } from './Passphrase.tsx';
import { OTHER, pickedOf } from './picked.ts';
import { TryButton } from './TryButton.tsx';
import { useWait, Wait } from './wait.tsx';

type Door = InspectorStanding & { at: 'door' };

export function SignIn({ standing }: { standing: Door }) {
  const { t } = useTranslation();
  const { delivery, face } = useLaptop();
  return (
    <div className="laptop" lang="en" dir="ltr">
      <header>
        {face.practice ? <PracticeBand /> : null}
        <div className="laptop-head">
          <p>
            <strong>Fairdesk</strong>
          </p>
          <div className="laptop-facts">
            <Delivery delivery={delivery} />
          </div>
        </div>
      </header>
      <Page title={t('inspector.door.title')} focusElsewhere={standing.accounts > 0}>
        <Why standing={standing} />
        {standing.accounts === 0 ? <Note>{t('inspector.door.noAccounts')}</Note> : <Form standing={standing} />}
      </Page>
    </div>
  );
}

/** Who was at work, and why the laptop is locked. */
function Why({ standing: { locked, why } }: { standing: Door }) {
  const { t } = useTranslation();
  const { face } = useLaptop();
  const minutes = Math.round(face.settings.lockAfterSeconds / 60);
  if (why === 'never') return null;
  const title =
    locked === null
      ? t('inspector.locked')
      : t(locked.draft ? 'inspector.locked.open' : 'inspector.locked.from', { person: locked.person });
  return (
    <Note title={title}>
      {why === 'idle' ? t('inspector.locked.idle', { count: minutes }) : t(`inspector.locked.${why}`)}
    </Note>
  );
}

function Form({ standing }: { standing: Door }) {
  const { t } = useTranslation();
  const { bridge, face, refresh } = useLaptop();
  const ids = useId();
  const { known, locked } = standing;
  const first = locked ?? (known.length === 1 ? known[0] : undefined);
  const [pressed, setPicked] = useState<string | null>(first?.account ?? null);
  const picked = pickedOf(known, pressed);
  const [typed, setTyped] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [practice, setPractice] = useState(face.practice);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<SignInError['type'] | 'no-answer' | 'missing' | null>(null);
  const wait = useWait(standing.waitSeconds);
  const field = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const account = picked === OTHER ? typed.trim().toLowerCase() : picked;

  // Whoever comes here comes to sign in: at once where they left off.
  useEffect(() => {
    const target = first === undefined ? form.current?.querySelector('input') : field.current;
    target?.focus();
    // oxlint-disable-next-line react/exhaustive-deps -- Once, when the door is shown.
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || wait.seconds > 0) return;
    if (account === null || account === '' || passphrase === '') {
      setError('missing');
      return;
    }
    setBusy(true);
    setError(null);
    const reply = await bridge.call('inspector.signIn', { account, passphrase, practice });
    setBusy(false);
    if (reply.ok && reply.value.ok) return refresh();
    setPassphrase('');
    field.current?.focus();
    if (!reply.ok) return setError(reply.error.type === 'bad-argument' ? 'wrong' : 'no-answer');
    if (reply.value.ok) return;
    const why = reply.value.error;
    if ('waitSeconds' in why) wait.begin(why.waitSeconds);
    if (why.type === 'owner-turn') void refresh();
    setError(why.type);
  };

  return (
    <form ref={form} className="laptop-form" onSubmit={(event) => void submit(event)} noValidate>
      {known.length === 0 ? null : (
        <fieldset className="laptop-choices">
          <legend>{t('inspector.door.who')}</legend>
          {known.map((each) => (
            <Choice key={each.account} name={ids} chosen={picked === each.account} pick={() => setPicked(each.account)}>
              {each.person} {each.person === each.account ? null : <span className="soft">{each.account}</span>}
            </Choice>
          ))}
          <Choice name={ids} chosen={picked === OTHER} pick={() => setPicked(OTHER)}>
            {t('inspector.door.other')}
          </Choice>
        </fieldset>
      )}
      {/* Hidden where a name was picked from the list: there it is a password manager's, which looks for one. */}
      <div className={picked === OTHER ? 'field' : 'unseen'} aria-hidden={picked !== OTHER || undefined}>
        <label htmlFor={`${ids}-account`}>{t('inspector.door.account')}</label>
        <input
          id={`${ids}-account`}
          name="username"
          value={picked === OTHER ? typed : (picked ?? '')}
          onChange={(event) => setTyped(event.target.value)}
          readOnly={picked !== OTHER}
          tabIndex={picked === OTHER ? undefined : -1}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
        />
      </div>
      <Passphrase
        label={t('inspector.door.passphrase')}
        value={passphrase}
        change={setPassphrase}
        invalid={error === 'wrong'}
        ref={field}
      />
      <label className="laptop-check">
        <input type="checkbox" checked={practice} onChange={(event) => setPractice(event.target.checked)} />
        <span>
          {t('inspector.door.practice')} <span className="soft">{t('inspector.door.practice.more')}</span>
        </span>
      </label>
      {error === null || error === 'wait' ? null : <Trouble>{t(`inspector.door.error.${error}`)}</Trouble>}
      <Wait seconds={wait.seconds} total={wait.total} />
      <div className="row-buttons">
        <TryButton main busy={busy} wait={wait}>
          {t(busy ? 'inspector.door.checking' : 'inspector.door.enter')}
        </TryButton>
      </div>
    </form>
  );
}

function Choice(props: { name: string; chosen: boolean; pick: () => void; children: ReactNode }) {
  return (
    <label className="laptop-pick" data-selected={props.chosen || undefined}>
      <input type="radio" name={`${props.name}-who`} checked={props.chosen} onChange={props.pick} />
      <span>{props.children}</span>
      {props.chosen ? <Icon name="tick" /> : null}
    </label>
  );
}
