//! Relay's `node`: any object by its global id.

use async_graphql::{Context, ID, Interface, Object};
use talkoot_app::{
    agreements, applications, bank_feedback, benefits, calendar_feeds, call_corrections, change_parts,
    change_requests, claims, corrections, decisions, erasures, exit_plans, final_reports, forms, identity,
    indicators, milestones, obligations, other_support, payment_holds, payouts, portfolio_reports,
    portfolio_views, programmes, project_results, rankings, recoveries, rectifications, reviews, risks,
    steering_meetings, supplement_requests, surveys, transfers,
};
use talkoot_domain::ids::{
    BankAccountId, CallId, CostReportId, OrganisationId, PaymentBatchId, PersonId, ProjectId,
};

use crate::{
    administration::{self, AccessTokenObject},
    agreement::AgreementObject,
    application::{ApplicationObject, CommitmentObject},
    bank_account::BankAccountObject,
    bank_feedback::BankFeedbackObject,
    benefit::BenefitObject,
    calendar_feed::CalendarFeedObject,
    call::CallObject,
    call_correction::CallCorrectionObject,
    change::{ChangePartObject, ChangeRequestObject},
    claim::ClaimObject,
    context::{actor, app, credential, loaders},
    correction::CorrectionObject,
    cost_report::{self, CostLineObject, CostReportObject, LedgerImportObject},
    decision::DecisionObject,
    erasure::ErasureObject,
    exit_plan::ExitPlanObject,
    final_report::FinalReportObject,
    form::FormObject,
    indicator::IndicatorObject,
    ledger::{self, LedgerProfileObject},
    milestone::MilestoneObject,
    node::{self, Kind},
    obligation::ObligationObject,
    organisation::{OrganisationObject, PersonObject},
    other_support::OtherSupportObject,
    outcome::error,
    payment_batch::PaymentBatchObject,
    payment_hold::PaymentHoldObject,
    payout::PayoutObject,
    portfolio_report::PortfolioReportObject,
    portfolio_view::PortfolioViewObject,
    programme::ProgrammeObject,
    project::ProjectObject,
    project_result::ProjectResultObject,
    ranking::RankingListObject,
    recovery::RecoveryObject,
    rectification::RectificationObject,
    review::ReviewObject,
    risk::RiskObject,
    steering_meeting::SteeringMeetingObject,
    supplement_request::SupplementRequestObject,
    survey::SurveyObject,
    transfer::TransferObject,
};

/// Anything that has an id of its own and can be read again by it.
#[derive(Interface)]
#[graphql(name = "Node", field(name = "id", ty = "ID", desc = "Its id in the graph."))]
pub(crate) enum NodeObject {
    AccessToken(AccessTokenObject),
    Claim(ClaimObject),
    PaymentHold(PaymentHoldObject),
    Agreement(AgreementObject),
    OtherSupport(OtherSupportObject),
    Erasure(ErasureObject),
    CallCorrection(CallCorrectionObject),
    Correction(CorrectionObject),
    RankingList(RankingListObject),
    Recovery(RecoveryObject),
    Review(ReviewObject),
    Payout(PayoutObject),
    PaymentBatch(PaymentBatchObject),
    BankAccount(BankAccountObject),
    BankFeedback(BankFeedbackObject),
    Application(ApplicationObject),
    CalendarFeed(CalendarFeedObject),
    PortfolioView(PortfolioViewObject),
    Programme(ProgrammeObject),
    Commitment(CommitmentObject),
    Decision(DecisionObject),
    Form(FormObject),
    Rectification(RectificationObject),
    ExitPlan(ExitPlanObject),
    FinalReport(FinalReportObject),
    Indicator(IndicatorObject),
    Benefit(BenefitObject),
    Milestone(MilestoneObject),
    Risk(RiskObject),
    Session(administration::SessionObject),
    Obligation(ObligationObject),
    PortfolioReport(PortfolioReportObject),
    Call(CallObject),
    ChangePart(ChangePartObject),
    ChangeRequest(ChangeRequestObject),
    CostLine(CostLineObject),
    CostReport(CostReportObject),
    LedgerImport(LedgerImportObject),
    LedgerProfile(LedgerProfileObject),
    Organisation(OrganisationObject),
    Person(PersonObject),
    Project(ProjectObject),
    SupplementRequest(SupplementRequestObject),
    Survey(SurveyObject),
    SteeringMeeting(SteeringMeetingObject),
    ProjectResult(ProjectResultObject),
    Transfer(TransferObject),
}

#[derive(Debug, Default)]
pub(crate) struct NodeQuery;

#[Object]
impl NodeQuery {
    /// The object with this id, whatever its kind; nothing when it does not exist for you.
    #[expect(clippy::too_many_lines, reason = "one arm per transition or kind")]
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id in the graph.")] id: ID,
    ) -> async_graphql::Result<Option<NodeObject>> {
        let (asking, loaders, app) = (actor(ctx)?, loaders(ctx)?, app(ctx)?);
        let Some((kind, key)) = node::read(&id) else {
            return Ok(None);
        };
        Ok(match kind {
            Kind::AccessToken => administration::token_by_id(ctx, key.into())
                .await?
                .map(NodeObject::AccessToken),
            Kind::Session => administration::session_by_id(ctx, key.into())
                .await?
                .map(NodeObject::Session),
            Kind::Application => {
                let found = applications::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Application(ApplicationObject(found)))
            }
            Kind::CalendarFeed => {
                let found = calendar_feeds::find(app, asking, credential(ctx)?, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::CalendarFeed(CalendarFeedObject(found)))
            }
            Kind::Programme => {
                let found = programmes::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Programme(ProgrammeObject(found)))
            }
            Kind::PortfolioView => {
                let found = portfolio_views::find(app, asking, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::PortfolioView(PortfolioViewObject(found)))
            }
            Kind::Claim => {
                let found = claims::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Claim(ClaimObject(found)))
            }
            Kind::PaymentHold => {
                let found = payment_holds::find(app, actor(ctx)?, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::PaymentHold(PaymentHoldObject(found)))
            }
            Kind::Agreement => {
                let found = agreements::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Agreement(AgreementObject(found)))
            }
            Kind::OtherSupport => {
                let found = other_support::find(app, asking, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::OtherSupport(OtherSupportObject(found)))
            }
            Kind::Erasure => {
                let found = erasures::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Erasure(ErasureObject(found)))
            }
            Kind::CallCorrection => {
                let found = call_corrections::find(app, asking, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::CallCorrection(CallCorrectionObject(found)))
            }
            Kind::Correction => {
                let found = corrections::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Correction(CorrectionObject(found)))
            }
            Kind::Recovery => {
                let found = recoveries::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Recovery(RecoveryObject(found)))
            }
            Kind::RankingList => {
                let found = rankings::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::RankingList(RankingListObject(found)))
            }
            Kind::Review => {
                let found = reviews::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Review(ReviewObject(found)))
            }
            Kind::Payout => {
                let found = payouts::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Payout(PayoutObject(found)))
            }
            Kind::Commitment => {
                let found = applications::find_commitment(app, asking, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::Commitment(CommitmentObject(found)))
            }
            Kind::Decision => {
                let found = decisions::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Decision(DecisionObject(found)))
            }
            Kind::Form => {
                let found = forms::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Form(FormObject(found)))
            }
            Kind::Rectification => {
                let found = rectifications::find(app, asking, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::Rectification(RectificationObject(found)))
            }
            Kind::ExitPlan => {
                let found = exit_plans::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::ExitPlan(ExitPlanObject(found)))
            }
            Kind::FinalReport => {
                let found = final_reports::find(app, asking, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::FinalReport(FinalReportObject(found)))
            }
            Kind::Indicator => {
                let found = indicators::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Indicator(IndicatorObject(found)))
            }
            Kind::Benefit => {
                let found = benefits::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Benefit(BenefitObject(found)))
            }
            Kind::Milestone => {
                let found = milestones::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Milestone(MilestoneObject(found)))
            }
            Kind::Risk => {
                let found = risks::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Risk(RiskObject(found)))
            }
            Kind::ProjectResult => {
                let found = project_results::find(app, asking, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::ProjectResult(ProjectResultObject(found)))
            }
            Kind::SteeringMeeting => {
                let found = steering_meetings::find(app, asking, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::SteeringMeeting(SteeringMeetingObject(found)))
            }
            Kind::Survey => {
                let found = surveys::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Survey(SurveyObject(found)))
            }
            Kind::Obligation => {
                let found = obligations::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Obligation(ObligationObject(found)))
            }
            Kind::PortfolioReport => {
                let found = portfolio_reports::find(app, asking, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::PortfolioReport(PortfolioReportObject(found)))
            }
            Kind::BankAccount => loaders
                .one(BankAccountId::from(key))
                .await?
                .map(|found| NodeObject::BankAccount(BankAccountObject(found))),
            Kind::BankFeedback => {
                let found = bank_feedback::find(app, asking, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::BankFeedback(BankFeedbackObject(found)))
            }
            Kind::PaymentBatch => loaders
                .one(PaymentBatchId::from(key))
                .await?
                .map(|found| NodeObject::PaymentBatch(PaymentBatchObject(found))),
            Kind::ChangePart => {
                let found = change_parts::find(app, actor(ctx)?, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::ChangePart(ChangePartObject(found)))
            }
            Kind::ChangeRequest => {
                let found = change_requests::find(app, actor(ctx)?, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::ChangeRequest(ChangeRequestObject(found)))
            }
            Kind::Call => loaders
                .one(CallId::from(key))
                .await?
                .map(|found| NodeObject::Call(CallObject(found))),
            Kind::CostLine => cost_report::line_by_id(app, asking, key.into())
                .await?
                .map(NodeObject::CostLine),
            Kind::CostReport => loaders
                .one(CostReportId::from(key))
                .await?
                .map(|found| NodeObject::CostReport(CostReportObject(found))),
            Kind::LedgerImport => cost_report::import_by_id(app, asking, key.into())
                .await?
                .map(NodeObject::LedgerImport),
            Kind::LedgerProfile => ledger::profile_by_id(app, asking, key.into())
                .await?
                .map(NodeObject::LedgerProfile),
            Kind::Organisation => loaders
                .one(OrganisationId::from(key))
                .await?
                .map(|found| NodeObject::Organisation(OrganisationObject(found))),
            Kind::Person => identity::find_person(app, asking, PersonId::from(key))
                .await
                .map_err(error)?
                .map(|found| NodeObject::Person(PersonObject(found))),
            Kind::Project => loaders
                .one(ProjectId::from(key))
                .await?
                .map(|found| NodeObject::Project(ProjectObject(found))),
            Kind::SupplementRequest => {
                let found = supplement_requests::find(app, asking, key.into())
                    .await
                    .map_err(error)?;
                found.map(|found| NodeObject::SupplementRequest(SupplementRequestObject(found)))
            }
            Kind::Transfer => {
                let found = transfers::find(app, asking, key.into()).await.map_err(error)?;
                found.map(|found| NodeObject::Transfer(TransferObject(found)))
            }
            // Parts of other objects, and files, which travel over plain HTTP.
            Kind::ReferenceRate | Kind::File | Kind::Period | Kind::SubArea => None,
        })
    }
}
