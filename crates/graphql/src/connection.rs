//! Lists in pages, Relay's way, forward only: `first` and `after`, by the key of the last row seen.

use async_graphql::{
    Error, ErrorExtensions, ID, OutputType, SimpleObject,
    connection::{Connection, Edge, EmptyFields},
};
use talkoot_app::Page;
use uuid::Uuid;

use crate::{
    node::{self, Kind},
    outcome,
};

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

/// A page of what is counted and not stored, as rows of a file are: behind which number, and how many.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbered {
    /// Only those behind this number.
    pub(crate) after: u64,
    /// How many the page holds.
    pub(crate) first: usize,
}

/// The numbered page that the arguments ask for.
pub(crate) fn numbered(first: Option<i32>, after: Option<&ID>) -> async_graphql::Result<Numbered> {
    let first = first.unwrap_or(USUAL);
    if !(0..=MOST).contains(&first) {
        return Err(outcome::invalid(
            "`first` is 0 to 100; ask for the rest with `after`",
        ));
    }
    let after = match after {
        None => 0,
        Some(cursor) => cursor.parse().map_err(|_| {
            outcome::invalid("this cursor is not one of this list; leave `after` out to begin")
        })?,
    };
    Ok(Numbered {
        after,
        first: usize::try_from(first).unwrap_or_default(),
    })
}

/// A connection from the rows of a numbered page, each with its number, that was read with one row more.
pub(crate) fn numbered_list<T: OutputType>(
    page: Numbered,
    mut rows: Vec<(u64, T)>,
    total_count: u64,
) -> List<T> {
    let more = rows.len() > page.first;
    rows.truncate(page.first);
    let mut connection = Connection::with_additional_fields(page.after > 0, more, Total { total_count });
    connection.edges.extend(
        rows.into_iter()
            .map(|(number, row)| Edge::new(number.to_string(), row)),
    );
    connection
}

/// A connection over what is in memory, numbered from 1.
pub(crate) fn numbered_part<S, T: OutputType>(page: Numbered, all: &[S], show: impl Fn(&S) -> T) -> List<T> {
    let total = u64::try_from(all.len()).unwrap_or(u64::MAX);
    let rows = (1_u64..).zip(all).skip_while(|(number, _)| *number <= page.after);
    let rows = rows.take(page.first.saturating_add(1));
    numbered_list(
        page,
        rows.map(|(number, one)| (number, show(one))).collect(),
        total,
    )
}
