//! A survey of residents: invited by mail, reminded once, answered without a sign-in, published with its numbers.

use anyhow::Context;
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use super::{
    applying::LEAD,
    client::document,
    walk::{Walk, step, text},
};
use crate::demo::DemoToken;

/// So many are invited.
const INVITED: usize = 8;
/// So many answer at once, and one more when it is reminded.
const AT_ONCE: usize = 6;
/// So many say what would be better; fewer than are shown.
const WITH_ADVICE: usize = 4;
/// How long it is open.
const DAYS: u64 = 14;

fn words(fi: &str, sv: &str, en: &str) -> Value {
    json!({ "fi": fi, "sv": sv, "en": en })
}

fn questions() -> Value {
    let yes = json!({ "code": "yes", "label": words("Kyllä", "Ja", "Yes") });
    let no = json!({ "code": "no", "label": words("En", "Nej", "No") });
    let used = words(
        "Oletko asioinut kuntasi kanssa sähköisesti?",
        "Har du uträttat ärenden elektroniskt hos din kommun?",
        "Have you dealt with your municipality electronically?",
    );
    let again = words(
        "Tekisitkö niin taas?",
        "Skulle du göra det igen?",
        "Would you again?",
    );
    let title = words("Asukaskysely", "Invånarenkät", "Survey of residents");
    let choice = |code: &str, label: Value| json!({ "code": code, "type": "choice", "label": label, "required": false, "options": [yes, no] });
    json!({
        "format": "talkoot-form/1", "code": "residents", "title": title,
        "sections": [{
            "code": "all", "title": title, "askedOf": "lead",
            "fields": [choice("used", used), choice("again", again)],
        }],
    })
}

/// Written, sent, answered by most, closed by the clock, published, and read by anybody.
pub(super) async fn ask(walk: &mut Walk, project: &Value, today: NaiveDate) -> anyhow::Result<()> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let number = text(project, "/number")?;
    let title = format!("Miten sähköiset palvelut toimivat? ({number})");
    let closes = today.checked_add_days(Days::new(DAYS)).context("no such day")?;
    let content = json!({
        "title": title, "language": "FI", "questions": questions(), "closesOn": closes,
    });
    let input = json!({ "projectId": project["id"], "content": content });
    let survey = walk
        .act(
            &lead,
            "survey of residents written",
            document!("create_survey"),
            input,
            "-",
        )
        .await?;
    let addresses = addresses(&number);
    let mut input = step(&survey);
    input["addresses"] = json!(addresses);
    let invite = document!("invite_to_survey");
    let what = format!("{INVITED} residents invited");
    let survey = walk.act(&lead, &what, invite, input, "draft").await?;
    let open = document!("open_survey");
    let survey = walk
        .act(&lead, "survey opened", open, step(&survey), "draft")
        .await?;
    publish_too_early(walk, &lead, &survey).await?;
    wait_until(walk, &lead, &survey, "every invitation to be delivered", |now| {
        now["participation"]["delivered"] == INVITED
    })
    .await?;
    for (place, address) in addresses.iter().take(AT_ONCE).enumerate() {
        let mail = mails_to(walk, address).await?;
        answer(walk, &mail, place).await?;
    }
    println!("     {AT_ONCE} residents answer behind the links of their mails, without a sign-in");
    remind(walk, &addresses, closes).await?;
    close(walk, &lead, &survey, closes).await?;
    read_in_public(walk, &title).await
}

fn addresses(number: &str) -> Vec<String> {
    let tag: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    (1..=INVITED)
        .map(|one| format!("asukas{one}.{}@asukkaat.example", tag.to_lowercase()))
        .collect()
}

async fn publish_too_early(walk: &mut Walk, lead: &DemoToken, survey: &Value) -> anyhow::Result<()> {
    let what = "the lead tries to publish while people answer";
    let publish = document!("publish_survey");
    walk.refused(lead, what, publish, step(survey), "WRONG_STATE")
        .await
}

/// Two days before the end those who have not answered are written to once; one of them answers then.
async fn remind(walk: &mut Walk, addresses: &[String], closes: NaiveDate) -> anyhow::Result<()> {
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(100);
    let day = closes.checked_sub_days(Days::new(2)).context("no such day")?;
    walk.move_to(day, "the survey closes in two days").await?;
    let late = &addresses[AT_ONCE..];
    for address in late {
        for _ in 0..300 {
            if mails_to(walk, address).await?.len() > 1 {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        let mails = mails_to(walk, address).await?.len();
        walk.expect
            .equal("mails to somebody who has not answered", mails, 2);
    }
    let answered = mails_to(walk, &addresses[0]).await?.len();
    walk.expect.equal("mails to somebody who has", answered, 1);
    let mail = mails_to(walk, &late[0]).await?;
    answer(walk, &mail, AT_ONCE).await?;
    println!("     one of those who were reminded answers");
    Ok(())
}

/// The names of the mails to an address, newest first, as the mailbox of the demonstration lists them.
async fn mails_to(walk: &Walk, address: &str) -> anyhow::Result<Vec<String>> {
    let page = walk.client.page("/mailbox").await?;
    let to = format!("&lt;{address}&gt;");
    let rows = page.split("<tr>").filter(|row| row.contains(&to));
    let name = |row: &str| {
        Some(
            row.split_once("href=\"/mailbox/")?
                .1
                .split_once('"')?
                .0
                .to_owned(),
        )
    };
    Ok(rows.filter_map(name).collect())
}

/// Answers behind the link of the newest of these mails, as the one at this place.
async fn answer(walk: &Walk, mails: &[String], place: usize) -> anyhow::Result<()> {
    let newest = mails.first().context("nobody was written to")?;
    let page = walk.client.page(&format!("/mailbox/{newest}")).await?;
    let link = page
        .split_once("<pre>")
        .and_then(|(_, text)| text.split_once("/surveys/"));
    let (_, rest) = link.context("the mail has no link to the survey")?;
    let secret: String = rest
        .chars()
        .take_while(|one| !one.is_whitespace() && *one != '<')
        .collect();
    let mut answers = json!({ "used": if place < 5 { "yes" } else { "no" } });
    if place < WITH_ADVICE {
        answers["again"] = json!("yes");
    }
    let variables = json!({ "input": { "secret": secret, "answers": answers } });
    let answered = walk
        .client
        .public_query(document!("answer_survey"), variables)
        .await?;
    let refusals = &answered["answerSurvey"]["refusals"];
    anyhow::ensure!(
        refusals.as_array().is_some_and(Vec::is_empty),
        "an answer was refused: {refusals}"
    );
    Ok(())
}

/// Closed by the clock when its last day has ended, and published.
async fn close(walk: &mut Walk, lead: &DemoToken, survey: &Value, closes: NaiveDate) -> anyhow::Result<()> {
    let day = closes.succ_opt().context("no such day")?;
    walk.move_to(day, "the last day of the survey has ended").await?;
    let closed = wait_until(walk, lead, survey, "the survey to be closed", |now| {
        now["state"] == "closed"
    })
    .await?;
    let publish = document!("publish_survey");
    walk.act(lead, "survey published", publish, step(&closed), "closed")
        .await?;
    Ok(())
}

async fn wait_until(
    walk: &Walk,
    lead: &DemoToken,
    survey: &Value,
    what: &str,
    satisfied: impl Fn(&Value) -> bool,
) -> anyhow::Result<Value> {
    let id = json!({ "id": survey["id"] });
    let read = document!("survey");
    let answer = walk
        .wait_for(lead, read, id, what, |answer| satisfied(&answer["survey"]))
        .await?;
    Ok(answer["survey"].clone())
}

/// What anybody reads: how many answered, each question with its own number, and nothing of what few answered.
async fn read_in_public(walk: &mut Walk, title: &str) -> anyhow::Result<()> {
    let read = document!("public_surveys");
    let answer = walk.client.public_query(read, json!({})).await?;
    let mut published = answer["publicSurveys"]["nodes"].as_array().into_iter().flatten();
    let survey = published
        .find(|one| one["title"] == title)
        .context("the survey is not among the public ones")?;
    println!("     anybody reads, without a sign-in: {title}");
    let (said, results) = (&survey["participation"], &survey["results"]);
    walk.expect.equal("invited", &said["invited"], INVITED);
    walk.expect.equal("answered", &said["answered"], AT_ONCE + 1);
    walk.expect
        .equal("response rate", text(said, "/responseRate")?, "87.5");
    walk.expect.equal(
        "answered the first question",
        &results[0]["answered"],
        AT_ONCE + 1,
    );
    walk.expect
        .equal("yes", text(&results[0], "/options/0/percent")?, "71.4");
    walk.expect.equal(
        "answered the second question",
        &results[1]["answered"],
        WITH_ADVICE,
    );
    walk.expect.equal(
        "fewer than five, so nothing more is told",
        &results[1]["withheld"],
        true,
    );
    Ok(())
}
