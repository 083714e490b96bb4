use sea_orm::ActiveValue::Set;
use talkoot_domain::{
    ids::RankingId,
    money::Money,
    ranking::{Entry, Ranking, State, StateName},
    review_rules::Score,
    workflow::{Name as _, Stamp},
};

use crate::{
    StorageError,
    entity::{
        ranking::{ActiveModel, Model},
        ranking_entry,
    },
    map::{code, stamp, stamp_columns},
};

/// The columns of a list, without its entries.
pub(super) fn of(ranking: &Ranking) -> ActiveModel {
    let confirmed = match &ranking.state {
        State::Fixed { confirmed } => *confirmed,
        State::Proposed | State::Withdrawn { .. } => None,
    };
    let (withdrawn, reason) = match &ranking.state {
        State::Withdrawn { withdrawn, reason } => (Some(*withdrawn), Some(reason.clone())),
        State::Proposed | State::Fixed { .. } => (None, None),
    };
    let (confirmed_by, confirmed_at) = stamp_columns(confirmed);
    let (withdrawn_by, withdrawn_at) = stamp_columns(withdrawn);
    ActiveModel {
        id: Set(ranking.id.into()),
        version: Set(ranking.version),
        call_id: Set(ranking.call.into()),
        authority_id: Set(ranking.authority.into()),
        number: Set(ranking.number),
        tie_rule: Set(Into::<&'static str>::into(ranking.rule).to_owned()),
        appropriation_cents: Set(ranking.appropriation.cents()),
        hash: Set(ranking.hash.to_vec()),
        kept_by: Set(ranking.kept.by.into()),
        kept_at: Set(ranking.kept.at),
        reason: Set(ranking.reason.clone()),
        after_decision: Set(ranking.after_decision),
        state: Set(StateName::from(&ranking.state).code().to_owned()),
        confirmed_by: Set(confirmed_by),
        confirmed_at: Set(confirmed_at),
        withdrawn_by: Set(withdrawn_by),
        withdrawn_at: Set(withdrawn_at),
        withdrawal_reason: Set(reason),
    }
}

/// The columns of an entry of a list.
pub(super) fn of_entry(ranking: RankingId, entry: &Entry) -> ranking_entry::ActiveModel {
    ranking_entry::ActiveModel {
        ranking_id: Set(ranking.into()),
        place: Set(entry.place),
        tied: Set(entry.tied),
        application_id: Set(entry.application.into()),
        score_numerator: Set(entry.score.numerator()),
        score_denominator: Set(entry.score.denominator()),
        requested_cents: Set(entry.requested.cents()),
        cumulative_cents: Set(entry.cumulative.cents()),
    }
}

/// An entry from its row.
pub(super) fn entry(row: &ranking_entry::Model) -> Result<Entry, StorageError> {
    let score = Score::new(row.score_numerator, row.score_denominator);
    let score = score.ok_or_else(|| {
        let what = format!("place {} has a score outside 0 to 1", row.place);
        StorageError::inconsistent("ranking_entry", row.ranking_id, what)
    })?;
    Ok(Entry {
        place: row.place,
        tied: row.tied,
        application: row.application_id.into(),
        score,
        requested: Money::from_cents(row.requested_cents),
        cumulative: Money::from_cents(row.cumulative_cents),
    })
}

/// A list from its row and its entries.
pub(super) fn ranking(row: Model, entries: Vec<Entry>) -> Result<Ranking, StorageError> {
    let state = state(&row)?;
    let rule = code("ranking", row.id, "tie_rule", &row.tie_rule)?;
    let hash = row
        .hash
        .try_into()
        .map_err(|_| StorageError::inconsistent("ranking", row.id, "the hash has not 32 bytes"))?;
    Ok(Ranking {
        id: row.id.into(),
        version: row.version,
        call: row.call_id.into(),
        authority: row.authority_id.into(),
        number: row.number,
        rule,
        appropriation: Money::from_cents(row.appropriation_cents),
        entries,
        hash,
        kept: Stamp {
            by: row.kept_by.into(),
            at: row.kept_at,
        },
        reason: row.reason,
        after_decision: row.after_decision,
        state,
    })
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code("ranking", row.id, "state", &row.state)?;
    let confirmed = stamp(row.confirmed_by, row.confirmed_at);
    let withdrawn = stamp(row.withdrawn_by, row.withdrawn_at).zip(row.withdrawal_reason.clone());
    match (name, confirmed, withdrawn) {
        (StateName::Proposed, None, None) => Ok(State::Proposed),
        (StateName::Fixed, confirmed, None) if confirmed.is_some() == row.after_decision => {
            Ok(State::Fixed { confirmed })
        }
        (StateName::Withdrawn, None, Some((withdrawn, reason))) => Ok(State::Withdrawn { withdrawn, reason }),
        (state, ..) => {
            let what =
                format!("the state is {state:?} but the columns of other states are set or its own are not");
            Err(StorageError::inconsistent("ranking", row.id, what))
        }
    }
}
