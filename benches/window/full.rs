//! Creator Studio's own window, which says when the figures of Today are painted.

mod mark;

fn main() -> std::process::ExitCode {
    let builder = tauri::Builder::default().plugin(mark::painted(".kf .v"));
    creator_studio_shell::run_with(builder)
}
