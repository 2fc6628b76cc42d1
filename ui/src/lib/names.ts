/** Names of the closed sets of the core in the creator's language, and the marks that stand for them. */
import type { PlatformName } from '../bindings/PlatformName';
import type { StatusName } from '../bindings/StatusName';
import type { StreamName } from '../bindings/StreamName';
import type { IconName } from '../components/icons';
import { t } from './i18n.svelte';

const letters: Record<PlatformName, string> = {
  tiktok: 'TT',
  'tiktok-shop': 'TS',
  youtube: 'YT',
  instagram: 'IG',
  twitch: 'TW',
  facebook: 'FB',
  stripe: 'ST',
  paypal: 'PP',
  patreon: 'PA',
  gumroad: 'GU',
  shopify: 'SH',
  'ko-fi': 'KF',
  'buy-me-a-coffee': 'BC',
  amazon: 'AM',
  bank: 'BK',
  mail: 'ML',
  other: 'OT',
};

/** Two letters for a platform's tile. */
export function platformLetters(platform: PlatformName): string {
  return letters[platform];
}

/** The platform's name. */
export function platformName(platform: PlatformName): string {
  return t(`platforms.${platform}`);
}

/** The stream's name. */
export function streamName(stream: StreamName): string {
  return t(`streams.${stream}`);
}

const colours: Record<StreamName, string> = {
  tip: '--s-tip',
  live_gift: '--s-live-gift',
  video_gift: '--s-video-gift',
  ad_share: '--s-ad-share',
  creator_reward: '--s-creator-reward',
  subscription: '--s-subscription',
  affiliate_commission: '--s-affiliate',
  shop_sale: '--s-shop',
  brand_deal: '--s-brand',
  bonus: '--s-bonus',
  adjustment: '--s-adjustment',
};

/** The token of a stream's colour, as a CSS value. */
export function streamColour(stream: StreamName): string {
  return `var(${colours[stream]})`;
}

/** The status's name. */
export function statusName(status: StatusName): string {
  return t(`statuses.${status}`);
}

/** The status's mark. */
export function statusIcon(status: StatusName): IconName {
  return `status-${status}`;
}

/** An entry's title: what a platform or a file said as it is, and what our own readers call a row without words in the creator's language. */
export function entryTitle(title: string): string {
  if (title === 'YouTube estimated revenue') return t('earnings.title.youtube');
  const [, refund, order] = /^(Refund of order|Order) (.+)$/u.exec(title) ?? [];
  if (order !== undefined) return t(refund === 'Order' ? 'earnings.title.order' : 'earnings.title.refund', { order });
  return title;
}
