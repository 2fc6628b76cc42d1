/** The pages of the feed as they are read, for one filter at a time; a late answer to an older filter is dropped. */
import type { ChangeItem } from '../../bindings/ChangeItem';
import type { ChangesPage } from '../../bindings/ChangesPage';
import type { ChangesQuery } from '../../bindings/ChangesQuery';
import type { ErrorShape } from '../../bindings/ErrorShape';
import { host } from '../../host';
import { onChanged } from '../../lib/app.svelte';
import { asError } from '../../lib/errors';

/** Lines asked for at a time. */
const PAGE = 100;

export class FeedPages {
  /** The first page: counts, accounts, runs. */
  head = $state.raw<ChangesPage | null>(null);
  items = $state.raw<readonly ChangeItem[]>([]);
  error = $state.raw<ErrorShape | null>(null);
  busy = $state(false);
  #next = $state.raw<number | null>(null);
  #turn = 0;
  #query: ChangesQuery = {};

  get more(): boolean {
    return this.#next !== null;
  }

  async #read(after: number | null): Promise<void> {
    this.#turn += 1;
    const mine = this.#turn;
    this.busy = true;
    try {
      const page = await host().invoke('changes', { query: this.#query, after, limit: PAGE });
      if (mine !== this.#turn) return;
      if (after === null) this.head = page;
      else if (this.head !== null) this.head = { ...this.head, runs: [...this.head.runs, ...page.runs] };
      this.items = after === null ? page.items : [...this.items, ...page.items];
      this.#next = page.next;
      this.error = null;
    } catch (thrown) {
      if (mine !== this.#turn) return;
      this.error = asError(thrown);
    }
    this.busy = false;
  }

  ask(query: ChangesQuery): void {
    this.#query = query;
    void this.#read(null);
  }

  reload(): Promise<void> {
    return this.#read(null);
  }

  onward(): void {
    if (!this.busy && this.#next !== null) void this.#read(this.#next);
  }
}

/** Reads with `query` now, when it changes, and when entries or payouts changed. To be called while a component starts. */
export function feedPages(query: () => ChangesQuery): FeedPages {
  const pages = new FeedPages();
  $effect(() => pages.ask(query()));
  $effect(() => onChanged(['entries', 'payouts', 'runs'], () => void pages.reload()));
  return pages;
}
