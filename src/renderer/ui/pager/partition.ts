/** Which blocks stand on which page. Pure: it sees heights, never the screen. */

/** One block as it lies when nothing is hidden, in CSS px from any one origin. */
export interface Block {
  readonly top: number;
  readonly bottom: number;
  /** A heading: never the last on a page, and said again above what follows it on the next. */
  readonly head: boolean;
  /** What closes a screen: under no heading. */
  readonly foot: boolean;
  /** Counts towards "More: 4 rights". */
  readonly counted: boolean;
}

export interface Page {
  /** Index of the first block, and of the one after the last. */
  readonly from: number;
  readonly to: number;
  /** The heading, from an earlier page, that is shown again on top; null where none is. */
  readonly again: number | null;
  /** Height in CSS px. Greater than the room only where a single row is. */
  readonly height: number;
  /** Counted blocks on the pages after this one. */
  readonly left: number;
}

interface Row {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
  readonly head: boolean;
  readonly foot: boolean;
}

/** Half a device pixel at the usual scales: layout rounds, a page must not break for it. */
const SLACK_PX = 0.5;

/**
 * @param room height without the buttons More and Back up, used where everything fits on one page
 * @param pagedRoom height beside those buttons
 */
export function paginate(blocks: readonly Block[], room: number, pagedRoom: number): readonly Page[] {
  const rows = rowsOf(blocks);
  const first = rows[0];
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return [{ from: 0, to: 0, again: null, height: 0, left: 0 }];
  if (last.bottom - first.top <= room + SLACK_PX) {
    return [{ from: 0, to: blocks.length, again: null, height: last.bottom - first.top, left: 0 }];
  }
  const pages: Omit<Page, 'left'>[] = [];
  let at = 0;
  while (at < rows.length) {
    const page = fillPage(rows, at, pagedRoom);
    pages.push(page.page);
    at = page.next;
  }
  return pages.map((page) => ({
    ...page,
    left: blocks.slice(page.to).filter((block) => block.counted).length,
  }));
}

function fillPage(rows: readonly Row[], at: number, room: number): { page: Omit<Page, 'left'>; next: number } {
  const start = rows[at] as Row;
  const again = start.head || start.foot ? null : rows.slice(0, at).findLastIndex((row) => row.head);
  const heading = again === null || again < 0 ? null : (rows[again] as Row);
  const headingHeight = heading === null ? 0 : (rows[(again ?? 0) + 1]?.top ?? heading.bottom) - heading.top;
  const height = (row: Row) => row.bottom - start.top;
  // A heading that would leave no room for a single row is not said again.
  const shown = headingHeight + height(start) <= room + SLACK_PX ? headingHeight : 0;
  let end = at;
  while (end + 1 < rows.length && shown + height(rows[end + 1] as Row) <= room + SLACK_PX) end += 1;
  // A heading keeps what it heads: it moves on with it, unless it is all there is.
  while (end > at && (rows[end] as Row).head && end + 1 < rows.length) end -= 1;
  const lastRow = rows[end] as Row;
  return {
    page: {
      from: start.from,
      to: lastRow.to,
      again: heading !== null && shown > 0 ? heading.from : null,
      height: shown + height(lastRow),
    },
    next: end + 1,
  };
}

/** Blocks that stand beside each other turn the page together. */
function rowsOf(blocks: readonly Block[]): readonly Row[] {
  const rows: Row[] = [];
  blocks.forEach((block, index) => {
    const row = rows.at(-1);
    if (row !== undefined && block.top < row.bottom - SLACK_PX && !row.head && !block.head) {
      rows[rows.length - 1] = { ...row, to: index + 1, bottom: Math.max(row.bottom, block.bottom) };
    } else {
      rows.push({
        from: index,
        to: index + 1,
        top: block.top,
        bottom: block.bottom,
        head: block.head,
        foot: block.foot,
      });
    }
  });
  return rows;
}

/** The page that shows `block`. */
export function pageOf(pages: readonly Page[], block: number): number {
  const found = pages.findIndex((page) => block >= page.from && block < page.to);
  return found < 0 ? 0 : found;
}

/** How many rows of a page can share its free height. */
export function rowsWithin(blocks: readonly Block[], page: Page, grows: (index: number) => boolean): number {
  return rowsOf(blocks).filter((row) => row.from >= page.from && row.to <= page.to && grows(row.from)).length;
}
