//! The database schema, step by step, one SQL text for both engines.

mod portable;
mod standing;
mod steps;
mod version;

mod m20261122_000100_create_foundations;
mod m20261122_000200_create_calls;
mod m20261122_000300_create_grants;
mod m20261122_000400_create_projects;
mod m20261122_000500_create_costs;
mod m20261122_000600_create_claims;
mod m20261122_000800_create_reports;
mod m20261124_091000_add_token_confirmation;
mod m20261124_092000_list_hands;
mod m20261124_092100_seal_log;
mod m20261124_093000_create_obligation_submissions;
mod m20261124_093100_create_waiting_events;
mod m20261124_093200_create_project_contacts;
mod m20261124_094000_create_bank_accounts;
mod m20261124_095000_grant_advances;
mod m20261124_096000_create_corrections;
mod m20261124_096100_create_recoveries;
mod m20261124_097000_create_amendments;
mod m20261125_010000_hold_payments;
mod m20261125_010100_remark_on_lines;
mod m20261125_011000_close_projects;
mod m20261125_012000_draw_samples;
mod m20261125_014000_allocate_costs;
mod m20261125_019000_keep_cost_sums;
mod m20261125_021000_extend_ledger_imports;
mod m20261125_031000_create_payment_batches;
mod m20261125_032000_create_bank_feedback;
mod m20261125_033000_create_transfers;
mod m20261128_100000_hang_obligations;
mod m20261128_110000_request_supplements;
mod m20261128_120000_remind_of_transfers;
mod m20261128_200000_set_off_payouts;
mod m20261128_210000_return_payouts;
mod m20261128_220000_cancel_change_parts;
mod m20261128_300000_page_cost_lines;
mod m20261128_310000_find_booked_costs;
mod m20261128_320000_keep_pseudonym_keys;
mod m20261128_350000_declare_other_support;
mod m20261128_360000_correct_calls;
mod m20261128_400000_create_forms;
mod m20261128_410000_answer_forms;
mod m20261128_420000_keep_submissions;
mod m20261128_430000_plan_parts;
mod m20261128_450000_review_applications;
mod m20261128_460000_keep_rankings;
mod m20261128_470000_handle_applications;
mod m20261128_480000_supplement_applications;
mod m20261128_500000_write_decision_letters;
mod m20261128_510000_correct_decisions;
mod m20261128_520000_agree;
mod m20261128_600000_change_plans;
mod m20261128_610000_hand_over_duties;
mod m20261129_500000_ask_about_forms;
mod m20261129_620000_forecast_costs;
mod m20261129_630000_plan_milestones;
mod m20261129_640000_explain_deviations;
mod m20261129_650000_register_risks;
mod m20261129_700000_date_duties;
mod m20261129_710000_publish_calendars;
mod m20261129_720000_choose_mails;
mod m20261129_730000_find_refused_mails;
mod m20261129_800000_plan_exits;
mod m20261129_810000_report_finally;
mod m20261129_820000_measure_effects;
mod m20261129_830000_state_benefits;
mod m20261129_840000_ask_in_surveys;
mod m20261129_850000_bank_results;
mod m20261129_860000_hold_steering_meetings;
mod m20261129_900000_keep_portfolio;
mod m20261129_910000_keep_portfolio_views;
mod m20261129_920000_follow_programmes;
mod m20261129_930000_owe_signatures;
mod m20261129_950000_sign_in;
mod m20261129_970000_name_exit_meetings;
mod m20261129_980000_link_indicators;
mod m20261129_990000_find_bounced_mails;
mod m20261129_990000_note_oldest_program;
mod m20261129_990100_count_together;
mod m20261129_994000_keep_passkeys;
mod m20261129_995000_erase_by_rule;
mod m20261129_996000_keep_used_files;
mod m20261129_996100_find_by_content;
mod m20261130_100000_keep_contents_outside;

use sea_orm_migration::MigrationTrait;
pub use sea_orm_migration::MigratorTrait;
pub use standing::{Fit, fit, outgrown};
pub use steps::{NotTaken, Steps, take};
pub use version::Version;

/// Every migration, oldest first.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    #[expect(clippy::too_many_lines, reason = "a line per migration")]
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000100_create_foundations::Migration),
            Box::new(m20261122_000200_create_calls::Migration),
            Box::new(m20261122_000300_create_grants::Migration),
            Box::new(m20261122_000400_create_projects::Migration),
            Box::new(m20261122_000500_create_costs::Migration),
            Box::new(m20261122_000600_create_claims::Migration),
            Box::new(m20261122_000800_create_reports::Migration),
            Box::new(m20261124_091000_add_token_confirmation::Migration),
            Box::new(m20261124_092000_list_hands::Migration),
            Box::new(m20261124_092100_seal_log::Migration),
            Box::new(m20261124_093000_create_obligation_submissions::Migration),
            Box::new(m20261124_093100_create_waiting_events::Migration),
            Box::new(m20261124_093200_create_project_contacts::Migration),
            Box::new(m20261124_094000_create_bank_accounts::Migration),
            Box::new(m20261124_095000_grant_advances::Migration),
            Box::new(m20261124_097000_create_amendments::Migration),
            Box::new(m20261124_096000_create_corrections::Migration),
            Box::new(m20261124_096100_create_recoveries::Migration),
            Box::new(m20261125_010000_hold_payments::Migration),
            Box::new(m20261125_010100_remark_on_lines::Migration),
            Box::new(m20261125_011000_close_projects::Migration),
            Box::new(m20261125_012000_draw_samples::Migration),
            Box::new(m20261125_014000_allocate_costs::Migration),
            Box::new(m20261125_019000_keep_cost_sums::Migration),
            Box::new(m20261125_021000_extend_ledger_imports::Migration),
            Box::new(m20261125_031000_create_payment_batches::Migration),
            Box::new(m20261125_032000_create_bank_feedback::Migration),
            Box::new(m20261125_033000_create_transfers::Migration),
            Box::new(m20261128_100000_hang_obligations::Migration),
            Box::new(m20261128_110000_request_supplements::Migration),
            Box::new(m20261128_120000_remind_of_transfers::Migration),
            Box::new(m20261128_200000_set_off_payouts::Migration),
            Box::new(m20261128_210000_return_payouts::Migration),
            Box::new(m20261128_220000_cancel_change_parts::Migration),
            Box::new(m20261128_300000_page_cost_lines::Migration),
            Box::new(m20261128_310000_find_booked_costs::Migration),
            Box::new(m20261128_320000_keep_pseudonym_keys::Migration),
            Box::new(m20261128_350000_declare_other_support::Migration),
            Box::new(m20261128_360000_correct_calls::Migration),
            Box::new(m20261128_400000_create_forms::Migration),
            Box::new(m20261128_410000_answer_forms::Migration),
            Box::new(m20261128_420000_keep_submissions::Migration),
            Box::new(m20261128_430000_plan_parts::Migration),
            Box::new(m20261128_450000_review_applications::Migration),
            Box::new(m20261128_460000_keep_rankings::Migration),
            Box::new(m20261128_470000_handle_applications::Migration),
            Box::new(m20261128_480000_supplement_applications::Migration),
            Box::new(m20261128_500000_write_decision_letters::Migration),
            Box::new(m20261128_510000_correct_decisions::Migration),
            Box::new(m20261128_520000_agree::Migration),
            Box::new(m20261128_600000_change_plans::Migration),
            Box::new(m20261128_610000_hand_over_duties::Migration),
            Box::new(m20261129_500000_ask_about_forms::Migration),
            Box::new(m20261129_620000_forecast_costs::Migration),
            Box::new(m20261129_630000_plan_milestones::Migration),
            Box::new(m20261129_640000_explain_deviations::Migration),
            Box::new(m20261129_650000_register_risks::Migration),
            Box::new(m20261129_700000_date_duties::Migration),
            Box::new(m20261129_710000_publish_calendars::Migration),
            Box::new(m20261129_720000_choose_mails::Migration),
            Box::new(m20261129_730000_find_refused_mails::Migration),
            Box::new(m20261129_800000_plan_exits::Migration),
            Box::new(m20261129_810000_report_finally::Migration),
            Box::new(m20261129_820000_measure_effects::Migration),
            Box::new(m20261129_830000_state_benefits::Migration),
            Box::new(m20261129_840000_ask_in_surveys::Migration),
            Box::new(m20261129_850000_bank_results::Migration),
            Box::new(m20261129_860000_hold_steering_meetings::Migration),
            Box::new(m20261129_900000_keep_portfolio::Migration),
            Box::new(m20261129_910000_keep_portfolio_views::Migration),
            Box::new(m20261129_920000_follow_programmes::Migration),
            Box::new(m20261129_930000_owe_signatures::Migration),
            Box::new(m20261129_950000_sign_in::Migration),
            Box::new(m20261129_970000_name_exit_meetings::Migration),
            Box::new(m20261129_980000_link_indicators::Migration),
            Box::new(m20261129_990000_find_bounced_mails::Migration),
            Box::new(m20261129_994000_keep_passkeys::Migration),
            Box::new(m20261129_990000_note_oldest_program::Migration),
            Box::new(m20261129_990100_count_together::Migration),
            Box::new(m20261129_995000_erase_by_rule::Migration),
            Box::new(m20261129_996000_keep_used_files::Migration),
            Box::new(m20261129_996100_find_by_content::Migration),
            Box::new(m20261130_100000_keep_contents_outside::Migration),
        ]
    }
}
