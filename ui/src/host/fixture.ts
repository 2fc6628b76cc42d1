/**
 * The host of a plain browser and of the tests: answers are the JSON snapshots in `ui/fixtures`, which the core's tests
 * write. `?fixture=empty|error|offline|first_run|sandbox` chooses a state. It remembers what a screen changes, so that
 * choosing a theme or acknowledging a change shows.
 */
import type { AppState } from '../bindings/AppState';
import type { ErrorShape } from '../bindings/ErrorShape';
import type { Settings } from '../bindings/Settings';
import type { Today } from '../bindings/Today';
import type { Answer, Args, CommandName, FileDrop, Host, HostEvents } from './types';

/** The state a fixture host shows. */
export type Variant = 'normal' | 'empty' | 'error' | 'offline' | 'first_run' | 'sandbox';

/** Choices of the fixture host, from the address or from a test. */
export type FixtureOptions = {
  variant?: Variant;
  locale?: string;
  theme?: string;
  now?: string;
  /** Answers by name that come before the snapshots: a test's own story. */
  story?: Readonly<Record<string, unknown>>;
};

/** A fixture host, with what a test needs besides. */
export type FixtureHost = Host & {
  /** Commands that were run, in order. */
  readonly calls: { name: CommandName; args: unknown }[];
  /** Answers one command in another way from now on. */
  answer<K extends CommandName>(name: K, give: (args: Args<K>) => Answer<K> | Promise<Answer<K>>): void;
  /** Sends an event as the core would. */
  emit<E extends keyof HostEvents>(event: E, payload: HostEvents[E]): void;
  /** Drags files over the window. */
  drag(drop: FileDrop): void;
  /** Paths the next file dialog answers. */
  picks: string[] | null;
  /** Text that was put on the clipboard. */
  copied: string[];
};

const files = import.meta.glob<unknown>('../../fixtures/*.json', { eager: true, import: 'default' });

function snapshotFile(name: string): unknown {
  return files[`../../fixtures/${name}.json`];
}

function failure(code: ErrorShape['code'], message: string): ErrorShape {
  return { code, message, details: {} };
}

/** Commands whose answer has the shape of another command's snapshot. */
const sameAs: Partial<Record<CommandName, string>> = {
  set_own_rate: 'rates',
  retire_own_rate: 'rates',
  restore_own_rate: 'rates',
  set_expected_rate: 'effective_rates',
  retire_expected_rate: 'effective_rates',
  restore_expected_rate: 'effective_rates',
  set_note: 'entry',
  set_tags: 'entry',
  add_programme_status: 'programme_status',
  retire_programme_status: 'programme_status',
  restore_programme_status: 'programme_status',
  note_figure: 'figure_history',
  add_pack: 'rule_packs',
  remove_pack: 'rule_packs',
  restore_pack: 'rule_packs',
  trust_key: 'rule_packs',
  distrust_key: 'rule_packs',
  set_own_rule: 'own_rules',
  end_own_rule: 'own_rules',
  restore_own_rule: 'own_rules',
  set_programme_notices: 'programme_notices',
  acknowledge_notices: 'programme_notices',
  offer_thread: 'mail_thread',
  set_stage: 'offer',
  set_term: 'offer',
  save_reply: 'reply',
  take_back_reply: 'outbox',
  settle_reply: 'outbox',
  hurry_reply: 'outbox',
  set_reply_template: 'reply_templates',
  set_sender: 'senders',
  remove_sender: 'senders',
  set_deliverable: 'add_deliverable',
  set_right: 'add_deliverable',
  set_worth: 'add_deliverable',
  set_worth_choices: 'worth_choices',
  undo_import: 'undo',
  attach: 'entry_ledger',
  detach: 'entry_ledger',
  edit_hand: 'add_hand',
  delete_hand: 'add_hand',
  edit_recurring: 'recurring',
  end_recurring: 'recurring',
  start_profile: 'app_state',
  open_profile: 'app_state',
  open_sandbox: 'app_state',
  leave_sandbox: 'app_state_first_run',
};

/** Commands that a broken cache still answers: without them there is no window to show the error in. */
const alive: readonly CommandName[] = ['app_state', 'settings', 'set_settings', 'progress', 'search', 'cancel'];

/** Makes a host that answers from the snapshots. */
export function fixtureHost(options: FixtureOptions = {}): FixtureHost {
  const variant = options.variant ?? 'normal';
  const calls: FixtureHost['calls'] = [];
  const own = new Map<CommandName, (args: never) => unknown>();
  const listeners: { [E in keyof HostEvents]: Set<(payload: HostEvents[E]) => void> } = {
    progress: new Set(),
    changed: new Set(),
  };
  const droppers = new Set<(drop: FileDrop) => void>();
  const chosen: Partial<Settings> = {};
  const seen = new Set<number>();
  let fresh = variant === 'first_run';
  let invented = variant === 'sandbox';
  if (options.locale !== undefined) chosen.locale = options.locale;
  if (options.theme !== undefined) chosen.theme = options.theme;

  function fixture(name: string): unknown {
    const found = options.story?.[name] ?? snapshotFile(name);
    return found === undefined ? undefined : structuredClone(found);
  }

  function snapshot(name: string, id: unknown): unknown {
    const key = typeof id === 'number' || typeof id === 'string' ? fixture(`${name}_${String(id)}`) : undefined;
    // behind the first door everything is as usual
    const state = variant === 'normal' || variant === 'first_run' ? undefined : fixture(`${name}_${variant}`);
    return state ?? key ?? fixture(name);
  }

  function appState(): AppState {
    const state = (fresh ? fixture('app_state_first_run') : snapshot('app_state', undefined)) as AppState;
    for (const key of ['locale', 'theme', 'density', 'patterns', 'letter_keys', 'zone', 'start_screen'] as const) {
      if (chosen[key] !== undefined) Object.assign(state, { [key]: chosen[key] });
    }
    if (options.now !== undefined) state.now = options.now;
    if (state.profile !== null) {
      state.profile.offline = variant === 'offline';
      state.profile.sandbox = invented;
      state.profile.empty = variant === 'empty';
      if (variant === 'empty') {
        state.profile.synced_at = null;
        state.profile.badges = { payouts: 0, inbox: 0, review: 0 };
      }
    }
    return state;
  }

  function built<K extends CommandName>(name: K, args: Args<K>): unknown {
    switch (name) {
      case 'app_state':
        return appState();
      case 'start_profile':
      case 'open_profile':
        fresh = false;
        invented = false;
        return appState();
      case 'open_sandbox':
        fresh = false;
        invented = true;
        return appState();
      case 'leave_sandbox':
        fresh = true;
        return appState();
      case 'settings':
        return { ...(snapshot('settings', undefined) as Settings), ...chosen };
      case 'set_settings':
        Object.assign(chosen, (args as Args<'set_settings'>).patch);
        return { ...(snapshot('settings', undefined) as Settings), ...chosen };
      case 'acknowledge': {
        const today = snapshot('today', undefined) as Today;
        const wanted = (args as Args<'acknowledge'>).changes;
        const marked = wanted.length > 0 ? wanted : today.changes.map((item) => item.id).filter((id) => !seen.has(id));
        for (const id of marked) seen.add(id);
        return marked;
      }
      case 'unacknowledge':
        for (const id of (args as Args<'unacknowledge'>).changes) seen.delete(id);
        return [...(args as Args<'unacknowledge'>).changes];
      case 'today': {
        const today = snapshot('today', undefined) as Today;
        const left = today.changes.filter((item) => !seen.has(item.id));
        today.changes_count -= today.changes.length - left.length;
        today.changes = left;
        return today;
      }
      case 'remove_account':
        return { view: snapshot('accounts', undefined), grant: 'nothing', error: null };
      case 'connect':
      case 'test_account':
        return (snapshot('accounts', undefined) as Answer<'accounts'>).accounts[0];
      case 'deliver_outbox':
        return { sent: [], found: [], waiting: [], later: [], failed: [], unsure: [], copied: [] };
      case 'discard_reply':
        return null;
      case 'cancel':
      case 'cancel_match':
        return true;
      case 'progress':
        return snapshot('progress', undefined) ?? null;
      default:
        return undefined;
    }
  }

  return {
    calls,
    copied: [],
    picks: null,
    async invoke<K extends CommandName>(name: K, args: Args<K>): Promise<Answer<K>> {
      calls.push({ name, args });
      const mine = own.get(name);
      if (mine !== undefined) return (await mine(args as never)) as Answer<K>;
      if (variant === 'error' && !alive.includes(name)) throw failure('corrupt', 'part of the cache is damaged');
      if (variant === 'offline' && (name === 'sync' || name === 'connect' || name === 'test_account')) {
        throw failure('offline', 'no network');
      }
      const id = 'id' in args ? args.id : undefined;
      const answer = built(name, args) ?? snapshot(sameAs[name] ?? name, id);
      if (answer === undefined) throw failure('not_found', `no fixture for ${name}`);
      return answer as Answer<K>;
    },
    on(event, heard) {
      listeners[event].add(heard as never);
      return () => listeners[event].delete(heard as never);
    },
    pickFiles() {
      return Promise.resolve(this.picks);
    },
    pickFolder: () => Promise.resolve(null),
    saveFile: () => Promise.resolve(null),
    openExternal: () => Promise.resolve(),
    onFileDrop(heard) {
      droppers.add(heard);
      return () => droppers.delete(heard);
    },
    copy(text) {
      this.copied.push(text);
      return Promise.resolve();
    },
    answer(name, give) {
      own.set(name, give as (args: never) => unknown);
    },
    emit(event, payload) {
      for (const heard of listeners[event]) (heard as (p: unknown) => void)(payload);
    },
    drag(drop) {
      for (const heard of droppers) heard(drop);
    },
  };
}

/** Reads the choices from the page's address. */
export function optionsFrom(search: string): FixtureOptions {
  const query = new URLSearchParams(search);
  const options: FixtureOptions = { variant: (query.get('fixture') ?? 'normal') as Variant };
  const locale = query.get('locale');
  const theme = query.get('theme');
  if (locale !== null) options.locale = locale;
  if (theme !== null) options.theme = theme;
  return options;
}
