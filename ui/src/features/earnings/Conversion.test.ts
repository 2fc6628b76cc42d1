import { describe, expect, it } from 'vitest';
import { draw, settled } from '../../../tests/draw';
import convertedJson from '../../../fixtures/converted.json';
import type { Converted } from '../../bindings/Converted';
import type { EffectiveRate } from '../../bindings/EffectiveRate';
import type { ExchangeCost } from '../../bindings/ExchangeCost';
import Earnings from './Earnings.svelte';

const converted: Converted = convertedJson;

function press(body: HTMLElement, label: string): void {
  const found = [...body.querySelectorAll('button')].find((button) => button.textContent.trim() === label || button.title === label);
  if (found === undefined) throw new Error(`no button “${label}”`);
  found.click();
}

const rate: EffectiveRate = {
  account: 4,
  handle: '@camilleatelier',
  platform: 'youtube',
  stream: 'ad_share',
  measure: 'per_1000_views',
  unit: 'USD',
  points: [
    { month: '2026-08', value: '2.40', paid: { amount: '120.00', unit: 'USD' }, count: 50_000, expected: '2.50', partial: false },
    { month: '2026-09', value: '1.80', paid: { amount: '90.00', unit: 'USD' }, count: 50_000, expected: '2.50', partial: false },
  ],
  steps: [{ month: '2026-06', before: '2.40', after: '1.80', change_permille: -250 }],
  expected: [{ id: 5, from: '2026-01-01', value: '2.50', edited_at: '2026-01-01T00:00:00Z', retired_at: null }],
  against_expected: -280,
};

const cost: ExchangeCost = {
  platform: 'paypal',
  year: 2024,
  paid: { amount: '9397.39', unit: 'USD' },
  received: { amount: '8395.30', unit: 'EUR' },
  reference: { amount: '8702.05', unit: 'EUR' },
  cost: { amount: '306.75', unit: 'EUR' },
  cost_basis_points: 352,
  count: 12,
  without_rate: 0,
  largest: null,
};

describe('Conversion in Earnings', () => {
  it('stands beside the figures, opens to its rates, and says what has none', async () => {
    const { body, text } = await draw(Earnings, '#/earnings', {}, (host) => host.answer('converted', () => converted));
    expect([...body.querySelectorAll('thead th')].map((head) => head.textContent.trim())).toContain('EUR');
    expect(text(), 'diamonds have no rate').toContain('no rate');
    press(body, 'How it was converted');
    await settled();
    const dialog = body.querySelector('dialog');
    expect(dialog?.textContent).toContain('Converted to EUR');
    expect(dialog?.textContent).toContain('sample rate of');
    expect(dialog?.textContent, 'what stays out is listed').toContain('Nobody publishes a rate');
    expect(dialog?.querySelectorAll('tbody tr')).toHaveLength(converted.parts.length);
  });

  it('names the rate of an opened entry', async () => {
    const { text } = await draw(Earnings, '#/earnings/1', {});
    expect(text()).toMatch(/8\.08\sEUR at .*sample rate of/u);
  });

  it('shows steps beside what was expected, and what exchange cost', async () => {
    const { body, text, host } = await draw(Earnings, '#/earnings', {}, (fixture) => {
      fixture.answer('effective_rates', () => [rate]);
      fixture.answer('exchange_costs', () => [cost]);
      fixture.answer('retire_expected_rate', () => [{ ...rate, expected: [], against_expected: null }]);
    });
    press(body, 'Effective rates');
    await settled();
    expect(text()).toContain('Since June 2026: 2.40');
    expect(text(), 'a quarter less').toMatch(/−25\s%/u);
    expect(text()).toContain('306.75');
    expect(text()).toMatch(/3\.52\s%/u);
    press(body, 'Remove');
    await settled();
    expect(host.calls.some((call) => call.name === 'retire_expected_rate')).toBe(true);
    expect(text()).not.toContain('against what you expect');
  });

  it('speaks French', async () => {
    const { body, text } = await draw(Earnings, '#/earnings', { locale: 'fr' }, (host) => {
      host.answer('effective_rates', () => []);
      host.answer('exchange_costs', () => []);
    });
    press(body, 'Taux effectifs');
    await settled();
    expect(text()).toContain('il faut trois mois entiers');
    expect(text()).toContain('Aucun payeur n’a indiqué de change');
  });
});
