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
