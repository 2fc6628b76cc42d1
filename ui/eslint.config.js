import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
  { ignores: ['dist', 'dist-fixtures', 'node_modules', 'src/bindings', 'coverage'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
    rules: {
      // The one component that shows the core's own drawing says so where it does.
      'svelte/no-at-html-tags': 'error',
      // Our router is a hash; there is no base path to resolve.
      'svelte/no-navigation-without-resolve': 'off',
      // Reactive state is `$state`; plain maps and sets are caches that nothing draws from.
      'svelte/prefer-svelte-reactivity': 'off',
      'svelte/require-each-key': 'error',
    },
  },
  {
    // Only src/host talks to the window's shell.
    files: ['src/**'],
    ignores: ['src/host/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['@tauri-apps/*'], message: 'Only src/host imports the shell.' }] }],
    },
  },
  { files: ['tests/**', '**/*.test.ts', 'vite.config.ts'], languageOptions: { globals: { ...globals.node } } },
);
