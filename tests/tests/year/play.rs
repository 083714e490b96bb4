//! Plays the year day by day and writes down what happened.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use talkoot_domain::ids::PersonId;
use talkoot_test_support::{TestApp, wish};

use super::{
    days::{at, date, day_of},
    deeds,
    events::{Event, Takes, What},
    people,
    post::{Post, well},
    town::{Held, Town, days},
};
use crate::proofs::dice::Dice;

/// What arrived when the worker ran: address and sentence, in order.
pub type Letters = Vec<(String, String)>;

/// The year as it is played.
pub struct Year {
    pub app: TestApp,
    pub post: Post,
    pub town: Town,
    pub seed: u64,
    /// So many days are played.
    pub length: usize,
    pub events: Vec<Event>,
    /// For each run of the worker what arrived.
    pub arrived: Vec<(DateTime<Utc>, Letters)>,
    /// The roles that are held now.
    pub held: BTreeSet<Held>,
    pub deeds: BTreeMap<NaiveDate, Vec<deeds::Deed>>,
    pub roles_to_give: BTreeMap<NaiveDate, Vec<Held>>,
    /// The versions of the mail settings that people have read.
    pub chosen: BTreeMap<usize, i64>,
    /// Reports of costs that were opened, by period and municipality.
    pub reports: BTreeMap<(String, String), String>,
    /// Who prepared a report of costs, by obligation.
    pub prepared: BTreeMap<usize, PersonId>,
    pub tally: BTreeMap<&'static str, usize>,
    back_on: Option<NaiveDate>,
}

impl Year {
    pub async fn begin(seed: u64, projects: usize) -> Self {
        let app = TestApp::start_at(super::town::founded()).await;
        let town = Town::found(&app, seed, projects).await;
        let post = Post::open(&app).await;
        let held = town.roles.iter().copied().collect();
        let deeds = deeds::plan(&town, seed);
        Self {
            app,
            post,
            town,
            seed,
            length: wish("TALKOOT_YEAR_DAYS").unwrap_or_else(|| days().count()),
            events: Vec::new(),
            arrived: Vec::new(),
            held,
            deeds,
            roles_to_give: BTreeMap::new(),
            chosen: BTreeMap::new(),
            reports: BTreeMap::new(),
            prepared: BTreeMap::new(),
            tally: BTreeMap::new(),
            back_on: None,
        }
    }

    /// Writes something down that happened now.
    pub fn happened(&mut self, what: What) {
        let name = match &what {
            What::Worked(Takes::Everybody) => "runs of the worker",
            What::Worked(_) => "runs with a mail server in trouble",
            What::Tried(_) => "looks into the log",
            What::Settled { .. } => "settled",
            What::Returned { .. } => "returned",
            What::Extended { .. } => "extended",
            What::RoleGiven { .. } => "roles given",
            What::RoleEnded { .. } => "roles ended",
            What::Named { .. } => "named",
            What::NamingEnded { .. } => "namings ended",
            What::Assigned { .. } => "officers assigned",
            What::Away { .. } => "absences",
        };
        self.count(name);
        let at = self.app.app.now();
        self.events.push(Event { at, what });
    }

    pub fn count(&mut self, name: &'static str) {
        *self.tally.entry(name).or_default() += 1;
    }

    pub fn today(&self) -> NaiveDate {
        day_of(self.app.app.now())
    }

    /// All its days, and a last run when nobody is quiet and the mail server is well.
    pub async fn play(&mut self) {
        for (number, day) in days().take(self.length).enumerate() {
            let mut dice = Dice::of(self.seed, number);
            self.mornings(day, &mut dice).await;
            self.app.clock.set(at(day, 10, 30));
            people::go_on(self, &mut dice).await;
            deeds::of_the_day(self, &mut dice).await;
            self.evenings(day, &mut dice).await;
        }
        if self.length < days().count() {
            return;
        }
        self.run(at(date("2028-09-01"), 12, 0), Takes::Everybody, &well())
            .await;
    }

    /// Whether no worker runs: from time to time it is away for hours to weeks.
    fn is_out(&mut self, day: NaiveDate, dice: &mut Dice) -> bool {
        if self.back_on.is_some_and(|back| day < back) {
            return true;
        }
        self.back_on = None;
        if dice.chance(4) {
            let length = [1, 1, 1, 2, 3, 5, 9, 21][dice.below(8)];
            self.back_on = Some(day + Days::new(length));
            self.count("outages");
            return true;
        }
        false
    }

    /// In the morning, or just after midnight in a night that counts.
    async fn mornings(&mut self, day: NaiveDate, dice: &mut Dice) {
        let (hour, minute) = (dice.below(8), dice.below(60));
        let (trouble, chance) = (dice.below(100), dice.below(400));
        let time = if is_special(day) {
            at(day, 0, 2)
        } else {
            at(
                day,
                u32::try_from(hour).unwrap_or(0),
                u32::try_from(minute).unwrap_or(0),
            )
        };
        if self.is_out(day, dice) {
            return;
        }
        let some: BTreeSet<String> = self
            .town
            .people
            .iter()
            .filter(|_| dice.chance(30))
            .map(|person| person.email.clone())
            .collect();
        match trouble {
            0..10 => {
                self.run(time, Takes::Nobody, &json!({ "refuse": "everybody" }))
                    .await;
            }
            10..20 => {
                self.run(time, Takes::AllBut(some.clone()), &json!({ "refuse": some }))
                    .await;
            }
            20..24 => {
                self.run(time, Takes::AllBut(some.clone()), &json!({ "hangUp": some }))
                    .await;
            }
            24..26 => self.run(time, Takes::Everybody, &json!({ "slow": 20 })).await,
            26..34 => {
                // The worker dies, while nothing is taken or in the middle of a mail, and starts again later.
                let (behaviour, after) = match trouble % 2 {
                    0 => (json!({ "refuse": "everybody" }), u64::try_from(chance).ok()),
                    _ => (json!({ "hold": 1 + chance % 5 }), None),
                };
                self.count("crashes");
                self.app.clock.set(time);
                self.tell(time, behaviour);
                self.post.work_and_crash(&self.app, after).await;
                self.run(time + TimeDelta::minutes(70), Takes::Everybody, &well())
                    .await;
            }
            _ => self.run(time, Takes::Everybody, &well()).await,
        }
    }

    /// In one evening of four, and before midnight in a night that counts.
    async fn evenings(&mut self, day: NaiveDate, dice: &mut Dice) {
        if self.back_on.is_some() {
            return;
        }
        if is_special(day + Days::new(1)) {
            self.run(at(day, 23, 58), Takes::Everybody, &well()).await;
        } else if dice.chance(25) {
            let hour = 18 + u32::try_from(dice.below(5)).unwrap_or(0);
            self.run(at(day, hour, 30), Takes::Everybody, &well()).await;
        }
    }

    /// How the mail server behaves at a time; some addresses refuse every mail for good then.
    fn tell(&mut self, time: DateTime<Utc>, mut behaviour: Value) {
        let day = day_of(time);
        let people = self.town.people.iter().filter(|person| person.refuses_on(day));
        let reject: Vec<&str> = people.map(|person| person.email.as_str()).collect();
        behaviour["reject"] = json!(reject);
        self.post.tell(&behaviour);
    }

    async fn run(&mut self, time: DateTime<Utc>, takes: Takes, behaviour: &Value) {
        self.app.clock.set(time);
        self.tell(time, behaviour.clone());
        self.post.work().await;
        self.happened(What::Worked(takes));
        let mut letters = Letters::new();
        let (arrived, tried) = self.post.arrived();
        self.happened(What::Tried(tried));
        for mail in arrived {
            self.count(if mail.says.len() > 1 {
                "letters of several"
            } else {
                "letters of one"
            });
            letters.extend(mail.says.into_iter().map(|says| (mail.address.clone(), says)));
        }
        letters.sort();
        self.arrived.push((time, letters));
    }
}

/// A day after a night in which clocks change, the leap day and the day after it, a new year.
fn is_special(day: NaiveDate) -> bool {
    [
        "2027-10-31",
        "2027-11-01",
        "2028-03-26",
        "2028-03-27",
        "2028-02-29",
        "2028-03-01",
        "2028-01-01",
    ]
    .contains(&day.to_string().as_str())
}
