/** The keys of a board, each a real button in its place. One stop of Tab, and Done another. */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board, Cell } from './board.ts';
import { Drawing } from './Face.tsx';
import { faceOf, nameOfCharacter, nameOfCommand, spokenOf, type KeyboardNow, type Spoken } from './names.ts';

export interface KeysProps {
  readonly board: Board;
  readonly now: KeyboardNow;
  /** The key that Tab leads to. */
  readonly stop: string;
  /** Of the letters, where it is not the language of the face. */
  readonly lang: string | undefined;
  readonly spoken: Spoken;
  /** Whether Done is a word, or a sign where words have no room. */
  readonly words: boolean;
}

export function Keys({ board, now, stop, lang, spoken, words }: KeysProps) {
  const { t } = useTranslation();
  return (
    <div className="key-board" dir="ltr">
      {board.cells.map((cell) => {
        const { key } = cell;
        const place = { id: cell.id, row: cell.row, column: cell.column, span: cell.span };
        const tab = cell.id === stop || key.type === 'done';
        if (key.type === 'letter') {
          const { plain, shifted } = key.letter;
          const text = now.typing.shift === 'off' ? plain : (shifted ?? plain);
          const name = nameOfCharacter(text);
          return (
            <KeyButton
              key={cell.id}
              {...place}
              tab={tab}
              face={faceOf(text)}
              label={name === null ? spokenOf(spoken, text) : t(name)}
              lang={name === null ? lang : undefined}
            />
          );
        }
        const face = commandFace(cell, now, words, t('common.done'));
        const name = t(nameOfCommand(key.type, now));
        return (
          <KeyButton
            key={cell.id}
            {...place}
            tab={tab}
            command={key.type}
            face={face}
            // WCAG 2.2 SC 2.5.3: who speaks to a machine says what they see.
            label={face === null || face === name ? name : `${name}, ${face}`}
            pressed={pressedOf(key.type, now)}
          />
        );
      })}
    </div>
  );
}

/** Words on the key, or null where it has a drawing. */
function commandFace({ key, span }: Cell, now: KeyboardNow, words: boolean, done: string): string | null {
  if (key.type === 'done' && words && span > 1) return done;
  if (key.type === 'page' && now.typing.page === 'letters') return '123';
  if (key.type === 'shift') return now.shift;
  return null;
}

function pressedOf(type: Cell['key']['type'], now: KeyboardNow): boolean | undefined {
  if (type === 'shift') return now.typing.shift !== 'off';
  return type === 'order' ? now.byAlphabet : undefined;
}

interface KeyButtonProps {
  readonly id: string;
  readonly row: number;
  readonly column: number;
  readonly span: number;
  readonly tab: boolean;
  readonly face: string | null;
  readonly label: string | undefined;
  readonly lang?: string | undefined;
  readonly command?: Exclude<Cell['key']['type'], 'letter'>;
  readonly pressed?: boolean | undefined;
}

/** Drawn again only when something of this key has changed: a letter typed redraws none. */
const KeyButton = memo(function KeyButton(props: KeyButtonProps) {
  const { command, face } = props;
  return (
    <button
      type="button"
      className="key"
      data-key={props.id}
      data-command={command}
      tabIndex={props.tab ? 0 : -1}
      aria-label={props.label === face ? undefined : props.label}
      aria-pressed={props.pressed}
      lang={props.lang}
      style={{ gridRow: props.row + 1, gridColumn: `${props.column + 1} / span ${props.span}` }}
    >
      {face ?? (command === undefined ? null : <Drawing name={command === 'page' ? 'letters' : command} />)}
    </button>
  );
});
