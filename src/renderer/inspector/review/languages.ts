/** Languages as an inspector reads them: by their English name, with their own beside it. Pure. */
import type { Face } from '../../../shared/bridge.ts';
import type { Entry } from './fields.tsx';

type Offered = Pick<Face, 'languages' | 'catalogue'>;
type Named = Face['languages'][number] | Offered['catalogue']['wider']['languages'][number];

const entry = ({ tag, name, english }: Named): Entry => ({
  value: tag,
  words: name === english ? english : `${english} · ${name}`,
});

/** Those the rights are written in. */
export function writtenIn({ languages }: Pick<Face, 'languages'>): readonly Entry[] {
  return languages.map(entry);
}

/** Those an owner can prefer and an interpreter can speak besides. */
export function wider({ languages, catalogue }: Offered): readonly Entry[] {
  const written = new Set(languages.map(({ tag }) => tag));
  return catalogue.wider.languages.filter(({ tag }) => !written.has(tag)).map(entry);
}

/** A language by its tag; null where the content has it no more. */
export function languageOf({ languages, catalogue }: Offered, tag: string): Named | null {
  return [...languages, ...catalogue.wider.languages].find((each) => each.tag === tag) ?? null;
}

/** The English name of a language; its tag where the content has it no more. */
export function nameOf(face: Offered, tag: string): string {
  return languageOf(face, tag)?.english ?? tag;
}
