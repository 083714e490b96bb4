//! Transfers: what the lead owes to the partners once the money has come, passed on by it and confirmed by
//! them.

mod follow;
mod read;
mod remind;
mod step;

pub use read::{available_actions, count, find, list};
pub(crate) use remind::concerned;
pub use remind::remind_due;
pub use step::{DisputeTransfer, RecordTransfer, confirm, dispute, record};
pub use talkoot_storage::transfers::Filter;

pub(crate) use follow::follow;

use talkoot_domain::transfer::Transfer;

use crate::Subject;

fn subject(transfer: &Transfer) -> Subject {
    Subject {
        id: transfer.id.into(),
        project: Some(transfer.project),
    }
}
