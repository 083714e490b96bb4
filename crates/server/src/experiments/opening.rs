//! The call: drafted with criteria and a form, published by a second person, closed by the clock.

use std::time::Duration;

use anyhow::{Context, bail};
use chrono::{Datelike, Days, NaiveDate};
use serde_json::{Value, json};

use super::{
    desk::{Desk, walked},
    plan::{APPROPRIATION, CRITERIA, THEMES},
    texts,
};
use crate::walkthrough::{client::document, euros, step, text};

const FORM: &str = "digitek-application";

/// The call of this seed, if it was played before.
pub(super) async fn find(desk: &Desk) -> anyhow::Result<Option<String>> {
    let officer = desk.state("officer")?;
    let mut after = Value::Null;
    loop {
        let page = desk
            .client
            .query(&officer.token, document!("calls"), json!({ "after": after }))
            .await?;
        let found = page["calls"]["nodes"].as_array().into_iter().flatten();
        if let Some(call) = found.into_iter().find(|call| call["title"] == desk.title()) {
            return text(call, "/id").map(Some);
        }
        if page["calls"]["pageInfo"]["hasNextPage"] != true {
            return Ok(None);
        }
        after = page["calls"]["pageInfo"]["endCursor"].clone();
    }
}

/// Drafts the call and lets a second person publish it; gives its global id.
pub(super) async fn open(desk: &Desk) -> anyhow::Result<String> {
    let officer = desk.state("officer")?;
    let second = desk.state("second_approver")?;
    let form = form(desk).await?;
    let time = desk
        .client
        .query(&officer.token, walked!("server_time"), json!({}))
        .await?;
    let content = content(&desk.title(), text(&time, "/serverTime/today")?.parse()?);
    let content = content.context("the calendar ends here")?;
    let call = json!({ "content": content });
    let call = desk.act(officer, walked!("create_call"), call).await?;
    let mut input = step(&call);
    input["formId"] = json!(form);
    let call = desk.act(officer, document!("choose_call_form"), input).await?;
    let mut input = step(&call);
    input["blind"] = json!(true);
    input["criteria"] = CRITERIA
        .iter()
        .map(|(code, fi, sv, en, weight, scale)| {
            json!({ "code": code, "nameFi": fi, "nameSv": sv, "nameEn": en, "weight": weight, "scale": scale })
        })
        .collect();
    let call = desk.act(officer, document!("set_review_criteria"), input).await?;
    let call = desk.act(second, walked!("publish_call"), step(&call)).await?;
    println!(
        "   the call is drafted by {} and published by {}",
        officer.name, second.name
    );
    text(&call, "/id")
}

/// What the call says: three weeks to apply, the next calendar year to use the money.
fn content(title: &str, today: NaiveDate) -> Option<Value> {
    let closes = today.checked_add_days(Days::new(21))?;
    let year = closes.year() + 1;
    let topics = THEMES.iter().map(|code| {
        let (fi, sv) = texts::theme(code);
        json!({ "code": code, "name": fi, "nameSv": sv })
    });
    Some(json!({
        "title": title, "opensOn": today, "closesOn": closes,
        "usePeriodFirst": NaiveDate::from_ymd_opt(year, 1, 1)?, "usePeriodLast": NaiveDate::from_ymd_opt(year, 12, 31)?,
        "appropriation": euros(APPROPRIATION), "largestAward": "50000.00", "smallestAward": "2000.00", "rate": "85",
        "topics": topics.collect::<Vec<_>>(),
    }))
}

/// The published form that comes with the engine; published here when nobody has.
async fn form(desk: &Desk) -> anyhow::Result<String> {
    let officer = desk.state("officer")?;
    let forms = desk
        .client
        .query(&officer.token, document!("forms"), json!({ "code": FORM }))
        .await?;
    let mut nodes = forms["forms"]["nodes"].as_array().into_iter().flatten();
    if let Some(form) = nodes.find(|form| form["state"] == "published") {
        return text(form, "/id");
    }
    let mut shipped = forms["shippedForms"].as_array().into_iter().flatten();
    let shipped = shipped.find(|form| form["code"] == FORM);
    let definition = &shipped.context("the form does not come along")?["definition"];
    let form = json!({ "definition": definition });
    let form = desk.act(officer, document!("import_form"), form).await?;
    let second = desk.state("second_approver")?;
    let form = desk.act(second, document!("publish_form"), step(&form)).await?;
    text(&form, "/id")
}

/// Lets the time to apply pass and waits until the clock's work has closed the call.
pub(super) async fn close(desk: &Desk, call: &str) -> anyhow::Result<()> {
    const PAUSE: Duration = Duration::from_millis(100);
    let officer = desk.state("officer")?;
    let read = async || {
        let read = document!("call");
        let read = desk
            .client
            .query(&officer.token, read, json!({ "id": call }))
            .await?;
        anyhow::Ok(read["call"].clone())
    };
    let closes: NaiveDate = text(&read().await?, "/closesOn")?.parse()?;
    let day = closes
        .checked_add_days(Days::new(4))
        .context("the calendar ends here")?;
    desk.move_to(day, "the call has closed").await?;
    // The reminders of a long time may come due with it.
    for _ in 0..3000 {
        if read().await?["state"] == "closed" {
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
    bail!("the call was not closed within five minutes after its last day")
}
