/** What the selects of Settings offer. Zones, regions and currencies come from `Intl`, named in the creator's language. */
import { intlTag, t } from '../../lib/i18n.svelte';
import { screens } from '../../lib/router.svelte';

export type Choice = { value: string; label: string };

/** The regions and currencies the app knows facts about; what is set stays on the list even when it is none of them. */
const regions = ['AR', 'AT', 'AU', 'BE', 'BR', 'CA', 'CH', 'CL', 'CO', 'CZ', 'DE', 'DK', 'ES', 'FI', 'FR', 'GB', 'GR', 'HU', 'ID', 'IE', 'IN', 'IT', 'JP', 'KR', 'MX', 'MY', 'NL', 'NO', 'NZ', 'PH', 'PL', 'PT', 'RO', 'SE', 'SG', 'TH', 'TR', 'TW', 'US', 'VN', 'ZA'];
const currencies = ['AUD', 'BRL', 'CAD', 'CHF', 'CZK', 'DKK', 'EUR', 'GBP', 'HUF', 'IDR', 'INR', 'JPY', 'KRW', 'MXN', 'MYR', 'NOK', 'NZD', 'PHP', 'PLN', 'RON', 'SEK', 'SGD', 'THB', 'TRY', 'USD', 'VND', 'ZAR'];

function withCurrent(list: readonly string[], current: string): string[] {
  return current === '' || list.includes(current) ? [...list] : [current, ...list];
}

function byLabel(choices: Choice[]): Choice[] {
  const order = new Intl.Collator(intlTag());
  return choices.sort((a, b) => order.compare(a.label, b.label));
}

/** Countries by name. */
export function regionChoices(current: string): Choice[] {
  const names = new Intl.DisplayNames(intlTag(), { type: 'region' });
  return byLabel(withCurrent(regions, current).map((value) => ({ value, label: names.of(value) ?? value })));
}

/** `EUR, euro`. */
export function currencyChoices(current: string): Choice[] {
  const names = new Intl.DisplayNames(intlTag(), { type: 'currency' });
  return withCurrent(currencies, current).map((value) => ({ value, label: `${value}, ${names.of(value) ?? value}` }));
}

/** Every zone the webview knows; the one in use when it cannot list them. */
export function zoneChoices(current: string): Choice[] {
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
  return withCurrent(known.includes('UTC') ? known : [...known, 'UTC'], current).map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}

/** Screens that may open first. */
export function startChoices(): Choice[] {
  return screens.filter((screen) => screen !== 'settings').map((value) => ({ value, label: t(`shell.${value}`) }));
}
