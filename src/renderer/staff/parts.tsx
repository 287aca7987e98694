/** Small parts that several staff screens are made of. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../ui/icons.tsx';
import { PressButton } from '../ui/PressButton.tsx';
import { Screen } from '../ui/Screen.tsx';
import { useStaff, type Held, type StaffPlace } from './staff.tsx';

/** One fact: its name, and what is so. */
export function Fact({ name, children, bad }: { name: string; children: ReactNode; bad?: boolean }) {
  return (
    <div className="fact" data-block="text">
      <p className="soft">{name}</p>
      <p className="fact-value" data-bad={bad || undefined}>
        {bad === true ? <Icon name="notice" /> : null}
        <span>{children}</span>
      </p>
    </div>
  );
}

/** What went wrong, said at once. */
export function Trouble({ children }: { children: ReactNode }) {
  return (
    <p className="error" data-block="text" role="alert">
      <Icon name="notice" />
      <span>{children}</span>
    </p>
  );
}

export function GoTile(props: { icon: IconName; title: string; more?: string | undefined; to: StaffPlace }) {
  const { go } = useStaff();
  return (
    <PressButton className="tile" data-block="item" data-grow onPress={() => go(props.to)}>
      <Icon name={props.icon} />
      <span className="tile-words">
        <strong>{props.title}</strong>
        {props.more === undefined ? null : <span className="soft">{props.more}</span>}
      </span>
      <Icon name="onward" />
    </PressButton>
  );
}

export function BackTo({ place }: { place: StaffPlace }) {
  const { t } = useTranslation();
  const { go } = useStaff();
  return (
    <PressButton className="button" onPress={() => go(place)}>
      {t('common.back')}
    </PressButton>
  );
}

/** A screen for what is not here yet, or does not come. */
export function NotHere({ held, again, back }: { held: Held<unknown>; again: () => void; back: StaffPlace | null }) {
  const { t } = useTranslation();
  if (held.phase === 'asking') {
    return (
      <Screen name="staff asking" kind="read" title={t('panel.asking')}>
        {null}
      </Screen>
    );
  }
  return (
    <Screen
      name="staff no answer"
      kind="read"
      title={t('panel.noAnswer')}
      actions={
        <>
          {back === null ? null : <BackTo place={back} />}
          <PressButton className="button main" onPress={again}>
            {t('open.again')}
          </PressButton>
        </>
      }
    >
      {null}
    </Screen>
  );
}
