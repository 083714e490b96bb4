use chrono::{DateTime, Utc};

use super::{Snapshot, Why, check_cells, requested_grant, total};
use crate::{
    calendar,
    call::{Call, StateName as CallState},
    commitment::{Commitment, State as Committed},
    identifiers::MunicipalityCode,
    ids::{OrganisationId, PersonId},
    money::Money,
    project::{BudgetCell, SubArea},
};

/// What must be known to decide about an application.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Who asks.
    pub by: PersonId,
    /// The time.
    pub now: DateTime<Utc>,
    /// The call it answers.
    pub call: Call,
    /// The lead municipality.
    pub lead: OrganisationId,
    /// The code of the lead; nothing when it is none of a municipality.
    pub lead_code: Option<MunicipalityCode>,
    /// Every partner with its name.
    pub partners: Vec<(OrganisationId, String)>,
    /// The sub-areas.
    pub sub_areas: Vec<SubArea>,
    /// The whole budget.
    pub cells: Vec<BudgetCell>,
    /// The commitments of the partners.
    pub commitments: Vec<Commitment>,
    /// The hash of what the partners share now.
    pub snapshot: Snapshot,
    /// How many reviews are assigned and not submitted.
    pub awaited_reviews: u64,
    /// The officer to whom it is assigned; any officer while nobody is.
    pub handler: Option<PersonId>,
}

/// Whether a call takes applications now.
///
/// # Errors
/// Why not: not published, not open yet, or closed.
pub fn may_apply(call: &Call, now: DateTime<Utc>) -> Result<(), Why> {
    match CallState::from(&call.state) {
        CallState::Draft => return Err(Why::CallNotPublished),
        CallState::Published => {}
        CallState::Closed | CallState::Resolved | CallState::Archived => {
            return Err(Why::CallClosed(calendar::roll(call.details.closes_on)));
        }
    }
    if calendar::helsinki_date(now) < call.details.opens_on {
        return Err(Why::CallNotOpen(call.details.opens_on));
    }
    if now >= call.details.closing_time() {
        return Err(Why::CallClosed(calendar::roll(call.details.closes_on)));
    }
    Ok(())
}

impl Facts {
    fn check_cells(&self, cells: &[BudgetCell]) -> Result<(), Why> {
        let sub_areas: Vec<_> = self.sub_areas.iter().map(|area| area.id).collect();
        let partners: Vec<_> = self.partners.iter().map(|(partner, _)| *partner).collect();
        check_cells(cells, &self.call.details.terms, &sub_areas, &partners)
    }

    pub(super) fn check_budget(&self) -> Result<(), Why> {
        let terms = &self.call.details.terms;
        self.check_cells(&self.cells)?;
        let requested = requested_grant(terms, &self.cells)?;
        if requested <= Money::ZERO {
            return Err(Why::EmptyBudget);
        }
        if let Some(smallest) = terms.smallest_award.filter(|smallest| requested < *smallest) {
            return Err(Why::UnderSmallestAward { requested, smallest });
        }
        if requested > terms.largest_award {
            return Err(Why::OverLargestAward {
                requested,
                largest: terms.largest_award,
            });
        }
        Ok(())
    }

    /// Whether these municipalities may apply to the call together.
    pub(super) fn check_eligibility(&self) -> Result<(), Why> {
        let eligibility = &self.call.details.terms.eligibility;
        if !eligibility.may_lead(self.lead_code.as_ref()) {
            return Err(Why::MayNotLead);
        }
        eligibility.check_partners(self.partners.len())?;
        Ok(())
    }

    pub(super) fn check_commitments(&self) -> Result<(), Why> {
        let stands = |partner: OrganisationId| {
            self.commitments.iter().any(|commitment| {
                commitment.partner == partner
                    && matches!(commitment.state, Committed::Given { snapshot, .. } if snapshot == self.snapshot)
            })
        };
        let missing: Vec<String> = self
            .partners
            .iter()
            .filter(|(partner, _)| !stands(*partner))
            .map(|(_, name)| name.clone())
            .collect();
        if missing.is_empty() {
            Ok(())
        } else {
            Err(Why::NotCommitted(missing))
        }
    }

    /// Whether everybody who reviews it has done so.
    pub(super) const fn check_reviews(&self) -> Result<(), Why> {
        match self.awaited_reviews {
            0 => Ok(()),
            awaited => Err(Why::ReviewsAwaited(awaited)),
        }
    }

    /// Whether the one who asks handles it, or nobody does.
    ///
    /// # Errors
    /// Refused to everybody but the officer to whom it is assigned.
    pub fn check_handler(&self) -> Result<(), Why> {
        match self.handler {
            Some(handler) if handler != self.by => Err(Why::HandledByAnother),
            Some(_) | None => Ok(()),
        }
    }

    pub(super) fn check_part(&self, partner: OrganisationId, cells: &[BudgetCell]) -> Result<(), Why> {
        if !self.partners.iter().any(|(known, _)| *known == partner) {
            return Err(Why::UnknownPartner);
        }
        self.check_cells(cells)?;
        let others = self.cells.iter().filter(|cell| cell.partner != partner);
        total(&others.chain(cells).cloned().collect::<Vec<_>>())?;
        Ok(())
    }
}
