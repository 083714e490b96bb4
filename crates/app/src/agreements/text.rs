use std::collections::BTreeMap;

use chrono::NaiveDate;
use talkoot_documents::{
    Document,
    agreement::{MunicipalAgreement, PartyText, compose},
};
use talkoot_domain::{
    agreement::{Agreement, Clauses, Part, Party, shares},
    calendar,
    ids::OrganisationId,
    language::Language,
    money::Money,
    organisation::Organisation,
    project::Project,
};
use talkoot_storage::{Access, Scope, calls, organisations, projects};

use crate::{Answer, Failure};

/// What an agreement would say if it were written now.
pub(super) struct Written {
    /// Every municipality with its part, by municipality code.
    pub(super) parties: Vec<Party>,
    /// The text as it is stored.
    pub(super) document: String,
    /// Its SHA-256.
    pub(super) sha256: [u8; 32],
}

/// What of a text does not come from the project.
pub(super) struct Frame<'a> {
    pub(super) number: i32,
    pub(super) language: Language,
    pub(super) clauses: &'a Clauses,
    pub(super) drafted: NaiveDate,
    /// The place of the agreement that it replaces.
    pub(super) replaces: Option<i32>,
}

/// The municipalities that take part today, with their parts of the budget in force and of the award, by
/// municipality code.
pub(super) async fn parties(db: &impl Access, project: &Project) -> Answer<Vec<(Organisation, Party)>> {
    let left: Vec<OrganisationId> = projects::participations(db, &[project.id])
        .await?
        .into_iter()
        .filter(|(_, participation)| participation.has_left())
        .map(|(_, participation)| participation.organisation)
        .collect();
    let mut municipalities: Vec<Organisation> = projects::municipalities(db, &[project.id])
        .await?
        .into_iter()
        .map(|(_, municipality)| municipality)
        .collect();
    let mut costs: BTreeMap<OrganisationId, Money> = BTreeMap::new();
    for cell in projects::budget(db, project.budget).await? {
        let sum = costs.entry(cell.partner).or_default();
        *sum = sum.checked_add(cell.amount).map_err(Failure::internal)?;
    }
    // What one that has left may still use is settled between it and the authority's decision, not agreed anew.
    municipalities.retain(|one| !left.contains(&one.id));
    let parts: Vec<Part> = municipalities
        .iter()
        .map(|one| Part {
            organisation: one.id,
            costs: costs.get(&one.id).copied().unwrap_or_default(),
        })
        .collect();
    let planned = Money::sum(parts.iter().map(|part| part.costs)).map_err(Failure::internal)?;
    let most = project.terms.rate.of_floor(planned).min(project.award);
    let shares = shares(most, &parts).map_err(Failure::internal)?;
    Ok(municipalities.into_iter().zip(shares).collect())
}

/// Writes the text from what holds now.
pub(super) async fn write(db: &impl Access, project: &Project, frame: &Frame<'_>) -> Answer<Written> {
    let parties = parties(db, project).await?;
    let authority = organisations::find(db, project.authority).await?;
    let authority = authority.ok_or_else(|| Failure::internal("a project of no authority"))?;
    let call = calls::find(db, &Scope::system(), project.call).await?;
    let call = call.ok_or_else(|| Failure::internal("a project of no call"))?;
    let language = frame.language;
    let lead = parties.iter().find(|(one, _)| one.id == project.lead);
    let (lead, _) = lead.ok_or_else(|| Failure::internal("the lead takes no part in its project"))?;
    let number = |place: i32| format!("{}/{place}", project.number);
    let period = project.terms.use_period;
    let facts = MunicipalAgreement {
        language,
        number: number(frame.number),
        drafted: frame.drafted,
        replaces: frame.replaces.map(number),
        lead: lead.name(language).to_owned(),
        authority: authority.name(language).to_owned(),
        project: project.name.clone(),
        project_number: project.number.clone(),
        call: call.details.title.clone(),
        award: project.award,
        rate: project.terms.rate,
        use_period: (period.first, period.last),
        parties: parties
            .iter()
            .map(|(one, party)| party_text(one, party, language))
            .collect::<Answer<_>>()?,
        transfer_days: project.terms.transfer_days,
        retention_years: project.terms.retention_years,
        accounting: frame.clauses.accounting.clone(),
        procurement: frame.clauses.procurement.clone(),
        other: frame.clauses.other.clone(),
    };
    let document = compose(&facts).to_stored().map_err(Failure::internal)?;
    Ok(Written {
        parties: parties.into_iter().map(|(_, party)| party).collect(),
        sha256: Document::hash(&document),
        document,
    })
}

fn party_text(municipality: &Organisation, party: &Party, language: Language) -> Answer<PartyText> {
    Ok(PartyText {
        municipality: municipality.name(language).to_owned(),
        costs: party.costs,
        share: party.share,
        own: party.own().map_err(Failure::internal)?,
    })
}

/// Whether the text of an agreement is what would be written now.
pub(super) async fn is_current(
    db: &impl Access,
    project: &Project,
    agreement: &Agreement,
    all: &[Agreement],
) -> Answer<bool> {
    let replaced = agreement.replaces;
    let frame = Frame {
        number: agreement.number,
        language: agreement.language,
        clauses: &agreement.clauses,
        drafted: calendar::helsinki_date(agreement.drafted.at),
        replaces: all
            .iter()
            .find(|one| Some(one.id) == replaced)
            .map(|one| one.number),
    };
    let now = write(db, project, &frame).await?;
    Ok(now.sha256 == agreement.sha256 && now.parties == agreement.parties && project.lead == agreement.lead)
}
