// How a payout reads in the list and in its X-ray. Nothing is computed: figures and bar ends come from the core.
import type { Amount } from '../../bindings/Amount';
import type { PayoutDetail } from '../../bindings/PayoutDetail';
import type { PayoutGroup } from '../../bindings/PayoutGroup';
import type { PayoutRow } from '../../bindings/PayoutRow';
import type { XrayLine } from '../../bindings/XrayLine';
import { amount, amounts, dayOf, dayShort, dayWeek, isZero, range, today } from '../../lib/format';
import { hasKey, t } from '../../lib/i18n.svelte';
import { platformName, streamName } from '../../lib/names';

/** A payout with the word it is addressed by: its id, or its place among the expected ones, which have none. */
export interface Listed {
  key: string;
  row: PayoutRow;
}

/** A group ready to be listed. */
export interface ListedGroup {
  kind: string;
  title: string;
  count: number;
  rows: Listed[];
}

/** The groups with older paid rows joined on. A row that came twice stands once. */
export function listed(groups: readonly PayoutGroup[], older: readonly PayoutRow[]): ListedGroup[] {
  return groups.map((group) => {
    const known = new Set(group.payouts.map((row) => row.id));
    const more = group.kind === 'paid' ? older.filter((row) => !known.has(row.id)) : [];
    const rows = [...group.payouts, ...more].map((row, place) => ({
      key: row.id === null ? `expected-${String(place)}` : String(row.id),
      row,
    }));
    const key = `payouts.group.${group.kind}`;
    return { kind: group.kind, title: hasKey(key) ? t(key) : group.kind, count: group.count, rows };
  });
}

/** The second line at the left: what is known about what it pays. */
export function about(row: PayoutRow): string {
  if (row.id === null) return coming(row);
  if (row.unexplained === null) return t('payouts.not_itemised');
  if (!isZero(row.unexplained)) return t('payouts.unexplained', { amount: amount(size(row.unexplained)) });
  return row.basis === 'linked' || row.basis === null ? entries(row.entries) : t('payouts.explained');
}

/** What is said of a payout that nobody announced: its band of amounts, or the minimum it does not reach. */
function coming(row: PayoutRow): string {
  const { expected } = row;
  if (expected === null) return t('payouts.expected');
  if (expected.minimum !== null) return t('payouts.below', { minimum: amount(expected.minimum) });
  if (expected.amount_percent === null || expected.low.amount === expected.high.amount) return t('payouts.expected');
  return t('payouts.about', { low: amount(expected.low), high: amount(expected.high) });
}

/** The band of days of an expected payout. */
export function band(earliest: string | null, latest: string | null): string {
  if (earliest === null || latest === null) return '';
  return earliest === latest ? dayShort(earliest) : range(earliest, latest);
}

/** A figure without its sign, for words that say the direction or need none. */
export function size(value: Amount): Amount {
  return { ...value, amount: value.amount.replace(/^-/u, '') };
}

/** How many entries, in words. */
export function entries(count: number): string {
  return count === 0 ? t('payouts.entries.none') : t('payouts.entries', { count });
}

/** The second line at the right: its day, or how late it is. */
export function when(row: PayoutRow): { text: string; bad: boolean } {
  if (row.late_days !== null && row.late_days > 0) return { text: t('payouts.late', { count: row.late_days }), bad: true };
  if (row.state === 'failed') return { text: t('payouts.failed'), bad: true };
  if (row.state === 'canceled') return { text: t('payouts.canceled'), bad: true };
  if (row.landed !== null) return { text: t('payouts.landed', { day: dayShort(row.landed) }), bad: false };
  if (row.arrival === null) return { text: t('payouts.no_day'), bad: false };
  return { text: row.arrival >= today() ? dayWeek(row.arrival) : dayShort(row.arrival), bad: false };
}

/** The line under the title of an opened payout. */
export function story(row: PayoutRow): string {
  const parts: string[] = [];
  if (row.created !== null) parts.push(t('payouts.announced', { day: dayShort(dayOf(row.created)) }));
  else if (row.id === null) parts.push(t('payouts.state.expected', { platform: platformName(row.platform) }));
  if (row.arrival !== null) parts.push(t(`payouts.${arrivalWord(row)}`, { day: dayShort(row.arrival) }));
  if (row.landed !== null) parts.push(t('payouts.landed', { day: dayShort(row.landed) }));
  return parts.join(', ');
}

/** How its entries were found, in words; empty where the platform links them. */
export function confidence(row: PayoutRow): string {
  if (row.basis === null || row.basis === 'linked' || row.score === null) return '';
  const key = `payouts.basis.${row.basis}`;
  return hasKey(key) ? t(key, { score: Math.round(row.score / 10) }) : '';
}

/** The reason of a proposal, in words. */
export function reasonName(reason: string): string {
  const key = `payouts.reason.${reason}`;
  return hasKey(key) ? t(key) : reason;
}

function arrivalWord(row: PayoutRow): 'was_due' | 'arrived' | 'arrives' | 'due' {
  if (row.late_days !== null && row.late_days > 0) return 'was_due';
  if (row.state === 'paid') return 'arrived';
  return row.state === null ? 'due' : 'arrives';
}

/** Whether something is left that no entry, fee or rule accounts for. */
export function unexplained(row: PayoutRow): boolean {
  return row.unexplained !== null && !isZero(row.unexplained);
}

/** The name of a line. */
export function lineName(line: XrayLine, { payout }: PayoutDetail): string {
  if (line.kind === 'stream' && line.stream !== null) return streamName(line.stream);
  const platform = platformName(payout.platform);
  if (line.kind === 'paid' && payout.created !== null)
    return t('payouts.line.paid.on', { platform, day: dayShort(dayOf(payout.created)) });
  const key = `payouts.line.${line.kind}`;
  return hasKey(key) ? t(key, { platform }) : t('payouts.line.other');
}

/** What stands beside the name. */
export function lineNote(line: XrayLine): string {
  if (line.kind === 'unexplained') {
    if (line.amount === null) return '';
    return t(isZero(line.amount) ? 'payouts.line.unexplained.zero' : 'payouts.line.unexplained.note');
  }
  const counted = line.count === null ? '' : entries(line.count);
  if (line.foreign.length === 0) return counted;
  return [t('payouts.line.currency.note', { amounts: amounts(line.foreign) }), counted].filter((part) => part !== '').join(', ');
}

/** What is told of a line beside its note, when it is pointed at. */
export function lineTitle(line: XrayLine): string {
  if (line.at_reference === null) return lineNote(line);
  return `${lineNote(line)}. ${t('payouts.line.currency.worth', { amount: amount(line.at_reference) })}`;
}

/** A waterfall bar in a box of some width; too small ones keep two pixels, so that they can be seen. */
export function bar(line: XrayLine, width: number): { x: number; width: number } {
  const from = Math.min(line.from_permille, line.to_permille);
  const to = Math.max(line.from_permille, line.to_permille);
  const wide = Math.max(2, ((to - from) * width) / 1000);
  return { x: Math.min((from * width) / 1000, width - wide), width: wide };
}

/** Lines that are sums and stand out. */
export function isSum(line: XrayLine): boolean {
  return line.kind === 'expected' || line.kind === 'paid';
}
