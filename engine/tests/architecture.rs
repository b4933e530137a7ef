//! What the engine must not know.

use std::path::Path;

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap().to_string();
            found.push((path.display().to_string(), code));
        }
    }
}

// req: EV-04
#[test]
fn the_engine_has_no_clock_no_float_no_io_no_thread_no_random_no_unordered_iteration() {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 15);
    for (path, code) in found {
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        for (number, line) in lines.enumerate() {
            let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            for banned in [
                "f32",
                "f64",
                "HashMap",
                "HashSet",
                "RandomState",
                "Instant",
                "SystemTime",
                "thread",
                "fs",
                "net",
                "io",
                "env",
                "rand",
                "unsafe",
                "static",
                "Mutex",
                "Atomic",
                "println",
                "eprintln",
            ] {
                let is_lifetime = banned == "static" && line.contains("'static");
                // The one audited module.
                let is_prefetch = banned == "unsafe" && path.ends_with("prefetch.rs");
                assert!(
                    is_lifetime || is_prefetch || !words.contains(&banned),
                    "{path}, code line {number}: {line}"
                );
            }
        }
    }
}
