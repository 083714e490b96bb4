//! Ledgers of municipalities: how they are read, and which account is which cost category.

mod check;
mod diagnosis;
mod inspection;
mod kept;
mod layout;
mod mapping;
mod privacy;
mod profile;
mod reading;

pub use check::{CheckLedger, Checked, Preview, check};
pub use diagnosis::{Diagnosis, Excluded, Finding, RowError, StatedTotal, Tally, Warning};
pub use inspection::{InspectLedger, Inspection, Origin, ProposedProfile, Shared, inspect};
pub use mapping::{AccountRule, Mapping, SaveAccountMapping, mapping_in_force, save_mapping};
pub use profile::{
    CopiedFrom, CopyLedgerProfile, SaveLedgerProfile, SavedProfile, copy_profile, profile, profiles,
    save_profile,
};
pub use talkoot_ledger as format;

pub(crate) use diagnosis::diagnosis;
pub(crate) use kept::ReadFiles;
pub(crate) use mapping::in_force;
pub(crate) use privacy::Privacy;
pub(crate) use profile::stored as stored_profile;
pub(crate) use reading::{in_words, in_words_without_values, judge, read, without_names};

use talkoot_domain::{
    ids::OrganisationId,
    policy::{Actor, Standings},
};

use crate::{Answer, Failure};

/// A municipality's own matters: nothing of them exists for people without a role in it.
fn own(actor: &Actor, organisation: OrganisationId) -> Answer<Standings> {
    if actor
        .memberships
        .iter()
        .any(|held| held.organisation == organisation)
    {
        Ok(Standings {
            authority: None,
            lead: None,
            partner: Some(organisation),
            own: None,
            keeper: None,
        })
    } else {
        Err(Failure::NotFound("organisation"))
    }
}
