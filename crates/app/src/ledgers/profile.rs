use chrono::{DateTime, Utc};
use serde_json::json;
use talkoot_domain::{
    ids::{FileId, LedgerProfileId, OrganisationId, PersonId},
    policy::{Action, Actor},
    workflow::Refusal,
};
use talkoot_ledger::Profile;
use talkoot_storage::{
    Access, Scope,
    ledger_profiles::{self, LedgerProfile, SharedLayout},
};

use super::{inspection::look, layout::Layout, own};
use crate::{Answer, App, Begun, Failure, Note, Request, Subject, Work, changes, files};

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
    /// The names of the columns of a file it was saved for; none when no file was named.
    pub columns: Vec<String>,
    /// The profile of another municipality that it began as.
    pub copied_from: Option<CopiedFrom>,
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
    /// A file of this layout: its columns are kept, to know others like it.
    pub file: Option<FileId>,
}

/// A profile of another municipality to be taken over.
#[derive(Clone, Debug)]
pub struct CopyLedgerProfile {
    /// The municipality that takes it over.
    pub organisation: OrganisationId,
    /// The other municipality's profile.
    pub from: LedgerProfileId,
}

/// A profile of another municipality that one began as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedFrom {
    /// The profile that was copied.
    pub id: LedgerProfileId,
    /// The other municipality.
    pub organisation: OrganisationId,
    /// What it calls the system.
    pub system: String,
    /// The version that was copied.
    pub version: i32,
}

/// Saves how a municipality's export is read, as a new version. What was imported under an earlier version
/// stays under it.
///
/// # Errors
/// Refused to anybody but a preparer of the municipality, without a name, and when the file named is another
/// municipality's or cannot be read so.
pub async fn save_profile(
    app: &App,
    actor: &Actor,
    request: Request<SaveLedgerProfile>,
) -> Answer<LedgerProfileId> {
    // A file is read outside of the transaction; what is wrong with it is told behind the key.
    let columns = columns_of_file(app, actor, &request.body).await;
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
    let id = store(
        &mut work,
        asked.organisation,
        system,
        asked.profile,
        columns?,
        None,
    )
    .await?;
    work.finish(id).await
}

/// Takes over how another municipality's export of a system is read: the names of its columns and its formats,
/// as a new version of the own profile for the system. Nothing else of the other's is given.
///
/// # Errors
/// Refused to anybody but a preparer of the municipality, and for the municipality's own profile. Not found when
/// nothing of the profile is shared.
pub async fn copy_profile(
    app: &App,
    actor: &Actor,
    request: Request<CopyLedgerProfile>,
) -> Answer<LedgerProfileId> {
    let mut work = match app.begin(actor, Action::CopyLedgerProfile, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    work.permit(&own(actor, asked.organisation)?)?;
    let theirs = ledger_profiles::shared_by_id(&work.tx, &[asked.from])
        .await?
        .pop();
    let theirs = work.found("ledger profile", theirs)?;
    if theirs.organisation == asked.organisation {
        return Err(work.faulty(
            &["profileId"],
            "this profile is your own municipality's already; save a new version of it instead",
        ));
    }
    let layout = Layout::read(theirs.layout)?;
    let columns = Some(layout.columns);
    let (system, from) = (theirs.system.as_str(), Some(theirs.id));
    let id = store(
        &mut work,
        asked.organisation,
        system,
        layout.profile,
        columns,
        from,
    )
    .await?;
    work.finish(id).await
}

/// The names of the columns of the file that a profile is saved for; any row may be told to be the one with the names.
async fn columns_of_file(app: &App, actor: &Actor, asked: &SaveLedgerProfile) -> Answer<Option<Vec<String>>> {
    let Some(file) = asked.file else {
        return Ok(None);
    };
    let faulty = |message: String| {
        let command = Action::SaveLedgerProfile.into();
        Failure::from(Refusal::input(command, &["fileId"], message))
    };
    let file = files::readable(app, actor, file).await?;
    if file.organisation != asked.organisation {
        return Err(faulty(
            "the file belongs to another municipality; name one of your own".to_owned(),
        ));
    }
    match look(app, &file, asked.profile.clone()).await? {
        Ok(found) => Ok(Some(found.columns)),
        Err((_, why)) => Err(faulty(format!(
            "the file cannot be read with this profile: {why}"
        ))),
    }
}

/// Stores a version. Without a file, the columns known from the version before stay.
async fn store(
    work: &mut Work<'_>,
    organisation: OrganisationId,
    system: &str,
    profile: Profile,
    columns: Option<Vec<String>>,
    copied_from: Option<LedgerProfileId>,
) -> Answer<LedgerProfileId> {
    let newest = ledger_profiles::newest(&work.tx, &work.scope, organisation, system).await?;
    let columns = match (columns, newest.as_ref().and_then(|newest| newest.layout.clone())) {
        (Some(columns), _) => Some(columns),
        (None, Some(layout)) => Some(Layout::read(layout)?.columns),
        (None, None) => None,
    };
    let layout = columns.map(|columns| Layout::new(columns, &profile).written());
    let saved = LedgerProfile {
        id: work.app.new_id(),
        organisation,
        system: system.to_owned(),
        version: newest.as_ref().map_or(0, |newest| newest.version) + 1,
        profile: serde_json::to_value(&profile).map_err(Failure::internal)?,
        saved_by: work.actor()?.person,
        saved_at: work.now,
        layout: layout.transpose()?,
        copied_from,
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
    if let Some(from) = copied_from {
        work.annotate("copiedFrom", json!(from.to_string()));
    }
    Ok(saved.id)
}

/// The columns that a profile names, where no file of it is known.
pub(super) fn named_columns(profile: &Profile) -> Vec<String> {
    let named = profile.columns.values().chain(&profile.amount);
    named
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .cloned()
        .collect()
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
    Ok(with_origins(db, found.into_iter().collect()).await?.pop())
}

/// Every version of every profile of a municipality, by system, newest version first.
///
/// # Errors
/// Not found when the municipality is none of the person's.
pub async fn profiles(app: &App, actor: &Actor, organisation: OrganisationId) -> Answer<Vec<SavedProfile>> {
    own(actor, organisation)?;
    let rows = ledger_profiles::list(app.store(), &Scope::of(actor), organisation).await?;
    with_origins(app.store(), rows).await
}

/// Profiles with those that they were copied from, read together.
async fn with_origins(db: &impl Access, rows: Vec<LedgerProfile>) -> Answer<Vec<SavedProfile>> {
    let from: Vec<LedgerProfileId> = rows.iter().filter_map(|row| row.copied_from).collect();
    let shared = if from.is_empty() {
        Vec::new()
    } else {
        ledger_profiles::shared_by_id(db, &from).await?
    };
    rows.into_iter().map(|row| saved(row, &shared)).collect()
}

fn saved(row: LedgerProfile, shared: &[SharedLayout]) -> Answer<SavedProfile> {
    let layout = row.layout.map(Layout::read).transpose()?;
    let copied_from = shared.iter().find(|layout| Some(layout.id) == row.copied_from);
    Ok(SavedProfile {
        id: row.id,
        organisation: row.organisation,
        system: row.system,
        version: row.version,
        profile: serde_json::from_value(row.profile).map_err(Failure::internal)?,
        columns: layout.map(|layout| layout.columns).unwrap_or_default(),
        copied_from: copied_from.map(|layout| CopiedFrom {
            id: layout.id,
            organisation: layout.organisation,
            system: layout.system.clone(),
            version: layout.version,
        }),
        saved_by: row.saved_by,
        saved_at: row.saved_at,
    })
}
