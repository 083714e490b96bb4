use serde_json::json;
use talkoot_domain::{
    calendar,
    ids::{OrganisationId, ProjectId},
    obligation::Obligation,
    project::Project,
    schedule::{self, ObligationKind},
};
use talkoot_storage::{obligations, projects};

use super::subject;
use crate::{Answer, Note, Work};

/// Creates what the schedule of a new project asks for. Safe to repeat: what exists stays as it is.
pub(crate) async fn create_for_project(work: &mut Work<'_>, id: ProjectId) -> Answer<()> {
    let Some(project) = projects::find(&work.tx, &work.scope, id).await? else {
        tracing::error!(project = %id, "a project has started that does not exist; nothing is owed");
        return Ok(());
    };
    let partners: Vec<OrganisationId> = projects::partners(&work.tx, &[id])
        .await?
        .into_iter()
        .map(|(_, partner)| partner.organisation)
        .collect();
    let planned = plan(work, &project, &partners);
    let created = obligations::insert_planned(&work.tx, &planned).await?;
    if created > 0 {
        let note = Note::details(json!({ "obligations": created }));
        let subject = subject(id.into(), &project);
        work.record("project", subject, None, None, note);
    }
    Ok(())
}

fn plan(work: &Work<'_>, project: &Project, partners: &[OrganisationId]) -> Vec<Obligation> {
    let today = calendar::helsinki_date(work.now);
    let mut planned = Vec::new();
    for one in schedule::obligations(&project.terms.schedule, project.terms.use_period) {
        let responsible = match one.kind {
            ObligationKind::CostReport => partners,
            ObligationKind::PortfolioReport
            | ObligationKind::InterimReport
            | ObligationKind::FinalReport
            | ObligationKind::FollowUp => std::slice::from_ref(&project.lead),
        };
        planned.extend(responsible.iter().map(|&responsible| {
            Obligation::planned(work.app.new_id(), project.id, responsible, &one, today)
        }));
    }
    planned
}
