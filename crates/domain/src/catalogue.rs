//! Every state machine, for what is generated from all of them.

use crate::workflow::{Machine, diagram};

/// A machine with its state diagram.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The kind of object, for example `cost_report`.
    pub object: &'static str,
    /// The diagram in Mermaid.
    pub diagram: String,
}

fn entry<M: Machine>() -> Entry {
    Entry {
        object: M::OBJECT,
        diagram: diagram::<M>(),
    }
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
