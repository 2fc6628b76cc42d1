/** Messages of mailboxes: found by their words, read in their conversation, pasted from other apps. */
export { default as MailResults } from './MailResults.svelte';
export { default as PasteDialog } from './PasteDialog.svelte';
export { default as ThreadView } from './ThreadView.svelte';
export { messageId, messageOf } from './address';
