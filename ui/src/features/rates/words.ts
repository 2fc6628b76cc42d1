/** How a conversion is worded: what it is based on, or why there is none. */
import type { RateOfDay } from '../../bindings/RateOfDay';
import { day } from '../../lib/format';
import { hasKey, t } from '../../lib/i18n.svelte';

/** The newest day of the reference rates behind a rate. */
export function rateDay(rate: RateOfDay): string {
  return rate.quotes.map((quote) => quote.day).sort().at(-1) ?? rate.day;
}

/** `ECB rate of 12 October 2026`, `your rate`. */
export function basisWord(basis: string, of: string | null): string {
  const key = `rates.basis.${basis}`;
  return hasKey(key) ? t(key, { day: of === null ? '' : day(of) }) : basis;
}

/** Why there is no rate, and what to do. */
export function reasonWord(reason: string, of: string | null): string {
  const key = `rates.reason.${reason}`;
  return hasKey(key) ? t(key, { day: of === null ? '' : day(of) }) : reason;
}

/** The words under a rate. */
export function rateWord(rate: RateOfDay): string {
  if (rate.reason !== null) return reasonWord(rate.reason, rate.reason_day);
  return basisWord(rate.basis ?? 'none', rateDay(rate));
}
