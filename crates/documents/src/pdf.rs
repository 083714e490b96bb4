//! Documents as PDF, by Typst with the fonts that come with it: no file and no network is read.

use std::sync::LazyLock;

use chrono::Datelike as _;
use typst::{
    Library, LibraryExt, World, comemo,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_kit::fonts::{FontStore, embedded};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::{Document, NoPdf};

/// The looks of every document; what it says comes from the data beside it and is never read as markup.
const TEMPLATE: &str = include_str!("pdf/document.typ");
/// Layouts are remembered between documents; of those not used in so many further ones nothing is kept.
const KEPT: usize = 10;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::builder().build()));
static FONTS: LazyLock<FontStore> = LazyLock::new(|| {
    let mut fonts = FontStore::new();
    fonts.extend(embedded());
    fonts
});
static FILES: LazyLock<Option<(FileId, FileId)>> = LazyLock::new(|| {
    let file = |name: &str| {
        let path = VirtualPath::new(name).ok()?;
        Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
    };
    file("document.typ").zip(file("document.json"))
});

/// All that a document can see.
struct Desk {
    main: FileId,
    template: Source,
    data: (FileId, Bytes),
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        FONTS.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 {
            Ok(self.data.1.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.font(index)
    }

    // A document has the day that it was given.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The bytes of a document.
pub(crate) fn write(document: &Document) -> Result<Vec<u8>, NoPdf> {
    let fault = |what: &str| NoPdf::NotMade(what.to_owned());
    let (main, data) = FILES.ok_or_else(|| fault("the template has no name"))?;
    let stored = document
        .to_stored()
        .map_err(|faulty| NoPdf::NotMade(faulty.to_string()))?;
    let hash = Document::hash(&stored);
    let desk = Desk {
        main,
        template: Source::new(main, TEMPLATE.to_owned()),
        data: (data, Bytes::from_string(stored)),
    };
    let laid_out = typst::compile::<PagedDocument>(&desk);
    let bytes = laid_out
        .output
        .map_err(|faults| in_words(&faults))
        .and_then(|pages| {
            typst_pdf::pdf(&pages, &options(document, &hash)?).map_err(|faults| in_words(&faults))
        });
    comemo::evict(KEPT);
    bytes
}

fn options(document: &Document, hash: &[u8; 32]) -> Result<PdfOptions, NoPdf> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]);
    let standards = standards.map_err(|fault| NoPdf::NotMade(fault.message().to_string()))?;
    Ok(PdfOptions {
        ident: Smart::Custom(hex::encode(hash)),
        creator: Smart::Custom(Some("Talkoot".to_owned())),
        timestamp: day(document).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    })
}

fn day(document: &Document) -> Option<Datetime> {
    let (month, day) = (document.date.month(), document.date.day());
    Datetime::from_ymd_hms(
        document.date.year(),
        month.try_into().ok()?,
        day.try_into().ok()?,
        0,
        0,
        0,
    )
}

fn in_words(faults: &[SourceDiagnostic]) -> NoPdf {
    let faults: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    NoPdf::NotMade(faults.join("; "))
}
