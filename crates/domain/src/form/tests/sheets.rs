use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Plain, definition, said, text};
use crate::{
    form::{Answer, Audience, Definition, Lack, Sheet},
    ids::OrganisationId,
    workflow::Stamp,
};

const LEAD: u128 = 1;
const PARTNER: u128 = 2;

fn organisation(number: u128) -> OrganisationId {
    Uuid::from_u128(number).into()
}

/// The answers, as owner, field and text; `-` is one that was taken back.
fn answers(definition: &Definition, given: &[(u128, &str, &str)]) -> Vec<Answer> {
    let stamp = Stamp {
        by: Uuid::from_u128(9).into(),
        at: DateTime::<Utc>::UNIX_EPOCH,
    };
    given
        .iter()
        .map(|&(owner, code, written)| {
            let (_, field) = definition.field(code).unwrap();
            let value = field.kind.read(&said(written), &Plain).unwrap();
            Answer {
                field: code.to_owned(),
                owner: organisation(owner),
                version: 1,
                form: Uuid::from_u128(5).into(),
                value,
                answered: stamp,
            }
        })
        .collect()
}

fn missing(definition: &Definition, answers: &[Answer]) -> Vec<String> {
    let partners = vec![organisation(LEAD), organisation(PARTNER)];
    let sheet = Sheet::new(definition, organisation(LEAD), partners, answers);
    let missing = sheet.missing();
    let all = missing.into_iter().map(|one| {
        let number = Uuid::from(one.owner).as_u128();
        let again = if one.lack == Lack::NotAnswered { "" } else { "!" };
        format!("{}/{} {number}{again}", one.section.code, one.field.code)
    });
    all.collect()
}

/// Goal: what is missing, section by section and partner by partner, as answers come; a line per case.
#[test]
fn what_is_missing() {
    let form = definition();
    for (given, expected) in [
        (vec![], vec!["a/any 1", "b/staff 1", "b/staff 2"]),
        (vec![(LEAD, "any", "no")], vec!["b/staff 1", "b/staff 2"]),
        (
            vec![(LEAD, "any", "yes")],
            vec!["a/results 1", "b/staff 1", "b/staff 2"],
        ),
        (
            vec![
                (LEAD, "any", "yes"),
                (LEAD, "results", "alusta"),
                (PARTNER, "staff", "1.5"),
            ],
            vec!["b/staff 1"],
        ),
        // Taken back.
        (
            vec![(LEAD, "any", "no"), (LEAD, "staff", " "), (PARTNER, "staff", "0")],
            vec!["b/staff 1"],
        ),
        // An answer of somebody who is not asked counts for nobody.
        (
            vec![(PARTNER, "any", "yes")],
            vec!["a/any 1", "b/staff 1", "b/staff 2"],
        ),
    ] {
        let given = answers(&form, &given);
        assert_eq!(missing(&form, &given), expected);
    }
}

/// Goal: an answer that was given under another version and cannot stand any more is to be given anew; one that
/// can stand counts.
#[test]
fn a_later_version() {
    let form = definition();
    let given = answers(
        &form,
        &[
            (LEAD, "any", "no"),
            (LEAD, "staff", "1"),
            (PARTNER, "staff", "99"),
        ],
    );
    let mut later = form.clone();
    later.sections[1].fields[0].kind = text();
    assert_eq!(missing(&later, &given), ["b/staff 1!", "b/staff 2!"]);
    let mut later = form;
    later.sections[1].asked_of = Audience::Lead;
    assert_eq!(missing(&later, &given), [""; 0]);
}

/// Goal: what is hidden hides what depends on it.
#[test]
fn hidden_in_chains() {
    let mut form = definition();
    let mut deeper = super::field("deeper", text());
    deeper.visible_when = Some(crate::form::Condition::Answered {
        field: "results".to_owned(),
    });
    form.sections[0].fields.push(deeper);
    assert_eq!(form.faults(), []);
    let given = answers(
        &form,
        &[
            (LEAD, "any", "no"),
            (LEAD, "results", "x"),
            (LEAD, "staff", "1"),
            (PARTNER, "staff", "1"),
        ],
    );
    assert_eq!(missing(&form, &given), [""; 0]);
    let given = answers(
        &form,
        &[
            (LEAD, "any", "yes"),
            (LEAD, "results", "x"),
            (LEAD, "staff", "1"),
            (PARTNER, "staff", "1"),
        ],
    );
    assert_eq!(missing(&form, &given), ["a/deeper 1"]);
}
