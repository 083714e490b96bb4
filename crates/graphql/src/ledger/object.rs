use async_graphql::{Context, Error, ID, Object, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use talkoot_app::{
    App,
    ledgers::{
        self, Checked, CopiedFrom, Mapping, SavedProfile,
        format::{AccountUsed, Accounts, MappingRule, Profile},
    },
};
use talkoot_domain::{ids::LedgerProfileId, money, policy::Actor};

use super::DiagnosisObject;
use crate::{
    context::loaders,
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, internal, not_found},
    scalar::Money,
};

pub(super) fn json(profile: &Profile) -> async_graphql::Result<String> {
    serde_json::to_string(profile).map_err(internal)
}

/// A saved way of reading a municipality's ledger export; every version is kept.
pub(crate) struct LedgerProfileObject(pub(crate) SavedProfile);

/// A saved way of reading a municipality's ledger export; every version is kept.
#[Object(name = "LedgerProfile")]
impl LedgerProfileObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::LedgerProfile, self.0.id)
    }

    /// What the municipality calls the accounting system or the layout.
    async fn system(&self) -> &str {
        &self.0.system
    }

    /// Counts the versions of one system, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// What is settled, as JSON in the form that `talkoot ledger check --profile` takes.
    async fn profile(&self) -> async_graphql::Result<String> {
        json(&self.0.profile)
    }

    /// The names of the columns of a file that it was saved for; empty when none was named. By them other files
    /// of this layout are known.
    async fn columns(&self) -> &[String] {
        &self.0.columns
    }

    /// The profile of another municipality that this version began as.
    async fn copied_from(&self) -> Option<ProfileSource> {
        self.0.copied_from.clone().map(ProfileSource)
    }

    /// Who saved it.
    async fn saved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.saved_by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When.
    async fn saved_at(&self) -> DateTime<Utc> {
        self.0.saved_at
    }
}

/// A profile of another municipality that was copied.
pub(crate) struct ProfileSource(CopiedFrom);

/// A profile of another municipality that was copied.
#[Object(name = "LedgerProfileSource")]
impl ProfileSource {
    /// The other municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let found = loaders(ctx)?.one(self.0.organisation).await?;
        found
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// What it calls the system.
    async fn system(&self) -> &str {
        &self.0.system
    }

    /// The version that was copied.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// Which account is which cost category in one municipality; every version is kept.
pub(crate) struct AccountMappingObject(pub(crate) Mapping);

/// Which account is which cost category in one municipality; every version is kept.
#[Object(name = "AccountMapping")]
impl AccountMappingObject {
    /// Counts the versions, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// The rules.
    async fn rules(&self) -> Vec<AccountRuleObject> {
        self.0.mapping.rules.iter().cloned().map(Into::into).collect()
    }

    /// Who saved it.
    async fn saved_by(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonObject> {
        let person = loaders(ctx)?.one(self.0.saved_by).await?;
        person.map(PersonObject).ok_or_else(|| not_found("person"))
    }

    /// When.
    async fn saved_at(&self) -> DateTime<Utc> {
        self.0.saved_at
    }
}

/// Accounts, in all cost centres or one, that go to a category: one account, a prefix or a range.
#[derive(SimpleObject)]
#[graphql(name = "AccountRule")]
pub(crate) struct AccountRuleObject {
    /// This account and no other.
    account: Option<String>,
    /// All accounts whose number begins so.
    prefix: Option<String>,
    /// The first account of a range.
    from: Option<u32>,
    /// The last account of a range.
    to: Option<u32>,
    /// Only in this cost centre.
    cost_centre: Option<String>,
    /// The code of the cost category; absent for accounts that are never claimed.
    category: Option<String>,
    /// The first day of postings it is for.
    valid_from: Option<NaiveDate>,
    /// The last such day.
    valid_to: Option<NaiveDate>,
}

impl From<MappingRule> for AccountRuleObject {
    fn from(rule: MappingRule) -> Self {
        let (account, prefix, range) = match rule.accounts {
            Accounts::Exact(account) => (Some(account), None, None),
            Accounts::Prefix(prefix) => (None, Some(prefix), None),
            Accounts::Range(range) => (None, None, Some(range)),
        };
        Self {
            account,
            prefix,
            from: range.map(|range| range.first),
            to: range.map(|range| range.last),
            cost_centre: rule.cost_centre,
            category: rule.category,
            valid_from: rule.valid_from,
            valid_to: rule.valid_to,
        }
    }
}

/// An account that the selected rows of a ledger file are posted on.
#[derive(SimpleObject)]
pub(crate) struct LedgerAccount {
    /// Its number; empty where the file has none.
    account: String,
    /// The first name met with it.
    name: String,
    /// How many rows.
    rows: u64,
    /// Their sum.
    total: Money,
}

impl TryFrom<AccountUsed> for LedgerAccount {
    type Error = Error;

    fn try_from(used: AccountUsed) -> async_graphql::Result<Self> {
        let cents = i64::try_from(used.used.total.cents()).map_err(internal)?;
        Ok(Self {
            account: used.account,
            name: used.name,
            rows: used.used.rows,
            total: money::Money::from_cents(cents).into(),
        })
    }
}

/// The beginning of a ledger file.
#[derive(SimpleObject)]
pub(crate) struct LedgerPreview {
    /// The row with the names of the columns, counted from 1.
    header_row: u64,
    /// The names of the columns.
    columns: Vec<String>,
    /// The column of the amounts, when it can be told.
    amount_column: Option<String>,
    /// What has to be answered before the file can be imported.
    question: Option<String>,
    /// The first rows below the header, as text; personal identity codes are masked.
    #[graphql(directive = crate::care::personal::apply())]
    first_rows: Vec<Vec<String>>,
    /// A profile that says all of this, as JSON.
    proposed_profile: String,
}

/// What a ledger file would bring; nothing is stored.
#[derive(SimpleObject)]
pub(crate) struct LedgerCheck {
    /// Whether it could be imported as it is.
    importable: bool,
    /// Why not, for programs: for example `rowsInError`, `chooseAmount`, `notALedger`.
    refusal_code: Option<&'static str>,
    /// Why not, for people.
    refusal: Option<String>,
    /// The beginning of the file; absent when its layout cannot be told.
    preview: Option<LedgerPreview>,
    /// What becomes of each row; absent when the layout cannot be told.
    diagnosis: Option<DiagnosisObject>,
    /// The accounts of the selected rows, for the account mapping; empty when a row is in error.
    accounts: Vec<LedgerAccount>,
}

impl TryFrom<Checked> for LedgerCheck {
    type Error = Error;

    fn try_from(checked: Checked) -> async_graphql::Result<Self> {
        let preview = checked.preview.map(|preview| {
            Ok::<_, Error>(LedgerPreview {
                header_row: preview.header_row,
                columns: preview.columns,
                amount_column: preview.amount_column,
                question: preview.question,
                first_rows: preview.first_rows,
                proposed_profile: json(&preview.proposed)?,
            })
        });
        let (refusal_code, refusal) = checked.refusal.unzip();
        Ok(Self {
            importable: refusal.is_none(),
            refusal_code,
            refusal,
            preview: preview.transpose()?,
            diagnosis: checked.diagnosis.map(DiagnosisObject),
            accounts: checked
                .accounts
                .into_iter()
                .map(TryInto::try_into)
                .collect::<Result<_, _>>()?,
        })
    }
}

/// The profile, if it belongs to a municipality of the person's.
pub(crate) async fn profile_by_id(
    app: &App,
    actor: &Actor,
    id: LedgerProfileId,
) -> async_graphql::Result<Option<LedgerProfileObject>> {
    let found = ledgers::profile(app, actor, id).await.map_err(error)?;
    Ok(found.map(LedgerProfileObject))
}
