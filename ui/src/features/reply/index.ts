/** Answers to offers: buttons for the head, the composer for the reading pane, the outbox for the sidebar. */
export { default as OutboxLine } from './OutboxLine.svelte';
export { default as ReplyActions } from './ReplyActions.svelte';
export { default as ReplyPane } from './ReplyPane.svelte';
