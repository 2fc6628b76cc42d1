/** Names of the codes this screen meets: states of runs, feeds, reasons, formats, notes. */
import type { ImportNote } from '../../bindings/ImportNote';
import type { PartProgress } from '../../bindings/PartProgress';
import type { RejectedRow } from '../../bindings/RejectedRow';
import type { RunRow } from '../../bindings/RunRow';
import type { IconName } from '../../components/icons';
import { duration } from '../../lib/format';
import { hasKey, integer, t, word } from '../../lib/i18n.svelte';

/** The mark of a state, with its colour class. `turning` marks what is going on. */
export function stateMark(state: string): { icon: IconName; tone: string; turning: boolean } {
  switch (state) {
    case 'done':
      return { icon: 'check', tone: 'pos', turning: false };
    case 'running':
    case 'retrying':
      return { icon: 'sync', tone: 'inf', turning: true };
    case 'partial':
    case 'interrupted':
    case 'sign_in':
      return { icon: 'alert', tone: 'att', turning: false };
    case 'failed':
      return { icon: 'alert', tone: 'dan', turning: false };
    case 'canceled':
    case 'undone':
      return { icon: 'undo', tone: 't3', turning: false };
    default:
      return { icon: 'clock', tone: 't3', turning: false };
  }
}

/** The name of a state. */
export function stateName(state: string): string {
  return word('accounts.state.', state);
}

/** The name of what is being read. */
export function feedName(feed: string | null): string {
  return feed === null ? t('feeds.rows') : word('feeds.', feed);
}

/** What a part of the work is doing, in a line. */
export function partText(part: PartProgress): string {
  if (part.state === 'waiting') return t('sync.waits');
  if (part.wait_ms !== null) return t('sync.wait_ms', { time: duration(part.wait_ms) });
  const feed = feedName(part.feed);
  if (part.state === 'done' && part.new === 0 && part.revised === 0) return t('sync.nothing_new', { feed });
  return part.about === null || part.state === 'done' ? t('sync.part', { feed, count: integer(part.done) }) : t('sync.part_of', { feed, done: part.done, about: part.about });
}

/** What a part brought so far. */
export function partNews(part: PartProgress): string {
  if (part.state === 'waiting') return '';
  const parts = [part.new > 0 || part.revised === 0 ? t('sync.new', { count: part.new }) : '', part.revised > 0 ? t('sync.revised', { count: part.revised }) : ''];
  return parts.filter((text) => text !== '').join(', ');
}

/** What a run was. */
export function runName(run: RunRow): string {
  switch (run.kind) {
    case 'sync': {
      const well = run.accounts.filter((account) => account.state === 'done' || account.state === 'partial').length;
      return well === run.accounts.length || run.state === 'running' ? t('runs.sync', { count: run.accounts.length }) : t('runs.sync_part', { done: well, count: run.accounts.length });
    }
    case 'import':
      return run.files.length === 1 ? t('runs.import', { file: fileName(run.files[0] ?? '') }) : t('runs.import_many', { count: run.files.length });
    case 'undo':
      return t('runs.undo_run');
    default:
      return t('runs.hand');
  }
}

/** The counts of a run that are not nothing; what needs a person is kept apart. */
export function runCounts(counts: RunRow['counts'], imported: boolean): { plain: string; attention: string } {
  const plain = [
    counts.new > 0 ? t('runs.new', { count: counts.new }) : '',
    counts.revised > 0 ? t('runs.revised', { count: counts.revised }) : '',
    imported && counts.same > 0 ? t('runs.known', { count: counts.same }) : '',
  ].filter((text) => text !== '');
  const attention = [counts.vanished > 0 ? t('runs.vanished', { count: counts.vanished }) : '', counts.rejected > 0 ? t('runs.rejected', { count: counts.rejected }) : ''].filter(
    (text) => text !== '',
  );
  return { plain: plain.length === 0 && attention.length === 0 ? t('runs.nothing') : plain.join(', '), attention: attention.join(', ') };
}

/** The last part of a path, of either system. */
export function fileName(path: string): string {
  return path.split(/[/\\]/u).at(-1) ?? path;
}

/** The name of a format. */
export function formatName(format: string | null): string {
  return format === null ? t('import.format.none') : word('import.format.', format);
}

/** A remark on what was read. One we have no words for shows its code and values. */
export function noteText(note: ImportNote): string {
  const values = Object.fromEntries(Object.entries(note.values).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
  if (note.code === 'nothing_to_take') values['detail'] = word('import.nothing_why.', values['detail'] ?? '');
  const key = `import.note.${note.code}`;
  if (hasKey(key)) return t(key, { ...values, detail: values['detail'] ?? '', count: Number(values['count'] ?? 1) });
  return [note.code.replaceAll('_', ' '), ...Object.values(values)].join(', ');
}

/** Why a row was refused. */
export function reasonName(row: RejectedRow): string {
  return word('reasons.', row.reason);
}

/** Where a refused row stands. */
export function rowPlace(row: RejectedRow): string {
  // Both together are a sheet and its row.
  if (row.line !== null && row.pointer !== null) return `${row.pointer}, ${t('import.line', { line: integer(row.line) })}`;
  if (row.line !== null) return t('import.line', { line: integer(row.line) });
  return row.pointer ?? '';
}
