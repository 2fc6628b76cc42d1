/** Sentences about pieces, rights and conflicts, from days and codes. */
import type { ConflictRow } from '../../bindings/ConflictRow';
import type { DealTimeline } from '../../bindings/DealTimeline';
import type { DealView } from '../../bindings/DealView';
import type { DeliverableRow } from '../../bindings/DeliverableRow';
import type { RightRow } from '../../bindings/RightRow';
import { dayShort, range } from '../../lib/format';
import { intlTag, t } from '../../lib/i18n.svelte';
import { standing } from './strip';

function listed(parts: readonly string[]): string {
  return new Intl.ListFormat(intlTag(), { type: 'conjunction' }).format(parts);
}

/** `2 videos and 1 story`. */
export function pieces(rows: readonly DeliverableRow[]): string {
  const counts = new Map<DeliverableRow['format'], number>();
  for (const row of rows) counts.set(row.format, (counts.get(row.format) ?? 0) + 1);
  return listed([...counts].map(([format, count]) => t(`deal.format.${format}`, { count })));
}

/** `2 videos 9 Nov, 1 story 16 Nov`: publications by day. */
export function published(rows: readonly DeliverableRow[]): string {
  const days = [...new Set(rows.map((row) => row.publish_on))].filter((day): day is string => day !== null).sort();
  return days.map((day) => `${pieces(rows.filter((row) => row.publish_on === day))} ${dayShort(day)}`).join(', ');
}

/** The name of a piece: its kind and number. */
export function pieceName(row: DeliverableRow): string {
  return `${t(`deal.kind.${row.format}`)} ${row.item.split('-').at(-1) ?? ''}`;
}

/** Its own words, where they say more than its kind. */
export function pieceWords(row: DeliverableRow): string {
  const several = t(`deal.format.${row.format}`, { count: 2 }).replace(/^\S+\s/u, '');
  const kinds = [t(`deal.kind.${row.format}`), several].map((word) => word.toLocaleLowerCase(intlTag()));
  return kinds.includes(row.label.toLocaleLowerCase(intlTag())) ? '' : row.label;
}

/** What a bar says: `60 days, to 8 Jan`. */
export function span(right: RightRow): string {
  if (right.end === 'never') return t('deal.bar.never');
  if (right.from === null && right.to === null) return t(right.start === 'publication' ? 'deal.bar.waits' : 'deal.bar.unknown');
  if (right.to === null) return t('deal.bar.unknown');
  const days = /^(\d+) days?$/u.exec(right.length);
  return days === null ? t('deal.bar.to', { day: dayShort(right.to) }) : t('deal.bar.days', { count: Number(days[1]), day: dayShort(right.to) });
}

/** The days of a right or a conflict in a sentence. */
export function daysOf(row: Pick<RightRow, 'from' | 'to' | 'end'>): string {
  if (row.from !== null && row.to !== null) return row.from === row.to ? dayShort(row.from) : range(row.from, row.to);
  if (row.from !== null) return `${t('deal.days.from', { day: dayShort(row.from) })}, ${t(row.end === 'never' ? 'deal.bar.never' : 'deal.bar.unknown')}`;
  return t('deal.bar.unknown');
}

/** What a conflict says, from the side of one offer. */
export function conflictWords(conflict: ConflictRow, offer: number | null): string {
  const other = conflict.one.offer === offer ? conflict.other : conflict.one;
  const brand = offer === null ? `${conflict.one.brand} / ${conflict.other.brand}` : other.brand;
  if (conflict.doubts.length > 0) return t('deal.conflict.perhaps', { brand, why: listed(conflict.doubts.map((doubt) => t(`deal.doubt.${doubt}`))) });
  const key = conflict.publication && conflict.one.offer === offer ? 'deal.conflict.publication' : 'deal.conflict.overlap';
  return t(key, { brand, days: daysOf(conflict) });
}

/** The one sentence for all of it: pieces, rights, conflicts. */
export function summary(timeline: DealTimeline, deal: DealView): string {
  const rows = standing(deal);
  const dated = published(rows);
  const made = rows.length === 0 ? t('deal.sum.none') : dated === '' ? t('deal.sum.undated', { pieces: pieces(rows) }) : dated;
  const rights = deal.rights.map((right) => t('deal.sum.right', { what: t(`deal.right.${right.kind}`), days: daysOf(right) }));
  const sure = timeline.conflicts.filter((conflict) => conflict.doubts.length === 0 && [conflict.one.offer, conflict.other.offer].includes(deal.offer));
  const brands = sure.map((conflict) => (conflict.one.offer === deal.offer ? conflict.other.brand : conflict.one.brand));
  const met = sure.length === 0 ? t('deal.sum.clear') : t('deal.sum.conflict', { brand: listed([...new Set(brands)]) });
  const whole = [made, ...rights, met].join('; ');
  return `${whole.slice(0, 1).toLocaleUpperCase(intlTag())}${whole.slice(1)}.`;
}
