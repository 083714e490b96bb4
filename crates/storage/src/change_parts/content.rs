//! What a part changes, as one JSON document: it is shown and applied as a whole and never searched.
//! Old documents stay readable: fields are only ever added, with a default.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use talkoot_domain::{
    amendment::{AreaDays, CellChange, Content, Freed, HandOverItem, RecordedCash},
    money::Money,
    workflow::Name as _,
};
use uuid::Uuid;

use crate::{StorageError, map::code};

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
enum Document {
    BudgetShift {
        changes: Vec<Change>,
        award_cents: Option<i64>,
    },
    Extension {
        last: NaiveDate,
    },
    PartnerLeaving {
        partner: Uuid,
        last_day: NaiveDate,
        certificate: String,
        /// Absent when the award is lowered.
        moved: Option<Vec<Change>>,
        cash: Cash,
    },
    PartnerJoining {
        partner: Uuid,
        first_day: NaiveDate,
        changes: Vec<Change>,
    },
    LeadChange {
        new_lead: Uuid,
        cut_off: NaiveDate,
        cash: Cash,
    },
    ScopeChange {
        purpose: String,
        goals: String,
        sub_areas: Vec<Uuid>,
    },
    Timetable {
        days: Vec<Days>,
    },
    PersonInCharge {
        municipality: Uuid,
        duty: String,
        person: Uuid,
        items: Vec<Item>,
    },
    ReportDeadline {
        obligation: Uuid,
        date: NaiveDate,
    },
    ChangeOfDirection {
        learned: String,
        changes: String,
        first_day: NaiveDate,
    },
    EarlyStop {
        learned: String,
        reason: String,
        last: NaiveDate,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    kind: String,
    what: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Days {
    sub_area: Uuid,
    first: NaiveDate,
    last: NaiveDate,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    partner: Uuid,
    category: String,
    sub_area: Uuid,
    cents: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cash {
    passed_on: Vec<(Uuid, i64)>,
}

pub(crate) fn to_json(content: &Content) -> serde_json::Value {
    serde_json::to_value(to_document(content)).unwrap_or_default()
}

#[expect(clippy::too_many_lines, reason = "a branch per kind")]
fn to_document(content: &Content) -> Document {
    match content {
        Content::BudgetShift { changes, award } => Document::BudgetShift {
            changes: changes_to(changes),
            award_cents: award.map(Money::cents),
        },
        Content::Extension { last } => Document::Extension { last: *last },
        Content::PartnerLeaving {
            partner,
            last_day,
            certificate,
            freed,
            cash,
        } => Document::PartnerLeaving {
            partner: (*partner).into(),
            last_day: *last_day,
            certificate: certificate.clone(),
            moved: match freed {
                Freed::LowerAward => None,
                Freed::MoveTo(changes) => Some(changes_to(changes)),
            },
            cash: cash_to(cash),
        },
        Content::PartnerJoining {
            partner,
            first_day,
            changes,
        } => Document::PartnerJoining {
            partner: (*partner).into(),
            first_day: *first_day,
            changes: changes_to(changes),
        },
        Content::LeadChange {
            new_lead,
            cut_off,
            cash,
        } => Document::LeadChange {
            new_lead: (*new_lead).into(),
            cut_off: *cut_off,
            cash: cash_to(cash),
        },
        Content::ScopeChange {
            purpose,
            goals,
            sub_areas,
        } => Document::ScopeChange {
            purpose: purpose.clone(),
            goals: goals.clone(),
            sub_areas: sub_areas.iter().copied().map(Into::into).collect(),
        },
        Content::Timetable { days } => Document::Timetable {
            days: days.iter().map(days_to).collect(),
        },
        Content::PersonInCharge {
            municipality,
            duty,
            person,
            items,
        } => Document::PersonInCharge {
            municipality: (*municipality).into(),
            duty: duty.code().to_owned(),
            person: (*person).into(),
            items: items.iter().map(item_to).collect(),
        },
        Content::ReportDeadline { obligation, date } => Document::ReportDeadline {
            obligation: (*obligation).into(),
            date: *date,
        },
        Content::ChangeOfDirection {
            learned,
            changes,
            first_day,
        } => Document::ChangeOfDirection {
            learned: learned.clone(),
            changes: changes.clone(),
            first_day: *first_day,
        },
        Content::EarlyStop {
            learned,
            reason,
            last,
        } => Document::EarlyStop {
            learned: learned.clone(),
            reason: reason.clone(),
            last: *last,
        },
    }
}

fn item_to(item: &HandOverItem) -> Item {
    Item {
        kind: item.kind.code().to_owned(),
        what: item.what.clone(),
    }
}

fn items_from(table: &'static str, row: Uuid, items: Vec<Item>) -> Result<Vec<HandOverItem>, StorageError> {
    let items = items.into_iter().map(|item| {
        Ok(HandOverItem {
            kind: code(table, row, "content.items.kind", &item.kind)?,
            what: item.what,
        })
    });
    items.collect()
}

fn days_to(days: &AreaDays) -> Days {
    Days {
        sub_area: days.sub_area.into(),
        first: days.first,
        last: days.last,
    }
}

fn days_from(days: &Days) -> AreaDays {
    AreaDays {
        sub_area: days.sub_area.into(),
        first: days.first,
        last: days.last,
    }
}

/// The content that a row of a table holds.
pub(crate) fn from_json(
    table: &'static str,
    row: Uuid,
    json: serde_json::Value,
) -> Result<Content, StorageError> {
    let document = serde_json::from_value(json)
        .map_err(|fault| StorageError::inconsistent(table, row, format!("content: {fault}")))?;
    from_document(table, row, document)
}

#[expect(clippy::too_many_lines, reason = "a branch per kind")]
fn from_document(table: &'static str, row: Uuid, document: Document) -> Result<Content, StorageError> {
    Ok(match document {
        Document::BudgetShift { changes, award_cents } => Content::BudgetShift {
            changes: changes_from(changes),
            award: award_cents.map(Money::from_cents),
        },
        Document::Extension { last } => Content::Extension { last },
        Document::PartnerLeaving {
            partner,
            last_day,
            certificate,
            moved,
            cash,
        } => Content::PartnerLeaving {
            partner: partner.into(),
            last_day,
            certificate,
            freed: moved.map_or(Freed::LowerAward, |changes| Freed::MoveTo(changes_from(changes))),
            cash: cash_from(cash),
        },
        Document::PartnerJoining {
            partner,
            first_day,
            changes,
        } => Content::PartnerJoining {
            partner: partner.into(),
            first_day,
            changes: changes_from(changes),
        },
        Document::LeadChange {
            new_lead,
            cut_off,
            cash,
        } => Content::LeadChange {
            new_lead: new_lead.into(),
            cut_off,
            cash: cash_from(cash),
        },
        Document::ScopeChange {
            purpose,
            goals,
            sub_areas,
        } => Content::ScopeChange {
            purpose,
            goals,
            sub_areas: sub_areas.into_iter().map(Into::into).collect(),
        },
        Document::Timetable { days } => Content::Timetable {
            days: days.iter().map(days_from).collect(),
        },
        Document::PersonInCharge {
            municipality,
            duty,
            person,
            items,
        } => Content::PersonInCharge {
            municipality: municipality.into(),
            duty: code(table, row, "content.duty", &duty)?,
            person: person.into(),
            items: items_from(table, row, items)?,
        },
        Document::ReportDeadline { obligation, date } => Content::ReportDeadline {
            obligation: obligation.into(),
            date,
        },
        Document::ChangeOfDirection {
            learned,
            changes,
            first_day,
        } => Content::ChangeOfDirection {
            learned,
            changes,
            first_day,
        },
        Document::EarlyStop {
            learned,
            reason,
            last,
        } => Content::EarlyStop {
            learned,
            reason,
            last,
        },
    })
}

fn changes_to(changes: &[CellChange]) -> Vec<Change> {
    changes
        .iter()
        .map(|one| Change {
            partner: one.partner.into(),
            category: one.category.clone(),
            sub_area: one.sub_area.into(),
            cents: one.change.cents(),
        })
        .collect()
}

fn changes_from(changes: Vec<Change>) -> Vec<CellChange> {
    changes
        .into_iter()
        .map(|one| CellChange {
            partner: one.partner.into(),
            category: one.category,
            sub_area: one.sub_area.into(),
            change: Money::from_cents(one.cents),
        })
        .collect()
}

fn cash_to(cash: &RecordedCash) -> Cash {
    Cash {
        passed_on: cash
            .passed_on
            .iter()
            .map(|&(partner, amount)| (partner.into(), amount.cents()))
            .collect(),
    }
}

fn cash_from(cash: Cash) -> RecordedCash {
    RecordedCash {
        passed_on: cash
            .passed_on
            .into_iter()
            .map(|(partner, cents)| (partner.into(), Money::from_cents(cents)))
            .collect(),
    }
}
