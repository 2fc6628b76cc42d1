// How programmes read: columns of the board, the line on a card, and the words of a requirement with its evidence.
// Verdicts, values and shares come from the core; nothing is judged here.
import type { Board } from '../../bindings/Board';
import type { ProgrammeCard } from '../../bindings/ProgrammeCard';
import type { ProgrammeDetail } from '../../bindings/ProgrammeDetail';
import type { RequirementNode } from '../../bindings/RequirementNode';
import type { RuleVersion } from '../../bindings/RuleVersion';
import { dayShort, digits, period, permille } from '../../lib/format';
import { hasKey, integer, intlTag, t, word } from '../../lib/i18n.svelte';

/** States in the order of the board. */
export const states = ['in', 'may_apply', 'nearly', 'not_yet', 'not_in_region', 'ended', 'unknown'] as const;
export type State = (typeof states)[number];

/** Columns that say little and start folded. */
export const foldedAtFirst: readonly State[] = ['not_in_region', 'ended'];

/** A column of the board. */
export interface Column {
  state: State;
  cards: ProgrammeCard[];
}

/** The state of a card; one that we do not know is unknown. */
export function stateOf(card: ProgrammeCard): State {
  return states.find((state) => state === card.state) ?? 'unknown';
}

/** The board in columns. `platform` is a platform's name in the registry, `connected`, or empty for all. */
export function columns(board: Board, platform: string): Column[] {
  const wanted = (card: ProgrammeCard): boolean =>
    platform === '' || (platform === 'connected' ? card.connected : card.platform_name === platform);
  const cards = board.cards.filter(wanted);
  return states.map((state) => ({ state, cards: cards.filter((card) => stateOf(card) === state).sort(nearestFirst) }));
}

function nearestFirst(a: ProgrammeCard, b: ProgrammeCard): number {
  const share = (card: ProgrammeCard): number => card.lacking?.permille ?? (card.connected ? 0 : -1);
  return share(b) - share(a) || Number(b.connected) - Number(a.connected) || a.platform_name.localeCompare(b.platform_name) || a.name.localeCompare(b.name);
}

/** Figures that are a yes or a no. The core refuses any other word for them. */
const yesOrNo: readonly string[] = [
  'good_standing',
  'two_factor_enabled',
  'payout_account_linked',
  'invited',
  'original_content',
  'identity_verified',
  'advanced_features',
  'made_for_kids',
  'music_channel',
  'external_live_history',
  'external_sales_evidence',
  'pilot_passed',
  'business_documents',
];

/** What kind of word a figure is, for the field it is typed in. */
export function declared(metric: string): 'yes_no' | 'other' {
  return yesOrNo.includes(metric) ? 'yes_no' : 'other';
}

/** The card to open when none is asked for: the nearest that is not reached yet. */
export function firstCard(all: readonly Column[]): string | null {
  const order: readonly State[] = ['nearly', 'may_apply', 'not_yet', 'unknown', 'in', 'not_in_region', 'ended'];
  for (const state of order) {
    const card = all.find((column) => column.state === state)?.cards[0];
    if (card !== undefined) return card.programme;
  }
  return null;
}

/** The name of a country in the creator's language. */
export function regionName(code: string): string {
  if (code === '*') return t('programmes.regions.all');
  try {
    return new Intl.DisplayNames(intlTag(), { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Two letters for a platform we have no tile of. */
export function initials(name: string): string {
  const letters = name.replace(/[^\p{L}\p{N}]/gu, '');
  return letters.slice(0, 2).toUpperCase();
}

/** The line under a card's name. */
export function cardLine(card: ProgrammeCard): string {
  switch (stateOf(card)) {
    case 'in':
      return t('programmes.card.in');
    case 'ended':
      return card.ended_on === null ? t('programmes.card.ended.unknown') : t('programmes.card.ended', { day: ruleDay(card.ended_on) });
    case 'not_in_region':
      return t(card.check_region ? 'programmes.card.check' : 'programmes.card.not_here');
    case 'may_apply':
      return t(card.check_region ? 'programmes.card.check' : 'programmes.card.met');
    default:
  }
  // Nothing is judged where no version holds yet.
  if (stateOf(card) === 'not_yet' && card.met + card.unmet + card.unknown === 0) return t('programmes.card.later');
  if (!card.connected) return t('programmes.card.not_connected');
  if (card.lacking !== null && card.unknown === 0)
    return t('programmes.card.lacking', { value: card.lacking.value, threshold: card.lacking.threshold });
  const parts: string[] = [];
  if (card.unknown > 0) parts.push(t('programmes.card.unknown', { count: card.unknown }));
  if (card.unmet > 0) parts.push(t('programmes.card.unmet', { count: card.unmet }));
  return parts.length > 0 ? parts.join(', ') : t('programmes.card.met');
}

/** Whether a card has a bar: a number that is on its way, or dashed for one that cannot be told. */
export function cardBar(card: ProgrammeCard): number | null | undefined {
  const state = stateOf(card);
  if (state !== 'nearly' && state !== 'not_yet' && state !== 'unknown') return undefined;
  if (card.lacking !== null) return card.lacking.permille;
  return card.unknown > 0 || !card.connected ? null : undefined;
}

/** A day of the registry, as precise as it is: `2021`, `2021-12`, `2021-12-01`. */
export function ruleDay(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/u.test(value)) return dayShort(value);
  return /^\d{4}-\d{2}$/u.test(value) ? period(value, 'long') : value;
}

/** A metric by name. */
export function metricName(metric: string): string {
  return word('programmes.metric.', metric);
}

/** A value or threshold of the registry in words: numbers grouped, yes and no, everything else as it is. */
export function valueWords(value: string, threshold: string | null): string {
  const yesNo = threshold === 'true' || threshold === 'false';
  if (value === 'true' || value === 'yes' || (yesNo && value === '1')) return t('programmes.yes');
  if (value === 'false' || value === 'no' || (yesNo && value === '0')) return t('programmes.no');
  if (/^-?\d{1,15}$/u.test(value)) return integer(Number(value));
  return word('programmes.value.', value);
}

/** The name of a requirement with the window it counts in. */
export function requirementName(node: Pick<RequirementNode, 'metric' | 'window_days' | 'window_kind'>): string {
  const name = metricName(node.metric ?? '');
  const window = windowWords(node);
  return window === null ? name : `${name}, ${window}`;
}

function windowWords({ window_days: days, window_kind: kind }: Pick<RequirementNode, 'window_days' | 'window_kind'>): string | null {
  if (kind === 'consecutive_days' && days !== null) return t('programmes.window.consecutive_days', { count: days });
  if (kind !== null && kind !== 'rolling' && kind !== 'consecutive_days') {
    const key = `programmes.window.${kind}`;
    if (hasKey(key)) return t(key);
  }
  return days === null ? null : t('programmes.window.days', { count: days });
}

/** The present value, its bounds, or the word unknown. */
export function present(node: RequirementNode): string {
  const yesNo = node.metric === 'programme_membership' ? 'true' : node.threshold;
  const inWords = (value: string): string => valueWords(value, yesNo);
  if (node.value !== null) return inWords(node.value);
  if (node.lower !== null && node.upper !== null) return t('programmes.bounds', { lower: inWords(node.lower), upper: inWords(node.upper) });
  if (node.lower !== null) return t('programmes.bounds.lower', { lower: inWords(node.lower) });
  if (node.upper !== null) return t('programmes.bounds.upper', { upper: inWords(node.upper) });
  return t('common.unknown');
}

const operators: Readonly<Record<string, 'at_least' | 'more_than' | 'at_most' | 'less_than' | 'in' | 'not_in'>> = {
  '>=': 'at_least',
  '>': 'more_than',
  '<=': 'at_most',
  '<': 'less_than',
  in: 'in',
  not_in: 'not_in',
};

/** What is asked for. `names` turns the id of a programme into its name. */
export const asked = (node: RequirementNode, names: ReadonlyMap<string, string>): string => askedWords(node, names);

/** A threshold with its operator, in words. */
export function askedWords(node: Pick<RequirementNode, 'metric' | 'op' | 'threshold'>, names: ReadonlyMap<string, string>): string {
  if (node.threshold === null) return t('programmes.op.unpublished');
  if (node.metric === 'programme_membership') return t('programmes.member_of', { name: names.get(node.threshold) ?? node.threshold });
  const value = valueWords(node.threshold, node.threshold);
  const operator = operators[node.op ?? ''];
  return operator === undefined ? value : t(`programmes.op.${operator}`, { value });
}

/** Where the value comes from. */
export function evidence(node: RequirementNode): string {
  if (node.source === null) return t('programmes.evidence.none');
  const key = `programmes.evidence.${node.source}`;
  if (!hasKey(key)) return node.source;
  return t(key, { day: node.observed === null ? '?' : dayShort(node.observed) }).replace(/, \?$/u, '');
}

/** Every leaf of the tree. */
export function leaves(nodes: readonly RequirementNode[]): RequirementNode[] {
  return nodes.flatMap((node) => (node.kind === 'metric' ? [node] : leaves(node.children)));
}

/** What the requirements come to, in one or two sentences. */
export function summary({ card, rule, verdict, requirements, maintenance }: ProgrammeDetail, region: string): string {
  const parts: string[] = [];
  if (stateOf(card) === 'in') parts.push(t(maintenance.length > 0 ? 'programmes.summary.in' : 'programmes.summary.in.plain'));
  else if (rule === null) parts.push(t('programmes.rule.none', { region }));
  else if (verdict === 'met') parts.push(t('programmes.summary.met'));
  else if (verdict === 'unmet') parts.push(unmet(card));
  else if (!card.connected) parts.push(t('programmes.summary.not_connected', { platform: card.platform_name }));
  else {
    const open = leaves(requirements).filter((node) => node.verdict === 'unknown');
    const needs = [...new Set(open.map((node) => metricName(node.needs ?? node.metric ?? '')))].join(', ');
    parts.push(t('programmes.summary.unknown', { count: open.length, needs }));
  }
  if (card.check_region && rule !== null) parts.push(t('programmes.summary.check', { region }));
  return parts.join(' ');
}

function unmet({ unmet: count, lacking }: ProgrammeCard): string {
  if (lacking === null) return t('programmes.summary.unmet', { count });
  const { metric, value, threshold } = lacking;
  return t('programmes.summary.unmet.lacking', { count, metric: metricName(metric), value, threshold });
}

/** What it pays, in pieces. */
export function pays({ payout }: Pick<ProgrammeDetail, 'payout'>): string[] {
  const parts: string[] = [];
  if (payout.share_permille !== null) {
    const share = permille(payout.share_permille);
    parts.push(payout.unit === null ? share : `${share}, ${payout.unit}`);
  } else if (payout.unit !== null) parts.push(payout.figure === null ? payout.unit : `${digits(payout.figure)} ${payout.unit}`);
  if (payout.minimum !== null) parts.push(t('programmes.pays.minimum', { minimum: payout.minimum }));
  if (payout.delay_days !== null) parts.push(t('programmes.pays.delay', { count: payout.delay_days }));
  if (payout.method !== null) parts.push(payout.method);
  return parts;
}

/** A version of the rule in a line. */
export function versionTitle({ from, to, status }: RuleVersion): string {
  const state = word('programmes.status.', status);
  if (from !== null && to !== null) return t('programmes.history.span', { from: ruleDay(from), to: ruleDay(to), status: state });
  if (from !== null) return t('programmes.history.from', { from: ruleDay(from), status: state });
  if (to !== null) return t('programmes.history.to', { to: ruleDay(to), status: state });
  return t('programmes.history.undated', { status: state });
}
