/** The lines of the health page in words, and the report that may be shown to others. */
import type { Health } from '../../bindings/Health';
import type { HealthCheck } from '../../bindings/HealthCheck';
import type { IconName } from '../../components/icons';
import { bytes, day, instantNear } from '../../lib/format';
import { hasKey, t, word } from '../../lib/i18n.svelte';

/** The mark of a state, with its colour class. */
export function stateMark(state: string): { icon: IconName; tone: string } {
  if (state === 'good') return { icon: 'check', tone: 'pos' };
  return state === 'bad' ? { icon: 'alert', tone: 'dan' } : { icon: 'clock', tone: 'att' };
}

/** Where the key is kept. */
function custodyKey(custody: string): 'settings.key_keychain' | 'settings.key_file' | 'settings.key_passphrase' {
  if (custody === 'keychain') return 'settings.key_keychain';
  return custody === 'passphrase' ? 'settings.key_passphrase' : 'settings.key_file';
}

/** What a check says. The facts are the page's own; an unknown check says its state. */
export function checkText(check: HealthCheck, health: Health): string {
  const checked = health.verified_at === null ? t('settings.never_checked') : t('settings.checked', { when: instantNear(health.verified_at) });
  switch (check.kind) {
    case 'cache':
      return `${t(health.encrypted ? 'settings.encrypted' : 'settings.not_encrypted', { size: bytes(health.size) })}, ${checked}`;
    case 'documents':
      return t('settings.documents_count', { count: health.documents });
    case 'backup':
      return health.backup_at === null ? t('settings.no_backup') : t('settings.backup_at', { when: instantNear(health.backup_at) });
    case 'rules':
      // a clock that is set back makes no rule younger than today
      return health.rules_age_days < 0 ? day(health.rules_of) : t('settings.rules_age', { day: day(health.rules_of), count: health.rules_age_days });
    case 'keychain':
      return t(custodyKey(health.key_custody));
    case 'accounts':
      return t(check.state === 'good' ? 'settings.accounts_good' : 'settings.accounts_bad');
    case 'review':
      return t(check.state === 'good' ? 'settings.review_none' : 'settings.review_some');
    default:
      return word('settings.state.', check.state);
  }
}

/** The name of a check. */
export function checkName(kind: string): string {
  const key = `settings.health.${kind}`;
  return hasKey(key) ? t(key) : kind;
}

/** The report as text, in English whatever the language is: it is read by whoever helps. Holds no amount and no name. */
export function report(health: Health): string {
  const lines = [
    `Creator Studio ${health.version}, ${health.system}`,
    `database: ${health.database}, schema ${health.schema}, ${health.size} bytes, encrypted: ${health.encrypted ? 'yes' : 'no'}, key: ${health.key_custody}`,
    `entries: ${health.entries}, documents: ${health.documents}`,
    `rules of ${health.rules_of} (${health.rules_age_days} days)`,
    `verified: ${health.verified_at ?? 'never'}, backup: ${health.backup_at ?? 'never'}`,
    ...health.checks.map((check) => `${check.kind}: ${check.state}${check.remedy === null ? '' : ` (${check.remedy})`}`),
  ];
  return `${lines.join('\n')}\n`;
}
