//! The conditions, in their order.

use super::{LEAD, PARTNER, at, cell, command, committed, content, facts, key, stamp, states};
use crate::{
    application::{ApplicationMachine, Command, CommandName, Content, Facts, State, Unanswered, Why},
    call,
    ids::OrganisationId,
    money::Money,
    project::BudgetCell,
    workflow::{RefusalCode, check, transition},
};

type Change = fn(&mut Facts);

/// What is wrong, what the first submission meets, and what the supplement meets; in order of
/// precedence.
const SUBMISSION: [(&str, Change, Option<RefusalCode>, Option<RefusalCode>); 8] = [
    (
        "the call is a draft",
        |facts| facts.call.state = call::State::Draft,
        Some(RefusalCode::WrongState),
        None,
    ),
    (
        "the call opens tomorrow",
        |facts| facts.now = at(1, 12),
        Some(RefusalCode::Deadline),
        None,
    ),
    (
        "the call closed at this instant",
        |facts| facts.now = facts.call.details.closing_time(),
        Some(RefusalCode::Deadline),
        None,
    ),
    (
        "a required field of the form is not answered",
        |facts| facts.unanswered.push(unanswered("Tarve")),
        Some(RefusalCode::Incomplete),
        Some(RefusalCode::Incomplete),
    ),
    (
        "a cell in a category that the call does not know",
        |facts| facts.cells[0].category = "gold".to_owned(),
        Some(RefusalCode::InvalidInput),
        Some(RefusalCode::InvalidInput),
    ),
    (
        "an empty budget",
        |facts| facts.cells.clear(),
        Some(RefusalCode::Incomplete),
        Some(RefusalCode::Incomplete),
    ),
    (
        "85 per cent of 1 176.49 is a cent too much",
        |facts| facts.cells = vec![cell(LEAD, "personnel", 70, 117_649)],
        Some(RefusalCode::LimitExceeded),
        Some(RefusalCode::LimitExceeded),
    ),
    (
        "a partner committed to something else",
        |facts| facts.commitments[1] = committed(PARTNER, [8; 32]),
        Some(RefusalCode::Incomplete),
        Some(RefusalCode::Incomplete),
    ),
];

#[test]
fn a_submission_meets_its_conditions() {
    for (what, change, first, supplement) in SUBMISSION {
        let mut given = facts();
        change(&mut given);
        let submit = |state: &State| {
            check::<ApplicationMachine>(state, CommandName::Submit, &given)
                .err()
                .map(|refusal| refusal.code)
        };
        assert_eq!(submit(&State::PartnerCommitments), first, "{what}");
        assert_eq!(submit(&states()[3]), supplement, "{what}, as a supplement");
    }
}

#[test]
fn the_grant_asked_for_is_floored_before_it_is_compared() {
    // 85 per cent of 1 176.47 is 999.9995, of 1 176.48 is 1 000.008.
    for (cents, within) in [(117_647, true), (117_648, true), (117_649, false)] {
        let mut given = facts();
        given.call.details.terms.largest_award = Money::from_cents(100_000);
        given.cells = vec![cell(LEAD, "personnel", 70, cents)];
        let asked = check::<ApplicationMachine>(&State::Draft, CommandName::RequestCommitments, &given);
        assert_eq!(asked.is_ok(), within, "{cents}: {asked:?}");
    }
}

fn unanswered(field: &str) -> Unanswered {
    Unanswered {
        section: "Hanke".to_owned(),
        field: field.to_owned(),
        partner: "Virrat".to_owned(),
    }
}

/// Goal: what is not answered is named with its section and who is to answer it, as far as anybody reads.
#[test]
fn what_is_not_answered_is_named() {
    for (fields, message) in [
        (
            1,
            "these fields of the form must be answered first: Virrat: \"F0\" in \"Hanke\"",
        ),
        (
            2,
            "these fields of the form must be answered first: Virrat: \"F0\" in \"Hanke\"; Virrat: \"F1\" in \"Hanke\"",
        ),
    ] {
        let mut given = facts();
        given.unanswered = (0..fields)
            .map(|number| unanswered(&format!("F{number}")))
            .collect();
        let asked = check::<ApplicationMachine>(&State::Draft, CommandName::RequestCommitments, &given);
        assert_eq!(asked.unwrap_err().message, message);
    }
    let mut given = facts();
    given.unanswered = (0..12).map(|number| unanswered(&format!("F{number}"))).collect();
    let asked = check::<ApplicationMachine>(&State::Draft, CommandName::RequestCommitments, &given);
    assert!(asked.unwrap_err().message.ends_with("; and 2 more"));
}

#[test]
fn without_a_form_there_is_nothing_to_answer() {
    let mut given = facts();
    given.has_form = false;
    let refusal = check::<ApplicationMachine>(&State::Draft, CommandName::Answer, &given).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::WrongState);
}

#[test]
fn who_has_not_committed_is_named() {
    let mut given = facts();
    given.commitments.pop();
    let refusal =
        check::<ApplicationMachine>(&State::PartnerCommitments, CommandName::Submit, &given).unwrap_err();
    assert_eq!(
        refusal.message,
        "not committed: Virrat; every partner, the lead included, commits before it is submitted"
    );
}

#[test]
fn faulty_content_is_refused_with_its_place() {
    #[expect(clippy::type_complexity, reason = "the columns of a table")]
    let cases: [(fn(&mut Content), &str, &[&str]); 8] = [
        (|c| c.title = " ".to_owned(), "INCOMPLETE", &["title"]),
        (|c| c.summary = String::new(), "INCOMPLETE", &["summary"]),
        (|c| c.summary = "x".repeat(20_001), "INVALID_INPUT", &["summary"]),
        (
            |c| c.partners.push(key(PARTNER)),
            "INVALID_INPUT",
            &["partnerIds"],
        ),
        (
            |c| c.partners = vec![key(PARTNER)],
            "INVALID_INPUT",
            &["partnerIds"],
        ),
        (|c| c.sub_areas.clear(), "INCOMPLETE", &["subAreas"]),
        (
            |c| c.sub_areas[0].lead = key(3),
            "INVALID_INPUT",
            &["subAreas", "0", "leadId"],
        ),
        (
            |c| c.sub_areas[0].topic = "gold".to_owned(),
            "INVALID_INPUT",
            &["subAreas", "0", "topic"],
        ),
    ];
    for (change, code, path) in cases {
        let mut content = content();
        change(&mut content);
        let refusal = transition::<ApplicationMachine>(
            State::Draft,
            Command::Update(Box::new(content)),
            &facts(),
            at(3, 12),
        )
        .unwrap_err();
        let found: &str = refusal.code.into();
        let path: Vec<String> = path.iter().map(|&part| part.to_owned()).collect();
        assert_eq!((found, refusal.path), (code, path));
    }
}

#[test]
fn a_faulty_budget_is_refused_with_its_cell() {
    let good = || cell(PARTNER, "travel", 70, 1);
    let cases: [(OrganisationId, Vec<BudgetCell>, Why); 6] = [
        (key(3), vec![], Why::UnknownPartner),
        (
            key(PARTNER),
            vec![good(), cell(PARTNER, "gold", 70, 1)],
            Why::UnknownCategory {
                place: 1,
                category: "gold".to_owned(),
            },
        ),
        (
            key(PARTNER),
            vec![cell(PARTNER, "travel", 71, 1)],
            Why::UnknownSubArea { place: 0 },
        ),
        (
            key(PARTNER),
            vec![cell(PARTNER, "travel", 70, -1)],
            Why::NegativeAmount {
                place: 0,
                amount: Money::from_cents(-1),
            },
        ),
        (
            key(PARTNER),
            vec![good(), good()],
            Why::CellTwice {
                place: 1,
                category: "travel".to_owned(),
            },
        ),
        (
            key(PARTNER),
            vec![cell(PARTNER, "travel", 70, i64::MAX)],
            Why::TooLarge(crate::money::Overflow),
        ),
    ];
    for (partner, cells, why) in cases {
        let command = Command::SetBudget { partner, cells };
        let refusal =
            transition::<ApplicationMachine>(State::Draft, command, &facts(), at(3, 12)).unwrap_err();
        assert_eq!(refusal.message, why.to_string());
    }
}

#[test]
fn a_withdrawal_keeps_that_it_had_been_submitted() {
    let submitted = stamp(20);
    for (state, kept) in [
        (State::Draft, None),
        (State::Submitted { submitted }, Some(submitted)),
        (states()[4].clone(), Some(submitted)),
    ] {
        let done =
            transition::<ApplicationMachine>(state, command(CommandName::Withdraw), &facts(), at(3, 12))
                .unwrap();
        assert_eq!(done.state.submitted(), kept);
    }
}
