//! Commands that are taken on one object in one of some states.

/// What kind of object a command is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    Report,
    Claim,
    Payout,
    Correction,
    Recovery,
    Transfer,
    Hold,
    Request,
    Part,
}

/// Who may take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Lead,
    Officer,
    Second,
    /// The approver of the municipality that the object belongs to.
    Approver,
    /// Not the one who set the hold.
    Other,
}

/// A command.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    pub mutation: &'static str,
    pub input_type: &'static str,
    pub on: On,
    /// The states in which it can be taken.
    pub states: &'static [&'static str],
    pub who: Who,
    /// How often it comes.
    pub weight: usize,
}

const fn kind(
    mutation: &'static str,
    input_type: &'static str,
    on: On,
    states: &'static [&'static str],
    who: Who,
    weight: usize,
) -> Kind {
    Kind {
        mutation,
        input_type,
        on,
        states,
        who,
        weight,
    }
}

const REPORT_STEP: &str = "CostReportStepInput";
const CLAIM_STEP: &str = "ClaimStepInput";
const PAYOUT_STEP: &str = "PayoutStepInput";
const CORRECTION_STEP: &str = "CorrectionStepInput";
const RECOVERY_STEP: &str = "RecoveryStepInput";

/// All of them.
#[rustfmt::skip]
pub const KINDS: [Kind; 42] = [
    kind("submitCostReport", REPORT_STEP, On::Report, &["open", "returned"], Who::Approver, 16),
    kind("acceptCostReport", REPORT_STEP, On::Report, &["submitted"], Who::Lead, 16),
    kind("returnCostReport", "ReturnCostReportInput", On::Report, &["submitted", "lead_accepted"], Who::Lead, 2),
    kind("reopenCostReport", "ReopenCostReportInput", On::Report, &["locked"], Who::Lead, 3),
    kind("recomputeClaim", CLAIM_STEP, On::Claim, &["draft"], Who::Lead, 5),
    kind("submitClaim", "SubmitClaimInput", On::Claim, &["draft", "supplement_requested"], Who::Lead, 12),
    kind("requestClaimSupplement", "RequestClaimSupplementInput", On::Claim, &["submitted"], Who::Officer, 2),
    kind("acceptCostLines", "AcceptCostLinesInput", On::Claim, &["submitted"], Who::Officer, 16),
    kind("checkClaimContent", CLAIM_STEP, On::Claim, &["submitted"], Who::Officer, 12),
    kind("approveClaim", CLAIM_STEP, On::Claim, &["content_checked"], Who::Second, 16),
    kind("rejectClaim", "RejectClaimInput", On::Claim, &["submitted", "content_checked"], Who::Second, 1),
    kind("createPayout", "CreatePayoutInput", On::Claim, &["finance_approved"], Who::Officer, 14),
    kind("approvePayout", PAYOUT_STEP, On::Payout, &["created"], Who::Second, 14),
    kind("redirectPayout", PAYOUT_STEP, On::Payout, &["created", "approved"], Who::Officer, 1),
    kind("sendPayout", PAYOUT_STEP, On::Payout, &["approved"], Who::Officer, 14),
    kind("confirmPayout", "ConfirmPayoutInput", On::Payout, &["sent"], Who::Officer, 16),
    kind("failPayout", "FailPayoutInput", On::Payout, &["sent"], Who::Officer, 6),
    kind("endorseCorrection", CORRECTION_STEP, On::Correction, &["proposed"], Who::Officer, 20),
    kind("approveCorrection", CORRECTION_STEP, On::Correction, &["endorsed"], Who::Second, 20),
    kind("rejectCorrection", "RejectCorrectionInput", On::Correction, &["proposed", "endorsed"], Who::Officer, 1),
    kind("answerRecovery", "AnswerRecoveryInput", On::Recovery, &["notice"], Who::Lead, 14),
    kind("closeRecoveryHearing", RECOVERY_STEP, On::Recovery, &["notice"], Who::Officer, 1),
    kind("draftRecovery", "DraftRecoveryInput", On::Recovery, &["heard", "drafted"], Who::Officer, 14),
    kind("decideRecovery", RECOVERY_STEP, On::Recovery, &["drafted"], Who::Second, 14),
    kind("recordRecoveryReceipt", "RecordRecoveryReceiptInput", On::Recovery, &["due", "late"], Who::Officer, 14),
    kind("proposeRecoveryRelief", "ProposeRecoveryReliefInput", On::Recovery,
        &["notice", "heard", "due", "late"], Who::Officer, 4),
    kind("approveRecoveryRelief", RECOVERY_STEP, On::Recovery, &["notice", "heard", "due", "late"], Who::Second, 4),
    kind("rejectRecoveryRelief", RECOVERY_STEP, On::Recovery, &["notice", "heard", "due", "late"], Who::Officer, 1),
    kind("cancelRecovery", "CancelRecoveryInput", On::Recovery, &["notice", "heard", "drafted"], Who::Officer, 2),
    kind("recordTransfer", "RecordTransferInput", On::Transfer, &["owed", "disputed"], Who::Lead, 6),
    kind("confirmTransfer", "TransferStepInput", On::Transfer, &["passed_on"], Who::Approver, 6),
    kind("disputeTransfer", "DisputeTransferInput", On::Transfer, &["passed_on"], Who::Approver, 1),
    kind("liftPaymentHold", "LiftPaymentHoldInput", On::Hold, &["standing"], Who::Other, 12),
    kind("submitChangeRequest", "ChangeRequestStepInput", On::Request, &["draft"], Who::Lead, 6),
    kind("withdrawChangeRequest", "WithdrawChangeRequestInput", On::Request, &["draft", "submitted"], Who::Lead, 1),
    kind("proposeChangePart", "ProposeChangePartInput", On::Part, &["requested", "proposed"], Who::Officer, 6),
    kind("returnChangePart", "ReturnChangePartInput", On::Part, &["proposed"], Who::Second, 1),
    kind("decideChangePart", "ChangePartStepInput", On::Part, &["proposed"], Who::Second, 8),
    // Of several ways the ones that are never right, whoever asks.
    kind("acceptCostReport", REPORT_STEP, On::Report, &["open", "locked"], Who::Lead, 1),
    kind("approveClaim", CLAIM_STEP, On::Claim, &["submitted", "paid"], Who::Second, 1),
    kind("sendPayout", PAYOUT_STEP, On::Payout, &["confirmed", "sent", "failed"], Who::Officer, 1),
    kind("confirmPayout", "ConfirmPayoutInput", On::Payout, &["created", "confirmed", "failed"], Who::Officer, 1),
];

impl On {
    /// The kind in a global id.
    pub const fn global(self) -> &'static str {
        match self {
            Self::Report => "CostReport",
            Self::Claim => "Claim",
            Self::Payout => "Payout",
            Self::Correction => "Correction",
            Self::Recovery => "Recovery",
            Self::Transfer => "Transfer",
            Self::Hold => "PaymentHold",
            Self::Request => "ChangeRequest",
            Self::Part => "ChangePart",
        }
    }
}

/// What is read of a mutation's payload: enough to see whether a repetition gives the same.
pub fn fields(mutation: &str) -> &'static str {
    match mutation {
        "openCostReports" => "costReports { id version state }",
        "acceptCostLines" => "claim { id version state totals { payable } }",
        "createPayout" | "createAdvancePayout" => "payout { id version state amount }",
        "setPaymentHold" => "paymentHold { id version state }",
        _ if mutation.ends_with("CostLineAllocation") || mutation.ends_with("Ledger") => {
            "costReport { id version state total }"
        }
        "allocateCostLine" | "classifyCostLines" => "costReport { id version state total }",
        _ if mutation.ends_with("CostLine") => "costLine { id version verification { state accepted } }",
        _ if mutation.ends_with("CostReport") => "costReport { id version state total }",
        _ if mutation.ends_with("Payout") => "payout { id version state amount }",
        _ if mutation.ends_with("Correction") => "correction { id version state grantEffect }",
        _ if mutation.contains("Recovery") => "recovery { id version state principal }",
        _ if mutation.ends_with("Transfer") => "transfer { id version state amount }",
        _ if mutation.ends_with("Hold") => "paymentHold { id version state }",
        _ if mutation.ends_with("Request") => "changeRequest { id version state }",
        _ if mutation.ends_with("Part") => "changePart { id version state }",
        _ => "claim { id version state totals { payable owed } }",
    }
}
