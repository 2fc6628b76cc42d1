import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// The oldest engine is the webview of macOS 13, so `safari16`. `--mode fixtures` builds a page that runs in a plain
// browser on the JSON of ./fixtures; a production build holds none of it.
export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  base: './',
  server: { host: '127.0.0.1', port: 5173, strictPort: true },
  build: { target: 'safari16', outDir: mode === 'fixtures' ? 'dist-fixtures' : 'dist', assetsInlineLimit: 0, sourcemap: false, rolldownOptions: { checks: { bundlerTimings: false } } },
  resolve: mode === 'test' ? { conditions: ['browser'] } : {},
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    setupFiles: ['./tests/setup.ts'],
    restoreMocks: true,
  },
}));
