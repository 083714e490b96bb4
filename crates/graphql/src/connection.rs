//! Lists in pages, Relay's way, forward only: `first` and `after`, by the key of the last row seen.

use async_graphql::{
    Error, ErrorExtensions, ID, OutputType, SimpleObject,
    connection::{Connection, Edge, EmptyFields},
};
use talkoot_app::Page;
use uuid::Uuid;

use crate::node::{self, Kind};

/// How many a page holds when the client does not say.
const USUAL: i32 = 20;
/// How many a page holds at most.
const MOST: i32 = 100;

/// What a connection says beside its page.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub(crate) struct Total {
    /// How many there are on all pages.
    total_count: u64,
}

pub(crate) type List<T> = Connection<String, T, Total, EmptyFields>;

/// What a page costs: each row what is asked of it. A size that will be refused counts as the largest.
pub(crate) fn cost(first: Option<i32>, row: usize) -> usize {
    let rows = usize::try_from(first.unwrap_or(USUAL).clamp(0, MOST)).unwrap_or_default();
    rows.saturating_mul(row).saturating_add(5)
}

/// The page that the arguments ask for, with one row more to see whether another page follows.
pub(crate) fn page<I: From<Uuid>>(
    kind: Kind,
    first: Option<i32>,
    after: Option<&ID>,
) -> async_graphql::Result<Page<I>> {
    let first = first.unwrap_or(USUAL);
    if !(0..=MOST).contains(&first) {
        return Err(
            Error::new(format!("`first` is 0 to {MOST}; ask for the rest with `after`"))
                .extend_with(|_, extensions| extensions.set("code", "INVALID_INPUT")),
        );
    }
    let after = after.map(|cursor| node::key(kind, cursor)).transpose()?;
    Ok(Page {
        after,
        first: u64::from(first.unsigned_abs()) + 1,
    })
}

/// A connection from the rows of a page that was read with one row more.
pub(crate) fn list<T: OutputType, I>(page: &Page<I>, mut rows: Vec<(ID, T)>, total_count: u64) -> List<T> {
    let wanted = usize::try_from(page.first)
        .unwrap_or(usize::MAX)
        .saturating_sub(1);
    let more = rows.len() > wanted;
    rows.truncate(wanted);
    let mut connection =
        Connection::with_additional_fields(page.after.is_some(), more, Total { total_count });
    connection
        .edges
        .extend(rows.into_iter().map(|(cursor, row)| Edge::new(cursor.0, row)));
    connection
}
