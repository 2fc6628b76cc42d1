//! The closed word lists of the edge, one twin for each of the domain's.
//!
//! The domain stays free of TypeScript; a match that forgets a word does not compile.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! twin {
    ($(#[$doc:meta])* $name:ident of $domain:path { $($variant:ident = $slug:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[ts(export)]
        pub enum $name {
            $(
                #[doc = concat!("`", $slug, "`")]
                #[serde(rename = $slug)]
                $variant
            ),+
        }

        impl From<$domain> for $name {
            fn from(word: $domain) -> Self {
                use $domain as D;
                match word { $(D::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for $domain {
            fn from(word: $name) -> Self {
                use $domain as D;
                match word { $($name::$variant => D::$variant),+ }
            }
        }
    };
}

pub(super) use twin;

twin!(
    /// Where figures come from.
    PlatformName of domain::Platform {
        Tiktok = "tiktok", TiktokShop = "tiktok-shop", Youtube = "youtube", Instagram = "instagram",
        Twitch = "twitch", Facebook = "facebook", Stripe = "stripe", Paypal = "paypal", Patreon = "patreon",
        Gumroad = "gumroad", Shopify = "shopify", KoFi = "ko-fi", BuyMeACoffee = "buy-me-a-coffee",
        Amazon = "amazon", Bank = "bank", Mail = "mail", Other = "other",
    }
);

twin!(
    /// A kind of income.
    StreamName of domain::Stream {
        ShopSale = "shop_sale", BrandDeal = "brand_deal", LiveGift = "live_gift", CreatorReward = "creator_reward",
        AdShare = "ad_share", Tip = "tip", AffiliateCommission = "affiliate_commission",
        Subscription = "subscription", Bonus = "bonus", VideoGift = "video_gift", Adjustment = "adjustment",
    }
);

twin!(
    /// How sure an entry's money is.
    StatusName of domain::Status {
        Estimated = "estimated", Confirmed = "confirmed", Available = "available", Paid = "paid",
        Reversed = "reversed", Frozen = "frozen", Ineligible = "ineligible",
    }
);

twin!(
    /// Where a payout stands.
    PayoutStateName of domain::PayoutState {
        Pending = "pending", InTransit = "in_transit", Paid = "paid", Failed = "failed", Canceled = "canceled",
    }
);

twin!(
    /// Where an offer stands.
    StageName of domain::Stage {
        New = "new", Talking = "talking", Agreed = "agreed", Making = "making", InReview = "in_review",
        Published = "published", Invoiced = "invoiced", Paid = "paid", Declined = "declined", Expired = "expired",
        NotOffer = "not_offer",
    }
);

twin!(
    /// What started a run.
    RunKindName of domain::RunKind { Sync = "sync", Import = "import", Undo = "undo", Hand = "hand" }
);

twin!(
    /// How a run ended.
    RunStateName of domain::RunState {
        Running = "running", Done = "done", Partial = "partial", Canceled = "canceled", Failed = "failed",
        SignIn = "sign_in", Interrupted = "interrupted", Undone = "undone",
    }
);

twin!(
    /// A field of an offer's terms.
    TermFieldName of domain::offer::TermField {
        Brand = "brand", Product = "product", Platform = "platform", Deliverables = "deliverables", Fee = "fee",
        Commission = "commission", Gifted = "gifted", AnswerBy = "answer_by", DraftBy = "draft_by",
        PublishOn = "publish_on", UsageRights = "usage_rights", AdAuthorization = "ad_authorization",
        Exclusivity = "exclusivity", PaymentTerms = "payment_terms", Contact = "contact",
    }
);

twin!(
    /// A reason to distrust an offer.
    FindingKindName of domain::offer::FindingKind {
        LookAlikeDomain = "look_alike_domain", FreeMail = "free_mail", ReplyToMismatch = "reply_to_mismatch",
        AuthenticationFailed = "authentication_failed", PayToJoin = "pay_to_join", Overpayment = "overpayment",
        OffPlatform = "off_platform", DangerousAttachment = "dangerous_attachment", HiddenLink = "hidden_link",
        Urgency = "urgency", KnownElsewhere = "known_elsewhere",
    }
);

twin!(
    /// A reason to take a mail for an offer.
    SignKindName of domain::offer::SignKind {
        Collaboration = "collaboration", Proposal = "proposal", AsksRates = "asks_rates", Deliverables = "deliverables",
        Fee = "fee", Commission = "commission", Gifted = "gifted", Rights = "rights", Answer = "answer",
    }
);

twin!(
    /// How much speaks against an offer.
    GradeName of domain::offer::Grade { Clear = "clear", Check = "check", LikelyScam = "likely_scam" }
);

twin!(
    /// What is safe to do next.
    SafeStepName of domain::offer::SafeStep {
        PayNothing = "pay_nothing", OpenNothing = "open_nothing", AskTheBrand = "ask_the_brand", StayInMail = "stay_in_mail",
        TakeYourTime = "take_your_time",
    }
);

twin!(
    /// Whose word a move of an offer was.
    MoveAuthorName of domain::deal::MoveAuthor { Source = "source", Creator = "creator", Payment = "payment" }
);

twin!(
    /// What woke an offer.
    WakeReasonName of domain::deal::WakeReason { Day = "day", Reply = "reply" }
);

twin!(
    /// A thing to do for an offer.
    NextKindName of domain::deal::NextKind {
        PaymentLate = "payment_late", Woken = "woken", Decide = "decide", Answer = "answer", Draft = "draft",
        Publish = "publish", Invoice = "invoice", RightsEnd = "rights_end", FollowUp = "follow_up",
    }
);

twin!(
    /// Why a part of a search line was not read.
    UnreadReasonName of domain::deal::UnreadReason { Value = "value", Empty = "empty", Quote = "quote" }
);

twin!(
    /// What a pay score takes points off for.
    PayReasonName of domain::deal::PayReasonKind {
        DaysLate = "days_late", PartPayments = "part_payments", Chasers = "chasers",
    }
);
