//! XML read into elements, within limits. Nothing outside the file is ever looked at: a document type is
//! refused, and so is every entity beyond the five of XML itself.

use quick_xml::{
    NsReader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
    name::ResolveResult,
};

use crate::{Refused, element::Element};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 20 * 1024 * 1024;
const MIB: usize = 1024 * 1024;
/// Messages of banks nest about fifteen deep.
const DEEPEST: usize = 40;
const MOST_ELEMENTS: usize = 500_000;
/// The longest text of a message of a bank has 500 characters; supplementary data may be longer.
const LONGEST_TEXT: usize = 20_000;
/// Where a message may carry what is not of its own schema.
const SUPPLEMENT: &str = "SplmtryData";

/// A document: the namespace of its root, and its root.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) namespace: String,
    pub(crate) root: Element,
}

/// Reads a document.
pub(crate) fn read(file: &[u8]) -> Result<Document, Refused> {
    if file.len() > MOST_BYTES {
        return Err(Refused::TooLarge(MOST_BYTES / MIB));
    }
    let text = std::str::from_utf8(file).map_err(|_| Refused::NotUtf8)?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut tree = Tree::default();
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(broken)?;
        let namespace = match namespace {
            ResolveResult::Bound(namespace) => Some(namespace.into_inner().to_owned()),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => None,
        };
        match event {
            Event::Start(start) => tree.open(namespace.as_deref(), &start)?,
            Event::End(_) => tree.close()?,
            // Expanded into a start and an end.
            Event::Empty(_) | Event::Comment(_) => {}
            Event::Text(part) => tree.text(&part.xml10_content())?,
            Event::CData(part) => tree.text(&part.xml10_content())?,
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref().map_err(broken)? {
                    Some(c) => c.to_string(),
                    None => {
                        let name = reference.xml10_content();
                        let known = resolve_predefined_entity(&name);
                        known.ok_or_else(|| Refused::Entity(name.to_string()))?.to_owned()
                    }
                };
                tree.text(&resolved)?;
            }
            Event::Decl(declaration) => {
                if let Some(encoding) = declaration.encoding() {
                    let encoding = encoding.map_err(broken)?;
                    if !encoding.eq_ignore_ascii_case("utf-8") {
                        return Err(Refused::Encoding(encoding.into_owned()));
                    }
                }
            }
            Event::PI(_) => return Err(Refused::Instruction),
            Event::DocType(_) => return Err(Refused::Doctype),
            Event::Eof => return tree.finished(),
        }
    }
}

fn broken(what: impl std::fmt::Display) -> Refused {
    Refused::Broken(what.to_string())
}

#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    done: Option<Document>,
    namespace: Option<String>,
    elements: usize,
    /// How many open elements belong to a supplement.
    supplement: usize,
}

impl Tree {
    fn open(&mut self, namespace: Option<&str>, start: &BytesStart<'_>) -> Result<(), Refused> {
        let name = start.local_name().into_inner().to_owned();
        self.elements += 1;
        if self.open.len() >= DEEPEST {
            return Err(Refused::TooDeep);
        }
        if self.elements > MOST_ELEMENTS {
            return Err(Refused::TooMuch);
        }
        if self.open.is_empty() {
            if self.done.is_some() {
                return Err(Refused::Broken("it has more than one root".to_owned()));
            }
            self.namespace = Some(namespace.unwrap_or_default().to_owned());
        }
        if self.supplement > 0 || name == SUPPLEMENT {
            self.supplement += 1;
        } else if namespace != self.namespace.as_deref() {
            return Err(Refused::Foreign(name));
        }
        let currency = start
            .try_get_attribute("Ccy")
            .map_err(broken)?
            .map(|attribute| attribute.value.into_owned());
        self.open.push(Element {
            name,
            currency,
            ..Element::default()
        });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Refused> {
        let Some(mut element) = self.open.pop() else {
            return Err(Refused::Broken("it ends what it has not begun".to_owned()));
        };
        element.text = element.text.trim().to_owned();
        if self.supplement > 0 {
            self.supplement -= 1;
            return Ok(());
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => {
                self.done = Some(Document {
                    namespace: self.namespace.clone().unwrap_or_default(),
                    root: element,
                });
            }
        }
        Ok(())
    }

    fn text(&mut self, part: &str) -> Result<(), Refused> {
        match self.open.last_mut() {
            Some(element) => {
                if element.text.len() + part.len() > LONGEST_TEXT {
                    return Err(Refused::TooMuch);
                }
                element.text.push_str(part);
                Ok(())
            }
            None if part.trim().is_empty() => Ok(()),
            None => Err(Refused::Broken("there is text outside of it".to_owned())),
        }
    }

    fn finished(self) -> Result<Document, Refused> {
        match self.done {
            Some(document) if self.open.is_empty() => Ok(document),
            _ => Err(Refused::Broken("it ends too early".to_owned())),
        }
    }
}
