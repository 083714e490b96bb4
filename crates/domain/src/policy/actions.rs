//! The table of permissions: a line per mutation. People and their sign-ins are in `people.rs`.

use super::{
    Role::{
        Administrator, Auditor, LeadCoordinator, Officer, PartnerApprover, PartnerPreparer, Reviewer,
        SecondApprover,
    },
    Rule,
    Standing::{Authority, Keeper, Lead, Own, Partner},
    people::with_people,
    table::actions,
};

with_people! { actions! {
    /// Imports a definition of a form as a draft.
    ImportForm: [(Officer, Authority)];
    /// Changes a draft of a form.
    UpdateForm: [(Officer, Authority)];
    /// Publishes a version of a form.
    PublishForm: [(SecondApprover, Authority)], two persons: "nobody who drafted or changed it";
    /// Takes a version of a form out of use.
    RetireForm: [(Officer, Authority)];

    /// Starts a call.
    CreateCall: [(Officer, Authority)];
    /// Changes a call that is not published.
    UpdateCall: [(Officer, Authority)];
    /// Sets the criteria by which the applications to a call are reviewed.
    SetReviewCriteria: [(Officer, Authority)];
    /// Names the form that the applications to a call answer.
    ChooseCallForm: [(Officer, Authority)];
    /// Publishes a call.
    PublishCall: [(SecondApprover, Authority)], two persons: "nobody who drafted or changed the call";
    /// Starts a draft with the terms of an earlier call.
    CopyCall: [(Officer, Authority)];
    /// Proposes a correction of a published call.
    ProposeCallCorrection: [(Officer, Authority)];
    /// Publishes a correction of a call.
    PublishCallCorrection: [(SecondApprover, Authority)], two persons: "not the one who proposed the correction";
    /// Takes a proposed correction of a call back.
    WithdrawCallCorrection: [(Officer, Authority), (SecondApprover, Authority)];
    /// Declares that every application of a closed call is decided.
    ResolveCall: [(SecondApprover, Authority)];
    /// Puts a resolved call away.
    ArchiveCall: [(Officer, Authority)];

    /// Starts an application and names its partners.
    CreateApplication: [(LeadCoordinator, Lead)];
    /// Changes the application's content.
    UpdateApplication: [(LeadCoordinator, Lead), (PartnerPreparer, Lead)];
    /// Sets the part of the budget that belongs to one partner.
    SetBudget: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Answers fields of the call's form: the lead what is asked of it, each partner what is asked of every partner.
    AnswerFields: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Sets a partner's plan beside its budget: years, funding, contact persons.
    SetPlan: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Asks every partner to commit.
    RequestCommitments: [(LeadCoordinator, Lead)];
    /// Takes an application back from the partners, to change it; commitments fall.
    ReopenApplication: [(LeadCoordinator, Lead)];
    /// Commits the municipality to its part.
    GiveCommitment: [(PartnerApprover, Partner)], two persons: "not the one who prepared the partner's budget";
    /// Says no to the part asked of the municipality.
    DeclineCommitment: [(PartnerApprover, Partner)];
    /// Submits the application to the authority.
    SubmitApplication: [(LeadCoordinator, Lead)];
    /// Asks the applicant to supplement.
    RequestApplicationSupplement: [(Officer, Authority)];
    /// Gives an application to an officer, or from one to another.
    AssignApplication: [(Officer, Authority)];
    /// Records what was checked of an application by hand.
    RecordApplicationCheck: [(Officer, Authority)];
    /// Records that the application has been evaluated.
    EvaluateApplication: [(Officer, Authority)];
    /// Withdraws the application.
    WithdrawApplication: [(LeadCoordinator, Lead)];

    /// Assigns a reviewer to an application.
    AssignReviewer: [(Officer, Authority)];
    /// Takes the assignment of a reviewer back.
    WithdrawReviewer: [(Officer, Authority)];
    /// Declares a conflict of interest about an application.
    DeclareConflict: [(Reviewer, Authority), (Officer, Authority)];
    /// Saves the scores of a review.
    SaveReviewScores: [(Reviewer, Authority), (Officer, Authority)];
    /// Submits a review; it is not changed any more.
    SubmitReview: [(Reviewer, Authority), (Officer, Authority)];
    /// Keeps the ranking list of a call as it stands.
    FixRanking: [(Officer, Authority)];
    /// Confirms a new ranking list where a decision was made by the one before.
    ConfirmRanking: [(SecondApprover, Authority)], two persons: "not the one who proposed the list";
    /// Takes a proposed ranking list back.
    WithdrawRanking: [(Officer, Authority), (SecondApprover, Authority)];

    /// Drafts a decision.
    DraftDecision: [(Officer, Authority)];
    /// Changes a drafted decision.
    UpdateDecision: [(Officer, Authority)];
    /// Makes the decision.
    ApproveDecision: [(SecondApprover, Authority)], two persons: "nobody who drafted or changed the decision";
    /// Drafts decisions about several applications of a call.
    DraftDecisions: [(Officer, Authority)];
    /// Makes several decisions about applications of a call.
    ApproveDecisions: [(SecondApprover, Authority)], two persons: "nobody who drafted or changed the decision, for each of them";
    /// Accepts the grant with its terms.
    AcceptDecision: [(LeadCoordinator, Lead)];
    /// Refuses the grant.
    RefuseDecision: [(LeadCoordinator, Lead)];

    /// Claims a correction of a decision.
    FileRectification: [(LeadCoordinator, Lead)];
    /// Takes a claim for correction back.
    WithdrawRectification: [(LeadCoordinator, Lead)];
    /// Drafts the answer to a claim for correction.
    DraftRectification: [(Officer, Authority)];
    /// Makes the answer to a claim for correction.
    DecideRectification: [(SecondApprover, Authority)], two persons: "nobody who drafted the answer";

    /// Opens the cost reports of a period for every partner.
    OpenCostReports: [(LeadCoordinator, Lead), (Officer, Authority)];
    /// Saves how a municipality's ledger export is read.
    SaveLedgerProfile: [(PartnerPreparer, Partner)];
    /// Takes over how another municipality's export of the same system is read.
    CopyLedgerProfile: [(PartnerPreparer, Partner)];
    /// Saves which account is which cost category.
    SaveAccountMapping: [(PartnerPreparer, Partner)];
    /// Imports a ledger export into a cost report.
    ImportLedger: [(PartnerPreparer, Partner)];
    /// Sets category or sub-area of single cost lines.
    ClassifyCostLines: [(PartnerPreparer, Partner)];
    /// Shares a cost line with other work of the municipality, or splits it over sub-areas.
    AllocateCostLine: [(PartnerPreparer, Partner)];
    /// Claims a shared or split cost line in whole again.
    ResetCostLineAllocation: [(PartnerPreparer, Partner)];
    /// Attaches an evidence file to a cost line.
    AttachEvidence: [(PartnerPreparer, Partner)];
    /// Takes an evidence file off a cost line.
    DetachEvidence: [(PartnerPreparer, Partner)];
    /// Submits the cost report to the lead.
    SubmitCostReport: [(PartnerApprover, Partner)], two persons: "not the one who prepared the cost report";
    /// Returns a cost report to the partner with reasons.
    ReturnCostReport: [(LeadCoordinator, Lead)];
    /// Takes the latest cost report of a partner out of a claim that is back with the lead, with reasons.
    ReopenCostReport: [(LeadCoordinator, Lead)];
    /// Accepts a cost report into the project's claim.
    AcceptCostReport: [(LeadCoordinator, Lead)], two persons: "nobody who prepared or submitted any version of it";

    /// Consolidates the accepted cost reports of a period into a claim.
    DraftClaim: [(LeadCoordinator, Lead)];
    /// Computes a drafted claim anew.
    RecomputeClaim: [(LeadCoordinator, Lead)];
    /// Submits the claim to the authority.
    SubmitClaim: [(LeadCoordinator, Lead)];
    /// Asks the lead to supplement the claim.
    RequestClaimSupplement: [(Officer, Authority)];
    /// Asks the lead about a claim that is being checked, with questions and a deadline.
    OpenSupplementRequest: [(Officer, Authority)];
    /// Answers a supplement request.
    AnswerSupplementRequest: [(LeadCoordinator, Lead)];
    /// Accepts the answer to a supplement request.
    AcceptSupplementAnswer: [(Officer, Authority)], two persons: "not the one who answered";
    /// Takes a supplement request back.
    WithdrawSupplementRequest: [(Officer, Authority), (SecondApprover, Authority)], two persons: "nobody who extended it";
    /// Accepts cost lines in full.
    AcceptCostLines: [(Officer, Authority)], two persons: "nobody who prepared the claim or costs in it";
    /// Accepts a cost line in part.
    PartlyAcceptCostLine: [(Officer, Authority)], two persons: "nobody who prepared the claim or costs in it";
    /// Disallows a cost line.
    DisallowCostLine: [(Officer, Authority)], two persons: "nobody who prepared the claim or costs in it";
    /// Takes a cost line back to undecided.
    ReopenCostLine: [(Officer, Authority)], two persons: "nobody who prepared the claim or costs in it";
    /// Confirms that the content of the claim has been checked.
    CheckClaimContent: [(Officer, Authority)], two persons: "nobody who prepared the claim or costs in it";
    /// Approves the claim for payment.
    ApproveClaim: [(SecondApprover, Authority)],
        two persons: "nobody who prepared the claim or costs in it, verified lines of it or checked its content";
    /// Rejects the claim.
    RejectClaim: [(SecondApprover, Authority)],
        two persons: "nobody who prepared the claim or costs in it, verified lines of it or checked its content";

    /// Proposes the bank account of a municipality, or the authority's own.
    ProposeBankAccount: [(PartnerPreparer, Partner), (LeadCoordinator, Partner), (Officer, Partner)];
    /// Confirms a proposed bank account for its owner.
    ConfirmBankAccount: [(PartnerApprover, Partner), (SecondApprover, Partner)], two persons: "not the one who proposed the account";
    /// Takes a proposed bank account back.
    WithdrawBankAccount: [(PartnerPreparer, Partner), (PartnerApprover, Partner), (LeadCoordinator, Partner), (Officer, Partner)];
    /// Reviews a confirmed bank account.
    ReviewBankAccount: [(Officer, Authority)], two persons: "not the one who confirmed the account";
    /// Approves a reviewed bank account.
    ApproveBankAccount: [(SecondApprover, Authority)], two persons: "neither the officer who reviewed the account nor the one who proposed it";
    /// Refuses a bank account.
    RejectBankAccount: [(Officer, Authority), (SecondApprover, Authority)];

    /// Creates the payout of an approved claim.
    CreatePayout: [(Officer, Authority)];
    /// Creates the payout of an instalment of the advance.
    CreateAdvancePayout: [(Officer, Authority)];
    /// Creates the payout of what remains at the end of a grant.
    CreateFinalPayout: [(Officer, Authority)];
    /// Approves a payout.
    ApprovePayout: [(SecondApprover, Authority)],
        two persons: "nobody who created the payout, pointed it to another account, proposed what is set off against it, or prepared, verified or checked its claim; who approved the claim may";
    /// Points a payout to the bank account in force.
    RedirectPayout: [(Officer, Authority)];
    /// Proposes that a recovery is set off against a payout.
    ProposeSetOff: [(Officer, Authority)];
    /// Gives up what was to be set off against a payout.
    WithdrawSetOff: [(Officer, Authority), (SecondApprover, Authority)];
    /// Records that the payout was sent to the bank.
    SendPayout: [(Officer, Authority)];
    /// Records that the money arrived.
    ConfirmPayout: [(Officer, Authority)];
    /// Records that the payment failed.
    FailPayout: [(Officer, Authority)];

    /// Records that money of a confirmed payout came back.
    RecordPayoutReturn: [(Officer, Authority)];
    /// Approves that what came back is paid again, or less is paid.
    ApprovePayoutReturn: [(SecondApprover, Authority)], two persons: "not the one who recorded what came back";
    /// Takes back that money came back.
    WithdrawPayoutReturn: [(Officer, Authority), (SecondApprover, Authority)];

    /// Puts approved payouts together for the bank.
    CreatePaymentBatch: [(Officer, Authority)];
    /// Approves a payment batch.
    ApprovePaymentBatch: [(SecondApprover, Authority)],
        two persons: "nobody who made the batch, created a payout in it or pointed one to its account; who approved the payouts may";
    /// Dissolves a payment batch before its file is made.
    CancelPaymentBatch: [(Officer, Authority), (SecondApprover, Authority)];
    /// Has the payment file of a batch made, once.
    SendPaymentBatch: [(Officer, Authority)];
    /// Imports a message of the bank about payments.
    ImportBankFeedback: [(Officer, Authority)];
    /// Records what was done about what did not agree in a message of the bank.
    SettleBankFeedback: [(Officer, Authority)];

    /// Drafts the agreement of the municipalities of a project.
    DraftAgreement: [(LeadCoordinator, Lead)];
    /// Writes a drafted agreement anew.
    RedraftAgreement: [(LeadCoordinator, Lead)];
    /// Asks every municipality to sign an agreement.
    OfferAgreement: [(LeadCoordinator, Lead)];
    /// Signs an agreement for a municipality.
    SignAgreement: [(PartnerApprover, Partner)], two persons: "not the one who wrote the agreement, nor one who signed it for another municipality";
    /// Gives an agreement up that is not in force.
    WithdrawAgreement: [(LeadCoordinator, Lead)];
    /// Ends an agreement that is in force.
    TerminateAgreement: [(LeadCoordinator, Lead)];

    /// Records that a partner's share was passed on to it.
    RecordTransfer: [(LeadCoordinator, Lead)];
    /// Confirms for the partner that its share came.
    ConfirmTransfer: [(PartnerApprover, Partner)], two persons: "not the one who recorded it for the lead";
    /// Says for the partner that its share did not come, or not as recorded.
    DisputeTransfer: [(PartnerApprover, Partner)], two persons: "not the one who recorded it for the lead";

    /// Holds the payments to a project.
    SetPaymentHold: [(Officer, Authority), (SecondApprover, Authority)];
    /// Lets payments to a project go on.
    LiftPaymentHold: [(Officer, Authority), (SecondApprover, Authority)], two persons: "not the one who set the hold";
    /// Declares public support that others give for the costs of a project.
    DeclareOtherSupport: [(LeadCoordinator, Lead), (Officer, Authority)];
    /// Lets declared support count.
    ConfirmOtherSupport: [(Officer, Authority), (SecondApprover, Authority)], two persons: "not the one who declared the support";
    /// Takes declared support back before it counts.
    WithdrawOtherSupport: [(LeadCoordinator, Lead), (Officer, Authority)];
    /// Lets confirmed support count no more.
    RevokeOtherSupport: [(Officer, Authority), (SecondApprover, Authority)], two persons: "neither the one who declared the support nor the one who confirmed it";
    /// Says for how long what a project leaves behind is kept, and whether anything may be removed at all.
    SetRetention: [(Officer, Authority), (SecondApprover, Authority)];
    /// Proposes to remove what a project leaves behind about people.
    ProposeErasure: [(Officer, Authority)];
    /// Removes it, for good.
    ConfirmErasure: [(Officer, Authority), (SecondApprover, Authority)], two persons: "not the one who proposed the erasure";
    /// Takes the proposal back.
    WithdrawErasure: [(Officer, Authority), (SecondApprover, Authority)];
    /// Begins a request to change a running grant.
    CreateChangeRequest: [(LeadCoordinator, Lead)];
    /// Changes a request that is not submitted.
    UpdateChangeRequest: [(LeadCoordinator, Lead)];
    /// Submits the request to the authority.
    SubmitChangeRequest: [(LeadCoordinator, Lead)];
    /// Takes the request back before a part is decided.
    WithdrawChangeRequest: [(LeadCoordinator, Lead)];
    /// Proposes what shall become of a part of a request.
    ProposeChangePart: [(Officer, Authority)], two persons: "not somebody who asked for the change";
    /// Accepts a change of direction of an experiment as one person, where the call lets one do.
    AcceptChangeOfDirection: [(Officer, Authority)], two persons: "not somebody who asked for the change";
    /// Sends a proposal back to the officer.
    ReturnChangePart: [(SecondApprover, Authority)], two persons: "not the officer who proposed it, nor somebody who asked";
    /// Decides a part as it was proposed.
    DecideChangePart: [(SecondApprover, Authority)], two persons: "not the officer who proposed it, nor somebody who asked";
    /// Proposes that an accepted part that cannot come into force is cancelled.
    ProposeChangePartCancellation: [(Officer, Authority)], two persons: "not somebody who asked for the change";
    /// Cancels an accepted part that cannot come into force.
    CancelChangePart: [(SecondApprover, Authority)], two persons: "not the officer who proposed to cancel it, nor somebody who asked";
    /// Confirms an accepted part: a joining municipality; both leads and the authority for a change of the lead.
    ConfirmChangePart: [(LeadCoordinator, Lead), (LeadCoordinator, Partner), (PartnerApprover, Partner), (Officer, Authority),
        (SecondApprover, Authority)], two persons: "another person for each side";
    /// Ticks an item of what is handed over to oneself with a duty in a project.
    TakeOverItem: [(LeadCoordinator, Partner), (PartnerPreparer, Partner), (PartnerApprover, Partner)];
    /// Records a finding on costs that were approved.
    ProposeCorrection: [(PartnerPreparer, Partner), (LeadCoordinator, Lead), (Officer, Authority), (Auditor, Authority)];
    /// Approves a correction as the first person.
    EndorseCorrection: [(Officer, Authority)], two persons: "not the one who proposed it";
    /// Approves a correction as the second person; the lines change then.
    ApproveCorrection: [(SecondApprover, Authority)], two persons: "neither the one who proposed it nor the officer who approved it";
    /// Rejects a correction.
    RejectCorrection: [(Officer, Authority), (SecondApprover, Authority)];

    /// Opens a recovery: the lead municipality is heard.
    OpenRecovery: [(Officer, Authority)];
    /// Answers the hearing of a recovery.
    AnswerRecovery: [(LeadCoordinator, Partner)];
    /// Ends a hearing whose time has passed.
    CloseRecoveryHearing: [(Officer, Authority)];
    /// Drafts the decision on a recovery.
    DraftRecovery: [(Officer, Authority)];
    /// Makes the decision on a recovery.
    DecideRecovery: [(SecondApprover, Authority)], two persons: "neither the one who opened it nor the one who drafted the decision";
    /// Records money that came in for a recovery.
    RecordRecoveryReceipt: [(Officer, Authority)];
    /// Proposes a set-off, a mitigation, a write-off or the waiver of a trifle.
    ProposeRecoveryRelief: [(Officer, Authority)];
    /// Approves what was proposed in the debtor's favour.
    ApproveRecoveryRelief: [(SecondApprover, Authority)], two persons: "not the one who proposed it";
    /// Says no to what was proposed in the debtor's favour.
    RejectRecoveryRelief: [(Officer, Authority), (SecondApprover, Authority)];
    /// Takes a recovery back that was opened by mistake.
    CancelRecovery: [(Officer, Authority)];
    /// Records a reference rate that was published.
    RecordReferenceRate: [(Administrator, Keeper)];
    /// Confirms a recorded reference rate.
    ConfirmReferenceRate: [(Administrator, Keeper)], two persons: "not the one who recorded it";
    /// Closes a project in which everything is settled.
    CloseProject: [(SecondApprover, Authority)];
    /// Names the owner of the project in a municipality.
    NameProjectOwner: [(LeadCoordinator, Lead), (PartnerApprover, Partner)];
    /// Names who answers for the project in a municipality on some days: owner, deputy or project manager.
    NamePersonInCharge: [(LeadCoordinator, Lead), (PartnerApprover, Partner)];
    /// Ends the days on which somebody answers for the project in a municipality.
    EndPersonInCharge: [(LeadCoordinator, Lead), (PartnerApprover, Partner)];
    /// Assigns the officer who handles the grant.
    AssignOfficer: [(Officer, Authority)];

    /// Moves an obligation's deadline.
    ExtendObligation: [(Officer, Authority)];
    /// Hands in a statement for an obligation without a form of its own.
    SubmitObligation: [(LeadCoordinator, Lead)];
    /// Accepts what was handed in.
    AcceptObligation: [(Officer, Authority)], two persons: "not the one who handed it in";
    /// Gives what was handed in back with questions.
    ReturnObligation: [(Officer, Authority)], two persons: "not the one who handed it in";
    /// Waives an obligation.
    WaiveObligation: [(SecondApprover, Authority)], two persons: "nobody who extended it";
    /// Says what a municipality will still spend in a sub-area.
    SetCostForecast: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Begins the exit plan of a project.
    StartExitPlan: [(LeadCoordinator, Lead)];
    /// Answers questions of an exit plan.
    AnswerExitPlan: [(LeadCoordinator, Lead)];
    /// Says that an exit plan is complete.
    CompleteExitPlan: [(LeadCoordinator, Lead)];
    /// Records the steering group's approval of an exit plan.
    ApproveExitPlanBySteering: [(LeadCoordinator, Lead)];
    /// Notes what was seen since an exit plan was approved.
    NoteExitPlan: [(LeadCoordinator, Lead)];
    /// Ends the follow-up of an exit plan.
    CloseExitPlan: [(LeadCoordinator, Lead)];
    /// Begins the final report of an obligation.
    StartFinalReport: [(LeadCoordinator, Lead)];
    /// Answers questions of a final report, the lead's or a municipality's own.
    AnswerFinalReport: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Hands a final report to the authority.
    SubmitFinalReport: [(LeadCoordinator, Lead)];
    /// Accepts a final report.
    AcceptFinalReport: [(Officer, Authority)], two persons: "not the one who handed it in";
    /// Gives a final report back.
    ReturnFinalReport: [(Officer, Authority)], two persons: "not the one who handed it in";
    /// Adds an indicator of the effects of a project.
    AddIndicator: [(LeadCoordinator, Lead)];
    /// Records a value of an indicator.
    RecordIndicatorValue: [(LeadCoordinator, Lead)];
    /// Gives an indicator up.
    DropIndicator: [(LeadCoordinator, Lead)];
    /// States a benefit of a project.
    StateBenefit: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Calculates a benefit anew.
    RecalculateBenefit: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Says that there is no such benefit.
    WithdrawBenefit: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Plans a milestone.
    AddMilestone: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Begins to work on a milestone.
    StartMilestone: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Foresees a milestone on another day.
    MoveMilestone: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Says that a milestone is reached.
    CompleteMilestone: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Gives a milestone up.
    DropMilestone: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Puts a risk into the register.
    RaiseRisk: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Judges a risk anew.
    AssessRisk: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Begins to do something about a risk.
    MitigateRisk: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Says that a risk has come true.
    RecordRiskOccurrence: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Says that a risk threatens no more.
    CloseRisk: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Starts the portfolio report of an obligation.
    StartPortfolioReport: [(LeadCoordinator, Lead)];
    /// Writes the portfolio report.
    UpdatePortfolioReport: [(LeadCoordinator, Lead)];
    /// Records the steering group's approval.
    ApprovePortfolioReportBySteering: [(LeadCoordinator, Lead)];
    /// Submits the portfolio report.
    SubmitPortfolioReport: [(LeadCoordinator, Lead)];
    /// Accepts the portfolio report.
    AcceptPortfolioReport: [(Officer, Authority)];
    /// Returns the portfolio report with questions.
    ReturnPortfolioReport: [(Officer, Authority)];

    /// Makes a programme whose budget is followed.
    CreateProgramme: [(Officer, Authority)];
    /// Changes the lines, columns and calls of a programme.
    ChangeProgramme: [(Officer, Authority)];
    /// Enters a figure into the follow-up of a programme's budget.
    EnterProgrammeFigure: [(Officer, Authority)];

    /// Keeps a way to look at the portfolio under a name.
    KeepPortfolioView: [(Officer, Authority), (SecondApprover, Authority), (Auditor, Authority)];
    /// Changes a view of the portfolio that one keeps.
    ChangePortfolioView: [(Officer, Authority), (SecondApprover, Authority), (Auditor, Authority)];
    /// Takes away a view of the portfolio that one keeps.
    RemovePortfolioView: [(Officer, Authority), (SecondApprover, Authority), (Auditor, Authority)];
    /// Makes a survey of a call or of a project.
    CreateSurvey: [(Officer, Authority), (LeadCoordinator, Lead)];
    /// Writes a survey anew that is a draft.
    UpdateSurvey: [(Officer, Authority), (LeadCoordinator, Lead)];
    /// Invites people to a survey.
    InviteToSurvey: [(Officer, Authority), (LeadCoordinator, Lead)];
    /// Opens a survey: its invitations leave.
    OpenSurvey: [(Officer, Authority), (LeadCoordinator, Lead)];
    /// Closes a survey before its last day.
    CloseSurvey: [(Officer, Authority), (LeadCoordinator, Lead)];
    /// Publishes the results of a survey.
    PublishSurvey: [(Officer, Authority), (LeadCoordinator, Lead)];

    /// Begins to write a result of a project for the results bank.
    CreateProjectResult: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Writes a result anew.
    UpdateProjectResult: [(LeadCoordinator, Lead), (PartnerPreparer, Partner)];
    /// Hands a result to the authority.
    SubmitProjectResult: [(LeadCoordinator, Lead)];
    /// Lets everybody read a result.
    ApproveProjectResult: [(Officer, Authority)], two persons: "nobody who wrote the result";
    /// Gives a result back with questions.
    ReturnProjectResult: [(Officer, Authority)];
    /// Takes a result out of the results bank.
    WithdrawProjectResult: [(LeadCoordinator, Lead), (Officer, Authority)];
    /// Records that one's own municipality took a public result into use.
    RecordResultReuse: [(PartnerPreparer, Own), (PartnerApprover, Own), (LeadCoordinator, Own)];

    /// Plans a meeting of the steering group of a project.
    PlanSteeringMeeting: [(LeadCoordinator, Lead)];
    /// Plans a meeting otherwise.
    UpdateSteeringMeeting: [(LeadCoordinator, Lead)];
    /// Says that a meeting was held.
    HoldSteeringMeeting: [(LeadCoordinator, Lead)];
    /// Records something that a meeting decided.
    RecordSteeringDecision: [(LeadCoordinator, Lead)];
    /// Approves the minutes of a meeting.
    ApproveSteeringMinutes: [(LeadCoordinator, Lead), (LeadCoordinator, Partner), (PartnerApprover, Partner)],
        two persons: "nobody who recorded that it was held, or a decision of it";
    /// Calls a meeting off.
    CancelSteeringMeeting: [(LeadCoordinator, Lead)];
} }
