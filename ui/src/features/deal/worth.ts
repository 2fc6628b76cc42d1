/** Sentences about the reckoning: a line's name, its figure or bounds, its inputs, what is missing. */
import type { Worth } from '../../bindings/Worth';
import type { WorthInput } from '../../bindings/WorthInput';
import type { WorthLine } from '../../bindings/WorthLine';
import { amount, dayShort, digits } from '../../lib/format';
import { intlTag, t } from '../../lib/i18n.svelte';

/** `Charges, 24.6 %`. */
export function lineName(worth: Worth, line: WorthLine): string {
  if (line.kind === 'charges' && worth.charges !== null) return t('deal.line.charges.at', { rate: digits(worth.charges) });
  if (line.kind === 'hour' && worth.hours !== null) return t('deal.line.hour.of', { hours: digits(worth.hours) });
  return t(`deal.line.${line.kind}`);
}

/** The bounds of a figure that is not known; empty when there is none. */
export function bounds(line: WorthLine): string {
  if (line.at_least !== null && line.at_most !== null) return t('deal.at.between', { least: amount(line.at_least), most: amount(line.at_most) });
  if (line.at_most !== null) return t('deal.at.most', { amount: amount(line.at_most) });
  return line.at_least === null ? '' : t('deal.at.least', { amount: amount(line.at_least) });
}

/** What is missing, in one sentence. */
export function lacking(line: WorthLine): string {
  const parts = line.lacks.map((lack) => t(`deal.lack.${lack}`));
  return t('deal.lacks', { what: new Intl.ListFormat(intlTag(), { type: 'conjunction' }).format(parts) });
}

/** One input of a line. */
export function inputWords(input: WorthInput): string {
  return t(`deal.input.${input.source}`, {
    amount: amount(input.amount),
    number: input.number === null ? '' : digits(input.number),
    day: input.day === null ? '' : dayShort(input.day),
    to: input.to === null ? '' : dayShort(input.to),
    text: input.text ?? '',
  });
}
