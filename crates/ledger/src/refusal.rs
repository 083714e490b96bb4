//! Why a whole file is not read: typed, and with words that say what to do next.

use crate::{check::Check, content::UnpackingFault};

/// A file, or a profile for it, that cannot be used. Nothing of it has been imported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The file is empty.
    #[error("the file is empty: export the ledger again and check that it holds rows")]
    Empty,
    /// The file is larger than the limit.
    #[error("the file is {bytes} bytes, the limit is {limit}: export a shorter period or one project")]
    FileTooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// Some other kind of file, whatever its name says.
    #[error("the file is {what}, not a ledger: export the ledger as CSV or as a workbook (.xlsx, .ods)")]
    NotALedger {
        /// What its content shows it to be.
        what: &'static str,
    },
    /// More than one file in an archive.
    #[error("the archive holds several files: send one, or say which one is the ledger ({})", files.join(", "))]
    ChooseFile {
        /// The first of them.
        files: Vec<String>,
    },
    /// The file of the profile is not in the archive.
    #[error("there is no file \"{wanted}\" in the archive: it has {}", files.join(", "))]
    NoSuchFile {
        /// The file of the profile.
        wanted: String,
        /// The first of those there are.
        files: Vec<String>,
    },
    /// An archive inside an archive.
    #[error("there is an archive inside the archive: unpack it and send the ledger alone")]
    ArchiveWithin,
    /// An archive packed in an unusual way.
    #[error(
        "the archive is packed in a way that is not read: pack it as an ordinary zip file, or send the ledger alone"
    )]
    UnknownPacking,
    /// An archive that cannot be unpacked.
    #[error("the archive is damaged ({why}): pack the ledger again and send that")]
    DamagedArchive {
        /// What is wrong.
        why: String,
    },
    /// A workbook with macros.
    #[error("the workbook holds macros: save a copy without them (.xlsx or CSV) and send that")]
    MacrosInside,
    /// A workbook whose values come from other files.
    #[error(
        "the workbook takes values from other files: paste its values into a new workbook, or save it as CSV, \
         and send that"
    )]
    ExternalLinks,
    /// A formula whose value was never computed.
    #[error(
        "cell {cell} holds a formula without its value: open the workbook in a spreadsheet program, save it and \
         send that"
    )]
    FormulasNotComputed {
        /// The first such cell, as `B12`.
        cell: String,
    },
    /// A workbook format that is not read.
    #[error("the file is {kind}: open it and save it as .xlsx or as CSV")]
    UnsupportedWorkbook {
        /// Which one.
        kind: &'static str,
    },
    /// Text in UTF-16.
    #[error("the file is UTF-16 text: save it as \"CSV UTF-8\"")]
    Utf16,
    /// A workbook behind a password.
    #[error("the file is protected with a password: save a copy without the password and send that")]
    PasswordProtected,
    /// A workbook that unpacks to far more than its size.
    #[error(
        "the file unpacks to more than is allowed ({part}): save the ledger alone in a new workbook, or as CSV"
    )]
    UnpacksTooLarge {
        /// The part of the workbook that is too large.
        part: String,
    },
    /// A workbook that cannot be read.
    #[error("the workbook is damaged ({why}): open it, save it again as .xlsx and send that")]
    DamagedWorkbook {
        /// What its reader said.
        why: String,
    },
    /// More than one sheet could be the ledger.
    #[error("several sheets hold rows: say which one is the ledger ({})", sheets.join(", "))]
    ChooseSheet {
        /// The sheets with rows.
        sheets: Vec<String>,
    },
    /// The sheet of the profile is not there.
    #[error("there is no sheet \"{wanted}\": the workbook has {}", sheets.join(", "))]
    NoSuchSheet {
        /// The sheet of the profile.
        wanted: String,
        /// The sheets there are.
        sheets: Vec<String>,
    },
    /// More rows than the limit.
    #[error("the file has more than {limit} rows: export a shorter period or one project")]
    TooManyRows {
        /// The limit.
        limit: u64,
    },
    /// A row with more columns than the limit.
    #[error("row {row} has more than {limit} columns: check the separator, or remove columns")]
    TooManyColumns {
        /// The row, counted from 1 as an editor shows it.
        row: u64,
        /// The limit.
        limit: usize,
    },
    /// A row that does not end.
    #[error(
        "the row that begins on line {row} is longer than {limit} bytes: look there for a quotation mark \
         that is never closed"
    )]
    RowTooLong {
        /// The row, counted from 1.
        row: u64,
        /// The limit in bytes.
        limit: usize,
    },
    /// An encoding that is not known, or that a separated file cannot have.
    #[error(
        "\"{label}\" is not an encoding this reader knows: use UTF-8, Windows-1252 or another one-byte one"
    )]
    UnknownEncoding {
        /// The encoding of the profile.
        label: String,
    },
    /// Bytes that the encoding of the profile does not have.
    #[error("row {row} is not {encoding}, which the profile demands: correct the encoding of the profile")]
    NotInEncoding {
        /// The first such row.
        row: u64,
        /// The encoding of the profile.
        encoding: &'static str,
    },
    /// No separator splits the rows evenly.
    #[error(
        "no separator splits the rows into columns: set the separator in the profile (; , tab or |), or look \
         for a quotation mark that is never closed"
    )]
    NoSeparator,
    /// No row looks like the names of columns.
    #[error(
        "no row with the names of the columns was found: set the header row in the profile, or look for a \
         quotation mark that is never closed"
    )]
    NoHeader,
    /// The header row of the profile is blank or not there.
    #[error("row {row} holds no names of columns: correct the header row of the profile")]
    HeaderRowBlank {
        /// The row of the profile.
        row: u64,
    },
    /// A column of the profile is not in the header.
    #[error("there is no column \"{wanted}\": the file has {}", columns.join(", "))]
    NoSuchColumn {
        /// The column of the profile.
        wanted: String,
        /// The columns there are.
        columns: Vec<String>,
    },
    /// Two columns have the name which the profile uses.
    #[error("more than one column is called \"{wanted}\": name it by its position, for example #3")]
    ColumnNotUnique {
        /// The column of the profile.
        wanted: String,
    },
    /// No column is known to hold amounts.
    #[error("no column is known to hold the amounts: say which one it is ({})", candidates.join(", "))]
    ChooseAmount {
        /// Columns that hold numbers.
        candidates: Vec<String>,
    },
    /// Two columns are equally likely to hold the amounts.
    #[error("several columns could hold the amounts: say which one it is ({})", candidates.join(", "))]
    AmountNotUnique {
        /// The columns.
        candidates: Vec<String>,
    },
    /// Whole euros in one column, and nothing but cents in the next.
    #[error(
        "the cents of \"{column}\" seem to stand in the next column: a decimal comma was taken as a separator. \
         Export with another separator or with quotation marks; if the amounts are whole euros, set \
         decimalSeparator in the profile"
    )]
    DecimalsInNextColumn {
        /// The column of the amounts.
        column: String,
    },
    /// Negative amounts in the column of the credits.
    #[error(
        "row {row} has a negative amount in \"{column}\": say in the profile whether it is a credit \
         (creditSign negative) or takes one back (creditSign positive)"
    )]
    CreditSign {
        /// The first such row.
        row: u64,
        /// The column of the credits.
        column: String,
    },
    /// A column of signs that may belong to the amounts.
    #[error(
        "\"{column}\" beside the amounts holds nothing but signs: say in the profile that it is their sign \
         (columns.sign \"{column}\") or that no column is (columns.sign \"\")"
    )]
    SignColumn {
        /// The column.
        column: String,
    },
    /// No row below the header is an entry.
    #[error(
        "there are no entries below the header in row {header_row}: export the ledger again with its rows"
    )]
    NoEntries {
        /// The row with the names of the columns.
        header_row: u64,
    },
    /// The caller wants a period, and no column of the file tells the day.
    #[error(
        "the selection has a period and no column tells the day of a row: name the column in the profile \
         (columns.date), or say there that every row belongs to the period (undatedRows inPeriod)"
    )]
    PeriodNeedsDates,
    /// The caller wants a period or a filter, and the file has no such column.
    #[error(
        "the selection needs the {field} of each row and no column holds it: name the column in the profile"
    )]
    SelectionNeedsColumn {
        /// The field.
        field: &'static str,
    },
    /// A profile for a later version of this reader.
    #[error("the profile is of version {version}, this reader knows {known}: make the profile anew")]
    ProfileVersion {
        /// The version of the profile.
        version: u32,
        /// The version known here.
        known: u32,
    },
    /// A setting of the profile that cannot be used.
    #[error("the profile cannot be used: {why}")]
    BadProfile {
        /// What is wrong and what to write.
        why: String,
    },
    /// The file has rows in error; nothing is imported. The diagnosis lists them.
    #[error(
        "{} places in the file are not in order: correct them in the accounting system or set the profile",
        .0.error_count
    )]
    RowsInError(Box<Check>),
    /// The file was changed while it was read.
    #[error("the file changed while it was read: send it again when nobody is writing to it")]
    Changed,
    /// The caller's own receiver of postings stopped the import.
    #[error("the import was stopped: {why}")]
    Stopped {
        /// The receiver's reason.
        why: String,
    },
    /// The file cannot be read at all.
    #[error("the file cannot be read")]
    Io(#[source] std::io::Error),
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        let fault = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<UnpackingFault>());
        match fault.cloned() {
            Some(UnpackingFault::TooLarge { part }) => Self::UnpacksTooLarge { part },
            Some(UnpackingFault::Damaged { why }) => Self::DamagedArchive { why },
            None => Self::Io(error),
        }
    }
}

impl Refusal {
    /// A stable name for machines, in camelCase.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::FileTooLarge { .. } => "fileTooLarge",
            Self::NotALedger { .. } => "notALedger",
            Self::ChooseFile { .. } => "chooseFile",
            Self::NoSuchFile { .. } => "noSuchFile",
            Self::ArchiveWithin => "archiveWithin",
            Self::UnknownPacking => "unknownPacking",
            Self::DamagedArchive { .. } => "damagedArchive",
            Self::MacrosInside => "macrosInside",
            Self::ExternalLinks => "externalLinks",
            Self::FormulasNotComputed { .. } => "formulasNotComputed",
            Self::UnsupportedWorkbook { .. } => "unsupportedWorkbook",
            Self::Utf16 => "utf16",
            Self::PasswordProtected => "passwordProtected",
            Self::UnpacksTooLarge { .. } => "unpacksTooLarge",
            Self::DamagedWorkbook { .. } => "damagedWorkbook",
            Self::ChooseSheet { .. } => "chooseSheet",
            Self::NoSuchSheet { .. } => "noSuchSheet",
            Self::TooManyRows { .. } => "tooManyRows",
            Self::TooManyColumns { .. } => "tooManyColumns",
            Self::RowTooLong { .. } => "rowTooLong",
            Self::UnknownEncoding { .. } => "unknownEncoding",
            Self::NotInEncoding { .. } => "notInEncoding",
            Self::NoSeparator => "noSeparator",
            Self::NoHeader => "noHeader",
            Self::HeaderRowBlank { .. } => "headerRowBlank",
            Self::NoSuchColumn { .. } => "noSuchColumn",
            Self::ColumnNotUnique { .. } => "columnNotUnique",
            Self::ChooseAmount { .. } => "chooseAmount",
            Self::AmountNotUnique { .. } => "amountNotUnique",
            Self::DecimalsInNextColumn { .. } => "decimalsInNextColumn",
            Self::CreditSign { .. } => "creditSign",
            Self::SignColumn { .. } => "signColumn",
            Self::NoEntries { .. } => "noEntries",
            Self::PeriodNeedsDates | Self::SelectionNeedsColumn { .. } => "selectionNeedsColumn",
            Self::ProfileVersion { .. } => "profileVersion",
            Self::BadProfile { .. } => "badProfile",
            Self::RowsInError(_) => "rowsInError",
            Self::Changed => "changed",
            Self::Stopped { .. } => "stopped",
            Self::Io(_) => "unreadable",
        }
    }
}
