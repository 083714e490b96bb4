//! Whether the log holds, and whether what is stored is what the log says.

use std::{fmt, str::FromStr};

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{FILE_READ, fault, objects};
use crate::{
    Access, StorageError, Store, Tx,
    entity::{audit_entry, log_head, person},
    outbox,
    store::Connected,
};

/// The end of the log at some time, to be noted outside of the database: whoever cuts the log and
/// everything that hangs on it cannot change what was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The number of the last entry.
    pub seq: i64,
    /// Its hash.
    pub hash: Vec<u8>,
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, hex::encode(&self.hash))
    }
}

/// What was given is no anchor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no head of a log; write number:hash as `doctor` printed it")]
pub struct NoAnchor(String);

impl FromStr for Anchor {
    type Err = NoAnchor;

    fn from_str(text: &str) -> Result<Self, NoAnchor> {
        let no = || NoAnchor(text.to_owned());
        let (seq, hash) = text.trim().split_once(':').ok_or_else(no)?;
        let seq = seq.parse().map_err(|_| no())?;
        let hash = hex::decode(hash).map_err(|_| no())?;
        if seq < 0 || hash.len() != outbox::GENESIS.len() {
            return Err(no());
        }
        Ok(Self { seq, hash })
    }
}

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The number of the entry that does not hold, or of the one that should be there.
    pub seq: i64,
    /// What is wrong.
    pub what: String,
}

/// What was found out about the log and about the objects that it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkup {
    /// How many entries there are.
    pub entries: u64,
    /// The end of the log as it is stored; nothing when it is missing.
    pub head: Option<Anchor>,
    /// What does not hold: first what is wrong with the log itself, for a broken log vouches for nothing, then
    /// the objects that differ; each by the number of the entry. Empty when everything holds.
    pub findings: Vec<Finding>,
}

impl Checkup {
    /// Whether everything holds.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Follows the whole chain, compares its end with the head and with a noted anchor, and compares every
/// object with what the last entry about it vouches for. All of it is read in one snapshot, so that
/// what is written meanwhile is neither missed nor taken for a fault.
///
/// # Errors
/// When the database fails; what is broken is an answer, not an error.
pub async fn verify(store: &Store, noted: Option<&Anchor>) -> Result<Checkup, StorageError> {
    let tx = store.snapshot().await?;
    let mut checkup = chain(&tx, noted).await?;
    let by_entry =
        |findings: &mut [Finding]| findings.sort_by(|a, b| (a.seq, &a.what).cmp(&(b.seq, &b.what)));
    by_entry(&mut checkup.findings);
    let of_the_log = checkup.findings.len();
    objects::compare(&tx, &mut checkup).await?;
    if let Some(of_objects) = checkup.findings.get_mut(of_the_log..) {
        by_entry(of_objects);
    }
    Ok(checkup)
}

async fn chain(tx: &Tx, noted: Option<&Anchor>) -> Result<Checkup, StorageError> {
    const BATCH: u64 = 1000;
    let mut findings = Vec::new();
    let (mut seq, mut entries) = (0, 0);
    let mut previous = outbox::GENESIS.to_vec();
    let mut at_noted = noted.filter(|noted| noted.seq == 0).map(|_| previous.clone());
    loop {
        let rows = audit_entry::Entity::find()
            .filter(audit_entry::Column::Seq.gt(seq))
            .order_by_asc(audit_entry::Column::Seq)
            .limit(BATCH)
            .all(tx.connection())
            .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            // One break is enough: what follows it is compared with what follows it.
            if findings.is_empty()
                && let Some(what) = fault(&row, seq + 1, &previous)
            {
                findings.push(Finding { seq: seq + 1, what });
            }
            if noted.is_some_and(|noted| noted.seq == row.seq) {
                at_noted = Some(row.hash.clone());
            }
            entries += 1;
            seq = row.seq;
            previous = row.hash;
        }
    }
    let head = head(tx, seq, &previous, &mut findings).await?;
    if let Some(noted) = noted {
        compare(noted, at_noted.as_deref(), seq, &mut findings);
    }
    Ok(Checkup {
        entries,
        head,
        findings,
    })
}

fn compare(noted: &Anchor, found: Option<&[u8]>, last: i64, findings: &mut Vec<Finding>) {
    match found {
        Some(found) if found == noted.hash => {}
        Some(_) => findings.push(Finding {
            seq: noted.seq,
            what: "it is not the entry whose hash was noted: the log was written anew, this entry or one \
                   before it"
                .to_owned(),
        }),
        None => findings.push(Finding {
            seq: last + 1,
            what: format!("the log ends here, but its head was noted as entry {}", noted.seq),
        }),
    }
}

async fn head(
    tx: &Tx,
    last: i64,
    hash: &[u8],
    findings: &mut Vec<Finding>,
) -> Result<Option<Anchor>, StorageError> {
    let mut found = |seq, what: String| findings.push(Finding { seq, what });
    if last == 0 && person::Entity::find().one(tx.connection()).await?.is_some() {
        found(
            1,
            "the log is empty, but people are stored; it was wiped".to_owned(),
        );
    }
    let Some(head) = log_head::Entity::find_by_id(1).one(tx.connection()).await? else {
        found(last + 1, "the head of the log (`log_head`) is missing".to_owned());
        return Ok(None);
    };
    let written = head.audit_seq;
    if written > last {
        found(
            last + 1,
            format!("the log ends here, but {written} entries were written"),
        );
    } else if written < last {
        found(
            written + 1,
            format!("only {written} entries were written; this one was put there by somebody else"),
        );
    } else if head.audit_hash != hash {
        found(last, "it is not the entry that was written last".to_owned());
    }
    Ok(Some(Anchor {
        seq: written,
        hash: head.audit_hash,
    }))
}

/// The number of the last entry about each of these objects, of one kind.
pub(super) async fn last_entries(
    db: &impl Access,
    object: &str,
    ids: &[Uuid],
) -> Result<Vec<audit_entry::Model>, StorageError> {
    use audit_entry::{Column, Entity};
    // An entry about an import that does not say what became of it vouches for nothing, neither does who read a file.
    let says = match object {
        "ledger_import" => Condition::all().add(Column::StateAfter.is_not_null()),
        "file" => Condition::all().add(Column::Command.ne(FILE_READ)),
        _ => Condition::all(),
    };
    let last: Vec<i64> = Entity::find()
        .select_only()
        .column_as(Column::Seq.max(), "last")
        .filter(Column::Object.eq(object))
        .filter(says)
        .filter(Column::ObjectId.is_in(ids.iter().copied()))
        .group_by(Column::ObjectId)
        .into_tuple()
        .all(db.connection())
        .await?;
    Ok(Entity::find()
        .filter(Column::Seq.is_in(last))
        .all(db.connection())
        .await?)
}
