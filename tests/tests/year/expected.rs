//! Who is to be told what, and when: computed slowly, straight from the events and from what the product promises
//! (`docs/glossary.md` has the words). Nothing here is asked of the code under test.
//!
//! The promises: steps 30, 14 and 3 days before the due date, on it, 1, 7 and 14 days after, then weekly; from +1
//! also the owner, from +7 the lead, from +14 the officer. Each step once per due date; after an outage the latest
//! only; after an extension anew; no step of a day before the date held; nothing once it is settled. Where nobody is
//! named or holds the role, others stand in and the next are told too, and so they are where every address refused
//! its latest mail for good. What comes back is owed anew: by its date or, when that has come, in two weeks; it is told
//! of from the day on which it came back, or from the day after where its date is a new one. A mail waits for the days and hours that its
//! reader chose, and is dropped when it is not true any more or a later one of the same thing goes with it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};

use super::{
    days::{date, day_of, hour_of, is_holiday, working},
    events::{Event, Takes, What, named_on},
    play::Letters,
    town::{APPROVER, COORDINATOR, FOUNDED, OFFICER, PREPARER, Person, Town},
};

/// The days of the ladder, then every seventh.
const LADDER: [i64; 7] = [-30, -14, -3, 0, 1, 7, 14];

/// From which step on each audience is told.
const FROM: [i64; 4] = [i64::MIN, 1, 7, 14];

pub const AUDIENCES: [&str; 4] = [
    "responsible",
    "municipality_owner",
    "lead_municipality",
    "officer",
];

/// A mail of a step to somebody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    pub owed: usize,
    pub due: NaiveDate,
    pub step: i64,
    pub person: usize,
    pub audience: usize,
}

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Waits,
    Arrives,
    /// The address does not take mails at all; it is not tried again.
    Refused,
    Dropped,
}

/// What is expected of the year.
#[derive(Default)]
pub struct Expected {
    pub told: BTreeMap<Told, Fate>,
    /// For each time that the worker ran: what arrives, as address and sentence, in order.
    pub arrives: Vec<(DateTime<Utc>, Letters)>,
    /// How often somebody was told because no address of those before takes mails.
    pub for_want_of_an_address: usize,
}

/// The events in the order of what they are about, so that slow is not for ever.
struct Facts<'a> {
    town: &'a Town,
    of_owed: BTreeMap<usize, Vec<&'a Event>>,
    of_organisation: BTreeMap<Option<usize>, Vec<&'a Event>>,
    of_duty: BTreeMap<(usize, usize, &'static str), Vec<&'a Event>>,
    of_project: BTreeMap<usize, Vec<&'a Event>>,
    of_person: BTreeMap<usize, Vec<&'a Event>>,
}

impl<'a> Facts<'a> {
    fn of(town: &'a Town, events: &'a [Event]) -> Self {
        let mut facts = Self {
            town,
            of_owed: BTreeMap::new(),
            of_organisation: BTreeMap::new(),
            of_duty: BTreeMap::new(),
            of_project: BTreeMap::new(),
            of_person: BTreeMap::new(),
        };
        for event in events {
            match event.what {
                What::Worked(_) | What::Tried(_) => {}
                What::Settled { owed } | What::Returned { owed } | What::Extended { owed, .. } => {
                    facts.of_owed.entry(owed).or_default().push(event);
                }
                What::RoleGiven { of, .. } | What::RoleEnded { of, .. } => {
                    facts.of_organisation.entry(of).or_default().push(event);
                }
                What::Named {
                    project, of, duty, ..
                }
                | What::NamingEnded {
                    project, of, duty, ..
                } => {
                    facts.of_duty.entry((project, of, duty)).or_default().push(event);
                }
                What::Assigned { project, .. } => facts.of_project.entry(project).or_default().push(event),
                What::Away { person, .. } => facts.of_person.entry(person).or_default().push(event),
            }
        }
        facts
    }

    /// Everybody who holds a role somewhere at a time.
    fn holders(&self, of: Option<usize>, role: &str, at: DateTime<Utc>) -> BTreeSet<usize> {
        let first = self
            .town
            .roles
            .iter()
            .filter(|held| held.1 == of && held.2 == role);
        let mut holders: BTreeSet<usize> = first.map(|held| held.0).collect();
        for event in before(self.of_organisation.get(&of), at) {
            match event.what {
                What::RoleGiven {
                    person, role: given, ..
                } if given == role => {
                    holders.insert(person);
                }
                What::RoleEnded {
                    person, role: ended, ..
                } if ended == role => {
                    holders.remove(&person);
                }
                _ => {}
            }
        }
        holders
    }

    fn is_member(&self, of: Option<usize>, person: usize, at: DateTime<Utc>) -> bool {
        [PREPARER, APPROVER, COORDINATOR, OFFICER]
            .iter()
            .any(|role| self.holders(of, role, at).contains(&person))
    }

    /// Whoever holds a duty in a municipality on the day; nobody when they hold no role there any more.
    fn holder(&self, project: usize, of: usize, duty: &'static str, at: DateTime<Utc>) -> Option<usize> {
        let namings = before(self.of_duty.get(&(project, of, duty)), at);
        let (person, _) = named_on(namings, day_of(at))?;
        self.is_member(Some(of), person, at).then_some(person)
    }

    fn is_away(&self, person: usize, at: DateTime<Utc>) -> bool {
        let latest = before(self.of_person.get(&person), at).last();
        matches!(latest.map(|event| &event.what),
            Some(What::Away { first, last, .. }) if (*first..=*last).contains(&day_of(at)))
    }

    /// The people of an audience, and whether the next ones are told too.
    fn audience(&self, owed: usize, audience: usize, at: DateTime<Utc>) -> (BTreeSet<usize>, bool) {
        let owed = &self.town.owed[owed];
        let project = &self.town.projects[owed.project];
        match audience {
            0 => {
                let (of, role) = match owed.planned.kind {
                    "cost_report" => (owed.of, PREPARER),
                    _ => (project.lead, COORDINATOR),
                };
                let mut people = self.holders(Some(of), role, at);
                if of == project.lead {
                    people.extend(self.holder(owed.project, of, "MANAGER", at));
                }
                let nobody = people.is_empty();
                (people, nobody)
            }
            1 => {
                let owner = self.holder(owed.project, owed.of, "OWNER", at);
                let deputy = self.holder(owed.project, owed.of, "DEPUTY", at);
                let there = |person: &usize| !self.is_away(*person, at);
                let acting = owner.filter(there).or(deputy.filter(there)).or(owner).or(deputy);
                match acting {
                    Some(person) => (BTreeSet::from([person]), false),
                    None => (self.holders(Some(owed.of), APPROVER, at), true),
                }
            }
            2 => {
                let people = self.holders(Some(project.lead), COORDINATOR, at);
                let nobody = people.is_empty();
                (people, nobody)
            }
            _ => {
                let officers = self.holders(None, OFFICER, at);
                let assigned = before(self.of_project.get(&owed.project), at).last();
                let officer = match assigned.map(|event| &event.what) {
                    Some(What::Assigned { person, .. }) => *person,
                    _ => self.town.officers[0],
                };
                match officers.contains(&officer) {
                    true => (BTreeSet::from([officer]), false),
                    false => (officers, true),
                }
            }
        }
    }

    /// The due date that holds at a time and the day from which it does; nothing once it is settled.
    fn due(&self, owed: usize, at: DateTime<Utc>) -> Option<(NaiveDate, NaiveDate)> {
        let planned = &self.town.owed[owed].planned;
        let mut due = (planned.due, planned.opens.max(date(FOUNDED)));
        let mut settled = false;
        for event in before(self.of_owed.get(&owed), at) {
            match event.what {
                What::Settled { .. } => settled = true,
                What::Returned { .. } => {
                    let day = day_of(event.at);
                    settled = false;
                    due = if due.0 > day {
                        (due.0, day)
                    } else {
                        (working(day + Days::new(14)), day + Days::new(1))
                    };
                }
                What::Extended { nominal, .. } => {
                    due = (working(nominal), planned.opens.max(day_of(event.at)));
                }
                _ => {}
            }
        }
        (!settled).then_some(due)
    }

    /// The latest step whose day has come, and the due date that it is of.
    fn step(&self, owed: usize, at: DateTime<Utc>) -> Option<(NaiveDate, i64)> {
        let (today, (due, since)) = (day_of(at), self.due(owed, at)?);
        if today < self.town.owed[owed].planned.opens {
            return None;
        }
        let gone = (today - due).num_days();
        let mut latest = None;
        let mut days = LADDER.to_vec();
        days.extend((3..=60).map(|week| week * 7));
        for step in days {
            if step <= gone {
                latest = Some(step);
            }
        }
        let step = latest?;
        let day = if step < 0 {
            due - Days::new(step.unsigned_abs())
        } else {
            due + Days::new(step.unsigned_abs())
        };
        (day >= since).then_some((due, step))
    }

    /// Everybody to whom a step is said, each for the first reason.
    /// Says too how many of them are told because nobody before them can be reached.
    fn recipients(
        &self,
        (owed, step): (usize, i64),
        at: DateTime<Utc>,
        refusing: &BTreeSet<String>,
    ) -> (BTreeMap<usize, usize>, usize) {
        let mut told = BTreeMap::new();
        let (mut next_too, mut unreached, mut more) = (false, false, 0);
        for (audience, from) in FROM.into_iter().enumerate() {
            if step < from && !next_too {
                continue;
            }
            let (people, vacant) = self.audience(owed, audience, at);
            if step < from && unreached {
                more += people.iter().filter(|person| !told.contains_key(*person)).count();
            }
            let refuses = |person: &usize| refusing.contains(&self.town.people[*person].email);
            unreached = !vacant && people.iter().all(refuses);
            next_too = vacant || unreached;
            for person in people {
                told.entry(person).or_insert(audience);
            }
        }
        (told, more)
    }

    /// What a mail about it says on the day on which it leaves.
    fn sentence(&self, told: &Told, at: DateTime<Utc>) -> String {
        let owed = &self.town.owed[told.owed];
        let project = &self.town.projects[owed.project].name;
        let municipality = &self.town.municipalities[owed.of].name;
        let days = (day_of(at) - told.due).num_days();
        let language = self.town.people[told.person].language;
        let kind = word(owed.planned.kind, language);
        let (short, counted) = (
            told.due.format("%-d.%-m.%Y"),
            if days == 1 { "dag" } else { "dagar" },
        );
        match (language, days) {
            ("sv", ..0) => format!("Påminnelse: {kind} senast {short} – {project}"),
            ("sv", 0) => format!("Tidsfristen går ut i dag: {kind} – {project}"),
            ("sv", _) => format!("{days} {counted} försenad: {kind}, {municipality} – {project}"),
            ("en", ..0) => format!(
                "Reminder: {kind} due {} – {project}",
                told.due.format("%-d %B %Y")
            ),
            ("en", 0) => format!("Due today: {kind} – {project}"),
            ("en", 1) => format!("1 day late: {kind}, {municipality} – {project}"),
            ("en", _) => format!("{days} days late: {kind}, {municipality} – {project}"),
            (_, ..0) => format!(
                "Muistutus: {kind} viimeistään {} – {project}",
                told.due.format("%-d.%-m.%Y")
            ),
            (_, 0) => format!("Määräaika päättyy tänään: {kind} – {project}"),
            (_, 1) => format!("Myöhässä 1 päivän: {kind}, {municipality} – {project}"),
            (_, _) => format!("Myöhässä {days} päivää: {kind}, {municipality} – {project}"),
        }
    }
}

/// What is owed, as a sentence names it.
fn word(kind: &str, language: &str) -> &'static str {
    match (kind, language) {
        ("portfolio_report", "sv") => "projektportföljrapport",
        ("portfolio_report", "en") => "project portfolio report",
        ("portfolio_report", _) => "hankesalkkuraportti",
        ("cost_report", "sv") => "kostnadsredovisning",
        ("cost_report", "en") => "cost report",
        ("cost_report", _) => "kustannusselvitys",
        ("interim_report", "sv") => "mellanredovisning",
        ("interim_report", "en") => "interim report",
        ("interim_report", _) => "väliselvitys",
        ("final_report", "sv") => "slutredovisning",
        ("final_report", "en") => "final report",
        ("final_report", _) => "loppuselvitys",
        (_, "sv") => "uppföljningsredovisning",
        (_, "en") => "follow-up report",
        (_, _) => "seurantaselvitys",
    }
}

/// The events before a time; what happened at that moment was before.
fn before<'a>(events: Option<&'a Vec<&'a Event>>, at: DateTime<Utc>) -> impl Iterator<Item = &'a Event> {
    events
        .into_iter()
        .flatten()
        .copied()
        .take_while(move |event| event.at <= at)
}

fn may_be_written_to(person: &Person, at: DateTime<Utc>) -> bool {
    let (day, quiet) = (day_of(at), &person.quiet);
    let is_quiet = quiet.weekdays.contains(&day.weekday()) || (quiet.holidays && is_holiday(day));
    !is_quiet && quiet.hour.is_none_or(|hour| hour_of(at) >= hour)
}

/// What has to happen in the year, from its events.
pub fn of(town: &Town, events: &[Event]) -> Expected {
    let facts = Facts::of(town, events);
    let mut expected = Expected::default();
    let mut said: BTreeSet<(usize, NaiveDate, i64)> = BTreeSet::new();
    // In the order in which they were decided on.
    let mut waiting: Vec<Told> = Vec::new();
    // The addresses whose latest mail was refused for good, of whatever kind it was.
    let mut refusing: BTreeSet<String> = BTreeSet::new();
    for event in events {
        let (at, takes) = match &event.what {
            What::Worked(takes) => (event.at, takes),
            What::Tried(tried) => {
                for (address, taken) in tried {
                    if *taken {
                        refusing.remove(address);
                    } else {
                        refusing.insert(address.clone());
                    }
                }
                continue;
            }
            _ => continue,
        };
        for owed in 0..town.owed.len() {
            let Some((due, step)) = facts.step(owed, at) else {
                continue;
            };
            if !said.insert((owed, due, step)) {
                continue;
            }
            let (recipients, more) = facts.recipients((owed, step), at, &refusing);
            expected.for_want_of_an_address += more;
            for (person, audience) in recipients {
                waiting.push(Told {
                    owed,
                    due,
                    step,
                    person,
                    audience,
                });
            }
        }
        let mut arrives = leave(&facts, &mut expected, &mut waiting, (at, takes));
        arrives.sort();
        expected.arrives.push((at, arrives));
    }
    expected
        .told
        .extend(waiting.into_iter().map(|told| (told, Fate::Waits)));
    expected
}

/// What leaves when the worker runs: still true, to somebody who may be told and may be written to now.
fn leave(
    facts: &Facts<'_>,
    expected: &mut Expected,
    waiting: &mut Vec<Told>,
    (at, takes): (DateTime<Utc>, &Takes),
) -> Vec<(String, String)> {
    let mut arrives = Vec::new();
    let mut still = Vec::new();
    let all = std::mem::take(waiting);
    for (place, told) in all.iter().enumerate() {
        let person = &facts.town.people[told.person];
        if !may_be_written_to(person, at) {
            still.push(told.clone());
            continue;
        }
        let holds = facts.due(told.owed, at).is_some_and(|(due, _)| due == told.due)
            && facts
                .audience(told.owed, told.audience, at)
                .0
                .contains(&told.person);
        let later = all[place + 1..].iter().any(|other| {
            (other.owed, other.person) == (told.owed, told.person)
                && facts.due(other.owed, at).is_some_and(|(due, _)| due == other.due)
                && facts
                    .audience(other.owed, other.audience, at)
                    .0
                    .contains(&other.person)
        });
        if !holds || later {
            expected.told.insert(told.clone(), Fate::Dropped);
        } else if person.refuses_on(day_of(at)) {
            expected.told.insert(told.clone(), Fate::Refused);
        } else if takes.takes(&person.email) {
            expected.told.insert(told.clone(), Fate::Arrives);
            arrives.push((person.email.clone(), facts.sentence(told, at)));
        } else {
            still.push(told.clone());
        }
    }
    *waiting = still;
    arrives
}
