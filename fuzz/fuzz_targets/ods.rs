//! An OpenDocument spreadsheet whose content the fuzzer writes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use talkoot_fuzz::{archive, keeps_its_promises, let_panics_be_caught};

const MANIFEST: &[u8] = br#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;

fuzz_target!(init: let_panics_be_caught(), |bytes: &[u8]| {
    keeps_its_promises(archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", bytes),
        ("META-INF/manifest.xml", MANIFEST),
    ]));
});
