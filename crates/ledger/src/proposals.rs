//! Profiles that may fit a file, told by the names of its columns.

mod known;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    field::plain,
    profile::{Profile, VatHandling},
};

pub use known::{KnownLayout, known_layouts};

/// Below this a likeness is chance: `Tili`, `Tilin nimi` and `Summa` stand in nearly every ledger.
const WORTH_PROPOSING: u32 = 50;
const MOST_PROPOSED: usize = 5;

/// A profile somebody has, with the columns of a file it was made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedProfile {
    /// What people call it: the system, the municipality.
    pub name: String,
    /// The names of the columns of such a file.
    pub columns: Vec<String>,
    /// What is settled.
    pub profile: Profile,
}

/// A profile that may fit a file. It is one of those given, or of the layouts known here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Proposal {
    /// What people call it.
    pub name: String,
    /// How like its columns are to those of the file: of 100, the share of columns that both have.
    pub score: u32,
    /// Why, and what to look at before it is used.
    pub reasons: Vec<String>,
    /// What it settles.
    pub profile: Profile,
    /// Which of the profiles given this is, from 0; `None` for a layout known here.
    #[serde(skip)]
    pub given: Option<usize>,
}

/// The profiles whose columns are most like those of a file, the likest first: those given and the layouts known
/// here. The caller's own go before the known ones that are as like.
#[must_use]
pub fn propose(columns: &[String], own: &[NamedProfile]) -> Vec<Proposal> {
    let names = plain_names(columns);
    let of_own = own.iter().enumerate().filter_map(|(index, named)| {
        let found = proposal(&names, &named.name, &named.columns, &named.profile, None)?;
        Some(Proposal {
            given: Some(index),
            ..found
        })
    });
    let of_known = known_layouts().iter().filter_map(|layout| {
        let columns: Vec<String> = layout.columns().iter().map(ToString::to_string).collect();
        proposal(
            &names,
            layout.name,
            &columns,
            &layout.profile(),
            Some(layout.notes),
        )
    });
    let mut proposals: Vec<Proposal> = of_own.chain(of_known).collect();
    proposals.sort_by_key(|proposal| std::cmp::Reverse(proposal.score));
    // Municipalities that follow one guideline have one layout.
    proposals.dedup_by(|next, before| next.score == before.score && next.profile == before.profile);
    proposals.truncate(MOST_PROPOSED);
    proposals
}

fn plain_names(columns: &[String]) -> BTreeSet<String> {
    columns
        .iter()
        .map(|name| plain(name))
        .filter(|name| !name.is_empty())
        .collect()
}

fn proposal(
    names: &BTreeSet<String>,
    name: &str,
    columns: &[String],
    profile: &Profile,
    notes: Option<&str>,
) -> Option<Proposal> {
    let theirs = plain_names(columns);
    let shared = names.intersection(&theirs).count();
    let all = names.union(&theirs).count();
    let score = u32::try_from(shared * 100 / all.max(1)).unwrap_or(0);
    // A profile that names a column the file does not have cannot be used.
    let needed = profile.amount.iter().chain(profile.columns.values());
    let usable = needed
        .filter(|column| !column.is_empty() && !column.starts_with('#'))
        .all(|column| names.contains(&plain(column)));
    if score < WORTH_PROPOSING || !usable {
        return None;
    }
    let mut reasons = vec![format!(
        "{shared} of its {} columns are in the file",
        theirs.len()
    )];
    let list = |names: Vec<&String>| names.into_iter().cloned().collect::<Vec<_>>().join(", ");
    let missing: Vec<&String> = theirs.difference(names).collect();
    if !missing.is_empty() {
        reasons.push(format!("not in the file: {}", list(missing)));
    }
    let beyond: Vec<&String> = names.difference(&theirs).collect();
    if !beyond.is_empty() {
        reasons.push(format!("only in the file: {}", list(beyond)));
    }
    if let Some(amount) = &profile.amount {
        reasons.push(format!("its amounts stand in \"{amount}\""));
    }
    match profile.vat {
        Some(VatHandling::AmountIsGross) => reasons.push("its amounts include value added tax".to_owned()),
        Some(VatHandling::AmountIsNet) => reasons.push("its amounts are without value added tax".to_owned()),
        _ => {}
    }
    reasons.extend(notes.filter(|notes| !notes.is_empty()).map(str::to_owned));
    Some(Proposal {
        name: name.to_owned(),
        score,
        reasons,
        profile: profile.clone(),
        given: None,
    })
}
