/** Line drawings, 24 by 24, in the colour of the words they stand beside. Never alone, never announced. */
import type { ReactNode } from 'react';

const face = (mouth: string): ReactNode => (
  <>
    <circle cx="12" cy="12" r="9.5" />
    <path d={mouth} />
    <path d="M8.600 8.800v1.200M15.400 8.800v1.200" />
  </>
);

const drawings = {
  globe: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M3 12h18M12 3c3.300 3 3.300 15 0 18M12 3c-3.300 3-3.300 15 0 18" />
    </>
  ),
  sound: <path d="M3.500 9.500v5H7l5 4V5.500l-5 4zM15.500 9a4.200 4.200 0 0 1 0 6M18 6.500a7.800 7.800 0 0 1 0 11" />,
  letters: <path d="M3.500 18.500 9 5l5.500 13.500M5.600 13.500h6.800M15 18.500l3.100-8 3.100 8M16.200 15.700h3.800" />,
  help: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.400 9.600a2.600 2.600 0 1 1 3.700 2.400c-.8.4-1.100 1-1.100 1.800M12 16.900v.2" />
    </>
  ),
  restart: <path d="M4 4.500v5.500h5.500M4.600 10a8 8 0 1 1-.4 4.500" />,
  rights: (
    <>
      <path d="M6 3.500h9l3.500 3.500v13.500H6z" />
      <path d="M14.500 3.500V7.500h4M9 12l1.300 1.300 2.400-2.500M9 17l1.300 1.300 2.400-2.500M15 12.500h.5M15 17.500h.5" />
    </>
  ),
  speech: <path d="M4 5h16v11h-8.500L7 20v-4H4zM8 9h8M8 12.300h5" />,
  interpreter: (
    <path d="M3.500 4.500h10v7H9l-3 2.500v-2.500H3.500zM16 9.500h4.500v7H18V19l-3-2.500h-4.500v-2.500M6.500 7h4M6.500 9h2.500" />
  ),
  contest: <path d="M12 4v16M7.500 20h9M5 7h14M5 7l-2.500 6h5zM19 7l-2.500 6h5z" />,
  news: <path d="M4 5h13v14H6a2 2 0 0 1-2-2zM17 9h3v8a2 2 0 0 1-3 1.700M7 8.500h7M7 12h7M7 15.500h4" />,
  search: <path d="M10.500 4a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13zM15.300 15.300 20.500 20.500" />,
  printer: <path d="M7 8V3.500h10V8M7 17H4V8h16v9h-3M7 14h10v6.500H7zM16.500 11h.5" />,
  hands: <path d="M8 20v-3.500L4.500 12V7.500M8 12V4.500M11 11V3.500M14 11.500V5M17 13V7.500v6c0 3-1 4.500-2.500 6.500" />,
  calendar: <path d="M4 6h16v14H4zM4 10.500h16M8 3.500V8M16 3.500V8M8 14h2M14 14h2M8 17h2" />,
  thanks: <path d="M12 20 4.600 12.700a4.600 4.600 0 0 1 6.500-6.500l.9.900.9-.9a4.600 4.600 0 0 1 6.500 6.500z" />,
  tick: <path d="M4.500 12.500 10 18 20 6.500" />,
  onward: <path d="m9 5 7 7-7 7" />,
  notice: (
    <>
      <path d="M12 3.800 21.300 20H2.700z" />
      <path d="M12 9.800v4.700M12 17.100v.2" />
    </>
  ),
  person: (
    <>
      <circle cx="12" cy="7.800" r="3.800" />
      <path d="M4.500 20.500c.5-5 3.500-7.300 7.500-7.300s7 2.300 7.500 7.300" />
    </>
  ),
  team: (
    <>
      <circle cx="8.500" cy="8.500" r="3.200" />
      <path d="M2.500 20c.3-4.300 2.700-6.400 6-6.400s5.700 2.100 6 6.400M15 5.600a3.200 3.200 0 0 1 0 5.800M17.300 14.200c2.500.6 4 2.600 4.200 5.800" />
    </>
  ),
  project: <path d="M4 4.500h7v7H4zM13.500 4.500h6.500v4h-6.500zM13.500 11.500h6.500v8h-6.500zM4 14.500h7v5H4z" />,
  'face-1': face('M7.800 17c1.300-3.600 7.100-3.600 8.400 0'),
  'face-2': face('M8.400 16.200c1.500-1.800 5.700-1.800 7.200 0'),
  'face-3': face('M8.300 15.300h7.400'),
  'face-4': face('M8.200 14.300c1.600 2.200 6 2.200 7.600 0'),
  'face-5': face('M7.300 13.300c1 5 8.400 5 9.400 0z'),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** Whether content names a drawing that is here; words stand alone where it does not. */
export function isIconName(name: string | undefined): name is IconName {
  return name !== undefined && Object.hasOwn(drawings, name);
}

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="icon"
      data-points={name === 'onward' || undefined}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[name]}
    </svg>
  );
}
