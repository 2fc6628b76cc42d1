/** Words of permissions, reasons and ends of sign-ins. */
import type { ErrorShape } from '../../bindings/ErrorShape';
import type { ScopeRow } from '../../bindings/ScopeRow';
import { dayLong, dayOf } from '../../lib/format';
import { hasKey, t } from '../../lib/i18n.svelte';

/** A permission's key in our words: the last part of an address, with plain letters. */
function slug(scope: string): string {
  return (scope.split('/').at(-1) ?? scope).replaceAll(/[^a-z0-9]+/gu, '_');
}

/** What a permission lets us read; its own name where we have no words. */
export function scopeText(scope: string): string {
  const key = `signin.scope.${slug(scope)}`;
  return hasKey(key) ? t(key) : scope;
}

/** What does not come without the permissions that were refused; empty when nothing is missing. */
export function lackText(scopes: readonly ScopeRow[]): string {
  return scopes
    .filter((scope) => scope.granted === false)
    .map((scope) => {
      const key = `signin.lack.${slug(scope.name)}`;
      return hasKey(key) ? t(key) : scope.name;
    })
    .join(', ');
}

/** Why a sign-in did not come about or ended, or what a key may not read; `null` for an error of another kind. */
export function reasonText(error: ErrorShape): string | null {
  const reason = error.details['reason'];
  const missing = error.details['missing'];
  if (error.code === 'permission' && typeof missing === 'string') return t('signin.permissions', { what: missing });
  if (error.code !== 'sign_in' || typeof reason !== 'string') return null;
  const key = `signin.reason.${reason}`;
  return hasKey(key) ? t(key) : t('signin.reason.other', { reason });
}

/** The same in a few words, for a row. */
export function shortReason(error: ErrorShape): string | null {
  const key = `signin.short.${error.details['reason'] ?? ''}`;
  return error.code === 'sign_in' && hasKey(key) ? t(key) : null;
}

/** The steps to take at a platform, as far as they are known. */
export function stepsOf(platform: string): string[] {
  const steps: string[] = [];
  for (let n = 1; ; n += 1) {
    const key = `signin.steps.${platform}.${n}`;
    if (!hasKey(key)) return steps;
    steps.push(t(key));
  }
}

const fortnight = 14 * 24 * 3600 * 1000;

/** Whether an end is near enough to be said in the list. */
export function endsSoon(end: string, now: string): boolean {
  return Date.parse(end) - Date.parse(now) < fortnight;
}

/** When a sign-in ends or ended. */
export function endText(end: string, now: string): string {
  const day = dayLong(dayOf(end));
  return Date.parse(end) <= Date.parse(now) ? t('signin.ended', { day }) : t('signin.ends', { day });
}
