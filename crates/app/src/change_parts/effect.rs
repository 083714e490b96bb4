//! What a part would do to the project as it stands now, or why it cannot.

mod period;
mod plan;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;
use talkoot_domain::{
    amendment::{
        Content, RecordedCash,
        budget::{self, Accepted, Ground, NewBudget, ShiftRefused, Spent},
        early_stop::Curtailment,
        extension::Continuation,
        hand_over::{HandOver, Position, hand_over},
        withdrawal::{LeavingRefused, Standing, Withdrawal, leave},
    },
    change_part::{ChangePart, Hindrance},
    claim::Claim,
    ids::{ClaimId, OrganisationId},
    money::{Money, Overflow},
    organisation::OrganisationKind,
    project::Project,
    use_period::UsePeriod,
    workflow::RefusalCode,
};
use talkoot_storage::{
    Access,
    claims::{self, Parts},
    organisations, projects,
};

use super::{
    cash,
    since::{Since, recovered},
};
use crate::Answer;

/// What a part does to a project.
#[derive(Clone, Debug)]
pub enum Effect {
    /// The budget becomes another one.
    Budget(NewBudget),
    /// The chain of periods goes on.
    Extension(Continuation),
    /// A partner leaves; with what its share rests on.
    Leaving(Withdrawal, Rests),
    /// A partner joins; the budget becomes another one.
    Joining(NewBudget),
    /// Another municipality leads; with what its share rests on.
    Lead(HandOver, Rests),
    /// What is planned becomes something else; nothing follows for money or periods.
    Plan,
    /// The chain of periods is cut.
    Stop(Curtailment),
}

/// What the share in a settlement rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rests {
    /// The last approved claim.
    claim: Option<ClaimId>,
    /// What corrections changed of the share since, EUR.
    corrected: Money,
}

impl Effect {
    /// The budget afterwards, when it becomes another one.
    #[must_use]
    pub const fn budget(&self) -> Option<&NewBudget> {
        match self {
            Self::Budget(budget) | Self::Joining(budget) => Some(budget),
            Self::Leaving(withdrawal, _) => Some(&withdrawal.after),
            Self::Extension(_) | Self::Lead(..) | Self::Plan | Self::Stop(_) => None,
        }
    }
}

/// The amounts of a settlement, as they are kept with the amendment.
#[must_use]
pub fn settlement(project: &Project, effect: &Effect) -> Option<serde_json::Value> {
    let claim = |rests: &Rests| rests.claim.map(|id| id.to_string());
    match effect {
        Effect::Budget(_) | Effect::Extension(_) | Effect::Joining(_) | Effect::Plan | Effect::Stop(_) => {
            None
        }
        Effect::Leaving(left, rests) => Some(json!({
            "claim": claim(rests),
            "corrected": rests.corrected.to_string(),
            "budget": left.budget.to_string(),
            "grantOfBudget": left.grant_of_budget.to_string(),
            "accepted": left.accepted.to_string(),
            "entitled": left.entitled.to_string(),
            "freedBudget": left.freed_budget.to_string(),
            "freed": left.freed.to_string(),
            "received": left.received.to_string(),
            "returns": left.returns.to_string(),
            "owedToIt": left.owed_to_it.to_string(),
        })),
        Effect::Lead(hand_over, rests) => Some(json!({
            "claim": claim(rests),
            "corrected": rests.corrected.to_string(),
            "award": hand_over.position.award.to_string(),
            "received": hand_over.position.received.to_string(),
            "recovered": hand_over.position.recovered.to_string(),
            "ownShare": hand_over.position.own_share.to_string(),
            "sharesOfOthers": hand_over.position.shares_of_others.to_string(),
            "passedOn": hand_over.position.passed_on.to_string(),
            "amount": hand_over.amount.to_string(),
            "remainingCash": hand_over.remaining_cash.to_string(),
            "remainingEntitlement": hand_over.remaining_entitlement.to_string(),
            "notPassedOn": hand_over.not_passed_on.to_string(),
            // What was claimed until the cut-off stays with who claimed it (`domain.md` section 6).
            "liableUntilCutOff": project.lead.to_string(),
        })),
    }
}

fn no<T>(code: RefusalCode, message: impl Into<String>) -> Answer<Result<T, Hindrance>> {
    Ok(Err(Hindrance {
        code,
        message: message.into(),
    }))
}

/// When somebody looks at a part, and the day from which it shall hold once one is named.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    /// The day.
    pub(crate) from: Option<NaiveDate>,
    /// The time.
    pub(crate) now: DateTime<Utc>,
}

impl Moment {
    /// The moment for a part with what is proposed about it.
    pub(crate) fn of(part: &ChangePart, now: DateTime<Utc>) -> Self {
        let from = part.state.proposal().and_then(|proposal| proposal.effective_on);
        Self { from, now }
    }
}

/// What the content would do to the project at a moment.
///
/// # Errors
/// When the database fails. That it cannot be done is an answer.
pub(crate) async fn effect(
    db: &impl Access,
    project: &Project,
    content: &Content,
    at: Moment,
) -> Answer<Result<Effect, Hindrance>> {
    if let Some(hindrance) = wrong_day(project.terms.use_period, content, at.from) {
        return Ok(Err(hindrance));
    }
    match content {
        Content::BudgetShift { changes, award } => {
            let ground = Loaded::of(db, project).await?.ground;
            let shifted = budget::shift(&ground, changes, *award);
            Ok(shifted.map(Effect::Budget).map_err(|why| shift_refused(&why)))
        }
        Content::Extension { last } => period::extend(db, project, *last).await,
        Content::PartnerLeaving {
            partner,
            certificate,
            freed,
            cash,
            ..
        } => {
            if certificate.trim().is_empty() {
                return no(
                    RefusalCode::Incomplete,
                    "name the municipality's own decision to leave, for example the minutes and the section",
                );
            }
            if *partner == project.lead {
                return no(
                    RefusalCode::LimitExceeded,
                    "the lead cannot leave; let another municipality take the lead first",
                );
            }
            let loaded = Loaded::of(db, project).await?;
            let standing = loaded.standing(db, project, *partner, cash).await?;
            let partners = projects::partners(db, &[project.id]).await?;
            let partners: Vec<_> = partners.into_iter().map(|(_, partner)| partner).collect();
            if !loaded.ground.partners.contains(partner) {
                return no(RefusalCode::InvalidInput, LeavingRefused::NoPartner.to_string());
            }
            let left = leave(&loaded.ground, &partners, *partner, standing, freed);
            Ok(left
                .map(|left| Effect::Leaving(left, loaded.rests(*partner)))
                .map_err(|why| leaving_refused(&why)))
        }
        Content::PartnerJoining { partner, changes, .. } => {
            if let Some(hindrance) = cannot_join(db, project, *partner).await? {
                return Ok(Err(hindrance));
            }
            let mut ground = Loaded::of(db, project).await?.ground;
            ground.partners.push(*partner);
            let shifted = budget::shift(&ground, changes, None);
            Ok(shifted.map(Effect::Joining).map_err(|why| shift_refused(&why)))
        }
        Content::LeadChange { new_lead, cash, .. } => change_lead(db, project, *new_lead, cash).await,
        Content::ScopeChange { .. }
        | Content::Timetable { .. }
        | Content::PersonInCharge { .. }
        | Content::ReportDeadline { .. }
        | Content::ChangeOfDirection { .. } => plan::change(db, project, content, at.now).await,
        Content::EarlyStop { last, .. } => match plan::change(db, project, content, at.now).await? {
            Ok(_) => period::stop(db, project, *last).await,
            Err(hindrance) => Ok(Err(hindrance)),
        },
    }
}

/// A change at a cut-off holds from the day after it, and the cut-off lies in the use period.
fn wrong_day(use_period: UsePeriod, content: &Content, from: Option<NaiveDate>) -> Option<Hindrance> {
    let invalid = |message: String| {
        Some(Hindrance {
            code: RefusalCode::InvalidInput,
            message,
        })
    };
    let (last, inside) = match content {
        Content::PartnerLeaving { last_day, .. } => (Some(*last_day), *last_day),
        Content::LeadChange { cut_off, .. } => (Some(*cut_off), *cut_off),
        Content::PartnerJoining { first_day, .. } => (None, *first_day),
        Content::ChangeOfDirection { first_day, .. } => (first_day.pred_opt(), *first_day),
        Content::BudgetShift { .. }
        | Content::Extension { .. }
        | Content::ScopeChange { .. }
        | Content::Timetable { .. }
        | Content::PersonInCharge { .. }
        | Content::ReportDeadline { .. }
        | Content::EarlyStop { .. } => return None,
    };
    if !use_period.contains(inside) {
        return invalid(format!(
            "{inside} is not in the use period from {} to {}; name a day in it",
            use_period.first, use_period.last
        ));
    }
    match (last, from) {
        (Some(last), Some(from)) if from <= last => invalid(format!(
            "it can hold from the day after {last} on; name a later day"
        )),
        _ => None,
    }
}

async fn cannot_join(
    db: &impl Access,
    project: &Project,
    partner: OrganisationId,
) -> Answer<Option<Hindrance>> {
    let message = match organisations::find(db, partner).await? {
        Some(found) if found.kind == OrganisationKind::Municipality => {
            let took_part = projects::participations(db, &[project.id]).await?;
            if took_part.iter().any(|(_, one)| one.organisation == partner) {
                "this municipality takes part in the project, or took part before"
            } else {
                return Ok(None);
            }
        }
        Some(_) => "only a municipality can join a project",
        None => "there is no such municipality",
    };
    Ok(Some(Hindrance {
        code: RefusalCode::InvalidInput,
        message: message.to_owned(),
    }))
}

async fn change_lead(
    db: &impl Access,
    project: &Project,
    new_lead: OrganisationId,
    recorded: &RecordedCash,
) -> Answer<Result<Effect, Hindrance>> {
    if new_lead == project.lead {
        return no(
            RefusalCode::InvalidInput,
            "this municipality leads the project already",
        );
    }
    let loaded = Loaded::of(db, project).await?;
    if !loaded.ground.partners.contains(&new_lead) {
        return no(
            RefusalCode::InvalidInput,
            "only a partner of the project can take the lead; let the municipality join first",
        );
    }
    let cash = cash::of(db, project.id, recorded).await?;
    let recovered = recovered(db, project).await?;
    let own_share = loaded.share(project.lead);
    let computed = Money::sum(cash.passed_on.values().copied()).and_then(|passed_on| {
        hand_over(Position {
            award: project.award,
            received: cash.received,
            recovered,
            own_share,
            shares_of_others: loaded.granted().checked_sub(own_share)?,
            passed_on,
        })
    });
    Ok(computed
        .map(|computed| Effect::Lead(computed, loaded.rests(project.lead)))
        .map_err(|overflow| too_large(&overflow)))
}

fn too_large(overflow: &Overflow) -> Hindrance {
    Hindrance {
        code: RefusalCode::InvalidInput,
        message: overflow.to_string(),
    }
}

fn shift_refused(why: &ShiftRefused) -> Hindrance {
    let code = match why {
        ShiftRefused::NoChange => RefusalCode::Incomplete,
        ShiftRefused::NoPartner
        | ShiftRefused::NoCategory(_)
        | ShiftRefused::NoSubArea
        | ShiftRefused::TooLarge(_) => RefusalCode::InvalidInput,
        ShiftRefused::TotalChanges(_) => RefusalCode::SumMismatch,
        ShiftRefused::BelowNothing { .. }
        | ShiftRefused::BelowClaimed { .. }
        | ShiftRefused::BelowAccepted { .. }
        | ShiftRefused::AwardOverBudget { .. }
        | ShiftRefused::AwardBelowGranted { .. }
        | ShiftRefused::AwardRaised { .. } => RefusalCode::LimitExceeded,
    };
    Hindrance {
        code,
        message: why.to_string(),
    }
}

fn leaving_refused(why: &LeavingRefused) -> Hindrance {
    let code = match why {
        LeavingRefused::Budget(why) => return shift_refused(why),
        LeavingRefused::NotWhatIsFreed { .. } => RefusalCode::SumMismatch,
        LeavingRefused::NoPartner
        | LeavingRefused::TakenFromOthers
        | LeavingRefused::Split(_)
        | LeavingRefused::TooLarge(_) => RefusalCode::InvalidInput,
    };
    Hindrance {
        code,
        message: why.to_string(),
    }
}

/// The budget and what claims hold of it.
struct Loaded {
    ground: Ground,
    /// The last approved claim, whose shares have been granted, with what was corrected since.
    approved: Option<(Claim, Parts)>,
    since: Since,
}

impl Loaded {
    async fn of(db: &impl Access, project: &Project) -> Answer<Self> {
        let mut last = claims::latest(db, project.id).await?;
        let approved = claims::approved_before(db, project.id, i32::MAX).await?;
        let ids: Vec<ClaimId> = last.iter().chain(&approved).map(|claim| claim.id).collect();
        let parts = claims::parts(db, &ids).await?;
        let parts_of = |id: ClaimId| {
            let found = parts.iter().find(|(claim, _)| *claim == id);
            found.map(|(_, parts)| parts.clone()).unwrap_or_default()
        };
        // What the last claim that was not rejected holds cannot be taken back, approved or not.
        let mut held = last.as_ref().map(|claim| parts_of(claim.id)).unwrap_or_default();
        let mut approved = approved.map(|claim| {
            let parts = parts_of(claim.id);
            (claim, parts)
        });
        let mut since = Since::default();
        if let Some((claim, parts)) = &mut approved {
            since = Since::of(db, project, claim).await?;
            since.apply(db, project, (claim, parts)).await?;
            // A claim that is open knows what was corrected.
            if last.as_ref().is_some_and(|last| last.id == claim.id) {
                held = parts.clone();
                last = Some(claim.clone());
            }
        }
        let sub_areas = projects::sub_areas(db, &[project.application]).await?;
        let partners = projects::participations(db, &[project.id]).await?;
        let ground = Ground {
            cells: projects::budget(db, project.budget).await?,
            spent: held
                .cells
                .into_iter()
                .map(|cell| Spent {
                    partner: cell.partner,
                    category: cell.category,
                    sub_area: cell.sub_area,
                    cost: cell.cumulative,
                })
                .collect(),
            accepted: held
                .categories
                .into_iter()
                .map(|category| Accepted {
                    partner: category.partner,
                    category: category.category,
                    accepted: category.accepted,
                })
                .collect(),
            tolerance: project.terms.budget_tolerance,
            rate: project.terms.rate,
            award: project.award,
            granted: last.as_ref().map(|claim| claim.figures.grant).unwrap_or_default(),
            partners: partners
                .into_iter()
                .filter(|(_, one)| one.last_day.is_none())
                .map(|(_, one)| one.organisation)
                .collect(),
            categories: project
                .terms
                .categories
                .iter()
                .map(|category| category.code.clone())
                .collect(),
            sub_areas: sub_areas.into_iter().map(|(_, area)| area.id).collect(),
        };
        Ok(Self {
            ground,
            approved,
            since,
        })
    }

    fn rests(&self, whose: OrganisationId) -> Rests {
        Rests {
            claim: self.approved.as_ref().map(|(claim, _)| claim.id),
            corrected: self.since.share(whose),
        }
    }

    /// The grant on everything approved.
    fn granted(&self) -> Money {
        self.approved
            .as_ref()
            .map(|(claim, _)| claim.figures.grant)
            .unwrap_or_default()
    }

    fn share(&self, partner: OrganisationId) -> Money {
        let partners = self.approved.iter().flat_map(|(_, parts)| &parts.partners);
        let mut found = partners.filter(|one| one.partner == partner);
        found.next().map(|one| one.cumulative_share).unwrap_or_default()
    }

    async fn standing(
        &self,
        db: &impl Access,
        project: &Project,
        partner: OrganisationId,
        recorded: &RecordedCash,
    ) -> Answer<Standing> {
        let partners = self.approved.iter().flat_map(|(_, parts)| &parts.partners);
        let mut found = partners.filter(|one| one.partner == partner);
        let cash = cash::of(db, project.id, recorded).await?;
        Ok(Standing {
            accepted: found
                .next()
                .map(|one| one.cumulative_accepted)
                .unwrap_or_default(),
            entitled: self.share(partner),
            received: cash.passed_on.get(&partner).copied().unwrap_or_default(),
        })
    }
}
