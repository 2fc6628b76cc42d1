import { describe, expect, it } from 'vitest';
import { Pages, type Fetch } from './pages.svelte';

const SIZE = 10;

/** A list of numbers in pages, that notes which were asked for. */
function numbers(total: number): { fetch: Fetch<number, string>; asked: (string | null)[] } {
  const asked: (string | null)[] = [];
  const fetch: Fetch<number, string> = (after) => {
    asked.push(after);
    const start = after === null ? 0 : Number(after);
    const rows = Array.from({ length: Math.min(SIZE, total - start) }, (_, place) => start + place);
    const next = start + SIZE < total ? String(start + SIZE) : null;
    return Promise.resolve({ rows, next, head: after === null ? `${String(total)} in all` : null });
  };
  return { fetch, asked };
}

describe('a list in keyset pages', () => {
  it('asks only for what stands in the window', async () => {
    const pages = new Pages<number, string>();
    const { fetch, asked } = numbers(1000);
    await pages.ask(fetch);
    await pages.want(0, 8);
    expect(asked).toEqual([null]);
    await pages.want(15, 28);
    expect(asked).toEqual([null, '10', '20']);
    expect(pages.at(27)).toBe(27);
    expect(pages.at(900)).toBeUndefined();
  });

  it('forgets rows far away and fetches them again by their cursor', async () => {
    const pages = new Pages<number, string>();
    const { fetch, asked } = numbers(1000);
    await pages.ask(fetch);
    for (let row = 0; row < 400; row += SIZE) await pages.want(row, row + SIZE);
    expect(pages.at(3), 'the first rows were let go').toBeUndefined();
    expect(pages.known).toBe(400);
    await pages.want(0, 8);
    expect(pages.at(3)).toBe(3);
    expect(asked.at(-1)).toBeNull();
  });

  it('reads a short gap through and searches over a long one', async () => {
    const pages = new Pages<number, string>();
    const { fetch, asked } = numbers(100_000);
    const sought: number[] = [];
    await pages.ask(fetch, () => async (index) => {
      sought.push(index);
      const start = index - (index % 1000) - 3;
      return { start, page: await fetch(String(start)), fetch };
    });
    await pages.want(30, 40);
    expect(sought).toEqual([]);
    const before = asked.length;
    await pages.want(90_000, 90_020);
    expect(sought).toEqual([90_000]);
    expect(pages.at(90_019)).toBe(90_019);
    expect(asked.length - before, 'the 90,000 rows between were not read').toBeLessThan(6);
    await pages.want(89_990, 90_000);
    expect(pages.at(89_995), 'and rows before that place are found too').toBe(89_995);
  });

  it('joins pages that meet without showing a row twice', async () => {
    const pages = new Pages<number, string>();
    const { fetch } = numbers(500);
    await pages.ask(fetch, () => async () => ({ start: 205, page: await fetch('205'), fetch }));
    await pages.want(210, 214);
    for (let row = 0; row < 230; row += SIZE) await pages.want(row, row + SIZE);
    for (let row = 195; row < 230; row += 1) expect(pages.at(row)).toBe(row);
  });

  it('reads on in order when the search leads nowhere', async () => {
    const pages = new Pages<number, string>();
    const { fetch } = numbers(300);
    await pages.ask(fetch, () => () => Promise.resolve(null));
    await pages.want(250, 260);
    expect(pages.at(255)).toBe(255);
  });

  it('ends where the source ends, even with a page that repeats its cursor', async () => {
    const pages = new Pages<number, string>();
    await pages.ask(() => Promise.resolve({ rows: [1], next: 'same', head: 'one' }));
    await pages.want(0, 50);
    expect(pages.ended).toBe(true);
    expect(pages.known).toBe(2);
  });

  it('drops the answer to an older question', async () => {
    const pages = new Pages<number, string>();
    let late: (page: { rows: number[]; next: null; head: string }) => void = () => undefined;
    const slow = pages.ask(() => new Promise((done) => (late = done)));
    await pages.ask(numbers(5).fetch);
    late({ rows: [99], next: null, head: 'old' });
    await slow;
    expect(pages.head).toBe('5 in all');
    expect(pages.at(0)).toBe(0);
  });

  it('keeps its rows and says why when the next page fails', async () => {
    const pages = new Pages<number, string>();
    const { fetch } = numbers(100);
    await pages.ask((after) => (after === null ? fetch(null) : Promise.reject(new Error('disk'))));
    await pages.want(0, 30);
    expect(pages.at(5)).toBe(5);
    expect(pages.error).toBeInstanceOf(Error);
  });
});
