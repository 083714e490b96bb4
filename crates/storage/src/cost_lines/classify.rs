use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{CaseStatement, Expr, ExprTrait},
};
use talkoot_domain::{
    cost_line::PERSONAL_DATA_REMOVED,
    ids::{CostLineId, LedgerImportId, SubAreaId},
    pseudonym::PseudonymKey,
};
use uuid::Uuid;

use super::{CHUNK, is_shown};
use crate::{
    StorageError, Tx,
    entity::cost_line::{Column, Entity},
    store::Connected,
};

/// Which lines of an import are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// These.
    Lines(Vec<CostLineId>),
    /// All on this account.
    Account(String),
}

/// What the lines get; `None` leaves what they have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classification {
    /// The code of the category.
    pub category: Option<String>,
    /// The sub-area.
    pub sub_area: Option<SubAreaId>,
    /// When the lines become wages, which keep no personal data, what their texts become.
    pub hidden: Option<Hiding>,
}

/// What the texts of lines become that turn out to be wages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hiding {
    /// Pseudonyms of the municipality.
    Pseudonyms(PseudonymKey),
    /// Nothing but that something stood there; for a municipality without a key.
    Removed,
}

impl Hiding {
    fn of(&self, text: &str) -> String {
        match self {
            Self::Pseudonyms(key) => key.pseudonym(text),
            Self::Removed => PERSONAL_DATA_REMOVED.to_owned(),
        }
    }
}

/// Distinct texts in one statement, each of which is bound three times.
const TEXTS: usize = 500;

/// Classifies lines of an import; says how many there were.
///
/// # Errors
/// When the database fails.
pub async fn classify(
    tx: &Tx,
    import: LedgerImportId,
    which: &Which,
    given: &Classification,
) -> Result<u64, StorageError> {
    match which {
        Which::Account(account) => set(tx, import, Column::Account.eq(account.as_str()), given).await,
        Which::Lines(lines) => {
            let mut changed = 0;
            for some in lines.chunks(CHUNK) {
                let ids = some.iter().map(|&id| Uuid::from(id));
                changed += set(tx, import, Column::Id.is_in(ids), given).await?;
            }
            Ok(changed)
        }
    }
}

async fn set(
    tx: &Tx,
    import: LedgerImportId,
    which: Expr,
    given: &Classification,
) -> Result<u64, StorageError> {
    let which = Condition::all()
        .add(Column::ImportId.eq(Uuid::from(import)))
        .add(is_shown())
        .add(which);
    if let Some(hidden) = &given.hidden {
        hide(tx, &which, hidden).await?;
    }
    let mut update = Entity::update_many()
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(which);
    if let Some(category) = &given.category {
        // Who says what a line is says that it is claimed.
        update = update
            .col_expr(Column::Category, Expr::val(category.as_str()))
            .col_expr(
                Column::AmountCents,
                Expr::case(Column::Exclusion.is_null(), Expr::col(Column::AmountCents))
                    .finally(Expr::col(Column::BookedCents))
                    .into(),
            )
            .col_expr(Column::Exclusion, Expr::cust("NULL"));
    }
    if let Some(sub_area) = given.sub_area {
        update = update.col_expr(Column::SubAreaId, Expr::val(Uuid::from(sub_area)));
    }
    Ok(update.exec(tx.connection()).await?.rows_affected)
}

/// Takes the persons out of the texts of these lines. As many statements as there are hundreds of distinct texts.
async fn hide(tx: &Tx, which: &Condition, hidden: &Hiding) -> Result<(), StorageError> {
    for column in [Column::SupplierName, Column::SupplierId, Column::Description] {
        let texts: Vec<String> = Entity::find()
            .select_only()
            .column(column)
            .distinct()
            .filter(which.clone())
            .filter(column.ne(""))
            .into_tuple()
            .all(tx.connection())
            .await?;
        for some in texts.chunks(TEXTS) {
            let mut case = CaseStatement::new();
            for text in some {
                case = case.case(column.eq(text.as_str()), hidden.of(text));
            }
            Entity::update_many()
                .col_expr(column, case.finally(Expr::col(column)).into())
                .filter(which.clone())
                .filter(column.is_in(some.iter().map(String::as_str)))
                .exec(tx.connection())
                .await?;
        }
    }
    Ok(())
}
