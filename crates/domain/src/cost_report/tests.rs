use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Command, CommandName, CostReportMachine, Facts, MissingEvidence, Place, Remark, State, StateName,
    Unclassified, Why,
};
use crate::{
    claim,
    hands::{Deed, Hands},
    ids::PersonId,
    money::Money,
    workflow::{self, Machine, Name, RefusalCode, Stamp, Step},
};

const PREPARER: u128 = 1;
const APPROVER: u128 = 2;
const LEAD: u128 = 3;

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

fn stamp(number: u128) -> Stamp {
    Stamp {
        by: person(number),
        at: now(),
    }
}

fn hands() -> Hands {
    [
        (person(PREPARER), Deed::Prepared),
        (person(APPROVER), Deed::Submitted),
    ]
    .into_iter()
    .collect()
}

fn facts(by: u128) -> Facts {
    Facts {
        by: person(by),
        prepared_by: vec![person(PREPARER)],
        hands: hands(),
        imported: true,
        unclassified: Unclassified::default(),
        evidence: MissingEvidence::default(),
        frozen: false,
        place: Place {
            claim: Some(claim::StateName::SupplementRequested),
            ..Place::default()
        },
    }
}

fn state(name: StateName) -> State {
    let (submitted, accepted) = (stamp(APPROVER), stamp(LEAD));
    match name {
        StateName::Open => State::Open,
        StateName::Submitted => State::Submitted { submitted },
        StateName::Returned => State::Returned {
            submitted,
            returned: stamp(LEAD),
            reasons: "voucher 12".to_owned(),
        },
        StateName::LeadAccepted => State::LeadAccepted { submitted, accepted },
        StateName::Locked => State::Locked {
            submitted,
            accepted,
            locked_at: now(),
        },
    }
}

fn command(name: CommandName) -> Command {
    match name {
        CommandName::Import => Command::Import,
        CommandName::Classify => Command::Classify,
        CommandName::Allocate => Command::Allocate,
        CommandName::Attach => Command::Attach,
        CommandName::Submit => Command::Submit,
        CommandName::Return => Command::Return {
            reasons: "voucher 12".to_owned(),
            remarks: Vec::new(),
        },
        CommandName::Reopen => Command::Reopen {
            reasons: "voucher 12".to_owned(),
        },
        CommandName::Accept => Command::Accept,
        CommandName::Lock => Command::Lock,
        CommandName::Unlock => Command::Unlock,
    }
}

/// The goal: a partner changes its costs only while it has the report in hand, only the lead decides on what
/// was handed over, and nothing touches what stands in a claim.
#[test]
fn the_table() {
    let mut rendered = String::new();
    for (state, command, step) in workflow::table::<CostReportMachine>() {
        let step = match step {
            Step::To(next) => next.code(),
            Step::Stays => "stays",
            Step::No(_) => "-",
        };
        rendered.push_str(&format!("{:<14}{:<10}{step}\n", state.code(), command.code()));
    }
    let expected = "\
open          import    stays
open          classify  stays
open          allocate  stays
open          attach    stays
open          submit    submitted
open          return    -
open          reopen    -
open          accept    -
open          lock      -
open          unlock    -
submitted     import    -
submitted     classify  -
submitted     allocate  -
submitted     attach    -
submitted     submit    -
submitted     return    returned
submitted     reopen    -
submitted     accept    lead_accepted
submitted     lock      -
submitted     unlock    -
returned      import    stays
returned      classify  stays
returned      allocate  stays
returned      attach    stays
returned      submit    submitted
returned      return    -
returned      reopen    -
returned      accept    -
returned      lock      -
returned      unlock    -
lead_accepted import    -
lead_accepted classify  -
lead_accepted allocate  -
lead_accepted attach    -
lead_accepted submit    -
lead_accepted return    returned
lead_accepted reopen    -
lead_accepted accept    -
lead_accepted lock      locked
lead_accepted unlock    -
locked        import    -
locked        classify  -
locked        allocate  -
locked        attach    -
locked        submit    -
locked        return    -
locked        reopen    returned
locked        accept    -
locked        lock      -
locked        unlock    lead_accepted
";
    assert_eq!(rendered, expected, "got\n{rendered}");
}

#[test]
fn every_pair_does_what_the_table_says() {
    for (from, asked, step) in workflow::table::<CostReportMachine>() {
        let done = workflow::transition::<CostReportMachine>(
            state(from),
            command(asked),
            &facts(asker(asked)),
            now(),
        );
        match (step, done) {
            (Step::To(next), Ok(done)) => assert_eq!(StateName::from(&done.state), next),
            (Step::Stays, Ok(done)) => assert_eq!(done.state, state(from)),
            (Step::No(why), Err(refusal)) => {
                assert_eq!(refusal.code, RefusalCode::WrongState);
                assert_eq!(refusal.message, why);
            }
            (step, done) => panic!("{from:?} {asked:?}: {step:?} but {done:?}"),
        }
    }
}

const fn asker(asked: CommandName) -> u128 {
    match asked {
        CommandName::Accept => LEAD,
        _ => APPROVER,
    }
}

/// Goal: who prepared or submitted a report in any of its versions does not accept it, whatever other
/// role they hold; and without the list nobody does.
#[test]
fn nobody_accepts_their_own_report() {
    let earlier = 4;
    let with =
        |hands: &[(u128, Deed)]| -> Hands { hands.iter().map(|&(who, deed)| (person(who), deed)).collect() };
    let whole = [
        (PREPARER, Deed::Prepared),
        (APPROVER, Deed::Submitted),
        (earlier, Deed::Prepared),
    ];
    for (by, hands, expected) in [
        (LEAD, with(&whole), None),
        (PREPARER, with(&whole), Some(RefusalCode::SamePerson)),
        (APPROVER, with(&whole), Some(RefusalCode::SamePerson)),
        (earlier, with(&whole), Some(RefusalCode::SamePerson)),
        (LEAD, with(&whole[..1]), Some(RefusalCode::CannotCheck)),
        (LEAD, with(&whole[1..2]), Some(RefusalCode::CannotCheck)),
        (LEAD, Hands::default(), Some(RefusalCode::CannotCheck)),
    ] {
        let asked = Facts { hands, ..facts(by) };
        let submitted = state(StateName::Submitted);
        let found = workflow::check::<CostReportMachine>(&submitted, CommandName::Accept, &asked);
        assert_eq!(
            found.err().map(|refusal| refusal.code),
            expected,
            "{by}: {:?}",
            asked.hands
        );
    }
}

/// In order of precedence: each line repairs what the line before was refused for.
#[test]
fn what_must_hold_before_it_is_submitted() {
    let loose = Unclassified {
        without_category: 2,
        without_sub_area: 1,
        accounts: vec!["4340".to_owned(), "4999".to_owned()],
    };
    let mut asked = Facts {
        by: person(PREPARER),
        prepared_by: Vec::new(),
        hands: hands(),
        imported: false,
        unclassified: loose,
        evidence: MissingEvidence {
            over: Money::from_cents(100_000),
            count: 3,
            lines: vec!["row 5 (voucher 12)".to_owned(), "row 7 (voucher 13)".to_owned()],
        },
        frozen: false,
        place: Place::default(),
    };
    let refused = |asked: &Facts| {
        workflow::transition::<CostReportMachine>(State::Open, Command::Submit, asked, now())
            .expect_err("something is missing")
    };
    assert_eq!(refused(&asked).message, Why::NoImport.to_string());
    assert_eq!(refused(&asked).code, RefusalCode::Incomplete);
    asked.imported = true;
    assert_eq!(refused(&asked).code, RefusalCode::CannotCheck);
    asked.prepared_by = vec![person(9), person(PREPARER)];
    assert_eq!(refused(&asked).code, RefusalCode::SamePerson);
    asked.by = person(APPROVER);
    assert_eq!(refused(&asked).code, RefusalCode::Incomplete);
    assert_eq!(
        refused(&asked).message,
        "2 lines have no cost category and 1 line has no sub-area (accounts 4340, 4999); classify them, \
         or save an account mapping and import again"
    );
    asked.unclassified = Unclassified::default();
    assert_eq!(refused(&asked).code, RefusalCode::Incomplete);
    assert_eq!(
        refused(&asked).message,
        "3 lines of more than 1000.00 without evidence: row 5 (voucher 12); row 7 (voucher 13) and 1 more; \
         attach the invoice or contract to each"
    );
    asked.evidence = MissingEvidence::default();
    let done = workflow::transition::<CostReportMachine>(State::Open, Command::Submit, &asked, now())
        .expect("everything holds");
    assert_eq!(
        done.state,
        State::Submitted {
            submitted: stamp(APPROVER)
        }
    );
}

#[test]
fn a_return_says_what_to_correct() {
    let refusal = workflow::transition::<CostReportMachine>(
        state(StateName::Submitted),
        Command::Return {
            reasons: "  ".to_owned(),
            remarks: Vec::new(),
        },
        &facts(LEAD),
        now(),
    )
    .expect_err("no reasons");
    assert_eq!(refusal.code, RefusalCode::Incomplete);
    assert_eq!(refusal.path, ["reasons"]);
}

/// Goal: a reason for the whole or for lines, each line once and with its own words.
#[test]
fn lines_are_returned_with_a_reason_each() {
    let line = |number: u128, reason: &str| Remark {
        line: Uuid::from_u128(number).into(),
        reason: reason.to_owned(),
    };
    for (reasons, remarks, expected) in [
        ("", vec![line(1, "no voucher")], None),
        (
            "see below",
            vec![line(1, "no voucher"), line(2, "wrong period")],
            None,
        ),
        ("", Vec::new(), Some((RefusalCode::Incomplete, "reasons"))),
        (
            "see below",
            vec![line(1, " ")],
            Some((RefusalCode::Incomplete, "lines.0.reason")),
        ),
        (
            "",
            vec![line(1, "a"), line(1, "b")],
            Some((RefusalCode::InvalidInput, "lines.1.lineId")),
        ),
    ] {
        let command = Command::Return {
            reasons: reasons.to_owned(),
            remarks,
        };
        let submitted = state(StateName::Submitted);
        let done = workflow::transition::<CostReportMachine>(submitted, command, &facts(LEAD), now());
        let found = done.err().map(|refusal| (refusal.code, refusal.path.join(".")));
        assert_eq!(found, expected.map(|(code, path)| (code, path.to_owned())));
    }
}

#[test]
fn nothing_is_done_to_lines_before_an_import() {
    let mut asked = facts(PREPARER);
    asked.imported = false;
    for command in [CommandName::Classify, CommandName::Allocate, CommandName::Attach] {
        let refusal = workflow::check::<CostReportMachine>(&State::Open, command, &asked)
            .expect_err("there are no lines");
        assert_eq!(refusal.message, Why::NoImport.to_string());
    }
}

#[test]
fn what_was_true_then_is_kept() {
    let done = workflow::transition::<CostReportMachine>(
        state(StateName::Locked),
        Command::Unlock,
        &facts(LEAD),
        now(),
    )
    .expect("a rejected claim lets it go");
    assert_eq!(done.state, state(StateName::LeadAccepted));
    assert_eq!(done.state.accepted(), Some(stamp(LEAD)));
    assert_eq!(state(StateName::Returned).return_reasons(), Some("voucher 12"));
    assert_eq!(state(StateName::Open).submitted(), None);
}

#[test]
fn the_report_of_who_left_stays_as_it_is() {
    for command in [
        Command::Import,
        Command::Classify,
        Command::Allocate,
        Command::Attach,
        Command::Submit,
    ] {
        let facts = Facts {
            frozen: true,
            ..facts(PREPARER + 100)
        };
        let refused = workflow::transition::<CostReportMachine>(State::Open, command, &facts, now());
        assert_eq!(
            refused.expect_err("frozen").code,
            workflow::RefusalCode::WrongState
        );
    }
}

/// Goal: which locked report can leave its claim, in order of precedence: approved claim, later report, the
/// authority at work, the only report.
#[test]
fn trap_07_only_the_latest_report_of_an_open_claim_is_reopened() {
    use claim::StateName as S;
    for (held_by, newer, only_report, expected) in [
        (Some(S::Paid), Some(2), true, Some(Why::Claimed)),
        (Some(S::FinanceApproved), None, false, Some(Why::Claimed)),
        (Some(S::Submitted), Some(2), true, Some(Why::NotLatest(2))),
        (
            Some(S::SupplementRequested),
            Some(2),
            false,
            Some(Why::NotLatest(2)),
        ),
        (Some(S::Submitted), None, true, Some(Why::WithTheAuthority)),
        (Some(S::ContentChecked), None, false, Some(Why::WithTheAuthority)),
        (Some(S::SupplementRequested), None, true, Some(Why::OnlyReport)),
        (Some(S::SupplementRequested), None, false, None),
        (None, None, false, Some(Why::NoClaim)),
    ] {
        let asked = Facts {
            place: Place {
                newer,
                claim: held_by,
                only_report,
            },
            ..facts(LEAD)
        };
        let locked = state(StateName::Locked);
        let found = CostReportMachine::guard(&locked, CommandName::Reopen, &asked).err();
        assert_eq!(found, expected, "{held_by:?} {newer:?} {only_report}");
    }
}

/// Goal: the lead takes its acceptance back only of the latest report (trap 7); what only waits for it is
/// returned in any order.
#[test]
fn an_accepted_report_is_returned_only_while_it_is_the_latest() {
    for (name, newer, expected) in [
        (StateName::LeadAccepted, Some(3), Some(Why::NotLatest(3))),
        (StateName::LeadAccepted, None, None),
        (StateName::Submitted, Some(3), None),
    ] {
        let asked = Facts {
            place: Place {
                newer,
                ..Place::default()
            },
            ..facts(LEAD)
        };
        let found = CostReportMachine::guard(&state(name), CommandName::Return, &asked).err();
        assert_eq!(found, expected, "{name:?} {newer:?}");
    }
}
