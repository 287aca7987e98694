/**
 * A box to sign in, with a finger, a pen or the mouse. What was drawn comes back after anything that takes the
 * drawing away: another size of the window, a reload, a crash. Whoever does not draw types a name beside it.
 */
import { useEffect, useId, useRef } from 'react';
import SignaturePad from 'signature_pad';
import type { Signature } from '../../../shared/reviews/draft.ts';
import { langOf } from '../../i18n/Text.tsx';
import { useAnnounce } from '../../ui/announce.tsx';
import { PressButton } from '../../ui/PressButton.tsx';
import './signature.css';
import { strokesIn, withStroke } from './strokes.ts';
import { useTongue } from './useTongues.ts';

/** Half of a line's width in CSS pixels: one width for all, for what is drawn again knows no speed. */
const PEN = 1.4;

export interface SignatureBoxProps {
  readonly value: Signature | null;
  /** Told at the end of every stroke, and null when the box is cleared. */
  readonly change: (signature: Signature | null) => void;
  /** Tag of the language it is explained in. */
  readonly reader: string;
}

export function SignatureBox({ value, change, reader }: SignatureBoxProps) {
  const { say, text } = useTongue(reader);
  const announce = useAnnounce();
  const hintId = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const sheet = useRef<Sheet | null>(null);
  const told = useRef(change);
  const first = useRef(value);
  useEffect(() => {
    told.current = change;
  }, [change]);
  useEffect(() => {
    if (canvas.current === null) return undefined;
    const laid = laySheet(canvas.current, first.current, (signature) => told.current(signature));
    sheet.current = laid;
    return () => {
      first.current = laid.held();
      sheet.current = null;
      laid.away();
    };
  }, []);
  useEffect(() => sheet.current?.show(value), [value]);

  const clear = () => {
    sheet.current?.show(null);
    change(null);
    announce(say('owner.sign.box'));
  };
  const empty = value === null || value.strokes.length === 0;
  return (
    <div className="signature" {...langOf(text.language)}>
      <p id={hintId}>{say('owner.sign.draw')}</p>
      <div className="signature-box">
        <canvas
          ref={canvas}
          role="img"
          aria-label={say(empty ? 'owner.sign.box' : 'owner.sign.drawn')}
          aria-describedby={hintId}
        />
      </div>
      {/* Never disabled: what has the focus would lose it. */}
      <PressButton className="button" onPress={clear}>
        {say('owner.sign.clear')}
      </PressButton>
    </div>
  );
}

interface Sheet {
  readonly held: () => Signature | null;
  readonly show: (signature: Signature | null) => void;
  readonly away: () => void;
}

/** A pad on a canvas that draws what is held again whenever its size, the resolution or the colours change. */
function laySheet(canvas: HTMLCanvasElement, first: Signature | null, tell: (signed: Signature | null) => void): Sheet {
  const pad = new SignaturePad(canvas, { minWidth: PEN, maxWidth: PEN, dotSize: PEN, minDistance: 2, throttle: 0 });
  let held = first;
  /** Strokes on the pad that are held. */
  let known = 0;
  /** The pad loses a stroke that is under way, and every later one, when it is drawn again meanwhile. */
  let drawing = false;
  let stale = false;
  /** In which the stroke under way was begun. */
  let box = sizeOf(canvas);

  function fresh() {
    stale = drawing;
    if (drawing) return;
    draw(canvas, pad, held);
    known = pad.toData().length;
  }
  const ended = () => {
    drawing = false;
    const before = held;
    for (const { points } of pad.toData().slice(known)) held = withStroke(held, box, points);
    known = pad.toData().length;
    if (stale || held === before) fresh();
    if (held !== before) tell(held);
  };
  pad.addEventListener('beginStroke', () => {
    box = sizeOf(canvas);
    drawing = true;
  });
  pad.addEventListener('endStroke', ended);
  const sizes = new ResizeObserver(fresh);
  sizes.observe(canvas, { box: 'device-pixel-content-box' });
  const looks = new MutationObserver(fresh);
  looks.observe(document.documentElement, { attributeFilter: ['data-contrast'] });
  const forced = window.matchMedia('(forced-colors: active)');
  forced.addEventListener('change', fresh);
  fresh();
  return {
    held: () => held,
    show(signature) {
      if (signature === held) return;
      held = signature;
      fresh();
    },
    away() {
      sizes.disconnect();
      looks.disconnect();
      forced.removeEventListener('change', fresh);
      pad.off();
    },
  };
}

function sizeOf(canvas: HTMLCanvasElement) {
  return { width: Math.max(1, canvas.clientWidth), height: Math.max(1, canvas.clientHeight) };
}

/** In device pixels, in the ink of the paper it lies on. */
function draw(canvas: HTMLCanvasElement, pad: SignaturePad, signature: Signature | null): void {
  const size = sizeOf(canvas);
  const ratio = Math.max(window.devicePixelRatio, 1);
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  canvas.getContext('2d')?.scale(ratio, ratio);
  pad.penColor = getComputedStyle(canvas).color;
  const options = {
    dotSize: PEN,
    minWidth: PEN,
    maxWidth: PEN,
    penColor: pad.penColor,
    velocityFilterWeight: pad.velocityFilterWeight,
    compositeOperation: pad.compositeOperation,
  };
  const strokes = (signature === null ? [] : strokesIn(signature, size)).filter((points) => points.length > 0);
  pad.fromData(
    strokes.map((points) => ({ ...options, points: points.map((point) => ({ ...point, pressure: 0, time: 0 })) })),
  );
}
