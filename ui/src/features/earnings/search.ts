// The search field of Earnings: one line of text is the whole filter, so it can be copied, linked and typed.
// Operators are `key:value`; everything else is a word of title or payer. Nothing is dropped silently: what cannot be
// read becomes a problem with its text, and the rest still narrows.
import type { EntryFilter } from '../../bindings/EntryFilter';
import type { PlatformName } from '../../bindings/PlatformName';
import type { StatusName } from '../../bindings/StatusName';
import type { StreamName } from '../../bindings/StreamName';
import { isDay, lengthOf, spanOf } from './period';

export const streams = [
  'shop_sale',
  'brand_deal',
  'live_gift',
  'creator_reward',
  'ad_share',
  'tip',
  'affiliate_commission',
  'subscription',
  'bonus',
  'video_gift',
  'adjustment',
] as const satisfies readonly StreamName[];
export const platforms = [
  'tiktok',
  'tiktok-shop',
  'youtube',
  'instagram',
  'twitch',
  'facebook',
  'stripe',
  'paypal',
  'patreon',
  'gumroad',
  'shopify',
  'ko-fi',
  'buy-me-a-coffee',
  'amazon',
  'bank',
  'mail',
  'other',
] as const satisfies readonly PlatformName[];
export const statuses = [
  'estimated',
  'confirmed',
  'available',
  'paid',
  'reversed',
  'frozen',
  'ineligible',
] as const satisfies readonly StatusName[];

const periodKeys = ['day', 'week', 'month', 'year'] as const;
/** Every operator the search field knows. */
export const operators = [...periodKeys, 'from', 'to', 'stream', 'platform', 'status', 'unit', 'account', 'payout'] as const;

/** An operator of the search field. */
export type Operator = (typeof operators)[number];

/** One operator with its value, as it stands in the text. */
export interface Token {
  key: Operator;
  value: string;
}

/** Why a part of the text does not narrow. */
export interface Problem {
  /** The part as typed. */
  part: string;
  kind: 'operator' | 'value' | 'twice' | 'order';
  /** The operator it is about, when it is a known one. */
  key: Operator | null;
}

/** The text, taken apart. */
export interface Search {
  tokens: Token[];
  words: string;
  filter: EntryFilter;
  problems: Problem[];
}

const isOperator = (key: string): key is Operator => (operators as readonly string[]).includes(key);
const isPeriodKey = (key: Operator): key is (typeof periodKeys)[number] =>
  (periodKeys as readonly string[]).includes(key);

/** The member of a closed list that was meant: case, hyphens and underscores do not matter. */
function meant<T extends string>(list: readonly T[], value: string): T | undefined {
  const plain = (name: string): string => name.toLowerCase().replaceAll('-', '_');
  return list.find((name) => plain(name) === plain(value));
}

function countingNumber(value: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(value) ? Number(value) : undefined;
}

/** Currencies in capitals, tokens in small letters, as the core spells them. */
function unitOf(value: string): string | undefined {
  if (/^[a-z]{3}$/i.test(value)) return value.toUpperCase();
  return meant(['diamond', 'coin', 'bit', 'star', 'unstated'], value);
}

/** What an operator adds to the filter, `null` when its value says nothing. */
function narrowing(token: Token): EntryFilter | null {
  const { key, value } = token;
  if (isPeriodKey(key)) return lengthOf(value) === key ? spanOf(value) : null;
  switch (key) {
    case 'from':
    case 'to':
      return isDay(value) ? { [key]: value } : null;
    case 'stream': {
      const stream = meant(streams, value);
      return stream === undefined ? null : { stream };
    }
    case 'platform': {
      const platform = meant(platforms, value);
      return platform === undefined ? null : { platform };
    }
    case 'status': {
      const status = meant(statuses, value);
      return status === undefined ? null : { status };
    }
    case 'unit': {
      const unit = unitOf(value);
      return unit === undefined ? null : { unit };
    }
    case 'account':
    case 'payout': {
      const id = countingNumber(value);
      return id === undefined ? null : { [key]: id };
    }
    default:
      return null;
  }
}

/** Several spans narrow together: the latest first day and the earliest last day hold. */
function both(filter: EntryFilter, more: EntryFilter): EntryFilter {
  const joined = { ...filter, ...more };
  if (filter.from !== undefined && more.from !== undefined) joined.from = filter.from > more.from ? filter.from : more.from;
  if (filter.to !== undefined && more.to !== undefined) joined.to = filter.to < more.to ? filter.to : more.to;
  return joined;
}

/** Reads the text of the search field. */
export function readSearch(text: string): Search {
  const search: Search = { tokens: [], words: '', filter: {}, problems: [] };
  const words: string[] = [];
  for (const part of text.split(/\s+/u).filter((piece) => piece !== '')) {
    const colon = part.indexOf(':');
    const key = part.slice(0, Math.max(colon, 0)).toLowerCase();
    if (colon <= 0 || !/^[a-z]+$/.test(key)) {
      words.push(part);
    } else if (!isOperator(key)) {
      search.problems.push({ part, kind: 'operator', key: null });
    } else {
      const token: Token = { key, value: part.slice(colon + 1) };
      const more = narrowing(token);
      if (more === null) search.problems.push({ part, kind: 'value', key });
      else if (search.tokens.some((other) => other.key === key)) search.problems.push({ part, kind: 'twice', key });
      else {
        search.tokens.push(token);
        search.filter = both(search.filter, more);
      }
    }
  }
  const { from, to } = search.filter;
  if (from !== undefined && to !== undefined && from > to)
    search.problems.push({ part: `${from} > ${to}`, kind: 'order', key: null });
  search.words = words.join(' ');
  if (search.words !== '') search.filter.text = search.words;
  return search;
}

/** The text form of tokens and words. */
export function writeSearch(tokens: readonly Token[], words: string): string {
  return [...tokens.map((token) => `${token.key}:${token.value}`), words.trim()].filter((part) => part !== '').join(' ');
}

/** The text with one operator set to a value, or without it when the value is `null`. Period operators replace each other. */
export function withToken(text: string, key: Operator, value: string | null): string {
  const { tokens, words, problems } = readSearch(text);
  const replaced = (other: Operator): boolean =>
    other === key || (isPeriodKey(key) && (isPeriodKey(other) || other === 'from' || other === 'to'));
  const kept = tokens.filter((token) => !replaced(token.key));
  const next = value === null ? kept : [{ key, value }, ...kept];
  const unread = problems.filter((problem) => problem.kind !== 'order').map((problem) => problem.part);
  return writeSearch(next, [words, ...unread].join(' '));
}

/** The filter as text, for links that come from other screens. */
export function searchOf(filter: EntryFilter): string {
  const tokens: Token[] = [];
  const month = filter.from?.slice(0, 7);
  const whole = month === undefined ? null : spanOf(month);
  if (month !== undefined && whole !== null && whole.from === filter.from && whole.to === filter.to)
    tokens.push({ key: 'month', value: month });
  else {
    if (filter.from !== undefined) tokens.push({ key: 'from', value: filter.from });
    if (filter.to !== undefined) tokens.push({ key: 'to', value: filter.to });
  }
  for (const key of ['stream', 'platform', 'status', 'unit', 'account', 'payout'] as const) {
    const value = filter[key];
    if (value !== undefined) tokens.push({ key, value: String(value) });
  }
  return writeSearch(tokens, filter.text ?? '');
}

/** The one period the text narrows to, when it does. */
export function chosenPeriod(search: Search): string | null {
  return search.tokens.find((token) => isPeriodKey(token.key))?.value ?? null;
}
