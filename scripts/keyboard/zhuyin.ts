/**
 * How a syllable of Pinyin is spelled in Zhuyin, after the table of ISO 7098:2015, annex A. No tones;
 * ü is written v.
 */

const INITIALS: Readonly<Record<string, string>> = {
  b: 'ㄅ',
  p: 'ㄆ',
  m: 'ㄇ',
  f: 'ㄈ',
  d: 'ㄉ',
  t: 'ㄊ',
  n: 'ㄋ',
  l: 'ㄌ',
  g: 'ㄍ',
  k: 'ㄎ',
  h: 'ㄏ',
  j: 'ㄐ',
  q: 'ㄑ',
  x: 'ㄒ',
  zh: 'ㄓ',
  ch: 'ㄔ',
  sh: 'ㄕ',
  r: 'ㄖ',
  z: 'ㄗ',
  c: 'ㄘ',
  s: 'ㄙ',
  '': '',
};

const FINALS: Readonly<Record<string, string>> = {
  a: 'ㄚ',
  o: 'ㄛ',
  e: 'ㄜ',
  ai: 'ㄞ',
  ei: 'ㄟ',
  ao: 'ㄠ',
  ou: 'ㄡ',
  an: 'ㄢ',
  en: 'ㄣ',
  ang: 'ㄤ',
  eng: 'ㄥ',
  er: 'ㄦ',
  i: 'ㄧ',
  ia: 'ㄧㄚ',
  io: 'ㄧㄛ',
  ie: 'ㄧㄝ',
  iai: 'ㄧㄞ',
  iao: 'ㄧㄠ',
  iu: 'ㄧㄡ',
  iou: 'ㄧㄡ',
  ian: 'ㄧㄢ',
  in: 'ㄧㄣ',
  iang: 'ㄧㄤ',
  ing: 'ㄧㄥ',
  iong: 'ㄩㄥ',
  u: 'ㄨ',
  ua: 'ㄨㄚ',
  uo: 'ㄨㄛ',
  uai: 'ㄨㄞ',
  ui: 'ㄨㄟ',
  uei: 'ㄨㄟ',
  uan: 'ㄨㄢ',
  un: 'ㄨㄣ',
  uen: 'ㄨㄣ',
  uang: 'ㄨㄤ',
  ong: 'ㄨㄥ',
  ueng: 'ㄨㄥ',
  v: 'ㄩ',
  ve: 'ㄩㄝ',
  van: 'ㄩㄢ',
  vn: 'ㄩㄣ',
};

/** @returns null for what is no syllable of Mandarin: "hm", "ng" */
export function zhuyinOf(pinyin: string): string | null {
  if (/^(?:zh|ch|sh|r|z|c|s)i$/.test(pinyin)) return INITIALS[pinyin.slice(0, -1)] ?? null;
  const spelled = pinyin
    .replace(/^yi/, 'i')
    .replace(/^yu/, 'v')
    .replace(/^y/, 'i')
    .replace(/^wu/, 'u')
    .replace(/^w/, 'u')
    .replace(/^([jqx])u/, '$1v');
  const [, initial = '', final = ''] = /^([zcs]h|[bpmfdtnlgkhjqxrzcs]?)(.+)$/.exec(spelled) ?? [];
  const [start, end] = [INITIALS[initial], FINALS[final]];
  return start === undefined || end === undefined ? null : start + end;
}
