/**
 * Words. A catalogue is a flat table `area.message` → message; French has exactly the keys of English, by type. A text may
 * hold `{name}` places and plural forms in ICU's notation: `{count, plural, =0 {no entry} one {# entry} other {# entries}}`.
 */
import { en } from '../locales/en';
import { fr } from '../locales/fr';
import type { Message } from '../locales/types';

/** A language of the screens. */
export type Locale = 'en' | 'fr';

/** Every key. */
export type Key = keyof typeof en & string;
/** Values for the places of a message. Numbers are grouped as the language does. */
export type Params = Readonly<Record<string, string | number>>;

const tables: Record<Locale, Readonly<Record<string, Message>>> = { en, fr };

let current = $state<Locale>('en');

/** The language in use; reading it inside a component follows its changes. */
export function locale(): Locale {
  return current;
}

/** Changes the language. Anything that is not a language we have is English. */
export function setLocale(next: string): void {
  current = next === 'fr' ? 'fr' : 'en';
  if (typeof document !== 'undefined') document.documentElement.lang = current;
}

/** The tag handed to `Intl`: British English, because days come before months. */
export function intlTag(of: Locale = current): string {
  return of === 'fr' ? 'fr-FR' : 'en-GB';
}

const plurals = new Map<Locale, Intl.PluralRules>();
function form(of: Locale, count: number): string {
  let rules = plurals.get(of);
  if (rules === undefined) plurals.set(of, (rules = new Intl.PluralRules(intlTag(of))));
  return rules.select(count);
}

/** A narrow no-break space stands before the high marks of French. */
function highMarks(text: string): string {
  return text.replace(/ (?=[:;?!%»])/gu, '\u202f').replace(/« /gu, '«\u202f');
}

/** Whether a key exists: for words that come as codes from the core, which may know more of them than we do. */
export function hasKey(key: string): key is Key {
  return Object.hasOwn(en, key);
}

/** Where the brace that opens at `open` closes. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length;
}

/** The text of the plural form that fits `count`. */
function pluralText(forms: string, count: number): string {
  const choices = new Map<string, string>();
  let at = 0;
  for (let open = forms.indexOf('{', at); open !== -1; open = forms.indexOf('{', at)) {
    const end = closing(forms, open);
    choices.set(forms.slice(at, open).trim(), forms.slice(open + 1, end));
    at = end + 1;
  }
  const chosen = choices.get(`=${count}`) ?? choices.get(form(current, count)) ?? choices.get('other') ?? '';
  return chosen.replaceAll('#', integer(count));
}

function fill(text: string, params: Params): string {
  let out = '';
  let at = 0;
  for (let open = text.indexOf('{'); open !== -1; open = text.indexOf('{', at)) {
    const end = closing(text, open);
    const inside = text.slice(open + 1, end);
    out += text.slice(at, open);
    at = end + 1;
    const plural = /^(\w+), plural, (.*)$/su.exec(inside);
    if (plural !== null) {
      out += fill(pluralText(plural[2] ?? '', Number(params[plural[1] ?? ''] ?? 0)), params);
      continue;
    }
    const value = params[inside];
    out += value === undefined ? `{${inside}}` : typeof value === 'number' ? integer(value) : value;
  }
  return out + text.slice(at);
}

/** The words of a key. */
export function t(key: Key, params: Params = {}): string {
  const found = tables[current][key] ?? key;
  const plain = typeof found === 'string' ? found : form(current, Number(params['count'] ?? 0)) === 'one' ? found.one : found.other;
  const text = fill(plain, params);
  return current === 'fr' ? highMarks(text) : text;
}

/** The words of a code under a prefix, or the code itself when we have none for it. */
export function word(prefix: string, code: string, params: Params = {}): string {
  const key = `${prefix}${code}`;
  return hasKey(key) ? t(key, params) : code.replaceAll('_', ' ');
}

const integers = new Map<Locale, Intl.NumberFormat>();
/** A whole number, grouped. */
export function integer(value: number): string {
  let format = integers.get(current);
  if (format === undefined) integers.set(current, (format = new Intl.NumberFormat(intlTag(), { maximumFractionDigits: 0 })));
  return format.format(value).replace('-', '\u2212');
}
