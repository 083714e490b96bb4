//! The project as a test drives it: a day at a time, with every mail and every report date written down.

use std::{collections::BTreeMap, fmt::Write as _};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use talkoot_domain::calendar;
use talkoot_mail::Outgoing;
use talkoot_test_support::{Applied, TestApp, User};

use crate::{
    claims::setup::{Claims, SERVICES},
    persons::help::name,
    portfolio::help::{RISK, change_risk, risk},
    reports::help::{obligation, report, start, step},
};

/// The five sub-areas, each with the municipality that leads it.
const SUB_AREAS: [(&str, &str); 5] = [
    ("Sähköisen päätöksenteon aineistot", "Lohja"),
    ("Sähköinen päätöksenteko", "Karkkila"),
    ("Asukkaiden palvelujen digitalisointi", "Pälkäne"),
    ("Kuntademokratian digitalisointi", "Kuhmoinen"),
    ("Etätyö ja monipaikkainen työ", "Virrat"),
];

pub struct Replay {
    pub claims: Claims,
    today: NaiveDate,
    /// The cost reports of each period that was opened, by municipality.
    opened: BTreeMap<usize, Vec<(String, String)>>,
    /// Every mail, as it is reviewed.
    pub letters: String,
    /// The portfolio as of each report date, as it is reviewed.
    pub portfolio: String,
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date of the story")
}

/// Nine o'clock in Helsinki, also when clocks have changed in the night.
fn morning(day: NaiveDate) -> DateTime<Utc> {
    calendar::end_of_day(day) - TimeDelta::hours(15)
}

impl Replay {
    /// The call of autumn 2020, and the grant that was sought for Karkkila.
    pub async fn granted() -> Self {
        let app = TestApp::start_at(morning(day("2020-09-01"))).await;
        let call = app
            .published_call(|content| {
                content["title"] = json!("Kuntien digitalisaation kannustinavustukset 2020");
                content["usePeriodFirst"] = json!("2021-01-01");
                content["usePeriodLast"] = json!("2022-09-30");
                content["takesLateChangeRequests"] = json!(true);
                let portfolio =
                    [(2, 15), (6, 17), (10, 15)].map(|(month, day)| json!({ "month": month, "day": day }));
                content["reportingSchedule"] = json!({ "portfolioDays": portfolio, "interimReport": false });
            })
            .await;
        let mut letters = String::new();
        let mut applied = applied(&app, &call).await;
        work(&app, day("2020-09-01"), &mut letters).await;
        app.clock.set(morning(day("2020-12-18")));
        let officer = app.world.officer.clone();
        let more = json!({ "statement": "Viisi kuntaa, viisi osa-aluetta, yhteinen tavoite." });
        app.step_with(
            &officer,
            &applied,
            "evaluateApplication",
            "EvaluateApplicationInput",
            more,
        )
        .await
        .accepted();
        let drafted = app
            .draft_decision(&officer, &applied, "300000.00")
            .await
            .accepted();
        applied.decision = Some(drafted.text("/draftDecision/decision/id"));
        app.decide(&app.world.second, &applied, "approveDecision")
            .await
            .accepted();
        let lead = applied.lead.lead.clone();
        app.decide(&lead, &applied, "acceptDecision").await.accepted();
        let project = app.project_of(&applied).await;
        let mut replay = Self {
            claims: Claims { app, project },
            today: day("2020-12-18"),
            opened: BTreeMap::new(),
            letters,
            portfolio: String::new(),
        };
        replay.settle().await;
        replay
    }

    pub fn app(&self) -> &TestApp {
        &self.claims.app
    }

    /// Lets the mornings pass, the worker running in each, to that of a day.
    pub async fn until(&mut self, last: &str) {
        while self.today < day(last) {
            self.today = self.today + Days::new(1);
            self.app().clock.set(morning(self.today));
            self.settle().await;
        }
    }

    /// Lets the worker do what is due, and writes down the mails.
    pub async fn settle(&mut self) {
        work(&self.claims.app, self.today, &mut self.letters).await;
    }

    /// A heading between the mails, for whoever reads them.
    pub fn chapter(&mut self, text: &str) {
        let _ = write!(self.letters, "\n# {} {text}\n", self.today);
    }

    /// Somebody new in a municipality, with a role there. Gives their id.
    pub async fn arrives(&self, name: &str, of: &str, role: &str, language: &str) -> Value {
        let world = &self.app().world;
        let address: String = name
            .to_lowercase()
            .replace(' ', ".")
            .replace(['ä', 'å'], "a")
            .replace('ö', "o");
        let input = json!({ "name": name, "email": format!("{address}@example.test"), "language": language });
        let created = self
            .app()
            .mutate(
                &world.administrator,
                "createPerson",
                "CreatePersonInput",
                input,
                "person { id }",
            )
            .await
            .accepted();
        let person = created.at("/createPerson/person/id").clone();
        self.role("grantRole", &person, of, role).await;
        person
    }

    /// Somebody leaves a municipality.
    pub async fn leaves(&self, person: &Value, of: &str, role: &str) {
        self.role("endRole", person, of, role).await;
    }

    async fn role(&self, mutation: &str, person: &Value, of: &str, role: &str) {
        let of = self.app().world.municipality(of);
        let input = json!({ "personId": person, "organisationId": of.id, "role": role });
        self.app()
            .mutate(&of.administrator, mutation, "RoleInput", input, "person { id }")
            .await
            .accepted();
    }

    /// Names somebody for the project in a municipality, from today on.
    pub async fn named(&self, person: &Value, of: &str, duty: &str) {
        let of = self.app().world.municipality(of);
        let input = json!({
            "projectId": self.claims.project.id, "municipalityId": of.id, "duty": duty, "personId": person,
        });
        name(self.app(), self.claims.lead(), input).await.accepted();
    }

    /// Raises a risk, or says something new about it. Gives it as it is now.
    pub async fn raises(&self, topic: &str, note: &str, (probability, effect): (i64, i64)) -> Value {
        let input = json!({
            "projectId": self.claims.project.id, "topic": topic, "note": note, "observedOn": self.today,
            "probability": probability, "effect": effect, "owner": { "role": "Ohjausryhmä" },
        });
        let raised = self
            .app()
            .mutate(self.claims.lead(), "raiseRisk", "RaiseRiskInput", input, RISK)
            .await;
        risk("raiseRisk", raised)
    }

    pub async fn says(&self, mutation: &str, known: &Value, note: &str) -> Value {
        let more = json!({ "note": note, "observedOn": self.today });
        risk(
            mutation,
            change_risk(&self.claims, self.claims.lead(), mutation, known, more).await,
        )
    }

    async fn owed(&self, kind: &str, nominal: &str, of: &str) -> Value {
        obligation(self.app(), &self.claims.project, kind, nominal, of).await
    }

    /// Hands in the portfolio report of a day with these lights, and writes down the portfolio as it is then.
    pub async fn reports(&mut self, nominal: &str, lights: &Value, summary: &str) {
        let lead = self.claims.lead().clone();
        let of = self.claims.project.lead.name.clone();
        let owed = self.owed("portfolio_report", nominal, &of).await;
        let app = &self.claims.app;
        let mut written = report("startPortfolioReport", start(app, &lead, &owed).await);
        let mut content = json!({ "summary": summary });
        for aspect in ["timetable", "cost", "scope", "risk", "ownership"] {
            content[aspect] = json!({ "light": "GREEN" });
        }
        for (aspect, light) in lights.as_object().expect("lights") {
            content[aspect] = json!({ "light": light[0], "reason": light[1] });
        }
        let query = "query($id: ID!) { portfolioReport(id: $id) { mustExplain { aboutId message } } }";
        let read = app
            .graphql(&lead, query, json!({ "id": written["id"] }))
            .await
            .accepted();
        let must = read
            .at("/portfolioReport/mustExplain")
            .as_array()
            .expect("explanations")
            .iter();
        let must =
            must.map(|one| json!({ "aboutId": one["aboutId"], "text": "Kulut kertyvät loppua kohti." }));
        content["explanations"] = must.collect();
        let input = json!({ "id": written["id"], "expectedVersion": written["version"], "content": content });
        let fields = crate::reports::help::REPORT;
        let updated = app
            .mutate(
                &lead,
                "updatePortfolioReport",
                "UpdatePortfolioReportInput",
                input,
                fields,
            )
            .await;
        written = report("updatePortfolioReport", updated);
        let input = json!({
            "id": written["id"], "expectedVersion": written["version"], "heldOn": self.today, "unanimous": true,
            "members": ["Kaarina Kallio", "Lena Lindroos", "Veikko Virta"],
        });
        let input_type = "ApprovePortfolioReportBySteeringInput";
        let approved = app
            .mutate(
                &lead,
                "approvePortfolioReportBySteering",
                input_type,
                input,
                fields,
            )
            .await;
        written = report("approvePortfolioReportBySteering", approved);
        let mutation = "submitPortfolioReport";
        let handed_in = report(mutation, step(app, &lead, mutation, &written).await);
        self.settle().await;
        self.note_portfolio().await;
        // The authority reads it on the same day, so that no list of what waits names it.
        let app = self.app();
        let mutation = "acceptPortfolioReport";
        let accepted = step(app, &app.world.officer, mutation, &handed_in).await;
        report(mutation, accepted);
    }

    /// Every partner hands in the costs of a period; those left out do so another day.
    pub async fn costs(&mut self, period: usize, but: &[&str], only: &[&str]) {
        if !self.opened.contains_key(&period) {
            let reports = self.claims.open(period).await;
            self.opened.insert(period, reports);
        }
        for (partner, id) in self.opened[&period].clone() {
            let now = only.is_empty() || only.contains(&partner.as_str());
            if now && !but.contains(&partner.as_str()) {
                let year = if period < 2 { 2021 } else { 2022 };
                let month = [3, 9, 3, 9][period.min(3)];
                let lines = [(SERVICES, "4500.00")];
                self.claims
                    .report(&id, &partner, &format!("15.{month}.{year}"), &lines)
                    .await;
            }
        }
        self.settle().await;
    }

    /// Hands in a statement for an obligation of the lead.
    pub async fn hands_in(&mut self, kind: &str, nominal: &str, statement: &str) {
        let of = self.claims.project.lead.name.clone();
        let owed = self.owed(kind, nominal, &of).await;
        let input = json!({ "id": owed["id"], "expectedVersion": owed["version"], "statement": statement });
        let lead = self.claims.lead().clone();
        let fields = "obligation { state }";
        self.app()
            .mutate(&lead, "submitObligation", "SubmitObligationInput", input, fields)
            .await
            .accepted();
        self.settle().await;
        let owed = self.owed(kind, nominal, &of).await;
        let officer = self.app().world.officer.clone();
        crate::reports::statements::accept(self.app(), &officer, &owed)
            .await
            .accepted();
    }

    /// The authority moves a deadline, or gives an obligation up.
    pub async fn authority(
        &mut self,
        by: &User,
        (kind, nominal, of): (&str, &str, &str),
        to: Option<&str>,
        why: &str,
    ) {
        let owed = self.owed(kind, nominal, of).await;
        let mut input = json!({ "id": owed["id"], "expectedVersion": owed["version"], "reason": why });
        let (mutation, input_type) = match to {
            Some(date) => {
                input["newDate"] = json!(date);
                ("extendObligation", "ExtendObligationInput")
            }
            None => ("waiveObligation", "WaiveObligationInput"),
        };
        self.app()
            .mutate(by, mutation, input_type, input, "obligation { state }")
            .await
            .accepted();
        self.settle().await;
    }

    /// The portfolio as the authority sees it today.
    pub async fn note_portfolio(&mut self) {
        let query = "{ portfolio(first: 10) { edges { node { project { name lead { nameFi } \
            terms { usePeriodLast } owners { municipality { nameFi } person { name } deputy { name } } } \
            openObligations overdueObligations daysLate vacancies { municipality { nameFi } duty since } \
            latestReport { state lights { aspect light reason } summary \
            register { number topic state probability effect hasOccurred } \
            changes { lights { aspect before after } risks { news after { topic state } } } \
            costPosition { total { budget accepted awaitingAcceptance forecast } } } } } } }";
        let read = self
            .app()
            .graphql(&self.app().world.officer, query, json!({}))
            .await
            .accepted();
        let node = read.at("/portfolio/edges/0/node");
        let _ = write!(
            self.portfolio,
            "# {}\n{}\n\n",
            self.today,
            plain(node, 0).trim_end()
        );
    }
}

/// Lets the worker do what is due, and writes down the mails.
async fn work(app: &TestApp, today: NaiveDate, letters: &mut String) {
    app.work().await;
    let mut mails = app.mail.take();
    mails.sort_by_key(|mail| (mail.to.address.clone(), mail.subject.clone()));
    for mail in &mails {
        letters.push_str(&written(today, mail));
    }
}

async fn applied(app: &TestApp, call: &str) -> Applied {
    let world = app.world.clone();
    let lead = world.municipality("Karkkila").clone();
    let partners: Vec<&str> = world.municipalities.iter().map(|one| one.id.as_str()).collect();
    let areas: Vec<Value> = SUB_AREAS
        .iter()
        .map(|(name, of)| json!({ "name": name, "topic": "digital", "leadId": world.municipality(of).id }))
        .collect();
    let input = json!({
        "callId": call, "title": "DIGITEK", "summary": "Viisi kuntaa digitalisoi palvelujaan yhdessä.",
        "partnerIds": partners, "subAreas": areas,
    });
    let fields = "application { id subAreas { id } }";
    let created = app
        .mutate(
            &lead.lead,
            "createApplication",
            "CreateApplicationInput",
            input,
            fields,
        )
        .await
        .accepted();
    let areas = created
        .at("/createApplication/application/subAreas")
        .as_array()
        .expect("sub-areas")
        .iter();
    let applied = Applied {
        call: call.to_owned(),
        id: created.text("/createApplication/application/id"),
        decision: None,
        lead: lead.clone(),
        sub_areas: areas
            .map(|area| area["id"].as_str().expect("an id").to_owned())
            .collect(),
    };
    for municipality in &world.municipalities {
        app.set_budget(&applied, municipality, &municipality.preparer)
            .await
            .accepted();
    }
    app.step(&lead.lead, &applied, "requestCommitments")
        .await
        .accepted();
    for municipality in &world.municipalities {
        app.give_commitment(&applied, municipality, &municipality.approver)
            .await
            .accepted();
    }
    app.step(&lead.lead, &applied, "submitApplication")
        .await
        .accepted();
    applied
}

/// A mail as it is reviewed: without its greeting, its addresses, the facts of the project that all of them have,
/// and what stands below each.
fn written(today: NaiveDate, mail: &Outgoing) -> String {
    let mut text = format!(
        "\n{today} {}: {}\n",
        mail.to.address.replace("@example.test", ""),
        mail.subject
    );
    let (body, footer) = mail.text.split_once("\n-- \n").unwrap_or((&mail.text, ""));
    let same_for_all = ["Hei,", "Hej", "Hanke: ", "Projekt: "];
    for paragraph in body.split("\n\n").map(str::trim) {
        let is_same = same_for_all
            .iter()
            .any(|beginning| paragraph.starts_with(beginning));
        if paragraph.is_empty() || is_same || paragraph.contains("https://") {
            continue;
        }
        for line in paragraph.lines() {
            let _ = writeln!(text, "    {line}");
        }
    }
    let footer: Vec<&str> = footer.lines().filter(|line| !line.contains("https://")).collect();
    let footer = footer.join(" ");
    let why = footer.split_inclusive(". ").next().unwrap_or_default();
    let _ = writeln!(text, "    ({})", why.trim());
    text
}

/// JSON as lines for a person.
fn plain(value: &Value, depth: usize) -> String {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(fields) => {
            let is_leaf = fields.values().all(|one| !one.is_object() && !one.is_array());
            if is_leaf && depth > 0 {
                let fields = fields.iter().map(|(name, one)| format!("{name}: {}", leaf(one)));
                return format!("{indent}{}\n", fields.collect::<Vec<_>>().join(", "));
            }
            let mut text = String::new();
            for (name, one) in fields {
                match one {
                    Value::Object(_) | Value::Array(_) => {
                        let _ = write!(text, "{indent}{name}:\n{}", plain(one, depth + 1));
                    }
                    _ => {
                        let _ = writeln!(text, "{indent}{name}: {}", leaf(one));
                    }
                }
            }
            text
        }
        Value::Array(items) => items
            .iter()
            .map(|one| match one {
                Value::Object(fields) if fields.values().any(|one| one.is_object() || one.is_array()) => {
                    format!("{indent}-\n{}", plain(one, depth + 1))
                }
                _ => plain(one, depth),
            })
            .collect(),
        _ => format!("{indent}{}\n", leaf(value)),
    }
}

fn leaf(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
