//! Any municipality's ledger export, read into checked postings with a diagnosis for each row.
//!
//! No two accounting systems export alike, and there is no standard to hold them to. This crate finds out
//! how a file is written, says what it found and how sure that is, lets a [`Profile`] overrule it, and
//! accounts for every row: *file total = selected + excluded by reason + rejected*, to the cent.
//!
//! What it does not do: it knows no tenants, projects or storage, and it never decides what a cost is *for*.
//! Account numbers mean different things in different municipalities, so the mapping of accounts to
//! categories is the partner's own ([`AccountMapping`]).

mod amount_column;
mod amount_names;
mod business_id;
mod check;
mod column_names;
mod content;
mod date;
mod describe;
mod diagnosis;
mod encoding;
mod examiner;
mod field;
mod finding;
mod fingerprint;
mod header;
mod hidden;
mod identity;
mod import;
mod inspect;
mod judged;
mod kept;
mod layout;
mod limits;
mod mapping;
mod markers;
mod markup;
mod nameless;
mod number;
mod personal_code;
mod posting;
mod profile;
mod proposals;
mod questions;
mod reader;
mod refusal;
mod row;
mod rows;
mod rules;
#[cfg(feature = "sample")]
mod sample;
mod selection;
mod separated;
mod separator;
mod sides;
mod source;
mod tax;
mod totals;
mod unpacked;
mod workbook;
mod writer;

pub use business_id::BusinessId;
pub use check::{Check, Exclusion, Reason, RowError, StatedTotal, Sum, Tally};
pub use date::DateFormat;
pub use describe::describe;
pub use field::{AmountKind, Field};
pub use finding::{Certainty, Finding, Warning};
pub use hidden::Hidden;
pub use import::{check, import, import_hiding, judge};
pub use inspect::{Found, inspect, inspect_hiding};
pub use judged::{Fate, Judged, JudgedRow, Window, Wish};
pub use limits::Limits;
pub use mapping::{AccountMapping, AccountUsed, Accounts, MappingRule, accounts_used, is_internal};
pub use nameless::{Nameless, nameless};
pub use number::{DecimalSeparator, SubCent};
pub use posting::Posting;
pub use profile::{
    AccountRange, CreditSign, PROFILE_VERSION, Profile, ShortRows, Sign, StatedTotals, UndatedRows,
    VatHandling,
};
pub use proposals::{KnownLayout, NamedProfile, Proposal, known_layouts, propose};
pub use refusal::Refusal;
#[cfg(feature = "sample")]
pub use sample::write_sample;
pub use selection::{Filter, Selection};
pub use source::Source;
