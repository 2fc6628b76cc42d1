/** What a catalogue of words holds. */

/**
 * A message: text with `{name}` places, in which plural forms may stand in ICU's notation, or one text for each plural
 * form, chosen by the place `count`.
 */
export type Message = string | { readonly one: string; readonly other: string };

/** The table of one area under its prefix: `by` of the area `earnings` becomes `earnings.by`. */
export type Prefixed<P extends string, T> = { readonly [K in keyof T & string as `${P}.${K}`]: Message };

/** Puts the prefix of its area before every key of a table. */
export function prefixed<P extends string, T extends Readonly<Record<string, Message>>>(prefix: P, table: T): Prefixed<P, T> {
  return Object.fromEntries(Object.entries(table).map(([key, message]) => [`${prefix}.${key}`, message])) as Prefixed<P, T>;
}
