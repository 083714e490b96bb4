use sea_orm::ActiveValue::Set;
use serde_json::Value;
use talkoot_domain::{
    portfolio_report::{
        Asked, Assessment, Content, Light, PortfolioReport, RiskNote, State, StateName, SteeringApproval,
    },
    workflow::Name,
};

use super::{explanations, snapshot};
use crate::{
    StorageError,
    entity::{
        portfolio_report::{ActiveModel, Model},
        risk_note,
    },
    map::{code, stamp, stamp_columns},
};

const TABLE: &str = "portfolio_report";

fn light(assessment: &Assessment) -> Option<String> {
    let light: Option<&'static str> = assessment.light.map(Into::into);
    light.map(ToOwned::to_owned)
}

/// The columns of a report.
pub(super) fn of(report: &PortfolioReport) -> Result<ActiveModel, StorageError> {
    let content = &report.content;
    let approval = report.state.approval();
    let asked = report.state.asked();
    let accepted = match report.state {
        State::Accepted { accepted, .. } => Some(accepted),
        State::Draft { .. }
        | State::SteeringApproved { .. }
        | State::Submitted { .. }
        | State::Returned { .. } => None,
    };
    let (approved_by, approved_at) = stamp_columns(approval.map(|approval| approval.recorded));
    let (submitted_by, submitted_at) = stamp_columns(report.state.submitted());
    let (accepted_by, accepted_at) = stamp_columns(accepted);
    let (returned_by, returned_at) = stamp_columns(asked.map(|asked| asked.returned));
    let snapshot = report.snapshot.as_ref().map(snapshot::to_json).transpose();
    let snapshot = snapshot
        .map_err(|error| StorageError::inconsistent(TABLE, report.id, format!("the snapshot: {error}")))?;
    Ok(ActiveModel {
        id: Set(report.id.into()),
        version: Set(report.version),
        project_id: Set(report.project.into()),
        obligation_id: Set(report.obligation.into()),
        started_by: Set(report.started_by.into()),
        timetable_light: Set(light(&content.timetable)),
        timetable_reason: Set(content.timetable.reason.clone()),
        cost_light: Set(light(&content.cost)),
        cost_reason: Set(content.cost.reason.clone()),
        scope_light: Set(light(&content.scope)),
        scope_reason: Set(content.scope.reason.clone()),
        risk_light: Set(light(&content.risk)),
        risk_reason: Set(content.risk.reason.clone()),
        ownership_light: Set(light(&content.ownership)),
        ownership_reason: Set(content.ownership.reason.clone()),
        summary: Set(content.summary.clone()),
        deviations: Set(content.deviations.clone()),
        state: Set(StateName::from(&report.state).code().to_owned()),
        steering_members: Set(approval.map(|approval| texts_to(&approval.members))),
        steering_held_on: Set(approval.map(|approval| approval.held_on)),
        steering_unanimous: Set(approval.map(|approval| approval.unanimous)),
        steering_meeting_id: Set(approval.and_then(|approval| approval.meeting).map(Into::into)),
        approved_by: Set(approved_by),
        approved_at: Set(approved_at),
        submitted_by: Set(submitted_by),
        submitted_at: Set(submitted_at),
        accepted_by: Set(accepted_by),
        accepted_at: Set(accepted_at),
        questions: Set(asked.map(|asked| texts_to(&asked.questions))),
        returned_by: Set(returned_by),
        returned_at: Set(returned_at),
        snapshot: Set(snapshot),
        explanations: Set(explanations::to_json(&content.explanations)),
    })
}

fn texts_to(texts: &[String]) -> Value {
    texts.iter().cloned().map(Value::String).collect()
}

fn texts_from(row: &Model, column: &str, json: &Value) -> Result<Vec<String>, StorageError> {
    serde_json::from_value(json.clone())
        .map_err(|_| StorageError::inconsistent(TABLE, row.id, format!("{column} is no list of texts")))
}

impl TryFrom<Model> for PortfolioReport {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let state = state(&row)?;
        let snapshot = row.snapshot.as_ref().map(snapshot::from_json).transpose();
        let snapshot = snapshot.map_err(|what| StorageError::inconsistent(TABLE, row.id, what))?;
        let explanations = explanations::from_json(&row.explanations)
            .map_err(|what| StorageError::inconsistent(TABLE, row.id, what))?;
        let assessment = |column: &str, light: &Option<String>, reason: &str| {
            let light: Option<Light> = light
                .as_deref()
                .map(|light| code(TABLE, row.id, column, light))
                .transpose()?;
            Ok::<_, StorageError>(Assessment {
                light,
                reason: reason.to_owned(),
            })
        };
        let content = Content {
            timetable: assessment("timetable_light", &row.timetable_light, &row.timetable_reason)?,
            cost: assessment("cost_light", &row.cost_light, &row.cost_reason)?,
            scope: assessment("scope_light", &row.scope_light, &row.scope_reason)?,
            risk: assessment("risk_light", &row.risk_light, &row.risk_reason)?,
            ownership: assessment("ownership_light", &row.ownership_light, &row.ownership_reason)?,
            summary: row.summary,
            deviations: row.deviations,
            explanations,
        };
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            project: row.project_id.into(),
            obligation: row.obligation_id.into(),
            started_by: row.started_by.into(),
            content,
            snapshot,
            state,
        })
    }
}

fn approval(row: &Model) -> Result<Option<SteeringApproval>, StorageError> {
    let recorded = stamp(row.approved_by, row.approved_at);
    match (
        &row.steering_members,
        row.steering_held_on,
        row.steering_unanimous,
        recorded,
    ) {
        (None, None, None, None) => Ok(None),
        (Some(members), Some(held_on), Some(unanimous), Some(recorded)) => Ok(Some(SteeringApproval {
            members: texts_from(row, "steering_members", members)?,
            meeting: row.steering_meeting_id.map(Into::into),
            held_on,
            unanimous,
            recorded,
        })),
        _ => Err(StorageError::inconsistent(
            TABLE,
            row.id,
            "the steering group's approval is half written",
        )),
    }
}

fn asked(row: &Model) -> Result<Option<Asked>, StorageError> {
    match (&row.questions, stamp(row.returned_by, row.returned_at)) {
        (None, None) => Ok(None),
        (Some(questions), Some(returned)) => Ok(Some(Asked {
            questions: texts_from(row, "questions", questions)?,
            returned,
        })),
        _ => Err(StorageError::inconsistent(
            TABLE,
            row.id,
            "the authority's questions are half written",
        )),
    }
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code(TABLE, row.id, "state", &row.state)?;
    let submitted = stamp(row.submitted_by, row.submitted_at);
    let accepted = stamp(row.accepted_by, row.accepted_at);
    Ok(match (name, asked(row)?, approval(row)?, submitted, accepted) {
        (StateName::Draft, asked, None, None, None) => State::Draft { asked },
        (StateName::SteeringApproved, asked, Some(approval), None, None) => {
            State::SteeringApproved { asked, approval }
        }
        (StateName::Submitted, asked, Some(approval), Some(submitted), None) => State::Submitted {
            asked,
            approval,
            submitted,
        },
        (StateName::Accepted, asked, Some(approval), Some(submitted), Some(accepted)) => State::Accepted {
            asked,
            approval,
            submitted,
            accepted,
        },
        (StateName::Returned, Some(asked), None, None, None) => State::Returned { asked },
        (state, ..) => {
            return Err(StorageError::inconsistent(
                TABLE,
                row.id,
                format!("the state is {state:?} but the columns of other states are set or its own are not"),
            ));
        }
    })
}

/// A note as the domain knows it.
pub(super) fn note(row: risk_note::Model) -> Result<RiskNote, StorageError> {
    let scale = |number: i32| {
        u8::try_from(number)
            .map_err(|_| StorageError::inconsistent("risk_note", row.id, "a number is outside its scale"))
    };
    Ok(RiskNote {
        id: row.id.into(),
        report: row.portfolio_report_id.into(),
        risk: row.risk_id.map(Into::into),
        noted_by: row.noted_by.into(),
        noted_at: row.noted_at,
        probability: scale(row.probability)?,
        effect: scale(row.effect)?,
        topic: row.topic,
        text: row.note,
    })
}
