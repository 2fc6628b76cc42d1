// The totals of the list. Most come with its first page; where every matching row has to be read for them (a search), the
// page comes at once and the totals are asked for by themselves. A later question makes an earlier one void.
import type { EntryFilter } from '../../bindings/EntryFilter';
import type { EntryPage } from '../../bindings/EntryPage';
import type { EntryTotals } from '../../bindings/EntryTotals';
import type { UnitTotal } from '../../bindings/UnitTotal';
import { host } from '../../host';

/** How many rows, and one sum for each unit. */
export interface Sums {
  count: number;
  totals: UnitTotal[];
}

export class Totals {
  /** `null` before the first answer and while rows are added up. */
  sums = $state.raw<Sums | null>(null);
  /** Why adding up ended without an answer. */
  error = $state.raw<unknown>(null);
  #turn = 0;

  /** Takes the totals of a first page, or asks for them; what comes then also tells where in the list each day begins. */
  of(page: EntryPage, filter: EntryFilter): Promise<EntryTotals | null> | null {
    const turn = ++this.#turn;
    this.error = null;
    const { count, totals } = page;
    if (count !== null && totals !== null) {
      this.sums = { count, totals };
      return null;
    }
    this.sums = null;
    return this.#ask(turn, filter);
  }

  async #ask(turn: number, filter: EntryFilter): Promise<EntryTotals | null> {
    try {
      const all = await host().invoke('entry_totals', { filter });
      if (turn === this.#turn) this.sums = all;
      return all;
    } catch (error) {
      if (turn === this.#turn) this.error = error;
      return null;
    }
  }
}
