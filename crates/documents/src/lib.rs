//! Official documents: what a decision letter or a contract says in each language, as data, as plain text and as
//! an accessible PDF for archives (PDF/A-2a and PDF/UA-1).
//!
//! A document is composed from facts that are handed in; nothing here reads a clock, a file or a database, so the
//! same facts give the same bytes. The PDF is behind the feature `pdf`, for it is the heaviest part of the tree.

pub mod agreement;
pub mod decision;
mod document;
mod fill;
#[cfg(feature = "pdf")]
mod pdf;
pub mod portfolio;

pub use document::{Block, Document, Fact, Faulty, Table};

/// The bytes of a document as PDF/A-2a and PDF/UA-1.
///
/// # Errors
/// [`NoPdf::NotInThisBuild`] without the feature `pdf`; [`NoPdf::NotMade`] when the document cannot be laid out.
pub fn pdf(document: &Document) -> Result<Vec<u8>, NoPdf> {
    #[cfg(feature = "pdf")]
    {
        pdf::write(document)
    }
    #[cfg(not(feature = "pdf"))]
    {
        let _ = document;
        Err(NoPdf::NotInThisBuild)
    }
}

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPdf {
    /// The program was built without it.
    #[error("this build writes no PDF; read the text of the document, or build with the feature `pdf`")]
    NotInThisBuild,
    /// The document could not be laid out; a fault on our side.
    #[error("the document cannot be laid out: {0}")]
    NotMade(String),
}
