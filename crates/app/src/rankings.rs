//! The ranking of the applications to a call, what awards it would make, and the lists that are kept of it.

mod keep;
mod present;
mod read;
mod step;

pub use keep::{FixRanking, fix, fixing};
pub use present::{Present, Unreviewed};
pub use read::{available_actions, count, find, list, may_read, present, simulation};
pub use step::{confirm, withdraw};

use talkoot_domain::ranking::{Ranking, RankingMachine, Why};
use talkoot_domain::workflow::{Machine as _, Reason as _, Refusal};

use crate::Subject;

fn subject(ranking: &Ranking) -> Subject {
    Subject {
        id: ranking.id.into(),
        project: None,
    }
}

/// A refusal about a list that does not exist, or that nobody asked to change.
fn refused(command: &'static str, why: &Why) -> Refusal {
    Refusal {
        path: why.path(),
        ..Refusal::of(why.code(), RankingMachine::OBJECT, command, why.to_string())
    }
}
