import { afterEach, describe, expect, it } from 'vitest';
import { setTask } from '../../src/lib/app.svelte';
import { go, screens } from '../../src/lib/router.svelte';
import App from '../../src/shell/App.svelte';
import { render, settle, text, type Rendered } from '../render';

/** The snapshots are written by the core's own tests: a screen that cannot show one no longer fits the core. */
describe('the core’s own snapshots', () => {
  let shown: Rendered | null = null;
  afterEach(async () => {
    setTask(null);
    await shown?.stop();
    shown = null;
  });

  const areas = [...screens];
  describe.each(['en', 'fr'])('in %s', (locale) => {
    it.each(areas)('%s shows them with no key, no undefined and no error', async (screen) => {
      shown = await render(App, { locale, story: {} });
      go(screen);
      await settle();
      const seen = text(shown.root);
      expect(seen.length).toBeGreaterThan(80);
      expect(seen).not.toMatch(/\bundefined\b|\bNaN\b|\[object /u);
      expect(seen, 'a key without words').not.toMatch(/\b(common|today|accounts|settings|earnings|payouts|programmes|inbox|errors|units|feeds|runs|import|review)\.[a-z_]+(\.[a-z_]+)*\b(?! )/u);
      expect(seen, 'a place that was not filled').not.toMatch(/\{\w+\}/u);
      expect(shown.root.querySelector('.main [role="alert"]')).toBeNull();
    });
  });
});
