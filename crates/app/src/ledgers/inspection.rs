use std::collections::BTreeMap;

use talkoot_domain::{
    ids::{FileId, LedgerProfileId, OrganisationId},
    policy::Actor,
};
use talkoot_ledger::{Found, Limits, NamedProfile, Profile, Proposal, known_layouts, propose};
use talkoot_storage::{
    Access, Scope,
    files::StoredFile,
    ledger_profiles::{self, SharedLayout},
    organisations,
};

use super::{
    layout::Layout, own, privacy::Privacy, profile::named_columns, reading::as_ledger, stored_profile,
};
use crate::{Answer, App, Failure, files, reading::in_turn};

/// A file to be looked at, with what a person has settled about it so far.
#[derive(Clone, Debug)]
pub struct InspectLedger {
    /// The file.
    pub file: FileId,
    /// A saved profile; goes before `profile`.
    pub saved_profile: Option<LedgerProfileId>,
    /// What is settled about the file.
    pub profile: Profile,
}

/// How a file is written, and which profiles may fit it.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// What was found, or why the file cannot be read: a code and in words.
    pub found: Result<Found, (&'static str, String)>,
    /// Profiles that may fit, the likest first.
    pub proposals: Vec<ProposedProfile>,
    /// The profile that the file was looked at with.
    pub profile: Profile,
}

/// A profile that may fit a file.
#[derive(Clone, Debug)]
pub struct ProposedProfile {
    /// Where it comes from.
    pub origin: Origin,
    /// The likeness and the reasons, and what it settles.
    pub proposal: Proposal,
}

/// Where a proposed profile comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A layout that Talkoot knows.
    BuiltIn {
        /// The accounting system, where it is known.
        system: Option<&'static str>,
    },
    /// Saved by the municipality of the file.
    Own(Shared),
    /// Saved by another municipality: only its columns and formats are given.
    Other(Shared),
}

/// A saved profile, as much of it as anybody may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The profile.
    pub id: LedgerProfileId,
    /// The municipality.
    pub organisation: OrganisationId,
    /// The accounting system.
    pub system: String,
    /// The version.
    pub version: i32,
}

/// Looks at the beginning of a file: how it is written, and which profiles may fit it - the municipality's own,
/// those of others, and the layouts known here. Nothing is stored but that the person read it.
///
/// # Errors
/// Not found when the profile does not exist for this person, when the person may not read the file, and for people
/// without a role in the municipality of the file.
pub async fn inspect(app: &App, actor: &Actor, asked: InspectLedger) -> Answer<Inspection> {
    let (db, scope) = (app.store(), Scope::of(actor));
    let file = files::readable(app, actor, asked.file).await?;
    own(actor, file.organisation)?;
    let profile = match asked.saved_profile {
        None => asked.profile,
        Some(id) => {
            stored_profile(db, &scope, id)
                .await?
                .ok_or(Failure::NotFound("ledger profile"))?
                .profile
        }
    };
    let found = look(app, &file, profile.clone()).await?;
    files::rows_were_read(app, actor, &file).await?;
    let proposals = match &found {
        Ok(found) => proposals(db, &scope, file.organisation, &found.columns).await?,
        Err(_) => Vec::new(),
    };
    Ok(Inspection {
        found,
        proposals,
        profile,
    })
}

/// Looks at a stored file away from the threads that serve requests. No call is known yet, so what is hidden of wages
/// goes by the usual accounts.
pub(super) async fn look(
    app: &App,
    file: &StoredFile,
    profile: Profile,
) -> Answer<Result<Found, (&'static str, String)>> {
    let found = looked_at(app, file, profile, Privacy::default()).await?;
    Ok(found.map_err(|refusal| (refusal.code(), refusal.to_string())))
}

/// The beginning of a file, without personal data.
pub(super) async fn looked_at(
    app: &App,
    file: &StoredFile,
    profile: Profile,
    privacy: Privacy,
) -> Answer<Result<Found, talkoot_ledger::Refusal>> {
    let looking = as_ledger(file, move |source| {
        privacy.hiding(|hidden| {
            talkoot_ledger::inspect_hiding(source, &profile, &Limits::default(), hidden.is_wage)
        })
    });
    in_turn(app, file, looking).await
}

async fn proposals(
    db: &impl Access,
    scope: &Scope,
    organisation: OrganisationId,
    columns: &[String],
) -> Answer<Vec<ProposedProfile>> {
    let (mut origins, mut named) = (Vec::new(), Vec::new());
    for (origin, profile) in own_profiles(db, scope, organisation).await? {
        origins.push(origin);
        named.push(profile);
    }
    for (origin, profile) in profiles_of_others(db, organisation).await? {
        origins.push(origin);
        named.push(profile);
    }
    let proposals = propose(columns, &named).into_iter().map(|proposal| {
        let given = proposal.given.and_then(|index| origins.get(index).cloned());
        let built_in = || Origin::BuiltIn {
            system: known_layouts()
                .iter()
                .find(|layout| layout.name == proposal.name)
                .and_then(|layout| layout.system),
        };
        ProposedProfile {
            origin: given.unwrap_or_else(built_in),
            proposal,
        }
    });
    Ok(proposals.collect())
}

/// The newest version of each of the municipality's own profiles, whole.
async fn own_profiles(
    db: &impl Access,
    scope: &Scope,
    organisation: OrganisationId,
) -> Answer<Vec<(Origin, NamedProfile)>> {
    let mut rows = ledger_profiles::list(db, scope, organisation).await?;
    rows.dedup_by(|next, newer| next.system == newer.system);
    rows.into_iter()
        .map(|row| {
            let profile: Profile = serde_json::from_value(row.profile).map_err(Failure::internal)?;
            let columns = match row.layout {
                Some(layout) => Layout::read(layout)?.columns,
                None => named_columns(&profile),
            };
            let origin = Origin::Own(Shared {
                id: row.id,
                organisation,
                system: row.system.clone(),
                version: row.version,
            });
            let name = row.system;
            Ok((
                origin,
                NamedProfile {
                    name,
                    columns,
                    profile,
                },
            ))
        })
        .collect()
}

async fn profiles_of_others(
    db: &impl Access,
    organisation: OrganisationId,
) -> Answer<Vec<(Origin, NamedProfile)>> {
    let mut shared = ledger_profiles::shared(db).await?;
    shared.retain(|layout| layout.organisation != organisation);
    let mut whose: Vec<OrganisationId> = shared.iter().map(|layout| layout.organisation).collect();
    whose.dedup();
    let names: BTreeMap<OrganisationId, String> = organisations::find_many(db, &whose)
        .await?
        .into_iter()
        .map(|organisation| (organisation.id, organisation.name_fi))
        .collect();
    let of_other = |layout: SharedLayout| {
        let whose = names.get(&layout.organisation).cloned().unwrap_or_default();
        let named = Layout::read(layout.layout)?.named(format!("{whose}, {}", layout.system));
        let origin = Origin::Other(Shared {
            id: layout.id,
            organisation: layout.organisation,
            system: layout.system,
            version: layout.version,
        });
        Ok((origin, named))
    };
    shared.into_iter().map(of_other).collect()
}
