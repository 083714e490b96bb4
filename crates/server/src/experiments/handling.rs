//! What the officers do before and after the reviews: each has applications, checks them, and evaluates them.

use serde_json::json;

use super::{
    applying::lead,
    desk::{Applied, Desk, each, walked},
    texts,
};
use crate::walkthrough::{client::document, step};

/// Gives the applications to the officers in turns, who record what they checked.
pub(super) async fn hand_out<'a>(
    desk: &'a Desk,
    applied: &[Applied<'a>],
) -> anyhow::Result<Vec<Applied<'a>>> {
    each("given to officers and checked", applied, |one| check(desk, one)).await
}

async fn check<'a>(desk: &Desk, applied: &Applied<'a>) -> anyhow::Result<Applied<'a>> {
    let planned = applied.planned;
    let head = desk.state("officer")?;
    let officer = desk.one_of("officer", planned.place)?;
    let mut input = step(&applied.object);
    input["personId"] = json!(desk.person(officer)?);
    let mut object = desk.act(head, document!("assign_application"), input).await?;
    for (code, passed) in [("state_aid", true), ("results_stay", planned.results_stay)] {
        let mut input = step(&object);
        input["code"] = json!(code);
        input["passed"] = json!(passed);
        input["note"] = json!(texts::check(code, passed));
        object = desk
            .act(officer, document!("record_application_check"), input)
            .await?;
    }
    Ok(Applied { planned, object })
}

/// Has each application evaluated by the officer who has it.
pub(super) async fn evaluate<'a>(
    desk: &'a Desk,
    reviewed: &[Applied<'a>],
) -> anyhow::Result<Vec<Applied<'a>>> {
    each("evaluated", reviewed, |one| evaluate_one(desk, one)).await
}

async fn evaluate_one<'a>(desk: &Desk, applied: &Applied<'a>) -> anyhow::Result<Applied<'a>> {
    let planned = applied.planned;
    let officer = desk.one_of("officer", planned.place)?;
    let mut input = step(&applied.object);
    input["statement"] = json!(texts::statement(planned, lead(planned)?.correspondence()));
    let object = desk.act(officer, walked!("evaluate_application"), input).await?;
    Ok(Applied { planned, object })
}
