use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use talkoot_domain::{
    ids::{AccountMappingId, OrganisationId, PersonId},
    policy::{Action, Actor},
};
use talkoot_ledger::{AccountMapping, AccountRange, Accounts, MappingRule};
use talkoot_storage::{
    Access, Scope,
    account_mappings::{self, StoredMapping},
};

use super::own;
use crate::{Answer, App, Begun, Failure, Note, Request, Subject, Work, changes};

const MOST_RULES: usize = 2000;

/// A version of a municipality's mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    /// Its identifier.
    pub id: AccountMappingId,
    /// The municipality.
    pub organisation: OrganisationId,
    /// Counts the versions, from 1.
    pub version: i32,
    /// The rules.
    pub mapping: AccountMapping,
    /// Who saved it.
    pub saved_by: PersonId,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// One rule as people write it: an account, a beginning of accounts, or a range.
#[derive(Clone, Debug, Default)]
pub struct AccountRule {
    /// This account and no other.
    pub account: Option<String>,
    /// All accounts whose number begins so.
    pub prefix: Option<String>,
    /// The first account of a range.
    pub from: Option<u32>,
    /// The last account of a range.
    pub to: Option<u32>,
    /// Only in this cost centre.
    pub cost_centre: Option<String>,
    /// The category's code in the call; none for accounts that are never claimed.
    pub category: Option<String>,
    /// The first day of postings it is for.
    pub valid_from: Option<NaiveDate>,
    /// The last such day.
    pub valid_to: Option<NaiveDate>,
}

/// A mapping to be saved.
#[derive(Clone, Debug)]
pub struct SaveAccountMapping {
    /// The municipality.
    pub organisation: OrganisationId,
    /// The rules, in place of those before.
    pub rules: Vec<AccountRule>,
}

/// Saves which account is which cost category, as a new version. Imports from now on use it; what
/// was imported before stays as it is.
///
/// # Errors
/// Refused to anybody but a preparer of the municipality, for a rule that says nothing or two things, and
/// for two rules under both of which a posting could fall while neither is the more specific.
pub async fn save_mapping(
    app: &App,
    actor: &Actor,
    request: Request<SaveAccountMapping>,
) -> Answer<AccountMappingId> {
    let mut work = match app.begin(actor, Action::SaveAccountMapping, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    work.permit(&own(actor, asked.organisation)?)?;
    let mapping = rules(&work, asked.rules)?;
    let before = account_mappings::in_force(&work.tx, &work.scope, asked.organisation).await?;
    let saved = StoredMapping {
        id: app.new_id(),
        organisation: asked.organisation,
        version: before.as_ref().map_or(0, |before| before.version) + 1,
        rules: serde_json::to_value(&mapping).map_err(Failure::internal)?,
        saved_by: actor.person,
        saved_at: work.now,
    };
    account_mappings::insert(&work.tx, &saved).await?;
    let subject = Subject {
        id: saved.id.into(),
        project: None,
    };
    let before = before.map(|before| before.rules).unwrap_or_default();
    let changed = changes::between(&before, &saved.rules);
    let note =
        Note::details(json!({ "version": saved.version, "rules": mapping.rules.len(), "changed": changed }));
    work.record("account_mapping", subject, None, None, note);
    work.finish(saved.id).await
}

fn rules(work: &Work<'_>, rules: Vec<AccountRule>) -> Answer<AccountMapping> {
    if rules.len() > MOST_RULES {
        return Err(work.faulty(
            &["rules"],
            format!("at most {MOST_RULES} rules; use prefixes or ranges of accounts"),
        ));
    }
    let mut checked = Vec::with_capacity(rules.len());
    for (index, rule) in rules.into_iter().enumerate() {
        let index = index.to_string();
        let faulty = |message: &str| work.faulty(&["rules", &index], message);
        let accounts = match (rule.account, rule.prefix, rule.from, rule.to) {
            (Some(account), None, None, None) if !account.trim().is_empty() => {
                Accounts::Exact(account.trim().to_owned())
            }
            (None, Some(prefix), None, None) if !prefix.trim().is_empty() => {
                Accounts::Prefix(prefix.trim().to_owned())
            }
            (None, None, Some(first), Some(last)) if first <= last => {
                Accounts::Range(AccountRange { first, last })
            }
            _ => {
                return Err(faulty(
                    "name one account, or one prefix, or a range with `from` not after `to`",
                ));
            }
        };
        let category = rule.category.map(|category| category.trim().to_owned());
        if category.as_ref().is_some_and(String::is_empty) {
            return Err(faulty(
                "name the cost category that the accounts belong to, or leave it out for accounts that are never \
                 claimed",
            ));
        }
        if let (Some(first), Some(last)) = (rule.valid_from, rule.valid_to)
            && last < first
        {
            return Err(faulty("`validTo` is before `validFrom`; correct one of them"));
        }
        checked.push(MappingRule {
            accounts,
            cost_centre: rule.cost_centre,
            category,
            valid_from: rule.valid_from,
            valid_to: rule.valid_to,
        });
    }
    no_overlap(work, &checked)?;
    Ok(AccountMapping { rules: checked })
}

fn no_overlap(work: &Work<'_>, rules: &[MappingRule]) -> Answer<()> {
    for (index, rule) in rules.iter().enumerate() {
        if let Some(earlier) = rules[..index].iter().position(|earlier| earlier.overlaps(rule)) {
            return Err(work.faulty(
                &["rules", &index.to_string()],
                format!(
                    "rule {index} and rule {earlier} are for the same accounts, cost centre and days, and neither is \
                     more specific; end one of them or narrow its accounts"
                ),
            ));
        }
    }
    Ok(())
}

/// The mapping in force of a municipality; nothing when none was saved.
///
/// # Errors
/// Not found when the municipality is none of the person's.
pub async fn mapping_in_force(
    app: &App,
    actor: &Actor,
    organisation: OrganisationId,
) -> Answer<Option<Mapping>> {
    own(actor, organisation)?;
    in_force(app.store(), &Scope::of(actor), organisation).await
}

pub(crate) async fn in_force(
    db: &impl Access,
    scope: &Scope,
    organisation: OrganisationId,
) -> Answer<Option<Mapping>> {
    let found = account_mappings::in_force(db, scope, organisation).await?;
    found.map(stored).transpose()
}

fn stored(row: StoredMapping) -> Answer<Mapping> {
    Ok(Mapping {
        id: row.id,
        organisation: row.organisation,
        version: row.version,
        mapping: serde_json::from_value(row.rules).map_err(Failure::internal)?,
        saved_by: row.saved_by,
        saved_at: row.saved_at,
    })
}
