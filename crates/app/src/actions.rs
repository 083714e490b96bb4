use talkoot_domain::{
    policy::{self, Action, Actor, Standings},
    workflow::{self, Machine, Refusal},
};

/// Whether the asking person can do something with an object now.
#[derive(Clone, Debug)]
pub struct Availability {
    /// The mutation.
    pub action: Action,
    /// Why not; nothing when it can be done.
    pub refusal: Option<Refusal>,
}

/// The same checks that the mutations make, asked in advance.
#[must_use]
pub fn availability<M: Machine>(
    actor: &Actor,
    standings: &Standings,
    state: &M::State,
    facts: &M::Facts,
    offered: &[(Action, M::CommandName)],
) -> Vec<Availability> {
    offered
        .iter()
        .map(|&(action, command)| {
            let refusal = policy::permit(action, actor, standings)
                .and_then(|_| workflow::check::<M>(state, command, facts))
                .err();
            Availability { action, refusal }
        })
        .collect()
}

/// Whether this person may do it where it is no step of a state machine: by the table of permissions, for
/// any of the standings, and by what else can be known in advance.
#[must_use]
pub fn permitted(
    action: Action,
    actor: &Actor,
    standings: &[Standings],
    known: Result<(), Refusal>,
) -> Availability {
    let refused = |standings: &Standings| policy::permit(action, actor, standings).err();
    let not_permitted = match standings {
        [] => refused(&Standings::default()),
        some => {
            if some.iter().any(|standings| refused(standings).is_none()) {
                None
            } else {
                some.first().and_then(refused)
            }
        }
    };
    Availability {
        action,
        refusal: not_permitted.or_else(|| known.err()),
    }
}
