//! The GraphQL contract.
//!
//! One mutation per thing that people do. An expected "no" is data (`refusals`); a GraphQL error is
//! for what does not exist and for faults on our side. `schema.graphql` is generated from here.
#![recursion_limit = "256"]

mod action;
mod administration;
mod agreement;
mod care;
mod connection;
mod context;
mod limits;
mod loaders;
mod mail_settings;
mod node;
mod outcome;
mod scalar;
mod schema;
mod steering_meeting;
mod supplement_request;
mod survey;

mod application;
mod bank_account;
mod bank_feedback;
mod benefit;
mod calendar_feed;
mod call;
mod call_correction;
mod change;
mod claim;
mod correction;
mod cost_position;
mod cost_report;
mod decision;
mod document;
mod erasure;
mod exit_plan;
mod final_report;
mod form;
mod indicator;
mod ledger;
mod milestone;
mod obligation;
mod organisation;
mod other_support;
mod payment_batch;
mod payment_hold;
mod payout;
mod portfolio;
mod portfolio_report;
mod portfolio_view;
mod programme;
mod project;
mod project_result;
mod public;
mod ranking;
mod recovery;
mod rectification;
mod refetch;
mod review;
mod risk;
mod root;
mod transfer;
mod unreachable;
mod vetting;
mod viewer;
mod why;
mod work_queue;

pub use context::{Session, session_data};
pub use node::{
    agreement_key, call_key, decision_key, file_id, file_key, linked, organisation_id, organisation_key,
    period_id, person_id, person_key, programme_key, project_id, project_key, sub_area_id,
};
pub use schema::{Schema, build, execute, sdl};
pub use vetting::Vetting;
