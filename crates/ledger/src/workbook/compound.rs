//! Streams of a compound file (MS-CFB), in which Excel 97 keeps its workbooks and newer programs the ones behind
//! a password.

use std::{
    collections::HashSet,
    io::{self, Read, SeekFrom},
};

use crate::{refusal::Refusal, source::ReadSeek};

const HEADER: usize = 512;
const ENTRY: usize = 128;
const SMALL_SECTOR: usize = 64;
/// Shorter streams stand in small sectors.
const SMALL_BELOW: u64 = 4096;
const NO_SECTOR: u32 = 0xFFFF_FFFA;
/// A directory of a workbook has a dozen entries.
const MOST_ENTRIES: usize = 4096;

/// A stream or a folder of the file.
#[derive(Clone, Debug)]
struct Entry {
    name: String,
    start: u32,
    length: u64,
}

/// The directory of a compound file, and what is needed to read its streams.
pub(crate) struct Compound<'a> {
    file: Box<dyn ReadSeek + 'a>,
    sector: usize,
    sectors: u32,
    next: Vec<u32>,
    next_small: Vec<u32>,
    entries: Vec<Entry>,
}

fn damaged(why: &str) -> Refusal {
    Refusal::DamagedWorkbook { why: why.to_owned() }
}

fn number_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .filter_map(|four| Some(u32::from_le_bytes(four.try_into().ok()?)))
        .collect()
}

impl<'a> Compound<'a> {
    pub fn open(mut file: Box<dyn ReadSeek + 'a>) -> Result<Self, Refusal> {
        let length = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(0))?;
        let mut header = [0; HEADER];
        file.read_exact(&mut header)
            .map_err(|_| damaged("it ends too early"))?;
        let sector = match header.get(30..32) {
            Some([9, 0]) => 512,
            Some([12, 0]) => 4096,
            _ => return Err(damaged("its sectors have no known size")),
        };
        let field = |at: usize| number_at(&header, at).ok_or_else(|| damaged("its header is cut"));
        let mut compound = Self {
            file,
            sector,
            sectors: u32::try_from(length / sector as u64).map_err(|_| damaged("it is too large"))?,
            next: Vec::new(),
            next_small: Vec::new(),
            entries: Vec::new(),
        };
        let tables = compound.tables(&header, field(68)?)?;
        for table in tables {
            let bytes = compound.sector(table)?;
            compound.next.extend(numbers(&bytes));
        }
        let directory = compound.chain(field(48)?, (MOST_ENTRIES * ENTRY) as u64)?;
        compound.entries = directory.chunks_exact(ENTRY).filter_map(entry).collect();
        let small = compound.chain(field(60)?, u64::MAX)?;
        compound.next_small = numbers(&small);
        Ok(compound)
    }

    /// The sectors that hold the table of sectors: 109 in the header, the rest in a chain of their own.
    fn tables(&mut self, header: &[u8], mut more: u32) -> Result<Vec<u32>, Refusal> {
        let mut tables = numbers(header.get(76..).unwrap_or_default());
        let mut seen = HashSet::new();
        while more < NO_SECTOR {
            // A set of sectors cannot be larger than the file.
            if !seen.insert(more) {
                return Err(damaged("its sectors go in a circle"));
            }
            let mut bytes = numbers(&self.sector(more)?);
            more = bytes.pop().unwrap_or(NO_SECTOR);
            tables.append(&mut bytes);
        }
        tables.retain(|table| *table < NO_SECTOR);
        // Each of them describes as many sectors as fit; many more of them than that are the same ones again.
        let described = self.sectors as usize / (self.sector / 4);
        if tables.len() > described * 2 + 128 {
            return Err(damaged("its tables are larger than itself"));
        }
        Ok(tables)
    }

    fn sector(&mut self, number: u32) -> Result<Vec<u8>, Refusal> {
        if number >= self.sectors {
            return Err(damaged("a sector lies beyond its end"));
        }
        let start = (u64::from(number) + 1) * self.sector as u64;
        self.file.seek(SeekFrom::Start(start))?;
        let mut bytes = vec![0; self.sector];
        let mut read = 0;
        while let Some(rest) = bytes.get_mut(read..).filter(|rest| !rest.is_empty()) {
            match self.file.read(rest) {
                Ok(0) => break,
                Ok(count) => read += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(bytes)
    }

    /// The sectors of a chain one behind the other, at most `length` bytes. No chain is longer than the file.
    fn chain(&mut self, start: u32, length: u64) -> Result<Vec<u8>, Refusal> {
        let (mut bytes, mut at, mut taken) = (Vec::new(), start, 0_u32);
        while at < NO_SECTOR && (bytes.len() as u64) < length {
            taken += 1;
            if taken > self.sectors {
                return Err(damaged("its sectors go in a circle"));
            }
            let sector = self.sector(at)?;
            bytes.extend_from_slice(&sector);
            at = *self
                .next
                .get(at as usize)
                .ok_or_else(|| damaged("a sector is missing"))?;
        }
        bytes.truncate(usize::try_from(length).unwrap_or(usize::MAX));
        Ok(bytes)
    }

    /// True when a stream or folder of this name is in the file.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// A whole stream; nothing when there is none of this name.
    pub fn stream(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(entry) = self.find(name).cloned() else {
            return Ok(None);
        };
        if entry.length >= SMALL_BELOW {
            return self.chain(entry.start, entry.length).map(Some);
        }
        let Some(root) = self.entries.first().cloned() else {
            return Ok(None);
        };
        let small = self.chain(root.start, root.length)?;
        let (mut bytes, mut at) = (Vec::new(), entry.start);
        while at < NO_SECTOR && (bytes.len() as u64) < entry.length {
            let begin = at as usize * SMALL_SECTOR;
            let piece = small
                .get(begin..begin + SMALL_SECTOR)
                .ok_or_else(|| damaged("a sector is missing"))?;
            bytes.extend_from_slice(piece);
            at = *self
                .next_small
                .get(at as usize)
                .ok_or_else(|| damaged("a sector is missing"))?;
        }
        bytes.truncate(usize::try_from(entry.length).unwrap_or(usize::MAX));
        Ok(Some(bytes))
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(u16::from_le_bytes(bytes.get(64..66)?.try_into().ok()?));
    // Its kind is 0 for an entry that is not used.
    if *bytes.get(66)? == 0 || !(2..=64).contains(&length) {
        return None;
    }
    let units: Vec<u16> = bytes
        .get(..length - 2)?
        .chunks_exact(2)
        .filter_map(|two| Some(u16::from_le_bytes(two.try_into().ok()?)))
        .collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        start: number_at(bytes, 116)?,
        length: u64::from(number_at(bytes, 120)?),
    })
}
