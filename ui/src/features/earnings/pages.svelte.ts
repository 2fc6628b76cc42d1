// A list that comes in keyset pages: rows are known by index, kept near the window, fetched again by their cursor when
// scrolled back to. Answers to an older question are dropped; old rows stay until the new first page is here.

/** A page as the core hands it out. */
export interface Page<Row, Head> {
  rows: Row[];
  next: string | null;
  /** What only the first page carries. */
  head: Head | null;
}

/** Asks for a page. */
export type Fetch<Row, Head> = (after: string | null) => Promise<Page<Row, Head>>;

interface Leaf<Row> {
  after: string | null;
  start: number;
  size: number;
  rows: Row[] | null;
}

const KEPT = 12;

export class Pages<Row, Head> {
  /** What the first page carried; `null` before it came. */
  head = $state.raw<Head | null>(null);
  /** What went wrong last. */
  error = $state.raw<unknown>(null);
  /** Whether the rows shown answer an older question. */
  stale = $state(false);
  #leaves = $state.raw<Leaf<Row>[]>([]);
  #next: string | null = null;
  #ended = $state(false);
  #fetch: Fetch<Row, Head> | null = null;
  #turn = 0;
  #busy = false;
  #wanted: [number, number] = [0, 0];

  /** Rows whose place is known; not all of them are kept. */
  get known(): number {
    const last = this.#leaves.at(-1);
    return last === undefined ? 0 : last.start + last.size;
  }

  /** Whether the end was reached. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The row at an index, `undefined` while it is not here. */
  at(index: number): Row | undefined {
    const leaf = this.#leaves.find((page) => index < page.start + page.size);
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

  /** Starts over with another question. */
  async ask(fetch: Fetch<Row, Head>): Promise<void> {
    const turn = ++this.#turn;
    this.#fetch = fetch;
    this.stale = this.head !== null;
    try {
      const page = await fetch(null);
      if (turn !== this.#turn) return;
      this.#leaves = [{ after: null, start: 0, size: page.rows.length, rows: page.rows }];
      this.#next = page.next;
      this.#ended = page.next === null;
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

  #missing(): Leaf<Row> | 'next' | null {
    const [first, end] = this.#wanted;
    const gone = this.#leaves.find((leaf) => leaf.rows === null && leaf.start < end && leaf.start + leaf.size > first);
    if (gone !== undefined) return gone;
    return end > this.known && !this.#ended && this.#leaves.length > 0 ? 'next' : null;
  }

  async #work(): Promise<void> {
    if (this.#busy || this.#fetch === null) return;
    this.#busy = true;
    try {
      for (let missing = this.#missing(); missing !== null; missing = this.#missing()) {
        const turn = this.#turn;
        const fetch = this.#fetch;
        const after = missing === 'next' ? this.#next : missing.after;
        const page = await fetch(after);
        if (turn !== this.#turn) continue;
        if (missing === 'next') this.#grow(after, page);
        else this.#fill(missing, page.rows);
        this.#forget();
        this.error = null;
      }
    } catch (error) {
      this.error = error;
    } finally {
      this.#busy = false;
    }
  }

  #grow(after: string | null, page: Page<Row, Head>): void {
    this.#leaves = [...this.#leaves, { after, start: this.known, size: page.rows.length, rows: page.rows }];
    // An empty page or a repeated cursor would never end.
    this.#ended = page.next === null || page.next === after || page.rows.length === 0;
    this.#next = page.next;
  }

  #fill(leaf: Leaf<Row>, rows: Row[]): void {
    this.#leaves = this.#leaves.map((page) => (page === leaf ? { ...page, rows: rows.slice(0, page.size) } : page));
  }

  #forget(): void {
    const kept = this.#leaves.filter((leaf) => leaf.rows !== null);
    if (kept.length <= KEPT) return;
    const [first, end] = this.#wanted;
    const distance = (leaf: Leaf<Row>): number => Math.max(leaf.start - end, first - leaf.start - leaf.size, 0);
    const far = kept.sort((a, b) => distance(b) - distance(a)).slice(0, kept.length - KEPT);
    this.#leaves = this.#leaves.map((leaf) => (far.includes(leaf) ? { ...leaf, rows: null } : leaf));
  }
}
