//! What the law makes public (act 688/2001, chapter 5 a; act 621/1999): calls, and decisions with recipient, sums and
//! purpose. Nobody has to sign in, so a record holds these facts only: no person, no draft, nothing of how a
//! decision came about.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use talkoot_domain::{
    calendar::{self, Deadline},
    call::{self, Call},
    decision::Decision,
    ids::{ApplicationId, CallId, DecisionId, OrganisationId},
    language::Language,
    money::Money,
    municipality::municipality,
    organisation::Organisation,
    rate::Rate,
    use_period::UsePeriod,
};
use talkoot_storage::{Page, Scope, applications, calls, decision_letters, decisions, organisations};

use crate::{
    Answer, App, Failure,
    applications::{Dossier, gather},
};

/// The sector of every municipality (Statistics Finland, classification of sectors 2023).
const SECTOR: (&str, &str) = ("S13131", "Paikallishallinto pl. hyvinvointialuehallinto");
/// A file of decisions holds at most so many.
const MOST: usize = 50_000;
/// So many decisions are read at a time.
const BATCH: u64 = 500;

/// A call that has been published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicCall {
    /// Its identifier.
    pub id: CallId,
    /// Its title.
    pub title: String,
    /// Who grants, by its name in Finnish.
    pub authority: String,
    /// Where it stands.
    pub state: call::StateName,
    /// The first day on which applications are taken.
    pub opens_on: NaiveDate,
    /// The last day, moved to a working day; until 24:00 in Helsinki.
    pub closes_on: NaiveDate,
    /// The share of the accepted costs that is paid.
    pub rate: Rate,
    /// At most so much is granted to one project.
    pub largest_award: Money,
    /// So much is there in all.
    pub appropriation: Money,
    /// Within these days costs must accrue.
    pub use_period: UsePeriod,
    /// What it is about.
    pub topics: Vec<String>,
}

/// A decision that was made, with the facts of the public register of grants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicDecision {
    /// Its identifier.
    pub id: DecisionId,
    /// The day on which it was made.
    pub decided: NaiveDate,
    /// The lead municipality, by its name in Finnish.
    pub recipient: String,
    /// Its business id; nothing where it is not known.
    pub recipient_business_id: Option<String>,
    /// Who granted, by its name in Finnish.
    pub authority: String,
    /// The number of the decision; nothing of one that is older than the numbers.
    pub case_number: Option<String>,
    /// The grant that was applied for.
    pub applied: Money,
    /// The grant; nothing of a rejection.
    pub granted: Money,
    /// What the grant may be used for; nothing of a rejection.
    pub purpose: Option<String>,
    /// The call.
    pub programme: String,
    /// The regions of the municipalities that take part, by their names in Finnish.
    pub regions: Vec<&'static str>,
}

impl PublicDecision {
    /// The code and the name of the recipient's sector.
    #[must_use]
    pub const fn sector(&self) -> (&'static str, &'static str) {
        SECTOR
    }

    /// Whether money of the European Union is in it; the engine grants national money only.
    #[must_use]
    pub const fn has_eu_funding(&self) -> bool {
        false
    }
}

/// A page of the published calls, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn public_calls(app: &App, page: Page<CallId>) -> Answer<Vec<PublicCall>> {
    let found = calls::public(app.store(), page).await?;
    let authorities = named(app, found.iter().map(|call| call.authority)).await?;
    found
        .into_iter()
        .map(|call| public_call(call, &authorities))
        .collect()
}

/// How many calls have been published.
///
/// # Errors
/// When the database fails.
pub async fn count_calls(app: &App) -> Answer<u64> {
    Ok(calls::count_public(app.store()).await?)
}

/// Every published call, oldest first; a file holds at most 50 000.
///
/// # Errors
/// When the database fails.
pub async fn all_calls(app: &App) -> Answer<Vec<PublicCall>> {
    let mut all: Vec<PublicCall> = Vec::new();
    while all.len() < MOST {
        let after = all.last().map(|one| one.id);
        let page = public_calls(app, Page { after, first: BATCH }).await?;
        if page.is_empty() {
            break;
        }
        all.extend(page);
    }
    Ok(all)
}

fn public_call(call: Call, authorities: &HashMap<OrganisationId, Organisation>) -> Answer<PublicCall> {
    let details = call.details;
    let terms = details.terms;
    Ok(PublicCall {
        id: call.id,
        title: details.title,
        authority: name(authorities, call.authority)?,
        state: (&call.state).into(),
        opens_on: details.opens_on,
        closes_on: Deadline::new(details.closes_on, terms.schedule.holidays).due(),
        rate: terms.rate,
        largest_award: terms.largest_award,
        appropriation: terms.appropriation,
        use_period: terms.use_period,
        topics: terms.topics.into_iter().map(|topic| topic.name_fi).collect(),
    })
}

/// A page of the decisions that were made, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn public_decisions(app: &App, page: Page<DecisionId>) -> Answer<Vec<PublicDecision>> {
    let db = app.store();
    let found = decisions::public(db, page).await?;
    let about: Vec<ApplicationId> = found.iter().map(|one| one.application).collect();
    let dossiers = gather(db, applications::find_many(db, &Scope::system(), &about).await?).await?;
    let dossiers: HashMap<ApplicationId, Dossier> = dossiers
        .into_iter()
        .map(|dossier| (dossier.application.id, dossier))
        .collect();
    let ids: Vec<DecisionId> = found.iter().map(|one| one.id).collect();
    let letters = decision_letters::of_decisions(db, &Scope::system(), &ids).await?;
    let mut numbers: HashMap<DecisionId, String> = letters
        .into_iter()
        .map(|letter| (letter.decision, letter.number))
        .collect();
    let names = named(app, found.iter().flat_map(|one| [one.authority, one.lead])).await?;
    let mut all = Vec::with_capacity(found.len());
    for decision in &found {
        let dossier = dossiers.get(&decision.application);
        let dossier = dossier.ok_or_else(|| Failure::internal("a decision about no application"))?;
        all.push(public_decision(
            decision,
            dossier,
            numbers.remove(&decision.id),
            &names,
        )?);
    }
    Ok(all)
}

/// How many decisions were made.
///
/// # Errors
/// When the database fails.
pub async fn count_decisions(app: &App) -> Answer<u64> {
    Ok(decisions::count_public(app.store()).await?)
}

/// Every decision that was made, oldest first; a file holds at most 50 000.
///
/// # Errors
/// When the database fails.
pub async fn all_decisions(app: &App) -> Answer<Vec<PublicDecision>> {
    let mut all: Vec<PublicDecision> = Vec::new();
    while all.len() < MOST {
        let after = all.last().map(|one| one.id);
        let page = public_decisions(app, Page { after, first: BATCH }).await?;
        if page.is_empty() {
            break;
        }
        all.extend(page);
    }
    Ok(all)
}

fn public_decision(
    decision: &Decision,
    dossier: &Dossier,
    case_number: Option<String>,
    names: &HashMap<OrganisationId, Organisation>,
) -> Answer<PublicDecision> {
    let decided = decision.state.decided();
    let decided = decided.ok_or_else(|| Failure::internal("a decision that was not made is not public"))?;
    let codes = dossier.partners.iter().filter_map(|partner| partner.code);
    let regions: BTreeSet<&'static str> = codes
        .filter_map(municipality)
        .map(|one| one.region.name_fi)
        .collect();
    let lead = names.get(&decision.lead);
    let business_id = lead
        .and_then(|lead| lead.code)
        .and_then(municipality)
        .and_then(|one| one.business_id);
    let application = &dossier.application;
    let grant = decision.proposal.grant.as_ref();
    Ok(PublicDecision {
        id: decision.id,
        decided: calendar::helsinki_date(decided.at),
        recipient: name(names, decision.lead)?,
        recipient_business_id: business_id.map(|id| id.to_string()),
        authority: name(names, decision.authority)?,
        case_number,
        applied: dossier.requested_grant()?,
        granted: grant.map_or(Money::ZERO, |grant| grant.award),
        purpose: grant.map(|_| purpose(&application.title, &application.summary)),
        programme: dossier.call.details.title.clone(),
        regions: regions.into_iter().collect(),
    })
}

fn purpose(title: &str, summary: &str) -> String {
    match summary.trim() {
        "" => title.to_owned(),
        summary => format!("{title}: {summary}"),
    }
}

async fn named(
    app: &App,
    ids: impl Iterator<Item = OrganisationId>,
) -> Answer<HashMap<OrganisationId, Organisation>> {
    let ids: BTreeSet<OrganisationId> = ids.collect();
    let ids: Vec<OrganisationId> = ids.into_iter().collect();
    let found = organisations::find_many(app.store(), &ids).await?;
    Ok(found.into_iter().map(|one| (one.id, one)).collect())
}

fn name(names: &HashMap<OrganisationId, Organisation>, id: OrganisationId) -> Answer<String> {
    let found = names.get(&id);
    let found = found.ok_or_else(|| Failure::internal("an organisation that does not exist"))?;
    Ok(found.name(Language::Fi).to_owned())
}
