/** A survey as data. The rules of walking through it are in `answering.ts`. */
import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/);

const optionSchema = z.object({
  id,
  /** What is stored: a number for a scale, the option's id where absent. */
  value: z.number().optional(),
  /** Name of a drawing shown beside the words, never instead of them. */
  icon: id.optional(),
  /** Choosing this one of many takes the others back ("none of these"). */
  alone: z.boolean().optional(),
});

const choiceQuestion = z.object({
  id,
  kind: z.enum(['scale', 'one', 'many']),
  options: z.array(optionSchema).min(2),
});
const textQuestion = z.object({ id, kind: z.literal('text'), maxLength: z.number().int().min(1) });

export const surveySchema = z.object({
  id,
  version: z.number().int().min(1),
  screens: z.array(
    z.object({
      id,
      questions: z.array(z.discriminatedUnion('kind', [choiceQuestion, textQuestion])).min(1),
    }),
  ),
});
export type Survey = z.infer<typeof surveySchema>;
export type SurveyScreen = Survey['screens'][number];
export type SurveyQuestion = SurveyScreen['questions'][number];
export type ChoiceQuestion = Extract<SurveyQuestion, { options: unknown }>;
