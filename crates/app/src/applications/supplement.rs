use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    application::{
        Application, ApplicationMachine, Command, Line, Said, SectionQuestion, State, SupplementRound, Why,
        lines, questions, respond_by,
    },
    calendar,
    form::{Given, Names, Reference},
    ids::{ApplicationId, OrganisationId},
    policy::{Action, Actor},
    project::SubArea,
    workflow::{Machine as _, Reason as _, Refusal, Stamp},
};
use talkoot_storage::{
    Scope,
    application_supplements::{self, ToRemind},
    applications,
};

use uuid::Uuid;

use super::{Dossier, decide, open, subject};
use crate::{Answer, App, Begun, Note, Request, Version, letters};

const ACTION: Action = Action::RequestApplicationSupplement;

/// What is asked of the applicants.
#[derive(Clone, Debug)]
pub struct RequestSupplement {
    /// Of which application.
    pub id: ApplicationId,
    /// The version that was read.
    pub expected_version: Version,
    /// What is asked, in the officer's words; may be empty when sections are asked about.
    pub questions: String,
    /// Questions about single sections.
    pub sections: Vec<SectionQuestion>,
    /// The last day to answer; two weeks from today unless told.
    pub respond_by: Option<NaiveDate>,
}

/// Asks the applicants to supplement the application until a day; they answer in the application itself.
///
/// # Errors
/// Refused without questions, for a day that is past or more than a year away, to another officer than the one who
/// handles it, and unless it is submitted.
pub async fn request_supplement(
    app: &App,
    actor: &Actor,
    request: Request<RequestSupplement>,
) -> Answer<ApplicationId> {
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let dossier = open(&mut work, asked.id, asked.expected_version, None).await?;
    let today = calendar::helsinki_date(work.now);
    let respond_by = respond_by(asked.respond_by, today).map_err(|why| refused(&why))?;
    let form = dossier.form.iter().flat_map(|form| &form.definition.sections);
    let codes: Vec<&str> = form.map(|section| section.code.as_str()).collect();
    let (questions, sections) =
        questions(&asked.questions, asked.sections, &codes).map_err(|why| refused(&why))?;
    let note = Note {
        reason: Some(questions.clone()),
        details: json!({ "respondBy": respond_by, "sections": sections.len() }),
    };
    let command = Command::RequestSupplement {
        questions: questions.clone(),
    };
    let state = decide(&mut work, &dossier, command, note).await?;
    let earlier = application_supplements::of_applications(&work.tx, &[asked.id]).await?;
    let round = SupplementRound {
        application: asked.id,
        number: earlier.last().map_or(1, |last| last.number + 1),
        asked: Stamp {
            by: actor.person,
            at: work.now,
        },
        questions,
        sections,
        respond_by,
        before: said(&dossier),
        answered: None,
    };
    application_supplements::insert(&work.tx, &round).await?;
    let after = Application {
        state,
        ..dossier.application
    };
    applications::update(&work.tx, &after).await?;
    work.finish(asked.id).await
}

fn refused(why: &Why) -> Refusal {
    Refusal {
        path: why.path(),
        ..Refusal::of(
            why.code(),
            ApplicationMachine::OBJECT,
            ACTION.into(),
            why.to_string(),
        )
    }
}

/// What is named in answers, for people who read them.
struct Readable<'a>(&'a [SubArea]);

impl Names for Readable<'_> {
    fn read(&self, _: Reference, _: &str) -> Option<Uuid> {
        None
    }

    fn write(&self, what: Reference, key: Uuid) -> String {
        let area = self.0.iter().find(|area| Uuid::from(area.id) == key);
        match (what, area) {
            (Reference::SubArea, Some(area)) => format!("sub-area {}", area.number),
            (Reference::File, _) => format!("file {key}"),
            (Reference::SubArea, None) => format!("sub-area {key}"),
        }
    }
}

fn answers(dossier: &Dossier) -> Vec<(String, OrganisationId, String)> {
    let names = Readable(&dossier.sub_areas);
    let answered = dossier.answers.iter().filter_map(|answer| {
        let text = match answer.value.as_ref()?.given(&names) {
            Given::Text(text) => text,
            given => talkoot_forms::written(&given).to_string(),
        };
        Some((answer.field.clone(), answer.owner, text))
    });
    answered.collect()
}

/// What the application says now, field by field.
#[must_use]
pub fn said(dossier: &Dossier) -> Vec<Line> {
    let names: BTreeMap<_, _> = dossier
        .partners
        .iter()
        .map(|partner| (partner.id, partner.name_fi.clone()))
        .collect();
    let answers = answers(dossier);
    lines(&Said {
        application: &dossier.application,
        names: &names,
        sub_areas: &dossier.sub_areas,
        cells: &dossier.cells,
        plans: &dossier.plans,
        answers: &answers,
    })
}

/// The requests to supplement these applications, oldest first; the caller has found the applications.
///
/// # Errors
/// When the database fails.
pub async fn supplements(app: &App, ids: &[ApplicationId]) -> Answer<Vec<SupplementRound>> {
    Ok(application_supplements::of_applications(app.store(), ids).await?)
}

/// Writes to the lead again about a supplement that has not come: once from three days before its day on, once when
/// the day has passed. Says how many times.
///
/// # Errors
/// When the database fails.
pub async fn remind_due(app: &App) -> Answer<u64> {
    let mut done = 0;
    for about in application_supplements::to_remind(app.store(), app.today()).await? {
        match remind(app, about).await {
            Ok(said) => done += u64::from(said),
            // One that fails does not keep the others waiting.
            Err(failure) => {
                tracing::error!(application = %about.application, error = failure.told(), "reminding of a supplement failed; it is tried again");
            }
        }
    }
    Ok(done)
}

async fn remind(app: &App, about: ToRemind) -> Answer<bool> {
    let mut work = app.begin_system("remindOfApplicationSupplement").await?;
    let application = applications::lock(&work.tx, &Scope::system(), about.application).await?;
    let application = work.found("application", application)?;
    if !matches!(application.state, State::SupplementRequested { .. })
        || !application_supplements::say(&work.tx, about, work.now).await?
    {
        return Ok(false);
    }
    let step: &'static str = about.step.into();
    let details = json!({ "step": step, "number": about.number });
    work.record(
        ApplicationMachine::OBJECT,
        subject(about.application),
        None,
        None,
        Note::details(details),
    );
    letters::ask_for_supplement(&mut work, &application).await?;
    work.close().await?;
    Ok(true)
}
