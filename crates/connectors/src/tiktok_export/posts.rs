//! Posts. The export names no video id and no views; the publication instant joins a post to the one of a sync.

use super::{Reading, count, field};
use crate::text::json::Node;
use crate::text::{cut, date};
use domain::reject::RejectReason;
use domain::{Page, PostDraft};

/// `VideoList`.
pub(super) fn posts(reading: &Reading<'_>, list: &Node<'_>) -> Page {
    let mut page = reading.page("export.posts");
    for item in list.items() {
        match post(reading, &item) {
            Ok(post) => page.posts.push(post),
            Err((reason, key)) => page.rejects.push(reading.reject(&item, reason, key)),
        }
    }
    page
}

fn post(reading: &Reading<'_>, item: &Node<'_>) -> Result<PostDraft, (RejectReason, &'static str)> {
    let fields = item.fields();
    let text = field(&fields, &["date"]).ok_or((RejectReason::MissingField, "Date"))?;
    Ok(PostDraft {
        external_id: None,
        published: date::utc(&text).map_err(|reason| (reason, "Date"))?,
        title: field(&fields, &["title"])
            .map(|title| cut(title.trim(), 300))
            .unwrap_or_default(),
        seconds: None,
        views: None,
        likes: count(&fields, "likes").map_err(|reason| (reason, "Likes"))?,
        comments: None,
        shares: None,
        public: field(&fields, &["whocanview"])
            .map(|who| who.trim().eq_ignore_ascii_case("everyone")),
        locator: item.locator(reading.text),
    })
}
