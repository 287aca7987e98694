/**
 * A code for a visitor's own phone: black on white with its quiet zone in every contrast mode, for
 * cameras read no other. What it is for stands beside it in words, and an address is written out for
 * whoever has no camera. A block of the pager it stands in. While it is shown, nobody is silent.
 */
import { useId, useMemo } from 'react';
import './qr.css';
import { qrDrawing } from './qr.ts';
import { useNotSilent } from './silence.tsx';

/** A module of 1 mm is read at arm's length; in a code of more than 125 modules it is less, and the phone is held closer. */
const [LEAST_MM, MOST_MM] = [60, 125];

export interface QrProps {
  /** What the code carries; an address (`https://…`) is shown in words too. */
  readonly text: string;
  /** What the code is for, in the visitor's language. */
  readonly label: string;
}

export function Qr({ text, label }: QrProps) {
  const id = useId();
  const { size, path } = useMemo(() => qrDrawing(text), [text]);
  useNotSilent(true);
  const address = /^https?:\/\/(?:www\.)?(.+)$/.exec(text)?.[1];
  return (
    <figure className="qr" data-block="text">
      <svg
        className="qr-code"
        role="img"
        aria-labelledby={id}
        viewBox={`0 0 ${size} ${size}`}
        style={{ inlineSize: `calc(${Math.min(Math.max(size, LEAST_MM), MOST_MM)} * var(--u))` }}
      >
        <rect className="qr-light" width={size} height={size} />
        <path className="qr-dark" d={path} />
      </svg>
      <figcaption>
        <span id={id}>{label}</span>
        {address === undefined ? null : (
          <bdi className="qr-address" lang="en" dir="ltr">
            {address}
          </bdi>
        )}
      </figcaption>
    </figure>
  );
}
