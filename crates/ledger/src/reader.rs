//! One reading of a file, and the handing over of what it selected.

use std::collections::HashMap;

use crate::{
    amount_column::AmountColumn,
    check::Check,
    content::Content,
    diagnosis,
    encoding::Decoder,
    examiner::{Examiner, Line},
    finding::Certainty,
    hidden::Hidden,
    identity,
    judged::{Gathering, JudgedRow, Verdicts, Window},
    kept::KeptRows,
    layout::Layout,
    limits::Limits,
    nameless::{Hiding, Wages},
    posting::Posting,
    profile::Profile,
    refusal::Refusal,
    row::Row,
    rows::{self, End, Next, Reading},
    rules::Rules,
    selection::Selection,
    writer::PostingWriter,
};

/// Receives postings; its refusal ends the import.
pub(crate) type Sink<'a> = dyn FnMut(Posting) -> Result<(), String> + 'a;

/// What is to be read, and how.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub content: &'a Content<'a>,
    pub profile: &'a Profile,
    pub selection: &'a Selection,
    pub limits: &'a Limits,
    /// How much memory selected rows may take until they are handed over.
    pub kept_bytes: usize,
    /// The rows that somebody wants to see.
    pub window: Option<&'a Window>,
    /// Whose rows keep no personal data.
    pub hidden: Option<Hidden<'a>>,
}

/// A finished reading, and what handing over needs.
pub(crate) struct Reader {
    pub check: Check,
    rules: Rules,
    layout: Layout,
    /// Identities that more than one selected row has, and how many of these were handed over.
    repeated: HashMap<u128, u32>,
    /// All selected rows; `None` when they are too many to be kept.
    kept: Option<KeptRows>,
    /// The rows that somebody wants to see, and how many such rows there are.
    pub page: (Vec<JudgedRow>, u64),
}

/// What a reading counts beside the examiner.
#[derive(Default)]
pub(crate) struct Seen {
    pub identities: Vec<u128>,
    pub personal_codes: u64,
    pub wrong_business_ids: u64,
    pub disagreeing_tax: u64,
}

impl Reader {
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    pub const fn reading(&self) -> &Reading {
        &self.layout.reading
    }

    /// Finds the layout and reads all rows.
    pub fn run(wanted: Wanted<'_>) -> Result<Self, Refusal> {
        let Wanted {
            content,
            profile,
            limits,
            ..
        } = wanted;
        let (layout, amount) = Layout::find(content, profile, limits, None)?;
        match Self::read(wanted, layout, amount?)? {
            Ok(reader) => Ok(reader),
            Err(row) => {
                let (mut layout, amount) =
                    Layout::find(content, profile, limits, Some(Decoder::WINDOWS_1252))?;
                encoding_changed(&mut layout, row);
                Self::read(wanted, layout, amount?)?.map_err(|row| Refusal::NotInEncoding {
                    row,
                    encoding: "UTF-8",
                })
            }
        }
    }

    /// One reading; the inner error is the first row that is not UTF-8 after all.
    fn read(wanted: Wanted<'_>, layout: Layout, amount: AmountColumn) -> Result<Result<Self, u64>, Refusal> {
        let Wanted { content, limits, .. } = wanted;
        let rules = Rules::new(&layout, amount, wanted.profile, wanted.selection)?;
        let mut examiner = Examiner::new(&rules, layout.number, limits.listed_errors);
        let writer = PostingWriter::new(&rules, layout.number, wanted.hidden);
        let mut seen = Seen::default();
        let mut kept = Some(KeptRows::within(wanted.kept_bytes));
        let mut gathering = wanted.window.cloned().map(Gathering::new);
        examiner.verdicts = gathering.is_some().then(Verdicts::default);
        let mut wages = wanted.hidden.map(|hidden| Wages::new(hidden.is_wage));
        let mut visit = |row: &Row| {
            let line = examiner.examine(row);
            let hiding = wages.as_mut().map_or(Hiding::Nothing, |wages| {
                wages.hiding(&rules.fields, rules.decoder, row)
            });
            if hiding != Hiding::Nothing {
                examiner.hide(row.number);
            }
            if let Some(line) = line {
                let identity = seen.count(&writer, &rules, row, line);
                if kept.as_mut().is_some_and(|kept| !kept.keep(line, identity, row)) {
                    kept = None;
                }
            }
            if let (Some(gathering), Some(verdicts)) = (&mut gathering, &mut examiner.verdicts) {
                if gathering.may_want(row.number) {
                    let posting = line.map(|line| seen.posting(&writer, row, line));
                    gathering.see(row, &rules, hiding, posting);
                }
                gathering.take(verdicts);
            }
            Ok(Next::Continue)
        };
        let (end, fingerprint) = rows::each_and_fingerprint(content, &layout.reading, limits, &mut visit)?;
        if let End::NotUtf8 { row } = end {
            return Ok(Err(row));
        }
        examiner.finish();
        if let (Some(gathering), Some(verdicts)) = (&mut gathering, &mut examiner.verdicts) {
            gathering.take(verdicts);
        }
        if examiner.rows == 0 {
            return Err(Refusal::NoEntries {
                header_row: layout.header.row.number,
            });
        }
        let repeated = repeated(&mut seen.identities);
        let repeats: u64 = repeated.values().map(|count| u64::from(*count) - 1).sum();
        let asked = (&rules, wanted.selection);
        let check = diagnosis::of(
            content.source,
            fingerprint,
            &layout,
            asked,
            examiner,
            &seen,
            repeats,
        );
        let repeated = repeated.into_keys().map(|identity| (identity, 0)).collect();
        Ok(Ok(Self {
            check,
            rules,
            layout,
            repeated,
            kept,
            page: gathering.map(Gathering::finish).unwrap_or_default(),
        }))
    }

    /// Hands the selected rows to `sink`, from memory or by reading the file once more.
    pub fn hand_over(
        mut self,
        content: &Content<'_>,
        limits: &Limits,
        hidden: Option<Hidden<'_>>,
        sink: &mut Sink<'_>,
    ) -> Result<Check, Refusal> {
        let kept = self.kept.take();
        let mut hand = Hand {
            writer: PostingWriter::new(&self.rules, self.layout.number, hidden),
            repeated: self.repeated,
            ordinal: 0,
            sink,
        };
        if let Some(kept) = kept {
            kept.each(&mut |line, identity, row| hand.over(row, line, identity))?;
            return Ok(self.check);
        }
        let mut examiner = Examiner::new(&self.rules, self.layout.number, 0);
        let named_columns = &self.rules.named_columns;
        let mut visit = |row: &Row| {
            if let Some(line) = examiner.examine(row) {
                // Without repetitions nobody asks which row equals which.
                let unique = hand.repeated.is_empty();
                let identity = if unique {
                    0
                } else {
                    identity::of(row, named_columns)
                };
                hand.over(row, line, identity)?;
            }
            Ok(Next::Continue)
        };
        let (end, second) = rows::each_and_fingerprint(content, &self.layout.reading, limits, &mut visit)?;
        if end == End::Finished && second.sha256 == self.check.sha256 {
            Ok(self.check)
        } else {
            Err(Refusal::Changed)
        }
    }
}

impl Seen {
    /// Looks at what is beside the amount of a selected row; gives its identity.
    fn count(&mut self, writer: &PostingWriter<'_>, rules: &Rules, row: &Row, line: Line) -> u128 {
        self.disagreeing_tax += u64::from(writer.tax_disagrees(row, line.cents));
        self.personal_codes += u64::from(writer.has_personal_code(row));
        self.wrong_business_ids += u64::from(writer.has_wrong_business_id(row));
        let identity = identity::of(row, &rules.named_columns);
        self.identities.push(identity);
        identity
    }

    /// The posting of the row that was counted last.
    fn posting(&self, writer: &PostingWriter<'_>, row: &Row, line: Line) -> Posting {
        let ordinal = u64::try_from(self.identities.len()).unwrap_or(u64::MAX);
        let equal = |identity: &&u128| Some(*identity) == self.identities.last();
        let occurrence = self.identities.iter().filter(equal).count();
        let occurrence = u32::try_from(occurrence).unwrap_or(u32::MAX);
        writer.write(row, line, ordinal, occurrence)
    }
}

/// Gives one posting after the other to its receiver.
struct Hand<'a> {
    writer: PostingWriter<'a>,
    repeated: HashMap<u128, u32>,
    ordinal: u64,
    sink: &'a mut Sink<'a>,
}

impl Hand<'_> {
    fn over(&mut self, row: &Row, line: Line, identity: u128) -> Result<(), Refusal> {
        self.ordinal += 1;
        let occurrence = match self.repeated.get_mut(&identity) {
            Some(count) => {
                *count += 1;
                *count
            }
            None => 1,
        };
        let posting = self.writer.write(row, line, self.ordinal, occurrence);
        (self.sink)(posting).map_err(|why| Refusal::Stopped { why })
    }
}

fn encoding_changed(layout: &mut Layout, row: u64) {
    let notes = &mut layout.notes;
    notes.findings.retain(|finding| finding.what != "encoding");
    let why = format!("the file begins as UTF-8, but row {row} is not");
    notes.find("encoding", Decoder::WINDOWS_1252.name(), Certainty::Likely, &why);
    notes.warn(
        "encodingChanged",
        0,
        format!("{why}: it was read as Windows-1252, look at the letters ä and ö"),
    );
}

/// The identities that occur more than once, with their counts. Sixteen bytes a row while it runs.
fn repeated(identities: &mut [u128]) -> HashMap<u128, u32> {
    identities.sort_unstable();
    let groups = identities.chunk_by(|a, b| a == b).filter(|group| group.len() > 1);
    groups
        .filter_map(|group| Some((*group.first()?, u32::try_from(group.len()).ok()?)))
        .collect()
}
