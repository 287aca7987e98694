/** What stands on a key: its letter, a drawing, or for Done the word. */
import type { ReactNode } from 'react';
import type { CommandName } from './board.ts';

const drawings: Partial<Record<CommandName | 'letters', ReactNode>> = {
  shift: <path d="M12 4 4.500 12H9v7.500h6V12h4.500z" />,
  delete: <path d="M8.500 5H21v14H8.500L2.500 12zM11.500 9l6 6M17.500 9l-6 6" />,
  enter: <path d="M20 5v8H5M9.500 8.500 5 13l4.500 4.500" />,
  left: <path d="M20 12H4.500M11 5.500 4.500 12l6.500 6.500" />,
  right: <path d="M4 12h15.500M13 5.500l6.500 6.500-6.500 6.500" />,
  space: <path d="M4 10v5.500h16V10" />,
  language: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M3 12h18M12 3c3.300 3 3.300 15 0 18M12 3c-3.300 3-3.300 15 0 18" />
    </>
  ),
  order: <path d="M3.500 11 7 3l3.500 8M4.800 8.300h4.400M4 14h6l-6 7h6M17 4v16M13.500 16.500 17 20l3.500-3.500" />,
  part: <path d="M4 12v.2M12 12v.2M20 12v.2" />,
  letters: <path d="M3.500 18.500 9 5l5.500 13.500M5.600 13.500h6.800M15 18.500l3.100-8 3.100 8M16.200 15.700h3.800" />,
  done: <path d="M4.500 12.500 10 18 20 6.500" />,
};

export function Drawing({ name, filled = false }: { name: CommandName | 'letters'; filled?: boolean }) {
  return (
    <svg className="icon" data-filled={filled || undefined} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {drawings[name]}
    </svg>
  );
}
