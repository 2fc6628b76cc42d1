/** A message in the address of the Inbox is `m` and its number; an offer is its number alone. */
export function messageOf(id: string | null): number | null {
  const found = /^m(\d+)$/u.exec(id ?? '');
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** The address of a message. */
export function messageId(message: number): string {
  return `m${String(message)}`;
}

/** Words of the search line that narrow offers only; a message has no stage, fee or tag. */
const OFFERS_ONLY = /(?:^|\s)-?(?:stage|brand|due|tag|grade|is|filter):(?:"[^"]*"|\S*)|(?:^|\s)-?has:(?!attachments?\b|pj\b)\S*/giu;

/** What of the search line is asked of messages. */
export function mailWords(text: string): string {
  return text.replace(OFFERS_ONLY, ' ').replace(/\s+/gu, ' ').trim();
}

/** A text cut at its marks. */
export type Piece = { at: number; text: string; marked: boolean };

/** Cuts a text at its marks, which stand in order. */
export function pieces(text: string, marks: readonly { start: number; len: number }[]): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.start < at) continue;
    if (mark.start > at) out.push({ at, text: text.slice(at, mark.start), marked: false });
    out.push({ at: mark.start, text: text.slice(mark.start, mark.start + mark.len), marked: true });
    at = mark.start + mark.len;
  }
  if (at < text.length) out.push({ at, text: text.slice(at), marked: false });
  return out;
}
