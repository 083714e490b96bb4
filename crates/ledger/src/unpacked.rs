//! How large a workbook is when unpacked, found out before anything is parsed.

use std::io::{self, BufReader, Read};

use zip::ZipArchive;

use crate::{limits::Limits, refusal::Refusal, source::Source};

/// Parts below this size may be packed as tightly as they like.
const RATIO_FROM: u64 = 1 << 20;

/// Refuses archives that are no workbook, and those that unpack to more than the limits allow. The sizes an
/// archive declares are checked first, then each part is unpacked to nowhere, because a declaration may lie.
pub(crate) fn bounded(source: &Source, limits: &Limits) -> Result<(), Refusal> {
    let damaged = |error: zip::result::ZipError| Refusal::DamagedWorkbook {
        why: error.to_string(),
    };
    let mut archive = ZipArchive::new(BufReader::new(source.open()?)).map_err(damaged)?;
    is_workbook(&mut archive)?;
    let mut declared = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(damaged)?;
        declared = declared.saturating_add(part.size());
        let allowed = part
            .compressed_size()
            .saturating_mul(limits.unpack_ratio)
            .max(RATIO_FROM);
        if declared > limits.unpacked_bytes || part.size() > allowed {
            return Err(Refusal::UnpacksTooLarge {
                part: part.name().map(std::borrow::Cow::into_owned).unwrap_or_default(),
            });
        }
    }
    let mut left = limits.unpacked_bytes;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let name = part.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        let allowed = part
            .compressed_size()
            .saturating_mul(limits.unpack_ratio)
            .max(RATIO_FROM)
            .min(left);
        let unpacked =
            io::copy(&mut part.take(allowed.saturating_add(1)), &mut io::sink()).map_err(|error| {
                Refusal::DamagedWorkbook {
                    why: error.to_string(),
                }
            })?;
        if unpacked > allowed {
            return Err(Refusal::UnpacksTooLarge { part: name });
        }
        left -= unpacked;
    }
    Ok(())
}

fn is_workbook<R: Read + io::Seek>(archive: &mut ZipArchive<R>) -> Result<(), Refusal> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") || has("_rels/.rels") && !has("word/document.xml") && !has("xl/workbook.bin") {
        Ok(())
    } else if has("xl/workbook.bin") {
        Err(Refusal::UnsupportedWorkbook {
            kind: "a binary Excel workbook (.xlsb)",
        })
    } else if has("word/document.xml") {
        Err(Refusal::NotALedger {
            what: "a text document (Word)",
        })
    } else {
        Err(Refusal::NotALedger {
            what: "an archive (zip)",
        })
    }
}
