use async_graphql::Object;
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_documents::Document;
use talkoot_domain::decision::Letter;

use crate::{
    document::DocumentPart,
    node::{self, Kind},
};

/// The letter of a decision (*päätöskirje*), never changed once it is written.
pub(super) struct LetterObject {
    letter: Letter,
    document: Document,
}

impl LetterObject {
    pub(super) fn new(letter: Letter) -> async_graphql::Result<Self> {
        let document = Document::from_stored(&letter.document)?;
        Ok(Self { letter, document })
    }
}

/// The letter of a decision (*päätöskirje*), never changed once it is written.
#[Object(name = "DecisionLetter")]
impl LetterObject {
    /// The number of the decision, without a gap within a year: `2026-0001`.
    async fn number(&self) -> &str {
        &self.letter.number
    }

    /// The language it is written in, which is the lead municipality's: `fi`, `sv` or `en`.
    async fn language(&self) -> &'static str {
        self.letter.language.code()
    }

    /// What it is called.
    async fn title(&self) -> &str {
        &self.document.title
    }

    /// What it says, part by part.
    async fn parts(&self) -> Vec<DocumentPart> {
        self.document.blocks.iter().map(Into::into).collect()
    }

    /// The whole letter as plain text.
    async fn text(&self) -> String {
        self.document.to_text()
    }

    /// The SHA-256 of what it says, in hexadecimal digits; the audit log names it too.
    async fn sha256(&self) -> String {
        hex::encode(self.letter.sha256)
    }

    /// When it was written.
    async fn written_at(&self) -> DateTime<Utc> {
        self.letter.written_at
    }

    /// The day on which it counts as received: the third after it was sent, unless shown otherwise (act 13/2003,
    /// 19 §).
    async fn received_on(&self) -> NaiveDate {
        self.letter.notice.received
    }

    /// The last day to claim a correction (*oikaisuvaatimus*), 30 days from then, moved to a working day (act
    /// 688/2001, 34 §, and act 434/2003, 49 c §).
    async fn claim_correction_until(&self) -> NaiveDate {
        self.letter.notice.claim_until
    }

    /// Where the letter is to be had as PDF/A, with the same sign-in.
    async fn pdf_path(&self) -> String {
        format!(
            "/decisions/{}/letter.pdf",
            node::id(Kind::Decision, self.letter.decision).0
        )
    }
}
