//! Trusted documents (persisted operations): the only GraphQL that an installation carries out, where it says so.
//!
//! The file is what generators of front ends write: a JSON object from the SHA-256 of a document, in hexadecimal
//! digits and perhaps behind `sha256:`, to its text.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
    sync::Arc,
};

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use talkoot_graphql::Vetting;

const PREFIX: &str = "sha256:";

/// The documents, by their hashes.
#[derive(Debug)]
pub struct TrustedDocuments(HashMap<String, Arc<str>>);

/// Why a request names no trusted document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Untrusted {
    /// Neither a document nor the hash of one was sent.
    Nothing,
    /// The hash is not in the file.
    Unknown,
    /// The text is not in the file.
    Text,
    /// The hash is of another text than the one beside it.
    Different,
}

impl TrustedDocuments {
    /// Reads a file and holds every document against the schema.
    ///
    /// # Errors
    /// In words for the operator, naming the document: when the file is none of that kind, a hash is not that of its
    /// document, or a document does not fit the schema.
    pub async fn read(file: &Path) -> anyhow::Result<Self> {
        let shown = file.display();
        let text = fs::read_to_string(file)
            .with_context(|| format!("no trusted documents can be read from {shown}"))?;
        let entries: BTreeMap<String, String> = serde_json::from_str(&text).with_context(|| {
            format!("{shown} does not hold trusted documents; it must be one JSON object, {{\"<sha256>\": \"<document>\"}}")
        })?;
        if entries.is_empty() {
            bail!(
                "{shown} holds no document, so nothing could be asked; generate it anew from the front end"
            );
        }
        let vetting = Vetting::default();
        let mut documents = HashMap::new();
        for (name, document) in entries {
            let hash = hash_of(&document);
            if bare(&name) != hash {
                bail!(
                    "{shown}: {name} is not the SHA-256 of its document, which is {hash}; generate the file anew with sha256"
                );
            }
            if let Some(fault) = vetting.fault(&document).await {
                bail!(
                    "{shown}: the document {name} ({}) does not fit the schema of this version: {fault}; generate the \
                     file anew from the front end that belongs to it",
                    beginning(&document)
                );
            }
            documents.insert(hash, document.into());
        }
        Ok(Self(documents))
    }

    /// How many there are.
    #[must_use]
    pub fn number(&self) -> usize {
        self.0.len()
    }

    /// The document to carry out, of what a request brings: the hash of one, its text, or both.
    pub(crate) fn find(&self, named: Option<&str>, text: &str) -> Result<&str, Untrusted> {
        let given = (!text.is_empty()).then(|| hash_of(text));
        let (hash, otherwise) = match (named.map(bare), given) {
            (None, None) => return Err(Untrusted::Nothing),
            (Some(named), Some(given)) if named != given => return Err(Untrusted::Different),
            (Some(named), _) => (named, Untrusted::Unknown),
            (None, Some(given)) => (given, Untrusted::Text),
        };
        self.0.get(&hash).map(|document| &**document).ok_or(otherwise)
    }
}

fn hash_of(document: &str) -> String {
    hex::encode(Sha256::digest(document.as_bytes()))
}

fn bare(name: &str) -> String {
    name.strip_prefix(PREFIX).unwrap_or(name).to_ascii_lowercase()
}

/// The first words of a document, which usually name its operation.
fn beginning(document: &str) -> String {
    let words: Vec<&str> = document.split_whitespace().take(3).collect();
    words.join(" ").chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "query Today { serverTime { today } }";

    fn kept() -> TrustedDocuments {
        TrustedDocuments(HashMap::from([(hash_of(TODAY), TODAY.into())]))
    }

    /// What a request brings, and what comes of it.
    #[test]
    fn what_is_trusted() {
        let kept = kept();
        let hash = hash_of(TODAY);
        let prefixed = format!("sha256:{hash}");
        let other = hash_of("{ __typename }");
        for (named, text, expected) in [
            (Some(hash.as_str()), "", Ok(TODAY)),
            (Some(prefixed.as_str()), "", Ok(TODAY)),
            (Some(hash.as_str()), TODAY, Ok(TODAY)),
            (None, TODAY, Ok(TODAY)),
            (None, "{ __typename }", Err(Untrusted::Text)),
            (Some(other.as_str()), "", Err(Untrusted::Unknown)),
            (Some(other.as_str()), "{ __typename }", Err(Untrusted::Unknown)),
            (Some(hash.as_str()), "{ __typename }", Err(Untrusted::Different)),
            (Some(other.as_str()), TODAY, Err(Untrusted::Different)),
            (None, "", Err(Untrusted::Nothing)),
        ] {
            assert_eq!(kept.find(named, text), expected, "{named:?} {text}");
        }
    }
}
