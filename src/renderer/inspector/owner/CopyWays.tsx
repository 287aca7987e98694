/**
 * A copy of the rights for the owner: on paper where this laptop prints, and as QR codes that need neither a
 * printer nor, for the text, a network. In both languages where two are read.
 */
import { useState } from 'react';
import type { PrintOutcome } from '../../../shared/bridge.ts';
import { langOf } from '../../i18n/Text.tsx';
import type { Tongue } from '../../i18n/tongue.ts';
import { Paper, spokenAddress } from '../../kiosk/take/Paper.tsx';
import { inCodes, shortForm } from '../../kiosk/take/short.ts';
import { PressButton } from '../../ui/PressButton.tsx';
import { usePrint } from '../../ui/print.tsx';
import { Qr } from '../../ui/Qr.tsx';
import { useLaptop } from '../laptop.tsx';
import './copy.css';
import { pairOf } from './pair.ts';
import { useTongue, useTongues } from './useTongues.ts';

export interface CopyWaysProps {
  /** Tags: the owner's, and a second one or none. */
  readonly languages: readonly [string, string | null];
  /** Tag of the language of whoever chooses here. */
  readonly reader: string;
}

/** What is shown below the buttons: a code of the text in one of the languages, or the City's page. */
type Shown = { readonly name: 'text'; readonly tag: string; readonly at: number } | { readonly name: 'address' };

export function CopyWays({ languages, reader }: CopyWaysProps) {
  const { bridge, face, english } = useLaptop();
  const tongues = useTongues(pairOf(languages)) ?? [];
  const own = useTongue(reader);
  const { late, busy, print, view } = usePrint(bridge);
  const [outcome, setOutcome] = useState<PrintOutcome | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const { rights } = face.catalogue;
  const [first, second] = tongues;

  const start = () => {
    if (first === undefined || busy) return;
    setOutcome(null);
    print({
      paper: (
        <Paper
          rights={rights}
          of={null}
          own={first}
          second={second ?? null}
          english={english.text}
          contentVersion={face.contentVersion}
          at={new Date()}
        />
      ),
      languages: tongues.map(({ text }) => text.language),
      done: setOutcome,
    });
  };
  return (
    <div className="copy-ways" {...langOf(own.text.language)}>
      <div className="copy-buttons">
        {face.settings.printing ? (
          <PressButton className="button" onPress={start}>
            {own.say(outcome === 'failed' ? 'failed.again' : 'take.print')}
          </PressButton>
        ) : null}
        {tongues.map(({ text }) => (
          <PressButton
            key={text.language.tag}
            className="button"
            aria-expanded={shown?.name === 'text' && shown.tag === text.language.tag}
            onPress={() => setShown({ name: 'text', tag: text.language.tag, at: 0 })}
          >
            {own.say('take.code')}
            {tongues.length > 1 ? <bdi {...langOf(text.language)}> ({text.language.name})</bdi> : null}
          </PressButton>
        ))}
        {rights.address === undefined ? null : (
          <PressButton
            className="button"
            aria-expanded={shown?.name === 'address'}
            onPress={() => setShown({ name: 'address' })}
          >
            {own.say('take.address')}
          </PressButton>
        )}
      </div>
      <div role="status">
        {printingSaid(busy, late, outcome).map((key) => (
          <p key={key}>{own.say(key)}</p>
        ))}
      </div>
      {shown === null ? null : <Code shown={shown} own={own} tongues={tongues} turn={setShown} />}
      {view}
    </div>
  );
}

/** Whether paper came out, only a person can see. */
function printingSaid(busy: boolean, late: boolean, outcome: PrintOutcome | null): readonly string[] {
  if (busy) return [late ? 'take.late' : 'take.printing'];
  switch (outcome) {
    case null:
      return [];
    case 'printed':
      return ['take.sent', 'take.sent.lead'];
    case 'failed':
    case 'no-printer':
      return [`take.${outcome}`, 'take.useCode'];
  }
}

function Code(props: { shown: Shown; own: Tongue; tongues: readonly Tongue[]; turn: (shown: Shown) => void }) {
  const { shown, own, tongues, turn } = props;
  const { rights } = useLaptop().face.catalogue;
  if (shown.name === 'address') {
    return (
      <div className="copy-code">
        <p>{own.say('take.hold')}</p>
        <p className="soft">{own.say('take.address.hint')}</p>
        <Qr text={rights.address ?? ''} label={own.say('take.address')} />
      </div>
    );
  }
  const tongue = tongues.find(({ text }) => text.language.tag === shown.tag);
  if (tongue === undefined) return null;
  const lines = shortForm(tongue.text, rights, null, {
    title: tongue.say('rights.title'),
    phone: tongue.say('take.phone'),
    page: rights.address === undefined ? null : tongue.say('take.page', { address: spokenAddress(rights.address) }),
  });
  const codes = inCodes(lines, shown.tag);
  const at = Math.min(shown.at, codes.length - 1);
  // In a ring: a button that is disabled at the end would lose the focus.
  const to = (next: number, key: string) => (
    <PressButton className="button" onPress={() => turn({ ...shown, at: (next + codes.length) % codes.length })}>
      {own.say(key)}
    </PressButton>
  );
  return (
    <div className="copy-code">
      <p>{own.say('take.hold')}</p>
      <p className="soft">{own.say('take.code.hint')}</p>
      <Qr key={at} text={codes[at] ?? ''} label={own.say('take.code')} />
      {codes.length < 2 ? null : (
        <div className="copy-buttons">
          {to(at - 1, 'common.back')}
          <p role="status">{own.say('take.number', { number: at + 1, total: codes.length })}</p>
          {to(at + 1, 'take.nextCode')}
        </div>
      )}
    </div>
  );
}
