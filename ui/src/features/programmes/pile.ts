// The programmes that cannot be told, by what would settle them: one action for each pile instead of one card after another.
import type { ProgrammeCard } from '../../bindings/ProgrammeCard';
import { metricName } from './view';
import { t } from '../../lib/i18n.svelte';

/** What would settle a pile. */
export type Settles = 'account' | 'figure' | 'membership' | 'platform' | 'rule';

/** Programmes that one input would settle, or bring closer. */
export interface Pile {
  key: string;
  settles: Settles;
  /** The figure, where it is one. */
  metric: string | null;
  title: string;
  cards: ProgrammeCard[];
}

const order: readonly Settles[] = ['figure', 'membership', 'account', 'rule', 'platform'];

/** Every card in one pile: the one of its input that settles the most. The largest piles first. */
export function piles(cards: readonly ProgrammeCard[]): Pile[] {
  const asked = new Map<string, number>();
  for (const card of cards) if (card.connected) for (const need of card.needs) asked.set(need, (asked.get(need) ?? 0) + 1);
  const found = new Map<string, Pile>();
  for (const card of cards) {
    const settles = what(card, asked);
    const key = `${settles.kind}:${settles.metric ?? ''}`;
    const pile = found.get(key) ?? { key, settles: settles.kind, metric: settles.metric, title: title(settles.kind, settles.metric), cards: [] };
    pile.cards.push(card);
    found.set(key, pile);
  }
  return [...found.values()].sort((a, b) => order.indexOf(a.settles) - order.indexOf(b.settles) || b.cards.length - a.cards.length);
}

function what(card: ProgrammeCard, asked: ReadonlyMap<string, number>): { kind: Settles; metric: string | null } {
  if (!card.connected) return { kind: 'account', metric: null };
  const figures = card.needs.filter((need) => need !== 'platform_itself' && need !== 'membership');
  const best = [...figures].sort((a, b) => (asked.get(b) ?? 0) - (asked.get(a) ?? 0))[0];
  if (best !== undefined) return { kind: 'figure', metric: best };
  if (card.needs.includes('membership')) return { kind: 'membership', metric: null };
  if (card.needs.includes('platform_itself')) return { kind: 'platform', metric: null };
  return { kind: 'rule', metric: null };
}

function title(kind: Settles, metric: string | null): string {
  return kind === 'figure' && metric !== null ? metricName(metric) : t(`programmes.pile.${kind === 'figure' ? 'rule' : kind}`);
}
