import { describe, expect, it } from 'vitest';
import { draw, settled } from '../../../tests/draw';
import type { OwnRateShape } from '../../bindings/OwnRateShape';
import type { RatesView } from '../../bindings/RatesView';
import type { FixtureHost } from '../../host/fixture';
import RatesPart from './RatesPart.svelte';

const diamond: OwnRateShape = {
  id: 3,
  unit: 'diamond',
  from: '2026-01-01',
  until: null,
  worth: { amount: '0.005', unit: 'USD' },
  note: 'seen in September',
  edited_at: '2026-10-01T08:00:00Z',
  retired_at: null,
};

const view: RatesView = {
  currency: 'EUR',
  newest: '2026-10-19',
  due: '2026-10-21',
  age_days: 2,
  bundled_until: '2026-04-13',
  bundled_sha256: '00',
  refreshed_at: null,
  address: 'https://rates.example.com',
  units: [
    {
      unit: 'USD',
      currency: 'EUR',
      day: '2026-10-22',
      worth: { amount: '0.8559', unit: 'EUR' },
      basis: 'ecb',
      provisional: true,
      quotes: [{ currency: 'USD', per_euro: '1.1684', day: '2026-10-19', origin: 'bundled', file: 'eurofxref-hist.csv', sha256: '00', source: null }],
      own: null,
      reason: null,
      reason_day: null,
    },
    { unit: 'coin', currency: 'EUR', day: '2026-10-22', worth: null, basis: null, provisional: false, quotes: [], own: null, reason: 'never', reason_day: null },
  ],
  own: [diamond],
};

const gone: RatesView = { ...view, own: [{ ...diamond, retired_at: '2026-10-22T08:00:00Z' }] };

function press(body: HTMLElement, label: string): void {
  const found = [...body.querySelectorAll('button')].find((button) => button.textContent.trim() === label);
  if (found === undefined) throw new Error(`no button “${label}”`);
  found.click();
}

const answers = (host: FixtureHost): void => {
  host.answer('rates', () => view);
  host.answer('retire_own_rate', () => gone);
  host.answer('restore_own_rate', () => view);
};

describe('Rates in Settings', () => {
  it('says how old the rates are, what units are worth, and why one is not', async () => {
    const { text } = await draw(RatesPart, '#/settings/rates', {}, answers);
    expect(text()).toContain('2 days behind');
    expect(text()).toContain('Never read from the network');
    expect(text()).toContain('sample rate of 19 October 2026');
    expect(text()).toContain('Nobody publishes a rate');
    expect(text()).toContain('seen in September');
  });

  it('takes a rate back and puts it back from its history', async () => {
    const { body, text, host } = await draw(RatesPart, '#/settings/rates', {}, answers);
    press(body, 'Remove');
    await settled();
    expect(text(), 'it no longer counts').toContain('None entered');
    press(body, 'Show former rates');
    await settled();
    press(body, 'Put back');
    await settled();
    expect(host.calls.filter((call) => call.name === 'restore_own_rate').map((call) => call.args)).toEqual([{ id: 3 }]);
    expect(text()).toContain('seen in September');
  });

  it('keeps what was typed when the core refuses it, and says why', async () => {
    const { body, text } = await draw(RatesPart, '#/settings/rates', {}, (host) => {
      answers(host);
      host.answer('set_own_rate', () => Promise.reject(Object.assign(new Error(), { code: 'bad_request', message: '', details: { field: 'unit', value: 'USD' } })));
    });
    const worth = [...body.querySelectorAll('input')][1];
    if (worth === undefined) throw new Error('no field');
    worth.value = '0,9';
    worth.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
    press(body, 'Add rate');
    await settled();
    expect(text()).toContain('USD');
    expect([...body.querySelectorAll('input')][1]?.value, 'nothing typed is lost').toBe('0,9');
  });

  it('speaks French', async () => {
    const { text } = await draw(RatesPart, '#/settings/rates', { locale: 'fr' }, answers);
    expect(text()).toContain('2 jours de retard');
    expect(text()).toContain('taux d’exemple du 19 octobre 2026');
  });
});
