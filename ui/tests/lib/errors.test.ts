import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../src/bindings/ErrorCode';
import { asError, worded } from '../../src/lib/errors';
import { setLocale } from '../../src/lib/i18n.svelte';
import { en } from '../../src/locales/en';

const codes = Object.keys(en)
  .filter((key) => key.startsWith('errors.') && key.endsWith('_text'))
  .map((key) => key.slice('errors.'.length, -'_text'.length) as ErrorCode);

describe('errors', () => {
  it.each(codes)('%s says what happened and what it means, in both languages', (code) => {
    for (const locale of ['en', 'fr']) {
      setLocale(locale);
      const said = worded({ code, message: 'internal detail', details: {} });
      expect(said.title, 'no place may stay open when a detail is missing').not.toMatch(/[{}]/u);
      expect(said.text).not.toMatch(/[{}]/u);
      expect(`${said.title}${said.text}`, 'the core’s own sentence is never shown').not.toContain('internal detail');
    }
  });

  it('names the file the core names', () => {
    expect(worded({ code: 'file_empty', message: '', details: { file: 'october.csv' } }).title).toBe('october.csv is empty');
  });

  it('takes whatever was thrown', () => {
    expect(asError({ code: 'offline', message: 'x', details: {} }).code).toBe('offline');
    expect(asError(new Error('boom'))).toEqual({ code: 'internal', message: 'boom', details: {} });
    expect(asError({ code: 'no_such_code' }).code).toBe('internal');
  });
});
