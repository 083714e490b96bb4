//! What an entry of the log vouches for: the rows of its object as they are when it is written.

mod projects;

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::rows::{Layout, Owners, Rows, parts, themselves};
use crate::{
    StorageError,
    entity::{
        access_token, account_mapping, agreement, agreement_party, agreement_signature, application,
        application_check, application_handler, application_partner, application_submission,
        application_supplement, application_supplement_form_section, application_supplement_question,
        bank_account, bank_feedback, bank_feedback_item, benefit, benefit_calculation, budget_cell,
        budget_version, call, call_correction, call_criterion, call_form, call_review_rules,
        change_confirmation, change_hand_over, change_part, change_request, change_requester, claim,
        claim_category, claim_cell, claim_partner, claim_report, commitment, correction, correction_effect,
        correction_line, cost_forecast, cost_line, cost_line_allocation, cost_line_evidence,
        cost_line_remark, cost_report, decision, decision_letter, erasure, exit_plan, exit_plan_note,
        final_report, form, form_answer, form_answer_file, hand, indicator, indicator_value, ledger_import,
        ledger_import_preparer, ledger_profile, membership, milestone, milestone_move, organisation,
        other_support, partner_contact, partner_funding, partner_year, passkey, payment_batch,
        payment_batch_line, payment_hold, payout, payout_destination, payout_return, payout_set_off, person,
        person_identity, portfolio_report, programme, programme_call, programme_column, programme_figure,
        programme_line, project_result, project_result_party, project_result_reuse, ranking, ranking_entry,
        recovery, recovery_entry, rectification, reference_rate, review, review_score, risk, risk_entry,
        risk_note, sample, sampled_line, session, steering_decision, steering_meeting, steering_member,
        stored_file, sub_area, supplement_file, supplement_question, supplement_request, survey,
        survey_invitation, survey_option, survey_question, survey_reply, transfer,
    },
};

/// The kinds of object that are sealed, by the name that the log gives them.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Kind {
    Form,
    Call,
    Application,
    Review,
    Ranking,
    Commitment,
    Decision,
    Project,
    CostReport,
    /// The lines of a submitted import, without what is decided about them.
    LedgerImport,
    /// A line about which somebody decided by name.
    CostLine,
    Claim,
    Payout,
    PaymentHold,
    Obligation,
    PortfolioReport,
    BankAccount,
    Transfer,
    BankFeedback,
    PaymentBatch,
    BudgetVersion,
    ChangeRequest,
    ChangePart,
    Correction,
    Rectification,
    Recovery,
    ReferenceRate,
    SupplementRequest,
    OtherSupport,
    CallCorrection,
    Agreement,
    CostForecast,
    ExitPlan,
    FinalReport,
    Indicator,
    Benefit,
    Milestone,
    Risk,
    Programme,
    ProjectResult,
    SteeringMeeting,
    Survey,
    /// A version of which account is which cost category.
    AccountMapping,
    /// A version of how exports are read.
    LedgerProfile,
    /// What is known of a file: whose it is, its name and the SHA-256 of its content.
    File,
    Organisation,
    /// With its roles and its accounts at sign-in services.
    Person,
    AccessToken,
    Session,
    Passkey,
    Erasure,
}

/// The columns of a line that change after its report is submitted: they are vouched for by the
/// decisions about it.
const OF_THE_DECISION: [&str; 7] = [
    "version",
    "verification",
    "accepted_cents",
    "reason_code",
    "reason_text",
    "verified_by",
    "verified_at",
];
/// Derived by the clock from the deadline and the ladder, and written without an entry.
const OF_THE_CLOCK: [&str; 1] = ["next_reminder_on"];
/// What is in the way of an accepted part of a change request: found out again each day, and written without
/// an entry.
const OF_THE_TRIAL: [&str; 2] = ["version", "hindrance"];
/// That somebody who was invited has answered: written with the answer, which has no entry, for its time would tell
/// whose it is.
const OF_THE_ANSWER: [&str; 1] = ["answered"];
/// When something was used last: written without an entry, for a request is no command.
const OF_THE_USE: [&str; 1] = ["last_used_at"];
/// The same with what a device counts when it signs.
const OF_THE_DEVICE: [&str; 2] = ["sign_count", "last_used_at"];
/// That nobody has put a file to use yet: the database's triggers take it back, whatever names the file.
const OF_THE_WAITING: [&str; 1] = ["waits"];
/// So many lines are read at a time.
const PAGE: u64 = 5_000;

/// The seals of these objects as their rows are now, and what they cover; an object without a row has
/// none. With a layout only what it names is looked at.
#[expect(clippy::too_many_lines, reason = "a line per kind")]
pub(super) async fn of(
    db: &impl ConnectionTrait,
    kind: Kind,
    ids: &[Uuid],
    layout: Option<Layout>,
) -> Result<(Layout, BTreeMap<Uuid, Vec<u8>>), StorageError> {
    let own = themselves(ids);
    let mut rows = Rows::new(layout);
    macro_rules! read {
        ($($table:ident by $key:ident $(without $columns:ident)?),+) => {{
            $(rows.read::<$table::Entity>(db, $table::Column::$key, &own, read!(@ $($columns)?)).await?;)+
        }};
        (@) => { &[] };
        (@ $columns:ident) => { &$columns };
    }
    match kind {
        Kind::Form => read!(form by Id),
        Kind::Call => read!(
            call by Id, call_review_rules by CallId, call_criterion by CallId, call_form by CallId
        ),
        Kind::Application => application(&mut rows, db, &own).await?,
        Kind::Review => read!(review by Id, review_score by ReviewId),
        Kind::Ranking => read!(ranking by Id, ranking_entry by RankingId),
        Kind::Commitment => read!(commitment by Id),
        Kind::Decision => read!(decision by Id, decision_letter by DecisionId),
        Kind::Project => projects::project(&mut rows, db, &own).await?,
        Kind::CostReport => read!(cost_report by Id, cost_line_remark by CostReportId),
        Kind::LedgerImport => lines(&mut rows, db, &own).await?,
        Kind::CostLine => read!(cost_line by Id),
        Kind::Claim => read!(
            claim by Id, claim_report by ClaimId, claim_cell by ClaimId, claim_category by ClaimId,
            claim_partner by ClaimId
        ),
        Kind::Payout => read!(
            payout by Id, payout_destination by PayoutId, payout_set_off by PayoutId,
            payout_return by PayoutId
        ),
        Kind::PaymentHold => read!(payment_hold by Id),
        Kind::Obligation => projects::obligation(&mut rows, db, &own).await?,
        Kind::PortfolioReport => read!(portfolio_report by Id, risk_note by PortfolioReportId),
        Kind::BankAccount => read!(bank_account by Id),
        Kind::Transfer => read!(transfer by Id),
        Kind::BankFeedback => read!(bank_feedback by Id, bank_feedback_item by FeedbackId),
        Kind::PaymentBatch => read!(payment_batch by Id, payment_batch_line by BatchId),
        Kind::BudgetVersion => read!(budget_version by Id, budget_cell by BudgetVersionId),
        Kind::ChangeRequest => read!(change_request by Id, change_requester by RequestId),
        Kind::ChangePart => read!(
            change_part by Id without OF_THE_TRIAL, change_confirmation by PartId, change_hand_over by PartId
        ),
        Kind::Correction => read!(
            correction by Id, correction_line by CorrectionId, correction_effect by CorrectionId
        ),
        Kind::Rectification => read!(rectification by Id),
        Kind::Recovery => read!(recovery by Id, recovery_entry by RecoveryId),
        Kind::ReferenceRate => read!(reference_rate by Id),
        Kind::SupplementRequest => read!(
            supplement_request by Id, supplement_question by RequestId, supplement_file by RequestId
        ),
        Kind::OtherSupport => read!(other_support by Id),
        Kind::Agreement => read!(
            agreement by Id, agreement_party by AgreementId, agreement_signature by AgreementId
        ),
        Kind::CallCorrection => read!(call_correction by Id),
        Kind::CostForecast => read!(cost_forecast by Id),
        Kind::ExitPlan => read!(
            exit_plan by Id, exit_plan_note by ExitPlanId, form_answer by ObjectId,
            form_answer_file by ObjectId
        ),
        Kind::FinalReport => read!(
            final_report by Id, form_answer by ObjectId, form_answer_file by ObjectId
        ),
        Kind::Indicator => read!(indicator by Id, indicator_value by IndicatorId),
        Kind::Benefit => read!(benefit by Id, benefit_calculation by BenefitId),
        Kind::Milestone => read!(milestone by Id, milestone_move by MilestoneId),
        Kind::Risk => read!(risk by Id, risk_entry by RiskId),
        Kind::Programme => programme(&mut rows, db, &own).await?,
        Kind::Survey => survey(&mut rows, db, &own).await?,
        Kind::Erasure => read!(erasure by Id),
        Kind::ProjectResult => project_result(&mut rows, db, &own).await?,
        Kind::SteeringMeeting => steering_meeting(&mut rows, db, &own).await?,
        Kind::AccountMapping => read!(account_mapping by Id),
        Kind::LedgerProfile => read!(ledger_profile by Id),
        Kind::File => read!(stored_file by Id without OF_THE_WAITING),
        Kind::Organisation => read!(organisation by Id),
        Kind::Person => read!(person by Id, membership by PersonId, person_identity by PersonId),
        Kind::AccessToken => read!(access_token by Id without OF_THE_USE),
        Kind::Session => read!(session by Id without OF_THE_USE),
        Kind::Passkey => read!(passkey by Id without OF_THE_DEVICE),
    }
    // Who had a hand in it; the keys are unique over all kinds.
    if kind.has_hands() {
        rows.read::<hand::Entity>(db, hand::Column::ObjectId, &own, &[])
            .await?;
    }
    Ok(rows.seal(kind.table()))
}

impl Kind {
    const fn has_hands(self) -> bool {
        matches!(
            self,
            Self::Form
                | Self::Call
                | Self::Application
                | Self::Decision
                | Self::Rectification
                | Self::Obligation
                | Self::CostReport
                | Self::Claim
                | Self::PaymentBatch
                | Self::ProjectResult
        )
    }

    /// The table without a row in which the object does not exist.
    fn table(self) -> &'static str {
        match self {
            Self::File => "stored_file",
            other => other.into(),
        }
    }
}

async fn application(rows: &mut Rows, db: &impl ConnectionTrait, own: &Owners) -> Result<(), StorageError> {
    rows.read::<application::Entity>(db, application::Column::Id, own, &[])
        .await?;
    let key = application_partner::Column::ApplicationId;
    rows.read::<application_partner::Entity>(db, key, own, &[])
        .await?;
    let key = application_handler::Column::ApplicationId;
    rows.read::<application_handler::Entity>(db, key, own, &[])
        .await?;
    let key = application_check::Column::ApplicationId;
    rows.read::<application_check::Entity>(db, key, own, &[]).await?;
    let key = application_supplement::Column::ApplicationId;
    rows.read::<application_supplement::Entity>(db, key, own, &[])
        .await?;
    let key = application_supplement_question::Column::ApplicationId;
    rows.read::<application_supplement_question::Entity>(db, key, own, &[])
        .await?;
    let key = application_supplement_form_section::Column::ApplicationId;
    rows.read::<application_supplement_form_section::Entity>(db, key, own, &[])
        .await?;
    rows.read::<partner_year::Entity>(db, partner_year::Column::ApplicationId, own, &[])
        .await?;
    rows.read::<partner_funding::Entity>(db, partner_funding::Column::ApplicationId, own, &[])
        .await?;
    rows.read::<partner_contact::Entity>(db, partner_contact::Column::ApplicationId, own, &[])
        .await?;
    let key = application_submission::Column::ApplicationId;
    rows.read::<application_submission::Entity>(db, key, own, &[])
        .await?;
    rows.read::<form_answer::Entity>(db, form_answer::Column::ObjectId, own, &[])
        .await?;
    rows.read::<form_answer_file::Entity>(db, form_answer_file::Column::ObjectId, own, &[])
        .await?;
    rows.read::<sub_area::Entity>(db, sub_area::Column::ApplicationId, own, &[])
        .await?;
    let (version, id) = (application::Column::BudgetVersionId, application::Column::Id);
    let versions = parts::<application::Entity>(db, version, id, own).await?;
    let key = budget_cell::Column::BudgetVersionId;
    rows.read::<budget_cell::Entity>(db, key, &versions, &[]).await
}

async fn programme(rows: &mut Rows, db: &impl ConnectionTrait, own: &Owners) -> Result<(), StorageError> {
    rows.read::<programme::Entity>(db, programme::Column::Id, own, &[])
        .await?;
    let key = programme_call::Column::ProgrammeId;
    rows.read::<programme_call::Entity>(db, key, own, &[]).await?;
    let key = programme_line::Column::ProgrammeId;
    rows.read::<programme_line::Entity>(db, key, own, &[]).await?;
    let key = programme_column::Column::ProgrammeId;
    rows.read::<programme_column::Entity>(db, key, own, &[]).await?;
    let key = programme_figure::Column::ProgrammeId;
    rows.read::<programme_figure::Entity>(db, key, own, &[]).await
}

/// A meeting with its members and what it decided.
async fn steering_meeting(
    rows: &mut Rows,
    db: &impl ConnectionTrait,
    own: &Owners,
) -> Result<(), StorageError> {
    rows.read::<steering_meeting::Entity>(db, steering_meeting::Column::Id, own, &[])
        .await?;
    let key = steering_member::Column::MeetingId;
    rows.read::<steering_member::Entity>(db, key, own, &[]).await?;
    let key = steering_decision::Column::MeetingId;
    rows.read::<steering_decision::Entity>(db, key, own, &[]).await
}

/// A result with who took part, and who uses it again.
async fn project_result(
    rows: &mut Rows,
    db: &impl ConnectionTrait,
    own: &Owners,
) -> Result<(), StorageError> {
    rows.read::<project_result::Entity>(db, project_result::Column::Id, own, &[])
        .await?;
    let key = project_result_party::Column::ResultId;
    rows.read::<project_result_party::Entity>(db, key, own, &[])
        .await?;
    let key = project_result_reuse::Column::ResultId;
    rows.read::<project_result_reuse::Entity>(db, key, own, &[]).await
}

/// A survey with who is invited, and what was counted when it closed.
async fn survey(rows: &mut Rows, db: &impl ConnectionTrait, own: &Owners) -> Result<(), StorageError> {
    rows.read::<survey::Entity>(db, survey::Column::Id, own, &OF_THE_CLOCK)
        .await?;
    let key = survey_invitation::Column::SurveyId;
    rows.read::<survey_invitation::Entity>(db, key, own, &OF_THE_ANSWER)
        .await?;
    rows.read::<survey_reply::Entity>(db, survey_reply::Column::SurveyId, own, &[])
        .await?;
    rows.read::<survey_question::Entity>(db, survey_question::Column::SurveyId, own, &[])
        .await?;
    rows.read::<survey_option::Entity>(db, survey_option::Column::SurveyId, own, &[])
        .await
}

/// An import with who prepared it, its sample and its lines, page by page, for there may be many.
async fn lines(rows: &mut Rows, db: &impl ConnectionTrait, own: &Owners) -> Result<(), StorageError> {
    use cost_line::{Column, Entity};
    rows.read::<ledger_import::Entity>(db, ledger_import::Column::Id, own, &[])
        .await?;
    let key = ledger_import_preparer::Column::ImportId;
    rows.read::<ledger_import_preparer::Entity>(db, key, own, &[])
        .await?;
    rows.read::<cost_line_allocation::Entity>(db, cost_line_allocation::Column::ImportId, own, &[])
        .await?;
    rows.read::<cost_line_evidence::Entity>(db, cost_line_evidence::Column::ImportId, own, &[])
        .await?;
    rows.read::<sample::Entity>(db, sample::Column::ImportId, own, &[])
        .await?;
    rows.read::<sampled_line::Entity>(db, sampled_line::Column::ImportId, own, &[])
        .await?;
    let Some(columns) = rows.columns::<Entity>(&OF_THE_DECISION)? else {
        return Ok(());
    };
    let mut after: Option<Uuid> = None;
    loop {
        let page = Entity::find()
            .filter(Column::ImportId.is_in(own.keys().copied()))
            .apply_if(after, |query, id| query.filter(Column::Id.gt(id)))
            .order_by_asc(Column::Id)
            .limit(PAGE)
            .all(db)
            .await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(last.id);
        rows.take::<Entity>(&page, Column::ImportId, own, &columns)?;
    }
}
