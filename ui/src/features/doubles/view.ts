// How overlaps read, and the order in which the keyboard walks them. Nothing is computed: figures come from the core.
import type { DoubleGroup } from '../../bindings/DoubleGroup';
import type { DoublePair } from '../../bindings/DoublePair';
import type { DoubleSide } from '../../bindings/DoubleSide';
import type { DoubleSource } from '../../bindings/DoubleSource';
import { hasKey, t } from '../../lib/i18n.svelte';
import { platformName } from '../../lib/names';

/** A place the cursor may stand at: a whole overlap, or one pair of it. */
export type Stop = { id: string; group: DoubleGroup; pair: DoublePair | null };

/** Every place, top to bottom. */
export function stops(groups: readonly DoubleGroup[]): Stop[] {
  return groups.flatMap((group) => [{ id: group.id, group, pair: null }, ...group.pairs.map((pair) => ({ id: pair.id, group, pair }))]);
}

/** A word that comes as a code of the core, which may know more of them than we do. */
export function said(kind: 'kin' | 'reason', code: string): string {
  const key = `doubles.${kind}_${code}`;
  return hasKey(key) ? t(key) : code.replaceAll('_', ' ');
}

/** The reasons of a pair in a line. */
export function why(pair: DoublePair): string {
  return pair.reasons.map(({ reason }) => said('reason', reason)).join(', ');
}

/** A source by its account. */
export function sourceName(source: DoubleSource): string {
  return source.handle === '' || source.handle === source.platform ? platformName(source.platform) : `${platformName(source.platform)}, ${source.handle}`;
}

/** The words of a row. */
export function sideText(side: DoubleSide): string {
  return [side.payer, side.text].filter((part) => part !== null && part !== '').join(', ') || side.handle;
}
