//! Payouts: of claims, of the advance, of the final balance.

mod attention;
mod destinations;
mod returns;
mod set_offs;

pub use attention::{count_needing_attention, needing_attention};
pub use destinations::{destination, destinations, set_destination};
pub use returns::{approve_return, delete_return, insert_return, returns};
pub use set_offs::{delete_set_off, insert_set_off, pending_set_offs, set_offs, set_offs_of_recoveries};

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use talkoot_domain::{
    ids::{ClaimId, PayoutId, ProjectId},
    money::Money,
    payout::{Confirmation, Payout, Source, State, StateName},
    workflow::Stamp,
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx,
    entity::payout::{ActiveModel, Column, Entity, Model},
    map::{code, stamp, stamp_columns},
    projects,
    store::Connected,
};

/// The payout, if it exists for this scope: for everybody who sees its project.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(db: &impl Access, scope: &Scope, id: PayoutId) -> Result<Option<Payout>, StorageError> {
    Entity::find_by_id(Uuid::from(id))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .one(db.connection())
        .await?
        .map(TryInto::try_into)
        .transpose()
}

/// These payouts, for this scope, in no order.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn find_many(
    db: &impl Access,
    scope: &Scope,
    ids: &[PayoutId],
) -> Result<Vec<Payout>, StorageError> {
    let rows = Entity::find()
        .filter(Column::Id.is_in(ids.iter().map(|&id| Uuid::from(id))))
        .filter(Column::ProjectId.in_subquery(projects::visible_ids(scope)))
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Every payout of these claims, failed ones included, oldest first; the caller has found the claims.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_claims(db: &impl Access, claims: &[ClaimId]) -> Result<Vec<Payout>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ClaimId.is_in(claims.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Every payout of these projects, failed ones included, oldest first; the caller has found the projects.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_projects(db: &impl Access, projects: &[ProjectId]) -> Result<Vec<Payout>, StorageError> {
    let rows = Entity::find()
        .filter(Column::ProjectId.is_in(projects.iter().map(|&id| Uuid::from(id))))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// What the bank has confirmed of a project's payouts and has not come back, EUR; the caller has found the project.
///
/// # Errors
/// When the database fails or the sum does not fit.
pub async fn confirmed_of_project(db: &impl Access, project: ProjectId) -> Result<Money, StorageError> {
    let paid: Vec<(i64, i64)> = Entity::find()
        .select_only()
        .columns([Column::AmountCents, Column::ReturnedCents])
        .filter(Column::ProjectId.eq(Uuid::from(project)))
        .filter(Column::State.eq("confirmed"))
        .into_tuple()
        .all(db.connection())
        .await?;
    let stays = paid
        .into_iter()
        .map(|(amount, returned)| Money::from_cents(amount).checked_sub(Money::from_cents(returned)));
    stays
        .collect::<Result<Vec<_>, _>>()
        .and_then(Money::sum)
        .map_err(|overflow| StorageError::inconsistent("payout", project, overflow.to_string()))
}

/// Stores a new payout.
///
/// # Errors
/// [`StorageError::Taken`] when another payout of the same has not failed.
pub async fn insert(tx: &Tx, payout: &Payout) -> Result<(), StorageError> {
    Entity::insert(row(payout))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed payout; `payout.version` is the version that was read, the stored one is the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, payout: &Payout) -> Result<(), StorageError> {
    let mut changed = row(payout);
    changed.version = Set(payout.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(payout.id)))
        .filter(Column::Version.eq(payout.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "payout")
}

fn row(payout: &Payout) -> ActiveModel {
    let (approved, sent, confirmation, failure) = match &payout.state {
        State::Created => (None, None, None, None),
        State::Approved { approved } => (Some(*approved), None, None, None),
        State::Sent { approved, sent } => (Some(*approved), Some(*sent), None, None),
        State::Confirmed {
            approved,
            sent,
            confirmation,
        } => (Some(*approved), Some(*sent), Some(confirmation), None),
        State::Failed {
            approved,
            sent,
            failed,
            reason,
        } => (Some(*approved), Some(*sent), None, Some((*failed, reason))),
    };
    let (approved_by, approved_at) = stamp_columns(approved);
    let (sent_by, sent_at) = stamp_columns(sent);
    let (confirmed_by, confirmed_at) = stamp_columns(confirmation.map(|said| said.confirmed));
    let (failed_by, failed_at) = stamp_columns(failure.map(|(failed, _)| failed));
    ActiveModel {
        id: Set(payout.id.into()),
        version: Set(payout.version),
        project_id: Set(payout.project.into()),
        claim_id: Set(payout.source.claim().map(Into::into)),
        amount_cents: Set(payout.amount.cents()),
        set_off_cents: Set(payout.set_off.cents()),
        returned_cents: Set(payout.returned.cents()),
        created_by: Set(payout.created.by.into()),
        created_at: Set(payout.created.at),
        state: Set(Into::<&'static str>::into(StateName::from(&payout.state)).to_owned()),
        approved_by: Set(approved_by),
        approved_at: Set(approved_at),
        sent_by: Set(sent_by),
        sent_at: Set(sent_at),
        confirmed_by: Set(confirmed_by),
        confirmed_at: Set(confirmed_at),
        bank_reference: Set(confirmation.map(|said| said.bank_reference.clone())),
        value_date: Set(confirmation.map(|said| said.value_date)),
        failed_by: Set(failed_by),
        failed_at: Set(failed_at),
        failure_reason: Set(failure.map(|(_, reason)| reason.clone())),
        source: Set(name(payout.source).to_owned()),
        instalment: Set(match payout.source {
            Source::Advance { instalment } => Some(instalment),
            Source::Claim(_) | Source::FinalBalance(_) => None,
        }),
    }
}

impl TryFrom<Model> for Payout {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        Ok(Self {
            state: state(&row)?,
            id: row.id.into(),
            version: row.version,
            project: row.project_id.into(),
            source: source(&row)?,
            amount: Money::from_cents(row.amount_cents),
            set_off: Money::from_cents(row.set_off_cents),
            returned: Money::from_cents(row.returned_cents),
            created: Stamp {
                by: row.created_by.into(),
                at: row.created_at,
            },
        })
    }
}

const fn name(source: Source) -> &'static str {
    match source {
        Source::Claim(_) => "claim",
        Source::Advance { .. } => "advance",
        Source::FinalBalance(_) => "final_balance",
    }
}

fn source(row: &Model) -> Result<Source, StorageError> {
    Ok(match (row.source.as_str(), row.claim_id, row.instalment) {
        ("claim", Some(claim), None) => Source::Claim(claim.into()),
        ("advance", None, Some(instalment)) => Source::Advance { instalment },
        ("final_balance", Some(claim), None) => Source::FinalBalance(claim.into()),
        (source, ..) => {
            let what = format!("the source is \"{source}\", which the claim or the instalment contradicts");
            return Err(StorageError::inconsistent("payout", row.id, what));
        }
    })
}

fn state(row: &Model) -> Result<State, StorageError> {
    let approved = stamp(row.approved_by, row.approved_at);
    let sent = stamp(row.sent_by, row.sent_at);
    let confirmed = stamp(row.confirmed_by, row.confirmed_at);
    let said = confirmed.zip(row.bank_reference.clone().zip(row.value_date));
    let failure = stamp(row.failed_by, row.failed_at).zip(row.failure_reason.clone());
    Ok(
        match (
            code("payout", row.id, "state", &row.state)?,
            approved,
            sent,
            said,
            failure,
        ) {
            (StateName::Created, None, None, None, None) => State::Created,
            (StateName::Approved, Some(approved), None, None, None) => State::Approved { approved },
            (StateName::Sent, Some(approved), Some(sent), None, None) => State::Sent { approved, sent },
            (
                StateName::Confirmed,
                Some(approved),
                Some(sent),
                Some((confirmed, (bank_reference, value_date))),
                None,
            ) => State::Confirmed {
                approved,
                sent,
                confirmation: Confirmation {
                    confirmed,
                    bank_reference,
                    value_date,
                },
            },
            (StateName::Failed, Some(approved), Some(sent), None, Some((failed, reason))) => State::Failed {
                approved,
                sent,
                failed,
                reason,
            },
            (state, ..) => {
                return Err(StorageError::inconsistent(
                    "payout",
                    row.id,
                    format!(
                        "the state is {state:?} but the columns of other states are set or its own are not"
                    ),
                ));
            }
        },
    )
}
