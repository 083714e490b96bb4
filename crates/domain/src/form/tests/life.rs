use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{definition, words};
use crate::{
    form::{Command, Facts, FormMachine, State, StateName},
    hands::{Deed, Hands},
    ids::PersonId,
    workflow::{Name, Reason, Refusal, RefusalCode, Stamp, Step, table, transition},
};

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

/// Goal: every pair of state and command, decided on purpose.
#[test]
fn the_table() {
    let lines: Vec<String> = table::<FormMachine>()
        .into_iter()
        .filter_map(|(state, command, step)| match step {
            Step::To(next) => Some(format!("{} {} -> {}", state.code(), command.code(), next.code())),
            Step::Stays => Some(format!("{} {} stays", state.code(), command.code())),
            Step::No(_) => None,
        })
        .collect();
    assert_eq!(
        lines,
        [
            "draft update stays",
            "draft publish -> published",
            "published retire -> retired"
        ]
    );
    assert_eq!(table::<FormMachine>().len(), 9);
}

fn asked(command: Command, by: u128, hands: &[(u128, Deed)]) -> Result<StateName, Refusal> {
    let hands: Hands = hands.iter().map(|&(who, deed)| (person(who), deed)).collect();
    let facts = Facts {
        by: person(by),
        hands,
        definition: definition(),
    };
    let now = DateTime::<Utc>::UNIX_EPOCH;
    let done = transition::<FormMachine>(State::Draft, command, &facts, now)?;
    Ok(StateName::from(&done.state))
}

/// Goal: another person than those who drafted or changed it publishes; a lost list refuses.
#[test]
fn two_persons() {
    let drafted = (1, Deed::Drafted);
    for (by, hands, expected) in [
        (2, vec![drafted], Ok(StateName::Published)),
        (1, vec![drafted], Err(RefusalCode::SamePerson)),
        (3, vec![drafted, (3, Deed::Changed)], Err(RefusalCode::SamePerson)),
        (2, vec![], Err(RefusalCode::CannotCheck)),
    ] {
        let done = asked(Command::Publish, by, &hands).map_err(|refusal| refusal.code);
        assert_eq!(done, expected, "{by} {hands:?}");
    }
}

/// Goal: a draft takes only a definition of the same form that can be asked.
#[test]
fn updates() {
    let update = |change: &dyn Fn(&mut crate::form::Definition)| {
        let mut new = definition();
        change(&mut new);
        asked(Command::Update(Box::new(new)), 1, &[(1, Deed::Drafted)])
            .map_err(|refusal| (refusal.code, refusal.path.join("/")))
    };
    assert_eq!(update(&|new| new.title = words("Other")), Ok(StateName::Draft));
    let other = update(&|new| new.code = "other".to_owned());
    assert_eq!(
        other,
        Err((RefusalCode::InvalidInput, "definition/code".to_owned()))
    );
    let nothing = update(&|new| new.sections.clear());
    assert_eq!(
        nothing,
        Err((RefusalCode::InvalidInput, "definition/sections".to_owned()))
    );
}

/// Goal: each reason says where the fault is and what to do.
#[test]
fn a_stamp_is_kept() {
    let published = Stamp {
        by: person(1),
        at: DateTime::<Utc>::UNIX_EPOCH,
    };
    let facts = Facts {
        by: person(1),
        hands: Hands::default(),
        definition: definition(),
    };
    let state = State::Published { published };
    let done = transition::<FormMachine>(state, Command::Retire, &facts, published.at).unwrap();
    assert_eq!(
        done.state,
        State::Retired {
            published,
            retired: published
        }
    );
    assert!(crate::form::Why::NobodyDrafted.path().is_empty());
}
