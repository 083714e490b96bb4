use std::time::Duration;

use anyhow::{Context, bail};
use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{
    applying, claiming,
    client::{Client, Document, document},
    clock::Calendar,
    costs, deciding, effects, ending,
    expectation::Expectations,
    paying, reporting,
};
use crate::demo::{DemoToken, Tokens};

/// Which server, as whom, and how far.
#[derive(Clone, Debug)]
pub struct Options {
    /// The server's address.
    pub url: String,
    /// The sign-ins of its demonstration.
    pub tokens: Tokens,
    /// What the project is called.
    pub project: String,
    /// Where to stop.
    pub ending: Ending,
}

/// Where the walk stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A year after the project, with everything paid, reported and followed up.
    Whole,
    /// With a claim that waits for the officer.
    ClaimWithTheOfficer,
}

/// The walk under way.
pub(super) struct Walk {
    pub(super) client: Client,
    pub(super) tokens: Tokens,
    pub(super) expect: Expectations,
    pub(super) calendar: Calendar,
    pub(super) project: String,
    step: u32,
}

/// Walks, printing each step with the state before and after, and gives the differences found.
///
/// # Errors
/// When the server does not answer or refuses what must be accepted.
pub async fn walk(options: Options) -> anyhow::Result<Vec<String>> {
    let client = Client::new(&options.url)?;
    let officer = options.tokens.of("officer", "Valtiovarainministeriö")?;
    let time = client
        .query(&officer.token, document!("server_time"), json!({}))
        .await?;
    let today = text(&time, "/serverTime/today")?.parse()?;
    let calendar = Calendar::from(today).context("the calendar ends here")?;
    let mut walk = Walk {
        client,
        tokens: options.tokens,
        expect: Expectations::default(),
        calendar,
        project: options.project,
        step: 0,
    };
    println!("== {}, from {today} ==", walk.project);
    let call = applying::open_call(&mut walk).await?;
    let application = applying::apply(&mut walk, &call).await?;
    let project = deciding::decide(&mut walk, &application).await?;
    let indicators = effects::foresee(&mut walk, &project).await?;
    reporting::report_in_time(&mut walk, &project).await?;
    let reports = costs::collect(&mut walk, &project).await?;
    let claim = claiming::claim(&mut walk, &project, &reports).await?;
    if options.ending == Ending::Whole {
        claiming::verify(&mut walk, &claim).await?;
        let payout = paying::pay(&mut walk, &claim).await?;
        paying::explain(&mut walk, &payout).await?;
        reporting::chase(&mut walk, &project).await?;
        Box::pin(end(&mut walk, &project, &indicators)).await?;
    }
    walk.close()
}

/// What the project leaves behind, its final report, and how it stands a year later.
async fn end(walk: &mut Walk, project: &Value, indicators: &[Value]) -> anyhow::Result<()> {
    let measured = ending::prepare(walk, project, indicators).await?;
    ending::report_finally(walk, project).await?;
    ending::follow_up(walk, project, &measured).await?;
    reporting::portfolio(walk, project).await
}

impl Walk {
    fn close(self) -> anyhow::Result<Vec<String>> {
        let differences = self.expect.differences().to_vec();
        println!(
            "== {}: {} steps, {} figures compared, {} differ ==\n",
            self.project,
            self.step,
            self.expect.checked(),
            differences.len()
        );
        for difference in &differences {
            println!("   differs: {difference}");
        }
        Ok(differences)
    }

    /// The sign-in of a role of the ministry.
    pub(super) fn state(&self, role: &str) -> anyhow::Result<DemoToken> {
        self.tokens.of(role, "Valtiovarainministeriö").cloned()
    }

    /// The sign-in of a role in a municipality.
    pub(super) fn municipal(&self, role: &str, municipality: &str) -> anyhow::Result<DemoToken> {
        self.tokens.of(role, municipality).cloned()
    }

    /// One step: a mutation that must be accepted; prints the object's state before and after.
    pub(super) async fn act(
        &mut self,
        who: &DemoToken,
        what: &str,
        document: Document,
        input: Value,
        before: &str,
    ) -> anyhow::Result<Value> {
        self.step += 1;
        let payload = self
            .client
            .mutate(&who.token, document, input)
            .await
            .with_context(|| format!("step {}: {what}, by {}", self.step, who.name))?;
        let object = payload
            .as_object()
            .and_then(|fields| fields.iter().find(|(name, _)| *name != "refusals"))
            .map(|(_, object)| object.clone())
            .unwrap_or_default();
        let state = object["state"]
            .as_str()
            .or_else(|| object["verification"]["state"].as_str());
        let after = state.unwrap_or("-");
        println!(
            "{:>3}. {what}: {before} -> {after}   [{}, {}]",
            self.step, who.name, who.role
        );
        Ok(object)
    }

    /// One step that must be refused with this code, to show that the rule holds.
    pub(super) async fn refused(
        &mut self,
        who: &DemoToken,
        what: &str,
        document: Document,
        input: Value,
        code: &str,
    ) -> anyhow::Result<()> {
        self.step += 1;
        let payload = self.client.ask(&who.token, document, input).await?;
        let refusal = payload["refusals"].get(0).cloned().unwrap_or_default();
        println!("{:>3}. {what}: refused   [{}, {}]", self.step, who.name, who.role);
        println!(
            "     \"{}\"",
            refusal["message"].as_str().unwrap_or("nothing was refused")
        );
        self.expect
            .equal("refusal", refusal["code"].as_str().unwrap_or("-"), code);
        Ok(())
    }

    /// The date by the server's clock.
    pub(super) async fn today(&self) -> anyhow::Result<NaiveDate> {
        let officer = self.state("officer")?;
        let read = document!("server_time");
        let time = self.client.query(&officer.token, read, json!({})).await?;
        Ok(text(&time, "/serverTime/today")?.parse()?)
    }

    /// Moves the clock to nine in the morning, UTC, of a day, unless it is past that already.
    pub(super) async fn move_to(&mut self, day: NaiveDate, why: &str) -> anyhow::Result<()> {
        let administrator = self.state("administrator")?;
        if self.client.move_to(&administrator.token, day).await? {
            println!("     the clock moves to {day}: {why}");
        }
        Ok(())
    }

    /// Asks until the answer satisfies; the worker does its part meanwhile.
    pub(super) async fn wait_for(
        &self,
        who: &DemoToken,
        document: Document,
        variables: Value,
        what: &str,
        satisfied: impl Fn(&Value) -> bool,
    ) -> anyhow::Result<Value> {
        const TRIES: u32 = 300;
        for _ in 0..TRIES {
            let answer = self.client.query(&who.token, document, variables.clone()).await?;
            if satisfied(&answer) {
                return Ok(answer);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!("waited in vain for: {what}")
    }
}

/// The text at a path of an answer.
pub(crate) fn text(answer: &Value, path: &str) -> anyhow::Result<String> {
    answer
        .pointer(path)
        .and_then(Value::as_str)
        .map(ToOwned::to_owned)
        .with_context(|| format!("the answer has no text at {path}: {answer}"))
}

/// The input of a step that needs nothing but the object itself.
pub(crate) fn step(object: &Value) -> Value {
    json!({ "id": object["id"], "expectedVersion": object["version"] })
}
