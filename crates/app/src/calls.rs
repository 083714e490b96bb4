//! Grant calls.

mod change;
mod close;
mod copy;
mod create;
mod form;
mod read;
mod review;
mod wanted;

pub use change::{UpdateCall, archive, publish, resolve, update};
pub use close::{close_due, tell_of_closing};
pub use copy::{CopyCall, copy};
pub(crate) use create::authority;
pub use create::create;
pub use form::{ChooseCallForm, choose_form, forms_of};
pub use read::{available_actions, count, find, find_many, list};
pub use review::{SetReviewCriteria, review_rules, set_review_criteria};
pub use wanted::Wanted;

use chrono::{DateTime, Utc};
use talkoot_domain::{
    call::{Call, CallMachine, Facts},
    ids::PersonId,
    policy::Standings,
    workflow::Machine,
};
use talkoot_storage::{Access, applications, hands};

use crate::Answer;

pub(crate) const fn standings(call: &Call) -> Standings {
    Standings {
        authority: Some(call.authority),
        lead: None,
        partner: None,
        own: None,
        keeper: None,
    }
}

pub(crate) async fn facts(db: &impl Access, call: &Call, by: PersonId, now: DateTime<Utc>) -> Answer<Facts> {
    Ok(Facts {
        by,
        hands: hands::of(db, CallMachine::OBJECT, call.id.into()).await?,
        details: call.details.clone(),
        now,
        undecided_applications: applications::count_undecided(db, call.id).await?,
    })
}
