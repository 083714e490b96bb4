//! The encoding of a text file.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::{refusal::Refusal, row::Row};

/// The byte order mark of UTF-8.
pub(crate) const MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads the bytes of cells. Only encodings in which `;` and the digits are single bytes are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decoder {
    encoding: &'static Encoding,
    /// The profile demands this encoding: no other is tried.
    pub demanded: bool,
}

impl Decoder {
    pub const UTF_8: Self = Self {
        encoding: UTF_8,
        demanded: false,
    };
    pub const WINDOWS_1252: Self = Self {
        encoding: WINDOWS_1252,
        demanded: false,
    };

    /// The encoding of a profile, by any of its usual names.
    pub fn named(label: &str) -> Result<Self, Refusal> {
        Encoding::for_label(label.trim().as_bytes())
            .filter(|encoding| encoding.is_single_byte() || *encoding == UTF_8)
            .map(|encoding| Self {
                encoding,
                demanded: true,
            })
            .ok_or_else(|| Refusal::UnknownEncoding {
                label: label.to_owned(),
            })
    }

    /// UTF-8 when the head of the file is UTF-8, and the encoding of western Windows otherwise: text in
    /// one-byte encodings is practically never valid UTF-8 by accident.
    pub fn detect(head: &[u8]) -> Self {
        match std::str::from_utf8(head) {
            Ok(_) => Self::UTF_8,
            // The head may end inside a character.
            Err(error) if error.error_len().is_none() => Self::UTF_8,
            Err(_) => Self::WINDOWS_1252,
        }
    }

    /// The name people know.
    pub fn name(self) -> &'static str {
        if self.encoding == WINDOWS_1252 {
            "Windows-1252"
        } else {
            self.encoding.name()
        }
    }

    /// The text of a cell.
    pub fn text(self, bytes: &[u8]) -> Cow<'_, str> {
        match std::str::from_utf8(bytes) {
            Ok(text) if self.encoding == UTF_8 || text.is_ascii() => Cow::Borrowed(text),
            _ => self.encoding.decode_without_bom_handling(bytes).0,
        }
    }

    /// True when every cell of the row can be read; only UTF-8 has bytes it cannot read.
    pub fn accepts(self, row: &Row) -> bool {
        self.encoding != UTF_8 || row.is_utf8()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_tells_the_encoding() {
        for (head, expected) in [
            ("Kemijärvi".as_bytes(), "UTF-8"),
            (b"plain", "UTF-8"),
            (b"Kemij\xC3", "UTF-8"),
            (b"Kemij\xE4rvi", "Windows-1252"),
        ] {
            assert_eq!(Decoder::detect(head).name(), expected);
        }
    }

    #[test]
    fn cells_are_decoded_in_the_encoding_found() {
        assert_eq!(Decoder::WINDOWS_1252.text(b"H\xE4me \x80"), "Häme €");
        assert_eq!(Decoder::UTF_8.text("Häme".as_bytes()), "Häme");
        assert_eq!(Decoder::named("latin1").unwrap().text(b"\xE4"), "ä");
        assert_eq!(Decoder::named("ISO-8859-15").unwrap().text(b"\xA4"), "€");
    }

    #[test]
    fn encodings_that_hide_separators_are_refused() {
        for label in ["utf-16le", "shift_jis", "klingon", ""] {
            assert!(
                matches!(Decoder::named(label), Err(Refusal::UnknownEncoding { .. })),
                "{label}"
            );
        }
    }
}
