/** Names of meanings, reasons and answers, and the choices offered where a table leaves something open. */
import type { PlatformName } from '../../bindings/PlatformName';
import type { StatusName } from '../../bindings/StatusName';
import type { StreamName } from '../../bindings/StreamName';
import type { TableLook } from '../../bindings/TableLook';
import type { TableQuestion } from '../../bindings/TableQuestion';
import { t, word } from '../../lib/i18n.svelte';

export const platforms: readonly PlatformName[] = ['other', 'tiktok', 'tiktok-shop', 'youtube', 'instagram', 'twitch', 'facebook', 'stripe', 'paypal', 'patreon', 'gumroad', 'shopify', 'ko-fi', 'buy-me-a-coffee', 'amazon', 'bank'];
export const streams: readonly StreamName[] = ['shop_sale', 'brand_deal', 'live_gift', 'creator_reward', 'ad_share', 'tip', 'affiliate_commission', 'subscription', 'bonus', 'video_gift', 'adjustment'];
export const statuses: readonly StatusName[] = ['estimated', 'confirmed', 'available', 'paid'];

/** What a column means. */
export function roleName(role: string): string {
  return word('wizard.role_', role);
}

/** Why a column is taken for what it is. */
export function whyText(why: string): string {
  return word('wizard.why_', why);
}

/** How the file is cut into columns. */
export function partName(look: TableLook): string {
  if (look.spreadsheet) return look.part;
  return look.part === '\t' ? t('wizard.tab') : look.part;
}

/** A question in words, with the column it is about. */
export function questionText(key: string, question: TableQuestion | undefined): string {
  const column = question?.column ?? '';
  const text = word('wizard.ask_', key);
  return column === '' ? text : `${text} (${column})`;
}

/** An answer in words. */
export function optionName(key: string, value: string): string {
  return key === 'day_order' || key === 'decimal' ? word('wizard.answer_', value) : value;
}

/** Currencies to choose from, those asked for first. */
export function units(asked: readonly string[]): string[] {
  return [...new Set([...asked, 'USD', 'EUR', 'GBP', 'CAD', 'AUD', 'CHF', 'JPY', 'BRL', 'MXN', 'INR', 'SEK', 'NOK', 'DKK', 'PLN', 'CZK', 'SGD', 'HKD', 'NZD', 'ZAR', 'diamond', 'coin', 'bit', 'star'])];
}

/** Zones to choose from: the creator's, the chosen one, and those statements are usually counted in. */
export function zones(own: string, chosen: string | undefined): string[] {
  return [...new Set([own, ...(chosen === undefined ? [] : [chosen]), 'UTC', 'America/Los_Angeles', 'America/New_York', 'Europe/London', 'Europe/Paris', 'Asia/Tokyo', 'Australia/Sydney'])];
}
