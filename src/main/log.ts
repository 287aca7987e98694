/** What the Electron host says on standard error, one JSON object a line. Nothing of a visitor. */
import type { EnrollmentEvent } from '../process/enrollment.ts';
import type { AfterCrash } from './policy/crashes.ts';

export type MainEvent =
  | { readonly event: 'main.ready'; readonly profile: string; readonly locked: boolean }
  | { readonly event: 'main.key-store'; readonly kind: 'system' | 'file'; readonly why?: string }
  | {
      readonly event: 'main.refused';
      readonly what: 'navigation' | 'window' | 'webview' | 'request' | 'call' | 'download' | 'permission';
    }
  | { readonly event: 'main.face-gone'; readonly reason: string; readonly action: AfterCrash }
  | {
      readonly event: 'main.update';
      readonly outcome: 'checking' | 'downloaded' | 'installing' | 'failed';
      readonly error?: string;
    }
  | { readonly event: 'main.failed'; readonly error: string }
  | { readonly event: 'main.stop-failed'; readonly step: string; readonly error: string }
  | EnrollmentEvent;

export type MainLog = (event: MainEvent) => void;
