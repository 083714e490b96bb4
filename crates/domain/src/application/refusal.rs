use chrono::NaiveDate;

use super::{Disagreement, Unanswered};
use crate::{
    call::WrongNumber,
    money::{Money, Overflow},
    workflow::{Reason, RefusalCode},
};

/// Why something cannot be done to an application.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// The call has no form.
    #[error("the call of this application has no form, so there is nothing to answer")]
    NoForm,
    /// Required fields of the form are not answered, or not so that the answer can stand.
    #[error("{}", unanswered(.0))]
    Unanswered(Vec<Unanswered>),
    /// A list of a plan, the place in it, the field and what is wrong there.
    #[error("{3}")]
    Plan(&'static str, usize, &'static str, String),
    /// Plans of partners do not agree with their budgets.
    #[error("{}", disagreements(.0))]
    Disagreements(Vec<(String, Disagreement)>),
    /// The call takes no applications because it is not public.
    #[error("the call is not published, so it takes no applications")]
    CallNotPublished,
    /// The call has not opened.
    #[error("the call takes applications from {0} on; wait until then")]
    CallNotOpen(NaiveDate),
    /// The call has closed.
    #[error("the call has closed; it took applications until the end of {0}")]
    CallClosed(NaiveDate),
    /// A required text or list is missing.
    #[error("\"{0}\" is empty; fill it in")]
    Missing(&'static str),
    /// A text is too long.
    #[error("\"{0}\" is longer than {1} characters; shorten it")]
    TooLong(&'static str, usize),
    /// A list is too long.
    #[error("\"{0}\" has more than {1} entries; leave some out")]
    TooMany(&'static str, usize),
    /// A partner stands twice in the list.
    #[error("a municipality is named twice among the partners; name each once")]
    PartnerTwice,
    /// The lead is missing.
    #[error("the lead municipality takes part itself; it cannot be left out")]
    LeadIsNoPartner,
    /// A sub-area would be led from outside.
    #[error("sub-area {} is led by a municipality that takes no part; choose one of the partners", place + 1)]
    SubAreaLeadIsNoPartner {
        /// Which one, from 0.
        place: usize,
    },
    /// A sub-area's topic is none of the call's.
    #[error("sub-area {} has the topic \"{topic}\", which the call does not know; choose one of the call's topics", place + 1)]
    UnknownTopic {
        /// Which one, from 0.
        place: usize,
        /// The topic.
        topic: String,
    },
    /// A category is none of the call's.
    #[error("the call has no cost category \"{category}\"; choose one of its categories")]
    UnknownCategory {
        /// Which cell, from 0.
        place: usize,
        /// The category.
        category: String,
    },
    /// A cell stands in a sub-area of something else.
    #[error("budget cell {} names a sub-area that the application does not have", place + 1)]
    UnknownSubArea {
        /// Which cell, from 0.
        place: usize,
    },
    /// A budget is set for somebody outside.
    #[error("this municipality takes no part in the application, so it has no budget in it")]
    UnknownPartner,
    /// An amount below zero.
    #[error("budget cell {} is {amount}; a budget is not negative", place + 1)]
    NegativeAmount {
        /// Which cell, from 0.
        place: usize,
        /// The amount.
        amount: Money,
    },
    /// A cell is given twice.
    #[error("budget cell {} repeats category \"{category}\" of a sub-area; give each pair once", place + 1)]
    CellTwice {
        /// Which cell, from 0.
        place: usize,
        /// The category.
        category: String,
    },
    /// Nothing is budgeted.
    #[error("the budget is empty, so there is nothing to apply for; set the partners' budgets first")]
    EmptyBudget,
    /// More than one grant may be.
    #[error("the budget asks for {requested}, more than the {largest} that one grant may be; budget less")]
    OverLargestAward {
        /// Rate of the budget.
        requested: Money,
        /// The call's limit.
        largest: Money,
    },
    /// Less than one grant must be.
    #[error(
        "the budget asks for {requested}, less than the {smallest} that one grant is at least; budget more"
    )]
    UnderSmallestAward {
        /// Rate of the budget.
        requested: Money,
        /// The call's limit.
        smallest: Money,
    },
    /// The call names who may lead, and not this municipality.
    #[error(
        "the call names the municipalities that may lead an application, and the lead is none of them; let one of them apply"
    )]
    MayNotLead,
    /// Too few or too many take part.
    #[error(transparent)]
    Partners(#[from] WrongNumber),
    /// Somebody has not committed.
    #[error("not committed: {}; every partner, the lead included, commits before it is submitted", .0.join(", "))]
    NotCommitted(Vec<String>),
    /// Somebody has not reviewed it.
    #[error("reviews of this application that are not in: {0}; wait for them or take the assignments back")]
    ReviewsAwaited(u64),
    /// It is assigned to another officer.
    #[error("another officer handles this application; ask them, or have it assigned to you first")]
    HandledByAnother,
    /// A supplement would be due in the past.
    #[error("{0} is not in the future; give the applicants a day after today to answer")]
    DeadlinePast(NaiveDate),
    /// A supplement would be due after everybody has forgotten it.
    #[error("{0} is more than a year away; choose an earlier day")]
    DeadlineTooFar(NaiveDate),
    /// A question about a section that is none.
    #[error("question {} is empty or longer than {most} characters; write it shortly", .place + 1)]
    SectionQuestion {
        /// Which one, from 0.
        place: usize,
        /// How many are allowed.
        most: usize,
    },
    /// A question about the form that names none of its sections.
    #[error(
        "question {} needs the code of a section of the call's form when it is about the form, and none otherwise",
        .place + 1
    )]
    FormSection {
        /// Which one, from 0.
        place: usize,
    },
    /// The sums pass what can be counted.
    #[error("the budget is too large to be added up; correct the amounts")]
    TooLarge(#[from] Overflow),
}

/// More than this nobody reads in one sentence; `missing` of the application lists them all.
const NAMED: usize = 10;

fn unanswered(all: &[Unanswered]) -> String {
    let named = all.iter().take(NAMED);
    let named: Vec<String> = named
        .map(|one| format!("{}: \"{}\" in \"{}\"", one.partner, one.field, one.section))
        .collect();
    let more = match all.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    format!(
        "these fields of the form must be answered first: {}{more}",
        named.join("; ")
    )
}

fn disagreements(all: &[(String, Disagreement)]) -> String {
    let named = all.iter().take(NAMED);
    let named: Vec<String> = named.map(|(partner, one)| format!("{partner}: {one}")).collect();
    let more = match all.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    format!("the plans must agree first: {}{more}", named.join("; "))
}

impl Reason for Why {
    fn code(&self) -> RefusalCode {
        match self {
            Self::CallNotPublished | Self::NoForm => RefusalCode::WrongState,
            Self::HandledByAnother => RefusalCode::NotPermitted,
            Self::CallNotOpen(_) | Self::CallClosed(_) | Self::DeadlinePast(_) => RefusalCode::Deadline,
            Self::Missing(_)
            | Self::EmptyBudget
            | Self::NotCommitted(_)
            | Self::ReviewsAwaited(_)
            | Self::Unanswered(_) => RefusalCode::Incomplete,
            Self::TooLong(..)
            | Self::TooMany(..)
            | Self::PartnerTwice
            | Self::LeadIsNoPartner
            | Self::SubAreaLeadIsNoPartner { .. }
            | Self::UnknownTopic { .. }
            | Self::UnknownCategory { .. }
            | Self::UnknownSubArea { .. }
            | Self::UnknownPartner
            | Self::NegativeAmount { .. }
            | Self::CellTwice { .. }
            | Self::DeadlineTooFar(_)
            | Self::SectionQuestion { .. }
            | Self::FormSection { .. }
            | Self::Plan(..)
            | Self::TooLarge(_) => RefusalCode::InvalidInput,
            Self::Disagreements(_) => RefusalCode::SumMismatch,
            Self::OverLargestAward { .. }
            | Self::UnderSmallestAward { .. }
            | Self::MayNotLead
            | Self::Partners(_) => RefusalCode::LimitExceeded,
        }
    }

    fn path(&self) -> Vec<String> {
        let (field, place, part) = match self {
            Self::Missing(field) | Self::TooLong(field, _) | Self::TooMany(field, _) => (*field, None, ""),
            Self::PartnerTwice | Self::LeadIsNoPartner => ("partnerIds", None, ""),
            Self::SubAreaLeadIsNoPartner { place } => ("subAreas", Some(place), "leadId"),
            Self::UnknownTopic { place, .. } => ("subAreas", Some(place), "topic"),
            Self::UnknownCategory { place, .. } | Self::CellTwice { place, .. } => {
                ("cells", Some(place), "category")
            }
            Self::UnknownSubArea { place } => ("cells", Some(place), "subAreaId"),
            Self::NegativeAmount { place, .. } => ("cells", Some(place), "amount"),
            Self::UnknownPartner => ("partnerId", None, ""),
            Self::DeadlinePast(_) | Self::DeadlineTooFar(_) => ("respondBy", None, ""),
            Self::SectionQuestion { place, .. } => ("sections", Some(place), "question"),
            Self::FormSection { place } => ("sections", Some(place), "formSection"),
            Self::Partners(_) => ("partnerIds", None, ""),
            Self::TooLarge(_) => ("cells", None, ""),
            Self::Plan(list, place, field, _) => (*list, Some(place), *field),
            Self::NoForm
            | Self::Unanswered(_)
            | Self::Disagreements(_)
            | Self::CallNotPublished
            | Self::CallNotOpen(_)
            | Self::CallClosed(_)
            | Self::EmptyBudget
            | Self::OverLargestAward { .. }
            | Self::UnderSmallestAward { .. }
            | Self::MayNotLead
            | Self::NotCommitted(_)
            | Self::ReviewsAwaited(_)
            | Self::HandledByAnother => return Vec::new(),
        };
        let mut path = vec![field.to_owned()];
        if let Some(place) = place {
            path.extend([place.to_string(), part.to_owned()]);
        }
        path
    }
}
