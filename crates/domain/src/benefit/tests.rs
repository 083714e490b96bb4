use chrono::{DateTime, Utc};
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::workflow::{self, Name as _, Reason as _, RefusalCode, Step};

fn figure(value: &str) -> Figure {
    Figure::read(value, "EUR", "The final report, 4.3.3").unwrap()
}

fn signatures(quantity: &str) -> Calculation {
    Calculation::UnitPrice {
        price: figure("3434.85"),
        known_quantity: Some(figure("200")),
        quantity: figure(quantity),
    }
}

fn postage(usage: &str, reading: Reading) -> Calculation {
    Calculation::ShareSaved {
        cost: figure("10000"),
        share: figure("65"),
        break_even: figure("20"),
        usage: figure(usage),
        reading,
    }
}

fn told(calculation: &Calculation) -> (String, Vec<String>) {
    let worked = calculation.work().unwrap();
    let lines = worked.lines.into_iter().map(|line| line.text).collect();
    (worked.result.to_string(), lines)
}

/// Goal: the figures of S10, to the cent, with every step.
#[test]
fn the_figures_of_s10() {
    use Reading::{AfterFee, BeforeFee};
    let (result, lines) = told(&signatures("500"));
    assert_eq!(result, "8587.13");
    assert_eq!(
        lines,
        [
            "3 434.85 / 200 = 17.17425",
            "17.17425 x 500 = 8 587.125 -> 8 587.13"
        ]
    );
    assert_eq!(told(&signatures("200")).0, "3434.85");
    for (usage, reading, expected) in [
        ("20", BeforeFee, "0.00"),
        ("50", BeforeFee, "1950.00"),
        ("100", BeforeFee, "5200.00"),
        ("20", AfterFee, "0.00"),
        ("50", AfterFee, "2437.50"),
        ("100", AfterFee, "6500.00"),
    ] {
        assert_eq!(told(&postage(usage, reading)).0, expected, "{usage} {reading:?}");
    }
    assert_eq!(
        told(&postage("50", BeforeFee)).1,
        [
            "10 000 x 0.65 = 6 500",
            "6 500 x 0.2 = 1 300",
            "6 500 x 0.5 = 3 250",
            "3 250 - 1 300 = 1 950"
        ]
    );
    assert_eq!(
        told(&postage("50", AfterFee)).1,
        [
            "10 000 x 0.65 = 6 500",
            "6 500 / (1 - 0.2) = 8 125",
            "8 125 x 0.2 = 1 625",
            "8 125 x 0.5 = 4 062.5",
            "4 062.5 - 1 625 = 2 437.5",
        ]
    );
}

/// Goal: below the use that covers the fee there is a loss, a known amount is itself, and a number without an end is
/// rounded only at the end.
#[test]
fn other_calculations() {
    assert_eq!(told(&postage("10", Reading::BeforeFee)).0, "-650.00");
    let flat = Calculation::Flat {
        amount: figure("10000.005"),
    };
    assert_eq!(
        told(&flat),
        ("10000.01".to_owned(), vec!["10 000.005 -> 10 000.01".to_owned()])
    );
    let thirds = Calculation::UnitPrice {
        price: figure("1000"),
        known_quantity: Some(figure("3")),
        quantity: figure("3"),
    };
    assert_eq!(
        told(&thirds),
        (
            "1000.00".to_owned(),
            vec![
                "1 000 / 3 = 333.3333333333…".to_owned(),
                "333.3333333333… x 3 = 1 000".to_owned()
            ]
        )
    );
    let plain = Calculation::UnitPrice {
        price: figure("200"),
        known_quantity: None,
        quantity: figure("12"),
    };
    assert_eq!(
        told(&plain),
        ("2400.00".to_owned(), vec!["200 x 12 = 2 400".to_owned()])
    );
}

/// Goal: each fault by its code and the way to it.
#[test]
fn what_cannot_be_calculated_says_where() {
    let negative = Figure {
        value: Decimal::from(-1),
        ..figure("1")
    };
    let with = |change: &dyn Fn(&mut [Figure; 4])| {
        let mut figures = ["10000", "65", "20", "50"].map(figure);
        change(&mut figures);
        let [cost, share, break_even, usage] = figures;
        Calculation::ShareSaved {
            cost,
            share,
            break_even,
            usage,
            reading: Reading::BeforeFee,
        }
    };
    for (calculation, expected) in [
        (
            with(&|all| all[0] = negative.clone()),
            "calculation/shareSaved/cost/value",
        ),
        (
            with(&|all| all[1] = figure("100.1")),
            "calculation/shareSaved/share/value",
        ),
        (
            with(&|all| all[2] = figure("100")),
            "calculation/shareSaved/breakEven/value",
        ),
        (
            with(&|all| all[3].unit.clear()),
            "calculation/shareSaved/usage/unit",
        ),
        (
            with(&|all| all[3].source.clear()),
            "calculation/shareSaved/usage/source",
        ),
        (
            Calculation::UnitPrice {
                price: figure("1"),
                known_quantity: Some(figure("0")),
                quantity: figure("1"),
            },
            "calculation/unitPrice/knownQuantity/value",
        ),
        (
            Calculation::UnitPrice {
                price: figure("999999999"),
                known_quantity: Some(figure("0.00001")),
                quantity: figure("999999999"),
            },
            "calculation",
        ),
    ] {
        let why = Why::from(calculation.work().unwrap_err());
        assert_eq!(
            (why.code(), why.path().join("/").as_str()),
            (RefusalCode::InvalidInput, expected)
        );
    }
    for text in ["", "x", "1,5", ".5", "1.", "1e5", "1.123456", "1000000000", "--1"] {
        assert!(
            matches!(Figure::read(text, "EUR", "x"), Err(FaultyFigure::Value(_))),
            "{text}"
        );
    }
    assert_eq!(Benefit::check(" "), Err(Why::NoName));
    assert_eq!(Benefit::check(&"ä".repeat(201)), Err(Why::NameTooLong(200)));
}

const TABLE: &str = "
stated    recalculate =
stated    withdraw    withdrawn
withdrawn recalculate -
withdrawn withdraw    -
";

/// What every command does in every state: `=` stays, `-` is refused.
#[test]
fn every_pair_is_decided() {
    let mut table = "\n".to_owned();
    for (state, command, step) in workflow::table::<BenefitMachine>() {
        let to = match step {
            Step::To(next) => next.code(),
            Step::Stays => "=",
            Step::No(_) => "-",
        };
        table.push_str(&format!("{:<9} {:<11} {to}\n", state.code(), command.code()));
    }
    assert_eq!(table, TABLE);
}

/// Goal: the transition follows the table, and says why not.
#[test]
fn the_transition_follows_the_table() {
    let now = DateTime::<Utc>::UNIX_EPOCH;
    let facts = Facts {
        by: Uuid::from_u128(7).into(),
    };
    let run = |state: State, command: Command| {
        workflow::transition::<BenefitMachine>(state, command, &facts, now).map(|done| done.state)
    };
    let withdraw = |reason: &str| Command::Withdraw {
        reason: reason.to_owned(),
    };
    let again = || Command::Recalculate(Box::new(signatures("500")));
    assert_eq!(run(State::Stated, again()).unwrap(), State::Stated);
    let refused = run(State::Stated, withdraw(" ")).unwrap_err();
    assert_eq!(
        (refused.code, refused.path),
        (RefusalCode::Incomplete, vec!["reason".to_owned()])
    );
    let withdrawn = run(State::Stated, withdraw("Counted twice")).unwrap();
    assert_eq!(StateName::from(&withdrawn), StateName::Withdrawn);
    for command in [again(), withdraw("x")] {
        assert_eq!(
            run(withdrawn.clone(), command).unwrap_err().code,
            RefusalCode::WrongState
        );
    }
    let none = Calculation::UnitPrice {
        price: figure("1"),
        known_quantity: Some(figure("0")),
        quantity: figure("1"),
    };
    let refused = run(State::Stated, Command::Recalculate(Box::new(none))).unwrap_err();
    assert_eq!(refused.code, RefusalCode::InvalidInput);
}

proptest! {
    /// A price for so many, times as many, is the price: nothing is lost on the way.
    #[test]
    fn a_quotient_is_not_rounded(cents in 0_i64..100_000_000, count in 1_i64..100_000) {
        let calculation = Calculation::UnitPrice {
            price: Figure { value: Decimal::new(cents, 2), ..figure("1") },
            known_quantity: Some(Figure { value: Decimal::from(count), ..figure("1") }),
            quantity: Figure { value: Decimal::from(count), ..figure("1") },
        };
        prop_assert_eq!(calculation.work().unwrap().result.cents(), cents);
    }

    /// At the use that covers the fee nothing is saved and nothing lost, however the share is read.
    #[test]
    fn the_fee_is_covered_where_it_says(cost in 0_i64..1_000_000, share in 0_i64..=100, covered in 0_i64..100) {
        for reading in [Reading::BeforeFee, Reading::AfterFee] {
            let of = |value: i64| Figure { value: Decimal::from(value), ..figure("1") };
            let calculation = Calculation::ShareSaved {
                cost: of(cost), share: of(share), break_even: of(covered), usage: of(covered), reading,
            };
            prop_assert_eq!(calculation.work().unwrap().result.cents(), 0);
        }
    }
}
