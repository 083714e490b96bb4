use async_graphql::MergedObject;

use crate::{
    administration, agreement, application, bank_account, bank_feedback, benefit, calendar_feed, call,
    call_correction, change, claim, correction, cost_position, cost_report, decision, erasure, exit_plan,
    final_report, form, indicator, ledger, mail_settings, milestone, obligation, other_support,
    payment_batch, payment_hold, payout, portfolio, portfolio_report, portfolio_view, programme, project,
    project_result, public, ranking, recovery, rectification, refetch, review, risk, steering_meeting,
    supplement_request, survey, transfer, unreachable, viewer, why, work_queue,
};

// Each level of merged objects lies on the stack of whatever it resolves, a few kilobytes for each in a build
// without optimisation: groups keep the levels few.

/// What can be asked.
#[derive(Debug, MergedObject, Default)]
pub struct Query(
    QueriesFirst,
    QueriesSecond,
    QueriesThird,
    QueriesFourth,
    QueriesFifth,
);

#[derive(Debug, MergedObject, Default)]
struct QueriesFirst(
    refetch::NodeQuery,
    viewer::ViewerQuery,
    call::CallQuery,
    application::ApplicationQuery,
    review::ReviewQuery,
    decision::DecisionQuery,
    form::FormQuery,
    project::ProjectQuery,
    public::PublicQuery,
);

#[derive(Debug, MergedObject, Default)]
struct QueriesSecond(
    cost_report::CostReportQuery,
    ledger::LedgerQuery,
    claim::ClaimQuery,
    bank_account::BankAccountQuery,
    change::ChangeQuery,
    payment_batch::PaymentBatchQuery,
    survey::SurveyQuery,
    steering_meeting::SteeringMeetingQuery,
    project_result::ProjectResultQuery,
    project_result::PublicResultQuery,
    survey::SurveyPublicQuery,
);

#[derive(Debug, MergedObject, Default)]
struct QueriesThird(
    bank_feedback::BankFeedbackQuery,
    agreement::AgreementQuery,
    transfer::TransferQuery,
    payout::PayoutQuery,
    correction::CorrectionQuery,
    recovery::RecoveryQuery,
    recovery::ReferenceRateQuery,
    supplement_request::SupplementRequestQuery,
);

#[derive(Debug, MergedObject, Default)]
struct QueriesFourth(
    why::WhyQuery,
    rectification::RectificationQuery,
    ranking::RankingQuery,
    work_queue::WorkQueueQuery,
    obligation::ObligationQuery,
    portfolio_report::PortfolioReportQuery,
    portfolio::PortfolioQuery,
    portfolio::LateObligationQuery,
);

#[derive(Debug, MergedObject, Default)]
struct QueriesFifth(
    portfolio_view::PortfolioViewQuery,
    erasure::RetentionQuery,
    programme::ProgrammeQuery,
    administration::AdministrationQuery,
    administration::TokenQuery,
    administration::SessionQuery,
    calendar_feed::CalendarFeedQuery,
    mail_settings::MailSettingsQuery,
    unreachable::UnreachableQuery,
);

/// What can be done.
#[derive(Debug, MergedObject, Default)]
pub struct Mutation(
    MutationsFirst,
    MutationsSecond,
    MutationsThird,
    MutationsFourth,
    MutationsFifth,
);

#[derive(Debug, MergedObject, Default)]
struct MutationsFirst(
    call::CallMutation,
    call_correction::CallCorrectionMutation,
    application::ApplicationMutation,
    application::CommitmentMutation,
    application::HandlingMutation,
    decision::DecisionMutation,
    form::FormMutation,
    decision::DecisionBatchMutation,
    project::ProjectMutation,
    project::InChargeMutation,
    cost_report::CostReportMutation,
);

#[derive(Debug, MergedObject, Default)]
struct MutationsSecond(
    ledger::LedgerMutation,
    claim::ClaimMutation,
    claim::CostLineMutation,
    bank_account::BankAccountMutation,
    change::ChangeRequestMutation,
    change::ChangePartMutation,
    survey::SurveyMutation,
    steering_meeting::SteeringMeetingMutation,
    project_result::ProjectResultMutation,
    survey::SurveyAnswerMutation,
);

#[derive(Debug, MergedObject, Default)]
struct MutationsThird(
    payment_batch::PaymentBatchMutation,
    bank_feedback::BankFeedbackMutation,
    agreement::AgreementMutation,
    transfer::TransferMutation,
    payout::PayoutMutation,
    other_support::OtherSupportMutation,
    payment_hold::PaymentHoldMutation,
    erasure::ErasureMutation,
    correction::CorrectionMutation,
    supplement_request::SupplementRequestMutation,
);

#[derive(Debug, MergedObject, Default)]
struct MutationsFourth(
    rectification::RectificationMutation,
    review::ReviewMutation,
    ranking::RankingMutation,
    recovery::RecoveryMutation,
    recovery::ReferenceRateMutation,
    obligation::ObligationMutation,
    portfolio_report::PortfolioReportMutation,
    portfolio_view::PortfolioViewMutation,
    programme::ProgrammeMutation,
    cost_position::CostForecastMutation,
);

#[derive(Debug, MergedObject, Default)]
struct MutationsFifth(
    exit_plan::ExitPlanMutation,
    final_report::FinalReportMutation,
    indicator::IndicatorMutation,
    benefit::BenefitMutation,
    milestone::MilestoneMutation,
    risk::RiskMutation,
    administration::AdministrationMutation,
    administration::TokenMutation,
    administration::SessionMutation,
    calendar_feed::CalendarFeedMutation,
    mail_settings::MailSettingsMutation,
);
