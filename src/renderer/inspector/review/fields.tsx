/** Fields of a review: the browser's own controls, each with its label, what it is for, and what is wrong with it in words. */
import { useId, type ReactNode } from 'react';
import { Icon } from '../../ui/icons.tsx';

export interface Option<V extends string> {
  readonly value: V;
  readonly words: string;
  /** A second line. */
  readonly more?: string;
}

/** WCAG 2.2 SC 3.3.1: an error stands beside its field, in words. */
export function Fault({ id, children }: { id?: string; children: string }) {
  return (
    <p id={id} className="error">
      <Icon name="notice" />
      <span>{children}</span>
    </p>
  );
}

const ids = (...parts: (string | false)[]) => parts.filter((part) => part !== false).join(' ') || undefined;

export function Radios<V extends string>(props: {
  name: string;
  legend: string;
  options: readonly Option<V>[];
  value: V | null;
  choose: (value: V) => void;
  fault: string | null;
  hint?: string;
  /** Short words: side by side, as many as there is room for. */
  dense?: boolean;
}) {
  const id = useId();
  const { fault, hint } = props;
  return (
    <fieldset
      className="review-choice"
      aria-describedby={ids(hint !== undefined && `${id}-hint`, fault !== null && `${id}-fault`)}
    >
      <legend>{props.legend}</legend>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="soft">
          {hint}
        </p>
      )}
      {fault === null ? null : <Fault id={`${id}-fault`}>{fault}</Fault>}
      <div className="review-options" data-dense={props.dense === true || undefined}>
        {props.options.map(({ value, words, more }) => (
          <label key={value} className="review-option">
            <input
              type="radio"
              name={props.name}
              value={value}
              checked={props.value === value}
              onChange={() => props.choose(value)}
              aria-describedby={more === undefined ? undefined : `${id}-${value}`}
            />
            <span>
              {words}
              {more === undefined ? null : (
                // What explains an option is no part of its name.
                <span id={`${id}-${value}`} className="soft" aria-hidden>
                  {more}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Check(props: { name: string; label: string; checked: boolean; check: (on: boolean) => void }) {
  return (
    <label className="review-option">
      <input
        type="checkbox"
        name={props.name}
        checked={props.checked}
        onChange={(event) => props.check(event.target.checked)}
      />
      <span>{props.label}</span>
    </label>
  );
}

interface Framed {
  readonly name: string;
  readonly label: string;
  readonly fault?: string | null;
  readonly hint?: string;
}

function useFrame({ fault = null, hint }: Framed) {
  const id = useId();
  const describedBy = ids(hint !== undefined && `${id}-hint`, fault !== null && `${id}-fault`);
  const control = { id, 'aria-invalid': fault !== null || undefined, 'aria-describedby': describedBy };
  return { id, control };
}

function Frame({ id, of, children }: { id: string; of: Framed; children: ReactNode }) {
  const { fault = null, hint, label } = of;
  return (
    <div className="field" data-invalid={fault !== null || undefined}>
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="soft">
          {hint}
        </p>
      )}
      {children}
      {fault === null ? null : <Fault id={`${id}-fault`}>{fault}</Fault>}
    </div>
  );
}

/** What is written of a business or a person stays here: no browser keeps or corrects it. */
const QUIET = { autoComplete: 'off', autoCorrect: 'off', spellCheck: false } as const;

export function Line(
  props: Framed & {
    value: string;
    write: (value: string) => void;
    maxLength: number;
    type?: 'text' | 'search';
    inputMode?: 'numeric';
    left?: () => void;
  },
) {
  const { id, control } = useFrame(props);
  return (
    <Frame id={id} of={props}>
      <input
        {...control}
        {...QUIET}
        name={props.name}
        type={props.type ?? 'text'}
        inputMode={props.inputMode}
        dir="auto"
        maxLength={props.maxLength}
        value={props.value}
        onChange={(event) => props.write(event.target.value)}
        onBlur={props.left}
      />
    </Frame>
  );
}

/** Whole numbers from 0 to `most`; what is none is not taken. */
export function Count(props: Framed & { value: number | null; write: (value: number | null) => void; most: number }) {
  const { id, control } = useFrame(props);
  return (
    <Frame id={id} of={props}>
      <input
        {...control}
        {...QUIET}
        className="review-count"
        name={props.name}
        type="number"
        min={0}
        max={props.most}
        step={1}
        value={props.value ?? ''}
        onChange={({ target }) => {
          const value = target.value === '' ? null : Math.round(target.valueAsNumber);
          if (value === null || (value >= 0 && value <= props.most)) props.write(value);
        }}
      />
    </Frame>
  );
}

export interface Entry {
  readonly value: string;
  readonly words: string;
  readonly lang?: string;
}

export function Select(
  props: Framed & {
    /** Null: nothing is chosen; said by `none`, which is left out where something must be. */
    value: string | null;
    choose: (value: string | null) => void;
    none?: string;
    groups: readonly { readonly label: string | null; readonly entries: readonly Entry[] }[];
  },
) {
  const { id, control } = useFrame(props);
  const entries = (group: readonly Entry[]) =>
    group.map(({ value, words, lang }) => (
      <option key={value} value={value} lang={lang}>
        {words}
      </option>
    ));
  return (
    <Frame id={id} of={props}>
      <select
        {...control}
        name={props.name}
        value={props.value ?? ''}
        onChange={({ target }) => props.choose(target.value === '' ? null : target.value)}
      >
        {props.none === undefined ? null : <option value="">{props.none}</option>}
        {props.groups.map(({ label, entries: group }) =>
          label === null ? (
            entries(group)
          ) : (
            <optgroup key={label} label={label}>
              {entries(group)}
            </optgroup>
          ),
        )}
      </select>
    </Frame>
  );
}
