//! TikTok's "Download your data" in its three generations.
//!
//! Rule protected: the same story under the keys of each generation; numbers as text where TikTok writes text; empties
//! as mixed as in real files (`null`, `[]`, `{}`, `"N/A"`, `"None"`).

use serde_json::{Value, json};

use crate::world::{Dice, World, stamp};

/// A generation of the export's layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    /// Until about early 2025.
    A,
    /// About 2025 to early 2026.
    B,
    /// 2026.
    C,
}

/// The bytes of `user_data_tiktok.json` (`user_data.json` in older archives) at the world's clock.
#[must_use]
pub fn tiktok_export(world: &World, generation: Generation) -> Vec<u8> {
    let wallet = json!({"TransactionsList": wallet(world, generation)});
    let lives = json!({
        "Go Live History": {"GoLiveList": lives(world)},
        "Go Live Settings": {"SettingsMap": {"Allow viewers to send you gifts during your LIVE": "Yes"}},
        "Watch Live History": {"WatchLiveMap": {}},
    });
    let posts = json!({"VideoList": posts(world, generation)});
    let fans = json!({"FansList": followers(world), "App": "Date", "IsFastLane": false});
    let following = json!({"Following": [{"Date": stamp(world.plan.first_day * 86_400), "UserName": "fil.et.aiguille"}]});
    let profile = json!({"ProfileMap": profile(world, generation)});
    let comments = json!({"Comments": {"CommentsList": null}});
    let file = match generation {
        Generation::A => json!({
            "Activity": {
                "Follower List": fans,
                "Following List": following,
                "Purchase History": {"SendGifts": {"SendGifts": []}, "BuyGifts": {"BuyGifts": null}},
            },
            "Ads and data": {"Ad Interests": {"AdInterestCategories": ""}},
            "App Settings": {"Settings": {"SettingsMap": {}}},
            "Comment": comments,
            "Direct Messages": {"Chat History": {"ChatHistory": {}}},
            "Income Plus Wallet Transactions": {"Income Plus Wallet Transaction": wallet},
            "Poi Review": {"Poi Review": {"ReviewsList": null}},
            "Profile": {"Profile Information": profile},
            "Tiktok Live": lives,
            "Tiktok Shopping": {"Order History": {"OrderHistories": {}}},
            "Video": {"Videos": posts, "RecentlyDeletedPosts": {"PostList": null}},
        }),
        Generation::B => json!({
            "Ads and data": {"Ad Interests": {"AdInterestCategories": "None"}},
            "App Settings": {"Settings": {"SettingsMap": {}}},
            "Comment": comments,
            "Direct Message": {"Direct Messages": {"ChatHistory": {}}},
            "Income Plus Wallet Transactions": {"Transaction History": wallet},
            "Location Review": {"Location Reviews": {"ReviewsList": null}},
            "Post": {"Posts": posts, "Recently Deleted Posts": {"PostList": []}},
            "Profile": {"Profile Info": profile},
            "TikTok Shop": {"Order History": {"OrderHistories": {}}},
            "Tiktok Live": lives,
            "Your Activity": {
                "Follower": fans,
                "Following": following,
                "Purchases": {"SendGifts": {"SendGifts": null}, "BuyGifts": {"BuyGifts": []}},
            },
        }),
        Generation::C => json!({
            "Comment": comments,
            "Direct Message": {"Direct Messages": {"ChatHistory": {}}},
            "Income+ Wallet": {
                "Transaction History": wallet,
                "Coin Purchase History": {"CoinPurchaseHistoryList": []},
            },
            "Likes and Favorites": {"Like List": {"ItemFavoriteList": []}},
            "Location Review": {"Location Reviews": {"ReviewsList": null}},
            "Post": {"Posts": posts, "Recently Deleted Posts": {"PostList": null}},
            "Profile And Settings": {
                "Follower": fans,
                "Following": following,
                "Profile Info": profile,
                "ProfileViews": {"ProfileViewList": null},
            },
            "TikTok Live": lives,
            "TikTok Shop": {"Order History": {"OrderHistories": {}}},
            "Your Activity": {"Purchases": {"SendGifts": {"SendGifts": null}}},
        }),
    };
    // a map with string keys always serialises
    serde_json::to_vec(&file).unwrap_or_default()
}

/// The payout ledger. TikTok's page gives the labels only, so each generation spells them in another plausible way.
fn wallet(world: &World, generation: Generation) -> Vec<Value> {
    let lines = world
        .plan
        .wallet
        .iter()
        .filter(|line| line.at <= world.now)
        .rev();
    lines
        .map(|line| {
            let amount = format!("{}.{:02}", line.cents / 100, line.cents % 100);
            let (kind, id, detail) = match generation {
                Generation::A => ("Transaction_type", "Transaction_ID", "Extra_info"),
                Generation::B => ("TransactionType", "TransactionID", "ExtraInfo"),
                Generation::C => ("Transaction Type", "Transaction ID", "Extra Info"),
            };
            json!({
                kind: line.kind,
                "Date": stamp(line.at),
                "Currency": "USD",
                "Amount": amount,
                "Status": "Success",
                id: line.id,
                detail: line.detail,
            })
        })
        .collect()
}

fn lives(world: &World) -> Vec<Value> {
    let lives = world
        .plan
        .lives
        .iter()
        .filter(|live| live.end <= world.now)
        .rev();
    lives
        .map(|live| {
            let seconds = live.end - live.start;
            json!({
                "LiveStartTime": stamp(live.start),
                "LiveEndTime": stamp(live.end),
                "LiveDuration": seconds.to_string(),
                "RoomId": live.room,
                "RoomTitle": live.title,
                "CoverUri": format!("webcast-va/{}", live.room),
                "ReplayUrl": "N/A",
                "TotalEarning": live.diamonds.to_string(),
                "TotalLike": live.likes.to_string(),
                "TotalView": live.views.to_string(),
                "TotalGifter": live.gifters.to_string(),
                "QualitySetting": "origin",
                "MutedList": null,
            })
        })
        .collect()
}

fn posts(world: &World, generation: Generation) -> Vec<Value> {
    let posts = world
        .plan
        .posts
        .iter()
        .filter(|post| post.at <= world.now)
        .rev();
    posts
        .map(|post| {
            let mut item = json!({
                "Date": stamp(post.at),
                // a signed storage link without the post's id, as in real files
                "Link": format!("https://www.tiktokv.example/storage/{:x}?a=1233&sign=none", post.at.unsigned_abs() * 2_654_435_761),
                "Likes": post.reactions(world.now).0.to_string(),
                "WhoCanView": if post.private { "Only You" } else { "Everyone" },
                "AllowComments": "Yes",
                "AllowStitches": "Yes",
                "AllowDuets": "No",
                "AllowStickers": "Yes",
                "AllowSharingToStory": "Yes",
                "ContentDisclosure": "None",
                "AIGeneratedContent": "No",
                "Sound": "original sound - camille.atelier",
                "Location": "",
                "Title": post.caption,
                "AddYoursText": "N/A",
            });
            if let (Generation::C, Some(object)) = (generation, item.as_object_mut()) {
                object.insert("AlternateText".to_owned(), json!(""));
                object.insert("CoverImage".to_owned(), json!("N/A"));
            }
            item
        })
        .collect()
}

/// Today's followers with the day they came, newest first: as many as the profile counts.
fn followers(world: &World) -> Vec<Value> {
    let plan = &world.plan;
    let mut dice = Dice::new(plan.seed, "follower names");
    let mut list = Vec::new();
    let mut day = plan.first_day;
    let earlier = plan.followers.at(day * 86_400);
    let mut add = |at: i64, list: &mut Vec<Value>| {
        list.push(json!({"Date": stamp(at), "UserName": format!("user{}", 1_000_000 + dice.below(9_000_000))}));
    };
    for number in 0..earlier {
        add(day * 86_400 - (earlier - number) as i64 * 3_600, &mut list);
    }
    while day * 86_400 < world.now {
        let gained = plan.followers.gained_on(day, world.now);
        let length = (world.now - day * 86_400).min(86_400);
        for number in 0..gained {
            add(
                day * 86_400 + length * number as i64 / gained.max(1) as i64,
                &mut list,
            );
        }
        day += 1;
    }
    list.reverse();
    list
}

fn profile(world: &World, generation: Generation) -> Value {
    let plan = &world.plan;
    let likes: u64 = plan
        .posts
        .iter()
        .filter(|post| post.at <= world.now)
        .map(|post| post.reactions(world.now).0)
        .sum();
    let mut profile = json!({
        "userName": crate::wire::tiktok::HANDLE,
        "displayName": "Camille Arnaud",
        "likesReceived": likes.to_string(),
        "bioDescription": "Couture, reprise, petites mains ✂️ Lyon",
        "birthDate": "14-Mar-1996",
        "emailAddress": "camille@atelier-camille.example",
        "telephoneNumber": "",
        "profilePhoto": "None",
    });
    // the counts and the region came with generation B
    if let (Generation::B | Generation::C, Some(object)) = (generation, profile.as_object_mut()) {
        object.insert(
            "followerCount".to_owned(),
            json!(plan.followers.at(world.now)),
        );
        object.insert("followingCount".to_owned(), json!(184));
        object.insert("accountRegion".to_owned(), json!("FR"));
    }
    profile
}
