/** What the strip shows and which form is open: shared by the aside and the strip of one offer. */

export type View = 'strip' | 'table' | 'all' | 'compare';

let view = $state<View>('strip');

export const board = {
  /** What the strip shows. */
  get view() {
    return view;
  },
  show(next: View): void {
    view = next;
  },
};
