/** What the Electron host says on standard error, one JSON object a line. Nothing of a visitor. */
import type { EnrollmentEvent } from '../process/enrollment.ts';
import type { PrintOutcome } from '../shared/bridge.ts';
import type { AfterCrash } from './policy/crashes.ts';

export type MainEvent =
  | { readonly event: 'main.ready'; readonly profile: string; readonly locked: boolean }
  | { readonly event: 'main.key-store'; readonly kind: 'system' | 'file'; readonly why?: string }
  | {
      readonly event: 'main.refused';
      readonly what: 'navigation' | 'window' | 'webview' | 'request' | 'call' | 'print' | 'download' | 'permission';
    }
  | { readonly event: 'main.face-gone'; readonly reason: string; readonly action: AfterCrash }
  /** Why a face that was still there was ended: it hung, or showed nothing. */
  | { readonly event: 'main.face-ended'; readonly why: 'hung' | 'blank' }
  /** Loaded afresh at rest, as every night. */
  | { readonly event: 'main.face-recycled' }
  /** How many displays lie under a cover. */
  | { readonly event: 'main.displays'; readonly covered: number }
  /** Staff left kiosk mode, or it began again. */
  | { readonly event: 'main.kiosk'; readonly held: boolean }
  | { readonly event: 'main.print'; readonly outcome: PrintOutcome }
  | { readonly event: 'main.graphics-gone'; readonly reason: string; readonly action: 'none' | 'software' }
  | { readonly event: 'main.software-rendering' }
  | { readonly event: 'main.starts-again' }
  | {
      readonly event: 'main.update';
      readonly outcome: 'checking' | 'downloaded' | 'installing' | 'failed';
      readonly error?: string;
    }
  | { readonly event: 'main.failed'; readonly error: string }
  | { readonly event: 'main.stop-failed'; readonly step: string; readonly error: string }
  | EnrollmentEvent;

export type MainLog = (event: MainEvent) => void;
