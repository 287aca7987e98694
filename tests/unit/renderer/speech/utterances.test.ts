/** What is said of a thing, from a tree of nodes as the page has them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fragmentsOf, type Words } from '../../../../src/renderer/speech/fragments.ts';
import { changeOf, utterancesFor, type Phrases, type Thing } from '../../../../src/renderer/speech/utterances.ts';

const words = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../resources/locales/en.json'), 'utf8'),
) as Record<string, string>;
const phrases: Phrases = {
  locale: 'en',
  say: (key, put = {}) => (words[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(put[name])),
};

type Tree =
  | string
  | {
      readonly name?: string;
      readonly attributes?: Record<string, string>;
      readonly hidden?: boolean;
      readonly of?: readonly Tree[];
    };

function node(tree: Tree, parent: Words | null = null): Words {
  if (typeof tree === 'string') {
    return { nodeType: 3, nodeName: '#text', nodeValue: tree, childNodes: [], parentNode: parent };
  }
  const children: Words[] = [];
  const made: Words = {
    nodeType: 1,
    nodeName: tree.name ?? 'SPAN',
    nodeValue: null,
    childNodes: children,
    parentNode: parent,
    getAttribute: (name) => tree.attributes?.[name] ?? null,
    checkVisibility: () => tree.hidden !== true,
  };
  children.push(...(tree.of ?? []).map((child) => node(child, made)));
  return made;
}

const button: Thing = {
  group: [],
  name: [{ text: 'Back', locale: 'en' }],
  value: null,
  role: 'button',
  states: [],
  position: null,
  more: [],
};
const heard = (thing: Thing) => utterancesFor(thing, phrases).map(({ text, locale }) => `${locale}: ${text}`);

describe('the words of an element', () => {
  test('each fragment is in its own language, icons and what repeats is left out', () => {
    const tile = node({
      name: 'BUTTON',
      of: [
        { name: 'svg', of: ['M0 0'] },
        { attributes: { lang: 'en' }, of: ['Respect'] },
        { of: [{ attributes: { lang: 'ar' }, of: ['الاحترام'] }] },
        { attributes: { 'aria-hidden': 'true' }, of: ['•'] },
        'chosen',
      ],
    });
    expect(fragmentsOf(tile, { locale: 'es' })).toEqual([
      { text: 'Respect', locale: 'en' },
      { text: 'الاحترام', locale: 'ar' },
      { text: 'chosen', locale: 'es' },
    ]);
  });

  test('one sentence stays one, and other pages are not heard', () => {
    const block = node({
      name: 'P',
      of: ['Nobody reads this live.', ' ', 'In danger?', { hidden: true, of: ['page 2'] }],
    });
    expect(fragmentsOf(block, { locale: 'en' }).map((part) => part.text)).toEqual([
      'Nobody reads this live. In danger?',
    ]);
    expect(fragmentsOf(block, { locale: 'en', unseen: true })).toHaveLength(2);
  });

  test('a reference is spelled', () => {
    const code = node({ name: 'P', attributes: { 'data-spelled': '' }, of: ['AB2C-9EFG'] });
    expect(fragmentsOf(code, { locale: 'en' })[0]?.text).toBe('A, B, 2, C, 9, E, F, G');
  });

  test('an element inherits the nearest language', () => {
    const around = node({ attributes: { lang: 'ru' }, of: [{ of: ['Да'] }] });
    const inner = around.childNodes[0];
    expect(inner === undefined ? [] : fragmentsOf(inner, { locale: 'en' })).toEqual([{ text: 'Да', locale: 'ru' }]);
  });
});

describe('what is said of a thing', () => {
  test('its name, what it is, how it stands and where', () => {
    expect(heard({ ...button, role: 'choice', states: ['notChosen'], position: { at: 2, of: 5 } })).toEqual([
      'en: Back. choice. not chosen. 2 of 5',
    ]);
  });

  test('a name in another language is heard in its voice, the rest in the visitor’s', () => {
    expect(heard({ ...button, name: [{ text: 'Español', locale: 'es' }] })).toEqual(['es: Español', 'en: button']);
  });

  test('a field says what is in it, that it is empty, or that others shall not hear it', () => {
    const field: Thing = { ...button, role: 'field', name: [{ text: 'Name', locale: 'en' }] };
    expect(heard({ ...field, value: { kind: 'empty' } })).toEqual(['en: Name. empty. field to write in']);
    expect(heard({ ...field, value: { kind: 'text', part: { text: 'Ana', locale: 'en' } } })).toEqual([
      'en: Name. Ana. field to write in',
    ]);
    expect(heard({ ...field, value: { kind: 'hidden' } })[0]).not.toContain('Ana');
  });

  test('a change under the focus says only what changed', () => {
    const before: Thing = { ...button, role: 'choice', states: ['notChosen'] };
    const said = changeOf(before, { ...before, states: ['chosen'] }, phrases);
    expect(said).toEqual([{ text: 'chosen', locale: 'en' }]);
    expect(changeOf(before, before, phrases)).toEqual([]);
    expect(changeOf(button, { ...button, name: [{ text: 'Go on', locale: 'en' }] }, phrases)).toEqual([
      { text: 'Go on', locale: 'en' },
    ]);
  });

  test('a key that has turned from a capital to a small letter says nothing', () => {
    const key = (text: string): Thing => ({ ...button, name: [{ text, locale: 'es' }] });
    expect(changeOf(key('Á'), key('á'), phrases)).toEqual([]);
    expect(changeOf(key('a'), key('á'), phrases)).toEqual([{ text: 'á', locale: 'es' }]);
  });
});
