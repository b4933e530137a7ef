//! Compiles QuickFIX C++ and the shim over it.
//!
//! The sources come from the crate `quickfix-ffi`, fetched and checked by cargo like any other, and are mended on the
//! way by `build/mends.rs`. Its own build is not used: it binds a C interface that lacks sequence numbers and raw
//! messages, and needs cmake.
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "build/mends.rs"]
mod mends;

fn main() {
    napi_build::setup();
    for input in ["build.rs", "build/mends.rs", "shim"] {
        println!("cargo:rerun-if-changed={input}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let sources = out.join("quickfix");
    let library = out.join("libquickfix.a");
    if mends::changed(&out) || !library.exists() {
        let _ = fs::remove_file(&library);
        copy(&quickfix_sources(), &sources);
        // What its own build would write: nothing that needs a database or an allocator.
        for empty in ["config.h", "Allocator.h"] {
            fs::write(sources.join(empty), "#pragma once\n").expect("the folder of the build can be written");
        }
        mends::apply(&sources);
        compile_quickfix(&sources);
        mends::remember(&out);
    }
    println!("cargo:rustc-link-search=native={}", out.display());
    compile_shim(&sources);
    // After the shim, which needs it.
    println!("cargo:rustc-link-lib=static=quickfix");
    println!("cargo:rustc-link-lib=stdc++");
}

/// The folder of QuickFIX's C++ sources inside the pinned crate.
fn quickfix_sources() -> PathBuf {
    let cargo = env::var("CARGO").expect("cargo sets CARGO");
    let listed = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--features", "sources"])
        .output()
        .expect("cargo runs");
    assert!(listed.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&listed.stderr));
    let text = String::from_utf8(listed.stdout).expect("cargo writes UTF-8");
    let manifest = text
        .split("\"manifest_path\":\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .find(|path| path.contains("quickfix-ffi-"))
        .expect("quickfix-ffi is a dependency");
    Path::new(manifest).parent().expect("a manifest is in a folder").join("libquickfix/src/C++")
}

/// Copies the files and the folders of headers; tests and databases are not compiled and not copied.
fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to).expect("the folder of the build can be written");
    for entry in fs::read_dir(from).expect("the crate's sources are there") {
        let path = entry.expect("the crate's sources can be read").path();
        let name = path.file_name().expect("an entry has a name").to_owned();
        if path.is_dir() {
            if name != "test" {
                copy(&path, &to.join(name));
            }
        } else {
            fs::copy(&path, to.join(name)).expect("the folder of the build can be written");
        }
    }
}

fn compiler(sources: &Path) -> cc::Build {
    let mut build = cc::Build::new();
    build
        .cpp(true)
        .std("gnu++17")
        .opt_level(2)
        .define("NDEBUG", None)
        .define("HAVE_FTIME", None)
        .define("GETHOSTBYNAME_R_INPUTS_RESULT", "1")
        .define("_FILE_OFFSET_BITS", "64")
        .flag_if_supported("-ffunction-sections")
        .flag_if_supported("-fdata-sections")
        // Warnings of headers that are not ours are not shown.
        .flag("-isystem")
        .flag(sources);
    build
}

fn compile_quickfix(sources: &Path) {
    let left_out = ["MySQL", "Odbc", "PostgreSQL", "SSL", "_WIN32"];
    let mut files: Vec<PathBuf> = fs::read_dir(sources)
        .expect("the sources were copied")
        .map(|entry| entry.expect("the sources can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "cpp"))
        .filter(|path| !left_out.iter().any(|part| path.to_string_lossy().contains(part)))
        .collect();
    files.sort();
    // Warnings of a library that is not ours.
    compiler(sources).warnings(false).cargo_metadata(false).files(files).compile("quickfix");
}

fn compile_shim(sources: &Path) {
    let mut files: Vec<PathBuf> = fs::read_dir("shim")
        .expect("the shim is there")
        .map(|entry| entry.expect("the shim can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "cpp"))
        .collect();
    files.sort();
    if files.is_empty() {
        return;
    }
    compiler(sources)
        .flag_if_supported("-Wno-deprecated-declarations")
        .files(files)
        .compile("tapebook_fix_shim");
}
