//! The advance of a decision or project as one JSON document: it is pinned and shown as a whole and
//! never searched.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use talkoot_domain::{
    advance::{AdvancePlan, Instalment},
    money::Money,
    rate::Rate,
};

use uuid::Uuid;

use crate::StorageError;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    /// Exact decimal share, for example "0.5".
    clearing: String,
    instalments: Vec<InstalmentDocument>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct InstalmentDocument {
    payable_from: Option<NaiveDate>,
    amount_cents: i64,
}

/// The plan as it is stored.
pub(crate) fn to_json(plan: &AdvancePlan) -> serde_json::Value {
    let document = Document {
        clearing: plan.clearing.share().to_string(),
        instalments: plan
            .instalments
            .iter()
            .map(|one| InstalmentDocument {
                payable_from: one.payable_from,
                amount_cents: one.amount.cents(),
            })
            .collect(),
    };
    serde_json::to_value(document).unwrap_or_default()
}

/// The plan that a row holds.
pub(crate) fn from_json(
    table: &'static str,
    row: Uuid,
    json: Option<serde_json::Value>,
) -> Result<Option<AdvancePlan>, StorageError> {
    let Some(json) = json.filter(|json| !json.is_null()) else {
        return Ok(None);
    };
    let broken = |what: String| StorageError::inconsistent(table, row, format!("advance: {what}"));
    let document: Document = serde_json::from_value(json).map_err(|fault| broken(fault.to_string()))?;
    let instalments = document.instalments.into_iter().map(|one| Instalment {
        payable_from: one.payable_from,
        amount: Money::from_cents(one.amount_cents),
    });
    Ok(Some(AdvancePlan {
        instalments: instalments.collect(),
        clearing: Rate::parse_share(&document.clearing).map_err(|fault| broken(fault.to_string()))?,
    }))
}
