/** What of `xliff` and `gettext-parser` is used here; neither brings types. What they parse is judged where it is taken in. */
declare module 'xliff/js2xliff' {
  export interface XliffUnit {
    source: string;
    target: string;
    note: readonly string[];
  }
  export default function js2xliff(content: {
    sourceLanguage: string;
    targetLanguage: string;
    resources: Record<string, Record<string, XliffUnit>>;
  }): Promise<string>;
}

declare module 'xliff/xliff2js' {
  export default function xliff2js(xml: string): Promise<unknown>;
}

declare module 'gettext-parser' {
  export interface GettextEntry {
    msgctxt: string;
    msgid: string;
    msgstr: readonly string[];
    comments: { extracted?: string; flag?: string };
  }
  export const po: {
    parse(text: string, options?: { validation?: boolean }): unknown;
    compile(content: {
      charset: string;
      headers: Record<string, string>;
      translations: Record<string, Record<string, GettextEntry>>;
    }): Uint8Array;
  };
}
