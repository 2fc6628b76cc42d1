/** Whether the command palette or the list of keys stands open. Screens may open them; the shell draws them. */

let open = $state<'palette' | 'keys' | null>(null);

export const overlay = {
  get open() {
    return open;
  },
  show(which: 'palette' | 'keys'): void {
    open = which;
  },
  close(): void {
    open = null;
  },
};
