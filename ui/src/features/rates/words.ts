/** How a conversion is worded: what it is based on, or why there is none. */
import type { RateOfDay } from '../../bindings/RateOfDay';
import type { PayoutWorth } from '../../bindings/PayoutWorth';
import { app } from '../../lib/app.svelte';
import { day, digits } from '../../lib/format';
import { hasKey, t } from '../../lib/i18n.svelte';

/** The newest day of the reference rates behind a rate. */
export function rateDay(rate: RateOfDay): string {
  return rate.quotes.map((quote) => quote.day).sort().at(-1) ?? rate.day;
}

/** `ECB rate of 12 October 2026`, `your rate`. */
export function basisWord(basis: string, of: string | null): string {
  // In a sandbox the later rates are invented, and nobody's but the sample's.
  const until = app.profile?.rates_until ?? null;
  const invented = until !== null && of !== null && of > until && (basis === 'ecb' || basis === 'own_ecb');
  const key = `rates.basis.${invented ? basis.replace('ecb', 'sample') : basis}`;
  return hasKey(key) ? t(key, { day: of === null ? '' : day(of) }) : basis;
}

/** Why there is no rate, and what to do. */
export function reasonWord(reason: string, of: string | null): string {
  const key = `rates.reason.${reason}`;
  return hasKey(key) ? t(key, { day: of === null ? '' : day(of) }) : reason;
}

/** By which rate a payout was converted, or why it was not. */
export function worthWord(worth: PayoutWorth): string {
  if (worth.reason !== null) return reasonWord(worth.reason, worth.rate_day);
  const by = basisWord(worth.basis, worth.rate_day);
  return worth.rate === null ? by : `${digits(worth.rate)}, ${by}`;
}

/** The words under a rate. */
export function rateWord(rate: RateOfDay): string {
  if (rate.reason !== null) return reasonWord(rate.reason, rate.reason_day);
  return basisWord(rate.basis ?? 'none', rateDay(rate));
}
