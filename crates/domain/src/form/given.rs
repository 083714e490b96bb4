use uuid::Uuid;

/// What somebody wrote, before anything is known about it: the shapes that JSON has. Numbers stay text, so that
/// no digit is lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Nothing: the answer is taken back.
    Nothing,
    /// True or false.
    Flag(bool),
    /// A bare number, as it was written.
    Number(String),
    /// Text.
    Text(String),
    /// Several.
    List(Vec<Self>),
    /// Named parts, in the order in which they came.
    Fields(Vec<(String, Self)>),
}

/// What an answer may point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// An uploaded file.
    File,
    /// A sub-area.
    SubArea,
}

/// Names that are the keys themselves, as they are stored.
#[derive(Clone, Copy, Debug)]
pub struct Keys;

impl Names for Keys {
    fn read(&self, _: Reference, name: &str) -> Option<Uuid> {
        name.parse().ok()
    }

    fn write(&self, _: Reference, key: Uuid) -> String {
        key.to_string()
    }
}

/// How whoever is spoken to names what an answer points to.
pub trait Names {
    /// The key that a name stands for.
    fn read(&self, what: Reference, name: &str) -> Option<Uuid>;
    /// The name of a key.
    fn write(&self, what: Reference, key: Uuid) -> String;
}
