//! Official documents, part by part.

use async_graphql::{Enum, SimpleObject};
use talkoot_documents::Block;

/// What a part of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum DocumentPartKind {
    /// The heading of a section.
    Heading,
    /// A paragraph.
    Paragraph,
    /// Entries of one kind.
    List,
    /// Names and their values, a row each.
    Facts,
    /// A table: its first row names the columns.
    Table,
}

/// A part of an official document.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct DocumentPart {
    /// What it is.
    kind: DocumentPartKind,
    /// The words of a heading or paragraph, or the caption of a table; absent otherwise.
    text: Option<String>,
    /// The rows of a list, of facts or of a table, each with its cells.
    rows: Vec<Vec<String>>,
}

impl From<&Block> for DocumentPart {
    fn from(block: &Block) -> Self {
        let part = |kind, text: Option<&String>, rows| Self {
            kind,
            text: text.cloned(),
            rows,
        };
        match block {
            Block::Heading { text } => part(DocumentPartKind::Heading, Some(text), Vec::new()),
            Block::Paragraph { text } => part(DocumentPartKind::Paragraph, Some(text), Vec::new()),
            Block::List { items } => {
                let rows = items.iter().map(|item| vec![item.clone()]).collect();
                part(DocumentPartKind::List, None, rows)
            }
            Block::Facts { facts } => {
                let rows = facts
                    .iter()
                    .map(|fact| vec![fact.name.clone(), fact.value.clone()]);
                part(DocumentPartKind::Facts, None, rows.collect())
            }
            Block::Table(table) => {
                let rows = std::iter::once(&table.header).chain(&table.rows).cloned();
                part(DocumentPartKind::Table, Some(&table.caption), rows.collect())
            }
        }
    }
}
