/** What the command palette offers: the screens, the actions, and the hits of the core's search as places. */
import type { SearchHit } from '../bindings/SearchHit';
import type { SettingsPatch } from '../bindings/SettingsPatch';
import type { IconName } from '../components/icons';
import { handEntry } from '../features/hand/dialog.svelte';
import { host } from '../host';
import { announce, app, loadApp, take } from '../lib/app.svelte';
import { amount, dayShort } from '../lib/format';
import { hasKey, t, word, type Key } from '../lib/i18n.svelte';
import { intake } from '../lib/intake.svelte';
import { overlay } from '../lib/palette.svelte';
import { go, screens, type Screen } from '../lib/router.svelte';
import { toasts } from '../lib/toasts.svelte';
import { work } from '../lib/work.svelte';

/** A line of the palette. */
export type Offer = {
  /** Stable, for the list of recent ones. */
  id: string;
  group: string;
  icon: IconName;
  label: string;
  /** Second column: a figure or a fact. */
  detail?: string;
  chord?: string;
  run: () => void | Promise<void>;
};

const screenIcons: Record<Screen, IconName> = { today: 'today', earnings: 'earnings', payouts: 'payouts', programmes: 'programmes', inbox: 'inbox', accounts: 'accounts', settings: 'settings' };

async function change(patch: SettingsPatch): Promise<void> {
  await host().invoke('set_settings', { patch });
  await loadApp();
  announce(['settings']);
}

/** The screens, in order. */
export function places(): Offer[] {
  return screens.map((screen, index) => ({
    id: `go.${screen}`,
    group: t('palette.go'),
    icon: screenIcons[screen],
    label: t(`shell.${screen}`),
    chord: `mod+${index + 1}`,
    run: () => go(screen),
  }));
}

/** The actions that make sense now. */
export function actions(): Offer[] {
  const act = (id: string, icon: IconName, label: Key, run: Offer['run'], chord?: string): Offer => ({
    id: `do.${id}`,
    group: t('palette.do'),
    icon,
    label: t(label),
    run,
    ...(chord === undefined ? {} : { chord }),
  });
  const theme = app.state?.theme;
  const found = [
    act('sync', 'sync', 'palette.sync', () => work.sync(), 'mod+shift+s'),
    act('import', 'upload', 'palette.import', () => intake.pick(), 'mod+i'),
    act('hand', 'plus', 'hand.title', () => handEntry.add(), 'n'),
    act('changes', 'revision', 'changes.title', () => go('today', 'changes')),
    act('doubles', 'equals', 'changes.sub_doubles', () => go('today', 'doubles')),
    act('drift', 'equals', 'changes.sub_drift', () => go('today', 'drift')),
    act('known', 'clock', 'changes.sub_known', () => go('today', 'known')),
    act('connect', 'plus', 'palette.connect', () => go('accounts', null, { connect: 1 })),
    act('review', 'alert', 'palette.review', () => go('accounts', null, { review: 1 })),
    act('health', 'shield', 'palette.verify', () => go('settings', 'health')),
    act('backup', 'download', 'palette.backup', async () => {
      await host().invoke('backup', { folder: null });
      toasts.show({ text: t('palette.backup') });
    }),
    ...(['light', 'dark', 'contrast', 'system'] as const).filter((name) => name !== theme).map((name) => act(`theme.${name}`, 'eye', `palette.theme_${name}`, () => change({ theme: name }))),
    app.state?.locale === 'fr' ? act('en', 'globe', 'palette.language_en', () => change({ locale: 'en' })) : act('fr', 'globe', 'palette.language_fr', () => change({ locale: 'fr' })),
    act('keys', 'key', 'palette.keys', () => overlay.show('keys'), '?'),
  ];
  if (app.profile?.sandbox === true) {
    found.push(act('leave', 'undo', 'palette.leave_sandbox', async () => take(await host().invoke('leave_sandbox', { remove: false }))));
  }
  return found;
}

const hitPlaces: Record<string, { icon: IconName; screen: Screen }> = {
  entry: { icon: 'earnings', screen: 'earnings' },
  payout: { icon: 'payouts', screen: 'payouts' },
  programme: { icon: 'programmes', screen: 'programmes' },
  offer: { icon: 'inbox', screen: 'inbox' },
  account: { icon: 'accounts', screen: 'accounts' },
};

/** A hit of the search as a line. */
export function hitOffer(hit: SearchHit): Offer {
  const place = hitPlaces[hit.kind] ?? { icon: 'search' as IconName, screen: 'today' as Screen };
  const key = `palette.kind.${hit.kind}`;
  return {
    id: `hit.${hit.kind}.${hit.id}`,
    group: hasKey(key) ? t(key) : word('palette.kind.', hit.kind),
    icon: place.icon,
    label: hit.title,
    detail: [/^\d{4}-\d{2}-\d{2}$/u.test(hit.detail) ? dayShort(hit.detail) : hit.detail, hit.amount === null ? '' : amount(hit.amount)].filter((part) => part !== '').join(', '),
    run: () => go(place.screen, place.screen === 'accounts' ? null : hit.id),
  };
}

/** Text without case or accents, for comparing. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

/** Whether every word typed begins a word of the label. */
export function fits(label: string, typed: string): boolean {
  const words = folded(label).split(/[\s,:’'-]+/u);
  return folded(typed)
    .split(/\s+/u)
    .filter((part) => part !== '')
    .every((part) => words.some((known) => known.startsWith(part)));
}

/** The label cut where the typed word stands, so that it can be set in bold. */
export function cut(label: string, typed: string): [string, string, string] {
  const word = typed.trim().split(/\s+/u)[0] ?? '';
  if (word === '') return [label, '', ''];
  const at = folded(label).indexOf(folded(word));
  // folding can change lengths; then nothing is set in bold rather than the wrong letters
  if (at === -1 || folded(label).length !== label.length) return [label, '', ''];
  return [label.slice(0, at), label.slice(at, at + word.length), label.slice(at + word.length)];
}
