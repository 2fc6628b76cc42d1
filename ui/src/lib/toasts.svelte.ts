/** Short notes about something that was done, with a way back. Never used for errors. */

export type Toast = { id: number; text: string; undo?: () => void | Promise<void> };

const LASTS_MS = 8000;

let shown = $state.raw<readonly Toast[]>([]);
let next = 1;
const timers = new Map<number, ReturnType<typeof setTimeout>>();

function leave(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  shown = shown.filter((toast) => toast.id !== id);
}

function count(id: number): void {
  timers.set(
    id,
    setTimeout(() => leave(id), LASTS_MS),
  );
}

export const toasts = {
  /** Toasts on the screen, oldest first. */
  get shown() {
    return shown;
  },
  /** Shows a toast for eight seconds; a newer one takes the place of the older. */
  show(toast: { text: string; undo?: () => void | Promise<void> }): void {
    for (const old of shown) leave(old.id);
    const id = next;
    next += 1;
    shown = [{ id, ...toast }];
    count(id);
  },
  /** Stays while hovered or focused. */
  hold(id: number): void {
    clearTimeout(timers.get(id));
  },
  /** Counts again after being held. */
  release(id: number): void {
    if (shown.some((toast) => toast.id === id)) count(id);
  },
  /** Takes a toast away. */
  dismiss: leave,
  /** Undoes what the newest toast is about. */
  async undo(): Promise<boolean> {
    const last = shown.at(-1);
    if (last?.undo === undefined) return false;
    leave(last.id);
    await last.undo();
    return true;
  },
};
