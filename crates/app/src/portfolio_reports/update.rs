use serde_json::json;
use talkoot_domain::{
    ids::PortfolioReportId,
    policy::{Action, Actor},
    portfolio_report::{Command, Content, PortfolioReport, PortfolioReportMachine, RiskNote},
};
use talkoot_storage::portfolio_reports;

use super::{change::frozen, facts, locked};
use crate::{Answer, App, Begun, Note, Request, Version, Work, changes, obligations};

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
    let notes = notes(&work, actor, &asked)?;
    let subject = obligations::subject(asked.id.into(), &project);
    let command = Command::Update(Box::new(asked.content.clone()));
    let changed = changes::between(&frozen(&report.content), &frozen(&asked.content));
    let note = Note::details(json!({ "newRisks": notes.len(), "changed": changed }));
    let facts = facts(&report, actor.person);
    let state = work.decide::<PortfolioReportMachine>(subject, report.state, command, &facts, note)?;
    let changed = PortfolioReport {
        state,
        content: asked.content,
        ..report
    };
    portfolio_reports::update(&work.tx, &changed).await?;
    portfolio_reports::append_risks(&work.tx, &notes).await?;
    work.finish(asked.id).await
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
