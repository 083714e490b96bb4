//! Two officers, two leads and a partner at the same project at the same time.

use std::{collections::BTreeMap, panic::AssertUnwindSafe, sync::PoisonError};

use futures::{FutureExt, future::join_all};
use serde_json::{Value, json};
use talkoot_app::Engine;
use talkoot_domain::policy::{Membership, Role};
use talkoot_test_support::User;

use crate::{
    proofs::books::{Books, text},
    proofs::choice::{Chooser, Command, Step},
    proofs::dice::Dice,
    proofs::history::{History, Log},
    proofs::scene::{Rules, key},
};

/// How many ask at once.
const PEOPLE: usize = 5;

/// What came of the rounds.
#[derive(Debug, Default)]
pub struct Crowd {
    /// Commands that were carried out in a round.
    pub done: usize,
    /// Rounds in which more than one was.
    pub crowded: usize,
    /// Refusals because somebody was first.
    pub late: usize,
    /// Those of them that say who it was.
    pub named: usize,
}

/// Plays a history in which every other step is taken by five people at once. Who of them is first is not the
/// same the next time, so what they did is told when it fails.
///
/// # Panics
/// When an update is lost, money is paid twice or anything else does not hold.
pub async fn play(seed: u64, engine: Engine, rounds: usize) -> Crowd {
    let log = Log::default();
    let run = AssertUnwindSafe(rounds_of(seed, engine, rounds, log.clone()));
    run.catch_unwind().await.unwrap_or_else(|_| {
        let done = log.lock().unwrap_or_else(PoisonError::into_inner).join("\n");
        panic!("five people at once, seed {seed}, do not hold after:\n{done}")
    })
}

async fn rounds_of(seed: u64, engine: Engine, rounds: usize, log: Log) -> Crowd {
    let mut history = History::begin(Rules::of(seed), engine, log).await;
    let second_lead = history.scene.project.lead.approver.clone();
    let organisation = history.scene.project.lead.organisation;
    let held = Membership {
        organisation,
        role: Role::LeadCoordinator,
    };
    history.scene.app.let_hold(second_lead.person, held).await;
    let mut crowd = Crowd::default();
    for number in 0..rounds {
        if number % 2 == 0 {
            history.step(seed, number).await;
        } else {
            round(&mut history, &mut crowd, seed, number).await;
        }
    }
    history.end().await;
    crowd
}

/// Somebody else who may do the same.
fn colleague(history: &History, user: &User) -> User {
    let world = &history.scene.app.world;
    let lead = &history.scene.project.lead;
    let pairs = [
        (&world.officer, &world.other_officer),
        (&world.second, &world.both),
        (&lead.lead, &lead.approver),
    ];
    let found = pairs.iter().find(|(one, _)| one.person == user.person);
    found.map_or(user, |(_, other)| other).clone()
}

/// Five commands of people who have all read the same: two of them want the same thing.
fn commands(history: &History, seed: u64, number: usize) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    for place in 0..40 {
        let mut dice = Dice::of(seed, 100_000 + number * 40 + place);
        let chooser = Chooser {
            scene: &history.scene,
            books: &history.books,
            dice: &mut dice,
            step: 100_000 + number * 40 + place,
            straight: true,
        };
        let Step::Ask(command) = chooser.step() else {
            continue;
        };
        if commands.is_empty() {
            let mut same = command.clone();
            same.who = colleague(history, &command.who);
            commands.push(same);
        }
        commands.push(command);
        if commands.len() == PEOPLE {
            break;
        }
    }
    commands
}

async fn round(history: &mut History, crowd: &mut Crowd, seed: u64, number: usize) {
    let commands = commands(history, seed, number);
    let before = history.books.clone();
    let sent = commands.iter().enumerate().map(|(place, command)| {
        let key = format!("round {number} place {place}");
        history.send(key, command)
    });
    let answers = join_all(sent).await;
    let mut accepted: BTreeMap<String, usize> = BTreeMap::new();
    let mut done: Vec<&str> = Vec::new();
    for (command, answer) in commands.iter().zip(&answers) {
        let payload = &answer["data"][command.mutation];
        let refusals = payload["refusals"].as_array().cloned().unwrap_or_default();
        let codes: Vec<&str> = refusals.iter().filter_map(|one| one["code"].as_str()).collect();
        let error = answer["errors"][0]["extensions"]["code"].as_str();
        history.say(format!(
            "{number}: together {} {} -> {codes:?} {}",
            command.mutation,
            command.input,
            error.unwrap_or_default()
        ));
        let known = [None, Some("NOT_FOUND"), Some("INVALID_INPUT")];
        assert!(known.contains(&error), "{command:?}: {answer:#}");
        if error.is_none() && codes.is_empty() {
            crowd.done += 1;
            done.push(command.mutation);
            if let Some(at) = changed(command) {
                *accepted.entry(at).or_default() += 1;
            }
        }
        for refusal in refusals
            .iter()
            .filter(|one| one["code"] == json!("VERSION_CONFLICT"))
        {
            crowd.late += 1;
            crowd.named += usize::from(says_who(refusal));
        }
    }
    // Each of them had seen the same version: a second acceptance would have overwritten the first.
    for (at, times) in &accepted {
        assert_eq!(*times, 1, "{at} was changed {times} times from one version");
    }
    crowd.crowded += usize::from(accepted.len() > 1);
    history.books = Books::read(&mut history.scene.reader).await;
    paid_once(&history.books);
    assert!(history.books.payouts.len() >= before.payouts.len());
    let changes = ["approveCorrection", "decideChangePart"];
    if done.contains(&"approveClaim") && changes.iter().any(|one| done.contains(one)) {
        history.memory.remember(&history.books);
    }
    history.memory.check(&history.books, history.scene.rules);
}

/// The object of which a command says what version it has seen.
fn changed(command: &Command) -> Option<String> {
    let seen = &command.input["expectedVersion"];
    seen.is_i64().then_some(())?;
    let named = ["id", "claimId", "costReportId", "projectId"];
    let id = named.iter().find_map(|name| command.input[name].as_str())?;
    Some(format!("{} version {seen}", key(id)))
}

fn says_who(refusal: &Value) -> bool {
    let words = refusal["message"].as_str().unwrap_or_default();
    assert!(words.contains("changed it"), "{words}");
    !words.starts_with("somebody")
}

/// No claim has two payouts that live.
fn paid_once(books: &Books) {
    let mut live: BTreeMap<&str, usize> = BTreeMap::new();
    for payout in books.payouts.iter().filter(|one| text(one, "state") != "failed") {
        if let Some(Some(claim)) = payout.get("claim_id") {
            *live.entry(claim).or_default() += 1;
        }
    }
    assert!(live.values().all(|&times| times == 1), "{live:?}");
}
