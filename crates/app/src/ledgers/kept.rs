//! Files that were read lately, so that looking at them page by page reads them once. What is kept is bounded, and it
//! holds no personal data of wages: that is hidden while a file is read.

use std::{sync::Arc, time::Duration};

use moka::sync::Cache;
use sha2::{Digest, Sha256};
use talkoot_ledger::{Check, JudgedRow, Posting, Profile, Refusal, Selection, Window, Wish};
use talkoot_storage::files::StoredFile;

use super::privacy::Privacy;
use crate::{Answer, Failure};

/// How much is kept of whole files, and again of blocks of rows, in bytes of text and rows; what is larger by itself
/// is not kept.
const MOST_BYTES: u64 = 32 << 20;
/// How long something is kept that nobody asks for.
const KEPT_FOR: Duration = Duration::from_secs(15 * 60);
/// Rows of a block: twenty pages of the largest size.
const BLOCK: usize = 2_000;

/// What decides what is read: the content of the file and everything that says how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key([u8; 32]);

impl Key {
    pub fn of(file: &StoredFile, how: (&Profile, &Selection), privacy: &Privacy) -> Answer<Self> {
        let how = serde_json::to_vec(&(how, &file.name)).map_err(Failure::internal)?;
        let hash = Sha256::new()
            .chain_update(file.sha256)
            .chain_update(privacy.fingerprint())
            .chain_update(how);
        Ok(Self(hash.finalize().into()))
    }
}

/// What a file says as a whole, with its cost lines, or why it says nothing.
pub(crate) type Read = Result<(Check, Vec<Posting>), Refusal>;

/// A file that was read from end to end.
#[derive(Debug)]
pub(crate) enum Whole {
    /// With its cost lines.
    InOrder((Check, Vec<Posting>)),
    /// With rows in error, so that nothing of it can be imported.
    InError(Check),
}

impl Whole {
    /// As the reader says it: a copy, as large as the rows.
    pub fn answer(&self) -> Read {
        match self {
            Self::InOrder(read) => Ok(read.clone()),
            Self::InError(check) => Err(Refusal::RowsInError(Box::new(check.clone()))),
        }
    }

    /// The same without a copy.
    fn into_answer(self) -> Read {
        match self {
            Self::InOrder(read) => Ok(read),
            Self::InError(check) => Err(Refusal::RowsInError(Box::new(check))),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::InOrder((_, postings)) => postings.iter().map(of_posting).sum(),
            Self::InError(_) => size_of::<Check>(),
        }
    }
}

fn of_posting(posting: &Posting) -> usize {
    let texts = [
        &posting.voucher,
        &posting.line_number,
        &posting.account,
        &posting.account_name,
        &posting.cost_centre,
        &posting.cost_centre_name,
        &posting.project,
        &posting.activity,
        &posting.sub_area,
        &posting.supplier_name,
        &posting.supplier_id,
        &posting.text,
    ];
    size_of::<Posting>() + texts.map(String::len).iter().sum::<usize>()
}

/// Consecutive rows of a file, of some fates.
#[derive(Debug)]
pub(crate) struct Block {
    after: u64,
    only: Vec<Wish>,
    rows: Vec<JudgedRow>,
    /// Whether no row of these fates is behind it.
    is_last: bool,
    matching: u64,
}

impl Block {
    /// The rows to be read for a page, so that the pages behind it are there too.
    pub fn around(page: &Window) -> Window {
        Window {
            first: page.first.max(BLOCK),
            ..page.clone()
        }
    }

    pub fn new(read: Window, rows: Vec<JudgedRow>, matching: u64) -> Self {
        Self {
            after: read.after,
            only: read.only,
            is_last: rows.len() < read.first,
            rows,
            matching,
        }
    }

    pub const fn matching(&self) -> u64 {
        self.matching
    }

    /// The rows of a page; nothing when they are not all here.
    pub fn rows_of(&self, page: &Window) -> Option<Vec<JudgedRow>> {
        if page.only != self.only || page.after < self.after {
            return None;
        }
        let begin = self.rows.partition_point(|row| row.row <= page.after);
        let rest = self.rows.get(begin..).unwrap_or_default();
        let rows: Vec<JudgedRow> = rest.iter().take(page.first).cloned().collect();
        (self.is_last || rows.len() == page.first).then_some(rows)
    }

    fn bytes(&self) -> usize {
        let of_row = |row: &JudgedRow| {
            let cells: usize = row
                .cells
                .iter()
                .map(|cell| size_of::<String>() + cell.len())
                .sum();
            size_of::<JudgedRow>() + cells + row.posting.as_ref().map_or(0, of_posting)
        };
        self.rows.iter().map(of_row).sum()
    }
}

/// The files that were read lately.
#[derive(Debug)]
pub(crate) struct ReadFiles {
    whole: Cache<Key, Arc<Whole>>,
    blocks: Cache<Key, Arc<Block>>,
}

impl Default for ReadFiles {
    fn default() -> Self {
        Self {
            whole: bounded(Whole::bytes),
            blocks: bounded(Block::bytes),
        }
    }
}

fn bounded<T: Send + Sync + 'static>(bytes: fn(&T) -> usize) -> Cache<Key, Arc<T>> {
    Cache::builder()
        .weigher(move |_, kept: &Arc<T>| u32::try_from(bytes(kept)).unwrap_or(u32::MAX))
        .max_capacity(MOST_BYTES)
        .time_to_idle(KEPT_FOR)
        .build()
}

impl ReadFiles {
    /// The file as it was read from end to end.
    pub fn whole(&self, key: &Key) -> Option<Arc<Whole>> {
        self.whole.get(key)
    }

    /// Keeps a file that was read, and gives it back. What is too large never gets among the others, where it would stay
    /// until the next one is looked for: its rows are in memory for whoever has a turn, and for nobody else.
    pub fn keep_whole(&self, key: Key, whole: Whole) -> Read {
        if u64::try_from(whole.bytes()).unwrap_or(u64::MAX) > MOST_BYTES {
            return whole.into_answer();
        }
        let kept = Arc::new(whole);
        self.whole.insert(key, Arc::clone(&kept));
        kept.answer()
    }

    /// A page, and how many rows there are on all pages.
    pub fn page(&self, key: &Key, page: &Window) -> Option<(Vec<JudgedRow>, u64)> {
        let block = self.blocks.get(key)?;
        Some((block.rows_of(page)?, block.matching))
    }

    /// Keeps rows that were read, in the place of others of the same file.
    pub fn keep_block(&self, key: Key, block: Block) {
        self.blocks.insert(key, Arc::new(block));
    }
}

#[cfg(test)]
mod tests;
