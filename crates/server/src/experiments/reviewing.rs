//! The reviews: assigned in turns, scored blind; who has a conflict of interest is replaced.

use anyhow::bail;
use serde_json::{Value, json};

use super::{
    desk::{Applied, Desk, each},
    plan::{CRITERIA, Review},
    texts,
};
use crate::walkthrough::{client::document, step};

/// Has every application reviewed.
pub(super) async fn review<'a>(
    desk: &'a Desk,
    handled: Vec<Applied<'a>>,
) -> anyhow::Result<Vec<Applied<'a>>> {
    each("reviewed", handled, |one| review_one(desk, one)).await
}

async fn review_one<'a>(desk: &Desk, applied: Applied<'a>) -> anyhow::Result<Applied<'a>> {
    let officer = desk.one_of("officer", applied.planned.place)?;
    // Everybody is assigned before anybody scores.
    let mut assigned = Vec::new();
    for (reviewer, comes) in &applied.planned.reviews {
        let who = desk.one_of("reviewer", *reviewer)?;
        let input = json!({
            "applicationId": applied.object["id"], "expectedVersion": applied.object["version"],
            "personId": desk.person(who)?,
        });
        let review = desk.act(officer, document!("assign_reviewer"), input).await?;
        assigned.push((who, comes, review));
    }
    for (who, comes, review) in assigned {
        match comes {
            Review::OwnMunicipality if review["state"] == "conflicted" => {}
            Review::OwnMunicipality => {
                bail!("{} may review an application of the own municipality", who.name)
            }
            Review::Declared => {
                let mut input = step(&review);
                input["reason"] = json!(texts::CONFLICT);
                desk.act(who, document!("declare_conflict"), input).await?;
            }
            Review::Points(points) => {
                let mut input = step(&review);
                input["scores"] = scores(points);
                let review = desk.act(who, document!("save_review_scores"), input).await?;
                desk.act(who, document!("submit_review"), step(&review)).await?;
            }
        }
    }
    Ok(applied)
}

fn scores(points: &[i64]) -> Value {
    CRITERIA
        .iter()
        .zip(points)
        .map(|((code, fi, .., scale), points)| {
            json!({ "criterion": code, "points": points, "reason": texts::reason(fi, *points, *scale) })
        })
        .collect()
}
