use serde_json::json;
use talkoot_domain::{claim::Claim, ids::OrganisationId, project::Project};
use talkoot_storage::{claims, projects};

use super::obligations;
use crate::{Answer, Note, Subject, Work};

/// Another municipality leads from now on. What the old one saw it goes on seeing; what it claimed stays
/// its own, except a draft, which is handed over with everything that is still to be done.
pub(super) async fn change(work: &mut Work<'_>, project: &mut Project, new: OrganisationId) -> Answer<()> {
    let old = project.lead;
    let moved = obligations::move_to_lead(work, project, old, new).await?;
    projects::keep_sight(&work.tx, project.id, old, &moved).await?;
    if let Some(draft) = claims::latest(&work.tx, project.id).await?
        && draft.state_name() == talkoot_domain::claim::StateName::Draft
    {
        let subject = Subject {
            id: draft.id.into(),
            project: Some(project.id),
        };
        let note = Note::details(json!({ "from": old.to_string(), "to": new.to_string() }));
        work.record("claim", subject, None, None, note);
        claims::update(&work.tx, &Claim { lead: new, ..draft }).await?;
    }
    project.lead = new;
    Ok(())
}
