use async_graphql::MergedObject;

use crate::{
    administration, application, bank_account, bank_feedback, call, change, claim, correction, cost_report,
    decision, ledger, obligation, payment_batch, payment_hold, payout, portfolio, portfolio_report, project,
    recovery, refetch, transfer, viewer, why,
};

/// What can be asked.
#[derive(Debug, MergedObject, Default)]
pub struct Query(
    refetch::NodeQuery,
    viewer::ViewerQuery,
    call::CallQuery,
    application::ApplicationQuery,
    decision::DecisionQuery,
    project::ProjectQuery,
    cost_report::CostReportQuery,
    ledger::LedgerQuery,
    claim::ClaimQuery,
    bank_account::BankAccountQuery,
    change::ChangeQuery,
    payment_batch::PaymentBatchQuery,
    bank_feedback::BankFeedbackQuery,
    transfer::TransferQuery,
    payout::PayoutQuery,
    correction::CorrectionQuery,
    recovery::RecoveryQuery,
    recovery::ReferenceRateQuery,
    why::WhyQuery,
    obligation::ObligationQuery,
    portfolio_report::PortfolioReportQuery,
    portfolio::PortfolioQuery,
    administration::AdministrationQuery,
    administration::TokenQuery,
);

/// What can be done.
#[derive(Debug, MergedObject, Default)]
pub struct Mutation(
    call::CallMutation,
    application::ApplicationMutation,
    application::CommitmentMutation,
    decision::DecisionMutation,
    project::ProjectMutation,
    cost_report::CostReportMutation,
    ledger::LedgerMutation,
    claim::ClaimMutation,
    claim::CostLineMutation,
    bank_account::BankAccountMutation,
    change::ChangeRequestMutation,
    change::ChangePartMutation,
    payment_batch::PaymentBatchMutation,
    bank_feedback::BankFeedbackMutation,
    transfer::TransferMutation,
    payout::PayoutMutation,
    payment_hold::PaymentHoldMutation,
    correction::CorrectionMutation,
    recovery::RecoveryMutation,
    recovery::ReferenceRateMutation,
    obligation::ObligationMutation,
    portfolio_report::PortfolioReportMutation,
    administration::AdministrationMutation,
    administration::TokenMutation,
);
