//! The forms of what is written at the end of a project: those that come with the engine, as anybody would take them
//! into use.

use anyhow::Context;
use serde_json::json;

use super::{
    client::document,
    walk::{Walk, step},
};

/// The exit plan, the final report and its evaluation questions.
const FORMS: [&str; 3] = ["exit-plan", "digitek-final-report", "evaluation-questions"];

/// Imported by the officer and published by a second person, unless somebody has.
pub(super) async fn publish(walk: &mut Walk) -> anyhow::Result<()> {
    let officer = walk.state("officer")?;
    let second = walk.state("second_approver")?;
    for code in FORMS {
        let known = walk
            .client
            .query(&officer.token, document!("forms"), json!({ "code": code }))
            .await?;
        let mut nodes = known["forms"]["nodes"].as_array().into_iter().flatten();
        if nodes.any(|form| form["state"] == "published") {
            continue;
        }
        let mut shipped = known["shippedForms"].as_array().into_iter().flatten();
        let shipped = shipped.find(|form| form["code"] == code);
        let definition = &shipped.context("the form does not come along")?["definition"];
        let what = format!("form {code} taken into use");
        let input = json!({ "definition": definition });
        let form = walk
            .act(&officer, &what, document!("import_form"), input, "-")
            .await?;
        let what = format!("form {code} published by a second person");
        let publish = document!("publish_form");
        walk.act(&second, &what, publish, step(&form), "draft").await?;
    }
    Ok(())
}
