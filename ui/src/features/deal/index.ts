/** Work on offers: what one is worth (aside), and its pieces and rights over time (bottom strip). */
export { default as DealStrip } from './Strip.svelte';
export { default as WorthPart } from './Worth.svelte';
