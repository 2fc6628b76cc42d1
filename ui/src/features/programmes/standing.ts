/** Standings that can be typed, in the order one goes through them. The core knows one more word, `earning`, for what it saw. */
export const standings = ['applied', 'admitted', 'refused', 'suspended', 'appealed', 'left'] as const;
export type Standing = (typeof standings)[number];
