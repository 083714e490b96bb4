use chrono::{DateTime, Utc};
use serde_json::json;
use talkoot_domain::{
    ids::{LedgerProfileId, OrganisationId, PersonId},
    policy::{Action, Actor},
};
use talkoot_ledger::Profile;
use talkoot_storage::{
    Access, Scope,
    ledger_profiles::{self, LedgerProfile},
};

use super::own;
use crate::{Answer, App, Begun, Failure, Note, Request, Subject, changes};

const LONGEST_NAME: usize = 100;

/// A saved way of reading an export.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedProfile {
    /// Its identifier.
    pub id: LedgerProfileId,
    /// The municipality.
    pub organisation: OrganisationId,
    /// The accounting system or layout, as the municipality calls it.
    pub system: String,
    /// Counts the versions of one system, from 1.
    pub version: i32,
    /// What was settled.
    pub profile: Profile,
    /// Who saved it.
    pub saved_by: PersonId,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// A profile to be saved.
#[derive(Clone, Debug)]
pub struct SaveLedgerProfile {
    /// The municipality.
    pub organisation: OrganisationId,
    /// What the municipality calls the system or layout.
    pub system: String,
    /// What is settled.
    pub profile: Profile,
}

/// Saves how a municipality's export is read, as a new version.
///
/// # Errors
/// Refused to anybody but a preparer of the municipality, and without a name.
pub async fn save_profile(
    app: &App,
    actor: &Actor,
    request: Request<SaveLedgerProfile>,
) -> Answer<LedgerProfileId> {
    let mut work = match app.begin(actor, Action::SaveLedgerProfile, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    work.permit(&own(actor, asked.organisation)?)?;
    let system = asked.system.trim();
    if system.is_empty() || system.chars().count() > LONGEST_NAME {
        return Err(work.faulty(
            &["system"],
            "name the accounting system or the layout, in at most 100 characters",
        ));
    }
    let newest = ledger_profiles::newest(&work.tx, &work.scope, asked.organisation, system).await?;
    let saved = LedgerProfile {
        id: app.new_id(),
        organisation: asked.organisation,
        system: system.to_owned(),
        version: newest.as_ref().map_or(0, |newest| newest.version) + 1,
        profile: serde_json::to_value(&asked.profile).map_err(Failure::internal)?,
        saved_by: actor.person,
        saved_at: work.now,
    };
    ledger_profiles::insert(&work.tx, &saved).await?;
    let subject = Subject {
        id: saved.id.into(),
        project: None,
    };
    let before = newest.map(|newest| newest.profile).unwrap_or_default();
    let changed = changes::between(&before, &saved.profile);
    let note = Note::details(json!({ "system": saved.system, "version": saved.version, "changed": changed }));
    work.record("ledger_profile", subject, None, None, note);
    work.finish(saved.id).await
}

/// The profile, if it belongs to a municipality of the person's.
///
/// # Errors
/// When the database fails or what is stored is no profile.
pub async fn profile(app: &App, actor: &Actor, id: LedgerProfileId) -> Answer<Option<SavedProfile>> {
    stored(app.store(), &Scope::of(actor), id).await
}

pub(crate) async fn stored(
    db: &impl Access,
    scope: &Scope,
    id: LedgerProfileId,
) -> Answer<Option<SavedProfile>> {
    let found = ledger_profiles::find(db, scope, id).await?;
    found.map(TryInto::try_into).transpose()
}

/// Every version of every profile of a municipality, by system, newest version first.
///
/// # Errors
/// Not found when the municipality is none of the person's.
pub async fn profiles(app: &App, actor: &Actor, organisation: OrganisationId) -> Answer<Vec<SavedProfile>> {
    own(actor, organisation)?;
    let rows = ledger_profiles::list(app.store(), &Scope::of(actor), organisation).await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

impl TryFrom<LedgerProfile> for SavedProfile {
    type Error = Failure;

    fn try_from(row: LedgerProfile) -> Answer<Self> {
        Ok(Self {
            id: row.id,
            organisation: row.organisation,
            system: row.system,
            version: row.version,
            profile: serde_json::from_value(row.profile).map_err(Failure::internal)?,
            saved_by: row.saved_by,
            saved_at: row.saved_at,
        })
    }
}
