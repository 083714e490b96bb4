//! Every state machine, for what is generated from all of them.

use std::{str::FromStr, sync::LazyLock};

use crate::workflow::{Machine, diagram};

/// A machine with its state diagram.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The kind of object, for example `cost_report`.
    pub object: &'static str,
    /// The diagram in Mermaid.
    pub diagram: String,
    is_event: fn(&str) -> bool,
}

fn entry<M: Machine<Event: FromStr>>() -> Entry {
    Entry {
        object: M::OBJECT,
        diagram: diagram::<M>(),
        is_event: is_event::<M>,
    }
}

/// Whether a kind such as `call_published` is one of the machine's events, which read themselves without their prefix.
fn is_event<M: Machine<Event: FromStr>>(kind: &str) -> bool {
    let ends = kind
        .match_indices('_')
        .filter_map(|(place, _)| kind.get(place + 1..));
    let mut events = ends.chain([kind]).filter_map(|end| M::Event::from_str(end).ok());
    events.any(|event| Into::<&'static str>::into(event) == kind)
}

/// What happens beside the machines' own events.
const OTHER_EVENTS: [&str; 9] = [
    "application_assigned",
    "application_created",
    "cost_forecast_set",
    "cost_lines_accepted",
    "decision_drafted",
    "portfolio_report_started",
    "project_contact_ended",
    "project_contact_named",
    "project_started",
];

/// Whether this version of the program knows what an event of this kind is about. What a newer one has written is left
/// to it.
#[must_use]
pub fn knows_event(kind: &str) -> bool {
    static MACHINES: LazyLock<Vec<Entry>> = LazyLock::new(machines);
    OTHER_EVENTS.contains(&kind) || MACHINES.iter().any(|machine| (machine.is_event)(kind))
}

/// The machines, in the order in which a grant meets them.
#[must_use]
pub fn machines() -> Vec<Entry> {
    vec![
        entry::<crate::form::FormMachine>(),
        entry::<crate::call::CallMachine>(),
        entry::<crate::call_correction::CallCorrectionMachine>(),
        entry::<crate::application::ApplicationMachine>(),
        entry::<crate::commitment::CommitmentMachine>(),
        entry::<crate::review::ReviewMachine>(),
        entry::<crate::ranking::RankingMachine>(),
        entry::<crate::decision::DecisionMachine>(),
        entry::<crate::rectification::RectificationMachine>(),
        entry::<crate::project::ProjectMachine>(),
        entry::<crate::agreement::AgreementMachine>(),
        entry::<crate::cost_report::CostReportMachine>(),
        entry::<crate::cost_line_verification::CostLineVerificationMachine>(),
        entry::<crate::claim::ClaimMachine>(),
        entry::<crate::supplement_request::SupplementRequestMachine>(),
        entry::<crate::bank_account::BankAccountMachine>(),
        entry::<crate::payout::PayoutMachine>(),
        entry::<crate::payment_batch::PaymentBatchMachine>(),
        entry::<crate::bank_feedback::BankFeedbackMachine>(),
        entry::<crate::transfer::TransferMachine>(),
        entry::<crate::payment_hold::PaymentHoldMachine>(),
        entry::<crate::other_support::OtherSupportMachine>(),
        entry::<crate::erasure::ErasureMachine>(),
        entry::<crate::correction::CorrectionMachine>(),
        entry::<crate::recovery::RecoveryMachine>(),
        entry::<crate::obligation::ObligationMachine>(),
        entry::<crate::change_request::ChangeRequestMachine>(),
        entry::<crate::change_part::ChangePartMachine>(),
        entry::<crate::budget_version::BudgetVersionMachine>(),
        entry::<crate::portfolio_report::PortfolioReportMachine>(),
        entry::<crate::exit_plan::ExitPlanMachine>(),
        entry::<crate::final_report::FinalReportMachine>(),
        entry::<crate::indicator::IndicatorMachine>(),
        entry::<crate::benefit::BenefitMachine>(),
        entry::<crate::milestone::MilestoneMachine>(),
        entry::<crate::risk::RiskMachine>(),
        entry::<crate::survey::SurveyMachine>(),
        entry::<crate::project_result::ProjectResultMachine>(),
        entry::<crate::steering_meeting::SteeringMeetingMachine>(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_known_by_their_whole_kind() {
        for known in [
            "call_published",
            "cost_report_submitted",
            "payout_confirmed",
            "project_started",
        ] {
            assert!(knows_event(known), "{known}");
        }
        for unknown in [
            "",
            "published",
            "call_",
            "call_of_the_future",
            "payout_published_soon",
            "_published",
        ] {
            assert!(!knows_event(unknown), "{unknown}");
        }
    }
}
