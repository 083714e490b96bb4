use serde_json::json;
use talkoot_domain::{
    calendar,
    ids::{ObligationId, OrganisationId, ProjectId},
    obligation::{Obligation, ObligationMachine},
    project::Project,
    schedule::{self, ObligationKind},
    workflow::Machine,
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
        work.record("project", subject(id.into(), &project), None, None, note);
        let ids: Vec<ObligationId> = planned.iter().map(|owed| owed.id).collect();
        for owed in obligations::find_many(&work.tx, &work.scope, &ids).await? {
            let kind: &'static str = owed.kind.into();
            let note = Note::details(json!({ "kind": kind, "dueDate": owed.due }));
            let about = subject(owed.id.into(), &project);
            work.record(ObligationMachine::OBJECT, about, None, Some("scheduled"), note);
        }
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
            | ObligationKind::FollowUp
            | ObligationKind::SupplementRequest
            | ObligationKind::RecoveryHearing
            | ObligationKind::RecoveryPayment
            | ObligationKind::AgreementSignature => std::slice::from_ref(&project.lead),
        };
        planned.extend(responsible.iter().map(|&responsible| {
            Obligation::planned(work.app.new_id(), project.id, responsible, &one, today)
        }));
    }
    planned
}
