/**
 * What every screen needs to know of the app: the open profile, the choices that change how things are drawn, and news
 * of what changed underneath.
 */
import type { AppState } from '../bindings/AppState';
import type { ErrorShape } from '../bindings/ErrorShape';
import type { TaskProgress } from '../bindings/TaskProgress';
import { host } from '../host';
import type { ChangeTag } from '../host/types';
import { asError } from './errors';
import { setClock } from './format';
import { setLocale } from './i18n.svelte';
import { setLetters } from './keys.svelte';

let state = $state.raw<AppState | null>(null);
let failed = $state.raw<ErrorShape | null>(null);
let task = $state.raw<TaskProgress | null>(null);
let matching = $state.raw<TaskProgress | null>(null);
const heard = new Set<{ tags: readonly ChangeTag[]; run: () => void }>();

/** The state of the app. */
export const app = {
  /** `null` before the first answer. */
  get state() {
    return state;
  },
  /** The open profile, `null` on the first launch. */
  get profile() {
    return state?.profile ?? null;
  },
  /** Why the app could not start. */
  get error() {
    return failed;
  },
  /** What runs now or ran last, as far as this window has seen. */
  get task() {
    return task;
  },
  /** Bank lines being matched with payouts now: it only reads, so it stands beside the task. */
  get matching() {
    return matching?.state === 'running' ? matching : null;
  },
  /** Whether something runs now. */
  get busy() {
    return task?.state === 'running';
  },
  /** Whether the last sync could not reach the network. */
  get offline() {
    return state?.profile?.offline ?? false;
  },
};

/** Takes a new state in: language, theme, clock and keys follow it. */
export function take(next: AppState): void {
  setLocale(next.locale);
  setClock(next.zone, next.today);
  setLetters(next.letter_keys);
  state = next;
  failed = null;
  dress(next);
}

/** Reads the state of the app. */
export async function loadApp(): Promise<void> {
  try {
    take(await host().invoke('app_state', {}));
  } catch (thrown) {
    failed = asError(thrown);
  }
}

/** Hears the core until the answer is called. */
export function listen(): () => void {
  const stops = [
    host().on('progress', (next) => {
      if (next.task === 'matching') {
        matching = next;
        return;
      }
      const ended = task?.state === 'running' && next.state !== 'running';
      task = next;
      if (ended) void loadApp();
    }),
    host().on('changed', (tags) => {
      void loadApp();
      announce(tags);
    }),
  ];
  // what was already running when the window opened
  void host()
    .invoke('progress', {})
    .then((now) => {
      if (now?.state === 'running') task = now;
    })
    .catch(() => undefined);
  return () => {
    for (const stop of stops) stop();
  };
}

/** Tells the screens that stored things changed. */
export function announce(tags: readonly ChangeTag[]): void {
  for (const listener of [...heard]) if (listener.tags.some((tag) => tags.includes(tag))) listener.run();
}

/** Hears changes of some tags until the answer is called. */
export function onChanged(tags: readonly ChangeTag[], run: () => void): () => void {
  const listener = { tags, run };
  heard.add(listener);
  return () => heard.delete(listener);
}

/** Shows progress that a command of this window started. */
export function setTask(next: TaskProgress | null): void {
  task = next;
}

// ---------------------------------------------------------------- dress

const dark = '(prefers-color-scheme: dark)';
const contrast = '(prefers-contrast: more)';

function systemTheme(): string {
  if (typeof window.matchMedia !== 'function') return 'light';
  if (window.matchMedia(contrast).matches) return 'contrast';
  return window.matchMedia(dark).matches ? 'dark' : 'light';
}

function dress(next: AppState): void {
  const root = document.documentElement;
  root.dataset['theme'] = next.theme === 'system' ? systemTheme() : next.theme;
  root.dataset['density'] = next.density;
  root.dataset['patterns'] = next.patterns ? 'on' : 'off';
}

/** Follows the system's own theme while the setting says so. Answers how to stop. */
export function followSystem(): () => void {
  if (typeof window.matchMedia !== 'function') return () => undefined;
  const again = () => {
    if (state !== null) dress(state);
  };
  const queries = [window.matchMedia(dark), window.matchMedia(contrast)];
  for (const query of queries) query.addEventListener('change', again);
  return () => {
    for (const query of queries) query.removeEventListener('change', again);
  };
}
