//! Texts of the binary format of Excel 97 ([MS-XLS] 2.5.293 to 2.5.296).

/// Reads the data of a record and of the records that continue it. A text that goes on in the next record
/// begins there with a byte that says anew how wide its characters are.
#[derive(Debug)]
pub(super) struct Pieces<'a> {
    pieces: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl<'a> Pieces<'a> {
    pub fn new(pieces: Vec<&'a [u8]>) -> Self {
        Self {
            pieces,
            piece: 0,
            at: 0,
        }
    }

    /// The rest of the current piece; goes on to the next one when nothing is left.
    fn rest(&mut self) -> Option<&'a [u8]> {
        loop {
            let piece = *self.pieces.get(self.piece)?;
            let rest = piece.get(self.at..).unwrap_or_default();
            if !rest.is_empty() {
                return Some(rest);
            }
            (self.piece, self.at) = (self.piece + 1, 0);
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.rest()?.first()?;
        self.at += 1;
        Some(byte)
    }

    pub fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub fn long(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([
            self.byte()?,
            self.byte()?,
            self.byte()?,
            self.byte()?,
        ]))
    }

    fn skip(&mut self, mut bytes: u64) -> Option<()> {
        while bytes > 0 {
            let rest = self.rest()?.len();
            let taken = usize::try_from(bytes).unwrap_or(usize::MAX).min(rest);
            self.at += taken;
            bytes -= taken as u64;
        }
        Some(())
    }

    /// So many characters, one or two bytes wide.
    fn characters(&mut self, count: usize, mut wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::with_capacity(count.min(4096));
        while units.len() < count {
            if self.pieces.get(self.piece)?.len() <= self.at {
                (self.piece, self.at) = (self.piece + 1, 0);
                wide = self.byte()? & 1 == 1;
                continue;
            }
            let low = self.byte()?;
            let high = if wide { self.byte()? } else { 0 };
            units.push(u16::from_le_bytes([low, high]));
        }
        Some(String::from_utf16_lossy(&units))
    }

    /// A text of `count` characters behind a byte of flags.
    pub fn text(&mut self, count: usize) -> Option<String> {
        let flags = self.byte()?;
        self.characters(count, flags & 1 == 1)
    }

    /// A text with its formatting and phonetic parts, which are passed over.
    pub fn rich_text(&mut self) -> Option<String> {
        let count = usize::from(self.short()?);
        let flags = self.byte()?;
        let runs = if flags & 8 == 8 { self.short()? } else { 0 };
        let phonetic = if flags & 4 == 4 { self.long()? } else { 0 };
        let text = self.characters(count, flags & 1 == 1)?;
        self.skip(u64::from(runs) * 4 + u64::from(phonetic))?;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_the_next_record_with_another_width() {
        let first = [5, 0, 0, b'H', b'\xE4'];
        let second = [1, b'm', 0, 0xAC, 0x20, b'x', 0, 9];
        let mut pieces = Pieces::new(vec![&first[..], &second[..]]);
        assert_eq!(pieces.rich_text().as_deref(), Some("Häm€x"));
        assert_eq!(pieces.byte(), Some(9));
        assert_eq!(pieces.byte(), None);
    }

    #[test]
    fn formatting_is_passed_over_and_a_cut_text_is_none() {
        // Two runs of formatting, three bytes of phonetics.
        let bytes = [
            1, 0, 12, 2, 0, 3, 0, 0, 0, b'a', 1, 1, 1, 1, 2, 2, 2, 2, 7, 7, 7, 42,
        ];
        let mut pieces = Pieces::new(vec![&bytes[..]]);
        assert_eq!(pieces.rich_text().as_deref(), Some("a"));
        assert_eq!(pieces.byte(), Some(42));
        assert_eq!(Pieces::new(vec![&bytes[..9]]).rich_text(), None);
    }
}
