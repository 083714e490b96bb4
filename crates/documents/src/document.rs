use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use talkoot_domain::language::Language;

/// A document: what it says, part by part, without its looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// The code of the language it is written in: `fi`, `sv` or `en`.
    language: String,
    /// What it is called.
    pub title: String,
    /// Who gives it.
    pub author: String,
    /// Its number with the one who gives it.
    pub reference: String,
    /// Its day.
    pub date: NaiveDate,
    /// Its day as the language writes it.
    pub dated: String,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Block {
    /// A heading of a section.
    Heading {
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its words; line breaks are kept.
        text: String,
    },
    /// Things of one kind.
    List {
        /// One entry each.
        items: Vec<String>,
    },
    /// Things that have a name.
    Facts {
        /// In order.
        facts: Vec<Fact>,
    },
    /// Rows under named columns.
    Table(Table),
}

/// A thing that has a name: `Day of the decision`, `15.12.2026`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// What it says.
    pub value: String,
}

/// Rows under named columns; the first column names the row, the others hold figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows, each with a cell per column.
    pub rows: Vec<Vec<String>>,
}

/// A stored document cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the document cannot be read: {0}")]
pub struct Faulty(String);

impl Document {
    /// A document without anything in it yet.
    pub(crate) fn new(
        language: Language,
        title: String,
        author: String,
        reference: String,
        date: NaiveDate,
    ) -> Self {
        Self {
            language: language.code().to_owned(),
            title,
            author,
            reference,
            date,
            dated: talkoot_domain::formats::date_short(date, language),
            blocks: Vec::new(),
        }
    }

    pub(crate) fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading { text: text.into() });
    }

    pub(crate) fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph { text: text.into() });
    }

    pub(crate) fn list(&mut self, items: Vec<String>) {
        self.blocks.push(Block::List { items });
    }

    pub(crate) fn facts(&mut self, facts: Vec<(&str, String)>) {
        let fact = |(name, value): (&str, String)| Fact {
            name: name.to_owned(),
            value,
        };
        self.blocks.push(Block::Facts {
            facts: facts.into_iter().map(fact).collect(),
        });
    }

    pub(crate) fn table(&mut self, caption: &str, header: &[&str], rows: Vec<Vec<String>>) {
        self.blocks.push(Block::Table(Table {
            caption: caption.to_owned(),
            header: header.iter().map(|&name| name.to_owned()).collect(),
            rows,
        }));
    }

    /// The code of the language it is written in: `fi`, `sv` or `en`.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The document as it is stored and hashed: JSON with its fields in one order.
    ///
    /// # Errors
    /// [`Faulty`] when it cannot be written, which no document of ours is.
    pub fn to_stored(&self) -> Result<String, Faulty> {
        serde_json::to_string(self).map_err(|fault| Faulty(fault.to_string()))
    }

    /// Reads what [`Self::to_stored`] wrote.
    ///
    /// # Errors
    /// [`Faulty`] when it is something else.
    pub fn from_stored(text: &str) -> Result<Self, Faulty> {
        serde_json::from_str(text).map_err(|fault| Faulty(fault.to_string()))
    }

    /// The SHA-256 of a stored document, by which a later reader knows that nothing was changed.
    #[must_use]
    pub fn hash(stored: &str) -> [u8; 32] {
        Sha256::digest(stored.as_bytes()).into()
    }

    /// The whole document as plain text, for reading aloud and for mails.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut parts = vec![
            self.author.clone(),
            format!("{} · {}", self.reference, self.dated),
            self.title.to_uppercase(),
        ];
        for block in &self.blocks {
            parts.push(match block {
                Block::Heading { text } => format!("## {text}"),
                Block::Paragraph { text } => text.clone(),
                Block::List { items } => lines(items.iter().map(|item| format!("- {item}"))),
                Block::Facts { facts } => {
                    lines(facts.iter().map(|fact| format!("{}: {}", fact.name, fact.value)))
                }
                Block::Table(table) => {
                    let rows = std::iter::once(&table.header).chain(&table.rows);
                    let rows = lines(rows.map(|cells| cells.join(" | ")));
                    format!("{}\n{rows}", table.caption)
                }
            });
        }
        parts.join("\n\n") + "\n"
    }
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_document_is_read_back_and_keeps_its_hash() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 15).unwrap();
        let mut document = Document::new(
            Language::Fi,
            "Päätös".into(),
            "VM".into(),
            "2026-0001".into(),
            day,
        );
        document.heading("Asia");
        document.paragraph("*Ei* #muotoilua");
        document.facts(vec![("Päivä", "15.12.2026".to_owned())]);
        document.table(
            "Kunnat",
            &["Kunta", "Summa"],
            vec![vec!["Lohja".into(), "1,00 €".into()]],
        );
        let stored = document.to_stored().unwrap();
        assert_eq!(Document::from_stored(&stored).unwrap(), document);
        assert_eq!(
            Document::hash(&stored),
            Document::hash(&document.to_stored().unwrap())
        );
        document.date = day.succ_opt().unwrap();
        assert_ne!(
            Document::hash(&stored),
            Document::hash(&document.to_stored().unwrap())
        );
        assert!(Document::from_stored("{}").is_err());
    }
}
