//! `GET /v2/user/info/` (doc/tiktok-api-v2-get-user-info).
//!
//! Rule protected: only the fields asked for are sent, and one field outside the granted scopes fails the request.

use serde_json::{Map, Value, json};

use super::envelope::{failure, success};
use super::{Answer, Call, Grant, HANDLE, fields, not_authorized};
use crate::world::World;

pub(super) fn info(call: &Call<'_>, grant: &Grant) -> Answer {
    let fields = match fields(call) {
        Ok(fields) => fields,
        Err(refusal) => return refusal,
    };
    let mut user = Map::new();
    for field in fields {
        let Some(scope) = scope_of(&field) else {
            return failure(
                call,
                400,
                "invalid_params",
                &format!("Invalid fields: {field}"),
            );
        };
        if !grant.allows(scope) {
            return not_authorized(call, scope);
        }
        let value = value_of(&field, &call.world);
        user.insert(field, value);
    }
    success(call, json!({"user": user}))
}

fn scope_of(field: &str) -> Option<&'static str> {
    Some(match field {
        "open_id" | "union_id" | "avatar_url" | "avatar_url_100" | "avatar_large_url"
        | "display_name" => "user.info.basic",
        "bio_description" | "profile_deep_link" | "profile_web_link" | "username"
        | "is_verified" => "user.info.profile",
        "follower_count" | "following_count" | "likes_count" | "video_count" => "user.info.stats",
        _ => return None,
    })
}

fn value_of(field: &str, world: &World) -> Value {
    let (plan, now) = (&world.plan, world.now);
    let public = || {
        plan.posts
            .iter()
            .filter(|post| !post.private && post.at <= now)
    };
    match field {
        "open_id" => json!(super::oauth::open_id(plan.seed)),
        "union_id" => json!(crate::wire::Vault::secret(plan.seed, "tiktok union id", 36)),
        "avatar_url" => json!("https://p16.cdn.example/camille/avatar_168.webp"),
        "avatar_url_100" => json!("https://p16.cdn.example/camille/avatar_100.webp"),
        "avatar_large_url" => json!("https://p16.cdn.example/camille/avatar_1080.jpeg"),
        "display_name" => json!("Camille Arnaud"),
        "bio_description" => json!("Couture, reprise, petites mains ✂️ Lyon"),
        "profile_deep_link" => json!("https://vm.tiktok.example/camille"),
        "profile_web_link" => json!(format!("https://www.tiktok.example/@{HANDLE}")),
        "username" => json!(HANDLE),
        "is_verified" => json!(false),
        "follower_count" => json!(plan.followers.at(now)),
        "following_count" => json!(184),
        "likes_count" => json!(public().map(|post| post.reactions(now).0).sum::<u64>()),
        "video_count" => json!(public().count()),
        _ => Value::Null,
    }
}
