//! Which streams of which accounts depend on a programme, and what its share is of.
//!
//! The rule it protects: the link between a rule and the ledger stands here, in one table, and nowhere as a guess from words.

use domain::{Platform, Stream};

/// How a stream's money follows from the rule's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Basis {
    /// The creator's share of the gross.
    Share,
    /// A component of the terms, by its name.
    Component(&'static str),
    /// So much for each token, as the registry's remark says; the remark calls it approximate.
    Each {
        /// Micro-units for one.
        micros: i64,
        /// Of which currency.
        currency: [u8; 3],
        /// The words of the remark it stands in.
        remark: &'static str,
    },
    /// The platform does not publish what one view, sign-up or video brings.
    Unpublished,
    /// Agreed case by case with a brand or a seller.
    Negotiated,
}

/// One stream that depends on a programme.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) programme: &'static str,
    pub(super) platform: Platform,
    pub(super) stream: Stream,
    pub(super) basis: Basis,
    /// The account may hold money of other programmes in the same stream.
    pub(super) shared: bool,
}

const fn link(programme: &'static str, platform: Platform, stream: Stream, basis: Basis) -> Link {
    Link {
        programme,
        platform,
        stream,
        basis,
        shared: false,
    }
}

const fn shared(programme: &'static str, platform: Platform, stream: Stream, basis: Basis) -> Link {
    Link {
        shared: true,
        ..link(programme, platform, stream, basis)
    }
}

/// A diamond, as the remark of the gift rules has it.
const DIAMOND: Basis = Basis::Each {
    micros: 5_000,
    currency: *b"USD",
    remark: "about half a US cent per Diamond",
};

/// Every link. Platforms without a place in the ledger have none.
pub(super) const LINKS: &[Link] = &[
    link("tiktok.tips", Platform::Tiktok, Stream::Tip, Basis::Share),
    shared("tiktok.tips", Platform::Stripe, Stream::Tip, Basis::Share),
    link(
        "tiktok.live_gifts",
        Platform::Tiktok,
        Stream::LiveGift,
        DIAMOND,
    ),
    link(
        "tiktok.video_gifts",
        Platform::Tiktok,
        Stream::VideoGift,
        DIAMOND,
    ),
    link(
        "tiktok.creator_fund",
        Platform::Tiktok,
        Stream::CreatorReward,
        Basis::Unpublished,
    ),
    link(
        "tiktok.creativity_program_beta",
        Platform::Tiktok,
        Stream::CreatorReward,
        Basis::Unpublished,
    ),
    link(
        "tiktok.creator_rewards",
        Platform::Tiktok,
        Stream::CreatorReward,
        Basis::Unpublished,
    ),
    link(
        "tiktok.live_subscription",
        Platform::Tiktok,
        Stream::Subscription,
        Basis::Share,
    ),
    link(
        "tiktok.subscription",
        Platform::Tiktok,
        Stream::Subscription,
        Basis::Share,
    ),
    link(
        "tiktok.pulse",
        Platform::Tiktok,
        Stream::AdShare,
        Basis::Share,
    ),
    shared(
        "tiktok.creator_marketplace",
        Platform::Tiktok,
        Stream::BrandDeal,
        Basis::Negotiated,
    ),
    shared(
        "tiktok.branded_mission",
        Platform::Tiktok,
        Stream::BrandDeal,
        Basis::Negotiated,
    ),
    link(
        "tiktok.shop_affiliate",
        Platform::TiktokShop,
        Stream::AffiliateCommission,
        Basis::Negotiated,
    ),
    link(
        "tiktok.shop_seller",
        Platform::TiktokShop,
        Stream::ShopSale,
        Basis::Share,
    ),
    link(
        "tiktok.effect_creator_rewards",
        Platform::Tiktok,
        Stream::Bonus,
        Basis::Unpublished,
    ),
    link(
        "youtube.ypp",
        Platform::Youtube,
        Stream::AdShare,
        Basis::Share,
    ),
    link(
        "youtube.memberships",
        Platform::Youtube,
        Stream::Subscription,
        Basis::Share,
    ),
    link(
        "youtube.supers",
        Platform::Youtube,
        Stream::Tip,
        Basis::Share,
    ),
    link(
        "youtube.shopping_own",
        Platform::Youtube,
        Stream::ShopSale,
        Basis::Unpublished,
    ),
    link(
        "youtube.shopping_affiliate",
        Platform::Youtube,
        Stream::AffiliateCommission,
        Basis::Negotiated,
    ),
    link(
        "youtube.creator_partnerships",
        Platform::Youtube,
        Stream::BrandDeal,
        Basis::Negotiated,
    ),
    link(
        "youtube.shorts_fund",
        Platform::Youtube,
        Stream::Bonus,
        Basis::Unpublished,
    ),
    link(
        "instagram.gifts",
        Platform::Instagram,
        Stream::VideoGift,
        Basis::Share,
    ),
    link(
        "instagram.subscriptions",
        Platform::Instagram,
        Stream::Subscription,
        Basis::Share,
    ),
    link(
        "instagram.badges",
        Platform::Instagram,
        Stream::Tip,
        Basis::Share,
    ),
    link(
        "instagram.reels_play_bonus",
        Platform::Instagram,
        Stream::Bonus,
        Basis::Unpublished,
    ),
    shared(
        "instagram.creator_marketplace",
        Platform::Instagram,
        Stream::BrandDeal,
        Basis::Negotiated,
    ),
    shared(
        "instagram.branded_content",
        Platform::Instagram,
        Stream::BrandDeal,
        Basis::Negotiated,
    ),
    link(
        "facebook.in_stream_ads",
        Platform::Facebook,
        Stream::AdShare,
        Basis::Share,
    ),
    link(
        "facebook.content_monetization",
        Platform::Facebook,
        Stream::CreatorReward,
        Basis::Unpublished,
    ),
    link(
        "facebook.stars",
        Platform::Facebook,
        Stream::Tip,
        Basis::Share,
    ),
    link(
        "facebook.subscriptions",
        Platform::Facebook,
        Stream::Subscription,
        Basis::Share,
    ),
    link(
        "facebook.creator_fast_track",
        Platform::Facebook,
        Stream::Bonus,
        Basis::Unpublished,
    ),
    shared(
        "twitch.affiliate",
        Platform::Twitch,
        Stream::Subscription,
        Basis::Share,
    ),
    shared(
        "twitch.affiliate",
        Platform::Twitch,
        Stream::Tip,
        Basis::Component("Bits"),
    ),
    shared(
        "twitch.affiliate",
        Platform::Twitch,
        Stream::AdShare,
        Basis::Component("ads with about 3 minutes an hour"),
    ),
    shared(
        "twitch.partner",
        Platform::Twitch,
        Stream::Subscription,
        Basis::Share,
    ),
    shared(
        "twitch.partner",
        Platform::Twitch,
        Stream::Tip,
        Basis::Component("Bits"),
    ),
    shared(
        "twitch.partner",
        Platform::Twitch,
        Stream::AdShare,
        Basis::Component("ads with about 3 minutes an hour"),
    ),
    shared(
        "twitch.plus",
        Platform::Twitch,
        Stream::Subscription,
        Basis::Share,
    ),
    shared(
        "twitch.plus_60",
        Platform::Twitch,
        Stream::Subscription,
        Basis::Share,
    ),
    shared(
        "patreon.membership_legacy",
        Platform::Patreon,
        Stream::Subscription,
        Basis::Share,
    ),
    shared(
        "patreon.membership",
        Platform::Patreon,
        Stream::Subscription,
        Basis::Share,
    ),
];

/// The links of one programme.
pub(super) fn of(programme: &str) -> impl Iterator<Item = &'static Link> + use<'_> {
    LINKS.iter().filter(move |link| link.programme == programme)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::programmes::Registry;

    #[test]
    fn every_link_names_a_programme_and_terms_that_are_there() {
        let registry = Registry::embedded().unwrap();
        for link in LINKS {
            let programme = registry
                .programme(link.programme)
                .unwrap_or_else(|| panic!("{} is no programme", link.programme));
            match link.basis {
                Basis::Component(name) => assert!(
                    programme.versions.iter().all(|r| r
                        .payout
                        .components
                        .iter()
                        .any(|c| c.name == name)),
                    "{}: {name}",
                    link.programme
                ),
                Basis::Each { remark, .. } => assert!(
                    programme.versions.iter().all(|r| r
                        .payout
                        .note
                        .as_deref()
                        .is_some_and(|n| n.contains(remark))),
                    "{}: the remark gives the figure",
                    link.programme
                ),
                Basis::Share | Basis::Unpublished | Basis::Negotiated => {}
            }
        }
    }
}
