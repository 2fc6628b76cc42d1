//! Colours for a chart that stands alone in a file. Inside the app the page's tokens apply and nothing here is used.
//!
//! The values are those of the app's token sheet (`ui/src/styles/tokens.css`); a test compares the two.

use crate::Drawing;
use std::fmt::Write;

/// Which set of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark on white.
    #[default]
    Light,
    /// Light on near black.
    Dark,
}

/// Token, light value, dark value.
pub const TOKENS: [(&str, &str, &str); 19] = [
    ("surface-0", "#FFFFFF", "#191A18"),
    ("text-1", "#1B1C19", "#ECECE7"),
    ("text-2", "#4D4F49", "#B6B8B0"),
    ("text-3", "#686A63", "#92948C"),
    ("line-1", "#E6E6E1", "#2A2B28"),
    ("line-4", "#85877F", "#7A7C74"),
    ("attention", "#835000", "#E3B35C"),
    ("accent", "#3A4FC4", "#8C9BF2"),
    ("s-tip", "#783F08", "#A57020"),
    ("s-live-gift", "#AB1464", "#C94366"),
    ("s-video-gift", "#610066", "#A08295"),
    ("s-ad-share", "#737BA1", "#A1ABBE"),
    ("s-creator-reward", "#002FA1", "#616CD4"),
    ("s-subscription", "#AE64E6", "#CC8CED"),
    ("s-affiliate", "#009A73", "#55B784"),
    ("s-shop", "#116399", "#538DC5"),
    ("s-brand", "#C8721C", "#CC8730"),
    ("s-bonus", "#7A6500", "#F2CD64"),
    ("s-adjustment", "#3D3732", "#D7DFE5"),
];

/// Which token fills the part of a stream: class suffix, token.
pub const STREAMS: [(&str, &str); 11] = [
    ("shop_sale", "s-shop"),
    ("brand_deal", "s-brand"),
    ("live_gift", "s-live-gift"),
    ("creator_reward", "s-creator-reward"),
    ("ad_share", "s-ad-share"),
    ("tip", "s-tip"),
    ("affiliate_commission", "s-affiliate"),
    ("subscription", "s-subscription"),
    ("bonus", "s-bonus"),
    ("video_gift", "s-video-gift"),
    ("adjustment", "s-adjustment"),
];

/// The viewer's own sans-serif; a file cannot carry the app's.
const FONT: &str = "system-ui,-apple-system,\"Segoe UI\",\"Noto Sans\",\"DejaVu Sans\",sans-serif";

/// How each class looks, in terms of tokens; `$token` stands for its value. The app's style sheet has the same rules.
const RULES: &str = "\
.ch .bg{fill:$surface-0}\
.ch text{font:11px $font;fill:$text-3;\
font-variant-numeric:tabular-nums}\
.ch .lab{fill:$text-2}.ch .strong{fill:$text-1;font-weight:600}\
.ch .grid{fill:none;stroke:$line-1;stroke-width:1;shape-rendering:crispEdges}\
.ch .axis{fill:none;stroke:$line-4;stroke-width:1;shape-rendering:crispEdges}\
.ch .l1{fill:none;stroke:$text-1;stroke-width:1.75}\
.ch .l2{fill:none;stroke:$text-3;stroke-width:1.25;stroke-dasharray:3 3}\
.ch .acc{fill:none;stroke:$accent;stroke-width:1.75}.ch .fc{stroke-dasharray:4 3}\
.ch .band{fill:$accent;opacity:.14}\
.ch .thr{fill:none;stroke:$text-1;stroke-width:1;stroke-dasharray:1 3}\
.ch .dot{fill:$accent}\
.ch .note{fill:none;stroke:$accent;stroke-width:1;opacity:.5;shape-rendering:crispEdges}\
.ch .unk{fill:none;stroke:$text-3;stroke-width:1;stroke-dasharray:2 2}\
.ch [class^=a-]{fill:$accent}.ch .a-2{opacity:.82}.ch .a-3{opacity:.66}.ch .a-4{opacity:.52}.ch .a-5{opacity:.4}\
.ch .a-6{opacity:.3}\
.ch .s-fee,.ch .s-tax,.ch .s-carried,.ch .s-clawback,.ch .s-currency{fill:$line-4}\
.ch .s-sum{fill:$text-2}.ch .s-unexplained{fill:$attention}";

/// The rules with every token replaced by what `value` says of it.
fn rules(value: impl Fn(&(&str, &'static str, &'static str)) -> String) -> String {
    let mut rules = RULES.to_owned();
    for (suffix, token) in STREAMS {
        // writing to a string cannot fail
        let _ = write!(rules, ".ch .s-{suffix}{{fill:${token}}}");
    }
    // longest name first, so that `$s-ad-share` is not read as a shorter token
    let mut tokens = TOKENS;
    tokens.sort_by_key(|(name, ..)| std::cmp::Reverse(name.len()));
    for token in &tokens {
        rules = rules.replace(&format!("${}", token.0), &value(token));
    }
    rules
}

/// The style sheet of one theme, with literal colours.
pub fn style_sheet(theme: Theme) -> String {
    rules(|(_, light, dark)| match theme {
        Theme::Light => (*light).to_owned(),
        Theme::Dark => (*dark).to_owned(),
    })
    .replace("$font", FONT)
}

/// The same rules for a page that has the tokens as custom properties; committed as `crates/charts/classes.css`.
pub fn page_style_sheet() -> String {
    rules(|(token, ..)| format!("var(--{token})"))
        .replace("$font", "var(--font)")
        .replace('}', "}\n")
}

/// The drawing as a file of its own: with namespace, background and colours, and nothing outside it.
pub fn standalone(drawing: &Drawing, theme: Theme) -> String {
    // a rectangle, because not every viewer paints the background of the root element
    let head = format!(
        "<style>{}</style><rect class=\"bg\" width=\"100%\" height=\"100%\"/>",
        style_sheet(theme)
    );
    drawing.with_head(" xmlns=\"http://www.w3.org/2000/svg\"", &head)
}
