//! The municipalities, people, projects and obligations of the year.

use chrono::{Days, NaiveDate, Weekday};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, Settlement, TestApp, User};

use super::{
    days::{at, date},
    schedule::{self, Planned, Terms},
};
use crate::proofs::dice::Dice;

/// The day on which everything is granted, before the year begins.
pub const FOUNDED: &str = "2027-08-20";

/// Somebody, by place in [`Town::people`].
pub struct Person {
    pub user: User,
    pub id: String,
    pub email: String,
    /// Their municipality by place; none in the authority.
    pub home: Option<usize>,
    /// The language they are written to in, by its code.
    pub language: &'static str,
    /// The days, the last one included, on which their address refuses every mail for good.
    pub refuses: Option<(NaiveDate, NaiveDate)>,
    /// What they chose about mails, once and for all.
    pub quiet: Quiet,
    /// Whether they chose anything.
    pub chose: bool,
}

impl Person {
    pub fn refuses_on(&self, day: NaiveDate) -> bool {
        self.refuses
            .is_some_and(|(first, last)| (first..=last).contains(&day))
    }
}

/// The languages of the readers.
pub const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];

/// When somebody is not written to.
#[derive(Clone, Debug, Default)]
pub struct Quiet {
    pub weekdays: Vec<Weekday>,
    pub holidays: bool,
    pub hour: Option<u32>,
}

/// A role that somebody has held since before the year: person, organisation (none: the authority), role.
pub type Held = (usize, Option<usize>, &'static str);

pub struct Project {
    pub id: String,
    pub name: String,
    pub lead: usize,
    pub partners: Vec<usize>,
    pub sub_area: String,
    pub terms: &'static Terms,
    /// The cost periods: first day and global id.
    pub periods: Vec<(NaiveDate, String)>,
}

/// An obligation: what the schedule says of it, and its id.
pub struct Owed {
    pub id: String,
    pub project: usize,
    pub of: usize,
    pub planned: Planned,
}

pub struct Town {
    pub municipalities: Vec<Settlement>,
    pub people: Vec<Person>,
    pub roles: Vec<Held>,
    pub projects: Vec<Project>,
    pub owed: Vec<Owed>,
    /// The officer who drafted every decision, and the other two of the authority.
    pub officers: [usize; 3],
}

pub const PREPARER: &str = "PARTNER_PREPARER";
pub const APPROVER: &str = "PARTNER_APPROVER";
pub const COORDINATOR: &str = "LEAD_COORDINATOR";
pub const OFFICER: &str = "OFFICER";

impl Town {
    /// Founds it: three municipalities for every four projects, of two or three partners each.
    pub async fn found(app: &TestApp, seed: u64, projects: usize) -> Self {
        let municipalities = app.settle((projects * 3 / 4).max(4)).await;
        let mut town = Self {
            municipalities,
            people: Vec::new(),
            roles: Vec::new(),
            projects: Vec::new(),
            owed: Vec::new(),
            officers: [0; 3],
        };
        town.move_in(app).await;
        town.choose_mails(app, seed).await;
        town.lose_addresses(seed);
        let mut calls = Vec::new();
        for terms in &schedule::CALLS {
            calls.push(app.published_call(|content| terms.write(content)).await);
        }
        for number in 0..projects {
            let mut dice = Dice::of(seed, 1_000_000 + number);
            let kind = [0, 0, 1, 1, 2][dice.below(5)];
            let lead = number % town.municipalities.len();
            let mut partners = vec![lead];
            for _ in 0..1 + dice.below(2) {
                let other = dice.below(town.municipalities.len());
                if !partners.contains(&other) {
                    partners.push(other);
                }
            }
            if partners.len() == 1 {
                partners.push((lead + 1) % town.municipalities.len());
            }
            let name = format!("Hanke {:03}", number + 1);
            town.grant(app, &calls[kind], &schedule::CALLS[kind], &name, partners)
                .await;
        }
        app.work().await;
        let _ = app.mail.take();
        town.take_stock(app).await;
        town
    }

    async fn move_in(&mut self, app: &TestApp) {
        for (home, settlement) in self.municipalities.iter().enumerate() {
            for settler in &settlement.people {
                let role = settler.role.map(role_name);
                self.roles
                    .extend(role.map(|role| (self.people.len(), Some(home), role)));
                self.people.push(Person {
                    user: settler.user.clone(),
                    id: id_of(app, &settler.user).await,
                    email: settler.email.clone(),
                    home: Some(home),
                    language: settler.language.code(),
                    refuses: None,
                    quiet: Quiet::default(),
                    chose: false,
                });
            }
        }
        let world = &app.world;
        let authority = [
            (&world.officer, "officer"),
            (&world.other_officer, "other-officer"),
            (&world.both, "both"),
        ];
        for (place, (user, name)) in authority.into_iter().enumerate() {
            self.officers[place] = self.people.len();
            self.roles.push((self.people.len(), None, OFFICER));
            self.people.push(Person {
                user: user.clone(),
                id: id_of(app, user).await,
                email: format!("{name}@example.test"),
                home: None,
                language: "fi",
                refuses: None,
                quiet: Quiet::default(),
                chose: false,
            });
        }
    }

    /// One in seven changes to an address that nobody tells of, and is told of it after months.
    fn lose_addresses(&mut self, seed: u64) {
        for (place, person) in self.people.iter_mut().enumerate() {
            let mut dice = Dice::of(seed, 6_000_000 + place);
            if dice.chance(14) {
                let first = date("2027-09-01") + Days::new(dice.below(250) as u64);
                let last = first + Days::new(40 + dice.below(100) as u64);
                person.refuses = Some((first, last));
            }
        }
    }

    /// One in four has days or hours without mails. Nobody is quiet on Fridays, on which the year ends.
    async fn choose_mails(&mut self, app: &TestApp, seed: u64) {
        for place in 0..self.people.len() {
            let mut dice = Dice::of(seed, 2_000_000 + place);
            let holds_a_role = self.roles.iter().any(|held| held.0 == place);
            if !holds_a_role || !dice.chance(25) {
                continue;
            }
            let weekdays: &[Weekday] = match dice.below(3) {
                0 => &[Weekday::Sat, Weekday::Sun],
                1 => &[Weekday::Mon, Weekday::Wed],
                _ => &[],
            };
            let quiet = Quiet {
                weekdays: weekdays.to_vec(),
                holidays: dice.chance(50),
                hour: dice
                    .chance(40)
                    .then(|| 6 + u32::try_from(dice.below(4)).unwrap_or(0)),
            };
            self.people[place].quiet = quiet;
            self.people[place].chose = true;
            choose(app, &self.people[place], 0, None).await.accepted();
        }
    }

    /// From the application to the accepted decision, each step by whoever takes it.
    #[expect(clippy::too_many_lines, reason = "one step after another, read as a story")]
    async fn grant(
        &mut self,
        app: &TestApp,
        call: &str,
        terms: &'static Terms,
        name: &str,
        partners: Vec<usize>,
    ) {
        let world = &app.world;
        let by = |town: &Self, of: usize, place: usize| town.municipalities[of].people[place].user.clone();
        let lead = by(self, partners[0], 3);
        let others: Vec<&str> = partners[1..]
            .iter()
            .map(|of| self.municipalities[*of].id.as_str())
            .collect();
        let area =
            json!({ "name": "Osa-alue", "topic": "digital", "leadId": self.municipalities[partners[0]].id });
        let input = json!({
            "callId": call, "title": name, "summary": "Kunnat digitalisoivat yhdessä.",
            "partnerIds": others, "subAreas": [area],
        });
        let fields = "application { id version subAreas { id } }";
        let created = app
            .mutate(
                &lead,
                "createApplication",
                "CreateApplicationInput",
                input,
                fields,
            )
            .await
            .accepted();
        let id = created.text("/createApplication/application/id");
        let sub_area = created.text("/createApplication/application/subAreas/0/id");
        let mut version = 1;
        let cells = json!([{ "category": "services", "subAreaId": sub_area, "amount": "20000.00" }]);
        for &of in &partners {
            let input = json!({ "id": id, "expectedVersion": version, "partnerId": self.municipalities[of].id, "cells": cells });
            let set = step(app, &by(self, of, 0), "setBudget", "SetBudgetInput", input).await;
            version = set.number("/setBudget/application/version");
        }
        let own = |version: i64| json!({ "id": id, "expectedVersion": version });
        let asked = step(
            app,
            &lead,
            "requestCommitments",
            "ApplicationStepInput",
            own(version),
        )
        .await;
        version = asked.number("/requestCommitments/application/version");
        let query = "query($id: ID!) { application(id: $id) { commitments { id version partner { id } } } }";
        let read = app.graphql(&lead, query, json!({ "id": id })).await.accepted();
        for commitment in read
            .at("/application/commitments")
            .as_array()
            .expect("commitments")
        {
            let of = partners
                .iter()
                .find(|of| commitment["partner"]["id"] == self.municipalities[**of].id.as_str());
            let approver = by(self, *of.expect("a partner"), 1);
            let input = json!({ "id": commitment["id"], "expectedVersion": commitment["version"] });
            app.mutate(
                &approver,
                "giveCommitment",
                "CommitmentStepInput",
                input,
                "commitment { id }",
            )
            .await
            .accepted();
        }
        let query = "query($id: ID!) { application(id: $id) { version } }";
        let read = app.graphql(&lead, query, json!({ "id": id })).await;
        version = version.max(read.number("/application/version"));
        let sent = step(
            app,
            &lead,
            "submitApplication",
            "ApplicationStepInput",
            own(version),
        )
        .await;
        version = sent.number("/submitApplication/application/version");
        let input = json!({ "id": id, "expectedVersion": version, "statement": "Hyvä hanke." });
        let judged = step(
            app,
            &world.officer,
            "evaluateApplication",
            "EvaluateApplicationInput",
            input,
        )
        .await;
        version = judged.number("/evaluateApplication/application/version");
        let input = json!({
            "applicationId": id, "expectedVersion": version, "awarded": true, "award": "20000.00",
            "reasoning": "Täyttää haun ehdot.",
        });
        let fields = "decision { id version project { id } }";
        let drafted = app
            .mutate(
                &world.officer,
                "draftDecision",
                "DraftDecisionInput",
                input,
                fields,
            )
            .await
            .accepted();
        let decision = drafted.text("/draftDecision/decision/id");
        let input = json!({ "id": decision, "expectedVersion": 1 });
        app.mutate(
            &world.second,
            "approveDecision",
            "DecisionStepInput",
            input,
            fields,
        )
        .await
        .accepted();
        let input = json!({ "id": decision, "expectedVersion": 2 });
        app.mutate(&lead, "acceptDecision", "DecisionStepInput", input, fields)
            .await
            .accepted();
        let query = "query($id: ID!) { decision(id: $id) { project { id periods { id firstDay } } } }";
        let read = app
            .graphql(&lead, query, json!({ "id": decision }))
            .await
            .accepted();
        let periods = read
            .at("/decision/project/periods")
            .as_array()
            .expect("periods")
            .iter();
        let periods = periods
            .map(|one| (date(text(&one["firstDay"])), text(&one["id"]).to_owned()))
            .collect();
        let id = read.text("/decision/project/id");
        self.projects.push(Project {
            id,
            name: name.to_owned(),
            lead: partners[0],
            partners,
            sub_area,
            terms,
            periods,
        });
    }

    /// What the projects owe: as many obligations as the schedule asks for, with its days.
    async fn take_stock(&mut self, app: &TestApp) {
        let query = "query($id: ID!) { project(id: $id) { obligations(first: 100) { edges { node { id kind nominalDate \
                     dueDate opensOn responsible { id } } } } } }";
        for (place, project) in self.projects.iter().enumerate() {
            let read = app
                .graphql(&app.world.officer, query, json!({ "id": project.id }))
                .await
                .accepted();
            let mut found = read
                .at("/project/obligations/edges")
                .as_array()
                .expect("obligations")
                .clone();
            for planned in schedule::of(project.terms) {
                let of: &[usize] = match planned.kind {
                    "cost_report" => &project.partners,
                    _ => &project.partners[..1],
                };
                for &of in of {
                    let wanted = json!({
                        "kind": planned.kind, "nominalDate": planned.nominal, "dueDate": planned.due,
                        "opensOn": planned.opens, "responsible": { "id": self.municipalities[of].id },
                    });
                    let same = |edge: &Value| {
                        wanted.as_object().is_some_and(|wanted| {
                            wanted.iter().all(|(field, value)| edge["node"][field] == *value)
                        })
                    };
                    let known = found.iter().position(same);
                    let known = known.unwrap_or_else(|| panic!("nobody owes {wanted} in {found:#?}"));
                    let id = text(&found.swap_remove(known)["node"]["id"]).to_owned();
                    self.owed.push(Owed {
                        id,
                        project: place,
                        of,
                        planned,
                    });
                }
            }
            assert!(
                found.is_empty(),
                "more is owed than the schedule says: {found:#?}"
            );
        }
    }
}

fn role_name(role: talkoot_domain::policy::Role) -> &'static str {
    use talkoot_domain::policy::Role;
    match role {
        Role::PartnerPreparer => PREPARER,
        Role::PartnerApprover => APPROVER,
        Role::LeadCoordinator => COORDINATOR,
        _ => OFFICER,
    }
}

pub fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

async fn id_of(app: &TestApp, user: &User) -> String {
    let read = app.graphql(user, "{ viewer { person { id } } }", json!({})).await;
    read.text("/viewer/person/id")
}

async fn step(app: &TestApp, by: &User, mutation: &str, input_type: &str, input: Value) -> Answer {
    app.mutate(by, mutation, input_type, input, "application { version }")
        .await
        .accepted()
}

/// Chooses what a person has settled on, and days away.
pub async fn choose(
    app: &TestApp,
    person: &Person,
    version: i64,
    away: Option<(NaiveDate, NaiveDate)>,
) -> Answer {
    let weekdays: Vec<String> = person
        .quiet
        .weekdays
        .iter()
        .map(|day| day.to_string().to_uppercase())
        .collect();
    let input = json!({
        "expectedVersion": version, "quietWeekdays": weekdays, "quietHolidays": person.quiet.holidays,
        "sendingHour": person.quiet.hour, "awayFirstDay": away.map(|away| away.0),
        "awayLastDay": away.map(|away| away.1), "mutedKinds": [],
    });
    app.mutate(
        &person.user,
        "chooseMails",
        "ChooseMailsInput",
        input,
        "mailSettings { version }",
    )
    .await
}

/// Noon of the day on which everything is granted.
pub fn founded() -> chrono::DateTime<chrono::Utc> {
    at(date(FOUNDED), 12, 0)
}

/// The days of the year, with 29 February.
pub fn days() -> impl Iterator<Item = NaiveDate> {
    (0..366).map(|day| date("2027-09-01") + Days::new(day))
}
