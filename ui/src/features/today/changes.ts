/** How a change reads: its words, its mark and where it leads. Nothing here computes money. */
import type { ChangeItem } from '../../bindings/ChangeItem';
import type { IconName } from '../../components/icons';
import { amount, dayShort, daysBetween, digits, range, today } from '../../lib/format';
import { t, word } from '../../lib/i18n.svelte';
import { entryTitle, platformName, statusName, streamName } from '../../lib/names';
import { href } from '../../lib/router.svelte';

/** Kinds in the order they are shown: what costs money first, what is merely absent last. */
const order = ['late', 'failed', 'revised', 'vanished', 'status', 'landed', 'new', 'offer', 'missing'] as const;

/** Changes by kind, newest first within a kind; a kind we do not know comes last. */
export function ordered(items: readonly ChangeItem[]): ChangeItem[] {
  const rank = (kind: string) => {
    const at = (order as readonly string[]).indexOf(kind);
    return at === -1 ? order.length : at;
  };
  return [...items].sort((a, b) => rank(a.kind) - rank(b.kind));
}

/** Changes of one kind that are shown, and how many more there are. */
export type Group = { kind: string; items: ChangeItem[]; more: number };

/** A Today with few kinds shows three of each, one with many shows one of each: the rest of the screen stays in view. */
const FEW_KINDS = 4;

/** Changes by kind; long kinds are folded unless they are in `open`. A fold adds nothing up: money is the core's to sum. */
export function grouped(items: readonly ChangeItem[], open: readonly string[]): Group[] {
  const groups: Group[] = [];
  for (const item of ordered(items)) {
    const last = groups.at(-1);
    if (last?.kind === item.kind) last.items.push(item);
    else groups.push({ kind: item.kind, items: [item], more: 0 });
  }
  const folded = groups.length > FEW_KINDS ? 1 : 3;
  // a kind that is longer by one is shown whole: the line that says so would take the same place
  return groups.map((group) =>
    group.items.length <= folded + 1 || open.includes(group.kind) ? group : { ...group, items: group.items.slice(0, folded), more: group.items.length - folded },
  );
}

/** The mark of a kind, with its colour class. */
export function mark(item: ChangeItem): { icon: IconName; tone: string } {
  switch (item.kind) {
    case 'late':
      return { icon: 'clock', tone: 'dan' };
    case 'failed':
      return { icon: 'alert', tone: 'dan' };
    case 'revised':
      return { icon: 'revision', tone: '' };
    case 'vanished':
      return { icon: 'minus', tone: 'att' };
    case 'status':
      return { icon: item.status_after === null ? 'right' : `status-${item.status_after}`, tone: '' };
    case 'landed':
      return { icon: 'bank', tone: '' };
    case 'offer':
      return { icon: 'mail', tone: '' };
    case 'missing':
      return { icon: 'unknown', tone: 'att' };
    default:
      return { icon: 'dot', tone: '' };
  }
}

function span(item: ChangeItem): string {
  if (item.from === null) return item.to === null ? '' : dayShort(item.to);
  return range(item.from, item.to ?? item.from);
}

/** What the rows are about: the stream when there is one, else the platform. */
function what(item: ChangeItem): string {
  return item.stream === null ? platformName(item.platform) : streamName(item.stream);
}

function dated(words: string, item: ChangeItem): string {
  const days = span(item);
  return days === '' ? words : `${words}, ${days}`;
}

/** The two lines of a change. */
export function words(item: ChangeItem): { title: string; text: string } {
  const title = item.title === null ? null : entryTitle(item.title);
  const name = title ?? dated(what(item), item);
  switch (item.kind) {
    case 'late':
      return {
        title: item.title ?? t('today.payout_of', { platform: platformName(item.platform) }),
        text: item.from === null ? t('today.late_text_undated') : t('today.late_text', { day: dayShort(item.from), count: daysBetween(item.from, today()) }),
      };
    case 'failed':
      return {
        title: item.title ?? t('today.payout_of', { platform: platformName(item.platform) }),
        text: item.from === null ? t('today.failed_text_undated') : t('today.failed_text', { day: dayShort(item.from) }),
      };
    case 'revised':
      if (item.open === 'offer') return { title: item.title ?? t('common.unknown'), text: t('today.terms_changed') };
      if (item.count === 1 && item.after !== null) {
        const before = item.before === null ? t('common.unknown') : digits(item.before.amount);
        return { title: title === null ? name : dated(title, item), text: t('today.revised_text', { before, after: amount(item.after) }) };
      }
      return { title: name, text: t('today.revised_many', { count: item.count }) };
    case 'vanished':
      return { title: title === null ? name : dated(title, item), text: t('today.vanished_text', { platform: platformName(item.platform) }) };
    case 'status': {
      const state = (status: ChangeItem['status_after']) => (status === null ? t('common.unknown') : statusName(status));
      const [before, after] = [state(item.status_before), state(item.status_after)];
      if (item.count === 1) return { title: title === null ? name : dated(title, item), text: t('today.revised_text', { before, after }) };
      return { title: name, text: t('today.status_text', { count: item.count, before, after }) };
    }
    case 'landed':
      if (item.count > 1) return { title: t('today.landed_many', { count: item.count, platform: platformName(item.platform) }), text: span(item) === '' ? t('today.landed_no_day') : t('today.landed_text', { day: span(item) }) };
      return {
        title: item.title ?? t('today.payout_of', { platform: platformName(item.platform) }),
        text: item.from === null ? t('today.landed_no_day') : t('today.landed_text', { day: dayShort(item.from) }),
      };
    case 'offer':
      if (item.count > 1) return { title: t('today.offer_many', { count: item.count }), text: platformName(item.platform) };
      return {
        title: t('today.offer_title', { brand: item.title ?? t('common.unknown') }),
        text: item.from === null ? t('today.offer_text_undated') : t('today.offer_text', { day: dayShort(item.from) }),
      };
    case 'missing':
      return { title: t('today.missing_title', { what: `${platformName(item.platform)}, ${what(item)}`, span: span(item) }), text: t('today.missing_text') };
    default:
      return item.count > 1 ? { title: t('today.new_many', { count: item.count, what: what(item) }), text: dated(platformName(item.platform), item) } : { title: name, text: dated(platformName(item.platform), item) };
  }
}

/** The name of a kind. */
export function kindName(kind: string): string {
  return word('today.kind.', kind);
}

/** Whether the figure at the right is a difference, and so carries a plus. */
export function isDifference(item: ChangeItem): boolean {
  return item.kind === 'revised' || item.kind === 'new';
}

/** Where a change leads. */
export function place(item: ChangeItem): string {
  switch (item.open) {
    case 'payout':
      return href('payouts', item.open_id);
    case 'offer':
      return href('inbox', item.open_id);
    case 'payouts':
      return href('payouts');
    case 'offers':
      return href('inbox');
    case 'entry':
      return href('earnings', item.open_id);
    default:
      return href('earnings', null, item.filter ?? {});
  }
}

/** Whether a figure belongs to it at all: an offer without a fee has none, which is not the same as unknown. */
export function hasFigure(item: ChangeItem): boolean {
  return (item.open !== 'offer' && item.open !== 'offers') || item.amount !== null;
}
