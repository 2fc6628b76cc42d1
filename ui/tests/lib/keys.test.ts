import { afterEach, describe, expect, it } from 'vitest';
import { activeKeys, caps, cover, handle, setLetters, useKeys } from '../../src/lib/keys.svelte';

const down = (key: string, init: KeyboardEventInit = {}, target: Element = document.body) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return handle(event);
};

describe('keys', () => {
  const stops: (() => void)[] = [];
  const use = (...bindings: Parameters<typeof useKeys>[0]) => stops.push(useKeys(bindings));
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
    setLetters(true);
  });

  it('the newest registration wins, and hands on what it does not take', () => {
    const ran: string[] = [];
    use({ chord: 'e', run: () => void ran.push('old') });
    use({ chord: 'e', run: () => (ran.push('new'), ran.length < 2) });
    down('e');
    expect(ran).toEqual(['new']);
    down('e');
    expect(ran, 'the second time the new one answers false').toEqual(['new', 'new', 'old']);
  });

  it('single letters are off while typing and by setting; chords and Escape are not', () => {
    const ran: string[] = [];
    const note = (name: string) => () => void ran.push(name);
    use({ chord: 'j', run: note('j') }, { chord: '?', run: note('?') }, { chord: 'mod+k', run: note('mod+k') }, { chord: 'escape', run: note('escape') }, { chord: 'arrowdown', run: note('down') });
    const field = document.createElement('input');
    document.body.append(field);
    for (const key of ['j', '?', 'ArrowDown', 'Escape']) down(key, {}, field);
    down('k', { ctrlKey: true }, field);
    expect(ran).toEqual(['escape', 'mod+k']);
    ran.length = 0;
    setLetters(false);
    for (const key of ['j', '?', 'ArrowDown']) down(key);
    expect(ran, 'arrows are not letters').toEqual(['down']);
  });

  it('tells a shifted letter from the letter, and takes a shifted sign as itself', () => {
    const ran: string[] = [];
    use({ chord: 'x', run: () => void ran.push('x') }, { chord: 'shift+x', run: () => void ran.push('range') }, { chord: '?', run: () => void ran.push('help') });
    down('x');
    down('X', { shiftKey: true });
    down('?', { shiftKey: true });
    expect(ran).toEqual(['x', 'range', 'help']);
  });

  it('is silent behind a dialog', () => {
    let ran = 0;
    use({ chord: 'mod+k', run: () => void (ran += 1) });
    const uncover = cover();
    expect(down('k', { ctrlKey: true })).toBe(false);
    uncover();
    expect(down('k', { ctrlKey: true })).toBe(true);
    expect(ran).toBe(1);
  });

  it('lists each chord once, with its caps', () => {
    use({ chord: 'e', label: 'keys.acknowledge', run: () => undefined });
    use({ chord: 'e', label: 'keys.enter', run: () => undefined }, { chord: 'mod+9', run: () => undefined });
    expect(activeKeys().map((binding) => binding.label)).toEqual(['keys.enter']);
    expect(caps('mod+shift+s')).toEqual(['Ctrl', 'Shift', 'S']);
  });
});
