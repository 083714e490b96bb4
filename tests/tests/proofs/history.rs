//! A history of commands, from a seed: taken step by step, checked after each, cut down when it fails.

use std::{
    collections::BTreeSet,
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::Datelike;
use futures::FutureExt as _;
use serde_json::{Value, json};
use talkoot_app::Engine;
use talkoot_storage::cost_sums;
use talkoot_test_support::{Dump, wish};

use crate::{
    proofs::books::Books,
    proofs::choice::{Chooser, Command, Step},
    proofs::dice::Dice,
    proofs::invariants::{Memory, correction_is_carried_out},
    proofs::kinds::fields,
    proofs::scene::{Rules, Scene, key},
};

/// What was done, for whoever reads a failure.
pub type Log = Arc<Mutex<Vec<String>>>;

/// What a history did.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub done: usize,
    pub refused: usize,
}

/// A history that goes on.
pub struct History {
    pub scene: Scene,
    pub memory: Memory,
    pub books: Books,
    /// The half-years whose reference rate is known.
    rates: BTreeSet<(i32, bool)>,
    log: Log,
    pub tally: Tally,
}

impl History {
    pub async fn begin(rules: Rules, engine: Engine, log: Log) -> Self {
        let mut scene = Scene::start(rules, engine).await;
        let books = Books::read(&mut scene.reader).await;
        Self {
            scene,
            memory: Memory::default(),
            books,
            rates: BTreeSet::from([(2026, false)]),
            log,
            tally: Tally::default(),
        }
    }

    pub fn say(&self, words: String) {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);

        log.push(words);
    }

    /// Takes a step and checks what holds.
    pub async fn step(&mut self, seed: u64, number: usize) {
        let mut dice = Dice::of(seed, number);
        let chooser = Chooser {
            scene: &self.scene,
            books: &self.books,
            dice: &mut dice,
            step: number,
            straight: false,
        };
        let step = chooser.step();
        match step {
            Step::Work => {
                self.work(number).await;
                self.look().await;
            }
            Step::Wait(days) => {
                let now = self.scene.app.app.now() + chrono::Duration::days(i64::try_from(days).unwrap_or(1));
                self.scene.app.clock.set(now);
                self.say(format!("{number}: {days} days pass"));
                self.work(number).await;
                self.publish_rates().await;
                self.look().await;
            }
            Step::Ask(command) => self.ask(number, &command, None, &mut dice).await,
            Step::Upload(report, csv, total, mut command) => {
                let of = self.scene.app.world.municipalities.iter();
                let of = of.clone().find(|one| one.preparer.person == command.who.person);
                let of = of.expect("a preparer").organisation;
                let name = format!("ledger-{number}.csv");
                let file = self
                    .scene
                    .app
                    .upload(&command.who, of, &name, csv.as_bytes())
                    .await;
                command.input["fileId"] = json!(file);
                self.look().await;
                self.ask(number, &command, Some((report, total)), &mut dice).await;
            }
        }
        self.memory.check(&self.books, self.scene.rules);
    }

    async fn look(&mut self) {
        self.books = Books::read(&mut self.scene.reader).await;
    }

    async fn work(&mut self, number: usize) {
        self.scene.app.work().await;
        self.say(format!("{number}: the worker works"));
    }

    /// The reference rate of a half-year is known when it begins, also of one that was slept through.
    async fn publish_rates(&mut self) {
        let today = self.scene.app.app.today();
        for year in 2026..=today.year() {
            for second in [false, true] {
                if (year, second) <= (today.year(), today.month() > 6) {
                    self.publish_rate((year, second)).await;
                }
            }
        }
    }

    async fn publish_rate(&mut self, half: (i32, bool)) {
        if !self.rates.insert(half) {
            return;
        }
        let from = format!("{}-{}-01", half.0, if half.1 { "07" } else { "01" });
        let input = json!({ "validFrom": from, "rate": "2.5" });
        let app = &self.scene.app;
        let fields = "referenceRate { id version }";
        let (one, other) = (&app.world.administrator, &app.world.other_administrator);
        let recorded = app
            .mutate(
                one,
                "recordReferenceRate",
                "RecordReferenceRateInput",
                input,
                fields,
            )
            .await;
        if recorded.refusals("recordReferenceRate").is_empty() {
            let id = recorded.text("/recordReferenceRate/referenceRate/id");
            let input = json!({ "id": id, "expectedVersion": 1 });
            app.mutate(
                other,
                "confirmReferenceRate",
                "ConfirmReferenceRateInput",
                input,
                fields,
            )
            .await
            .accepted();
        }
    }

    pub async fn send(&self, key: String, command: &Command) -> Value {
        let mut input = command.input.clone();
        input["idempotencyKey"] = json!(key);
        let app = &self.scene.app;
        let answer = app
            .mutate(
                &command.who,
                command.mutation,
                command.input_type,
                input,
                fields(command.mutation),
            )
            .await;
        answer.0
    }

    /// Asks, and once more with the same key. What is refused changes nothing; nor does the repetition. The books are those
    /// of afterwards then.
    async fn ask(&mut self, number: usize, command: &Command, sent: Option<(String, i64)>, dice: &mut Dice) {
        let thorough = dice.chance(8);
        let before = if thorough { Some(self.dump().await) } else { None };
        let sent_as = format!("step {number}");
        let answer = self.send(sent_as.clone(), command).await;
        let payload = &answer["data"][command.mutation];
        let refusals = payload["refusals"].as_array().cloned().unwrap_or_default();
        let codes: Vec<&str> = refusals.iter().filter_map(|one| one["code"].as_str()).collect();
        let error = answer["errors"][0]["extensions"]["code"].as_str();
        self.say(format!(
            "{number}: {} {} -> {codes:?} {:?} {}",
            command.mutation,
            command.input,
            refusals.first().map(|one| &one["message"]),
            error.unwrap_or_default()
        ));
        let known = [None, Some("NOT_FOUND"), Some("INVALID_INPUT")];
        assert!(known.contains(&error), "{command:?}: {answer:#}");
        let done = error.is_none() && codes.is_empty();
        let after = Books::read(&mut self.scene.reader).await;
        if done {
            self.tally.done += 1;
            if let Some((report, total)) = sent {
                self.memory.files.insert(report, total);
            }
            if command.mutation == "approveCorrection" {
                let id = key(command.input["id"].as_str().expect("an id"));
                correction_is_carried_out(&self.books, &after, self.scene.rules, &id);
            }
            let again = self.send(sent_as, command).await;
            assert_eq!(again, answer, "a repetition of {command:?} gives something else");
            let repeated = Books::read(&mut self.scene.reader).await;
            assert_eq!(repeated, after, "a repetition of {command:?} changed something");
            self.books = repeated;
        } else {
            self.tally.refused += 1;
            assert_eq!(after, self.books, "{command:?} was refused and changed something");
            if let Some(before) = before {
                let now = self.dump().await;
                assert_eq!(now, before, "{command:?} was refused and changed a row");
            }
        }
    }

    /// Every row but the marks of when a token was used.
    async fn dump(&mut self) -> Dump {
        let mut dump = self.scene.reader.dump().await;
        dump.remove("access_token");
        dump
    }

    /// What must hold at the end: every amount is explained, the doctor finds nothing.
    pub async fn end(mut self) -> (Dump, Tally) {
        self.scene.app.work().await;
        let differing = cost_sums::differing(self.scene.app.app.store(), None).await;
        assert_eq!(
            differing.expect("the sums"),
            Vec::new(),
            "stored sums are not those of the lines"
        );
        crate::proofs::why::explain_everything(&self.scene, &self.books).await;
        let dump = self.dump().await;
        let tally = self.tally.clone();
        let Self { scene, .. } = self;
        scene.app.finish().await;
        (dump, tally)
    }
}

/// The history of a seed on an engine, of the steps that are kept.
///
/// # Errors
/// Fails with what was done when something does not hold.
pub async fn play(seed: u64, engine: Engine, kept: &[usize]) -> Result<(Dump, Tally), Vec<String>> {
    let log = Log::default();
    let run = async {
        let mut history = History::begin(Rules::of(seed), engine, log.clone()).await;
        for &number in kept {
            history.step(seed, number).await;
        }
        history.end().await
    };
    let ended = AssertUnwindSafe(run).catch_unwind().await;
    ended.map_err(|_| log.lock().unwrap_or_else(PoisonError::into_inner).clone())
}

/// How many times a failing history is tried with fewer steps.
const CUTS: usize = 8;

/// Plays a history; one that fails is cut down as far as it still fails, and said how to play again.
///
/// # Panics
/// When something does not hold.
pub async fn prove(seed: u64, engine: Engine, steps: usize) -> (Dump, Tally) {
    let steps = wish("TALKOOT_HISTORY_STEPS").unwrap_or(steps);
    let mut kept: Vec<usize> = (0..steps).collect();
    let mut log = match play(seed, engine, &kept).await {
        Ok(done) => return done,
        Err(log) => log,
    };
    let cuts = wish("TALKOOT_HISTORY_CUTS").unwrap_or(CUTS);
    let mut size = kept.len() / 2;
    let mut tries = 0;
    while size > 0 && tries < cuts {
        let mut from = 0;
        while from < kept.len() && tries < cuts {
            let mut fewer = kept.clone();
            fewer.drain(from..(from + size).min(kept.len()));
            tries += 1;
            match play(seed, engine, &fewer).await {
                Err(shorter) => {
                    log = shorter;
                    kept = fewer;
                }
                Ok(_) => from += size,
            }
        }
        size /= 2;
    }
    panic!(
        "history {seed} does not hold; play it again with TALKOOT_HISTORY_SEED={seed}. It fails with the steps \
         {kept:?} alone:\n{}",
        log.join("\n")
    );
}

/// The seeds to play: the one that is asked for, or those of a test.
pub fn seeds(of: impl IntoIterator<Item = u64>) -> Vec<u64> {
    match wish("TALKOOT_HISTORY_SEED") {
        Some(seed) => vec![seed],
        None => of.into_iter().collect(),
    }
}
