/** What a PDF of Chromium says of itself: pages, letters, and where on them the words stand. */
import { getDocumentProxy } from 'unpdf';

export interface PdfPage {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Without any spaces, in the order in which it was drawn. */
  readonly text: string;
  /** What the baselines of all words span: millimetres from the left and the top edge. Null on an empty page. */
  readonly box: Box | null;
  /** Baselines: only where letters stand on one, as they do not in Arabic and Bengali letters. */
  readonly lines: number;
}
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
export interface PdfPaper {
  readonly pages: readonly PdfPage[];
  /** Families of the embedded letters, sorted. */
  readonly families: readonly string[];
}

const MM_PER_POINT = 25.4 / 72;
/** Baselines closer than this are one: marks stand a little above and below it. */
const SAME_LINE_MM = 1.5;

export async function readPdf(bytes: Uint8Array): Promise<PdfPaper> {
  const families = familiesIn(bytes);
  // It takes the bytes for itself.
  const document = await getDocumentProxy(new Uint8Array(bytes));
  const pages: PdfPage[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const [, , width = 0, height = 0] = page.view;
    const { items } = await page.getTextContent();
    const words = items
      .flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : []))
      .map(({ str, width: wide, transform }) => {
        const [x = 0, y = 0] = transform.slice(4).map(Number);
        return { str, left: x * MM_PER_POINT, right: (x + wide) * MM_PER_POINT, y: (height - y) * MM_PER_POINT };
      });
    const baselines = words.map(({ y }) => y).toSorted((one, other) => one - other);
    pages.push({
      widthMm: width * MM_PER_POINT,
      heightMm: height * MM_PER_POINT,
      text: words.map(({ str }) => withoutSpaces(str)).join(''),
      box:
        words.length === 0
          ? null
          : {
              left: Math.min(...words.map(({ left }) => left)),
              top: baselines[0] ?? 0,
              right: Math.max(...words.map(({ right }) => right)),
              bottom: baselines.at(-1) ?? 0,
            },
      lines: baselines.filter((y, at) => y - (baselines[at - 1] ?? -SAME_LINE_MM) >= SAME_LINE_MM).length,
    });
  }
  return { pages, families };
}

/** As one compares text that was cut into lines: a PDF says no spaces where a line ends. */
export function withoutSpaces(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s\u2066\u2069]/gu, '');
}

/** Chromium writes names of fonts in the open; a subset's begins with six letters of its own. */
function familiesIn(bytes: Uint8Array): readonly string[] {
  const names = Buffer.from(bytes)
    .toString('latin1')
    .matchAll(/\/(?:FontName|BaseFont) ?\/(?:[A-Z]{6}\+)?([^\s/>-]+)/g);
  return [...new Set([...names].map(([, family]) => family ?? ''))].toSorted();
}
