//! Gives the window's permissions their list: every command of the shell needs its own grant in `capabilities/`.

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/commands.txt");
    let list = std::fs::read_to_string("src-tauri/commands.txt")
        .expect("src-tauri/commands.txt lists the commands");
    let names: Vec<&'static str> = list.lines().map(|line| &*line.to_owned().leak()).collect();
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(tauri_build::AppManifest::new().commands(names.leak()));
    tauri_build::try_build(attributes)
        .expect("tauri.conf.json, capabilities and icons fit together");
}
