//! What one officer accepts, and who takes over what is handed over.

use super::*;

/// Goal: one officer accepts a change of direction where the call says so, and nothing else.
#[test]
fn what_one_officer_accepts() {
    use RefusalCode as R;
    type Case = (u128, fn(&mut Facts), Result<&'static str, R>);
    let cases: [Case; 6] = [
        (OFFICER, |_| {}, Ok("accepted")),
        (OFFICER, |f| f.one_officer = false, Err(R::WrongState)),
        (OFFICER, |f| f.kind = PartKind::EarlyStop, Err(R::WrongState)),
        (REQUESTER, |_| {}, Err(R::SamePerson)),
        (OFFICER, |f| f.impossible = impossible(), Err(R::LimitExceeded)),
        (
            OFFICER,
            |f| f.request = change_request::StateName::Draft,
            Err(R::WrongState),
        ),
    ];
    for (by, change, expected) in cases {
        for state in [State::Requested, proposed(Outcome::Reject)] {
            let mut facts = facts(by);
            facts.kind = PartKind::ChangeOfDirection;
            facts.one_officer = true;
            change(&mut facts);
            let done = transition::<ChangePartMachine>(state, command(CommandName::AcceptAlone), &facts, NOW);
            let done = done
                .map(|done| StateName::from(&done.state).code())
                .map_err(|refusal| refusal.code);
            assert_eq!(done, expected, "{by}");
        }
    }
}

/// Goal: the person who takes over ticks each item once, in order of precedence.
#[test]
fn who_takes_over() {
    use RefusalCode as R;
    for (by, number, list, expected) in [
        (SECOND, 2, HandingOver::default(), Err(R::WrongState)),
        (OFFICER, 9, handing_over(SECOND), Err(R::NotPermitted)),
        (SECOND, 0, handing_over(SECOND), Err(R::InvalidInput)),
        (SECOND, 4, handing_over(SECOND), Err(R::InvalidInput)),
        (SECOND, 1, handing_over(SECOND), Err(R::Duplicate)),
        (SECOND, 2, handing_over(SECOND), Ok("accepted")),
    ] {
        let facts = Facts {
            handing_over: list,
            ..facts(by)
        };
        let state = State::Accepted(made(Outcome::Accept));
        let done = transition::<ChangePartMachine>(state, Command::TakeOver(number), &facts, NOW);
        let done = done
            .map(|done| StateName::from(&done.state).code())
            .map_err(|refusal| refusal.code);
        assert_eq!(done, expected, "{by} {number}");
    }
}
