// How the rules themselves read: where a pack comes from, what a newer one says otherwise, the creator's own words.
import type { FieldDiff } from '../../../bindings/FieldDiff';
import type { OwnRule } from '../../../bindings/OwnRule';
import type { RulePack } from '../../../bindings/RulePack';
import type { VersionDiff } from '../../../bindings/VersionDiff';
import { dayShort } from '../../../lib/format';
import { t, word } from '../../../lib/i18n.svelte';
import { changeLine } from '../terms';
import { metricName, ruleDay, valueWords } from '../view';

type Names = ReadonlyMap<string, string>;

/** How long ago rules were gone through. */
export const ageWords = (days: number): string => (days === 0 ? t('rules.age.today') : t('rules.age.days', { count: days }));

/** Where the rules of a platform come from, and why a file that was added does not count. */
export function originWords({ origin, file, signed_by: signer, unused }: RulePack): string {
  if (unused !== null) return t('rules.origin.unused', { file: file ?? '', why: word('rules.unused.', unused) });
  return origin === 'added' ? t('rules.origin.added', { file: file ?? '', signer: signer ?? '' }) : t('rules.origin.built_in');
}

/** One of the creator's words in a line. */
export function ownWords({ metric, value, instead_of: before, from }: OwnRule): string {
  const what =
    metric === null
      ? t('rules.own.wrong')
      : t('rules.own.threshold', { metric: metricName(metric), value: valueWords(value ?? '', value), before: before === null ? t('rules.own.unpublished') : valueWords(before, before) });
  return from === null ? what : `${what}, ${t('rules.own.from', { day: dayShort(from) })}`;
}

/** Everything a pack says otherwise of one version, each in a line. */
export function diffLines({ changes, fields }: VersionDiff, names: Names): string[] {
  return [...changes.map((change) => changeLine(change, names)), ...fields.map(fieldLine)];
}

function fieldLine({ field, before, after }: FieldDiff): string {
  const said = (value: string | null): string => {
    if (value === null || value === '') return t('rules.look.nothing');
    if (field === 'status') return word('programmes.status.', value);
    if (field === 'access') return word('programmes.access.', value);
    if (field === 'confidence') return word('programmes.confidence.', value);
    return valueWords(/^\d{4}(-\d{2}){1,2}$/u.test(value) ? ruleDay(value) : value, value);
  };
  return t('rules.look.field', { field: word('rules.field.', field), before: said(before), after: said(after) });
}
