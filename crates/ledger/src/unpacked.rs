//! How large a workbook is when unpacked, and what it holds that is not read: found out before anything is
//! parsed.

use std::io::{self, BufReader, Read};

use zip::ZipArchive;

use crate::{
    content::{Content, FileKind},
    limits::Limits,
    markup::{self, Endless, Markup},
    refusal::Refusal,
    source::ReadSeek,
};

/// Parts below this size may be packed as tightly as they like.
const RATIO_FROM: u64 = 1 << 20;
const PIECE: usize = 1 << 16;

type Archive<'a> = ZipArchive<BufReader<Box<dyn ReadSeek + 'a>>>;

/// What was seen of the formulas of a workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unpacked {
    /// Some formula has no value.
    pub without_value: bool,
    /// The workbook is to be computed anew when it is opened: its values are those of a program that does not
    /// compute.
    pub stale: bool,
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn damaged(why: impl ToString) -> Refusal {
    Refusal::DamagedWorkbook { why: why.to_string() }
}

/// Refuses workbooks with macros, links to other files or a password, and those that unpack to more than the
/// limits allow. The sizes an archive declares are checked first, then each part is unpacked to nowhere,
/// because a declaration may lie.
pub(crate) fn bounded(content: &Content<'_>, limits: &Limits) -> Result<Unpacked, Refusal> {
    let mut archive = ZipArchive::new(BufReader::new(content.seekable()?)).map_err(damaged)?;
    declared(&mut archive, limits)?;
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| name.ok().map(std::borrow::Cow::into_owned))
        .collect();
    forbidden(&names, content.kind)?;
    let mut unpacked = Unpacked::default();
    let mut left = limits.unpacked_bytes;
    for index in 0..archive.len() {
        part(&mut archive, index, limits, &mut left, &mut unpacked)?;
    }
    Ok(unpacked)
}

fn allowed(packed: u64, limits: &Limits) -> u64 {
    packed.saturating_mul(limits.unpack_ratio).max(RATIO_FROM)
}

fn declared(archive: &mut Archive<'_>, limits: &Limits) -> Result<(), Refusal> {
    let mut declared = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(damaged)?;
        let name = part.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        if part.encrypted() {
            return Err(Refusal::PasswordProtected);
        }
        declared = declared.saturating_add(part.size());
        let most = most(&name, limits).min(allowed(part.compressed_size(), limits));
        if declared > limits.unpacked_bytes || part.size() > most {
            return Err(Refusal::UnpacksTooLarge { part: name });
        }
    }
    Ok(())
}

/// Sheets are read cell by cell. Other parts are held in memory, and may be no larger than a file.
fn most(name: &str, limits: &Limits) -> u64 {
    if name.starts_with("xl/worksheets/") || name == "content.xml" {
        limits.unpacked_bytes
    } else {
        limits.file_bytes
    }
}

fn forbidden(names: &[String], kind: FileKind) -> Result<(), Refusal> {
    let any = |test: &dyn Fn(&str) -> bool| names.iter().any(|name| test(name));
    match kind {
        FileKind::Ods => {
            if any(&|name| name.starts_with("Basic/") || name.starts_with("Scripts/")) {
                return Err(Refusal::MacrosInside);
            }
        }
        FileKind::Xlsx | FileKind::Xls | FileKind::Text => {
            if any(&|name| name.ends_with("vbaProject.bin") || name.starts_with("xl/macrosheets/")) {
                return Err(Refusal::MacrosInside);
            }
            if any(&|name| name.starts_with("xl/externalLinks/") && !name.contains("/_rels/")) {
                return Err(Refusal::ExternalLinks);
            }
        }
    }
    Ok(())
}

/// Unpacks one part to nowhere and looks at what goes by.
fn part(
    archive: &mut Archive<'_>,
    index: usize,
    limits: &Limits,
    left: &mut u64,
    unpacked: &mut Unpacked,
) -> Result<(), Refusal> {
    let part = archive.by_index(index).map_err(damaged)?;
    let name = part.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
    let allowed = allowed(part.compressed_size(), limits)
        .min(most(&name, limits))
        .min(*left);
    let is_markup = name.ends_with(".xml") || name.ends_with(".rels");
    let mut looks = Looks::new(&name);
    let mut markup = Markup::default();
    let mut input = part.take(allowed.saturating_add(1));
    let (mut piece, mut read) = (vec![0; PIECE], 0_u64);
    loop {
        let count = match input.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(damaged(error)),
        };
        read += count as u64;
        if read > allowed {
            return Err(Refusal::UnpacksTooLarge { part: name });
        }
        if is_markup {
            let piece = piece.get(..count).unwrap_or_default();
            markup
                .push(piece, &mut |mark, text| looks.mark(mark, text))
                .map_err(|Endless| damaged(format!("a text in {name} does not end")))?;
        }
    }
    *left -= read;
    if looks.is_encrypted {
        return Err(Refusal::PasswordProtected);
    }
    unpacked.without_value |= looks.without_value;
    unpacked.stale |= looks.stale;
    Ok(())
}

/// What is looked for in the parts of a workbook.
#[derive(Default)]
struct Looks {
    is_sheet: bool,
    is_manifest: bool,
    /// The cell that is not finished has a formula, a value, or is a text whose value may be empty.
    formula: bool,
    value: bool,
    is_text: bool,
    without_value: bool,
    stale: bool,
    is_encrypted: bool,
}

impl Looks {
    fn new(part: &str) -> Self {
        Self {
            is_sheet: part.starts_with("xl/worksheets/"),
            is_manifest: part == "META-INF/manifest.xml",
            ..Self::default()
        }
    }

    fn mark(&mut self, mark: &[u8], text_before: bool) {
        let (closing, name) = markup::name(mark);
        match (closing, name) {
            (false, b"calcPr") => {
                self.stale |=
                    markup::says(mark, "fullCalcOnLoad=1") || markup::says(mark, "fullCalcOnLoad=true");
            }
            (false, b"encryption-data") => self.is_encrypted |= self.is_manifest,
            (false, b"c") if self.is_sheet => {
                (self.formula, self.value) = (false, false);
                self.is_text = markup::says(mark, "t=str");
            }
            (false, b"f") if self.is_sheet => self.formula = true,
            (false, b"v") if self.is_sheet => self.value |= self.is_text,
            (true, b"v") if self.is_sheet => self.value |= text_before,
            (false, b"is") if self.is_sheet => self.value = true,
            (true, b"c") if self.is_sheet => self.without_value |= self.formula && !self.value,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without_value(sheet: &str) -> bool {
        let (mut markup, mut looks) = (Markup::default(), Looks::new("xl/worksheets/sheet1.xml"));
        markup
            .push(sheet.as_bytes(), &mut |mark, text| looks.mark(mark, text))
            .unwrap();
        looks.without_value
    }

    #[test]
    fn formulas_without_values_are_seen() {
        for (cell, expected) in [
            ("<c r=\"A1\"><f>SUM(B1)</f><v>5</v></c>", false),
            ("<c r=\"A1\"><f>SUM(B1)</f></c>", true),
            ("<c r=\"A1\"><f>SUM(B1)</f><v></v></c>", true),
            ("<c r=\"A1\"><f>SUM(B1)</f><v/></c>", true),
            ("<c r=\"A1\" t=\"str\"><f>A2</f><v></v></c>", false),
            ("<x:c r='A1'><x:f t='shared' si='0'/><x:v>1</x:v></x:c>", false),
            ("<c r=\"A1\"><v>5</v></c><c r=\"A2\"/>", false),
        ] {
            assert_eq!(without_value(cell), expected, "{cell}");
        }
    }
}
