// The sentences under the search field: why a part does not narrow, and what its operator takes.
import { t } from '../../lib/i18n.svelte';
import { operators, platforms, statuses, streams, type Operator, type Problem } from './search';

function takes(key: Operator): string {
  switch (key) {
    case 'stream':
      return streams.join(', ');
    case 'platform':
      return platforms.join(', ');
    case 'status':
      return statuses.join(', ');
    case 'unit':
      return t('earnings.takes.unit');
    case 'account':
    case 'payout':
      return t('earnings.takes.number');
    case 'week':
    case 'month':
    case 'year':
      return t(`earnings.takes.${key}`);
    case 'day':
    case 'from':
    case 'to':
      return t('earnings.takes.day');
  }
}

/** A problem in words. */
export function problemInWords({ part, kind, key }: Problem): string {
  if (kind === 'order') return t('earnings.problem.order', { part });
  if (kind === 'operator' || key === null)
    return t('earnings.problem.operator', { part, list: operators.map((name) => `${name}:`).join(' ') });
  if (kind === 'twice') return t('earnings.problem.twice', { part, key: `${key}:` });
  return t('earnings.problem.value', { part, key: `${key}:`, list: takes(key) });
}
