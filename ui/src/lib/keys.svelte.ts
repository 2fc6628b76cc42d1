/**
 * The keyboard. Screens register what their keys do while they stand; the newest registration of a key wins. Single
 * characters are off while typing and when the creator switched them off (WCAG 2.1.4); chords with Ctrl or ⌘ and Escape
 * always work. `Mod` is ⌘ on a Mac and Ctrl elsewhere.
 */
import type { Key } from './i18n.svelte';

/** A key or chord: `e`, `?`, `shift+x`, `mod+k`, `mod+shift+s`, `escape`, `arrowdown`. */
export type Chord = string;

export type Binding = {
  chord: Chord;
  /** What it does, for the list of keys; without it the key is not listed. */
  label?: Key;
  /** Answering `false` hands the key on to an older registration. */
  run: (event: KeyboardEvent) => unknown;
};

let letters = $state(true);
let stack: readonly (readonly Binding[])[] = [];
let covers = 0;

/** Whether single characters act. */
export function setLetters(on: boolean): void {
  letters = on;
}

/** Whether single characters act. */
export function lettersOn(): boolean {
  return letters;
}

/** Registers keys; the answer takes them back. Made to be returned from `$effect`. */
export function useKeys(bindings: readonly Binding[]): () => void {
  stack = [...stack, bindings];
  return () => {
    stack = stack.filter((layer) => layer !== bindings);
  };
}

/** A dialog stands over everything: keys behind it are silent until the answer is called. */
export function cover(): () => void {
  covers += 1;
  return () => {
    covers -= 1;
  };
}

/** Whether a Mac's ⌘ takes the place of Ctrl. */
export function isMac(): boolean {
  return /Mac|iPhone|iPad/u.test(navigator.platform);
}

/** The chord of an event. */
export function chordOf(event: KeyboardEvent): Chord {
  const key = event.key.toLowerCase();
  const mod = isMac() ? event.metaKey : event.ctrlKey;
  // a shifted character such as `?` already says so by itself; letters and named keys do not
  const shift = event.shiftKey && (key.length > 1 || /\p{L}/u.test(key));
  return `${mod ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${key}`;
}

/** Whether a key would be text where the focus is. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Gives an event to the registrations. Answers whether one took it. */
export function handle(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || covers > 0) return false;
  const chord = chordOf(event);
  const held = chord.startsWith('mod+') || chord.startsWith('alt+');
  const single = !held && event.key.length === 1;
  if (single && (!letters || isTyping(event.target))) return false;
  if (!held && !single && chord !== 'escape' && isTyping(event.target)) return false;
  for (const layer of [...stack].reverse()) {
    for (const binding of layer) {
      if (binding.chord !== chord) continue;
      if (binding.run(event) === false) continue;
      event.preventDefault();
      return true;
    }
  }
  return false;
}

/** Keys that act here and now, newest registration first, each chord once. */
export function activeKeys(): Binding[] {
  const found = new Map<Chord, Binding>();
  for (const layer of [...stack].reverse()) {
    for (const binding of layer) if (binding.label !== undefined && !found.has(binding.chord)) found.set(binding.chord, binding);
  }
  return [...found.values()];
}

const names: Record<string, string> = { escape: 'Esc', enter: 'Enter', arrowdown: '↓', arrowup: '↑', arrowleft: '←', arrowright: '→', tab: 'Tab' };

/** The caps of a chord as they are printed on keys. */
export function caps(chord: Chord): string[] {
  return chord.split('+').map((part) => {
    if (part === 'mod') return isMac() ? '⌘' : 'Ctrl';
    if (part === 'shift') return isMac() ? '⇧' : 'Shift';
    if (part === 'alt') return isMac() ? '⌥' : 'Alt';
    return names[part] ?? part.toUpperCase();
  });
}
