/** Invoices of an offer: written, issued, paid, asked for (in the aside of the Inbox). */
export { default as InvoicesPart } from './InvoicesPart.svelte';
