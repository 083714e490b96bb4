//! Files that were read lately, so that looking at them page by page reads them once. What is kept is bounded, and it
//! holds no personal data of wages: that is hidden while a file is read.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use talkoot_ledger::{Check, JudgedRow, Posting, Profile, Refusal, Selection, Window, Wish};
use talkoot_storage::files::StoredFile;

use super::privacy::Privacy;
use crate::{Answer, Failure};

/// How much is kept of all files, in bytes of text and rows; what is larger is not kept at all.
const MOST_BYTES: usize = 64 << 20;
/// How much is kept at a time.
const MOST: usize = 32;
/// How long something is kept that nobody asks for.
const KEPT_FOR: TimeDelta = TimeDelta::minutes(15);
/// Rows of a block: twenty pages of the largest size.
const BLOCK: usize = 2_000;

/// What decides what is read: the content of the file and everything that says how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// A file that was read from end to end.
#[derive(Debug)]
pub(crate) enum Whole {
    /// With its cost lines.
    InOrder((Check, Vec<Posting>)),
    /// With rows in error, so that nothing of it can be imported.
    InError(Check),
}

impl Whole {
    /// As the reader says it.
    pub fn answer(&self) -> Result<(Check, Vec<Posting>), Refusal> {
        match self {
            Self::InOrder(read) => Ok(read.clone()),
            Self::InError(check) => Err(Refusal::RowsInError(Box::new(check.clone()))),
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

#[derive(Debug)]
enum What {
    Whole(Arc<Whole>),
    Block(Arc<Block>),
}

#[derive(Debug)]
struct Kept {
    key: Key,
    what: What,
    bytes: usize,
    asked_at: DateTime<Utc>,
}

/// The files that were read lately, those asked for last at the end.
#[derive(Debug, Default)]
pub(crate) struct ReadFiles(Mutex<VecDeque<Kept>>);

impl ReadFiles {
    fn held(&self, now: DateTime<Utc>) -> MutexGuard<'_, VecDeque<Kept>> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|kept| now - kept.asked_at <= KEPT_FOR);
        held
    }

    /// Looks for something; what is found moves to the end.
    fn find<T>(&self, now: DateTime<Utc>, wanted: impl Fn(&Kept) -> Option<T>) -> Option<T> {
        let mut held = self.held(now);
        let (place, found) = held
            .iter()
            .enumerate()
            .find_map(|(place, kept)| Some((place, wanted(kept)?)))?;
        if let Some(mut kept) = held.remove(place) {
            kept.asked_at = now;
            held.push_back(kept);
        }
        Some(found)
    }

    fn keep(&self, kept: Kept) {
        if kept.bytes > MOST_BYTES {
            return;
        }
        let mut held = self.held(kept.asked_at);
        held.push_back(kept);
        while held.len() > MOST || held.iter().map(|kept| kept.bytes).sum::<usize>() > MOST_BYTES {
            held.pop_front();
        }
    }

    /// The file as it was read from end to end.
    pub fn whole(&self, key: &Key, now: DateTime<Utc>) -> Option<Arc<Whole>> {
        self.find(now, |kept| match &kept.what {
            What::Whole(whole) if kept.key == *key => Some(Arc::clone(whole)),
            What::Whole(_) | What::Block(_) => None,
        })
    }

    /// Keeps a file that was read, and gives it back.
    pub fn keep_whole(&self, key: Key, whole: Whole, now: DateTime<Utc>) -> Arc<Whole> {
        let whole = Arc::new(whole);
        self.keep(Kept {
            key,
            bytes: whole.bytes(),
            what: What::Whole(Arc::clone(&whole)),
            asked_at: now,
        });
        whole
    }

    /// A page, and how many rows there are on all pages.
    pub fn page(&self, key: &Key, page: &Window, now: DateTime<Utc>) -> Option<(Vec<JudgedRow>, u64)> {
        let block = self.find(now, |kept| match &kept.what {
            What::Block(block) if kept.key == *key && block.rows_of(page).is_some() => {
                Some(Arc::clone(block))
            }
            What::Whole(_) | What::Block(_) => None,
        })?;
        Some((block.rows_of(page)?, block.matching))
    }

    /// Keeps rows that were read.
    pub fn keep_block(&self, key: Key, block: Block, now: DateTime<Utc>) {
        self.keep(Kept {
            key,
            bytes: block.bytes(),
            what: What::Block(Arc::new(block)),
            asked_at: now,
        });
    }
}

#[cfg(test)]
mod tests;
