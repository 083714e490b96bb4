//! The partners' commitments to applications.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use talkoot_domain::{
    application::Snapshot,
    commitment::{Commitment, State, StateName},
    ids::{ApplicationId, CommitmentId},
};
use uuid::Uuid;

use crate::{
    Access, Scope, StorageError, Tx, applications,
    entity::commitment::{ActiveModel, Column, Entity, Model},
    map::{code, stamp, stamp_columns},
    store::Connected,
};

/// The commitment, if its application exists for this scope.
///
/// # Errors
/// When the database fails or the row contradicts itself.
pub async fn find(
    db: &impl Access,
    scope: &Scope,
    id: CommitmentId,
) -> Result<Option<Commitment>, StorageError> {
    let row = Entity::find_by_id(Uuid::from(id)).one(db.connection()).await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let application = applications::find(db, scope, row.application_id.into()).await?;
    application.map(|_| row.try_into()).transpose()
}

/// The commitments to these applications, in the order they were first asked for. The caller has
/// found the applications in its scope.
///
/// # Errors
/// When the database fails or a row contradicts itself.
pub async fn of_applications(
    db: &impl Access,
    applications: &[ApplicationId],
) -> Result<Vec<Commitment>, StorageError> {
    let ids = applications.iter().map(|&id| Uuid::from(id));
    let rows = Entity::find()
        .filter(Column::ApplicationId.is_in(ids))
        .order_by_asc(Column::Id)
        .all(db.connection())
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores a new commitment.
///
/// # Errors
/// [`StorageError::Taken`] when the partner has one already.
pub async fn insert(tx: &Tx, commitment: &Commitment) -> Result<(), StorageError> {
    Entity::insert(row(commitment))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Stores a changed commitment; `commitment.version` is the version that was read, the stored one is
/// the next.
///
/// # Errors
/// [`StorageError::Stale`] when somebody was first.
pub async fn update(tx: &Tx, commitment: &Commitment) -> Result<(), StorageError> {
    let mut changed = row(commitment);
    changed.version = Set(commitment.version + 1);
    let done = Entity::update_many()
        .set(changed)
        .filter(Column::Id.eq(Uuid::from(commitment.id)))
        .filter(Column::Version.eq(commitment.version))
        .exec(tx.connection())
        .await?;
    StorageError::unless_first(&done, "commitment")
}

fn row(commitment: &Commitment) -> ActiveModel {
    let (mut given, mut snapshot, mut prepared_by) = (None, None, None);
    let (mut declined, mut decline_reason, mut fallen) = (None, None, None);
    match commitment.state.clone() {
        State::Requested { .. } => {}
        State::Given {
            given: by,
            snapshot: on,
            prepared_by: preparer,
            ..
        } => {
            given = Some(by);
            snapshot = Some(on.bytes().to_vec());
            prepared_by = Some(preparer.into());
        }
        State::Declined {
            declined: by, reason, ..
        } => {
            declined = Some(by);
            decline_reason = Some(reason);
        }
        State::Fallen { fallen_at, .. } => fallen = Some(fallen_at),
    }
    let requested = commitment.state.requested();
    let (given_by, given_at) = stamp_columns(given);
    let (declined_by, declined_at) = stamp_columns(declined);
    ActiveModel {
        id: Set(commitment.id.into()),
        version: Set(commitment.version),
        application_id: Set(commitment.application.into()),
        partner_id: Set(commitment.partner.into()),
        state: Set(Into::<&'static str>::into(StateName::from(&commitment.state)).to_owned()),
        requested_by: Set(requested.by.into()),
        requested_at: Set(requested.at),
        given_by: Set(given_by),
        given_at: Set(given_at),
        snapshot: Set(snapshot),
        prepared_by: Set(prepared_by),
        declined_by: Set(declined_by),
        declined_at: Set(declined_at),
        decline_reason: Set(decline_reason),
        fallen_at: Set(fallen),
    }
}

impl TryFrom<Model> for Commitment {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id.into(),
            version: row.version,
            application: row.application_id.into(),
            partner: row.partner_id.into(),
            state: state(&row)?,
        })
    }
}

fn state(row: &Model) -> Result<State, StorageError> {
    let inconsistent = |what: String| StorageError::inconsistent("commitment", row.id, what);
    let name: StateName = code("commitment", row.id, "state", &row.state)?;
    let requested = talkoot_domain::workflow::Stamp {
        by: row.requested_by.into(),
        at: row.requested_at,
    };
    let snapshot = match &row.snapshot {
        None => None,
        Some(bytes) => {
            let bytes: [u8; 32] = bytes
                .as_slice()
                .try_into()
                .map_err(|_| inconsistent("the snapshot is no SHA-256".to_owned()))?;
            Some(Snapshot::from(bytes))
        }
    };
    let given = stamp(row.given_by, row.given_at)
        .zip(snapshot)
        .zip(row.prepared_by);
    let declined = stamp(row.declined_by, row.declined_at).zip(row.decline_reason.clone());
    Ok(match (name, given, declined, row.fallen_at) {
        (StateName::Requested, None, None, None) => State::Requested { requested },
        (StateName::Given, Some(((given, snapshot), prepared_by)), None, None) => State::Given {
            requested,
            given,
            snapshot,
            prepared_by: prepared_by.into(),
        },
        (StateName::Declined, None, Some((declined, reason)), None) => State::Declined {
            requested,
            declined,
            reason,
        },
        (StateName::Fallen, None, None, Some(fallen_at)) => State::Fallen { requested, fallen_at },
        (state, ..) => {
            return Err(inconsistent(format!(
                "the state is {state:?} but the columns of other states are set or its own are not"
            )));
        }
    })
}
