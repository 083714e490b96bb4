use std::collections::BTreeSet;

use serde_json::json;
use talkoot_domain::{
    ids::{PortfolioReportId, RiskId},
    policy::{Action, Actor},
    portfolio_report::{
        About, Command, Content, Explanation, PortfolioReport, PortfolioReportMachine, RiskNote,
        check_explanations,
    },
    project::Project,
};
use talkoot_storage::{milestones, portfolio_reports};

use super::{change::frozen, facts, locked, names};
use crate::{
    Answer, App, Begun, Note, Request, Version, Work, changes, obligations,
    risks::{self, Noted},
};

/// New content for a report.
#[derive(Clone, Debug)]
pub struct UpdatePortfolioReport {
    /// Which report.
    pub id: PortfolioReportId,
    /// The version that was read.
    pub expected_version: Version,
    /// What it shall say.
    pub content: Content,
    /// Notes about risks to append; those that stand already stay.
    pub new_risks: Vec<NewRisk>,
}

/// A note about a risk to be appended.
#[derive(Clone, Debug)]
pub struct NewRisk {
    /// The risk of the register that it is about; one of the same topic, or a new one, when there is none.
    pub risk: Option<RiskId>,
    /// What it is about.
    pub topic: String,
    /// What may happen, and what is done about it.
    pub text: String,
    /// How probable, 1 to 5.
    pub probability: i64,
    /// How bad, 1 to 5.
    pub effect: i64,
}

/// Replaces what a report says and appends notes about risks; the steering group's approval falls.
///
/// # Errors
/// Refused while the report is with the authority, and once it is accepted.
pub async fn update(
    app: &App,
    actor: &Actor,
    request: Request<UpdatePortfolioReport>,
) -> Answer<PortfolioReportId> {
    let mut work = match app.begin(actor, Action::UpdatePortfolioReport, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, report) = locked(&work, asked.id).await?;
    work.permit(&project.standings(None))?;
    work.same_version(
        "portfolio_report",
        report.id.into(),
        report.version,
        asked.expected_version,
    )
    .await?;
    let mut notes = notes(&work, actor, &asked)?;
    explainable(&work, &project, &report, &asked.content).await?;
    let subject = obligations::subject(asked.id.into(), &project);
    let command = Command::Update(Box::new(asked.content.clone()));
    let changed = changes::between(&frozen(&report.content), &frozen(&asked.content));
    let note = Note::details(json!({ "newRisks": notes.len(), "changed": changed }));
    let facts = facts(&work.tx, &project, &report, actor.person).await?;
    let state = work.decide::<PortfolioReportMachine>(subject, report.state, command, &facts, note)?;
    let changed = PortfolioReport {
        state,
        content: asked.content,
        ..report
    };
    portfolio_reports::update(&work.tx, &changed).await?;
    for (place, note) in notes.iter_mut().enumerate() {
        let noted = Noted {
            risk: note.risk,
            report: note.report,
            topic: &note.topic,
            text: &note.text,
            probability: note.probability,
            effect: note.effect,
        };
        note.risk = risks::noted(&mut work, actor, &project, &noted).await?;
        if note.risk.is_none() {
            let path = ["newRisks", &place.to_string(), "riskId"];
            return Err(work.faulty(
                &path,
                "the project has no such risk; name one of its own, or none",
            ));
        }
    }
    portfolio_reports::append_risks(&work.tx, &notes).await?;
    work.finish(asked.id).await
}

/// Whether each explanation is about something of the project, once. What the report explains already stays explained, also
/// when it was taken out of the project since.
async fn explainable(
    work: &Work<'_>,
    project: &Project,
    report: &PortfolioReport,
    content: &Content,
) -> Answer<()> {
    if let Err((place, fault)) = check_explanations(&content.explanations) {
        let path = ["content", "explanations", &place.to_string()];
        return Err(work.faulty(&path, fault.to_string()));
    }
    if content.explanations.is_empty() {
        return Ok(());
    }
    let mut known: BTreeSet<About> = names(&work.tx, project).await?.into_keys().collect();
    known.extend(report.content.explanations.iter().map(|one| one.about));
    let milestones = milestones::of_projects(&work.tx, &[project.id]).await?;
    known.extend(milestones.iter().map(|one| About::Milestone(one.id)));
    let unknown = |one: &Explanation| !known.contains(&one.about);
    match content.explanations.iter().position(unknown) {
        None => Ok(()),
        Some(place) => {
            let path = ["content", "explanations", &place.to_string(), "aboutId"];
            let message = "this is no municipality, sub-area or milestone of the project; name one that is";
            Err(work.faulty(&path, message))
        }
    }
}

fn notes(work: &Work<'_>, actor: &Actor, asked: &UpdatePortfolioReport) -> Answer<Vec<RiskNote>> {
    let mut notes = Vec::with_capacity(asked.new_risks.len());
    for (place, risk) in asked.new_risks.iter().enumerate() {
        let weighed = RiskNote::check(&risk.topic, &risk.text, risk.probability, risk.effect);
        let (probability, effect) =
            weighed.map_err(|fault| work.faulty(&["newRisks", &place.to_string()], fault.to_string()))?;
        notes.push(RiskNote {
            id: work.app.new_id(),
            report: asked.id,
            risk: risk.risk,
            noted_by: actor.person,
            noted_at: work.now,
            topic: risk.topic.trim().to_owned(),
            text: risk.text.trim().to_owned(),
            probability,
            effect,
        });
    }
    Ok(notes)
}
