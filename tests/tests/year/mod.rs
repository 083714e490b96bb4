//! A year of reminders: hundreds of municipalities and projects, thousands of obligations, people who come and go,
//! reports that come back, addresses that refuse every mail for months, readers of three languages, workers that are
//! away and die, a mail server in trouble, both changes of the clocks and a leap day. Afterwards an
//! independent calculation says what everybody had to be told, and the mail server's log says what they were told.
//!
//! `TALKOOT_HISTORY_SEED` plays one year again; `TALKOOT_YEAR_PROJECTS=400` plays the full size, with 300
//! municipalities and more than 5 000 obligations; `TALKOOT_YEAR_DAYS=90` ends it earlier.

pub mod days;
pub mod deeds;
pub mod events;
pub mod expected;
pub mod people;
pub mod play;
pub mod post;
pub mod returning;
pub mod schedule;
pub mod town;

use std::collections::BTreeMap;

use expected::{AUDIENCES, Expected, Fate, Told};
use play::Year;
use serde_json::json;
use talkoot_test_support::wish;
use town::LANGUAGES;

/// So many projects when nobody asks for more.
const PROJECTS: usize = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_of_reminders_says_each_step_once_to_those_who_are_to_know() {
    let seed = wish("TALKOOT_HISTORY_SEED").unwrap_or(1);
    let projects = wish("TALKOOT_YEAR_PROJECTS").unwrap_or(PROJECTS);
    let mut year = Year::begin(seed, projects).await;
    year.play().await;
    let expected = expected::of(&year.town, &year.events);
    println!(
        "seed {seed}: {} obligations, {:?}",
        year.town.owed.len(),
        year.tally
    );
    every_letter_is_right(&year, &expected);
    every_step_is_recorded(&year, &expected).await;
    let escalated = expected.for_want_of_an_address;
    year.tally
        .insert("steps to the next for want of an address", escalated);
    // In the middle of a year mails wait for the end of quiet days.
    if year.length == town::days().count() {
        enough_happened(&year, &expected);
        year.app.finish().await;
    }
}

/// Run by run: what the mail server took is what had to be told, neither more nor less.
fn every_letter_is_right(year: &Year, expected: &Expected) {
    assert_eq!(year.arrived.len(), expected.arrives.len());
    for ((at, arrived), (_, wanted)) in year.arrived.iter().zip(&expected.arrives) {
        let count = |letters: &play::Letters| {
            let mut count: BTreeMap<(String, String), usize> = BTreeMap::new();
            for letter in letters {
                *count.entry(letter.clone()).or_default() += 1;
            }
            count
        };
        let (arrived, wanted) = (count(arrived), count(wanted));
        let more: Vec<_> = arrived
            .iter()
            .filter(|one| wanted.get(one.0) != Some(one.1))
            .collect();
        let missing: Vec<_> = wanted
            .iter()
            .filter(|one| arrived.get(one.0) != Some(one.1))
            .collect();
        assert!(
            more.is_empty() && missing.is_empty(),
            "seed {}, run of {at}: arrived but not expected {more:#?}, expected but not arrived {missing:#?}",
            year.seed
        );
    }
}

/// Obligation by obligation: the steps, their due dates, whom they were said to and why, and what became of it.
async fn every_step_is_recorded(year: &Year, expected: &Expected) {
    type Steps = BTreeMap<(String, String), Vec<String>>;
    let mut wanted: BTreeMap<&str, Steps> = BTreeMap::new();
    for (told, fate) in &expected.told {
        let of = wanted.entry(&year.town.owed[told.owed].id).or_default();
        of.entry(key(told)).or_default().push(line(year, told, *fate));
    }
    let query = "query($id: ID!) { project(id: $id) { obligations(first: 100) { edges { node { id reminders { step dueDate \
                 recipients { audience state person { id } } } } } } } }";
    let mut steps = 0;
    for project in &year.town.projects {
        let variables = json!({ "id": project.id });
        let read = year
            .app
            .graphql(&year.app.world.other_officer, query, variables)
            .await
            .accepted();
        for edge in read
            .at("/project/obligations/edges")
            .as_array()
            .expect("obligations")
        {
            let id = town::text(&edge["node"]["id"]);
            let mut recorded = Steps::new();
            for reminder in edge["node"]["reminders"].as_array().expect("reminders") {
                let key = (
                    town::text(&reminder["dueDate"]).to_owned(),
                    town::text(&reminder["step"]).to_owned(),
                );
                let recipients = reminder["recipients"].as_array().expect("recipients").iter();
                let mut lines: Vec<String> = recipients
                    .map(|one| {
                        let person = town::text(&one["person"]["id"]);
                        format!(
                            "{person} {} {}",
                            town::text(&one["audience"]),
                            town::text(&one["state"])
                        )
                    })
                    .collect();
                lines.sort();
                assert!(
                    recorded.insert(key, lines).is_none(),
                    "a step was said twice: {edge:#}"
                );
                steps += 1;
            }
            let mut wanted = wanted.remove(id).unwrap_or_default();
            wanted.values_mut().for_each(|lines| lines.sort());
            assert_eq!(recorded, wanted, "seed {}: {edge:#}", year.seed);
        }
    }
    assert!(wanted.is_empty(), "of obligations that nobody knows: {wanted:?}");
    println!("{steps} steps, {} mails about them", expected.told.len());
}

fn key(told: &Told) -> (String, String) {
    let step = if told.step > 0 {
        format!("+{}", told.step)
    } else {
        told.step.to_string()
    };
    (told.due.to_string(), step)
}

fn line(year: &Year, told: &Told, fate: Fate) -> String {
    let state = match fate {
        Fate::Arrives => "sent",
        Fate::Refused => "refused",
        Fate::Dropped => "cancelled",
        Fate::Waits => "queued",
    };
    format!(
        "{} {} {state}",
        year.town.people[told.person].id, AUDIENCES[told.audience]
    )
}

/// A year in which little happened proves little.
fn enough_happened(year: &Year, expected: &Expected) {
    for what in [
        "settled",
        "returned",
        "mended",
        "extended",
        "roles given",
        "roles ended",
        "named",
        "namings ended",
        "officers assigned",
        "absences",
        "outages",
        "crashes",
        "runs of the worker",
        "runs with a mail server in trouble",
        "steps to the next for want of an address",
        "letters of one",
        "letters of several",
    ] {
        assert!(
            year.tally.get(what).is_some_and(|&times| times > 4),
            "{what}: {:?}",
            year.tally
        );
    }
    for (audience, name) in AUDIENCES.iter().enumerate() {
        let told = expected.told.keys().filter(|told| told.audience == audience);
        assert!(told.count() > 20, "{name}");
    }
    for (fate, least) in [(Fate::Arrives, 20), (Fate::Dropped, 20), (Fate::Refused, 5)] {
        let count = expected.told.values().filter(|one| **one == fate).count();
        assert!(count > least, "{fate:?}: {count}");
    }
    for language in LANGUAGES {
        let told = expected.told.iter().filter(|(told, fate)| {
            **fate == Fate::Arrives && year.town.people[told.person].language == language
        });
        assert!(told.count() > 20, "{language}");
    }
    assert!(
        year.town.owed.len() >= year.town.projects.len() * 10,
        "{}",
        year.town.owed.len()
    );
}
