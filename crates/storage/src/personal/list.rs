//! Where people are: every table and column that says who did something, or how somebody is reached. A test compares
//! these lists with the schema of both engines; a new column has to be decided on here.

use super::{Told, of};

/// Where the id of a person stands, or an address or a name by which one is found, and what of such a row a person is
/// told: keys, times, and words of their own. Never secrets, and nothing of the others whom a row names.
pub const TOLD: &[Told] = &[
    of(
        "access_token",
        "person_id issued_by confirmed_by revoked_by",
        "id created_at expires_at confirmed_at revoked_at last_used_at label scope organisation_id",
    ),
    of("account_mapping", "saved_by", "id saved_at"),
    of(
        "agreement",
        "drafted_by offered_by ended_by",
        "id project_id drafted_at offered_at replaced_at ended_at",
    ),
    of("agreement_signature", "signed_by", "signed_at agreement_id"),
    of(
        "application",
        "created_by submitted_by supplement_by evaluated_by decided_by withdrawn_by",
        "id submitted_at supplement_at evaluated_at decided_at withdrawn_at",
    ),
    of(
        "application_check",
        "checked_by",
        "id checked_at application_id code note",
    ),
    of(
        "application_handler",
        "person_id assigned_by",
        "assigned_at application_id reason",
    ),
    of(
        "application_partner",
        "prepared_by",
        "prepared_at application_id organisation_id",
    ),
    of(
        "application_submission",
        "submitted_by",
        "application_id form_id submitted_at",
    ),
    of(
        "application_supplement",
        "asked_by answered_by",
        "application_id asked_at answered_at",
    ),
    of(
        "audit_entry",
        "person_id",
        "project_id seq at organisation_id role object object_id command reason state_before state_after details",
    ),
    of(
        "bank_account",
        "proposed_by confirmed_by reviewed_by approved_by rejected_by withdrawn_by",
        "id proposed_at confirmed_at reviewed_at approved_at superseded_at rejected_at withdrawn_at",
    ),
    of(
        "bank_feedback",
        "imported_by settled_by",
        "id imported_at settled_at",
    ),
    of("benefit", "withdrawn_by", "id project_id withdrawn_at"),
    of("benefit_calculation", "calculated_by", "benefit_id calculated_at"),
    of(
        "calendar_feed",
        "person_id",
        "id project_id created_at renewed_at revoked_at subject organisation_id",
    ),
    of(
        "call",
        "drafted_by published_by resolved_by archived_by",
        "id published_at closed_at resolved_at archived_at",
    ),
    of(
        "call_correction",
        "proposed_by ended_by",
        "id proposed_at ended_at",
    ),
    of("call_form", "chosen_by", "call_id form_id chosen_at"),
    of("change_confirmation", "confirmed_by", "confirmed_at part_id"),
    of("change_hand_over", "taken_by", "taken_at part_id"),
    of(
        "change_part",
        "proposed_by decided_by cancel_proposed_by cancelled_by",
        "id project_id proposed_at decided_at in_force_at withdrawn_at cancel_proposed_at cancelled_at",
    ),
    of(
        "change_request",
        "submitted_by withdrawn_by",
        "id project_id submitted_at decided_at withdrawn_at",
    ),
    of("change_requester", "person_id", "request_id"),
    of(
        "claim",
        "drafted_by submitted_by asked_by checked_by approved_by rejected_by",
        "id project_id drafted_at submitted_at asked_at checked_at approved_at paid_at rejected_at",
    ),
    of(
        "commitment",
        "requested_by given_by prepared_by declined_by",
        "id requested_at given_at declined_at fallen_at",
    ),
    of(
        "correction",
        "proposed_by endorsed_by approved_by rejected_by",
        "id project_id proposed_at endorsed_at approved_at netted_at rejected_at",
    ),
    of("cost_forecast", "entered_by", "id project_id entered_at note"),
    of("cost_line_allocation", "allocated_by", "import_id allocated_at"),
    of(
        "cost_line_evidence",
        "attached_by",
        "import_id file_id attached_at",
    ),
    of(
        "cost_line_remark",
        "remarked_by",
        "id remarked_at answered_at reason",
    ),
    of(
        "cost_report",
        "prepared_by submitted_by returned_by accepted_by",
        "id project_id frozen_at submitted_at returned_at accepted_at locked_at",
    ),
    of(
        "decision",
        "drafted_by changed_by decided_by accepted_by refused_by",
        "id decided_at accepted_at refused_at",
    ),
    of(
        "erasure",
        "proposed_by ended_by",
        "id project_id proposed_at ended_at state",
    ),
    of(
        "exit_plan",
        "started_by answered_by approved_by closed_by",
        "id project_id started_at answered_at approved_at closed_at steering_members",
    )
    .named("steering_members"),
    of("exit_plan_note", "noted_by", "noted_at exit_plan_id note"),
    of(
        "final_report",
        "started_by submitted_by accepted_by returned_by",
        "id project_id started_at submitted_at accepted_at returned_at",
    ),
    of(
        "form",
        "drafted_by published_by retired_by",
        "id published_at retired_at",
    ),
    of("form_answer", "answered_by", "object_id owner_id answered_at"),
    of("hand", "person_id", "object object_id deed"),
    of("idempotency", "person_id", "person_id result_id key command at"),
    of(
        "indicator",
        "added_by dropped_by",
        "id project_id added_at dropped_at",
    ),
    of(
        "indicator_value",
        "recorded_by",
        "recorded_at indicator_id value source note",
    ),
    of("ledger_import", "imported_by", "id imported_at"),
    of("ledger_import_preparer", "person_id", "import_id"),
    of("ledger_profile", "saved_by", "id saved_at"),
    of(
        "mail",
        "person_id",
        "id project_id created_at finished_at kind recipient_as address language subject text_part state last_answer bounced_at bounce",
    ),
    of(
        "mail_setting",
        "person_id",
        "time_zone away_first away_last muted",
    ),
    of(
        "membership",
        "person_id deputy_for",
        "id organisation_id role valid_from valid_to",
    ),
    of(
        "milestone",
        "added_by started_by ended_by",
        "id project_id added_at started_at ended_at",
    ),
    of("milestone_move", "moved_by", "moved_at milestone_id reason"),
    of(
        "obligation",
        "extended_by submitted_by accepted_by waived_by",
        "id project_id extended_at opened_at overdue_at submitted_at accepted_at waived_at",
    ),
    of(
        "obligation_submission",
        "submitted_by returned_by",
        "id submitted_at returned_at",
    ),
    of(
        "other_support",
        "declared_by confirmed_by ended_by",
        "id project_id declared_at confirmed_at ended_at",
    ),
    of(
        "partner_contact",
        "",
        "application_id partner_id name position email phone",
    )
    .addressed("email"),
    of(
        "passkey",
        "person_id removed_by",
        "id created_at last_used_at removed_at name",
    ),
    of("passkey_challenge", "person_id", "id expires_at used_at"),
    of(
        "payment_batch",
        "created_by approved_by sent_by cancelled_by",
        "id created_at approved_at sent_at acknowledged_at settled_at rejected_at cancelled_at",
    ),
    of(
        "payment_hold",
        "set_by lifted_by",
        "id project_id set_at lifted_at",
    ),
    of(
        "payout",
        "created_by approved_by sent_by confirmed_by failed_by",
        "id project_id created_at approved_at sent_at confirmed_at failed_at",
    ),
    of("payout_destination", "named_by", "payout_id account_id named_at"),
    of(
        "payout_return",
        "recorded_by approved_by",
        "payout_id recorded_at approved_at",
    ),
    of(
        "payout_set_off",
        "proposed_by",
        "payout_id recovery_id proposed_at",
    ),
    of("person", "id", "created_at name email language"),
    of("person_identity", "person_id", "id created_at issuer subject"),
    of(
        "portfolio_report",
        "started_by approved_by submitted_by accepted_by returned_by",
        "id project_id approved_at submitted_at accepted_at returned_at steering_members",
    )
    .named("steering_members"),
    of(
        "portfolio_view",
        "person_id",
        "id created_at removed_at name sort",
    ),
    of("programme", "created_by", "id created_at"),
    of("programme_figure", "entered_by", "programme_id entered_at"),
    of("project", "closed_by", "id closed_at started_at"),
    of(
        "project_contact",
        "person_id named_by",
        "id project_id named_at taken_back_at organisation_id duty first_day last_day",
    ),
    of(
        "project_result",
        "created_by submitted_by returned_by approved_by withdrawn_by",
        "id project_id created_at submitted_at returned_at approved_at withdrawn_at title contact",
    )
    .addressed("contact"),
    of("project_retention", "set_by", "project_id set_at years hold"),
    of(
        "project_result_reuse",
        "recorded_by",
        "result_id organisation_id recorded_at",
    ),
    of(
        "ranking",
        "kept_by confirmed_by withdrawn_by",
        "id kept_at confirmed_at withdrawn_at",
    ),
    of(
        "recovery",
        "opened_by answered_by relief_by heard_by drafted_by decided_by waived_by cancelled_by",
        "id project_id opened_at answered_at relief_at heard_at drafted_at decided_at late_at settled_at waived_at cancelled_at",
    ),
    of("recovery_entry", "recorded_by", "id recorded_at"),
    of(
        "rectification",
        "filed_by drafted_by decided_by withdrawn_by",
        "id filed_at drafted_at decided_at withdrawn_at",
    ),
    of(
        "reference_rate",
        "recorded_by confirmed_by",
        "id recorded_at confirmed_at",
    ),
    of(
        "review",
        "reviewer_id assigned_by submitted_by conflict_by withdrawn_by",
        "id assigned_at submitted_at conflict_at withdrawn_at application_id state conflict_reason",
    ),
    of(
        "risk",
        "raised_by owner_id mitigated_by occurred_by closed_by",
        "id project_id raised_at mitigated_at occurred_at closed_at",
    ),
    of("risk_entry", "owner_id noted_by", "noted_at risk_id number note"),
    of("risk_note", "noted_by", "id noted_at topic note"),
    of(
        "session",
        "person_id ended_by",
        "id created_at last_used_at ends_at ended_at opened_by browser issuer subject ended_why",
    ),
    of(
        "sign_in_attempt",
        "person_id",
        "id created_at expires_at used_at kind",
    ),
    of("steering_decision", "recorded_by", "recorded_at meeting_id text"),
    of(
        "steering_meeting",
        "planned_by held_by approved_by cancelled_by",
        "id project_id starts_at planned_at held_at approved_at cancelled_at",
    ),
    of("steering_member", "person_id", "meeting_id"),
    of(
        "stored_file",
        "uploaded_by",
        "id uploaded_at organisation_id name",
    ),
    of(
        "supplement_request",
        "asked_by answered_by accepted_by withdrawn_by",
        "id project_id asked_at answered_at accepted_at withdrawn_at",
    ),
    of(
        "survey",
        "created_by opened_by closed_by published_by",
        "id project_id created_at opened_at closed_at published_at",
    ),
    of(
        "survey_invitation",
        "invited_by",
        "id address invited_on answered",
    )
    .addressed("address"),
    of(
        "transfer",
        "recorded_by confirmed_by disputed_by",
        "id project_id created_at recorded_at confirmed_at disputed_at",
    ),
];

/// Columns that look as if they said something of a person, and why a person is not told of them.
pub const NOT_TOLD: &[(&str, &str, &str)] = &[
    ("application_supplement", "respond_by", "a day"),
    ("benefit", "name", "what is saved"),
    ("call_criterion", "name_en", "what is scored"),
    ("call_criterion", "name_fi", "what is scored"),
    ("call_criterion", "name_sv", "what is scored"),
    ("cost_line", "account_name", "an account"),
    (
        "cost_line",
        "supplier_name",
        "a company, or in lines of wages a pseudonym",
    ),
    (
        "cost_line",
        "verified_by",
        "as many as lines; each decision is an entry of the log, which is told of",
    ),
    ("decision", "set_aside_by", "a rectification"),
    ("indicator", "name", "what is measured"),
    ("milestone", "name", "what is to be done"),
    ("obligation", "subject_id", "a thing, not a person"),
    ("organisation", "name_fi", "a municipality or an authority"),
    ("organisation", "name_sv", "a municipality or an authority"),
    ("passkey_challenge", "browser_hash", "a hash of a secret"),
    ("payout_destination", "named_at", "a time"),
    ("programme", "name", "a programme"),
    ("programme_column", "name", "a column of a budget"),
    ("programme_line", "name", "a line of a budget"),
    ("project", "name", "a project"),
    ("project_contact", "named_at", "a time"),
    ("project_result", "reusable_by", "a kind of organisation"),
    ("recovery", "respond_by", "a day"),
    ("sampled_line", "sampled_by", "by what a line was drawn"),
    (
        "sign_in_attempt",
        "address_hash",
        "a hash of what somebody typed, and where",
    ),
    ("sign_in_attempt", "browser_hash", "a hash of a secret"),
    ("sub_area", "name", "a part of a project"),
    (
        "survey_invitation",
        "address_key",
        "the address once more, in one spelling",
    ),
    ("told_once", "name", "what the clock has told"),
];
