// What a rule asks and pays, in words, without a verdict: its payout terms, and what a version asks otherwise.
import type { AskedRequirement } from '../../bindings/AskedRequirement';
import type { RuleChange } from '../../bindings/RuleChange';
import { digits, permille } from '../../lib/format';
import { t } from '../../lib/i18n.svelte';
import { askedWords, requirementName } from './view';

type Names = ReadonlyMap<string, string>;

/** A share, or a figure in its unit. */
export function rate({ share_permille: share, figure, unit }: { share_permille: number | null; figure: string | null; unit: string | null }): string {
  const value = share === null ? (figure === null ? '' : digits(figure)) : permille(share);
  return [value, unit ?? ''].filter((part) => part !== '').join(share === null ? ' ' : ', ');
}

/** What one side asks of the figure, with what it counts where that matters. */
function threshold(asked: AskedRequirement, names: Names, scoped: boolean): string {
  const words = askedWords(asked, names);
  return scoped && asked.scope !== null ? `${words}, ${asked.scope}` : words;
}

/** A requirement in a line: `Karma, in 365 days: at least 5,000`. */
export function askedLine(asked: AskedRequirement, names: Names): string {
  const parts = asked.children.map((child) => askedLine(child, names));
  if (asked.kind !== 'metric') return t(asked.kind === 'any_of' ? 'programmes.terms.any' : 'programmes.terms.all', { list: parts.join('; ') });
  const line = t('programmes.terms.asked', { name: requirementName(asked), value: threshold(asked, names, true) });
  return parts.length === 0 ? line : t('programmes.terms.each', { asked: line, list: parts.join('; ') });
}

/** One difference between two versions in a line. */
export function changeLine({ list, place, before, after }: RuleChange, names: Names): string {
  const line = difference(place === 'route', before, after, names);
  const within = place === 'within_route' ? t('programmes.change.within', { change: line }) : line;
  return list === 'maintenance' ? t('programmes.change.maintenance', { change: within }) : within;
}

function difference(route: boolean, before: AskedRequirement | null, after: AskedRequirement | null, names: Names): string {
  if (before !== null && after !== null) {
    const [name, later] = [requirementName(before), requirementName(after)];
    const scoped = before.scope !== after.scope;
    const [from, to] = [threshold(before, names, scoped), threshold(after, names, scoped)];
    if (name === later) return t('programmes.change.changed', { name, before: from, after: to });
    return t('programmes.change.window', { before: askedLine(before, names), after: askedLine(after, names) });
  }
  if (after !== null) return t(route ? 'programmes.change.route_added' : 'programmes.change.added', { asked: askedLine(after, names) });
  return before === null ? '' : t(route ? 'programmes.change.route_removed' : 'programmes.change.removed', { asked: askedLine(before, names) });
}
