/** The table being mapped: which file, what was chosen so far, and what the core says it would become. */
import type { ErrorShape } from '../../bindings/ErrorShape';
import type { TableLook } from '../../bindings/TableLook';
import type { TableMapping } from '../../bindings/TableMapping';
import type { TablePreview } from '../../bindings/TablePreview';
import { host } from '../../host';
import { asError } from '../../lib/errors';
import { go } from '../../lib/router.svelte';

let path = $state.raw<string | null>(null);
let look = $state.raw<TableLook | null>(null);
let chosen = $state.raw<TableMapping | null>(null);
let preview = $state.raw<TablePreview | null>(null);
let trouble = $state.raw<ErrorShape | null>(null);
let reading = $state(false);
let turn = 0;

/** The name of a file without its folder and ending. */
export function nameOf(file: string): string {
  const last = file.split(/[/\\›]/u).at(-1)?.trim() ?? file;
  return last.replace(/\.[a-z0-9]+$/iu, '').replace(/[_-]+/gu, ' ').trim();
}

function fresh(found: TableLook): TableMapping {
  if (found.saved !== null) return { ...found.saved, answers: { zone: found.zone, ...found.saved.answers } };
  return {
    path: found.path,
    name: '',
    platform: 'other',
    target: 'entry',
    roles: found.columns.map((column) => column.role),
    stream: null,
    status: null,
    account: null,
    answers: { zone: found.zone, ...(found.unit === null ? {} : { unit: found.unit }) },
  };
}

async function ask(mapping: TableMapping): Promise<void> {
  turn += 1;
  const mine = turn;
  reading = true;
  try {
    const told = await host().invoke('table_preview', { mapping });
    if (mine !== turn) return;
    preview = told;
    trouble = null;
  } catch (thrown) {
    if (mine !== turn) return;
    preview = null;
    trouble = asError(thrown);
  }
  reading = false;
}

export const mapping = {
  /** The file; `null` when none is being mapped. */
  get path() {
    return path;
  },
  /** What the core sees in it. */
  get look() {
    return look;
  },
  /** What was chosen so far. */
  get chosen() {
    return chosen;
  },
  /** What it would become. */
  get preview() {
    return preview;
  },
  /** Why it cannot be read. */
  get trouble() {
    return trouble;
  },
  /** Whether a preview is under way. */
  get reading() {
    return reading;
  },
  /** Opens a file and goes to the wizard. */
  async start(file: string): Promise<void> {
    path = file;
    look = null;
    chosen = null;
    preview = null;
    trouble = null;
    go('accounts', null, { map: 1 });
    try {
      const found = await host().invoke('table_look', { path: file });
      if (path !== file) return;
      look = found;
      chosen = fresh(found);
      await ask(chosen);
    } catch (thrown) {
      if (path === file) trouble = asError(thrown);
    }
  },
  /** Changes what was chosen and looks again. */
  change(patch: Partial<TableMapping>): void {
    if (chosen === null) return;
    chosen = { ...chosen, ...patch };
    // A name changes nothing in the rows.
    if (Object.keys(patch).some((key) => key !== 'name' && key !== 'account')) void ask(chosen);
  },
  /** Gives one column another meaning. A meaning only one column can have leaves the one that had it. */
  role(index: number, role: string): void {
    if (chosen === null) return;
    const many = ['ignore', 'fee', 'tax', 'amount', 'title'];
    const roles = chosen.roles.map((old, n) => (n === index ? role : old === role && !many.includes(role) ? 'ignore' : old));
    mapping.change({ roles });
  },
  /** Answers a question; nothing takes the answer back. */
  answer(key: string, value: string): void {
    if (chosen === null) return;
    const others = Object.entries(chosen.answers).filter(([known]) => known !== key);
    mapping.change({ answers: Object.fromEntries(value === '' ? others : [...others, [key, value]]) });
  },
  /** Leaves the file alone. */
  stop(): void {
    turn += 1;
    path = null;
    look = null;
    chosen = null;
    preview = null;
    trouble = null;
  },
};
