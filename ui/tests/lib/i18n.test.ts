import { describe, expect, it } from 'vitest';
import { setLocale, t, word, type Key } from '../../src/lib/i18n.svelte';
import { en } from '../../src/locales/en';
import { fr } from '../../src/locales/fr';
import type { Message } from '../../src/locales/types';

const parts = (message: Message): string[] => (typeof message === 'string' ? [message] : [message.one, message.other]);
const places = (message: Message): string[] => {
  const found = parts(message).flatMap((part) => [...part.replace(/(=\d+|one|other) \{[^{}]*\}/gu, '').matchAll(/\{(\w+)(?=[,}])/gu)].map((match) => match[1] ?? ''));
  // inside a plural form braces hold words, not places
  return [...new Set(found)].filter((name) => !/\bplural\b/u.test(name)).sort();
};

describe('catalogues', () => {
  const keys = Object.keys(en) as Key[];

  it('French has exactly the keys of English', () => {
    expect(Object.keys(fr).sort()).toEqual([...keys].sort());
  });

  it('every message has text in both languages, and French no place English does not fill', () => {
    const faults = keys.flatMap((key) => {
      const empty = [...parts(en[key]), ...parts(fr[key])].some((part) => part.trim() === '');
      const known = new Set(places(en[key]));
      const extra = places(fr[key]).filter((name) => !known.has(name) && name !== 'count');
      return [...(empty ? [`${key}: empty`] : []), ...extra.map((name) => `${key}: {${name}} would stay in braces`)];
    });
    expect(faults).toEqual([]);
  });

  it('nothing exclaims, says oops, please or successfully', () => {
    const loud = keys.filter((key) => parts(en[key]).some((part) => /!|\boops\b|\bplease\b|successfully/iu.test(part)));
    expect(loud).toEqual([]);
  });
});

describe('t', () => {
  it('chooses the plural form of the language', () => {
    expect(t('today.late_days', { count: 1 })).toBe('1 day');
    expect(t('today.late_days', { count: 8 })).toBe('8 days');
    expect(t('palette.results', { count: 0 })).toBe('No result');
    setLocale('fr');
    expect(t('today.expected', { count: 0 }), 'zero is singular in French').toBe('0 attendu');
    expect(t('today.expected', { count: 2 })).toBe('2 attendus');
  });

  it('fills places inside plural forms and groups whole numbers', () => {
    expect(t('today.late_text', { day: '14 Oct', count: 8 })).toBe('due 14 Oct, now 8 days late');
    expect(t('import.go', { count: 1204 })).toBe('Import 1,204 rows');
  });

  it('sets a narrow no-break space before the high marks of French', () => {
    setLocale('fr');
    expect(t('first_run.making_text')).not.toMatch(/ [:;?!]/u);
    expect(t('runs.undo_title')).toBe('Défaire cet import\u202f?');
  });

  it('shows a code it has no words for as words', () => {
    expect(word('feeds.', 'balance_transactions')).toBe('balance lines');
    expect(word('feeds.', 'some_new_feed')).toBe('some new feed');
  });
});
