use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use talkoot_domain::{
    application::{
        Application, ApplicationMachine, Disagreement, Facts, Plan, Snapshot, StateName, Unanswered,
        requested_grant, total,
    },
    call::Call,
    commitment::{self, Commitment},
    form::{self, Form},
    hands::Hands,
    ids::{CallId, FormId, OrganisationId, PersonId},
    money::Money,
    organisation::Organisation,
    project::{BudgetCell, SubArea},
    workflow::Machine,
};
use talkoot_storage::{
    Access, Scope, application_handlers, applications, applications::plans, call_forms, calls, commitments,
    form_answers, forms, hands, organisations, projects, review_rules, reviews,
};
use uuid::Uuid;

use crate::{Answer, Failure};

/// An application with everything that is about it.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The application itself.
    pub application: Application,
    /// The call it answers.
    pub call: Call,
    /// Its municipalities, by municipality code.
    pub partners: Vec<Organisation>,
    /// Its sub-areas, in order.
    pub sub_areas: Vec<SubArea>,
    /// Its budget.
    pub cells: Vec<BudgetCell>,
    /// The commitments, also of municipalities that take part no more.
    pub commitments: Vec<Commitment>,
    /// The hash of what the partners share.
    pub snapshot: Snapshot,
    /// How many reviews are assigned and not submitted.
    pub awaited_reviews: u64,
    /// Whether the call has criteria, so that its applications are reviewed.
    pub is_reviewed: bool,
    /// The officer to whom it is assigned, if it is.
    pub handler: Option<PersonId>,
    /// The version of a form that it answers, where the call has one.
    pub form: Option<Form>,
    /// What was answered, also in fields that are not asked any more.
    pub answers: Vec<form::Answer>,
    /// The partners' plans beside their budgets, for those who have one.
    pub plans: Vec<Plan>,
    /// Everybody who set a budget or answered in the form.
    pub hands: Hands,
}

impl Dossier {
    /// What the application's machine must know.
    #[must_use]
    pub fn facts(&self, by: PersonId, now: DateTime<Utc>) -> Facts {
        Facts {
            by,
            now,
            call: self.call.clone(),
            lead: self.application.lead,
            lead_code: self
                .partners
                .iter()
                .find(|partner| partner.id == self.application.lead)
                .and_then(|lead| lead.code),
            partners: self
                .partners
                .iter()
                .map(|partner| (partner.id, partner.name_fi.clone()))
                .collect(),
            sub_areas: self.sub_areas.clone(),
            cells: self.cells.clone(),
            commitments: self.commitments.clone(),
            snapshot: self.snapshot,
            awaited_reviews: self.awaited_reviews,
            handler: self.handler,
            has_form: self.form.is_some(),
            disagreements: self
                .disagreements()
                .into_iter()
                .map(|(partner, one)| (self.name(partner), one))
                .collect(),
            unanswered: self
                .missing()
                .into_iter()
                .map(|one| Unanswered {
                    section: one.heading.en,
                    field: one.label.en,
                    partner: self.name(one.partner),
                })
                .collect(),
        }
    }

    /// What does not agree in the partners' plans. A call with a form asks every partner for a plan; without one a
    /// plan is left out, or agrees.
    #[must_use]
    pub fn disagreements(&self) -> Vec<(OrganisationId, Disagreement)> {
        let terms = &self.call.details.terms;
        let mut found = Vec::new();
        for partner in &self.partners {
            let plan = self.plans.iter().find(|plan| plan.partner == partner.id);
            let plan = match plan {
                Some(plan) if !plan.is_empty() => plan.clone(),
                _ if self.form.is_some() => Plan {
                    partner: partner.id,
                    years: Vec::new(),
                    funding: Vec::new(),
                    contacts: Vec::new(),
                },
                _ => continue,
            };
            let disagreements = plan.disagreements(&self.cells, terms).into_iter();
            found.extend(disagreements.map(|one| (partner.id, one)));
        }
        found
    }

    /// The Finnish name of a partner.
    fn name(&self, partner: OrganisationId) -> String {
        let partner = self.partners.iter().find(|one| one.id == partner);
        partner.map_or_else(String::new, |partner| partner.name_fi.clone())
    }

    /// What the machine of one partner's commitment must know.
    #[must_use]
    pub fn commitment_facts(&self, partner: OrganisationId, by: PersonId) -> commitment::Facts {
        let part = self.application.part(partner);
        commitment::Facts {
            by,
            prepared_by: part.and_then(|part| part.prepared).map(|stamp| stamp.by),
            hands: self.hands.clone(),
            // Who takes part no more is not asked any more.
            asked: part.is_some() && StateName::from(&self.application.state).asks_for_commitments(),
            snapshot: self.snapshot,
        }
    }

    /// The sum of the budget.
    ///
    /// # Errors
    /// A fault on our side when it cannot be added up, which no accepted budget does.
    pub fn total(&self) -> Answer<Money> {
        total(&self.cells).map_err(Failure::internal)
    }

    /// The call's rate of the budget, floored to cents.
    ///
    /// # Errors
    /// A fault on our side when it cannot be added up, which no accepted budget does.
    pub fn requested_grant(&self) -> Answer<Money> {
        requested_grant(&self.call.details.terms, &self.cells).map_err(Failure::internal)
    }

    /// The sum of each partner in each category.
    ///
    /// # Errors
    /// A fault on our side when it cannot be added up, which no accepted budget does.
    pub fn totals(&self) -> Answer<Vec<(OrganisationId, String, Money)>> {
        let mut sums: BTreeMap<(OrganisationId, &str), Money> = BTreeMap::new();
        for cell in &self.cells {
            let sum = sums.entry((cell.partner, &cell.category)).or_default();
            *sum = sum.checked_add(cell.amount).map_err(Failure::internal)?;
        }
        Ok(sums
            .into_iter()
            .map(|((partner, category), sum)| (partner, category.to_owned(), sum))
            .collect())
    }
}

/// Everything about these applications, in a number of statements that does not grow with them. The
/// caller has found them in its scope; the call and the organisations are public.
pub(crate) async fn gather(db: &impl Access, found: Vec<Application>) -> Answer<Vec<Dossier>> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = found.iter().map(|one| one.id).collect();
    let versions: Vec<_> = found.iter().map(|one| one.budget).collect();
    let call_ids: BTreeSet<_> = found.iter().map(|one| one.call).collect();
    let call_ids: Vec<CallId> = call_ids.into_iter().collect();
    let partner_ids: BTreeSet<_> = found
        .iter()
        .flat_map(|one| one.partners.iter().map(|part| part.organisation))
        .collect();
    let partner_ids: Vec<OrganisationId> = partner_ids.into_iter().collect();
    let calls = calls::find_many(db, &Scope::system(), &call_ids).await?;
    let calls: HashMap<CallId, Call> = calls.into_iter().map(|call| (call.id, call)).collect();
    let mut municipalities = organisations::find_many(db, &partner_ids).await?;
    municipalities.sort_by_key(|municipality| municipality.code);
    let sub_areas = projects::sub_areas(db, &ids).await?;
    let cells = applications::cells(db, &versions).await?;
    let commitments = commitments::of_applications(db, &ids).await?;
    let awaited = reviews::awaited(db, &ids).await?;
    let rules = review_rules::of_calls(db, &call_ids).await?;
    let handlers = application_handlers::of_applications(db, &ids).await?;
    let plans = plans::of_applications(db, &ids).await?;
    let keys: Vec<Uuid> = ids.iter().map(|&id| id.into()).collect();
    let answers = form_answers::of_objects(db, &keys).await?;
    let mut hands = hands::of_many(db, ApplicationMachine::OBJECT, &keys).await?;
    let forms = forms_of(db, &call_ids).await?;
    found
        .into_iter()
        .map(|application| {
            let call = calls
                .get(&application.call)
                .cloned()
                .ok_or_else(|| Failure::internal("an application without its call"))?;
            let sub_areas: Vec<SubArea> = of(&sub_areas, &application.id);
            let cells: Vec<BudgetCell> = of(&cells, &application.budget);
            let answers: Vec<form::Answer> = of(&answers, &application.id.into());
            let plans: Vec<Plan> = of(&plans, &application.id);
            Ok(Dossier {
                snapshot: Snapshot::of(&application, &sub_areas, &cells, &answers, &plans),
                form: forms.get(&application.call).cloned(),
                hands: hands.remove(&application.id.into()).unwrap_or_default(),
                answers,
                plans,
                call,
                partners: municipalities
                    .iter()
                    .filter(|one| application.part(one.id).is_some())
                    .cloned()
                    .collect(),
                commitments: commitments
                    .iter()
                    .filter(|one| one.application == application.id)
                    .cloned()
                    .collect(),
                is_reviewed: rules
                    .get(&application.call)
                    .is_some_and(|rules| !rules.criteria.is_empty()),
                awaited_reviews: awaited.get(&application.id).copied().unwrap_or_default(),
                handler: handlers.get(&application.id).map(|handled| handled.person),
                sub_areas,
                cells,
                application,
            })
        })
        .collect()
}

/// The form that each of these calls has its applications answer, where it has one.
async fn forms_of(db: &impl Access, calls: &[CallId]) -> Answer<HashMap<CallId, Form>> {
    let chosen: Vec<(CallId, FormId)> = call_forms::of_calls(db, calls).await?.into_iter().collect();
    let ids: Vec<FormId> = chosen.iter().map(|(_, form)| *form).collect();
    let forms = forms::find_many(db, &Scope::system(), &ids).await?;
    let of = |id: FormId| forms.iter().find(|form| form.id == id).cloned();
    Ok(chosen
        .into_iter()
        .filter_map(|(call, form)| Some((call, of(form)?)))
        .collect())
}

fn of<K: PartialEq, V: Clone>(rows: &[(K, V)], key: &K) -> Vec<V> {
    rows.iter()
        .filter(|(owner, _)| owner == key)
        .map(|(_, row)| row.clone())
        .collect()
}
