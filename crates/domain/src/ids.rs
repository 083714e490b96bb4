//! Identifiers as types, so that a partner's id is never taken for a project's.

use std::fmt;

use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A municipality or a granting authority.
    OrganisationId,
    /// Somebody who signs in.
    PersonId,
    /// A token to sign in with.
    AccessTokenId,
    /// A session of a person in a browser.
    SessionId,
    /// One try to sign in.
    SignInAttemptId,
    /// A key with which a person signs in.
    PasskeyId,
    /// A calendar under a secret link.
    CalendarFeedId,
    /// A programme that an authority runs.
    ProgrammeId,
    /// A kept way to look at the portfolio.
    PortfolioViewId,
    /// A grant call (*haku*).
    CallId,
    /// One version of a form (*lomake*).
    FormId,
    /// An application (*hakemus*) to a call.
    ApplicationId,
    /// One partner's commitment to an application.
    CommitmentId,
    /// A sub-area (*osa-alue*) of an application and later of its project.
    SubAreaId,
    /// A version of a budget.
    BudgetVersionId,
    /// A grant decision (*päätös*).
    DecisionId,
    /// A granted joint project (*yhteishanke*).
    ProjectId,
    /// A cost reporting period of a project.
    PeriodId,
    /// What was handed in for an obligation without a form of its own.
    SubmissionId,
    /// One partner's cost report for one period.
    CostReportId,
    /// One import of a partner's ledger export into a cost report.
    LedgerImportId,
    /// A saved way of reading a municipality's ledger export.
    LedgerProfileId,
    /// A version of a municipality's mapping of accounts to cost categories.
    AccountMappingId,
    /// One cost line selected from a partner's ledger.
    CostLineId,
    /// What the lead said about a line when it gave a report back.
    CostLineRemarkId,
    /// A payment claim (*maksatushakemus*).
    ClaimId,
    /// A payout of a claim (*avustuksen maksu*).
    PayoutId,
    /// A version of an organisation's bank account with an authority.
    BankAccountId,
    /// A batch of payouts that goes to the bank as one file (*maksuaineisto*).
    PaymentBatchId,
    /// A message of the bank about payments, as it was imported.
    BankFeedbackId,
    /// An agreement between the municipalities of a project.
    AgreementId,
    /// A transfer of a partner's share from the lead.
    TransferId,
    /// A hold on the payments to a project (*maksatuskielto*).
    PaymentHoldId,
    /// Public support from others for the costs of a project (*muu julkinen tuki*).
    OtherSupportId,
    /// A correction of a published call.
    CallCorrectionId,
    /// A correction of costs that had been approved (*oikaisu*).
    CorrectionId,
    /// A claim for correction of a decision (*oikaisuvaatimus*).
    RectificationId,
    /// A recovery (*takaisinperintä*).
    RecoveryId,
    /// A receipt of a repayment on the authority's account.
    ReceiptId,
    /// A dated entry of a reference rate.
    ReferenceRateId,
    /// Something that must be delivered by a date.
    ObligationId,
    /// A portfolio report (*hankesalkkuraportti*).
    PortfolioReportId,
    /// A reminder of an obligation: one step of the ladder for one due date.
    ReminderId,
    /// A person's forecast of the costs of one municipality in one sub-area.
    CostForecastId,
    /// The exit plan (*lopetussuunnitelma*) of a project.
    ExitPlanId,
    /// The final report (*loppuraportti*) of a project, or its interim report.
    FinalReportId,
    /// An indicator (*mittari*) of the effects of a project.
    IndicatorId,
    /// A benefit (*hyöty*) of a project.
    BenefitId,
    /// The removal of what a project leaves behind about people (*hävittäminen*).
    ErasureId,
    /// A milestone (*välitavoite*) of a project.
    MilestoneId,
    /// A risk (*riski*) in the register of a project.
    RiskId,
    /// A note about a risk in a portfolio report.
    RiskNoteId,
    /// A request to supplement a claim (*täydennyspyyntö*).
    SupplementRequestId,
    /// A result of a project in the results bank (*tulospankki*).
    ProjectResultId,
    /// A meeting of the steering group (*ohjausryhmän kokous*) of a project.
    SteeringMeetingId,
    /// A survey (*kysely*).
    SurveyId,
    /// An invitation to a survey.
    SurveyInvitationId,
    /// A mail about a survey.
    SurveyMailId,
    /// A reviewer's part in an application: assigned, scored, submitted.
    ReviewId,
    /// A version of a call's ranking list.
    RankingId,
    /// A check of an application that an officer made by hand.
    ApplicationCheckId,
    /// A mail to one person.
    MailId,
    /// A change request (*muutoshakemus*) of a project.
    ChangeRequestId,
    /// A part of a change request, decided on its own.
    ChangePartId,
    /// A stored file.
    FileId,
}
