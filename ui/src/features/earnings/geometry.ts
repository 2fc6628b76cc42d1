// Which rows of a long table stand in the window, and how far they are pushed down.
// Engines cap the height of a box (WebKit at 2^25 px, others lower), so beyond a limit the scrollbar is scaled; rows keep their height.

/** What to draw. */
export interface Slice {
  /** First row drawn. */
  first: number;
  /** One past the last row drawn. */
  end: number;
  /** Height of the room above the drawn rows, in CSS pixels. */
  above: number;
  /** Height of the room below them. */
  below: number;
}

const TALLEST = 8_000_000;
const SPARE = 8;

function heights(rows: number, row: number): { true: number; shown: number } {
  return { true: rows * row, shown: Math.min(rows * row, TALLEST) };
}

/** Pixels of the whole list that one pixel of the scrollbar stands for. */
function scale(rows: number, row: number, view: number): number {
  const height = heights(rows, row);
  return height.shown <= view ? 1 : Math.max(1, (height.true - view) / (height.shown - view));
}

/** The rows in the window at a scroll position. */
export function slice(rows: number, row: number, view: number, scroll: number): Slice {
  const height = heights(rows, row);
  const at = Math.min(Math.max(0, scroll), Math.max(0, height.shown - view));
  const top = at * scale(rows, row, view);
  const first = Math.max(0, Math.floor(top / row) - SPARE);
  const end = Math.min(rows, Math.ceil((top + view) / row) + SPARE);
  const above = Math.max(0, at - (top - first * row));
  const drawn = (end - first) * row;
  return { first, end, above, below: Math.max(0, height.shown - above - drawn) };
}

/** The scroll position that brings a row into the window, moving as little as possible. `head` is covered at the top. */
export function scrollTo(index: number, rows: number, row: number, view: number, scroll: number): number {
  const factor = scale(rows, row, view);
  const top = scroll * factor;
  const start = index * row;
  if (start < top) return start / factor;
  if (start + row > top + view) return (start + row - view) / factor;
  return scroll;
}
