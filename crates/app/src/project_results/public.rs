use std::collections::{BTreeSet, HashMap};

use talkoot_domain::{
    ids::{OrganisationId, ProjectId, ProjectResultId},
    language::Language,
    organisation::Organisation,
    project::Project,
    project_result::{Party, ProjectResult},
};
use talkoot_storage::{
    Page, Scope, organisations,
    project_results::{self as storage, Wanted},
    projects,
};

use crate::{Answer, App, Failure};

/// A result as everybody may read it.
#[derive(Clone, Debug)]
pub struct PublicResult {
    /// The result.
    pub result: ProjectResult,
    /// The name of its project.
    pub project: String,
    /// The lead municipality, by its name in Finnish.
    pub lead: String,
    /// The municipalities that took part.
    pub parties: Vec<PublicParty>,
    /// The municipalities that took it into use, by their names in Finnish.
    pub reused_by: Vec<String>,
}

/// A municipality that took part, with its name.
#[derive(Clone, Debug)]
pub struct PublicParty {
    /// By its name in Finnish.
    pub name: String,
    /// Its size.
    pub party: Party,
}

/// A file of results holds at most so many.
const MOST: usize = 50_000;
/// So many results are read at a time.
const BATCH: u64 = 200;

/// A page of the public results that are looked for, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn public(app: &App, wanted: &Wanted, page: Page<ProjectResultId>) -> Answer<Vec<PublicResult>> {
    let db = app.store();
    let found = storage::public(db, wanted, page).await?;
    let of: BTreeSet<ProjectId> = found.iter().map(|one| one.project).collect();
    let of: Vec<ProjectId> = of.into_iter().collect();
    let found_projects = projects::find_many(db, &Scope::system(), &of).await?;
    let by_id: HashMap<ProjectId, Project> = found_projects.into_iter().map(|one| (one.id, one)).collect();
    let named: BTreeSet<OrganisationId> = found
        .iter()
        .flat_map(|one| {
            let parties = one.content.parties.iter().map(|party| party.municipality);
            parties.chain(one.reuses.iter().map(|reuse| reuse.municipality))
        })
        .chain(by_id.values().map(|project| project.lead))
        .collect();
    let named: Vec<OrganisationId> = named.into_iter().collect();
    let names = organisations::find_many(db, &named).await?;
    let names: HashMap<OrganisationId, Organisation> = names.into_iter().map(|one| (one.id, one)).collect();
    let name = |id: OrganisationId| -> Answer<String> {
        let found = names.get(&id);
        let found = found.ok_or_else(|| Failure::internal("an organisation that does not exist"))?;
        Ok(found.name(Language::Fi).to_owned())
    };
    found
        .into_iter()
        .map(|result| {
            let project = by_id.get(&result.project);
            let project = project.ok_or_else(|| Failure::internal("a result of no project"))?;
            let parties = result.content.parties.iter();
            let parties: Answer<Vec<PublicParty>> = parties
                .map(|party| {
                    Ok(PublicParty {
                        name: name(party.municipality)?,
                        party: party.clone(),
                    })
                })
                .collect();
            let reused_by: Answer<Vec<String>> = result
                .reuses
                .iter()
                .map(|reuse| name(reuse.municipality))
                .collect();
            Ok(PublicResult {
                project: project.name.clone(),
                lead: name(project.lead)?,
                parties: parties?,
                reused_by: reused_by?,
                result,
            })
        })
        .collect()
}

/// How many public results there are of those looked for.
///
/// # Errors
/// When the database fails.
pub async fn count_public(app: &App, wanted: &Wanted) -> Answer<u64> {
    Ok(storage::count_public(app.store(), wanted).await?)
}

/// Every public result that is looked for, oldest first; a file holds at most 50 000.
///
/// # Errors
/// When the database fails.
pub async fn all(app: &App, wanted: &Wanted) -> Answer<Vec<PublicResult>> {
    let mut all: Vec<PublicResult> = Vec::new();
    while all.len() < MOST {
        let after = all.last().map(|one| one.result.id);
        let page = public(app, wanted, Page { after, first: BATCH }).await?;
        if page.is_empty() {
            break;
        }
        all.extend(page);
    }
    Ok(all)
}
