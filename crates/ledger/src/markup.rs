//! The marks of an XML document, looked at while it is unpacked and before anything is parsed.

/// Beyond this a text, a mark or a comment is no cell of a ledger: a parser would hold all of it.
const LONGEST: usize = 1 << 20;
/// How much of a mark is kept, for its name and the attributes behind it.
const KEPT: usize = 512;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    Mark,
    Comment,
    Data,
}

/// Follows a document that comes in pieces.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    state: State,
    mark: Vec<u8>,
    /// How long the current text or mark is.
    length: usize,
    /// The last two bytes of a comment or of character data.
    tail: [u8; 2],
    text: bool,
}

/// A text or mark is longer than any in a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Endless;

impl Markup {
    /// Goes through the next piece; `seen` gets each mark without its brackets, cut to its beginning, and whether
    /// a text stood before it.
    pub fn push(&mut self, piece: &[u8], seen: &mut dyn FnMut(&[u8], bool)) -> Result<(), Endless> {
        let mut rest = piece;
        while !rest.is_empty() {
            let end = match self.state {
                State::Text => memchr::memchr(b'<', rest),
                State::Mark | State::Comment | State::Data => memchr::memchr(b'>', rest),
            };
            let part = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            self.length += part.len();
            if self.length > LONGEST {
                return Err(Endless);
            }
            match self.state {
                State::Text => self.text |= !part.is_empty(),
                State::Mark => {
                    let room = KEPT.saturating_sub(self.mark.len());
                    self.mark
                        .extend_from_slice(part.get(..part.len().min(room)).unwrap_or_default());
                    if self.mark.starts_with(b"!--") {
                        self.state = State::Comment;
                    } else if self.mark.starts_with(b"![CDATA[") {
                        (self.state, self.text) = (State::Data, true);
                    }
                }
                State::Comment | State::Data => {}
            }
            for byte in part.iter().rev().take(2).rev() {
                self.tail = [self.tail[1], *byte];
            }
            let Some(end) = end else { return Ok(()) };
            rest = rest.get(end + 1..).unwrap_or_default();
            self.ended(seen);
        }
        Ok(())
    }

    /// A bracket was met.
    fn ended(&mut self, seen: &mut dyn FnMut(&[u8], bool)) {
        match self.state {
            State::Text => {
                self.state = State::Mark;
                self.mark.clear();
            }
            State::Mark => {
                seen(&self.mark, self.text);
                (self.state, self.text) = (State::Text, false);
            }
            State::Comment if self.tail == *b"--" => self.state = State::Text,
            State::Data if self.tail == *b"]]" => self.state = State::Text,
            State::Comment | State::Data => {
                // The bracket is part of it, and so is its length.
                self.tail = [self.tail[1], b'>'];
                return;
            }
        }
        (self.length, self.tail) = (0, [0; 2]);
    }
}

/// The name of a mark without its prefix: `/x:c` is `/c`.
pub(crate) fn name(mark: &[u8]) -> (bool, &[u8]) {
    let (closing, rest) = match mark.strip_prefix(b"/") {
        Some(rest) => (true, rest),
        None => (false, mark),
    };
    let end = rest
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || *byte == b'/')
        .unwrap_or(rest.len());
    let whole = rest.get(..end).unwrap_or_default();
    let local = memchr::memrchr(b':', whole).map_or(0, |at| at + 1);
    (closing, whole.get(local..).unwrap_or_default())
}

/// True when the mark has the attribute with this value, however quoted.
pub(crate) fn says(mark: &[u8], attribute: &str) -> bool {
    let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
    ["\"", "'"].iter().any(|quote| {
        let wanted = format!(" {name}={quote}{value}{quote}");
        memchr::memmem::find(mark, wanted.as_bytes()).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(document: &str, piece: usize) -> Result<Vec<(String, bool)>, Endless> {
        let (mut markup, mut seen) = (Markup::default(), Vec::new());
        for piece in document.as_bytes().chunks(piece) {
            markup.push(piece, &mut |mark, text| {
                seen.push((String::from_utf8_lossy(mark).into_owned(), text));
            })?;
        }
        Ok(seen)
    }

    #[test]
    fn marks_are_found_in_whatever_pieces_the_document_comes() {
        let document = "<?xml?><a x='1'>text<!-- <b> > --><c/><![CDATA[<d>]]></a>";
        let expected = [("?xml?", false), ("a x='1'", false), ("c/", true), ("/a", true)];
        for piece in 1..document.len() {
            let found = marks(document, piece).unwrap();
            let found: Vec<(&str, bool)> = found.iter().map(|(mark, text)| (mark.as_str(), *text)).collect();
            assert_eq!(found, expected, "{piece}");
        }
    }

    #[test]
    fn what_does_not_end_is_refused() {
        let long = "x".repeat(LONGEST + 1);
        for document in [
            long.clone(),
            format!("<a {long}>"),
            format!("<!--{}-->", "> ".repeat(LONGEST)),
            format!("<![CDATA[{}]]>", "<a>".repeat(LONGEST)),
        ] {
            assert_eq!(marks(&document, 4096), Err(Endless));
        }
        assert!(marks(&"<a>text</a>".repeat(LONGEST / 4), 4096).is_ok());
    }

    #[test]
    fn names_and_attributes_are_told() {
        assert_eq!(name(b"x:c r=\"A1\""), (false, b"c".as_slice()));
        assert_eq!(name(b"/c"), (true, b"c".as_slice()));
        assert_eq!(name(b"v/"), (false, b"v".as_slice()));
        assert!(says(b"c r='A1' t='str'", "t=str"));
        assert!(!says(b"c r='A1' t='s'", "t=str"));
    }
}
