import { describe, expect, it } from 'vitest';
import type { NextOffer } from '../../bindings/NextOffer';
import type { Today as Shape } from '../../bindings/Today';
import { draw } from '../../../tests/draw';
import todayJson from '../../../tests/story/today.json';
import Today from './Today.svelte';

const step = (offer: number, next: Partial<NextOffer['next']>): NextOffer => ({
  offer,
  brand: `Brand ${String(offer)}`,
  title: 'x',
  stage: 'talking',
  fee: null,
  next: { kind: 'follow_up', day: null, late: false, what: null, silent_days: null, woken: null, ...next },
});

describe('Next steps', () => {
  it('names what is to be done, by when and why, and leaves answers to their own panel', async () => {
    const steps = [
      step(1, { kind: 'payment_late', day: '2026-10-14', late: true, what: '2026-014' }),
      step(2, { silent_days: 9, day: '2026-10-20', late: true }),
      step(3, { kind: 'woken', woken: 'reply', day: '2026-10-22' }),
      step(4, { kind: 'answer', day: '2026-10-24' }),
    ];
    const { body, text } = await draw(Today, '#/today', {}, (host) => host.answer('today', () => ({ ...(todayJson as Shape), next: steps })));
    expect(text()).toContain('Chase the payment: 2026-014');
    expect(text()).toContain('silent for 9 days');
    expect(text()).toContain('the brand wrote');
    const panel = [...body.querySelectorAll('.panel')].find((one) => one.textContent.includes('Next steps'));
    expect(panel?.querySelectorAll('li')).toHaveLength(3);
  });
});
