/** Enrolling with the one-time code of the central endpoint: typed on the glass, or scanned. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CROCKFORD, grouped, readCrockford } from '../../../shared/crockford.ts';
import { WriteField } from '../../ui/WriteField.tsx';
import { Pad } from '../Pad.tsx';
import { CODE_ROWS, type } from '../pad.ts';
import { useStaff } from '../staff.tsx';
import { Onward, StepScreen, useStep } from './frame.tsx';
import { NOTHING_READ, readKey } from './scanner.ts';

/** The longest address the bridge takes. */
const ADDRESS_MAX = 300;
const CODE_RULE = { characters: CROCKFORD, most: 24 };

export function Enrollment() {
  const { t } = useTranslation();
  const { ask } = useStaff();
  const { setup, setTrouble, goOn } = useStep();
  const isDone = setup.steps.some(({ step, state }) => step === 'enrollment' && state === 'done');
  const [part, setPart] = useState<'is' | 'address' | 'code'>(isDone ? 'is' : 'address');
  const [address, setAddress] = useState(setup.central ?? 'https://');
  const [code, setCode] = useState('');
  const [trying, setTrying] = useState(false);

  async function enroll(typed: string) {
    if (trying) return;
    if (typed === '') return setTrouble(t('setup.enrollment.noCode'));
    setTrying(true);
    setTrouble(null);
    const answer = await ask('setup.enroll', { central: address.trim(), code: typed });
    setTrying(false);
    if (answer.ok) return await goOn();
    return setTrouble(
      answer.error.type === 'refused'
        ? t('setup.enrollment.refused', { detail: answer.error.detail })
        : t('panel.noAnswer'),
    );
  }

  useScanner(part === 'code', (scanned) => {
    const read = readCrockford(scanned);
    if (read === null) return setTrouble(t('setup.enrollment.notACode'));
    setCode(read);
    void enroll(read);
  });

  switch (part) {
    case 'is':
      return (
        <StepScreen
          part="is"
          kind="read"
          title={t('setup.enrollment.is')}
          lead={<p className="lead">{setup.central}</p>}
          action={<Onward onPress={() => setPart('address')}>{t('setup.enrollment.again')}</Onward>}
        />
      );
    case 'address':
      return (
        <StepScreen
          part="address"
          title={t('setup.enrollment.address')}
          lead={<p className="lead">{t('setup.enrollment.address.lead')}</p>}
          action={
            <Onward
              onPress={() => {
                const fine = URL.canParse(address.trim());
                setTrouble(fine ? null : t('setup.enrollment.noAddress'));
                if (fine) setPart('code');
              }}
            >
              {t('common.next')}
            </Onward>
          }
        >
          <WriteField
            label={t('setup.enrollment.address.label')}
            lines="one"
            value={address}
            maxLength={ADDRESS_MAX}
            onChange={setAddress}
          />
        </StepScreen>
      );
    case 'code':
      return (
        <StepScreen
          part="code"
          title={t('setup.enrollment.code')}
          lead={
            <>
              <p className="lead">{t('setup.enrollment.code.lead')}</p>
              <p className="typed" data-empty={code === '' || undefined}>
                {code === '' ? t('setup.enrollment.code.empty') : grouped(code)}
              </p>
              {trying ? <p role="status">{t('setup.enrollment.trying')}</p> : null}
            </>
          }
          back={() => setPart('address')}
          action={<Onward onPress={() => void enroll(code)}>{t('setup.enrollment.enroll')}</Onward>}
        >
          <Pad
            rows={CODE_ROWS}
            onKey={(key) => {
              setCode(type(code, key, CODE_RULE));
              setTrouble(null);
            }}
          />
        </StepScreen>
      );
  }
}

/** Hears a scanner that types, wherever the focus is; the Enter it ends with presses nothing. */
function useScanner(active: boolean, onScan: (text: string) => void): void {
  const told = useRef(onScan);
  useEffect(() => {
    told.current = onScan;
  });
  useEffect(() => {
    if (!active) return undefined;
    let run = NOTHING_READ;
    const listen = (event: KeyboardEvent) => {
      const read = readKey(run, event.key, event.timeStamp);
      run = read.run;
      if (read.scanned === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      told.current(read.scanned);
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [active]);
}
