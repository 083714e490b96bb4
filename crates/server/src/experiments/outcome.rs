//! What the server has in the end, compared with what was drawn.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use anyhow::{Context, ensure};
use serde_json::{Value, json};
use talkoot_domain::{language::Language, money::Money};

use super::{
    applying::lead,
    desk::Desk,
    plan::{APPLICATIONS, GRANTED, Outcome, Planned, Review},
    texts,
};
use crate::walkthrough::{client::document, euros, expectation::Expectations, text};

/// The reasons for which nothing is granted, as the closing table names them.
const REFUSED: [(Outcome, &str); 3] = [
    (Outcome::NoMoney, "the money ended before them"),
    (Outcome::BelowCutOff, "below the least points"),
    (Outcome::ResultsLeave, "results would leave the municipalities"),
];

/// What was read.
#[derive(Debug)]
pub(super) struct Ending {
    /// Every application with its decision, in the order in which they were written.
    applications: Vec<Value>,
    lists: Value,
    /// What everybody may see of the decisions of this call.
    public: Vec<Value>,
}

impl Ending {
    /// Reads what there is of a call.
    pub(super) async fn read(desk: &Desk, call: &str) -> anyhow::Result<Self> {
        let officer = desk.state("officer")?;
        let read = desk
            .client
            .query(&officer.token, document!("outcome"), json!({ "call": call }))
            .await?;
        let applications = read["applications"]["nodes"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        ensure!(
            applications.len() == APPLICATIONS
                && applications
                    .iter()
                    .all(|one| one["decision"]["letter"].is_object()),
            "this call was interrupted when it was played: {} applications; draw another one with --seed, or start \
             over with `talkoot demo --reset`",
            applications.len()
        );
        let mut public = Vec::new();
        let mut after = Value::Null;
        loop {
            let page = document!("public_decisions");
            let page = desk.client.public_query(page, json!({ "after": after })).await?;
            let page = &page["publicDecisions"];
            let nodes = page["nodes"].as_array().into_iter().flatten();
            public.extend(nodes.filter(|one| one["programme"] == desk.title()).cloned());
            if page["pageInfo"]["hasNextPage"] != true {
                break;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        Ok(Self {
            applications,
            lists: read["rankingLists"].clone(),
            public,
        })
    }

    /// Compares and prints; gives the differences.
    pub(super) fn tell(&self, desk: &Desk, took: Duration) -> anyhow::Result<Vec<String>> {
        let plan = &desk.plan;
        let mut expect = Expectations::default();
        println!("\n== {}: the figures ==", desk.title());
        expect.equal("applications", self.applications.len(), APPLICATIONS);
        let granted = self.awards()?;
        expect.equal("granted", granted.len(), GRANTED);
        expect.equal(
            "EUR granted",
            Money::sum(granted.iter().copied())?,
            euros(plan.granted()),
        );
        let part = |one: &Planned| matches!(one.outcome, Outcome::Cut(_) | Outcome::Rest(_));
        expect.equal("of them in part", self.in_part()?, plan.count(part));
        for (reason, name) in REFUSED {
            expect.equal(
                &format!("refused, {name}"),
                self.because(reason),
                plan.count(|one| one.outcome == reason),
            );
        }
        expect.equal("decided as drawn", self.as_drawn(desk)?, APPLICATIONS);
        expect.equal("kept ranking list of", self.ranked(), APPLICATIONS);
        let conflicts = plan.applications.iter().flat_map(|one| &one.reviews);
        let conflicts = conflicts.filter(|(_, review)| !matches!(review, Review::Points(_)));
        expect.equal("conflicts of interest", self.conflicts(), conflicts.count());
        self.letters(desk, &mut expect)?;
        expect.equal("decisions in public", self.public.len(), APPLICATIONS);
        let public = self.public.iter().filter_map(|one| one["amountGranted"].as_str());
        let public: Vec<Money> = public.map(str::parse).collect::<Result<_, _>>()?;
        let recipients = public.iter().filter(|amount| **amount > Money::ZERO);
        expect.equal("of them with money", recipients.count(), GRANTED);
        expect.equal("EUR in public", Money::sum(public)?, euros(plan.granted()));
        println!(
            "== {} figures compared, {} differ; {:.1} seconds ==",
            expect.checked(),
            expect.differences().len(),
            took.as_secs_f64()
        );
        Ok(expect.differences().to_vec())
    }

    fn awards(&self) -> anyhow::Result<Vec<Money>> {
        let awards = self.applications.iter();
        let awards = awards.filter_map(|one| one["decision"]["award"].as_str());
        Ok(awards.map(str::parse).collect::<Result<_, _>>()?)
    }

    fn in_part(&self) -> anyhow::Result<usize> {
        let mut many = 0;
        for one in &self.applications {
            if let Some(award) = one["decision"]["award"].as_str() {
                let requested: Money = text(one, "/requestedGrant")?.parse()?;
                many += usize::from(award.parse::<Money>()? < requested);
            }
        }
        Ok(many)
    }

    /// How many were refused for this reason, in either language.
    fn because(&self, reason: Outcome) -> usize {
        let words = [Language::Fi, Language::Sv].map(|language| texts::reasoning(reason, language));
        let reasonings = self.applications.iter();
        let reasonings = reasonings.filter_map(|one| one["decision"]["reasoning"].as_str());
        reasonings.filter(|said| words.contains(said)).count()
    }

    /// How many have the award, the reasoning and the request that were drawn for them.
    fn as_drawn(&self, desk: &Desk) -> anyhow::Result<usize> {
        let mut many = 0;
        for (one, planned) in self.applications.iter().zip(&desk.plan.applications) {
            let lead = lead(planned)?;
            let decision = &one["decision"];
            let reasoning = texts::reasoning(planned.outcome, lead.correspondence());
            many += usize::from(
                one["lead"]["nameFi"] == lead.name_fi
                    && one["requestedGrant"] == json!(euros(planned.requested))
                    && decision["award"] == json!(planned.outcome.award().map(euros))
                    && decision["reasoning"] == json!(reasoning),
            );
        }
        Ok(many)
    }

    /// How long the kept list is; 0 when there is none that stands.
    fn ranked(&self) -> usize {
        let mut lists = self.lists["nodes"].as_array().into_iter().flatten();
        let standing = lists.rfind(|list| list["state"] == "fixed");
        standing
            .and_then(|list| list["entries"].as_array())
            .map_or(0, Vec::len)
    }

    fn conflicts(&self) -> usize {
        let reviews = self.applications.iter();
        let reviews = reviews.filter_map(|one| one["reviews"].as_array()).flatten();
        reviews.filter(|review| review["state"] == "conflicted").count()
    }

    /// Each letter has a number of its own and a hash, and is written in the language of the lead.
    fn letters(&self, desk: &Desk, expect: &mut Expectations) -> anyhow::Result<()> {
        let mut numbers = BTreeSet::new();
        let mut hashes = 0;
        let mut languages: BTreeMap<String, usize> = BTreeMap::new();
        for one in &self.applications {
            let letter = &one["decision"]["letter"];
            numbers.insert(text(letter, "/number")?);
            hashes += usize::from(text(letter, "/sha256")?.len() == 64);
            *languages.entry(text(letter, "/language")?).or_default() += 1;
        }
        expect.equal("letters with a number of their own", numbers.len(), APPLICATIONS);
        expect.equal("letters with a hash", hashes, APPLICATIONS);
        for language in [Language::Fi, Language::Sv] {
            let code: &str = language.into();
            let mut drawn = 0;
            for planned in &desk.plan.applications {
                drawn += usize::from(lead(planned)?.correspondence() == language);
            }
            let found = languages.get(code).copied().unwrap_or_default();
            expect.equal(&format!("letters in {code}"), found, drawn);
        }
        let first = self.applications.first().context("no application")?;
        println!(
            "     the first letter: {}",
            text(first, "/decision/letter/title")?
        );
        Ok(())
    }
}
