/** Which offer is being answered, and with what: the head's buttons open it, the reading pane shows it. */
import type { ReplyKindName } from '../../bindings/ReplyKindName';

export type Composing = {
  offer: number;
  /** The template to begin with; `null` takes the kept draft. */
  kind: ReplyKindName | null;
  /** Counts openings, so that asking for the same template again begins anew. */
  turn: number;
};

let open = $state.raw<Composing | null>(null);
let turn = 0;

export const composing = {
  /** The composer that stands open. */
  get now(): Composing | null {
    return open;
  },
  /** Opens the composer of an offer. */
  begin(offer: number, kind: ReplyKindName | null): void {
    turn += 1;
    open = { offer, kind, turn };
  },
  /** Closes it; what was typed is kept as the draft. */
  end(): void {
    open = null;
  },
};

export const kinds = ['reply', 'counter', 'decline', 'ask_budget', 'chase_payment'] as const satisfies readonly ReplyKindName[];
