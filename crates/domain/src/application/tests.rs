//! What may happen to an application, pair by pair, and the conditions in their order.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use uuid::Uuid;

use super::{ApplicationMachine, Command, CommandName, Content, Facts, Snapshot, State, StateName, Why};
use crate::{
    call::{self, Call, Terms, Topic},
    commitment::{self, Commitment},
    ids::OrganisationId,
    ladder::Ladder,
    money::Money,
    project::{BudgetCell, SubArea},
    rate::Rate,
    schedule::ReportingSchedule,
    use_period::UsePeriod,
    workflow::{self, Name, RefusalCode, Stamp, Step, check, transition},
};

fn key<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn at(day: u32, hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 2, day, hour, 0, 0).single().unwrap()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, day).unwrap()
}

fn stamp(by: u128) -> Stamp {
    Stamp {
        by: key(by),
        at: at(2, 10),
    }
}

const LEAD: u128 = 1;
const PARTNER: u128 = 2;
const SNAPSHOT: [u8; 32] = [7; 32];

fn terms() -> Terms {
    Terms {
        rate: Rate::EIGHTY_FIVE_PERCENT,
        largest_award: Money::from_cents(100_000),
        appropriation: Money::from_cents(1_000_000),
        vat: call::Vat::Excluded,
        indirect_costs: call::IndirectCosts::None,
        budget_tolerance: Rate::ZERO,
        categories: Terms::usual_categories(),
        topics: vec![Topic {
            code: "digital".to_owned(),
            name: "Digital".to_owned(),
        }],
        use_period: UsePeriod {
            first: day(1),
            last: day(28),
        },
        schedule: ReportingSchedule::default(),
        ladder: Ladder::default(),
        retention_years: 10,
    }
}

fn cell(partner: u128, category: &str, sub_area: u128, cents: i64) -> BudgetCell {
    BudgetCell {
        partner: key(partner),
        category: category.to_owned(),
        sub_area: key(sub_area),
        amount: Money::from_cents(cents),
    }
}

fn committed(partner: u128, snapshot: [u8; 32]) -> Commitment {
    Commitment {
        id: key(100 + partner),
        version: 1,
        application: key(50),
        partner: key(partner),
        state: commitment::State::Given {
            requested: stamp(20),
            given: stamp(21),
            snapshot: snapshot.into(),
            prepared_by: key(22),
        },
    }
}

fn sub_area(id: u128, lead: u128) -> SubArea {
    SubArea {
        id: key(id),
        number: 1,
        name: "Local democracy".to_owned(),
        topic: "digital".to_owned(),
        lead: key(lead),
    }
}

/// Everything as it must be for the application to be submitted.
fn facts() -> Facts {
    Facts {
        by: key(20),
        now: at(3, 12),
        call: Call {
            id: key(60),
            version: 1,
            authority: key(9),
            drafted_by: key(30),
            details: call::Details {
                title: "Call".to_owned(),
                opens_on: day(2),
                closes_on: day(27),
                terms: terms(),
            },
            state: call::State::Published { published: stamp(31) },
        },
        lead: key(LEAD),
        partners: vec![
            (key(LEAD), "Pälkäne".to_owned()),
            (key(PARTNER), "Virrat".to_owned()),
        ],
        sub_areas: vec![sub_area(70, LEAD)],
        cells: vec![
            cell(LEAD, "personnel", 70, 50_000),
            cell(PARTNER, "travel", 70, 1_001),
        ],
        commitments: vec![committed(LEAD, SNAPSHOT), committed(PARTNER, SNAPSHOT)],
        snapshot: SNAPSHOT.into(),
    }
}

fn states() -> Vec<State> {
    let (submitted, evaluated, decided) = (stamp(20), stamp(30), stamp(31));
    let statement = "Good.".to_owned();
    vec![
        State::Draft,
        State::PartnerCommitments,
        State::Submitted { submitted },
        State::SupplementRequested {
            submitted,
            supplement: super::Supplement {
                asked: stamp(30),
                questions: "Why?".to_owned(),
            },
        },
        State::Evaluated {
            submitted,
            evaluated,
            statement: statement.clone(),
        },
        State::Accepted {
            submitted,
            evaluated,
            statement: statement.clone(),
            decided,
        },
        State::Rejected {
            submitted,
            evaluated,
            statement,
            decided,
        },
        State::Withdrawn {
            submitted: None,
            withdrawn: stamp(20),
            reason: "No time.".to_owned(),
        },
    ]
}

fn content() -> Content {
    Content {
        title: "Joint project".to_owned(),
        summary: "What it is about.".to_owned(),
        partners: vec![key(LEAD), key(PARTNER)],
        sub_areas: vec![sub_area(70, LEAD)],
    }
}

fn command(name: CommandName) -> Command {
    let text = "Words.".to_owned();
    match name {
        CommandName::Update => Command::Update(Box::new(content())),
        CommandName::SetBudget => Command::SetBudget {
            partner: key(PARTNER),
            cells: vec![cell(PARTNER, "travel", 70, 900)],
        },
        CommandName::RequestCommitments => Command::RequestCommitments,
        CommandName::Reopen => Command::Reopen,
        CommandName::Submit => Command::Submit,
        CommandName::RequestSupplement => Command::RequestSupplement { questions: text },
        CommandName::Evaluate => Command::Evaluate { statement: text },
        CommandName::Withdraw => Command::Withdraw { reason: text },
        CommandName::Accept => Command::Accept,
        CommandName::Reject => Command::Reject,
    }
}

/// A line per state and command, in the order of the definition.
const TABLE: &str = "
draft                 update               stays
draft                 set_budget           stays
draft                 request_commitments  partner_commitments
draft                 reopen               no: the application is being written; there is nothing to take back
draft                 submit               no: the partners have not committed; ask them to commit first
draft                 request_supplement   no: the application has not been submitted
draft                 evaluate             no: the application has not been submitted
draft                 withdraw             withdrawn
draft                 accept               no: the application has not been submitted
draft                 reject               no: the application has not been submitted
partner_commitments   update               no: the partners are committing to what it says; reopen it to change it
partner_commitments   set_budget           no: the partners are committing to what it says; reopen it to change it
partner_commitments   request_commitments  no: the partners have been asked already; reopen the application to ask them anew
partner_commitments   reopen               draft
partner_commitments   submit               submitted
partner_commitments   request_supplement   no: the application has not been submitted
partner_commitments   evaluate             no: the application has not been submitted
partner_commitments   withdraw             withdrawn
partner_commitments   accept               no: the application has not been submitted
partner_commitments   reject               no: the application has not been submitted
submitted             update               no: the application is with the authority; it is changed only when a supplement is requested
submitted             set_budget           no: the application is with the authority; it is changed only when a supplement is requested
submitted             request_commitments  no: the application is with the authority; it is changed only when a supplement is requested
submitted             reopen               no: the application is with the authority; it is changed only when a supplement is requested
submitted             submit               no: the application is submitted already
submitted             request_supplement   supplement_requested
submitted             evaluate             evaluated
submitted             withdraw             withdrawn
submitted             accept               no: the application has not been evaluated
submitted             reject               no: the application has not been evaluated
supplement_requested  update               stays
supplement_requested  set_budget           stays
supplement_requested  request_commitments  stays
supplement_requested  reopen               no: it can be changed as it is, for a supplement is requested
supplement_requested  submit               submitted
supplement_requested  request_supplement   no: a supplement has been requested and not yet given
supplement_requested  evaluate             no: a supplement has been requested; wait until the lead submits it
supplement_requested  withdraw             withdrawn
supplement_requested  accept               no: a supplement has been requested; wait until the lead submits it
supplement_requested  reject               no: a supplement has been requested; wait until the lead submits it
evaluated             update               no: the application has been evaluated and waits for a decision as it is
evaluated             set_budget           no: the application has been evaluated and waits for a decision as it is
evaluated             request_commitments  no: the application has been evaluated and waits for a decision as it is
evaluated             reopen               no: the application has been evaluated and waits for a decision as it is
evaluated             submit               no: the application has been evaluated and waits for a decision as it is
evaluated             request_supplement   no: the application has been evaluated and waits for a decision as it is
evaluated             evaluate             no: the application has been evaluated already
evaluated             withdraw             withdrawn
evaluated             accept               accepted
evaluated             reject               rejected
accepted              (every command)      no: the application has been granted; its life goes on in the project
rejected              (every command)      no: the application was not granted; nothing more happens to it
withdrawn             (every command)      no: the application was withdrawn; nothing more happens to it
";

#[test]
fn the_table_is_as_reviewed() {
    let mut rendered = String::from("\n");
    let mut over = None;
    for (state, command, step) in workflow::table::<ApplicationMachine>() {
        let is_over = matches!(
            state,
            StateName::Accepted | StateName::Rejected | StateName::Withdrawn
        );
        let step = match step {
            Step::To(next) => next.code().to_owned(),
            Step::Stays => "stays".to_owned(),
            Step::No(why) => format!("no: {why}"),
        };
        let command = if is_over {
            "(every command)"
        } else {
            command.code()
        };
        let line = format!("{:<21} {command:<20} {step}\n", state.code());
        if over.as_ref() != Some(&line) {
            rendered.push_str(&line);
        }
        over = is_over.then_some(line);
    }
    assert_eq!(rendered, TABLE);
}

#[test]
fn with_all_facts_in_order_the_machine_does_what_the_table_says() {
    use strum::IntoEnumIterator;
    for state in states() {
        for name in CommandName::iter() {
            let step = <ApplicationMachine as workflow::Machine>::step(StateName::from(&state), name);
            let done = transition::<ApplicationMachine>(state.clone(), command(name), &facts(), at(3, 12));
            match step {
                Step::To(next) => assert_eq!(StateName::from(&done.unwrap().state), next),
                Step::Stays => assert_eq!(done.unwrap().state, state),
                Step::No(_) => assert_eq!(done.unwrap_err().code, RefusalCode::WrongState),
            }
        }
    }
}

type Change = fn(&mut Facts);

/// What is wrong, what the first submission meets, and what the supplement meets; in order of
/// precedence.
const SUBMISSION: [(&str, Change, Option<RefusalCode>, Option<RefusalCode>); 7] = [
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

#[test]
fn the_snapshot_covers_every_shared_fact_and_no_order() {
    let application = super::Application {
        id: key(50),
        version: 1,
        call: key(60),
        authority: key(9),
        lead: key(LEAD),
        created_by: key(20),
        title: "Title".to_owned(),
        summary: "Summary".to_owned(),
        partners: vec![part(LEAD), part(PARTNER)],
        budget: key(80),
        state: State::Draft,
    };
    let (areas, cells) = (facts().sub_areas, facts().cells);
    let original = Snapshot::of(&application, &areas, &cells);
    let reversed: Vec<_> = cells.iter().rev().cloned().collect();
    let mut other_order = application.clone();
    other_order.partners.reverse();
    other_order.version = 9;
    other_order.partners[0].prepared = Some(stamp(40));
    assert_eq!(Snapshot::of(&other_order, &areas, &reversed), original);

    let changed = |change: fn(&mut super::Application)| {
        let mut other = application.clone();
        change(&mut other);
        Snapshot::of(&other, &areas, &cells)
    };
    let mut cheaper = cells.clone();
    cheaper[0].amount = Money::from_cents(49_999);
    let mut moved = areas.clone();
    moved[0].lead = key(PARTNER);
    let different = [
        changed(|other| other.title = "TitleS".to_owned()),
        changed(|other| {
            other.title = "TitleS".to_owned();
            other.summary = "ummary".to_owned();
        }),
        changed(|other| other.lead = key(PARTNER)),
        changed(|other| other.partners.truncate(1)),
        Snapshot::of(&application, &areas, &cheaper),
        Snapshot::of(&application, &moved, &cells),
        Snapshot::of(&application, &[], &cells),
    ];
    for (place, one) in different.iter().enumerate() {
        assert_ne!(*one, original, "change {place}");
        assert!(
            !different[..place].contains(one),
            "change {place} looks like an earlier one"
        );
    }
}

fn part(organisation: u128) -> super::Part {
    super::Part {
        organisation: key(organisation),
        prepared: None,
    }
}
