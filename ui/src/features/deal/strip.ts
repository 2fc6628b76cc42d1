/**
 * Where pieces and rights stand on a strip of days: pure geometry from days, tested without a screen.
 *
 * What has no day stands nowhere; a right whose end is not known or that has none runs to the edge and says so.
 */
import type { ConflictRow } from '../../bindings/ConflictRow';
import type { DealTimeline } from '../../bindings/DealTimeline';
import type { DealView } from '../../bindings/DealView';
import type { DeliverableRow } from '../../bindings/DeliverableRow';
import type { RightRow } from '../../bindings/RightRow';
import { daysBetween } from '../../lib/format';

/** Height of a lane and of the head above the first, in pixels. */
export const LANE = 30;
export const HEAD = 22;

export type Diamond = { x: number; hollow: boolean; day: string; piece: DeliverableRow };
export type Bar = { x: number; width: number; open: boolean; right: RightRow };
export type Hatch = { x: number; width: number; sure: boolean };
export type Lane = { deal: DealView; own: boolean; kind: 'pieces' | 'right'; y: number; diamonds: Diamond[]; bar: Bar | null; right: RightRow | null; hatches: Hatch[] };
export type Strip = { lanes: Lane[]; height: number; today: number; months: { x: number; day: string }[]; from: string; to: string };

/** The day `days` after another. */
export function plusDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** Pieces that were not called off. */
export function standing(deal: DealView): DeliverableRow[] {
  return deal.deliverables.filter((piece) => piece.progress !== 'dropped');
}

/** What conflicts name of a deal. */
function metOf(timeline: DealTimeline, deal: DealView): Set<string> {
  const sides = timeline.conflicts.flatMap((conflict) => [conflict.one, conflict.other]);
  return new Set(sides.filter((side) => side.offer === deal.offer).map((side) => side.item));
}

/** Days that must be seen: those of the lanes that are drawn. */
function daysOf(timeline: DealTimeline, own: (deal: DealView) => boolean): string[] {
  const days = timeline.deals.flatMap((deal) => {
    const met = metOf(timeline, deal);
    const drawn = (item: string): boolean => own(deal) || met.has(item);
    const pieces = standing(deal).filter((piece) => drawn(piece.item)).flatMap((piece) => [piece.draft_on, piece.publish_on]);
    const rights = deal.rights.filter((right) => drawn(right.item)).flatMap((right) => [right.from, right.to]);
    return [...pieces, ...rights];
  });
  return [timeline.today, ...days].filter((day): day is string => day !== null);
}

/** A little more than a year ahead and two months back is the most a strip shows. */
const BACK = 62;
const AHEAD = 400;

/** The strip between `left` and `width`. `id` is the offer asked about; without one every deal is its own. */
export function strip(timeline: DealTimeline, id: number | null, left: number, width: number): Strip {
  const { today } = timeline;
  const isOwn = (deal: DealView): boolean => id === null || deal.offer === id;
  const days = daysOf(timeline, isOwn).sort();
  const clamp = (day: string): string => (day < plusDays(today, -BACK) ? plusDays(today, -BACK) : day > plusDays(today, AHEAD) ? plusDays(today, AHEAD) : day);
  const from = plusDays(clamp(days[0] ?? today), -3);
  const to = plusDays(clamp(days.at(-1) ?? today), 8);
  const whole = Math.max(daysBetween(from, to), 28);
  const x = (day: string): number => left + (Math.min(Math.max(daysBetween(from, day), 0), whole) / whole) * (width - left);
  const lanes: Lane[] = [];
  const add = (lane: Omit<Lane, 'y'>): void => void lanes.push({ ...lane, y: HEAD + lanes.length * LANE });
  for (const deal of timeline.deals) {
    const own = isOwn(deal);
    const pieces = standing(deal).filter((piece) => piece.draft_on !== null || piece.publish_on !== null);
    const met = metOf(timeline, deal);
    if (pieces.length > 0 && (own || pieces.some((piece) => met.has(piece.item)))) {
      add({ deal, own, kind: 'pieces', diamonds: diamonds(pieces, x), bar: null, right: null, hatches: [] });
    }
    for (const right of deal.rights) {
      if (!own && !met.has(right.item)) continue;
      const hatches = hatchesOf(timeline.conflicts, deal.offer, right.item, x, width);
      add({ deal, own, kind: 'right', diamonds: [], bar: bar(right, x, width), right, hatches });
    }
  }
  return { lanes, height: HEAD + lanes.length * LANE + 4, today: x(today), months: months(from, plusDays(from, whole), x), from, to };
}

function diamonds(pieces: readonly DeliverableRow[], x: (day: string) => number): Diamond[] {
  const out: Diamond[] = [];
  const seen = new Set<string>();
  for (const piece of pieces) {
    for (const [day, hollow] of [
      [piece.draft_on, true],
      [piece.publish_on, false],
    ] as const) {
      if (day === null || seen.has(`${day}${String(hollow)}`)) continue;
      seen.add(`${day}${String(hollow)}`);
      out.push({ x: x(day), hollow, day, piece });
    }
  }
  return out.sort((a, b) => a.x - b.x);
}

function bar(right: RightRow, x: (day: string) => number, width: number): Bar | null {
  if (right.from === null) return null;
  const start = x(right.from);
  const end = right.to === null ? width : x(right.to);
  return { x: start, width: Math.max(end - start, 3), open: right.to === null, right };
}

function hatchesOf(conflicts: readonly ConflictRow[], offer: number, item: string, x: (day: string) => number, width: number): Hatch[] {
  return conflicts
    .filter((conflict) => conflict.from !== null && [conflict.one, conflict.other].some((side) => side.offer === offer && side.item === item))
    .map((conflict) => {
      const start = x(conflict.from ?? '');
      const end = conflict.to === null ? width : x(conflict.to);
      return { x: start, width: Math.max(end - start, 6), sure: conflict.doubts.length === 0 };
    });
}

function months(from: string, to: string, x: (day: string) => number): { x: number; day: string }[] {
  const out: { x: number; day: string }[] = [];
  let month = `${from.slice(0, 7)}-01`;
  while (month <= to) {
    if (month >= from) out.push({ x: x(month), day: month });
    month = `${plusDays(month, 32).slice(0, 7)}-01`;
  }
  // Too many to read: every second or third one stays.
  const step = Math.ceil(out.length / 9);
  return out.filter((_, index) => index % step === 0);
}
