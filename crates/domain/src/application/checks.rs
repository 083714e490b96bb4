//! The checks that the system makes of a submitted application for the officer, each with its explanation.

use super::{Application, Facts, Why, requested_grant};
use crate::{
    calendar::helsinki_time,
    organisation::{Organisation, OrganisationKind},
};

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum CheckCode {
    /// It was given while the call took applications.
    InTime,
    /// A municipality leads it, one that the call lets lead.
    LeadEligible,
    /// Municipalities apply together, as many as the call wants.
    JointApplication,
    /// The budget stands in the call's categories and asks for something within the largest award.
    BudgetLimits,
    /// The call's money covers what it asks for.
    Appropriation,
    /// Every municipality has a part of the budget.
    BudgetOfEach,
    /// Every municipality has committed to what it says now.
    Commitments,
    /// Title, summary and sub-areas are there, and each sub-area has a budget.
    RequiredParts,
}

/// One check with its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AutomaticCheck {
    /// What is checked.
    pub code: CheckCode,
    /// Whether it is in order.
    pub passed: bool,
    /// What was found, in words for the officer.
    pub explanation: String,
}

/// Every automatic check, in the order in which an officer goes through them.
#[must_use]
pub fn automatic_checks(
    application: &Application,
    municipalities: &[Organisation],
    facts: &Facts,
) -> Vec<AutomaticCheck> {
    let check = |code, (passed, explanation)| AutomaticCheck {
        code,
        passed,
        explanation,
    };
    vec![
        check(CheckCode::InTime, in_time(application, facts)),
        check(CheckCode::LeadEligible, lead(application, municipalities, facts)),
        check(CheckCode::JointApplication, joint(municipalities, facts)),
        check(CheckCode::BudgetLimits, budget(facts)),
        check(CheckCode::Appropriation, appropriation(facts)),
        check(CheckCode::BudgetOfEach, budget_of_each(facts)),
        check(CheckCode::Commitments, commitments(facts)),
        check(CheckCode::RequiredParts, required_parts(application, facts)),
    ]
}

fn in_time(application: &Application, facts: &Facts) -> (bool, String) {
    let closing = facts.call.details.closing_time();
    let closes = helsinki_time(closing).format("%Y-%m-%d %H:%M");
    let Some(submitted) = application.state.submitted() else {
        return (false, "it has not been submitted".to_owned());
    };
    let given = helsinki_time(submitted.at).format("%Y-%m-%d %H:%M");
    if submitted.at < closing {
        return (
            true,
            format!("submitted on {given}, before the call closed on {closes}"),
        );
    }
    // Only a supplement is taken later: the machine takes nothing for the first time after the closing time.
    let what = "as the supplement that was requested; the first time it was submitted before";
    (
        true,
        format!("submitted last on {given}, {what} the call closed on {closes}"),
    )
}

fn lead(application: &Application, municipalities: &[Organisation], facts: &Facts) -> (bool, String) {
    match municipalities.iter().find(|one| one.id == application.lead) {
        Some(lead) if lead.kind != OrganisationKind::Municipality => {
            (false, format!("{} is no municipality", lead.name_fi))
        }
        Some(lead) => {
            let eligibility = &facts.call.details.terms.eligibility;
            if eligibility.may_lead(facts.lead_code.as_ref()) {
                return (true, format!("{} is a municipality and takes part", lead.name_fi));
            }
            (false, Why::MayNotLead.to_string())
        }
        None => (false, "the lead is not among the partners".to_owned()),
    }
}

fn joint(municipalities: &[Organisation], facts: &Facts) -> (bool, String) {
    let others = municipalities
        .iter()
        .filter(|one| one.kind != OrganisationKind::Municipality);
    let others: Vec<&str> = others.map(|one| one.name_fi.as_str()).collect();
    if !others.is_empty() {
        return (false, format!("no municipality: {}", others.join(", ")));
    }
    let eligibility = &facts.call.details.terms.eligibility;
    match eligibility.check_partners(municipalities.len()) {
        Err(why) => (false, Why::from(why).to_string()),
        Ok(()) if municipalities.len() == 1 => {
            (true, "one municipality applies, as the call allows".to_owned())
        }
        Ok(()) => (
            true,
            format!("{} municipalities apply together", municipalities.len()),
        ),
    }
}

fn budget(facts: &Facts) -> (bool, String) {
    match (
        facts.check_budget(),
        requested_grant(&facts.call.details.terms, &facts.cells),
    ) {
        (Ok(()), Ok(requested)) => {
            let largest = facts.call.details.terms.largest_award;
            (
                true,
                format!("asks for {requested}, at most {largest} is possible"),
            )
        }
        (Err(why), _) => (false, why.to_string()),
        (Ok(()), Err(overflow)) => (false, overflow.to_string()),
    }
}

fn appropriation(facts: &Facts) -> (bool, String) {
    let whole = facts.call.details.terms.appropriation;
    match requested_grant(&facts.call.details.terms, &facts.cells) {
        Ok(requested) => (
            requested <= whole,
            format!("asks for {requested} of the {whole} that the call has in all"),
        ),
        Err(overflow) => (false, overflow.to_string()),
    }
}

fn budget_of_each(facts: &Facts) -> (bool, String) {
    let without = facts.partners.iter().filter(|(partner, _)| {
        let mut cells = facts.cells.iter();
        !cells.any(|cell| cell.partner == *partner && !cell.amount.is_zero())
    });
    let without: Vec<&str> = without.map(|(_, name)| name.as_str()).collect();
    if without.is_empty() {
        return (true, "every municipality has a part of the budget".to_owned());
    }
    (false, format!("without a budget: {}", without.join(", ")))
}

fn commitments(facts: &Facts) -> (bool, String) {
    match facts.check_commitments() {
        Ok(()) => (
            true,
            format!(
                "all {} municipalities have committed to what it says now",
                facts.partners.len()
            ),
        ),
        Err(why) => (false, why.to_string()),
    }
}

fn required_parts(application: &Application, facts: &Facts) -> (bool, String) {
    let mut missing = Vec::new();
    for (part, text) in [("title", &application.title), ("summary", &application.summary)] {
        if text.trim().is_empty() {
            missing.push(part.to_owned());
        }
    }
    if facts.sub_areas.is_empty() {
        missing.push("sub-areas".to_owned());
    }
    for area in &facts.sub_areas {
        let mut cells = facts.cells.iter();
        if !cells.any(|cell| cell.sub_area == area.id && !cell.amount.is_zero()) {
            missing.push(format!("a budget for \"{}\"", area.name));
        }
    }
    if missing.is_empty() {
        let areas = facts.sub_areas.len();
        return (
            true,
            format!("title, summary and {areas} sub-areas with their budgets are there"),
        );
    }
    (false, format!("missing: {}", missing.join(", ")))
}
