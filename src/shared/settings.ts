/** Every setting of a device: default, unit, bounds, and the rule it comes from. */
import { z } from 'zod';

export const settingsSchema = z.object({
  /** Seconds without input before the screen asks whether anyone is there. WCAG 2.2 SC 2.2.1. */
  idleSeconds: z.number().int().min(60).max(300).default(120),
  /** Seconds to answer that question. WCAG 2.2 SC 2.2.1: at least 20. */
  idleAnswerSeconds: z.number().int().min(20).max(120).default(30),
  /** Keep what silence left unfinished as a partial answer, without comment and contact. */
  keepPartialAnswers: z.boolean().default(false),
  /** Ask for a contact after the survey: only while someone answers the messages. */
  contactRequests: z.boolean().default(false),
  /** The agency that runs the center, where the content does not know the center. */
  agency: z.string().min(1).max(64).nullable().default(null),
  /** CSS pixels per millimetre of the panel. 4.03 is a 21.5-inch Full HD display. */
  panelPxPerMm: z.number().min(1).max(20).default(4.03),
  /** Hours (local, 24 h) of the quiet window: updates, numbering of contact requests. From may be after to. */
  quietFromHour: z.number().int().min(0).max(23).default(2),
  quietToHour: z.number().int().min(0).max(23).default(5),
  /** Days a delivered report is kept on the device. */
  retentionDays: z.number().int().min(1).max(3650).default(30),
  /** Address of the update feed (HTTPS); null: updates are off. */
  updateFeed: z
    .url({ protocol: /^https$/ })
    .nullable()
    .default(null),
});
export type Settings = z.infer<typeof settingsSchema>;

/** The name of one setting. */
export type SettingName = keyof Settings;
