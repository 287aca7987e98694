/**
 * The ten rights in one language or two side by side, right by right and line by line, each to be marked as
 * shown. Below them what the list is by law, and how far a translation can be trusted.
 */
import { useId, type ReactNode } from 'react';
import type { Catalogue } from '../../../shared/content/content.ts';
import { rightsUnits, warningsOf } from '../../../shared/content/status.ts';
import { langOf, unbroken } from '../../i18n/Text.tsx';
import type { Tongue } from '../../i18n/tongue.ts';
import { PressButton } from '../../ui/PressButton.tsx';
import { useLaptop } from '../laptop.tsx';
import { pairOf } from '../owner/pair.ts';
import { useTongue, useTongues } from '../owner/useTongues.ts';
import './beside.css';

export interface RightsBesideProps {
  /** Tags: the owner's, and a second one or none. */
  readonly languages: readonly [string, string | null];
  /** Ids of the rights that are marked as shown. */
  readonly shown: readonly string[];
  /** Told all that are marked now, in the order of the list. */
  readonly onShown: (shown: readonly string[]) => void;
  /** Tag of the language of whoever marks. */
  readonly reader: string;
}

export function RightsBeside({ languages, shown, onShown, reader }: RightsBesideProps) {
  const { face, english } = useLaptop();
  const tongues = useTongues(pairOf(languages));
  const own = useTongue(reader);
  const { rights } = face.catalogue;
  const order = rights.groups.flatMap((group) => group.rights);
  const marked = new Set(shown);
  if (tongues === null) return <p>{own.say('common.loading')}</p>;
  const texts = tongues.map(({ text }) => text);
  const mark = (id: string, on: boolean) => onShown(order.filter((each) => (each === id ? on : marked.has(each))));
  const sum = { done: order.filter((id) => marked.has(id)).length, total: order.length };
  return (
    <div className="beside">
      <div className="beside-count" {...langOf(own.text.language)}>
        <PressButton className="button" onPress={() => onShown(order)}>
          {own.say('owner.rights.all')}
        </PressButton>
        <p role="status">{own.say('owner.rights.count', sum)}</p>
      </div>
      {rights.groups.map((group) => (
        <section key={group.id} className="beside-group">
          <Line as="h2" tongues={tongues} words={({ text }) => text.rights.groups[group.id]} />
          {group.rights.map((id) => (
            <Right key={id} {...{ id, own, tongues }} marked={marked.has(id)} mark={(on) => mark(id, on)} />
          ))}
        </section>
      ))}
      <section className="beside-group">
        <Line as="h2" tongues={tongues} words={({ say }) => say('rights.disclaimer')} />
        <Lines tongues={tongues} words={({ text }) => text.rights.disclaimer} />
        <Lines
          tongues={tongues}
          words={({ text, say }) =>
            warningsOf(english.text, text, rightsUnits(rights, null), texts).map((each) => say(`unreviewed.${each}`))
          }
        />
      </section>
    </div>
  );
}

/** Named by its title for whoever marks it: in the column of their language, or above where they read neither. */
function Right(props: {
  id: keyof Catalogue['rights']['rights'];
  own: Tongue;
  tongues: readonly Tongue[];
  marked: boolean;
  mark: (on: boolean) => void;
}) {
  const { id, own, tongues, marked, mark } = props;
  const checkId = useId();
  const title = ({ text }: Tongue) => text.rights.rights[id]?.title;
  const check = (
    <h3 className="beside-mark" {...langOf(own.text.language)}>
      <input
        id={checkId}
        name={`right.${id}`}
        type="checkbox"
        checked={marked}
        onChange={(event) => mark(event.target.checked)}
      />
      <label htmlFor={checkId}>{title(own)}</label>
    </h3>
  );
  const isOwn = ({ text }: Tongue) => text.language.tag === own.text.language.tag;
  return (
    <article className="beside-right" data-marked={marked || undefined}>
      {tongues.some(isOwn) ? null : check}
      <Row tongues={tongues}>
        {tongues.map((tongue) => (isOwn(tongue) ? check : headed('h3', tongue, title(tongue))))}
      </Row>
      {(['means', 'act'] as const).map((part) => (
        <div key={part} className="beside-part">
          <Line as="h4" tongues={tongues} words={({ say }) => say(`rights.${part}`)} />
          <Lines tongues={tongues} words={({ text }) => text.rights.rights[id]?.[part] ?? []} />
        </div>
      ))}
    </article>
  );
}

const at = ({ text }: Tongue) => langOf(text.language);

/** One cell a language, in columns as long as there is room for them. */
function Row({ tongues, children }: { tongues: readonly Tongue[]; children: readonly ReactNode[] }) {
  return (
    <div className="beside-row">
      {tongues.map((tongue, index) => (
        <div key={tongue.text.language.tag}>{children[index]}</div>
      ))}
    </div>
  );
}

function headed(Block: 'h2' | 'h3' | 'h4' | 'p', tongue: Tongue, words: string | undefined): ReactNode {
  return words === undefined ? null : <Block {...at(tongue)}>{unbroken(words)}</Block>;
}

function Line(props: { as: 'h2' | 'h4'; tongues: readonly Tongue[]; words: (tongue: Tongue) => string | undefined }) {
  const { as, tongues, words } = props;
  return <Row tongues={tongues}>{tongues.map((tongue) => headed(as, tongue, words(tongue)))}</Row>;
}

/** Paragraphs in pairs, so that both languages stay at the same place. */
function Lines({ tongues, words }: { tongues: readonly Tongue[]; words: (tongue: Tongue) => readonly string[] }) {
  const most = Math.max(0, ...tongues.map((tongue) => words(tongue).length));
  return Array.from({ length: most }, (_, index) => (
    <Row key={index} tongues={tongues}>
      {tongues.map((tongue) => headed('p', tongue, words(tongue)[index]))}
    </Row>
  ));
}
