/**
 * The icon set: a 16 px box, 1.5 px strokes, round ends. One idea each. Drawn as shapes and not as markup, so that no
 * component has to inject HTML.
 */
export type IconShape = {
  /** Path data; a circle when absent. */
  d?: string;
  cx?: number;
  cy?: number;
  r?: number;
  /** Filled with the text colour instead of stroked. */
  solid?: boolean;
  dash?: string;
  width?: number;
  /** Drawn in the surface's colour, on top of a solid shape. */
  inverse?: boolean;
};

const shapes = {
  today: [{ d: 'M2.5 13.5h11M4 10.5a4 4 0 0 1 8 0M8 2.5v2M2.7 5.2l1.4 1.4M13.3 5.2l-1.4 1.4' }],
  earnings: [{ d: 'M2.5 13.5h11M4.5 13V9M8 13V3.5M11.5 13V6.5' }],
  payouts: [{ d: 'M8 2.5v7M5 7l3 3 3-3M2.5 10.5v2a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1v-2' }],
  programmes: [{ d: 'M2.5 13.5h3v-3h4v-4h4v-4' }],
  inbox: [{ d: 'M2.5 9.5 4 3.5h8l1.5 6v3a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1zM2.5 9.5h3l1 1.5h3l1-1.5h3' }],
  reports: [{ d: 'M4 2.5h5.5L12.5 5.5v8h-8.5zM9 2.5v3.5h3.5M6.5 9h4M6.5 11.250h4' }],
  accounts: [{ d: 'M6.5 9.5 9.5 6.5M7 4.5l1.2-1.2a2.7 2.7 0 0 1 3.9 3.9L11 8.4M9 11.5l-1.2 1.2a2.7 2.7 0 0 1-3.9-3.9L5 7.6' }],
  settings: [{ d: 'M2.5 5h5M11.5 5h2M2.5 11h2M8.5 11h5' }, { cx: 9.5, cy: 5, r: 2 }, { cx: 6.5, cy: 11, r: 2 }],
  search: [{ cx: 7, cy: 7, r: 4.5 }, { d: 'm10.5 10.5 3 3' }],
  check: [{ d: 'm3.5 8.5 3 3 6-7' }],
  close: [{ d: 'm4 4 8 8M12 4l-8 8' }],
  'chevron-down': [{ d: 'm4.5 6.5 3.5 3.5 3.5-3.5' }],
  'chevron-right': [{ d: 'm6.5 4.5 3.5 3.5-3.5 3.5' }],
  'chevron-left': [{ d: 'M9.5 4.5 6 8l3.5 3.5' }],
  'up-down': [{ d: 'm5 6.5 3-3 3 3M5 9.5l3 3 3-3' }],
  more: [{ d: 'M3.5 8h.01M8 8h.01M12.5 8h.01', width: 2 }],
  filter: [{ d: 'M2.5 4.5h11M4.5 8h7M6.5 11.5h3' }],
  calendar: [{ d: 'M2.5 4.5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1zM2.5 7h11M5.5 2v3M10.5 2v3' }],
  clock: [{ cx: 8, cy: 8, r: 5.5 }, { d: 'M8 5v3l2 1.5' }],
  alert: [{ d: 'M8 2.8 14 13H2zM8 6.8v2.7M8 11.3v.01' }],
  info: [{ cx: 8, cy: 8, r: 5.5 }, { d: 'M8 7.5v3.2M8 5.3v.01' }],
  shield: [{ d: 'M8 2.3 13 4v3.7c0 3-2 5-5 6-3-1-5-3-5-6V4z' }],
  'open-source': [{ d: 'M9.5 3h3.5v3.5M13 3 7.5 8.5M11.5 9.5V13H3V4.5h3.5' }],
  file: [{ d: 'M4 2.5h5L12 5.5v8H4zM9 2.5v3h3' }],
  mail: [{ d: 'M2.5 4.5a1 1 0 0 1 1-1h9a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1zM3 4.5l5 4 5-4' }],
  right: [{ d: 'M3 8h10M9.5 4.5 13 8l-3.5 3.5' }],
  sync: [{ d: 'M13 8a5 5 0 0 1-9 3M3 8a5 5 0 0 1 9-3M12.5 2.5V5H10M3.5 13.5V11H6' }],
  download: [{ d: 'M8 2.5v8M4.5 7 8 10.5 11.5 7M3 13.5h10' }],
  upload: [{ d: 'M8 10.5v-8M4.5 6 8 2.5 11.5 6M3 13.5h10' }],
  plus: [{ d: 'M8 3v10M3 8h10' }],
  undo: [{ d: 'M5.5 3 3 5.5 5.5 8M3 5.5h6a4 4 0 0 1 0 8H6.5' }],
  lock: [{ d: 'M4 7.5h8v6H4zM5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2' }],
  pause: [{ d: 'M5.5 4v8M10.5 4v8' }],
  eye: [{ d: 'M1.8 8S4 4 8 4s6.2 4 6.2 4S12 12 8 12 1.8 8 1.8 8z' }, { cx: 8, cy: 8, r: 1.8 }],
  globe: [{ cx: 8, cy: 8, r: 5.5 }, { d: 'M2.5 8h11M8 2.5c2 2 2 9 0 11M8 2.5c-2 2-2 9 0 11' }],
  bank: [{ d: 'M2.5 6 8 3l5.5 3zM4 6.5v5M8 6.5v5M12 6.5v5M2.5 13.5h11' }],
  copy: [{ d: 'M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3' }],
  pin: [{ d: 'M8 10v4M4.5 10h7L10 7V3.5H6V7z' }],
  revision: [{ d: 'M3 8a5 5 0 1 0 1.5-3.6L3 6M3 2.8V6h3.2M8 5.5V8l1.8 1.2' }],
  reply: [{ d: 'M6 3.5 2.5 7 6 10.5M2.5 7H9a4.5 4.5 0 0 1 4.5 4.5v1' }],
  offline: [{ d: 'M2 2l12 12M5 8.5a4.5 4.5 0 0 1 2-1.1M2.8 6a8 8 0 0 1 2.4-1.5M13.2 6A8 8 0 0 0 7.5 3.8M11 8.5a4.5 4.5 0 0 0-1-.7M8 11.5v.01' }],
  tag: [{ d: 'M2.5 8V3a.5.5 0 0 1 .5-.5h5L13.5 8 8 13.5zM5.5 5.5v.01' }],
  columns: [{ d: 'M2.5 3.5h11v9h-11zM6.5 3.5v9M10 3.5v9' }],
  unknown: [{ cx: 8, cy: 8, r: 5.5, dash: '2 2.3' }],
  equals: [{ d: 'M3.5 6h9M3.5 10h9' }],
  package: [{ d: 'M2.5 5.5 8 2.5l5.5 3v5L8 13.5l-5.5-3zM2.5 5.5 8 8.5l5.5-3M8 8.5v5' }],
  minus: [{ d: 'M3.5 8h9' }],
  dot: [{ cx: 8, cy: 8, r: 2.5, solid: true }],
  'status-estimated': [{ cx: 8, cy: 8, r: 5.25, dash: '1.7 2.420' }],
  'status-confirmed': [{ cx: 8, cy: 8, r: 5.25 }, { d: 'M8 5.2a2.8 2.8 0 0 1 0 5.6z', solid: true }],
  'status-available': [{ cx: 8, cy: 8, r: 5.25 }, { cx: 8, cy: 8, r: 2.8, solid: true }],
  'status-paid': [{ cx: 8, cy: 8, r: 6, solid: true }, { d: 'm5.6 8.2 1.7 1.7 3.2-3.6', inverse: true }],
  'status-reversed': [{ cx: 8, cy: 8, r: 5.25 }, { d: 'm6 6 4 4M10 6l-4 4' }],
  'status-frozen': [{ cx: 8, cy: 8, r: 5.25 }, { d: 'M6.5 6v4M9.5 6v4' }],
  'status-ineligible': [{ cx: 8, cy: 8, r: 5.25 }, { d: 'M5.5 8h5' }],
  table: [{ d: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11' }],
  key: [{ cx: 5.5, cy: 10.5, r: 2.5 }, { d: 'm7.3 8.7 5.2-5.2M10.5 5.5l2 2' }],
  folder: [{ d: 'M2.5 12.5v-8a1 1 0 0 1 1-1h3l1.5 2h4.5a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1z' }],
  trash: [{ d: 'M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.5 9h6l.5-9M7 7v4M9 7v4' }],
} as const satisfies Record<string, readonly IconShape[]>;

/** The name of an icon. */
export type IconName = keyof typeof shapes;

/** Every icon by name. */
export const icons: Readonly<Record<IconName, readonly IconShape[]>> = shapes;
