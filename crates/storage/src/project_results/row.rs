use sea_orm::ActiveValue::Set;
use serde_json::json;
use talkoot_domain::{
    project_result::{Content, Party, ProjectResult, Reuse, State, StateName},
    workflow::{Name as _, Stamp},
};

use super::TABLE;
use crate::{
    StorageError,
    entity::{
        project_result::{ActiveModel, Model},
        project_result_party,
    },
    map::{code, stamp, stamp_columns},
};

pub(super) fn columns(result: &ProjectResult) -> ActiveModel {
    let content = &result.content;
    let (submitted, returned, questions, withdrawn, reason) = match &result.state {
        State::Draft => (None, None, None, None, None),
        State::Submitted { submitted } | State::Public { submitted, .. } => {
            (Some(*submitted), None, None, None, None)
        }
        State::Returned { returned, questions } => {
            (None, Some(*returned), Some(json!(questions)), None, None)
        }
        State::Withdrawn {
            withdrawn, reason, ..
        } => (None, None, None, Some(*withdrawn), Some(reason.clone())),
    };
    let (submitted_by, submitted_at) = stamp_columns(submitted);
    let (returned_by, returned_at) = stamp_columns(returned);
    let (approved_by, approved_at) = stamp_columns(result.state.approved());
    let (withdrawn_by, withdrawn_at) = stamp_columns(withdrawn);
    let reusable_by: &'static str = content.reusable_by.into();
    ActiveModel {
        id: Set(result.id.into()),
        version: Set(result.version),
        project_id: Set(result.project.into()),
        sub_area_id: Set(content.sub_area.map(Into::into)),
        topic: Set(content.topic.clone()),
        taxonomy: Set(result.taxonomy),
        theme: Set(content.theme.code().to_owned()),
        title: Set(content.title.clone()),
        tried: Set(content.tried.clone()),
        worked: Set(content.worked.clone()),
        not_worked: Set(content.not_worked.clone()),
        reusable_by: Set(reusable_by.to_owned()),
        licence: Set(content.licence.clone()),
        terms: Set(content.terms.clone()),
        contact: Set(content.contact.clone()),
        links: Set(json!(content.links)),
        searched: Set(content.searched()),
        created_by: Set(result.created.by.into()),
        created_at: Set(result.created.at),
        state: Set(StateName::from(&result.state).code().to_owned()),
        submitted_by: Set(submitted_by),
        submitted_at: Set(submitted_at),
        returned_by: Set(returned_by),
        returned_at: Set(returned_at),
        questions: Set(questions),
        approved_by: Set(approved_by),
        approved_at: Set(approved_at),
        withdrawn_by: Set(withdrawn_by),
        withdrawn_at: Set(withdrawn_at),
        withdraw_reason: Set(reason),
    }
}

pub(super) fn party_columns(result: &ProjectResult) -> Vec<project_result_party::ActiveModel> {
    (1..)
        .zip(&result.content.parties)
        .map(|(number, party)| project_result_party::ActiveModel {
            result_id: Set(result.id.into()),
            number: Set(number),
            organisation_id: Set(party.municipality.into()),
            inhabitants: Set(i64::from(party.inhabitants)),
            counted_on: Set(party.counted_on),
            source: Set(party.source.clone()),
            size_class: Set(party.size_class().code().to_owned()),
        })
        .collect()
}

pub(super) fn party(row: project_result_party::Model) -> Result<Party, StorageError> {
    let inhabitants = u32::try_from(row.inhabitants).map_err(|fault| {
        StorageError::inconsistent(
            "project_result_party",
            row.result_id,
            format!("inhabitants: {fault}"),
        )
    })?;
    let party = Party {
        municipality: row.organisation_id.into(),
        inhabitants,
        counted_on: row.counted_on,
        source: row.source,
    };
    if party.size_class().code() != row.size_class {
        let what = "the class of size is not that of the inhabitants";
        return Err(StorageError::inconsistent(
            "project_result_party",
            row.result_id,
            what,
        ));
    }
    Ok(party)
}

pub(super) fn result(
    row: Model,
    parties: Vec<Party>,
    reuses: Vec<Reuse>,
) -> Result<ProjectResult, StorageError> {
    let state = state(&row)?;
    let links: Vec<String> = serde_json::from_value(row.links)
        .map_err(|fault| StorageError::inconsistent(TABLE, row.id, format!("links: {fault}")))?;
    Ok(ProjectResult {
        id: row.id.into(),
        version: row.version,
        project: row.project_id.into(),
        taxonomy: row.taxonomy,
        content: Content {
            title: row.title,
            tried: row.tried,
            worked: row.worked,
            not_worked: row.not_worked,
            theme: code(TABLE, row.id, "theme", &row.theme)?,
            sub_area: row.sub_area_id.map(Into::into),
            topic: row.topic,
            reusable_by: code(TABLE, row.id, "reusable_by", &row.reusable_by)?,
            licence: row.licence,
            terms: row.terms,
            contact: row.contact,
            links,
            parties,
        },
        created: Stamp {
            by: row.created_by.into(),
            at: row.created_at,
        },
        reuses,
        state,
    })
}

fn state(row: &Model) -> Result<State, StorageError> {
    let wrong = |what: String| StorageError::inconsistent(TABLE, row.id, what);
    let name: StateName = code(TABLE, row.id, "state", &row.state)?;
    let submitted = stamp(row.submitted_by, row.submitted_at);
    let returned = stamp(row.returned_by, row.returned_at);
    let approved = stamp(row.approved_by, row.approved_at);
    let withdrawn = stamp(row.withdrawn_by, row.withdrawn_at).zip(row.withdraw_reason.clone());
    let questions: Option<Vec<String>> = row
        .questions
        .clone()
        .map(serde_json::from_value)
        .transpose()
        .map_err(|fault| wrong(format!("questions: {fault}")))?;
    let asked = returned.zip(questions);
    match (name, submitted, asked, approved, withdrawn) {
        (StateName::Draft, None, None, None, None) => Ok(State::Draft),
        (StateName::Submitted, Some(submitted), None, None, None) => Ok(State::Submitted { submitted }),
        (StateName::Returned, None, Some((returned, questions)), None, None) => {
            Ok(State::Returned { returned, questions })
        }
        (StateName::Public, Some(submitted), None, Some(approved), None) => {
            Ok(State::Public { submitted, approved })
        }
        (StateName::Withdrawn, None, None, approved, Some((withdrawn, reason))) => Ok(State::Withdrawn {
            approved,
            withdrawn,
            reason,
        }),
        (state, ..) => Err(wrong(format!(
            "the state is {state:?} but its columns are those of another state"
        ))),
    }
}
