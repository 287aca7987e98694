/** The app's one button: React Aria's press handling, which acts on release over the same control only. */
import type { ReactNode, Ref } from 'react';
import { Button } from 'react-aria-components/Button';

export interface PressButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly className?: string;
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
  readonly isDisabled?: boolean;
  /** Reached by touch alone. */
  readonly excludeFromTabOrder?: boolean;
  readonly 'aria-label'?: string;
  readonly 'aria-pressed'?: boolean;
  readonly 'aria-expanded'?: boolean;
  readonly 'data-block'?: 'item' | 'text' | 'head' | undefined;
  readonly 'data-counted'?: boolean | undefined;
  readonly 'data-grow'?: boolean | undefined;
  readonly 'data-away'?: boolean | undefined;
  readonly 'data-current'?: boolean | undefined;
  /** Held with select it leads staff to their door. */
  readonly 'data-start-over'?: boolean | undefined;
  /** What it says is said aloud over headphones only. */
  readonly 'data-private'?: boolean | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function PressButton(props: PressButtonProps) {
  return <Button {...props} />;
}
