//! Obligations that hang on something else.

use super::{day, portfolio};
use crate::{
    ladder::Ladder,
    obligation::{CommandName, Obligation},
    schedule::ObligationKind,
};

/// After the last day of a hearing the municipality is told once, then only the officer who is to end it; of
/// everything else a step says to its whole audience.
#[test]
fn after_a_hearing_only_the_officer_is_chased() {
    use crate::ladder::Audience::{self, LeadMunicipality, MunicipalityOwner, Officer, Responsible};
    let ladder = Ladder::default();
    let due = day("2026-06-15");
    for (kind, days, expected) in [
        (ObligationKind::RecoveryHearing, -14, &[Responsible][..]),
        (ObligationKind::RecoveryHearing, 0, &[Responsible]),
        (ObligationKind::RecoveryHearing, 1, &[Responsible]),
        (ObligationKind::RecoveryHearing, 7, &[]),
        (ObligationKind::RecoveryHearing, 14, &[Officer]),
        (ObligationKind::RecoveryHearing, 21, &[Officer]),
        (ObligationKind::RecoveryPayment, 1, &[]),
        (
            ObligationKind::RecoveryPayment,
            7,
            &[Responsible, MunicipalityOwner, LeadMunicipality],
        ),
        (
            ObligationKind::SupplementRequest,
            14,
            &[Responsible, MunicipalityOwner, LeadMunicipality, Officer],
        ),
    ] {
        let owed = Obligation {
            kind,
            ..portfolio("2026-02-02")
        };
        let at = due + chrono::TimeDelta::days(days);
        let step = ladder.latest_due(due, day("2026-01-01"), at).unwrap();
        assert_eq!(i64::from(step.days()), days);
        let told: Vec<Audience> = owed.told(&step, &ladder).into_iter().collect();
        assert_eq!(told, expected, "{kind} {days}");
    }
}

/// What hangs on something is extended and waived through that, except the day of a supplement request.
#[test]
fn what_hangs_on_something_goes_with_it() {
    use ObligationKind as K;
    for (kind, extend, waive) in [
        (K::PortfolioReport, true, true),
        (K::CostReport, true, true),
        (K::FollowUp, true, true),
        (K::SupplementRequest, true, false),
        (K::RecoveryHearing, false, false),
        (K::RecoveryPayment, false, false),
    ] {
        let owed = Obligation {
            kind,
            ..portfolio("2026-02-02")
        };
        assert_eq!(
            owed.check_by_itself(CommandName::Extend).is_ok(),
            extend,
            "{kind}"
        );
        assert_eq!(owed.check_by_itself(CommandName::Waive).is_ok(), waive, "{kind}");
        assert_eq!(kind.has_subject(), !waive, "{kind}");
    }
}
