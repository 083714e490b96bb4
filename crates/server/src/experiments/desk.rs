use std::{collections::HashMap, future::Future, time::Instant};

use anyhow::Context;
use chrono::NaiveDate;
use futures::{StreamExt, TryStreamExt, stream};
use serde_json::{Value, json};
use talkoot_domain::municipality::Municipality;

use super::plan::{Plan, Planned};
use crate::{
    demo::{DemoToken, Tokens},
    walkthrough::{
        Client,
        client::{Document, document},
        text,
    },
};

/// A document of the walkthrough that serves here too.
macro_rules! walked {
    ($name:literal) => {
        crate::walkthrough::client::Document(include_str!(concat!(
            "../walkthrough/documents/",
            $name,
            ".graphql"
        )))
    };
}
pub(super) use walked;

const MINISTRY: &str = "Valtiovarainministeriö";
/// So many people work at a time.
const AT_ONCE: usize = 4;
/// Progress is told each time so many are done.
const TOLD_EVERY: usize = 13;

/// What everybody who plays has at hand.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) client: Client,
    pub(super) tokens: Tokens,
    pub(super) plan: Plan,
    /// The global id of each who works for the ministry, by the token.
    people: HashMap<String, String>,
}

/// An application in the engine, with its version.
#[derive(Debug)]
pub(super) struct Applied<'a> {
    pub(super) planned: &'a Planned,
    pub(super) object: Value,
}

impl Desk {
    pub(super) async fn new(client: Client, tokens: Tokens, plan: Plan) -> anyhow::Result<Self> {
        let mut people = HashMap::new();
        for who in tokens.0.iter().filter(|who| who.organisation == MINISTRY) {
            let viewer = client.query(&who.token, document!("viewer"), json!({})).await?;
            people.insert(who.token.clone(), text(&viewer, "/viewer/person/id")?);
        }
        Ok(Self {
            client,
            tokens,
            plan,
            people,
        })
    }

    /// What the call is called; by this it is found again.
    pub(super) fn title(&self) -> String {
        format!("Kuntien digikokeilut, esimerkkihaku {}", self.plan.seed)
    }

    /// The first sign-in of a role of the ministry.
    pub(super) fn state(&self, role: &str) -> anyhow::Result<&DemoToken> {
        self.tokens.of(role, MINISTRY)
    }

    /// One of those who hold a role of the ministry, in turns.
    pub(super) fn one_of(&self, role: &str, turn: usize) -> anyhow::Result<&DemoToken> {
        let held = |one: &&DemoToken| one.role == role && one.organisation == MINISTRY;
        let many = self.tokens.0.iter().filter(held).count().max(1);
        let mut all = self.tokens.0.iter().filter(held);
        all.nth(turn % many)
            .with_context(|| format!("the demonstration has no {role} in {MINISTRY}"))
    }

    /// The sign-in of a role in a municipality.
    pub(super) fn of(&self, role: &str, municipality: &Municipality) -> anyhow::Result<&DemoToken> {
        self.tokens.of(role, municipality.name_fi)
    }

    /// The global id of somebody who works for the ministry.
    pub(super) fn person(&self, who: &DemoToken) -> anyhow::Result<&str> {
        let person = self.people.get(&who.token).map(String::as_str);
        person.with_context(|| format!("{} does not work for the ministry", who.name))
    }

    /// A mutation that must be accepted; gives the object.
    pub(super) async fn act(
        &self,
        who: &DemoToken,
        document: Document,
        input: Value,
    ) -> anyhow::Result<Value> {
        let payload = self
            .client
            .mutate(&who.token, document, input)
            .await
            .with_context(|| {
                let name = document.0.split(['(', '{']).next().unwrap_or_default();
                format!("{}, by {}", name.trim(), who.name)
            })?;
        let mut fields = payload.as_object().into_iter().flatten();
        let object = fields.find(|(name, _)| *name != "refusals");
        object
            .map(|(_, object)| object.clone())
            .context("the server gave no object")
    }

    /// Moves the clock to a day, unless it is past that already.
    pub(super) async fn move_to(&self, day: NaiveDate, why: &str) -> anyhow::Result<()> {
        let administrator = self.state("administrator")?;
        if self.client.move_to(&administrator.token, day).await? {
            println!("   the clock moves to {day}: {why}");
        }
        Ok(())
    }
}

/// Does something about each, a few at a time; tells how far it has come. The results are in the order of the items.
pub(super) async fn each<T, R, F: Future<Output = anyhow::Result<R>>>(
    what: &str,
    items: impl IntoIterator<Item = T>,
    act: impl FnMut(T) -> F,
) -> anyhow::Result<Vec<R>> {
    let started = Instant::now();
    let items: Vec<T> = items.into_iter().collect();
    let all = items.len();
    let mut work = stream::iter(items.into_iter().map(act)).buffered(AT_ONCE);
    let mut done = Vec::with_capacity(all);
    while let Some(one) = work.try_next().await? {
        done.push(one);
        if done.len() % TOLD_EVERY == 0 && done.len() < all {
            println!("      {what}: {} of {all}", done.len());
        }
    }
    println!("   {what}: {all}   ({:.1} s)", started.elapsed().as_secs_f64());
    Ok(done)
}
