use talkoot_domain::{
    claim::{Claim, ClaimMachine, CommandName, Facts, StateName, Sums},
    cost_line_verification::{CommandName as LineCommand, CostLineVerificationMachine, Facts as LineFacts},
    hands::Hands,
    ids::{ClaimId, CostLineId, CostReportId, PersonId, ProjectId},
    payment_hold::Held,
    policy::{self, Action, Actor, Standings},
    project::Project,
    workflow::{Machine, Refusal, RefusalCode, Step},
};
use talkoot_storage::{
    Page, Scope,
    claims::{self, Parts},
    cost_line_verification::{self as verified, Filter, VerifiedLine},
    hands,
};
use uuid::Uuid;

use super::facts;
use crate::{Answer, App, Availability, actions::permitted, availability, supplement_requests};

/// The claim, if it exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: ClaimId) -> Answer<Option<Claim>> {
    Ok(claims::find(app.store(), &Scope::of(actor), id).await?)
}

/// These claims, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_many(app: &App, actor: &Actor, ids: &[ClaimId]) -> Answer<Vec<Claim>> {
    Ok(claims::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// A page of a project's claims, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, actor: &Actor, project: ProjectId, page: Page<ClaimId>) -> Answer<Vec<Claim>> {
    Ok(claims::list(app.store(), &Scope::of(actor), project, page).await?)
}

/// How many claims of a project this person sees.
///
/// # Errors
/// When the database fails.
pub async fn count(app: &App, actor: &Actor, project: ProjectId) -> Answer<u64> {
    Ok(claims::count(app.store(), &Scope::of(actor), project).await?)
}

/// What claims that the person has found are made of.
///
/// # Errors
/// When the database fails.
pub async fn parts(app: &App, claims: &[ClaimId]) -> Answer<Vec<(ClaimId, Parts)>> {
    Ok(claims::parts(app.store(), claims).await?)
}

/// The cost reports whose lines are asked for.
#[derive(Clone, Debug)]
pub struct LinesOf(Vec<CostReportId>);

impl LinesOf {
    /// The lines of a claim that the person has found. A rejected claim holds none any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn claim(app: &App, claim: &Claim) -> Answer<Self> {
        if claim.state_name() == talkoot_domain::claim::StateName::Rejected {
            return Ok(Self(Vec::new()));
        }
        let held = claims::held(app.store(), claim.id).await?;
        Ok(Self(held.iter().map(|held| held.report).collect()))
    }

    /// The lines of a claim and of all approved claims before it.
    pub(crate) async fn until(app: &App, claim: &Claim) -> Answer<Self> {
        let Self(mut reports) = Self::claim(app, claim).await?;
        let earlier = claims::earlier_reports(app.store(), claim.project, claim.number).await?;
        reports.extend(earlier.iter().map(|held| held.report));
        Ok(Self(reports))
    }
}

/// A page of lines; a partner sees its own only, the lead and the authority see all.
///
/// # Errors
/// When the database fails.
pub async fn lines(
    app: &App,
    actor: &Actor,
    of: &LinesOf,
    filter: &Filter,
    page: Page<CostLineId>,
) -> Answer<Vec<VerifiedLine>> {
    Ok(verified::list(app.store(), &Scope::of(actor), &of.0, filter, page).await?)
}

/// How many lines there are on all pages.
///
/// # Errors
/// When the database fails.
pub async fn line_count(app: &App, actor: &Actor, of: &LinesOf, filter: &Filter) -> Answer<u64> {
    Ok(verified::count(app.store(), &Scope::of(actor), &of.0, filter).await?)
}

/// A line in force with its verification, if its report exists for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_line(app: &App, actor: &Actor, id: CostLineId) -> Answer<Option<VerifiedLine>> {
    Ok(verified::find(app.store(), &Scope::of(actor), id).await?)
}

/// These lines in force with their verification, for this person.
///
/// # Errors
/// When the database fails.
pub async fn find_verified(app: &App, actor: &Actor, ids: &[CostLineId]) -> Answer<Vec<VerifiedLine>> {
    Ok(verified::find_many(app.store(), &Scope::of(actor), ids).await?)
}

/// What this person can do with the claim now, and why not.
///
/// # Errors
/// When the database fails.
pub async fn available_actions(
    app: &App,
    actor: &Actor,
    project: &Project,
    claim: &Claim,
) -> Answer<Vec<Availability>> {
    const OFFERED: [(Action, CommandName); 7] = [
        (Action::RecomputeClaim, CommandName::Recompute),
        (Action::SubmitClaim, CommandName::Submit),
        (Action::RequestClaimSupplement, CommandName::RequestSupplement),
        (Action::CheckClaimContent, CommandName::CheckContent),
        (Action::ApproveClaim, CommandName::Approve),
        (Action::RejectClaim, CommandName::Reject),
        (Action::CreatePayout, CommandName::OrderPayout),
    ];
    let standings = project.standings(None);
    let state = claim.state_name();
    // The figures are computed anew only where this person can do something that depends on them: of a
    // project's claims one at most is under way, so a page of them needs no more statements than one.
    let depends = OFFERED.iter().any(|&(action, command)| {
        policy::permit(action, actor, &standings).is_ok()
            && !matches!(ClaimMachine::step(state, command), Step::No(_))
    });
    let facts = if depends {
        facts(app.store(), project, claim, actor.person).await?
    } else {
        unknown(claim, actor.person)
    };
    let mut available = availability::<ClaimMachine>(actor, &standings, &claim.state, &facts, &OFFERED);
    available.push(accepting(actor, &standings, claim, &facts));
    available.push(supplement_requests::open_available(actor, &standings, claim));
    Ok(available)
}

/// What stops whatever depends on figures that were not looked at.
fn unknown(claim: &Claim, by: PersonId) -> Facts {
    Facts {
        by,
        hands: Hands::default(),
        is_last: claim.is_last,
        figures: claim.figures,
        pending_lines: 0,
        sampled_lines: 0,
        supplement: None,
        reports: 0,
        reports_changed: 0,
        sums: Sums::Unknown("not computed".to_owned()),
        account_in_force: false,
        held: Held::Unknown("not looked at".to_owned()),
        live_payout: false,
        payout_confirmed: false,
    }
}

/// Whether this person can accept lines of the claim now: while it is submitted and some are undecided.
fn accepting(actor: &Actor, standings: &Standings, claim: &Claim, facts: &Facts) -> Availability {
    const ACTION: Action = Action::AcceptCostLines;
    let state = claim.state_name();
    let refused = |message: &str| {
        let mut refusal = Refusal::of(RefusalCode::WrongState, "claim", ACTION.into(), message);
        refusal.state = Some(state.into());
        Err(refusal)
    };
    let known = if state != StateName::Submitted {
        refused("lines are verified while the claim is submitted and its content not checked yet")
    } else if facts.pending_lines == 0 {
        refused("every line is decided; check the content of the claim next")
    } else {
        Ok(())
    };
    permitted(ACTION, actor, &[*standings], known)
}

/// Everybody who had a hand in claims that the person has found.
///
/// # Errors
/// When the database fails.
pub async fn hands(app: &App, claims: &[ClaimId]) -> Answer<Vec<(ClaimId, Hands)>> {
    let ids: Vec<Uuid> = claims.iter().map(|&id| id.into()).collect();
    let found = hands::of_many(app.store(), ClaimMachine::OBJECT, &ids).await?;
    Ok(found.into_iter().map(|(id, hands)| (id.into(), hands)).collect())
}

/// What this person can do with a line now, and why not; `hands` are those of its claim.
#[must_use]
pub fn line_actions(
    actor: &Actor,
    project: &Project,
    claim: Option<&Claim>,
    line: &VerifiedLine,
    hands: &Hands,
) -> Vec<Availability> {
    const OFFERED: [(Action, LineCommand); 4] = [
        (Action::AcceptCostLines, LineCommand::Accept),
        (Action::PartlyAcceptCostLine, LineCommand::AcceptPartly),
        (Action::DisallowCostLine, LineCommand::Disallow),
        (Action::ReopenCostLine, LineCommand::Reopen),
    ];
    let verification = &line.verification;
    let facts = LineFacts {
        by: actor.person,
        line: verification.amount,
        prepared: hands.prepared_by(actor.person),
        claim: claim.map(Claim::state_name),
    };
    let standings = project.standings(Some(verification.partner));
    availability::<CostLineVerificationMachine>(actor, &standings, &verification.state, &facts, &OFFERED)
}
