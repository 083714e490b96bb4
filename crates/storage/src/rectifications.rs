//! Claims for correction of decisions.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use talkoot_domain::{
    decision::Notice,
    ids::{DecisionId, RectificationId},
    rectification::{Demand, Late, Rectification, Reply, State, StateName},
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx, decisions,
    entity::{
        decision,
        rectification::{ActiveModel, Column, Entity, Model},
    },
    map::{code, stamp, stamp_columns},
    store::Connected,
};

/// Whoever sees the decision sees the claim; what of it is only drafted is for the authority.
fn visible(scope: &Scope) -> Condition {
    if scope.organisations().is_none() {
        return Condition::all();
    }
    let seen = decision::Entity::find()
        .select_only()
        .column(decision::Column::Id)
        .filter(decisions::visible(scope))
        .into_query();
    Condition::all().add(Column::DecisionId.in_subquery(seen))
}

/// The claim, if it exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: RectificationId,
) -> Result<Option<Rectification>, StorageError> {
    Entity::find_by_id(Uuid::from(id))
        .filter(visible(scope))
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// The claims about these decisions, for this scope, oldest first.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_decisions(
    db: &impl Access,
    scope: &Scope,
    ids: &[DecisionId],
) -> Result<Vec<Rectification>, StorageError> {
    let rows = Entity::find()
        .filter(visible(scope))
        .filter(Column::DecisionId.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores a new claim.
///
/// # Errors
/// [`StorageError::Taken`] when the decision has one that was not withdrawn.
pub async fn insert(tx: &Tx, new: &Rectification) -> Result<(), StorageError> {
    Entity::insert(row(new))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed claim; `changed.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, changed: &Rectification) -> Result<(), StorageError> {
    let mut columns = row(changed);
    columns.version = Set(changed.version + 1);
    let done = Entity::update_many()
        .set(columns)
        .filter(Column::Id.eq(Uuid::from(changed.id)))
        .filter(Column::Version.eq(changed.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "rectification")
}

fn row(one: &Rectification) -> ActiveModel {
    let (reply, drafted, decided, withdrawn) = match one.state.clone() {
        State::Filed => (None, None, None, None),
        State::Drafted { reply, drafted } => (Some(reply), Some(drafted), None, None),
        State::Decided {
            reply,
            drafted,
            decided,
        } => (Some(reply), Some(drafted), Some(decided), None),
        State::Withdrawn { withdrawn, reason } => (None, None, None, Some((withdrawn, reason))),
    };
    let (withdrawn, reason) = withdrawn.map_or((None, None), |(by, why)| (Some(by), Some(why)));
    let (drafted_by, drafted_at) = stamp_columns(drafted);
    let (decided_by, decided_at) = stamp_columns(decided);
    let (withdrawn_by, withdrawn_at) = stamp_columns(withdrawn);
    ActiveModel {
        id: Set(one.id.into()),
        version: Set(one.version),
        decision_id: Set(one.decision.into()),
        authority_id: Set(one.authority.into()),
        lead_id: Set(one.lead.into()),
        filed_by: Set(one.filed.by.into()),
        filed_at: Set(one.filed.at),
        change: Set(one.demand.change.clone()),
        grounds: Set(one.demand.grounds.clone()),
        received_on: Set(one.demand.received_on),
        presumed_received_on: Set(one.presumed.received),
        presumed_until: Set(one.presumed.claim_until),
        stated_received_on: Set(one.stated.received),
        stated_until: Set(one.stated.claim_until),
        late_as_presumed: Set(one.late.as_presumed),
        late_as_stated: Set(one.late.as_stated),
        state: Set(Into::<&'static str>::into(StateName::from(&one.state)).to_owned()),
        outcome: Set(reply
            .as_ref()
            .map(|reply| Into::<&'static str>::into(reply.outcome).to_owned())),
        reasoning: Set(reply.map(|reply| reply.reasoning)),
        drafted_by: Set(drafted_by),
        drafted_at: Set(drafted_at),
        decided_by: Set(decided_by),
        decided_at: Set(decided_at),
        withdrawn_by: Set(withdrawn_by),
        withdrawn_at: Set(withdrawn_at),
        withdrawal_reason: Set(reason),
    }
}

impl TryFrom<Model> for Rectification {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        Ok(Self {
            state: state(&row)?,
            id: row.id.into(),
            version: row.version,
            decision: row.decision_id.into(),
            authority: row.authority_id.into(),
            lead: row.lead_id.into(),
            filed: Stamp {
                by: row.filed_by.into(),
                at: row.filed_at,
            },
            demand: Demand {
                change: row.change,
                grounds: row.grounds,
                received_on: row.received_on,
            },
            presumed: Notice {
                received: row.presumed_received_on,
                claim_until: row.presumed_until,
            },
            stated: Notice {
                received: row.stated_received_on,
                claim_until: row.stated_until,
            },
            late: Late {
                as_presumed: row.late_as_presumed,
                as_stated: row.late_as_stated,
            },
        })
    }
}

fn state(row: &Model) -> Result<State, StorageError> {
    let name: StateName = code("rectification", row.id, "state", &row.state)?;
    let reply = match (&row.outcome, &row.reasoning) {
        (Some(outcome), Some(reasoning)) => Some(Reply {
            outcome: code("rectification", row.id, "outcome", outcome)?,
            reasoning: reasoning.clone(),
        }),
        _ => None,
    };
    let drafted = reply.zip(stamp(row.drafted_by, row.drafted_at));
    let decided = stamp(row.decided_by, row.decided_at);
    let withdrawn = stamp(row.withdrawn_by, row.withdrawn_at).zip(row.withdrawal_reason.clone());
    Ok(match (name, drafted, decided, withdrawn) {
        (StateName::Filed, None, None, None) => State::Filed,
        (StateName::Drafted, Some((reply, drafted)), None, None) => State::Drafted { reply, drafted },
        (StateName::Decided, Some((reply, drafted)), Some(decided), None) => State::Decided {
            reply,
            drafted,
            decided,
        },
        (StateName::Withdrawn, None, None, Some((withdrawn, reason))) => {
            State::Withdrawn { withdrawn, reason }
        }
        (state, ..) => {
            return Err(StorageError::inconsistent(
                "rectification",
                row.id,
                format!("the state is {state:?} but the columns of other states are set or its own are not"),
            ));
        }
    })
}
