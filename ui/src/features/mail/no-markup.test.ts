// What strangers write never becomes markup: nothing in the page turns a text into elements.
import { describe, expect, it } from 'vitest';

const sources = import.meta.glob<string>('../../**/*.{svelte,ts}', { query: '?raw', import: 'default', eager: true });
const FORBIDDEN = [/\{@html\b/u, /\binnerHTML\b/u, /\bouterHTML\b/u, /\binsertAdjacentHTML\b/u, /\bdocument\.write\b/u, /\bDOMParser\b/u, /\bsrcdoc\b/u, /\bcreateContextualFragment\b/u];
/** The drawing of a chart comes from the core, which escapes every word in it (`charts/tests/safety.rs`). */
const DRAWINGS = new Set(['../../components/ChartView.svelte']);

describe('the page', () => {
  it('has sources to look at', () => {
    expect(Object.keys(sources).length).toBeGreaterThan(100);
  });
  it.each(FORBIDDEN)('turns no text into markup by %s', (pattern) => {
    const found = Object.entries(sources).filter(([file, text]) => !file.endsWith('.test.ts') && !DRAWINGS.has(file) && pattern.test(text));
    expect(found.map(([file]) => file)).toEqual([]);
  });
});
