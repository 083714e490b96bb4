//! The agreement between the municipalities of a project: drafted by the lead, signed by each, in force before any
//! of the grant is passed on.

mod draft;
mod gate;
mod read;
mod sign;
mod signatures;
mod text;

pub use draft::{DraftAgreement, RedraftAgreement, draft, redraft};
pub use read::{available_actions, can_draft, document, find, is_current, of_projects};
pub use sign::{EndAgreement, OfferAgreement, SignAgreement, offer, sign, terminate, withdraw};

pub(crate) use gate::{is_agreed_for_advance, is_agreed_for_transfer};

use talkoot_domain::{
    agreement::Agreement, ids::AgreementId, ids::OrganisationId, policy::Standings, project::Project,
};
use talkoot_storage::{Scope, agreements, projects};

use crate::{Answer, Subject, Work};

const OBJECT: &str = "agreement";

fn subject(agreement: &Agreement) -> Subject {
    Subject {
        id: agreement.id.into(),
        project: Some(agreement.project),
    }
}

/// To whom an agreement belongs: to the lead of today, and to a municipality that is a party of it.
fn standings(project: &Project, agreement: &Agreement, municipality: Option<OrganisationId>) -> Standings {
    project.standings(municipality.filter(|&one| agreement.names(one)))
}

/// Locks the project of an agreement and reads the agreement again behind the lock.
async fn locked(work: &Work<'_>, id: AgreementId) -> Answer<(Project, Agreement)> {
    let seen = work.found(OBJECT, agreements::find(&work.tx, &work.scope, id).await?)?;
    // Who sees the agreement sees the project, also a municipality that has left.
    let project = projects::lock(&work.tx, &Scope::system(), seen.project).await?;
    let project = work.found("project", project)?;
    let agreement = work.found(OBJECT, agreements::find(&work.tx, &work.scope, id).await?)?;
    Ok((project, agreement))
}
