/** How far one is: in words, with marks beside them that only repeat it. */
import type { ReactNode } from 'react';

export function Progress({ at, of, children }: { at: number; of: number; children: ReactNode }) {
  return (
    <div className="progress">
      <p className="lead">{children}</p>
      <span className="marks" aria-hidden="true">
        {Array.from({ length: of }, (_, index) => (
          <span key={index} data-done={index < at || undefined} />
        ))}
      </span>
    </div>
  );
}
