use talkoot_domain::{
    application::{Application, Command, Content},
    ids::{ApplicationId, OrganisationId},
    policy::{Action, Actor},
    project::BudgetCell,
};
use talkoot_storage::applications;

use super::{
    Dossier, PlannedSubArea,
    commitments::settle,
    create::{check_municipalities, document, parts, sub_areas, with_lead},
    decide, open,
};
use crate::{Answer, App, Begun, Request, Version, changes};

/// New content for an application.
#[derive(Clone, Debug)]
pub struct UpdateApplication {
    /// Which application.
    pub id: ApplicationId,
    /// The version that was read.
    pub expected_version: Version,
    /// What the project is called.
    pub title: String,
    /// What the project is about.
    pub summary: String,
    /// The other municipalities; the lead takes part anyway.
    pub partners: Vec<OrganisationId>,
    /// The sub-areas, in order; those with an id stay, others that were there go.
    pub sub_areas: Vec<PlannedSubArea>,
}

/// Replaces what an application says. Budget cells of partners and sub-areas that are left out go
/// with them, and commitments to what it said before fall.
///
/// # Errors
/// Refused when it is not being written, and when the content cannot stand.
pub async fn update(app: &App, actor: &Actor, request: Request<UpdateApplication>) -> Answer<ApplicationId> {
    let mut work = match app.begin(actor, Action::UpdateApplication, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let dossier = open(&mut work, asked.id, asked.expected_version, None).await?;
    let before = &dossier.application;
    let content = Content {
        title: asked.title,
        summary: asked.summary,
        partners: with_lead(asked.partners, before.lead),
        sub_areas: sub_areas(&work, asked.sub_areas, &dossier.sub_areas)?,
    };
    let old: Vec<OrganisationId> = before.partners.iter().map(|part| part.organisation).collect();
    let note = changes::note(
        None,
        &document(&before.title, &before.summary, &old, &dossier.sub_areas),
        &document(
            &content.title,
            &content.summary,
            &content.partners,
            &content.sub_areas,
        ),
    );
    let state = decide(
        &mut work,
        &dossier,
        Command::Update(Box::new(content.clone())),
        note,
    )
    .await?;
    check_municipalities(&work, &content.partners).await?;
    let after = Application {
        state,
        partners: parts(&content.partners, &before.partners),
        title: content.title.clone(),
        summary: content.summary.clone(),
        ..before.clone()
    };
    applications::replace_sub_areas(&work.tx, after.id, &content.sub_areas, work.now).await?;
    applications::replace_partners(&work.tx, after.id, &after.partners).await?;
    let cells = remaining(&dossier, &content);
    let then = Dossier {
        sub_areas: content.sub_areas.clone(),
        cells: cells.clone(),
        ..dossier.clone()
    };
    let after = settle(&mut work, &dossier, after, &then).await?;
    applications::replace_cells(&work.tx, after.budget, &cells).await?;
    applications::update(&work.tx, &after).await?;
    work.finish(after.id).await
}

/// The cells whose partner and sub-area are still there.
fn remaining(dossier: &Dossier, content: &Content) -> Vec<BudgetCell> {
    dossier
        .cells
        .iter()
        .filter(|cell| {
            content.partners.contains(&cell.partner)
                && content.sub_areas.iter().any(|area| area.id == cell.sub_area)
        })
        .cloned()
        .collect()
}
