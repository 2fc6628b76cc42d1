/** What other screens show of programmes: the switch of notices, and the rules themselves. */
export { default as NoticesPart } from './NoticesPart.svelte';
export { default as RulesPart } from './rules/RulesPart.svelte';
