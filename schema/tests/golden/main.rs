//! `golden.json` holds the bytes of one frame of every message type, as flatc's Rust writes them; the TypeScript side
//! and the manual read it. `UPDATE_GOLDEN=1 cargo test -p tapebook-schema --test golden` writes it anew.

use tapebook_schema::{Message, parse_frame, verify, write_frame_with};

#[rustfmt::skip]
mod samples;

fn golden<M: Message>(
    name: &'static str,
    fields: &'static str,
    message: &M,
    entries: &[u8],
) -> (&'static str, &'static str, Vec<u8>) {
    let mut frame = Vec::new();
    write_frame_with(&mut frame, message, entries, 0);
    (name, fields, frame)
}

fn text<const N: usize>(text: &str) -> [u8; N] {
    let mut bytes = [0; N];
    bytes[..text.len()].copy_from_slice(text.as_bytes());
    bytes
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn bytes_are_the_golden_ones() {
    let rows: Vec<String> = samples::samples()
        .iter()
        .map(|(name, fields, frame)| {
            let frame = hex(frame);
            format!(r#"  {{"name": "{name}", "frame": "{frame}", "value": {fields}}}"#)
        })
        .collect();
    let now = format!("[\n{}\n]\n", rows.join(",\n"));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/golden.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &now).expect("golden.json is writable");
    }
    let committed = std::fs::read_to_string(path).expect("golden.json is readable");
    assert!(committed == now, "golden.json differs; see the top of this file");
}

#[test]
fn every_golden_frame_verifies() {
    for (name, _, frame) in samples::samples() {
        let (header, body, rest) = parse_frame(&frame).expect(name);
        let verified = verify(header.type_().0, header.version(), body).expect(name);
        assert_eq!(verified.variant_name(), Some(name));
        assert!(rest.is_empty());
    }
}
