//! A Tauri window with one line of text, which says when it is painted: what a start costs before anything of ours runs.

mod mark;

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(mark::painted("#data"))
        .run(tauri::generate_context!("benches/window/tauri.conf.json"))
}
