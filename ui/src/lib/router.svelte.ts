/**
 * Where the creator is: `#/payouts/12?platform=stripe`. The address holds the screen, the opened row and the filter, so
 * that back works and a place can be named. Unknown addresses lead to Today.
 */

/** The screens, in the order of the sidebar and of Ctrl 1…7. */
export const screens = ['today', 'earnings', 'payouts', 'programmes', 'inbox', 'accounts', 'settings'] as const;
export type Screen = (typeof screens)[number];

export type Route = {
  screen: Screen;
  /** The opened row or programme, from the second part of the path. */
  id: string | null;
  query: Readonly<Record<string, string>>;
};

/** Reads an address. */
export function parse(hash: string): Route {
  const text = hash.replace(/^#?\/?/u, '');
  const [path = '', search = ''] = text.split('?', 2);
  const [name = '', ...rest] = path.split('/');
  const screen = screens.find((known) => known === name) ?? 'today';
  const id = rest.length > 0 && rest[0] !== '' ? decodeURIComponent(rest.join('/')) : null;
  return { screen, id, query: Object.fromEntries(new URLSearchParams(search)) };
}

/** Values that may stand in a query; what is absent or empty is left out. */
export type QueryValues = Readonly<Record<string, string | number | null | undefined>>;

/** Writes an address. */
export function href(screen: Screen, id: string | number | null = null, query: QueryValues = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value));
  }
  const tail = search.toString();
  return `#/${screen}${id === null ? '' : `/${encodeURIComponent(String(id))}`}${tail === '' ? '' : `?${tail}`}`;
}

let current = $state.raw<Route>(parse(''));

/** The place shown; reading it inside a component follows its changes. */
export function route(): Route {
  return current;
}

/** Goes to a place. `replace` leaves no step for back. */
export function go(screen: Screen, id: string | number | null = null, query: QueryValues = {}, replace = false): void {
  const next = href(screen, id, query);
  if (replace) window.history.replaceState(null, '', next);
  else window.history.pushState(null, '', next);
  current = parse(next);
}

/** Follows the address from now on. Answers how to stop. */
export function follow(start: Screen): () => void {
  if (window.location.hash === '' || window.location.hash === '#') {
    window.history.replaceState(null, '', href(start));
  }
  const read = () => {
    current = parse(window.location.hash);
  };
  read();
  window.addEventListener('hashchange', read);
  window.addEventListener('popstate', read);
  return () => {
    window.removeEventListener('hashchange', read);
    window.removeEventListener('popstate', read);
  };
}
