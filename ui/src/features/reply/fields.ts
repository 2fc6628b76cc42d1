/** Fields of a template in a text: `{counter_fee}`. The core decides what may be sent; this only shows it while typing. */
import type { ReplyFieldName } from '../../bindings/ReplyFieldName';

const names: Record<ReplyFieldName, true> = {
  brand: true,
  contact: true,
  own_name: true,
  product: true,
  deliverables: true,
  fee: true,
  counter_fee: true,
  answer_by: true,
  publish_on: true,
  invoice: true,
  amount_due: true,
  due_on: true,
  days_late: true,
};

function isField(name: string): name is ReplyFieldName {
  return Object.hasOwn(names, name);
}

/** Fields that still stand in a text, each once, in its order. */
export function openFields(text: string): ReplyFieldName[] {
  const found = [...text.matchAll(/\{([a-z_]+)\}/gu)].map((match) => match[1] ?? '').filter(isField);
  return [...new Set(found)];
}

/** Puts a value in the place of one field. */
export function putIn(text: string, field: ReplyFieldName, value: string): string {
  return text.replaceAll(`{${field}}`, () => value);
}
