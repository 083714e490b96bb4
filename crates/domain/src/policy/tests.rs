use strum::IntoEnumIterator;

use super::*;
use OrganisationKind::{Authority, Municipality};
use Role::{
    Administrator, Auditor, LeadCoordinator, Officer, PartnerApprover, PartnerPreparer, Reviewer,
    SecondApprover,
};

/// Which roles exist where, and which of them an administrator of the same organisation cannot hold.
#[test]
fn roles_fit_organisations_and_exclude_each_other() {
    let table = [
        (PartnerPreparer, vec![Municipality], true),
        (PartnerApprover, vec![Municipality], true),
        (LeadCoordinator, vec![Municipality], true),
        (Officer, vec![Authority], true),
        (SecondApprover, vec![Authority], true),
        (Reviewer, vec![Authority], true),
        (Auditor, vec![Municipality, Authority], false),
        (Administrator, vec![Municipality, Authority], false),
    ];
    assert_eq!(table.len(), Role::iter().count(), "a line per role");
    for (role, kinds, excluded) in table {
        let fits: Vec<_> = OrganisationKind::iter().filter(|&kind| role.fits(kind)).collect();
        assert_eq!(fits, kinds, "{role:?}");
        assert_eq!(role.excludes(Administrator), excluded, "{role:?}");
        assert_eq!(Administrator.excludes(role), excluded, "{role:?}");
        for other in Role::iter().filter(|&other| other != Administrator && role != Administrator) {
            assert!(!role.excludes(other), "{role:?} and {other:?}");
        }
    }
}

/// What an administrator may do is never what decides about money, and the other way round.
#[test]
fn administrators_decide_about_no_money() {
    // How one is written to is everybody's own, and decides about nothing else.
    for action in Action::iter().filter(|&action| action != Action::ChooseMails) {
        let may = action.rule().may;
        let administers = may.iter().any(|&(role, _)| role == Administrator);
        let decides = may.iter().any(|&(role, _)| role.handles_money());
        assert!(!(administers && decides), "{action:?}");
        assert!(administers || decides, "{action:?} is for nobody");
    }
}
