//! What a file is by its bytes, whatever its name says.

/// What is taken, with the endings that a name of it may have. A type that stands in several lines has all endings.
const TAKEN: [(&str, &[&str]); 14] = [
    ("application/pdf", &["pdf"]),
    ("image/png", &["png"]),
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/tiff", &["tif", "tiff"]),
    ("image/heif", &["heic", "heif"]),
    (SPREADSHEET, &["xlsx"]),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["docx"],
    ),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        &["pptx"],
    ),
    ("application/vnd.oasis.opendocument.text", &["odt"]),
    ("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    ("application/vnd.oasis.opendocument.presentation", &["odp"]),
    // Office files whose parts come in another order look like any archive.
    (
        "application/zip",
        &["zip", "xlsx", "docx", "pptx", "ods", "odt", "odp"],
    ),
    ("application/gzip", &["gz"]),
    // The binary formats of Office before 2007.
    ("application/x-ole-storage", &["xls", "doc", "ppt", "msg"]),
];
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Endings of text; a name without one is taken as well.
const TEXT: [&str; 9] = ["csv", "txt", "tsv", "asc", "prn", "dat", "xml", "json", "eml"];
/// Text that programs of people do something with.
const ACTIVE: [&str; 4] = [
    "text/html",
    "text/x-shellscript",
    "application/postscript",
    "application/rtf",
];

/// How the binary formats of Office begin, all of them.
const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Why a file is not taken, for the person who sent it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unfit {
    /// Of no type that is taken.
    #[error(
        "\"{name}\" holds {found}, which is not taken; upload PDF, PNG, JPEG, TIFF, HEIF, Excel, Word, PowerPoint, \
         OpenDocument, CSV, text or XML, or ledgers packed as ZIP or GZIP"
    )]
    NotTaken { name: String, found: String },
    /// Its name says another type.
    #[error("\"{name}\" holds {found}; rename it so that it ends in .{ending}, or upload what its name says")]
    OtherName {
        name: String,
        found: String,
        ending: &'static str,
    },
}

/// The media type of a file that may be kept.
///
/// # Errors
/// [`Unfit`] when it is of no type that is taken, or its name says that it is something else.
pub(super) fn kind(name: &str, content: &[u8]) -> Result<&'static str, Unfit> {
    let ending = name
        .rsplit_once('.')
        .map_or_else(String::new, |(_, ending)| ending.to_lowercase());
    let found = if content.starts_with(&OLE) {
        "application/x-ole-storage"
    } else {
        infer::get(content).map_or("", |found| found.mime_type())
    };
    let other_name = |found: &str, ending: &'static str| Unfit::OtherName {
        name: name.to_owned(),
        found: found.to_owned(),
        ending,
    };
    if let Some((taken, endings)) = TAKEN.iter().find(|(taken, _)| *taken == found) {
        return if endings.contains(&ending.as_str()) {
            Ok(taken)
        } else {
            Err(other_name(found, endings.first().copied().unwrap_or_default()))
        };
    }
    if ACTIVE.contains(&found) || !is_text(content) {
        return Err(Unfit::NotTaken {
            name: name.to_owned(),
            found: if found.is_empty() {
                "data of no known type"
            } else {
                found
            }
            .to_owned(),
        });
    }
    // Some first letters of a text are the marks of other types.
    if !ending.is_empty() && !TEXT.contains(&ending.as_str()) {
        // Many accounting systems write text under the name of a workbook.
        return Err(other_name("text", "csv"));
    }
    Ok("text/plain")
}

/// Whether all of it is text in any of the encodings that ledgers have.
fn is_text(content: &[u8]) -> bool {
    let utf_16 = content.starts_with(&[0xff, 0xfe]) || content.starts_with(&[0xfe, 0xff]);
    let control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
    utf_16 || !content.iter().any(|&byte| control(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: a name and its bytes agree, and nothing that runs is taken: name, content, the type or what is wrong.
    #[test]
    fn a_name_does_not_say_what_a_file_is() {
        let elf: &[u8] = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0";
        let exe: &[u8] = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0";
        let png: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        let jpeg: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF";
        let ole: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0\0\0\0\0";
        let taken: [(&str, &[u8], &str); 12] = [
            ("lasku.pdf", b"%PDF-1.7\n", "application/pdf"),
            ("LASKU.PDF", b"%PDF-1.7\n", "application/pdf"),
            ("kuva.png", png, "image/png"),
            ("kuva.jpeg", jpeg, "image/jpeg"),
            ("vanha.xls", ole, "application/x-ole-storage"),
            ("pakattu.zip", b"PK\x03\x04\x14\0\0\0", "application/zip"),
            ("pakattu.csv.gz", b"\x1f\x8b\x08\0\0\0\0\0", "application/gzip"),
            ("ledger.csv", "Tosite;Selite\n1;Åbo\n".as_bytes(), "text/plain"),
            ("latin.csv", b"Tosite;P\xe4iv\xe4\r\n", "text/plain"),
            ("windows.txt", b"\xff\xfeT\0o\0s\0", "text/plain"),
            ("pankki.xml", b"<?xml version=\"1.0\"?><Document/>", "text/plain"),
            // Begins like a picture.
            ("bm.csv", b"BM;Tili\n1;4340\n", "text/plain"),
        ];
        for (name, content, expected) in taken {
            assert_eq!(kind(name, content).as_deref(), Ok(expected), "{name}");
        }
        let refused: [(&str, &[u8], bool); 10] = [
            ("lasku.pdf", b"not a PDF", true),
            ("lasku.pdf", png, true),
            ("kuva.png", b"%PDF-1.7\n", true),
            ("ledger.csv", b"PK\x03\x04\x14\0\0\0", true),
            ("makro.xlsm", b"PK\x03\x04\x14\0\0\0", true),
            ("lasku.pdf", exe, false),
            ("ledger.csv", elf, false),
            ("sivu.txt", b"<html><script>1</script></html>", false),
            ("aja.txt", b"#!/bin/sh\nrm -r x\n", false),
            ("data.dat", b"\0\x01\x02\x03", false),
        ];
        for (name, content, by_name) in refused {
            let unfit = kind(name, content).expect_err(name);
            assert_eq!(
                matches!(unfit, Unfit::OtherName { .. }),
                by_name,
                "{name}: {unfit}"
            );
        }
        assert!(kind("skripti.js", b"alert(1)").is_err());
        assert_eq!(kind("ledger", b"a;b\n"), Ok("text/plain"));
    }
}
