//! The table, pair by pair.

use strum::IntoEnumIterator;

use super::{at, command, facts, states};
use crate::{
    application::{ApplicationMachine, CommandName, StateName},
    workflow::{self, Name, RefusalCode, Step, transition},
};

/// A line per state and command, in the order of the definition.
const TABLE: &str = "
draft                 update               stays
draft                 set_budget           stays
draft                 answer               stays
draft                 set_plan             stays
draft                 request_commitments  partner_commitments
draft                 reopen               no: the application is being written; there is nothing to take back
draft                 submit               no: the partners have not committed; ask them to commit first
draft                 request_supplement   no: the application has not been submitted
draft                 evaluate             no: the application has not been submitted
draft                 withdraw             withdrawn
draft                 accept               no: the application has not been submitted
draft                 reject               no: the application has not been submitted
draft                 reconsider           no: the application has not been decided
partner_commitments   update               no: the partners are committing to what it says; reopen it to change it
partner_commitments   set_budget           no: the partners are committing to what it says; reopen it to change it
partner_commitments   answer               no: the partners are committing to what it says; reopen it to change it
partner_commitments   set_plan             no: the partners are committing to what it says; reopen it to change it
partner_commitments   request_commitments  no: the partners have been asked already; reopen the application to ask them anew
partner_commitments   reopen               draft
partner_commitments   submit               submitted
partner_commitments   request_supplement   no: the application has not been submitted
partner_commitments   evaluate             no: the application has not been submitted
partner_commitments   withdraw             withdrawn
partner_commitments   accept               no: the application has not been submitted
partner_commitments   reject               no: the application has not been submitted
partner_commitments   reconsider           no: the application has not been decided
submitted             update               no: the application is with the authority; it is changed only when a supplement is requested
submitted             set_budget           no: the application is with the authority; it is changed only when a supplement is requested
submitted             answer               no: the application is with the authority; it is changed only when a supplement is requested
submitted             set_plan             no: the application is with the authority; it is changed only when a supplement is requested
submitted             request_commitments  no: the application is with the authority; it is changed only when a supplement is requested
submitted             reopen               no: the application is with the authority; it is changed only when a supplement is requested
submitted             submit               no: the application is submitted already
submitted             request_supplement   supplement_requested
submitted             evaluate             evaluated
submitted             withdraw             withdrawn
submitted             accept               no: the application has not been evaluated
submitted             reject               no: the application has not been evaluated
submitted             reconsider           no: the application has not been decided
supplement_requested  update               stays
supplement_requested  set_budget           stays
supplement_requested  answer               stays
supplement_requested  set_plan             stays
supplement_requested  request_commitments  stays
supplement_requested  reopen               no: it can be changed as it is, for a supplement is requested
supplement_requested  submit               submitted
supplement_requested  request_supplement   no: a supplement has been requested and not yet given
supplement_requested  evaluate             no: a supplement has been requested; wait until the lead submits it
supplement_requested  withdraw             withdrawn
supplement_requested  accept               no: a supplement has been requested; wait until the lead submits it
supplement_requested  reject               no: a supplement has been requested; wait until the lead submits it
supplement_requested  reconsider           no: the application has not been decided
evaluated             update               no: the application has been evaluated and waits for a decision as it is
evaluated             set_budget           no: the application has been evaluated and waits for a decision as it is
evaluated             answer               no: the application has been evaluated and waits for a decision as it is
evaluated             set_plan             no: the application has been evaluated and waits for a decision as it is
evaluated             request_commitments  no: the application has been evaluated and waits for a decision as it is
evaluated             reopen               no: the application has been evaluated and waits for a decision as it is
evaluated             submit               no: the application has been evaluated and waits for a decision as it is
evaluated             request_supplement   no: the application has been evaluated and waits for a decision as it is
evaluated             evaluate             no: the application has been evaluated already
evaluated             withdraw             withdrawn
evaluated             accept               accepted
evaluated             reject               rejected
evaluated             reconsider           no: the application has not been decided
accepted              (every other)        no: the application has been granted; its life goes on in the project
accepted              reconsider           evaluated
rejected              (every other)        no: the application was not granted; nothing more happens to it
rejected              reconsider           evaluated
withdrawn             (every other)        no: the application was withdrawn; nothing more happens to it
";

#[test]
fn the_table_is_as_reviewed() {
    let mut rendered = String::from("\n");
    let mut over = None;
    for (state, command, step) in workflow::table::<ApplicationMachine>() {
        // What is over says the same to every command, but for what opens it again.
        let is_over = matches!(
            state,
            StateName::Accepted | StateName::Rejected | StateName::Withdrawn
        ) && matches!(step, Step::No(_));
        let step = match step {
            Step::To(next) => next.code().to_owned(),
            Step::Stays => "stays".to_owned(),
            Step::No(why) => format!("no: {why}"),
        };
        let command = if is_over { "(every other)" } else { command.code() };
        let line = format!("{:<21} {command:<20} {step}\n", state.code());
        if over.as_ref() != Some(&line) {
            rendered.push_str(&line);
        }
        over = is_over.then_some(line);
    }
    assert_eq!(rendered, TABLE);
}

#[test]
fn with_all_facts_in_order_the_machine_does_what_the_table_says() {
    for state in states() {
        for name in CommandName::iter() {
            let step = <ApplicationMachine as workflow::Machine>::step(StateName::from(&state), name);
            let done = transition::<ApplicationMachine>(state.clone(), command(name), &facts(), at(3, 12));
            match step {
                Step::To(next) => assert_eq!(StateName::from(&done.unwrap().state), next),
                Step::Stays => assert_eq!(done.unwrap().state, state),
                Step::No(_) => assert_eq!(done.unwrap_err().code, RefusalCode::WrongState),
            }
        }
    }
}
