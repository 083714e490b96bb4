//! What callers do with a file once they know its layout: check it, import it.

use crate::{
    check::Check,
    content::Content,
    hidden::Hidden,
    judged::{Judged, Window},
    limits::Limits,
    posting::Posting,
    profile::Profile,
    reader::{Reader, Wanted},
    refusal::Refusal,
    selection::Selection,
    source::Source,
};

/// Reads the whole file and says what becomes of each row. Rows in error are part of the diagnosis.
///
/// # Errors
/// [`Refusal`] when the file as a whole cannot be read or its layout cannot be told.
pub fn check(
    source: &Source,
    profile: &Profile,
    selection: &Selection,
    limits: &Limits,
) -> Result<Check, Refusal> {
    let content = Content::of(source, profile.file.as_deref(), limits)?;
    let wanted = Wanted {
        content: &content,
        profile,
        selection,
        limits,
        kept_bytes: 0,
        window: None,
        hidden: None,
    };
    Ok(Reader::run(wanted)?.check)
}

/// Reads the whole file and says what becomes of each row of a page, with the cost lines as they would leave
/// [`import_hiding`]. Rows in error are shown with what is wrong with them. Of rows of wages nothing is shown that an
/// import would not keep.
///
/// # Errors
/// [`Refusal`] when the file as a whole cannot be read or its layout cannot be told.
pub fn judge(
    source: &Source,
    profile: &Profile,
    selection: &Selection,
    limits: &Limits,
    window: &Window,
    hidden: Option<Hidden<'_>>,
) -> Result<Judged, Refusal> {
    let content = Content::of(source, profile.file.as_deref(), limits)?;
    let reader = Reader::run(Wanted {
        content: &content,
        profile,
        selection,
        limits,
        kept_bytes: 0,
        window: Some(window),
        hidden,
    })?;
    let (rows, matching) = reader.page;
    Ok(Judged {
        check: reader.check,
        rows,
        matching,
    })
}

/// Reads the whole file and, when no row is in error, hands every selected row to `sink`.
///
/// `sink` is called only after all rows have been found in order, and then once per selected row in the
/// order of the file. Until then the selected rows are kept in memory; when they are more than
/// [`Limits::kept_bytes`], the file is read a second time instead. When that second reading fails half-way
/// (the file was changed), or `sink` itself refuses, the caller must discard what it received.
///
/// # Errors
/// [`Refusal::RowsInError`] with the diagnosis when a row cannot be read; nothing was handed over then.
/// [`Refusal::Stopped`] with the words of `sink` when it refuses. Others as for [`check`].
pub fn import(
    source: &Source,
    profile: &Profile,
    selection: &Selection,
    limits: &Limits,
    sink: &mut dyn FnMut(Posting) -> Result<(), String>,
) -> Result<Check, Refusal> {
    imported(source, profile, selection, limits, None, sink)
}

/// The same, where rows of wages keep no personal data: in their postings a pseudonym stands in the place of the
/// supplier and the explanation, and no error says what stands in them.
///
/// # Errors
/// As [`import`].
pub fn import_hiding(
    source: &Source,
    profile: &Profile,
    selection: &Selection,
    limits: &Limits,
    hidden: Hidden<'_>,
    sink: &mut dyn FnMut(Posting) -> Result<(), String>,
) -> Result<Check, Refusal> {
    imported(source, profile, selection, limits, Some(hidden), sink)
}

fn imported(
    source: &Source,
    profile: &Profile,
    selection: &Selection,
    limits: &Limits,
    hidden: Option<Hidden<'_>>,
    sink: &mut dyn FnMut(Posting) -> Result<(), String>,
) -> Result<Check, Refusal> {
    let content = Content::of(source, profile.file.as_deref(), limits)?;
    let reader = Reader::run(Wanted {
        content: &content,
        profile,
        selection,
        limits,
        kept_bytes: limits.kept_bytes,
        window: None,
        hidden,
    })?;
    if !reader.check.is_importable() {
        return Err(Refusal::RowsInError(Box::new(reader.check)));
    }
    reader.hand_over(&content, limits, hidden, sink)
}
