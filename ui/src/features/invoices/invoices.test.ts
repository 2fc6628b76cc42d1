import { describe, expect, it } from 'vitest';
import type { InvoiceDetail } from '../../bindings/InvoiceDetail';
import type { PaymentProposal } from '../../bindings/PaymentProposal';
import invoiceJson from '../../../tests/figures/invoice.json';
import { draw, settled, type Drawn } from '../../../tests/draw';
import type { FixtureHost } from '../../host/fixture';
import { toasts } from '../../lib/toasts.svelte';
import Inbox from '../inbox/Inbox.svelte';

const late = invoiceJson as InvoiceDetail;
const draft: InvoiceDetail = {
  ...late,
  row: { ...late.row, id: 6, number: null, state: 'draft', due_on: null, open: null, days_late: 0 },
  preview: { ...late.preview, lacks: ['client_vat_id'] },
  payments: [],
  interest: null,
  sha256: null,
};
const proposal: PaymentProposal = {
  invoice: 5,
  number: 'F2026-0001',
  source: 'landing',
  source_id: 4,
  day: '2026-11-12',
  amount: { amount: '1000.00', unit: 'EUR' },
  text: 'VERGER F2026 0001',
  score: 900,
  hints: ['same_amount', 'names_number'],
};
const keyLike = /\binvoices\.[a-z_]+/u;

function tell(one: InvoiceDetail) {
  return (host: FixtureHost) => {
    host.answer('invoices', () => ({ invoices: [one.row], open: [], late: [] }));
    host.answer('invoice', () => one);
    host.answer('invoice_payments_proposed', () => [proposal]);
    host.answer('preview_invoice', () => one.preview);
    host.answer('edit_invoice', () => one);
    host.answer('accept_invoice_payment', () => ({ ...one, payments: [...one.payments, ...late.payments.map((payment) => ({ ...payment, id: 10 }))] }));
    host.answer('undo_invoice_payment', () => one);
  };
}

async function open(one: InvoiceDetail, address = '#/inbox/3', locale = 'en'): Promise<Drawn> {
  const drawn = await draw(Inbox, address, { locale }, tell(one));
  const line = [...drawn.body.querySelectorAll<HTMLElement>('.ln')].find((button) => button.textContent.includes('1,440') || button.textContent.includes('440,00'));
  line?.click();
  await settled();
  return drawn;
}

function press(body: HTMLElement, words: string): HTMLButtonElement {
  const found = [...body.querySelectorAll<HTMLButtonElement>('button'), ...document.querySelectorAll<HTMLButtonElement>('dialog button')].find((button) => button.textContent.trim() === words);
  if (found === undefined) throw new Error(`no button “${words}”`);
  found.click();
  return found;
}

describe('The invoices of an offer', () => {
  it('teaches what will stand there when nothing was billed', async () => {
    const { text } = await draw(Inbox, '#/inbox/3');
    expect(text()).toContain('Nothing was billed for this offer yet.');
    expect(text()).not.toMatch(keyLike);
  });

  it('shows where a late one stands and takes its money with an undo', async () => {
    const { body, text, host } = await open(late);
    for (const words of ['F2026-0001', '22 days late', 'Still open', '1,000.00', 'Late interest to date', 'names the invoice']) expect(text(), words).toContain(words);
    press(body, 'It is the payment');
    await settled();
    expect(host.calls.find((call) => call.name === 'accept_invoice_payment')?.args).toEqual({ invoice: 5, source: 'landing', source_id: 4 });
    await toasts.shown.at(-1)?.undo?.();
    expect(host.calls.find((call) => call.name === 'undo_invoice_payment')?.args).toEqual({ payment: 10 });
  });

  it('does not issue a draft that lacks something, and says what', async () => {
    const { body, text, host } = await open(draft);
    expect(text()).toContain('Still missing: the client’s VAT number');
    const issue = [...body.querySelectorAll<HTMLButtonElement>('button')].find((button) => button.textContent.trim() === 'Issue');
    expect(issue?.disabled).toBe(true);
    press(body, 'Edit');
    await settled();
    const field = [...document.querySelectorAll<HTMLInputElement>('dialog input')].find((input) => input.value === '1200.00');
    if (field === undefined) throw new Error('the price is no field');
    field.value = '900';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await settled();
    const asked = host.calls.filter((call) => call.name === 'preview_invoice').at(-1)?.args as { form: { lines: { price: string }[] } };
    expect(asked.form.lines[0]?.price, 'the sums follow each key').toBe('900');
  });

  it('says all of it in French', async () => {
    const { text } = await open(late, '#/inbox/3', 'fr');
    for (const words of ['Factures', '22 jours de retard', 'Reste dû', 'cite la facture']) expect(text(), words).toContain(words);
  });
});
