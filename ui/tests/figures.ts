/**
 * One invented creator whose figures the tests name. The snapshots in `fixtures` are written by the core and may change
 * with it; what a test says about a value is said about these. The types hold them to the same shapes.
 */
import type { Board } from '../src/bindings/Board';
import type { DealTimeline } from '../src/bindings/DealTimeline';
import type { EarningsChart } from '../src/bindings/EarningsChart';
import type { EntryDetail } from '../src/bindings/EntryDetail';
import type { EntryPage } from '../src/bindings/EntryPage';
import type { FeeHistory } from '../src/bindings/FeeHistory';
import type { MatchQueue } from '../src/bindings/MatchQueue';
import type { OfferDetail } from '../src/bindings/OfferDetail';
import type { OfferList } from '../src/bindings/OfferList';
import type { PayoutDetail } from '../src/bindings/PayoutDetail';
import type { PayoutList } from '../src/bindings/PayoutList';
import type { ProgrammeDetail } from '../src/bindings/ProgrammeDetail';
import type { ProgrammeStatusView } from '../src/bindings/ProgrammeStatusView';
import type { ProgrammeEconomics } from '../src/bindings/ProgrammeEconomics';
import type { RegionCompare } from '../src/bindings/RegionCompare';
import type { ProgrammeNotices } from '../src/bindings/ProgrammeNotices';
import type { FigureHistory } from '../src/bindings/FigureHistory';
import type { SourceText } from '../src/bindings/SourceText';
import type { Worth } from '../src/bindings/Worth';
import type { FixtureHost } from '../src/host/fixture';
import boardJson from './figures/board.json';
import chartJson from './figures/earnings_chart.json';
import dealJson from './figures/deal.json';
import entriesJson from './figures/entries.json';
import entryJson from './figures/entry.json';
import matchesJson from './figures/match_queue.json';
import feesJson from './figures/past_fees.json';
import worthJson from './figures/worth.json';
import offerJson from './figures/offer.json';
import scamJson from './figures/offer_scam.json';
import offersJson from './figures/offers.json';
import payoutJson from './figures/payout.json';
import payoutsJson from './figures/payouts.json';
import programmeJson from './figures/programme.json';
import standingJson from './figures/programme_status.json';
import economicsJson from './figures/programme_economics.json';
import comparedJson from './figures/compare_regions.json';
import noticesJson from './figures/programme_notices.json';
import figureJson from './figures/figure_history.json';
import sourceJson from './figures/source.json';

export const board = boardJson as Board;
export const chart = chartJson as EarningsChart;
export const deal = dealJson as DealTimeline;
export const fees = feesJson as FeeHistory;
export const worth = worthJson as Worth;
export const entries = entriesJson as EntryPage;
export const entry = entryJson as EntryDetail;
export const matches = matchesJson as MatchQueue;
export const offer = offerJson as OfferDetail;
export const scam = scamJson as OfferDetail;
export const offers = offersJson as OfferList;
export const payout = payoutJson as PayoutDetail;
export const payouts = payoutsJson as PayoutList;
export const programme = programmeJson as ProgrammeDetail;
export const standing = standingJson as ProgrammeStatusView;
export const economics = economicsJson as ProgrammeEconomics;
export const compared = comparedJson as RegionCompare;
export const notices = noticesJson as ProgrammeNotices;
export const figure = figureJson as FigureHistory;
export const source = sourceJson as SourceText;

/** Makes a host tell the story instead of the snapshots. */
export function tell(host: FixtureHost): void {
  host.answer('earnings_chart', () => chart);
  host.answer('deal', () => deal);
  host.answer('deals_timeline', () => deal);
  host.answer('worth', () => worth);
  host.answer('past_fees', () => fees);
  host.answer('entries', () => entries);
  host.answer('entry', () => entry);
  host.answer('set_note', ({ note }) => ({ ...entry, note }));
  host.answer('set_tags', ({ tags }) => ({ ...entry, entry: { ...entry.entry, tags } }));
  host.answer('source', () => source);
  host.answer('payouts', () => payouts);
  host.answer('payout', () => payout);
  host.answer('payout_rows', () => ({ ...entries, next: null }));
  host.answer('match_queue', () => matches);
  host.answer('accept_match', () => matches);
  host.answer('refuse_match', () => matches);
  host.answer('undo_match', () => matches);
  host.answer('payout_calendar', () => []);
  host.answer('payout_periods', () => []);
  host.answer('board', () => board);
  host.answer('programme', () => programme);
  for (const name of ['programme_status', 'add_programme_status', 'retire_programme_status', 'restore_programme_status'] as const) host.answer(name, () => standing);
  for (const name of ['programme_notices', 'set_programme_notices', 'acknowledge_notices'] as const) host.answer(name, () => notices);
  for (const name of ['figure_history', 'note_figure'] as const) host.answer(name, () => figure);
  host.answer('programme_economics', () => economics);
  host.answer('compare_regions', () => compared);
  host.answer('offers', () => offers);
  host.answer('offer', ({ id }) => (id === scam.offer.id ? scam : offer));
  host.answer('set_stage', () => offer);
  host.answer('set_term', () => offer);
}
