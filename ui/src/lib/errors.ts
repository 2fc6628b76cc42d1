/**
 * The one table that turns an error code into a severity, words and what to do next. A screen never words an error
 * itself, and never shows the core's English sentence except as a detail to copy.
 */
import type { ErrorCode } from '../bindings/ErrorCode';
import type { ErrorShape } from '../bindings/ErrorShape';
import { hasKey, t, type Key, type Params } from './i18n.svelte';
import { period } from './format';

/** `attention`: nothing is lost, something waits. `danger`: figures or files need a person. */
export type Severity = 'attention' | 'danger' | 'info';
/** What the screen offers next. */
export type ErrorAction = 'retry' | 'accounts' | 'health' | 'choose_file' | 'none';

const table: Record<ErrorCode, readonly [Severity, ErrorAction]> = {
  profile_missing: ['attention', 'none'],
  not_a_profile: ['attention', 'none'],
  profile_busy: ['attention', 'retry'],
  key_missing: ['danger', 'health'],
  key_wrong: ['danger', 'health'],
  passphrase_wrong: ['attention', 'retry'],
  newer_profile: ['attention', 'none'],
  corrupt: ['danger', 'health'],
  disk_full: ['danger', 'retry'],
  read_only: ['danger', 'retry'],
  file_unreadable: ['attention', 'choose_file'],
  file_empty: ['attention', 'choose_file'],
  file_too_large: ['attention', 'choose_file'],
  file_unknown: ['attention', 'choose_file'],
  archive_broken: ['attention', 'choose_file'],
  archive_bomb: ['danger', 'choose_file'],
  encoding: ['attention', 'choose_file'],
  json_broken: ['attention', 'choose_file'],
  json_too_deep: ['attention', 'choose_file'],
  duplicate_header: ['attention', 'choose_file'],
  missing_columns: ['attention', 'choose_file'],
  needs_answer: ['attention', 'none'],
  offline: ['attention', 'retry'],
  sign_in: ['attention', 'accounts'],
  permission: ['attention', 'accounts'],
  rate_limited: ['attention', 'retry'],
  certificate: ['danger', 'accounts'],
  platform_error: ['attention', 'retry'],
  bad_answer: ['attention', 'retry'],
  another_account: ['attention', 'accounts'],
  not_found: ['attention', 'none'],
  bad_request: ['attention', 'none'],
  month_accepted: ['attention', 'none'],
  rule_pack: ['attention', 'choose_file'],
  busy: ['info', 'none'],
  canceled: ['info', 'none'],
  not_yet: ['info', 'none'],
  internal: ['danger', 'retry'],
};

/** An error ready to be shown. */
export type WordedError = {
  code: ErrorCode;
  severity: Severity;
  action: ErrorAction;
  /** What happened. */
  title: string;
  /** What it means for the data, and what to do. */
  text: string;
};

/** Makes an `ErrorShape` out of whatever was thrown. */
export function asError(thrown: unknown): ErrorShape {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string' && thrown.code in table) {
    const shape = thrown as Partial<ErrorShape> & { code: ErrorCode };
    return { code: shape.code, message: shape.message ?? '', details: shape.details ?? {} };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal', message, details: {} };
}

/** The words of an error in the creator's language. */
export function worded(error: ErrorShape): WordedError {
  const [severity, action] = table[error.code];
  const details = definite(error.details);
  const params: Params = {
    file: t('errors.this_file'),
    account: t('errors.this_account'),
    line: '?',
    limit: '?',
    ...details,
    month: details['month'] === undefined ? t('errors.this_month') : period(details['month'].slice(0, 7), 'long'),
  };
  const title = `errors.${error.code}` satisfies Key;
  // where the core names a reason of its own, there may be words for it
  const because = `errors.${error.code}_because.${params['reason'] ?? ''}`;
  const text: Key = hasKey(because) ? because : (`errors.${error.code}_text` satisfies Key);
  return { code: error.code, severity, action, title: t(title, params), text: t(text, params) };
}

function definite(details: ErrorShape['details']): Record<string, string> {
  return Object.fromEntries(Object.entries(details).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}
