//! The rules of grants that several municipalities carry out together.
//!
//! Pure: nothing here is asynchronous, reads a clock, talks to a database or knows how a row is
//! stored. Amounts are integer cents ([`money::Money`]), rates are exact decimals.
#![warn(missing_docs)]
#![deny(clippy::float_arithmetic)]

pub mod access_token;
pub mod advance;
pub mod agreement;
pub mod allocation;
pub mod amendment;
pub mod application;
pub mod bank_account;
pub mod bank_feedback;
pub mod budget_version;
pub mod calendar;
pub mod calendar_feed;
pub mod call;
pub mod call_correction;
pub mod catalogue;
pub mod change_part;
pub mod change_request;
pub mod claim;
pub mod commitment;
pub mod correction;
pub mod cost_line;
pub mod cost_line_verification;
pub mod cost_position;
pub mod cost_report;
pub mod coverage;
pub mod decision;
pub mod duplicate;
pub mod entitlement;
pub mod final_payout;
pub mod form;
pub mod formats;
pub mod handling;
pub mod hands;
pub mod icalendar;
pub mod identifiers;
pub mod ids;
pub mod interest;
pub mod ladder;
pub mod language;
pub mod mail_settings;
pub mod milestone;
pub mod money;
pub mod municipality;
pub mod obligation;
pub mod organisation;
pub mod other_support;
pub mod payment_batch;
pub mod payment_hold;
pub mod payout;
pub mod policy;
pub mod portfolio_report;
pub mod project;
pub mod pseudonym;
pub mod ranking;
pub mod rate;
pub mod reconciliation;
pub mod recovery;
pub mod rectification;
pub mod reimport;
pub mod review;
pub mod review_rules;
pub mod risk;
pub mod rounding;
pub mod sampling;
pub mod schedule;
pub mod supplement_request;
pub mod tenure;
pub mod transfer;
pub mod use_period;
pub mod vat;
pub mod workflow;
