/**
 * One of several, or several of many: large rows with a sign and words. Chosen is filled, bold,
 * ticked and announced, never colour alone. The rows are blocks of the pager they stand in.
 */
import { useId, type ReactNode } from 'react';
import { Checkbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { Icon, isIconName } from './icons.tsx';

export interface Choice {
  readonly id: string;
  readonly words: string;
  /** A second line. */
  readonly more?: string | undefined;
  readonly icon?: string | undefined;
  /** Attributes of the words where they are in another language. */
  readonly lang?: string | undefined;
}

export interface ChoicesProps {
  readonly kind: 'one' | 'many';
  readonly options: readonly Choice[];
  readonly chosen: readonly string[];
  /** Told each touched option; what that makes of the choice is the caller's rule. */
  readonly choose: (id: string) => void;
  /** A visible heading above the rows, or the name they are announced by. */
  readonly title: string;
  readonly titleUnseen?: boolean;
}

export function Choices(props: ChoicesProps) {
  const titleId = useId();
  const heading = (
    <h2
      id={titleId}
      className={props.titleUnseen === true ? 'unseen' : undefined}
      data-block={props.titleUnseen === true ? undefined : 'head'}
    >
      {props.title}
    </h2>
  );
  if (props.kind === 'one') {
    return (
      <RadioGroup
        className="choices"
        aria-labelledby={titleId}
        value={props.chosen[0] ?? null}
        onChange={(id) => props.choose(id)}
      >
        {heading}
        {props.options.map((option) => (
          <Radio key={option.id} value={option.id} className="tile choice" data-block="item" data-counted data-grow>
            <Row option={option} />
          </Radio>
        ))}
      </RadioGroup>
    );
  }
  return (
    <CheckboxGroup
      className="choices"
      aria-labelledby={titleId}
      value={[...props.chosen]}
      onChange={(ids) => {
        const touched = difference(props.chosen, ids);
        if (touched !== undefined) props.choose(touched);
      }}
    >
      {heading}
      {props.options.map((option) => (
        <Checkbox key={option.id} value={option.id} className="tile choice" data-block="item" data-counted data-grow>
          <Row option={option} />
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}

function Row({ option }: { option: Choice }): ReactNode {
  return (
    <>
      {isIconName(option.icon) ? <Icon name={option.icon} /> : null}
      <span className="tile-words">
        {/* Both weights lie in one cell, so that choosing never moves or breaks a line. */}
        <span className="choice-words" dir={option.lang === undefined ? undefined : 'auto'} data-words={option.words}>
          <span lang={option.lang}>{option.words}</span>
        </span>
        {option.more === undefined ? null : <span className="soft">{option.more}</span>}
      </span>
      <Icon name="tick" />
    </>
  );
}

/** The one id by which two lists differ. */
function difference(before: readonly string[], after: readonly string[]): string | undefined {
  return after.find((id) => !before.includes(id)) ?? before.find((id) => !after.includes(id));
}
