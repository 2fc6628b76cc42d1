//! How a page says that its data stands on the screen.
//!
//! The rule it protects: the window that is measured is the one that ships. The page is not changed and gets no permission: a
//! script beside it waits for an element, then for the frame after the one that draws it, and goes to an address that the
//! shell refuses and writes down.

use std::io::Write;
use tauri::Wry;
use tauri::plugin::{Builder, TauriPlugin};

const PAINTED: &str = "mark:painted";

/// Prints `painted` once the first element that `selector` finds has been drawn.
pub fn painted(selector: &str) -> TauriPlugin<Wry> {
    let script = format!(
        "(() => {{
            const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => {{ location.href = '{PAINTED}'; }}));
            const look = () => document.querySelector('{selector}') !== null;
            const start = () => {{
                if (look()) return painted();
                const watch = new MutationObserver(() => {{
                    if (!look()) return;
                    watch.disconnect();
                    painted();
                }});
                watch.observe(document.documentElement, {{ childList: true, subtree: true }});
            }};
            if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
            else start();
        }})();"
    );
    Builder::new("mark")
        .js_init_script(script)
        .on_navigation(|_, address| {
            let mark = address.as_str() == PAINTED;
            if mark {
                println!("painted");
                let _ = std::io::stdout().flush();
            }
            !mark
        })
        .build()
}
