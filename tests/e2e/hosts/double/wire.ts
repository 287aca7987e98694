/**
 * Between the app's process, in which the double stands for Electron, and the test's, which holds the
 * browser: commands for Chromium's protocol one way, its events and the test's wishes the other.
 */
import { z } from 'zod';

/** From the app's process. */
export type ToTest =
  | {
      readonly type: 'command';
      readonly id: number;
      readonly at: 'page' | 'browser';
      readonly method: string;
      readonly params: object;
    }
  /** A fresh page instead of one whose renderer is gone. */
  | { readonly type: 'renew'; readonly id: number }
  | { readonly type: 'said'; readonly said: Readonly<Record<string, unknown>> }
  | { readonly type: 'done'; readonly id: number; readonly value: unknown };

const idSchema = z.number().int();
export const fromTestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), id: idSchema, value: z.unknown() }),
  z.object({ type: z.literal('failed'), id: idSchema, error: z.string() }),
  z.object({ type: z.literal('event'), method: z.string(), params: z.unknown() }),
  z.object({ type: z.literal('wish'), id: idSchema, name: z.string(), given: z.unknown() }),
]);
/** From the test. */
export type FromTest = z.infer<typeof fromTestSchema>;
