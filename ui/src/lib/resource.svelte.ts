/**
 * Something read from the core. Data that is shown stays while it is read again, so nothing jumps; only the first load
 * has nothing to show. A late answer to an older question is dropped.
 */
import type { ErrorShape } from '../bindings/ErrorShape';
import type { ChangeTag } from '../host/types';
import { asError } from './errors';
import { onChanged } from './app.svelte';

export type Resource<T> = {
  /** The newest answer; `undefined` before the first. */
  readonly data: T | undefined;
  /** Why the newest question failed; older data may still be there. */
  readonly error: ErrorShape | null;
  /** Whether a question is under way. */
  readonly loading: boolean;
  /** Under way with nothing to show yet: draw a skeleton. */
  readonly first: boolean;
  /** Asks again. */
  reload(): Promise<void>;
  /** Puts an answer in place without asking, after a command that answered the same shape. */
  set(data: T): void;
};

/**
 * Reads with `ask` now, when what it reads synchronously changes, and when one of `tags` changed. To be called while a
 * component starts. `ask` answers `null` to keep what is there without asking.
 */
export function resource<T>(ask: () => Promise<T> | null, tags: readonly ChangeTag[] = []): Resource<T> {
  let data = $state.raw<T | undefined>(undefined);
  let error = $state.raw<ErrorShape | null>(null);
  let loading = $state(false);
  let turn = 0;

  async function settle(answer: Promise<T> | null): Promise<void> {
    if (answer === null) return;
    turn += 1;
    const mine = turn;
    loading = true;
    try {
      const next = await answer;
      if (mine !== turn) return;
      data = next;
      error = null;
    } catch (thrown) {
      if (mine !== turn) return;
      error = asError(thrown);
    }
    loading = false;
  }

  $effect(() => {
    void settle(ask());
  });
  $effect(() => onChanged(tags, () => void settle(ask())));

  return {
    get data() {
      return data;
    },
    get error() {
      return error;
    },
    get loading() {
      return loading;
    },
    get first() {
      return data === undefined && error === null;
    },
    reload: () => settle(ask()),
    set(next) {
      turn += 1;
      loading = false;
      error = null;
      data = next;
    },
  };
}
