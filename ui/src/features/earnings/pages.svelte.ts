// A list that comes in keyset pages: rows are known by index, kept near the window, fetched again by their cursor when
// scrolled back to. Far jumps do not read everything between: `seek` finds a page near the place, and pages go on from
// there. Answers to an older question are dropped; old rows stay until the new first page is here.

/** A page as the core hands it out. */
export interface Page<Row, Head> {
  rows: Row[];
  next: string | null;
  /** What only the first page carries. */
  head: Head | null;
}

/** Asks for a page. */
export type Fetch<Row, Head> = (after: string | null) => Promise<Page<Row, Head>>;

/** A page somewhere in the list, and how to go on from it. */
export interface Found<Row, Head> {
  /** Index of its first row; at or before the wanted one. */
  start: number;
  page: Page<Row, Head>;
  fetch: Fetch<Row, Head>;
}

/** Finds a page at or shortly before an index, `null` when there is no short way. */
export type Seek<Row, Head> = (index: number) => Promise<Found<Row, Head> | null>;

interface Leaf<Row, Head> {
  after: string | null;
  /** Cursor of the page behind it. */
  next: string | null;
  start: number;
  size: number;
  rows: Row[] | null;
  /** The question this page belongs to. */
  fetch: Fetch<Row, Head>;
}

/** What has to be fetched next. */
type Missing<Row, Head> = { again: Leaf<Row, Head> } | { behind: Leaf<Row, Head> } | { seek: number };

/** Pages whose rows are kept. */
const KEPT = 12;
/** A gap of this many pages is read through; a longer one is worth a search. */
const NEAR = 6;

export class Pages<Row, Head> {
  /** What the first page carried; `null` before it came. */
  head = $state.raw<Head | null>(null);
  /** What went wrong last. */
  error = $state.raw<unknown>(null);
  /** Whether the rows shown answer an older question. */
  stale = $state(false);
  /** In order, with gaps where nothing was wanted yet. */
  #leaves = $state.raw<Leaf<Row, Head>[]>([]);
  #seek: Seek<Row, Head> | null = null;
  #turn = 0;
  #busy = false;
  #wanted: [number, number] = [0, 0];

  /** One past the last row whose place is known. */
  get known(): number {
    const last = this.#leaves.at(-1);
    return last === undefined ? 0 : last.start + last.size;
  }

  /** Whether the end was reached. */
  get ended(): boolean {
    return this.#leaves.at(-1)?.next === null;
  }

  /** The row at an index, `undefined` while it is not here. */
  at(index: number): Row | undefined {
    const leaf = this.#leaves.find((page) => page.start <= index && index < page.start + page.size);
    return leaf?.rows?.[index - leaf.start];
  }

  /** The index of the first kept row that fits, -1 when none is here. */
  find(fits: (row: Row) => boolean): number {
    for (const leaf of this.#leaves) {
      const at = leaf.rows?.findIndex(fits) ?? -1;
      if (at >= 0) return leaf.start + at;
    }
    return -1;
  }

  /** Puts a changed row in the place of the one it replaces. */
  replace(fits: (row: Row) => boolean, by: Row): void {
    this.#leaves = this.#leaves.map((leaf) =>
      leaf.rows?.some(fits) === true ? { ...leaf, rows: leaf.rows.map((row) => (fits(row) ? by : row)) } : leaf,
    );
  }

  /** Starts over with another question. `seek` makes the short way out of what the first page carries. */
  async ask(fetch: Fetch<Row, Head>, seek: (head: Head) => Seek<Row, Head> | null = () => null): Promise<void> {
    const turn = ++this.#turn;
    this.stale = this.head !== null;
    try {
      const page = await fetch(null);
      if (turn !== this.#turn) return;
      this.#seek = page.head === null ? null : seek(page.head);
      this.#leaves = [leafOf(null, 0, page, fetch)];
      this.head = page.head;
      this.error = null;
    } catch (error) {
      if (turn === this.#turn) this.error = error;
    } finally {
      if (turn === this.#turn) this.stale = false;
    }
    if (turn === this.#turn) await this.#work();
  }

  /** Says which rows stand in the window; what is missing of them is fetched. */
  async want(first: number, end: number): Promise<void> {
    this.#wanted = [first, end];
    await this.#work();
  }

  #missing(): Missing<Row, Head> | null {
    const [first, end] = this.#wanted;
    let covered = first;
    let before: Leaf<Row, Head> | undefined;
    for (const leaf of this.#leaves) {
      if (leaf.start > covered) break;
      before = leaf;
      if (leaf.start + leaf.size <= covered) continue;
      if (leaf.rows === null) return { again: leaf };
      covered = leaf.start + leaf.size;
      if (covered >= end) return null;
    }
    if (before === undefined || before.next === null) return null;
    const gap = covered - (before.start + before.size);
    return this.#seek !== null && gap > NEAR * Math.max(1, before.size) ? { seek: covered } : { behind: before };
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let missing = this.#missing(); missing !== null; missing = this.#missing()) {
        await this.#fetch(missing);
        this.#forget();
        this.error = null;
      }
    } catch (error) {
      this.error = error;
    } finally {
      this.#busy = false;
    }
  }

  async #fetch(missing: Missing<Row, Head>): Promise<void> {
    const turn = this.#turn;
    if ('again' in missing) {
      const { again } = missing;
      const page = await again.fetch(again.after);
      if (turn !== this.#turn) return;
      this.#leaves = this.#leaves.map((leaf) => (leaf === again ? { ...leaf, rows: page.rows.slice(0, leaf.size) } : leaf));
    } else if ('behind' in missing) {
      const { behind } = missing;
      const page = await behind.fetch(behind.next);
      if (turn !== this.#turn) return;
      // An empty page or a repeated cursor would never end.
      const stuck = page.next === behind.next || page.rows.length === 0;
      this.#put(leafOf(behind.next, behind.start + behind.size, stuck ? { ...page, next: null } : page, behind.fetch));
    } else {
      const seek = this.#seek;
      const found = seek === null ? null : await seek(missing.seek);
      if (turn !== this.#turn) return;
      const behindUs = found !== null && this.#leaves.some((leaf) => leaf.start <= found.start && found.start < leaf.start + leaf.size);
      // A search that leads nowhere new must not be tried again for this list.
      if (found === null || found.page.rows.length === 0 || behindUs) this.#seek = null;
      else this.#put(leafOf(null, found.start, found.page, found.fetch));
    }
  }

  /** Puts a page in its place; where the next one begins already, it ends. */
  #put(leaf: Leaf<Row, Head>): void {
    const place = this.#leaves.findIndex((other) => other.start >= leaf.start + 1);
    const behind = place < 0 ? undefined : this.#leaves[place];
    const size = behind === undefined ? leaf.size : Math.min(leaf.size, behind.start - leaf.start);
    const at = place < 0 ? this.#leaves.length : place;
    const cut = { ...leaf, size, rows: leaf.rows?.slice(0, size) ?? null };
    this.#leaves = [...this.#leaves.slice(0, at), cut, ...this.#leaves.slice(at)];
  }

  #forget(): void {
    const kept = this.#leaves.filter((leaf) => leaf.rows !== null);
    if (kept.length <= KEPT) return;
    const [first, end] = this.#wanted;
    const distance = (leaf: Leaf<Row, Head>): number => Math.max(leaf.start - end, first - leaf.start - leaf.size, 0);
    const far = kept.sort((a, b) => distance(b) - distance(a)).slice(0, kept.length - KEPT);
    this.#leaves = this.#leaves.map((leaf) => (far.includes(leaf) ? { ...leaf, rows: null } : leaf));
  }
}

function leafOf<Row, Head>(after: string | null, start: number, page: Page<Row, Head>, fetch: Fetch<Row, Head>): Leaf<Row, Head> {
  return { after, next: page.next, start, size: page.rows.length, rows: page.rows, fetch };
}
