//! Puts the web app, the widget, the demo page and the demo's content into the binary, compressed ahead of time.

#![allow(clippy::expect_used, reason = "a build script stops with what is wrong")]

use sha2::{Digest, Sha256};
use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../..");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let mut served = String::from("pub static SERVED: &[Asset] = &[\n");
    for (folder, prefix) in
        [("web/dist", ""), ("widget/dist", "widget"), ("crates/server/assets/demo", "demo"), ("crates/server/assets/public", "")]
    {
        let folder = root.join(folder);
        println!("cargo:rerun-if-changed={}", folder.display());
        for file in files(&folder) {
            let relative = file.strip_prefix(&folder).expect("below the folder").to_string_lossy().replace('\\', "/");
            let path = match (prefix, relative.as_str()) {
                ("widget", "widget.js") => "/widget.js".to_owned(),
                ("", relative) => format!("/{relative}"),
                (prefix, relative) => format!("/{prefix}/{relative}"),
            };
            if path.ends_with(".map") {
                continue;
            }
            served.push_str(&asset(&out, &file, &path));
        }
    }
    served.push_str("];\n");
    let mut demo = String::from("pub static DEMO: &[(&str, &[u8])] = &[\n");
    let folder = root.join("demo");
    println!("cargo:rerun-if-changed={}", folder.display());
    for file in files(&folder) {
        let name = file.strip_prefix(&folder).expect("below the folder").to_string_lossy().replace('\\', "/");
        if name.starts_with("documents/") || (name.ends_with(".json") && !name.contains('/')) {
            demo.push_str(&format!("    ({name:?}, include_bytes!({:?})),\n", file.canonicalize().expect("it exists")));
        }
    }
    demo.push_str("];\n");
    fs::write(out.join("assets.rs"), served + &demo).expect("write the table");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> =
        entries.flatten().flat_map(|entry| if entry.path().is_dir() { files(&entry.path()) } else { vec![entry.path()] }).collect();
    found.sort();
    found
}

fn asset(out: &Path, file: &Path, path: &str) -> String {
    let bytes = fs::read(file).expect("read an asset");
    let hash: String = Sha256::digest(&bytes).iter().take(10).map(|b| format!("{b:02x}")).collect();
    let kind = media_type(path);
    let compress = !matches!(path.rsplit('.').next(), Some("woff2" | "png" | "jpg" | "webp" | "gz"));
    let (mut gzip, mut brotli) = ("None".to_owned(), "None".to_owned());
    if compress && bytes.len() > 512 {
        let gz = out.join(format!("{hash}.gz"));
        if !gz.exists() {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(&bytes).expect("compress");
            fs::write(&gz, encoder.finish().expect("compress")).expect("write");
        }
        gzip = format!("Some(include_bytes!({gz:?}))");
        let br = out.join(format!("{hash}.br"));
        if !br.exists() {
            let mut compressed = Vec::new();
            let params = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
            brotli::BrotliCompress(&mut bytes.as_slice(), &mut compressed, &params).expect("compress");
            fs::write(&br, compressed).expect("write");
        }
        brotli = format!("Some(include_bytes!({br:?}))");
    }
    // A copy, so that a web build under way does not pull the files from under the compiler.
    let plain = out.join(format!("{hash}.plain"));
    fs::write(&plain, &bytes).expect("write");
    format!(
        "    Asset {{ path: {path:?}, media_type: {kind:?}, etag: \"\\\"{hash}\\\"\", plain: include_bytes!({plain:?}), gzip: {gzip}, brotli: {brotli} }},\n"
    )
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
