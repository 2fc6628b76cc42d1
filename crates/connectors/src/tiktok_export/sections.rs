//! Where each section stands in generations A, B and C, and how an export is recognised.
//!
//! The rule it protects: key names drift between years; paths are matched by their words, not their spelling.

use crate::import::{Detected, Format};
use crate::text::json::Node;
use std::borrow::Cow;

/// A part of the export that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Profile,
    Followers,
    Posts,
    Live,
    Wallet,
}

impl Section {
    /// Profile first: it tells whose file it is.
    pub const ALL: [Self; 5] = [
        Self::Profile,
        Self::Followers,
        Self::Posts,
        Self::Live,
        Self::Wallet,
    ];

    pub fn slug(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Followers => "followers",
            Self::Posts => "posts",
            Self::Live => "live",
            Self::Wallet => "wallet",
        }
    }

    /// Folded key paths, newest generation first.
    fn paths(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Profile => &[
                &["profileandsettings", "profileinfo", "profilemap"],
                &["profile", "profileinfo", "profilemap"],
                &["profile", "profileinformation", "profilemap"],
            ],
            Self::Followers => &[
                &["profileandsettings", "follower", "fanslist"],
                &["youractivity", "follower", "fanslist"],
                &["activity", "followerlist", "fanslist"],
            ],
            Self::Posts => &[
                &["post", "posts", "videolist"],
                &["video", "videos", "videolist"],
            ],
            Self::Live => &[&["tiktoklive", "golivehistory", "golivelist"]],
            Self::Wallet => &[
                &["income+wallet", "transactionhistory", "transactionslist"],
                &[
                    "income+wallet",
                    "transactionhistory",
                    "transactionshistorylist",
                ],
                &[
                    "incomepluswallettransactions",
                    "transactionhistory",
                    "transactionslist",
                ],
                &[
                    "incomepluswallettransactions",
                    "incomepluswallettransaction",
                    "transactionslist",
                ],
            ],
        }
    }
}

/// A key without letter case, spaces and underscores.
pub(super) fn fold(key: &str) -> String {
    key.chars()
        .filter(|c| !matches!(c, ' ' | '_' | '\u{a0}'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The section's list or map: the first that is filled, else one that is there and empty. Keys may repeat.
pub(super) fn find<'t>(top: &[(Cow<'t, str>, Node<'t>)], section: Section) -> Option<Node<'t>> {
    let found: Vec<Node<'t>> = section
        .paths()
        .iter()
        .filter_map(|path| path.split_first())
        .flat_map(|(first, rest)| {
            top.iter()
                .filter(|(key, _)| fold(key) == **first)
                .flat_map(|(_, node)| walk(node.clone(), rest))
        })
        .collect();
    found
        .iter()
        .find(|n| !n.is_empty())
        .or(found.first())
        .cloned()
}

fn walk<'t>(node: Node<'t>, path: &[&str]) -> Vec<Node<'t>> {
    let Some((step, rest)) = path.split_first() else {
        return vec![node];
    };
    node.fields()
        .into_iter()
        .filter(|(key, _)| fold(key) == *step)
        .flat_map(|(_, child)| walk(child, rest))
        .collect()
}

/// Top-level keys of each generation, folded, that TikTok alone uses together with its section names.
const TOP: &[&str] = &[
    "activity",
    "adsanddata",
    "appsettings",
    "comment",
    "directmessage",
    "directmessages",
    "income+wallet",
    "incomepluswallettransactions",
    "likesandfavorites",
    "locationreview",
    "poireview",
    "post",
    "profile",
    "profileandsettings",
    "tiktoklive",
    "tiktokshop",
    "tiktokshopping",
    "video",
    "youractivity",
];

/// Recognises an export by its top-level keys. One key that only TikTok uses is enough; a common word (`Post`, `Profile`)
/// needs its TikTok section below it or a second key.
pub fn recognise(root: &Node<'_>) -> Option<Detected> {
    recognise_top(&root.fields())
}

/// [`recognise`] over the top-level fields, so that a large file is walked once.
pub(super) fn recognise_top(top: &[(Cow<'_, str>, Node<'_>)]) -> Option<Detected> {
    let keys: Vec<(String, String)> = top
        .iter()
        .map(|(key, _)| (fold(key), key.clone().into_owned()))
        .filter(|(folded, _)| TOP.contains(&folded.as_str()))
        .collect();
    let has = |name: &str| keys.iter().any(|(folded, _)| folded == name);
    let certain = keys.iter().any(|(folded, _)| {
        folded.contains("tiktok") || folded.contains("wallet") || folded == "profileandsettings"
    });
    let section = Section::ALL.into_iter().any(|s| find(top, s).is_some());
    if !(certain || section || keys.len() >= 2) {
        return None;
    }
    let exact = |name: &str| keys.iter().any(|(_, key)| key == name);
    let generation = if has("profileandsettings")
        || has("income+wallet")
        || has("likesandfavorites")
        || exact("TikTok Live")
    {
        "C"
    } else if has("youractivity") || has("post") || has("tiktokshop") || has("locationreview") {
        "B"
    } else if has("activity") || has("video") || has("directmessages") || has("tiktokshopping") {
        "A"
    } else {
        "A/B"
    };
    let mut shown: Vec<String> = Vec::new();
    for (_, key) in keys {
        if shown.len() < 6 && !shown.contains(&key) {
            shown.push(key);
        }
    }
    let shown = shown.join(", ");
    Some(Detected {
        format: Format::TiktokExport,
        why: format!("top-level keys {shown}: generation {generation}"),
        why_code: "top_level_keys",
        why_params: vec![("keys", shown), ("generation", generation.to_owned())],
    })
}
