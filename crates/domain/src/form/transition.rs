use chrono::{DateTime, Utc};

use super::{Command, CommandName, Definition, Event, State, StateName, Why};
use crate::{
    hands::{Deed, Hands},
    ids::PersonId,
    workflow::{Applied, Machine, Stamp, Step},
};

/// The life of a version of a form.
#[derive(Clone, Copy, Debug)]
pub struct FormMachine;

/// What must be known to decide about a version of a form.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// Everybody who drafted or changed it.
    pub hands: Hands,
    /// What it asks now.
    pub definition: Definition,
}

impl Machine for FormMachine {
    const OBJECT: &'static str = "form";
    type State = State;
    type StateName = StateName;
    type Command = Command;
    type CommandName = CommandName;
    type Facts = Facts;
    type Event = Event;
    type Why = Why;

    const INITIAL: StateName = StateName::Draft;

    fn step(state: StateName, command: CommandName) -> Step<StateName> {
        use CommandName as C;
        use StateName as S;
        match (state, command) {
            (S::Draft, C::Update) => Step::Stays,
            (S::Draft, C::Publish) => Step::To(S::Published),
            (S::Draft, C::Retire) => Step::No("a draft is not in use; change it, or leave it unpublished"),
            (S::Published | S::Retired, C::Update) => Step::No(
                "a published form is not changed, for answers were given to it; import a new version",
            ),
            (S::Published, C::Publish) => Step::No("the form is published already"),
            (S::Published, C::Retire) => Step::To(S::Retired),
            (S::Retired, C::Publish) => Step::No("the form was taken out of use; import a new version"),
            (S::Retired, C::Retire) => Step::No("the form is out of use already"),
        }
    }

    fn guard(_state: &State, command: CommandName, facts: &Facts) -> Result<(), Why> {
        match command {
            CommandName::Publish => {
                if let Some(deed) = facts.hands.of(facts.by) {
                    return Err(Why::SamePerson(deed));
                }
                if !facts.hands.know(Deed::Drafted) {
                    return Err(Why::NobodyDrafted);
                }
                facts.definition.check().map_err(Why::Faulty)
            }
            CommandName::Update | CommandName::Retire => Ok(()),
        }
    }

    fn apply(state: State, command: Command, facts: &Facts, now: DateTime<Utc>) -> Applied<Self> {
        let stamp = Stamp {
            by: facts.by,
            at: now,
        };
        Ok(Some(match (state, command) {
            (state, Command::Update(definition)) => {
                definition.check().map_err(Why::Faulty)?;
                if definition.code != facts.definition.code {
                    return Err(Why::OtherCode {
                        before: facts.definition.code.clone(),
                        now: definition.code,
                    });
                }
                (state, Event::Updated)
            }
            (State::Draft, Command::Publish) => (State::Published { published: stamp }, Event::Published),
            (State::Published { published }, Command::Retire) => (
                State::Retired {
                    published,
                    retired: stamp,
                },
                Event::Retired,
            ),
            (_, Command::Publish | Command::Retire) => return Ok(None),
        }))
    }
}
