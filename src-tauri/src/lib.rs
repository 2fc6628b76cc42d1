//! The shell: window, file dialog, event bridge and thin commands around the studio.
//!
//! The rule it protects: no rule about money, programmes or offers lives here; this crate is the only one that knows Tauri.

mod bridge;
mod commands;
mod logging;

use std::process::ExitCode;
use std::sync::Arc;
use studio::{Desk, DeskOptions};
use tauri::Manager;

/// Starts the program and returns when its window is closed.
///
/// `--sample` opens the sample creator at once. The folder for profiles is the system's data folder, or
/// `CREATOR_STUDIO_HOME`.
pub fn run() -> ExitCode {
    run_with(tauri::Builder::default())
}

/// As [`run`], on a builder that has something of its own already: what measures the window adds a plugin.
pub fn run_with(builder: tauri::Builder<tauri::Wry>) -> ExitCode {
    logging::start();
    let sample = std::env::args().any(|a| a == "--sample")
        || std::env::var_os("CREATOR_STUDIO_SAMPLE").is_some();
    let built = builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .setup(move |app| {
            let events = Arc::new(bridge::WindowEvents::new(app.handle().clone()));
            let browser = Arc::new(bridge::SystemBrowser::new(app.handle().clone()));
            let options = DeskOptions::from_environment(events)?
                .with_sample(sample)
                .with_browser(browser);
            app.manage(Desk::new(options));
            Ok(())
        })
        .invoke_handler(commands::handler!())
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(|app, event| {
                if matches!(event, tauri::RunEvent::ExitRequested { .. })
                    && let Some(desk) = app.try_state::<Desk>()
                {
                    desk.close();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "the window could not be opened");
            eprintln!("Creator Studio could not open its window: {error}");
            ExitCode::FAILURE
        }
    }
}
