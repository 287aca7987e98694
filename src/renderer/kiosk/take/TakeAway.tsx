/**
 * The rights, or one of them, to take along: on paper where there is a printer, and as QR codes that need
 * none. A code with the text needs no network either; a second one leads to the City's page.
 */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import { Qr } from '../../ui/Qr.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { useKiosk } from '../desk.tsx';
import { Hint } from '../Hint.tsx';
import { spokenAddress } from './Paper.tsx';
import { PrintScreen } from './PrintScreen.tsx';
import { inCodes, shortForm } from './short.ts';

type Part =
  | { readonly name: 'ways' }
  /** `at`: which of the codes. */
  | { readonly name: 'code'; readonly at: number }
  | { readonly name: 'address' }
  | { readonly name: 'print' };

export function TakeAway({ of }: { of: string | null }) {
  const { t } = useTranslation();
  const { face, step, words } = useKiosk();
  const [part, setPart] = useState<Part>({ name: 'ways' });
  const [noPrinter, setNoPrinter] = useState(false);
  const { rights } = face.catalogue;
  const leave = () => step({ type: 'go', place: of === null ? { name: 'rights' } : { name: 'right', id: of } });

  const ways = (
    <>
      <Way icon="rights" words="take.code" onPress={() => setPart({ name: 'code', at: 0 })} />
      {rights.address === undefined ? null : (
        <Way icon="globe" words="take.address" onPress={() => setPart({ name: 'address' })} />
      )}
    </>
  );
  const back = (onPress: () => void) => (
    <PressButton className="button" onPress={onPress}>
      {t('common.back')}
    </PressButton>
  );
  const toWays = () => setPart({ name: 'ways' });

  switch (part.name) {
    case 'ways':
      return (
        <Screen name="take away" kind="work" title={t('take.title')} lead={<About of={of} />} actions={back(leave)}>
          {face.settings.printing && !noPrinter ? (
            <Way icon="printer" words="take.print" onPress={() => setPart({ name: 'print' })} />
          ) : null}
          {ways}
        </Screen>
      );
    case 'print':
      return (
        <PrintScreen
          of={of}
          about={<About of={of} />}
          others={ways}
          onBack={toWays}
          onDone={leave}
          onNoPrinter={() => setNoPrinter(true)}
        />
      );
    case 'address':
      return (
        <Screen
          name="take away address"
          kind="read"
          title={t('take.hold')}
          lead={<p className="lead">{t('take.address.hint')}</p>}
          actions={back(toWays)}
        >
          <Qr text={rights.address ?? ''} label={t('take.address')} />
        </Screen>
      );
    case 'code': {
      const lines = shortForm(words.text, rights, of, {
        title: t('rights.title'),
        phone: t('take.phone'),
        page: rights.address === undefined ? null : t('take.page', { address: spokenAddress(rights.address) }),
      });
      const codes = inCodes(lines, words.text.language.tag);
      // Another language may need fewer.
      const at = Math.min(part.at, codes.length - 1);
      const number = t('take.number', { number: at + 1, total: codes.length });
      return (
        <Screen
          name={`take away code ${at}`}
          kind="read"
          title={t('take.hold')}
          above={codes.length > 1 ? <p className="lead">{number}</p> : undefined}
          lead={<p className="lead">{t('take.code.hint')}</p>}
          actions={
            <>
              {back(at === 0 ? toWays : () => setPart({ name: 'code', at: at - 1 }))}
              {at < codes.length - 1 ? (
                <PressButton className="button main" onPress={() => setPart({ name: 'code', at: at + 1 })}>
                  {t('take.nextCode')}
                </PressButton>
              ) : null}
            </>
          }
        >
          <Qr key={at} text={codes[at] ?? ''} label={t('take.code')} />
        </Screen>
      );
    }
  }
}

/** Of which of the rights it is. */
function About({ of }: { of: string | null }) {
  const { t } = useTranslation();
  const { words } = useKiosk();
  return <p className="lead">{of === null ? t('rights.title') : words.text.rights.rights[of]?.title}</p>;
}

function Way({ icon, words, onPress }: { icon: IconName; words: string; onPress: () => void }) {
  const { t } = useTranslation();
  return (
    <PressButton className="tile thing" data-block="item" data-grow onPress={onPress}>
      <Icon name={icon} />
      <span className="tile-words">
        <strong>{t(words)}</strong>
        <Hint>{t(`${words}.hint`)}</Hint>
      </span>
      <Icon name="onward" />
    </PressButton>
  );
}
