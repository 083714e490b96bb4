//! Where the bytes come from, and what they are whatever the file is called.

use std::{
    fs::File,
    io::{self, Cursor, Read, Seek, SeekFrom},
    path::PathBuf,
};

use crate::{limits::Limits, refusal::Refusal};

/// A ledger file.
#[derive(Clone, Debug)]
pub enum Source {
    /// A file on disk. Its beginning is read more than once; it must not change meanwhile.
    Path(PathBuf),
    /// A file in memory.
    Bytes {
        /// The name it was sent with. It is shown, and never used to tell what the file is.
        name: String,
        /// Its content.
        bytes: Vec<u8>,
    },
}

/// Something that can be read from the start again.
pub(crate) trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

/// What a file begins like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Magic {
    /// Lines of text with separators.
    Text,
    /// A zip archive: a workbook, or around a file.
    Zip,
    /// A gzip archive.
    Gzip,
    /// A compound file: an old workbook, or a new one behind a password.
    Compound,
}

impl Source {
    /// The name of the file, without its folder.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => path
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            Self::Bytes { name, .. } => name.clone(),
        }
    }

    pub(crate) fn open(&self) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(match self {
            Self::Path(path) => Box::new(File::open(path)?),
            Self::Bytes { bytes, .. } => Box::new(Cursor::new(bytes.as_slice())),
        })
    }

    /// Refuses a file beyond the size limit before it is read.
    pub(crate) fn within(&self, limits: &Limits) -> Result<(), Refusal> {
        let length = self.open()?.seek(SeekFrom::End(0))?;
        if length > limits.file_bytes {
            return Err(Refusal::FileTooLarge {
                bytes: length,
                limit: limits.file_bytes,
            });
        }
        Ok(())
    }

    /// The first bytes of the file, at most `length`.
    pub(crate) fn head(&self, length: usize) -> Result<Vec<u8>, Refusal> {
        let mut head = Vec::new();
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        self.open()?.take(length).read_to_end(&mut head)?;
        Ok(head)
    }
}

/// Tells by its first bytes what a file is; refuses what is known not to be a ledger.
pub(crate) fn magic_of(head: &[u8]) -> Result<Magic, Refusal> {
    let start = head
        .iter()
        .position(|byte| !byte.is_ascii_whitespace())
        .unwrap_or(head.len());
    let content = head.get(start..).unwrap_or_default();
    if content.is_empty() {
        return Err(Refusal::Empty);
    }
    let refuse = |what: &'static str| Err(Refusal::NotALedger { what });
    match content {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Ok(Magic::Zip),
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => Ok(Magic::Compound),
        [b'%', b'P', b'D', b'F', ..] => refuse("a PDF document"),
        [0x1F, 0x8B, ..] => Ok(Magic::Gzip),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] => refuse("a picture"),
        [b'7', b'z', 0xBC, 0xAF, ..]
        | [b'R', b'a', b'r', b'!', ..]
        | [b'B', b'Z', b'h', ..]
        | [0xFD, b'7', b'z', b'X', b'Z', ..]
        | [0x28, 0xB5, 0x2F, 0xFD, ..] => refuse("an archive that is neither zip nor gzip"),
        [b'{', b'\\', b'r', b't', b'f', ..] => refuse("a text document (RTF)"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Err(Refusal::Utf16),
        [b'<', ..] if looks_like_markup(content) => refuse("a web page or XML document"),
        _ if head.contains(&0) => refuse("a binary file"),
        _ => Ok(Magic::Text),
    }
}

fn looks_like_markup(content: &[u8]) -> bool {
    let start = content
        .get(..content.len().min(64))
        .unwrap_or_default()
        .to_ascii_lowercase();
    [b"<?xml".as_slice(), b"<html", b"<!doctype", b"<table", b"<meta"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_what_a_file_is() {
        for (head, expected) in [
            (b"Tili;Summa\n".as_slice(), "ok"),
            (b"PK\x03\x04rest", "ok"),
            (b"%PDF-1.7", "notALedger"),
            (b"<!DOCTYPE html>", "notALedger"),
            (b"<Summa>;1\n", "ok"),
            (b"Tili;\0\0\0", "notALedger"),
            (b"", "empty"),
            (b" \r\n \n", "empty"),
            (b"\xFF\xFET\0i\0", "utf16"),
            (b"\x1F\x8B\x08", "ok"),
            (b"Rar!", "notALedger"),
        ] {
            let found = match magic_of(head) {
                Ok(_) => "ok",
                Err(refusal) => refusal.code(),
            };
            assert_eq!(found, expected, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn a_file_beyond_the_limit_is_refused_before_it_is_read() {
        let source = Source::Bytes {
            name: "a.csv".to_owned(),
            bytes: vec![b'a'; 11],
        };
        let limits = Limits {
            file_bytes: 10,
            ..Limits::default()
        };
        assert!(matches!(
            source.within(&limits),
            Err(Refusal::FileTooLarge { bytes: 11, limit: 10 })
        ));
    }
}
