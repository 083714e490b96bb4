//! Every object against the last entry about it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Query, SelectStatement},
};
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::{
    FILE_ERASED,
    rows::Layout,
    seal::{self, Kind},
    verify::{Checkup, Finding, last_entries},
};
use crate::{
    StorageError, Tx,
    entity::{
        access_token, account_mapping, agreement, application, audit_entry, bank_account, bank_feedback,
        benefit, budget_version, call, call_correction, change_part, change_request, claim, commitment,
        correction, cost_forecast, cost_line, cost_report, decision, erasure, exit_plan, final_report, form,
        indicator, ledger_import, ledger_profile, milestone, obligation, organisation, other_support,
        passkey, payment_batch, payment_hold, payout, person, portfolio_report, programme, project,
        project_result, ranking, recovery, rectification, reference_rate, review, risk, session,
        steering_meeting, stored_file, supplement_request, survey, transfer,
    },
    store::Connected,
};

/// So many objects are compared at a time.
pub(super) const BATCH: usize = 500;
/// More findings than this tell nobody more.
const MOST: usize = 1000;

/// An object as it is stored: its key, and its state where it has one.
type Stored = (Uuid, Option<String>);

/// Adds what does not agree to the findings.
pub(super) async fn compare(tx: &Tx, checkup: &mut Checkup) -> Result<(), StorageError> {
    if checkup.entries == 0 {
        return Ok(());
    }
    let beyond = checkup.head.as_ref().map_or(0, |head| head.seq) + 1;
    for kind in Kind::iter() {
        let stored = stored(tx, kind).await?;
        gone(tx, kind, checkup).await?;
        for batch in stored.chunks(BATCH) {
            if checkup.findings.len() >= MOST {
                return Ok(());
            }
            batch_of(tx, kind, batch, beyond, checkup).await?;
        }
    }
    accepted_in_bulk(tx, beyond, checkup).await
}

/// Every object of a kind. Of the lines only those about which somebody decided by name: the others
/// are vouched for by the import and by the entry that accepted them together.
#[expect(clippy::too_many_lines, reason = "a line per kind")]
async fn stored(tx: &Tx, kind: Kind) -> Result<Vec<Stored>, StorageError> {
    macro_rules! read {
        ($table:ident, $state:ident, $condition:expr) => {
            $table::Entity::find()
                .select_only()
                .columns([$table::Column::Id, $table::Column::$state])
                .filter($condition)
                .order_by_asc($table::Column::Id)
                .into_tuple::<(Uuid, String)>()
                .all(tx.connection())
                .await?
                .into_iter()
                .map(|(id, state)| (id, Some(state)))
                .collect()
        };
    }
    macro_rules! read_stateless {
        ($table:ident) => {
            $table::Entity::find()
                .select_only()
                .column($table::Column::Id)
                .order_by_asc($table::Column::Id)
                .into_tuple::<Uuid>()
                .all(tx.connection())
                .await?
                .into_iter()
                .map(|id| (id, None))
                .collect()
        };
    }
    let all = Condition::all;
    Ok(match kind {
        Kind::Form => read!(form, State, all()),
        Kind::Call => read!(call, State, all()),
        Kind::Application => read!(application, State, all()),
        Kind::Review => read!(review, State, all()),
        Kind::Ranking => read!(ranking, State, all()),
        Kind::Commitment => read!(commitment, State, all()),
        Kind::Decision => read!(decision, State, all()),
        Kind::Project => read_stateless!(project),
        Kind::CostReport => read!(cost_report, State, all()),
        Kind::LedgerImport => read_stateless!(ledger_import),
        Kind::CostLine => read!(cost_line, Verification, decided_by_name()),
        Kind::Claim => read!(claim, State, all()),
        Kind::Payout => read!(payout, State, all()),
        Kind::PaymentHold => read!(payment_hold, State, all()),
        Kind::Obligation => read!(obligation, State, all()),
        Kind::PortfolioReport => read!(portfolio_report, State, all()),
        Kind::BankAccount => read!(bank_account, State, all()),
        Kind::Transfer => read!(transfer, State, all()),
        Kind::BankFeedback => read!(bank_feedback, State, all()),
        Kind::PaymentBatch => read!(payment_batch, State, all()),
        Kind::BudgetVersion => read_stateless!(budget_version),
        Kind::ChangeRequest => read!(change_request, State, all()),
        Kind::ChangePart => read!(change_part, State, all()),
        Kind::Correction => read!(correction, State, all()),
        Kind::Rectification => read!(rectification, State, all()),
        Kind::Recovery => read!(recovery, State, all()),
        Kind::ReferenceRate => read_stateless!(reference_rate),
        Kind::SupplementRequest => read!(supplement_request, State, all()),
        Kind::OtherSupport => read!(other_support, State, all()),
        Kind::Agreement => read!(agreement, State, all()),
        Kind::CallCorrection => read!(call_correction, State, all()),
        Kind::CostForecast => read_stateless!(cost_forecast),
        Kind::ExitPlan => read!(exit_plan, State, all()),
        Kind::FinalReport => read!(final_report, State, all()),
        Kind::Indicator => read!(indicator, State, all()),
        Kind::Benefit => read!(benefit, State, all()),
        Kind::Milestone => read!(milestone, State, all()),
        // One that the register was begun with, from the notes of older reports, is vouched for from its first change on.
        Kind::Risk => read!(risk, State, all().add(risk::Column::Version.gt(0))),
        Kind::Programme => read_stateless!(programme),
        Kind::Survey => read!(survey, State, all()),
        Kind::Erasure => read!(erasure, State, all()),
        Kind::ProjectResult => read!(project_result, State, all()),
        Kind::SteeringMeeting => read!(steering_meeting, State, all()),
        Kind::AccountMapping => read_stateless!(account_mapping),
        Kind::LedgerProfile => read_stateless!(ledger_profile),
        Kind::File => read_stateless!(stored_file),
        Kind::Organisation => read_stateless!(organisation),
        Kind::Person => read_stateless!(person),
        Kind::AccessToken => read_stateless!(access_token),
        Kind::Session => read_stateless!(session),
        Kind::Passkey => read_stateless!(passkey),
    })
}

fn decided_by_name() -> Condition {
    let logged = Query::select()
        .column(audit_entry::Column::ObjectId)
        .from(audit_entry::Entity)
        .and_where(audit_entry::Column::Object.eq(name(Kind::CostLine)))
        .to_owned();
    Condition::any()
        .add(cost_line::Column::Verification.is_in(["partly", "disallowed"]))
        .add(cost_line::Column::Id.in_subquery(logged))
}

fn name(kind: Kind) -> &'static str {
    kind.into()
}

fn ids(kind: Kind) -> SelectStatement {
    macro_rules! ids {
        ($table:ident) => {
            $table::Entity::find()
                .select_only()
                .column($table::Column::Id)
                .into_query()
        };
    }
    match kind {
        Kind::Form => ids!(form),
        Kind::Call => ids!(call),
        Kind::Application => ids!(application),
        Kind::Review => ids!(review),
        Kind::Ranking => ids!(ranking),
        Kind::Commitment => ids!(commitment),
        Kind::Decision => ids!(decision),
        Kind::Project => ids!(project),
        Kind::CostReport => ids!(cost_report),
        Kind::LedgerImport => ids!(ledger_import),
        Kind::CostLine => ids!(cost_line),
        Kind::Claim => ids!(claim),
        Kind::Payout => ids!(payout),
        Kind::PaymentHold => ids!(payment_hold),
        Kind::Obligation => ids!(obligation),
        Kind::PortfolioReport => ids!(portfolio_report),
        Kind::BankAccount => ids!(bank_account),
        Kind::Transfer => ids!(transfer),
        Kind::BankFeedback => ids!(bank_feedback),
        Kind::PaymentBatch => ids!(payment_batch),
        Kind::BudgetVersion => ids!(budget_version),
        Kind::ChangeRequest => ids!(change_request),
        Kind::ChangePart => ids!(change_part),
        Kind::Correction => ids!(correction),
        Kind::Rectification => ids!(rectification),
        Kind::Recovery => ids!(recovery),
        Kind::ReferenceRate => ids!(reference_rate),
        Kind::SupplementRequest => ids!(supplement_request),
        Kind::OtherSupport => ids!(other_support),
        Kind::Agreement => ids!(agreement),
        Kind::CallCorrection => ids!(call_correction),
        Kind::CostForecast => ids!(cost_forecast),
        Kind::ExitPlan => ids!(exit_plan),
        Kind::FinalReport => ids!(final_report),
        Kind::Indicator => ids!(indicator),
        Kind::Benefit => ids!(benefit),
        Kind::Milestone => ids!(milestone),
        Kind::Risk => ids!(risk),
        Kind::Programme => ids!(programme),
        Kind::Survey => ids!(survey),
        Kind::Erasure => ids!(erasure),
        Kind::ProjectResult => ids!(project_result),
        Kind::SteeringMeeting => ids!(steering_meeting),
        Kind::AccountMapping => ids!(account_mapping),
        Kind::LedgerProfile => ids!(ledger_profile),
        Kind::File => ids!(stored_file),
        Kind::Organisation => ids!(organisation),
        Kind::Person => ids!(person),
        Kind::AccessToken => ids!(access_token),
        Kind::Session => ids!(session),
        Kind::Passkey => ids!(passkey),
    }
}

/// Files that the log says were deleted.
fn erased() -> SelectStatement {
    Query::select()
        .column(audit_entry::Column::ObjectId)
        .from(audit_entry::Entity)
        .and_where(audit_entry::Column::Object.eq(name(Kind::File)))
        .and_where(audit_entry::Column::Command.eq(FILE_ERASED))
        .to_owned()
}

/// What the log speaks of and is not there: nothing of these is ever deleted, but for files that nobody used.
async fn gone(tx: &Tx, kind: Kind, checkup: &mut Checkup) -> Result<(), StorageError> {
    use audit_entry::{Column, Entity};
    let gone: Vec<(Uuid, i64)> = Entity::find()
        .select_only()
        .column(Column::ObjectId)
        .column_as(Column::Seq.max(), "last")
        .filter(Column::Object.eq(name(kind)))
        .filter(Column::ObjectId.not_in_subquery(ids(kind)))
        .apply_if((kind == Kind::File).then(erased), |query, erased| {
            query.filter(Column::ObjectId.not_in_subquery(erased))
        })
        .group_by(Column::ObjectId)
        .order_by_asc(Column::ObjectId)
        .limit(MOST as u64)
        .into_tuple()
        .all(tx.connection())
        .await?;
    for (id, seq) in gone {
        let what = format!(
            "the {} {id} that it speaks of is gone; nothing deletes it",
            words(kind)
        );
        checkup.findings.push(Finding { seq, what });
    }
    Ok(())
}

fn words(kind: Kind) -> String {
    name(kind).replace('_', " ")
}

/// What may differ, so that somebody knows where to look.
const fn facts(kind: Kind) -> &'static str {
    match kind {
        Kind::Organisation => "its kind, code, name or language was",
        Kind::Person => {
            "the name, the address, a role or an account of a sign-in service was added, taken away or"
        }
        Kind::AccessToken => "its person, scope, end, confirmation or another fact of it was",
        Kind::Session => "its person, end or another fact of it was",
        Kind::Passkey => "its person, key or another fact of it was",
        Kind::AccountMapping | Kind::LedgerProfile => "what it says or another fact of it was",
        Kind::File => "its name, its owner or the SHA-256 of its content was",
        _ => "an amount or another fact of it was",
    }
}

async fn batch_of(
    tx: &Tx,
    kind: Kind,
    batch: &[Stored],
    beyond: i64,
    checkup: &mut Checkup,
) -> Result<(), StorageError> {
    let keys: Vec<Uuid> = batch.iter().map(|(id, _)| *id).collect();
    let mut last: BTreeMap<Uuid, audit_entry::Model> = last_entries(tx, name(kind), &keys)
        .await?
        .into_iter()
        .map(|entry| (entry.object_id, entry))
        .collect();
    let mut sealed: BTreeMap<Layout, Vec<audit_entry::Model>> = BTreeMap::new();
    for (id, state) in batch {
        let Some(entry) = last.remove(id) else {
            if let Some(what) = unlogged(kind, state.as_deref()) {
                let what = format!("the {} {id} {what}", words(kind));
                checkup.findings.push(Finding { seq: beyond, what });
            }
            continue;
        };
        if accepted_since(kind, &entry, state.as_deref()) {
            continue;
        }
        match (&entry.state_after, state) {
            (Some(then), Some(now)) if then != now => {
                let what = format!(
                    "the {} {id} is {now}, but this last entry about it left it {then}; it was changed past \
                     the engine",
                    words(kind)
                );
                checkup.findings.push(Finding { seq: entry.seq, what });
            }
            _ => {
                if let Some(layout) = &entry.sealed {
                    sealed.entry(Layout::from_text(layout)).or_default().push(entry);
                }
            }
        }
    }
    for (layout, entries) in sealed {
        seals(tx, kind, layout, &entries, checkup).await?;
    }
    Ok(())
}

/// The first entry about one of these objects that does not agree with what is stored: whoever changes them would hide
/// what somebody did past the engine.
pub(super) async fn disagreeing(tx: &Tx, object: &str, ids: &[Uuid]) -> Result<Option<i64>, StorageError> {
    let Ok(kind) = object.parse::<Kind>() else {
        return Ok(None);
    };
    let mut checkup = Checkup {
        entries: 0,
        head: None,
        findings: Vec::new(),
    };
    for ids in ids.chunks(BATCH) {
        let mut sealed: BTreeMap<Layout, Vec<audit_entry::Model>> = BTreeMap::new();
        let mut open: BTreeMap<Uuid, i64> = BTreeMap::new();
        for entry in last_entries(tx, name(kind), ids).await? {
            // As in `accepted_since`.
            if kind == Kind::CostLine && entry.state_after.as_deref() == Some("pending") {
                open.insert(entry.object_id, entry.seq);
            } else if let Some(layout) = &entry.sealed {
                sealed.entry(Layout::from_text(layout)).or_default().push(entry);
            }
        }
        for id in decided_past_the_engine(tx, open.keys().copied().collect()).await? {
            let what = format!("the cost line {id} was decided past the engine");
            checkup
                .findings
                .extend(open.get(&id).map(|&seq| Finding { seq, what }));
        }
        for (layout, entries) in sealed {
            seals(tx, kind, layout, &entries, &mut checkup).await?;
        }
    }
    Ok(checkup.findings.iter().map(|finding| finding.seq).min())
}

/// Of lines that somebody took back to undecided, those that were decided by name since, of which there is no entry.
async fn decided_past_the_engine(tx: &Tx, ids: Vec<Uuid>) -> Result<Vec<Uuid>, StorageError> {
    use cost_line::{Column, Entity};
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(ids))
        .filter(Column::Verification.is_not_in(["pending", "accepted"]))
        .into_tuple()
        .all(tx.connection())
        .await?)
}

/// What is wrong with an object about which there is no entry.
fn unlogged(kind: Kind, state: Option<&str>) -> Option<&'static str> {
    match (kind, state) {
        // An import and a part of a change request are vouched for from their submission on, a plan of the
        // schedule from its opening on, and the budget of an application by the application until it is approved.
        (Kind::LedgerImport | Kind::BudgetVersion, _)
        | (Kind::Obligation, Some("scheduled"))
        | (Kind::ChangePart, Some("requested")) => None,
        _ => Some("is in no entry; it was put there, or the entries about it were taken away"),
    }
}

/// A line that somebody took back to undecided may have been accepted with all others since.
fn accepted_since(kind: Kind, entry: &audit_entry::Model, now: Option<&str>) -> bool {
    kind == Kind::CostLine
        && entry.state_after.as_deref() == Some("pending")
        && matches!(now, Some("pending" | "accepted"))
}

async fn seals(
    tx: &Tx,
    kind: Kind,
    layout: Layout,
    entries: &[audit_entry::Model],
    checkup: &mut Checkup,
) -> Result<(), StorageError> {
    let keys: Vec<Uuid> = entries.iter().map(|entry| entry.object_id).collect();
    let (_, now) = match seal::of(tx.connection(), kind, &keys, Some(layout)).await {
        Ok(found) => found,
        Err(StorageError::Inconsistent { what, .. }) => {
            let seq = entries.iter().map(|entry| entry.seq).min().unwrap_or_default();
            checkup.findings.push(Finding { seq, what });
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    for entry in entries {
        if now.get(&entry.object_id) != entry.seal.as_ref() {
            let what = format!(
                "the {} {} is not as this last entry about it left it; {} changed past the engine",
                words(kind),
                entry.object_id,
                facts(kind)
            );
            checkup.findings.push(Finding { seq: entry.seq, what });
        }
    }
    Ok(())
}

/// Lines that were accepted together carry the person and the time of the entry that accepted them,
/// and are no more than it says.
async fn accepted_in_bulk(tx: &Tx, beyond: i64, checkup: &mut Checkup) -> Result<(), StorageError> {
    use cost_line::{Column, Entity};
    let groups: Vec<(Option<Uuid>, Option<DateTime<Utc>>, i64)> = Entity::find()
        .select_only()
        .columns([Column::VerifiedBy, Column::VerifiedAt])
        .column_as(Column::Id.count(), "lines")
        .filter(Column::Verification.eq("accepted"))
        .group_by(Column::VerifiedBy)
        .group_by(Column::VerifiedAt)
        .into_tuple()
        .all(tx.connection())
        .await?;
    for batch in groups.chunks(BATCH) {
        let times = batch.iter().filter_map(|(_, at, _)| *at);
        let entries = audit_entry::Entity::find()
            .filter(audit_entry::Column::Object.is_in([name(Kind::Claim), name(Kind::CostLine)]))
            .filter(audit_entry::Column::At.is_in(times))
            .all(tx.connection())
            .await?;
        for (by, at, lines) in batch {
            // A person may accept twice in the same instant.
            let mut of_then = entries
                .iter()
                .filter(|entry| entry.person_id == *by && Some(entry.at) == *at)
                .filter_map(|entry| Some((entry.seq, accepted(entry)?)))
                .collect::<Vec<_>>();
            of_then.sort_unstable();
            let most = of_then.iter().map(|(_, accepted)| accepted).sum::<i64>();
            if *lines > most {
                checkup.findings.push(Finding {
                    seq: of_then.first().map_or(beyond, |(seq, _)| *seq),
                    what: format!(
                        "{lines} cost lines say that they were accepted then, the log knows of {most}; lines \
                         were accepted past the engine"
                    ),
                });
            }
        }
    }
    Ok(())
}

/// How many lines an entry says that it accepted: a claim's how many together, a line's its own, as when a
/// correction is reversed.
fn accepted(entry: &audit_entry::Model) -> Option<i64> {
    if entry.object == name(Kind::CostLine) {
        return (entry.state_after.as_deref() == Some("accepted")).then_some(1);
    }
    let details: serde_json::Value = serde_json::from_str(&entry.details).ok()?;
    details.get("accepted")?.as_i64()
}
