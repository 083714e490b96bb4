//! The people in charge: each duty that is vacant or taken over.

use super::{day, page, project};
use crate::message::{Duty, DutyTaken, DutyVacant, Message, ObligationKind, OpenMatter};

pub(super) fn all() -> Vec<(String, Message)> {
    let vacant = |duty, deputy: Option<&str>, to_authority| DutyVacant {
        project: project(),
        municipality: "Kuhmoinen".to_owned(),
        duty,
        since: day(2027, 3, 1),
        deputy: deputy.map(str::to_owned),
        to_authority,
        url: page("projects/7"),
    };
    let taken = |duty, open: &[OpenMatter]| DutyTaken {
        project: project(),
        organisation: "Kuhmoinen".to_owned(),
        duty,
        first_day: day(2027, 3, 15),
        predecessor: Some("Eeva Esimerkki".to_owned()),
        open: open.to_vec(),
        url: page("projects/7"),
    };
    let open = [
        OpenMatter::Obligation(ObligationKind::CostReport, Some(day(2027, 8, 31))),
        OpenMatter::Obligation(ObligationKind::PortfolioReport, Some(day(2027, 6, 15))),
        OpenMatter::CostReports(1),
        OpenMatter::PortfolioReports(1),
        OpenMatter::Claims(1),
        OpenMatter::ChangeRequests(2),
        OpenMatter::Agreements(1),
        OpenMatter::Documents(12),
    ];
    let of_the_officer = [
        OpenMatter::Obligation(ObligationKind::InterimReport, None),
        OpenMatter::Claims(1),
        OpenMatter::ChangeRequests(1),
        OpenMatter::Payouts(3),
    ];
    let first = DutyTaken {
        predecessor: None,
        ..taken(Duty::Owner, &open)
    };
    let all: [(&str, Message); 9] = [
        ("duty-vacant", vacant(Duty::Owner, None, false).into()),
        (
            "duty-vacant-deputy",
            vacant(Duty::Owner, Some("Dan Deputy"), false).into(),
        ),
        ("duty-vacant-manager", vacant(Duty::Manager, None, false).into()),
        ("duty-vacant-authority", vacant(Duty::Owner, None, true).into()),
        ("duty-taken", taken(Duty::Owner, &open).into()),
        ("duty-taken-first", first.into()),
        ("duty-taken-deputy", taken(Duty::Deputy, &[]).into()),
        ("duty-taken-manager", taken(Duty::Manager, &open).into()),
        ("duty-taken-officer", taken(Duty::Officer, &of_the_officer).into()),
    ];
    all.into_iter()
        .map(|(name, message)| (name.to_owned(), message))
        .collect()
}
