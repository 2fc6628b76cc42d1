/** Things done to one offer or to many, each with its way back: one toast, one undo for all of them. */
import type { OfferStep } from '../../bindings/OfferStep';
import type { StageName } from '../../bindings/StageName';
import { host } from '../../host';
import { t } from '../../lib/i18n.svelte';
import { toasts } from '../../lib/toasts.svelte';

function told({ step }: OfferStep, text: string): void {
  if (step === null) {
    toasts.show({ text: t('inbox.step.nothing') });
    return;
  }
  toasts.show({
    text,
    undo: async () => {
      const { kept } = await host().invoke('undo_offer_step', { step });
      if (kept > 0) toasts.show({ text: t('inbox.step.kept', { count: kept }) });
    },
  });
}

/** Moves offers to a stage; `named` is the brand when it is one. */
export async function move(offers: number[], stage: StageName, named: string | null): Promise<void> {
  const done = await host().invoke('move_offers', { offers, stage });
  const words = t(`inbox.stage.is.${stage}`);
  told(done, named === null ? t('inbox.step.moved', { count: offers.length, stage: words }) : t('inbox.stage.moved', { brand: named, stage: words }));
}

/** Gives offers a tag. */
export async function tag(offers: number[], name: string): Promise<void> {
  told(await host().invoke('tag_offers', { offers, add: [name], remove: [] }), t('inbox.step.tagged', { count: offers.length, tag: name }));
}

/** Takes a tag from an offer. */
export async function untag(offer: number, name: string): Promise<void> {
  told(await host().invoke('tag_offers', { offers: [offer], add: [], remove: [name] }), t('inbox.step.untagged', { tag: name }));
}

/** Lays offers aside until a day, or until the brand writes again. */
export async function snooze(offers: number[], until: string | null, onReply: boolean): Promise<void> {
  told(await host().invoke('snooze_offers', { offers, until, on_reply: onReply }), t('inbox.step.snoozed', { count: offers.length }));
}

/** Wakes offers. */
export async function wake(offers: number[]): Promise<void> {
  told(await host().invoke('snooze_offers', { offers, until: null, on_reply: false }), t('inbox.step.woken', { count: offers.length }));
}
