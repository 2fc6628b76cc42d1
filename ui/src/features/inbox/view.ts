// How an offer reads: what is due, what a term says, and where its words stand in the mail. Mail is plain text from
// strangers: it is cut into pieces here and never becomes markup.
import type { FindingRow } from '../../bindings/FindingRow';
import type { OfferDetail } from '../../bindings/OfferDetail';
import type { OfferGroup } from '../../bindings/OfferGroup';
import type { OfferRow } from '../../bindings/OfferRow';
import type { StageName } from '../../bindings/StageName';
import type { TermFieldName } from '../../bindings/TermFieldName';
import type { TermRow } from '../../bindings/TermRow';
import { amount, basisPoints, dayShort, dayWeek } from '../../lib/format';
import { hasKey, t } from '../../lib/i18n.svelte';

/** Stages in the order of the pipeline. */
export const stages = [
  'new',
  'talking',
  'agreed',
  'making',
  'in_review',
  'published',
  'invoiced',
  'paid',
  'declined',
  'expired',
  'not_offer',
] as const satisfies readonly StageName[];

/** The title of a group. */
export function groupTitle({ kind }: OfferGroup): string {
  const key = `inbox.group.${kind}`;
  return hasKey(key) ? t(key) : kind;
}

/** What stands at the right of an offer's second line: what is due, or where a closed one ended. */
export function when(row: OfferRow): string {
  if (row.due !== null && (row.due_kind === 'answer_by' || row.due_kind === 'draft_by' || row.due_kind === 'publish_on'))
    return t(`inbox.due.${row.due_kind}`, { day: dayShort(row.due) });
  return t(`inbox.stage.is.${row.stage}`);
}

/** Until when an offer sleeps, in words; nothing when it is awake. */
export function asleep({ sleep }: OfferRow): string | null {
  if (sleep === null || sleep.woken !== null) return null;
  if (sleep.until === null) return t('inbox.sleep.reply');
  return t(sleep.on_reply ? 'inbox.sleep.either' : 'inbox.sleep.until', { day: dayShort(sleep.until) });
}

/** The findings of a row in words. */
export function findingWords({ findings, grade }: OfferRow): string {
  return t(grade === 'likely_scam' ? 'inbox.findings.scam' : 'inbox.findings', { count: findings });
}

const days: readonly TermFieldName[] = ['answer_by', 'draft_by', 'publish_on'];

/** What a term says. */
export function termWords({ field, text, amount: figure, rate }: TermRow): string {
  if (figure !== null) return amount(figure);
  if (rate !== null) return basisPoints(rate);
  if (text === null) return t('common.unknown');
  return days.includes(field) && /^\d{4}-\d{2}-\d{2}$/u.test(text) ? dayWeek(text) : text;
}

/** The same as it is typed: with a point, an unit's code, a whole day. */
export function termTyped({ text, amount: figure, rate }: TermRow): string {
  if (figure !== null) return `${figure.amount} ${figure.unit}`;
  if (rate !== null) return String(rate / 100);
  return text ?? '';
}

/** A numbered mark: of a term, or of a reason for distrust. */
export interface Mark {
  number: number;
  danger: boolean;
  /** What it is about, to be read out. */
  name: string;
}

/** A finding with the number its mark has. */
export interface NumberedFinding {
  number: number;
  finding: FindingRow;
}

/** Findings are numbered behind the terms, so that a number stands for one thing. */
export function numbered(detail: OfferDetail): NumberedFinding[] {
  const last = Math.max(0, ...detail.terms.map((term) => term.mark));
  return detail.findings.map((finding, index) => ({ number: last + 1 + index, finding }));
}

/** A piece of the text with the marks that hold over it; `opens` are those that begin here. */
export interface Piece {
  at: number;
  text: string;
  marks: Mark[];
  opens: Mark[];
}

interface Place {
  mark: Mark;
  start: number;
  end: number;
}

/** The text of a message in paragraphs, each cut where marks begin and end. */
export function paragraphs(message: { id: number; text: string }, detail: OfferDetail): Piece[][] {
  const { text } = message;
  const places = placesIn(message, detail);
  const edges = places.flatMap((place) => [place.start, place.end]);
  let from = 0;
  const blocks: Piece[][] = [];
  for (const gap of [...text.matchAll(/\n[^\S\n]*\n\s*/gu), null]) {
    const to = gap === null ? text.length : gap.index;
    if (to > from) blocks.push(cut(text, from, to, edges, places));
    from = gap === null ? to : gap.index + gap[0].length;
  }
  return blocks;
}

function cut(text: string, from: number, to: number, edges: readonly number[], places: readonly Place[]): Piece[] {
  const cuts = [...new Set([from, to, ...edges.filter((edge) => edge > from && edge < to)])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((at, index) => {
    const here = places.filter((place) => place.start <= at && at < place.end);
    return {
      at,
      text: text.slice(at, cuts[index + 1]),
      marks: here.map((place) => place.mark),
      opens: here.filter((place) => place.start === at).map((place) => place.mark),
    };
  });
}

function placesIn(message: { id: number; text: string }, detail: OfferDetail): Place[] {
  const { text } = message;
  const places: Place[] = [];
  const put = (mark: Mark, start: number, len: number): void => {
    if (start >= 0 && len > 0 && start + len <= text.length) places.push({ mark, start, end: start + len });
  };
  for (const term of detail.terms) {
    if (term.message !== message.id || term.start === null || term.len === null) continue;
    const name = t('inbox.mark', { mark: term.mark, field: t(`inbox.term.${term.field}`) });
    put({ number: term.mark, danger: false, name }, term.start, term.len);
  }
  for (const { number, finding } of numbered(detail)) {
    const line = finding.line.trim();
    const name = t('inbox.mark.finding', { mark: number, kind: t(`inbox.finding.${finding.kind}`) });
    put({ number, danger: true, name }, text.indexOf(line), line.length);
  }
  return places;
}
