//! An element of a bank's message, and what is looked up in it.

use crate::Refused;

/// An element with what it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    /// Its own text, without blanks around it.
    pub(crate) text: String,
    /// The currency of an amount.
    pub(crate) currency: Option<String>,
    pub(crate) children: Vec<Element>,
}

impl Element {
    /// The elements of this name, in order.
    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The element at a path of names, each of which is there at most once.
    pub(crate) fn find(&self, path: &[&str]) -> Result<Option<&Element>, Refused> {
        let mut here = self;
        for name in path {
            let mut found = here.all(name);
            let Some(first) = found.next() else {
                return Ok(None);
            };
            if found.next().is_some() {
                return Err(Refused::Twice(format!("{}/{name}", here.name)));
            }
            here = first;
        }
        Ok(Some(here))
    }

    /// The element at a path, which must be there.
    pub(crate) fn need(&self, path: &[&str]) -> Result<&Element, Refused> {
        self.find(path)?
            .ok_or_else(|| Refused::Missing(format!("{}/{}", self.name, path.join("/"))))
    }

    /// The text at a path, if there is one.
    pub(crate) fn text(&self, path: &[&str]) -> Result<Option<&str>, Refused> {
        let found = self.find(path)?;
        Ok(found
            .map(|element| element.text.as_str())
            .filter(|text| !text.is_empty()))
    }

    /// The text at a path, which must be there.
    pub(crate) fn need_text(&self, path: &[&str]) -> Result<&str, Refused> {
        self.text(path)?
            .ok_or_else(|| Refused::Missing(format!("{}/{}", self.name, path.join("/"))))
    }

    /// A refusal of the text at a path.
    pub(crate) fn faulty(&self, path: &[&str], found: &str, expected: &'static str) -> Refused {
        Refused::Value {
            path: format!("{}/{}", self.name, path.join("/")),
            found: found.to_owned(),
            expected,
        }
    }
}
