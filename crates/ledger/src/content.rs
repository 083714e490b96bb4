//! What was sent: a file, or the one file inside a gzip or zip archive.

mod unpacking;

use std::{
    io::{BufReader, Cursor, Read, Seek, SeekFrom},
    sync::OnceLock,
};

use flate2::read::{DeflateDecoder, MultiGzDecoder};
use zip::{CompressionMethod, ZipArchive};

pub(crate) use unpacking::UnpackingFault;
use unpacking::{Bounded, allowed};

use crate::{
    limits::Limits,
    refusal::Refusal,
    source::{Magic, ReadSeek, Source, magic_of},
};

/// What the content is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// Lines of text with separators.
    Text,
    /// An Office Open XML workbook (.xlsx).
    Xlsx,
    /// A workbook in the binary format of Excel 97 (.xls).
    Xls,
    /// An `OpenDocument` spreadsheet (.ods).
    Ods,
}

/// How the ledger lies in what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wrapping {
    None,
    Gzip,
    Zip(Member),
}

/// A file inside a zip archive.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Member {
    name: String,
    start: u64,
    packed: u64,
    crc: u32,
    deflated: bool,
}

/// The ledger inside of what was sent, and what it is.
#[derive(Debug)]
pub(crate) struct Content<'a> {
    pub source: &'a Source,
    pub kind: FileKind,
    wrapping: Wrapping,
    /// How much may come out of the archive, in bytes.
    allowed: u64,
    /// A workbook inside an archive: its reader goes to and fro.
    unpacked: OnceLock<Vec<u8>>,
    largest_workbook: u64,
}

impl<'a> Content<'a> {
    /// Looks into what was sent. `wanted` is the file of an archive with several.
    pub fn of(source: &'a Source, wanted: Option<&str>, limits: &Limits) -> Result<Self, Refusal> {
        source.within(limits)?;
        let mut content = Self {
            source,
            kind: FileKind::Text,
            wrapping: Wrapping::None,
            allowed: u64::MAX,
            unpacked: OnceLock::new(),
            largest_workbook: limits.file_bytes,
        };
        let length = source.open()?.seek(SeekFrom::End(0))?;
        match magic_of(&source.head(limits.head_bytes)?)? {
            Magic::Text => {}
            Magic::Compound => content.kind = FileKind::Xls,
            Magic::Gzip => content.wrapping = Wrapping::Gzip,
            Magic::Zip => match archive(&mut source.open()?, wanted)? {
                Archive::Workbook(kind) => content.kind = kind,
                Archive::Around(member) => content.wrapping = Wrapping::Zip(member),
            },
        }
        if content.wrapping == Wrapping::None {
            return Ok(content);
        }
        let packed = match &content.wrapping {
            Wrapping::Zip(member) => member.packed,
            Wrapping::None | Wrapping::Gzip => length,
        };
        content.allowed = allowed(packed, limits);
        content.kind = match magic_of(&content.head(limits.head_bytes)?)? {
            Magic::Text => FileKind::Text,
            Magic::Compound => FileKind::Xls,
            Magic::Gzip => return Err(Refusal::ArchiveWithin),
            Magic::Zip => match archive(&mut content.seekable()?, None)? {
                Archive::Workbook(kind) => kind,
                Archive::Around(_) => return Err(Refusal::ArchiveWithin),
            },
        };
        Ok(content)
    }

    /// True when the ledger is inside an archive.
    pub fn is_wrapped(&self) -> bool {
        self.wrapping != Wrapping::None
    }

    /// Name of the archive's file that is read.
    pub fn inner_name(&self) -> Option<&str> {
        match &self.wrapping {
            Wrapping::Zip(member) => Some(&member.name),
            Wrapping::None | Wrapping::Gzip => None,
        }
    }

    /// The content from its beginning.
    pub fn input(&self) -> Result<Box<dyn Read + '_>, Refusal> {
        let mut file = self.source.open()?;
        Ok(match &self.wrapping {
            Wrapping::None => file,
            Wrapping::Gzip => {
                let unpacking = MultiGzDecoder::new(BufReader::new(file));
                Box::new(Bounded::new(unpacking, self.allowed, &self.source.name(), None))
            }
            Wrapping::Zip(member) => {
                file.seek(SeekFrom::Start(member.start))?;
                let packed = file.take(member.packed);
                let unpacking: Box<dyn Read> = if member.deflated {
                    Box::new(DeflateDecoder::new(BufReader::new(packed)))
                } else {
                    Box::new(packed)
                };
                Box::new(Bounded::new(
                    unpacking,
                    self.allowed,
                    &member.name,
                    Some(member.crc),
                ))
            }
        })
    }

    /// The first bytes of the content, at most `length`.
    pub fn head(&self, length: usize) -> Result<Vec<u8>, Refusal> {
        let mut head = Vec::new();
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        self.input()?.take(length).read_to_end(&mut head)?;
        Ok(head)
    }

    /// The content for readers that go to and fro; unpacked into memory when it is inside an archive, and no
    /// larger there than a file may be.
    pub fn seekable(&self) -> Result<Box<dyn ReadSeek + '_>, Refusal> {
        if !self.is_wrapped() {
            return Ok(self.source.open()?);
        }
        if self.unpacked.get().is_none() {
            let mut bytes = Vec::new();
            let most = self.largest_workbook.saturating_add(1);
            self.input()?.take(most).read_to_end(&mut bytes)?;
            if bytes.len() as u64 > self.largest_workbook {
                return Err(Refusal::UnpacksTooLarge {
                    part: self.inner_name().unwrap_or_default().to_owned(),
                });
            }
            // Somebody else's bytes are the same ones.
            let _ = self.unpacked.set(bytes);
        }
        let bytes = self.unpacked.get().map(Vec::as_slice).unwrap_or_default();
        Ok(Box::new(Cursor::new(bytes)))
    }
}

enum Archive {
    Workbook(FileKind),
    Around(Member),
}

/// What a zip archive is: a workbook, or an archive around a file.
fn archive(file: &mut (dyn ReadSeek + '_), wanted: Option<&str>) -> Result<Archive, Refusal> {
    let damaged = |error: zip::result::ZipError| Refusal::DamagedArchive {
        why: error.to_string(),
    };
    few_entries(file)?;
    let mut archive = ZipArchive::new(BufReader::new(&mut *file)).map_err(damaged)?;
    if let Some(kind) = office_kind(&mut archive)? {
        return Ok(Archive::Workbook(kind));
    }
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(damaged)?;
        let name = part.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        if !part.is_dir() && !is_litter(&name) {
            members.push((index, name));
        }
    }
    let alike = |name: &str, wanted: &str| name.trim().to_lowercase() == wanted.trim().to_lowercase();
    let index = match (members.as_slice(), wanted) {
        ([], _) => {
            return Err(Refusal::NotALedger {
                what: "an archive without a file in it",
            });
        }
        (_, Some(wanted)) => members
            .iter()
            .find(|(_, name)| alike(name, wanted))
            .map(|(index, _)| *index)
            .ok_or_else(|| Refusal::NoSuchFile {
                wanted: wanted.to_owned(),
                files: names(&members),
            })?,
        ([(only, _)], None) => *only,
        _ => {
            return Err(Refusal::ChooseFile {
                files: names(&members),
            });
        }
    };
    let part = archive.by_index_raw(index).map_err(damaged)?;
    if part.encrypted() {
        return Err(Refusal::PasswordProtected);
    }
    let deflated = match part.compression() {
        CompressionMethod::Stored => false,
        CompressionMethod::Deflated => true,
        _ => return Err(Refusal::UnknownPacking),
    };
    let start = part.data_start().ok_or_else(|| Refusal::DamagedArchive {
        why: "it does not say where the file begins".to_owned(),
    })?;
    Ok(Archive::Around(Member {
        name: part.name().map(std::borrow::Cow::into_owned).unwrap_or_default(),
        start,
        packed: part.compressed_size(),
        crc: part.crc32(),
        deflated,
    }))
}

/// Archives of the long format may list millions of entries, which their reader takes into memory at once; the
/// short format has room for 65 535. The number stands in a record whose place is written at the end of the file
/// (APPNOTE 4.3.14 and 4.3.15).
fn few_entries(file: &mut dyn ReadSeek) -> Result<(), Refusal> {
    const MOST: u64 = 65_535;
    const TAIL: u64 = 66_000;
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    Read::take(&mut *file, TAIL).read_to_end(&mut tail)?;
    let eight = |bytes: &[u8], at: usize| -> Option<u64> {
        let eight = bytes.get(at..at.checked_add(8)?)?;
        Some(u64::from_le_bytes(eight.try_into().ok()?))
    };
    if let Some(locator) = memchr::memmem::rfind(&tail, b"PK\x06\x07")
        && let Some(place) = eight(&tail, locator + 8)
    {
        let mut record = Vec::new();
        file.seek(SeekFrom::Start(place))?;
        Read::take(&mut *file, 40).read_to_end(&mut record)?;
        if eight(&record, 32).is_some_and(|entries| entries > MOST) {
            return Err(Refusal::DamagedArchive {
                why: "it lists more files than any ledger needs".to_owned(),
            });
        }
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(())
}

fn names(members: &[(usize, String)]) -> Vec<String> {
    const SHOWN: usize = 20;
    members.iter().take(SHOWN).map(|(_, name)| name.clone()).collect()
}

/// Files that operating systems leave in archives.
fn is_litter(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/")
        || file.starts_with("._")
        || matches!(file, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

/// The kind of workbook an archive is; nothing when it is an archive and no document.
fn office_kind<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Option<FileKind>, Refusal> {
    let refuse = |what: &'static str| Err(Refusal::NotALedger { what });
    let has = |archive: &ZipArchive<R>, name: &str| archive.index_for_name(name).is_some();
    if has(archive, "xl/workbook.bin") {
        return Err(Refusal::UnsupportedWorkbook {
            kind: "a binary Excel workbook (.xlsb)",
        });
    }
    if has(archive, "xl/workbook.xml") {
        return Ok(Some(FileKind::Xlsx));
    }
    if has(archive, "word/document.xml") {
        return refuse("a text document (Word)");
    }
    if has(archive, "ppt/presentation.xml") {
        return refuse("a presentation");
    }
    if has(archive, "mimetype") {
        let mut mimetype = String::new();
        if let Ok(part) = archive.by_name("mimetype") {
            // Whatever cannot be read there is no name of a kind.
            let _ = part.take(100).read_to_string(&mut mimetype);
        }
        return match mimetype.trim() {
            "application/vnd.oasis.opendocument.spreadsheet"
            | "application/vnd.oasis.opendocument.spreadsheet-template" => Ok(Some(FileKind::Ods)),
            other if other.starts_with("application/vnd.oasis.opendocument") => {
                refuse("an OpenDocument file that is no spreadsheet")
            }
            _ => Ok(None),
        };
    }
    // The main part of a workbook may have any name; its relations say which.
    Ok((has(archive, "[Content_Types].xml") && has(archive, "_rels/.rels")).then_some(FileKind::Xlsx))
}
