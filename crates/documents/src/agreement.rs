//! The agreement between the municipalities of a project (*sopimus avustuksen käytöstä*, *avtal om användning av
//! understöd*): who takes part, what each gets and bears, and how the grant is used, supervised and returned.

mod texts;

use chrono::NaiveDate;
use talkoot_domain::{formats, language::Language, money::Money, rate::Rate};

use crate::{Document, fill::fill};
use texts::{EN, FI, SV, Texts};

/// Everything that an agreement tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MunicipalAgreement {
    /// The language it is written in.
    pub language: Language,
    /// Its number: that of the project and its own place.
    pub number: String,
    /// The day on which the text was written.
    pub drafted: NaiveDate,
    /// The number of the agreement in whose place it comes.
    pub replaces: Option<String>,
    /// The municipality that leads, by its name in the language of the text.
    pub lead: String,
    /// The authority that granted.
    pub authority: String,
    /// The project.
    pub project: String,
    /// The number of the project.
    pub project_number: String,
    /// The call that the money comes from.
    pub call: String,
    /// At most so much is paid.
    pub award: Money,
    /// The share of the accepted costs that is paid.
    pub rate: Rate,
    /// Within these days costs must accrue.
    pub use_period: (NaiveDate, NaiveDate),
    /// Every municipality with its part, the lead included.
    pub parties: Vec<PartyText>,
    /// Days after the money came within which the lead passes the shares on.
    pub transfer_days: u16,
    /// Years for which records are kept after the final decision.
    pub retention_years: u16,
    /// How each keeps its books, in the municipalities' words; may be empty.
    pub accounting: String,
    /// How purchases are made, in the municipalities' words; may be empty.
    pub procurement: String,
    /// Anything else, in the municipalities' words; may be empty.
    pub other: String,
}

/// A municipality with its part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyText {
    /// The municipality, by its name in the language of the text.
    pub municipality: String,
    /// Its part of the budget.
    pub costs: Money,
    /// The most that it gets of the grant.
    pub share: Money,
    /// What it bears itself.
    pub own: Money,
}

const fn texts(language: Language) -> &'static Texts {
    match language {
        Language::Fi => &FI,
        Language::Sv => &SV,
        Language::En => &EN,
    }
}

/// The text of an agreement. Who has signed is no part of it: what is signed does not change by being signed.
#[must_use]
pub fn compose(agreement: &MunicipalAgreement) -> Document {
    let (t, language) = (texts(agreement.language), agreement.language);
    let mut document = Document::new(
        language,
        t.title.to_owned(),
        agreement.lead.clone(),
        agreement.number.clone(),
        agreement.drafted,
    );
    document.facts(vec![
        (
            t.project,
            format!("{} ({})", agreement.project, agreement.project_number),
        ),
        (t.lead, agreement.lead.clone()),
        (t.authority, agreement.authority.clone()),
        (t.call, agreement.call.clone()),
    ]);
    if let Some(earlier) = &agreement.replaces {
        document.paragraph(fill(t.replaces, &[("number", earlier)]));
    }
    purpose(&mut document, agreement, t);
    parties(&mut document, agreement, t);
    let days = agreement.transfer_days.to_string();
    section(
        &mut document,
        t.passing_on,
        &fill(t.passed_on, &[("lead", &agreement.lead), ("days", &days)]),
        "",
    );
    section(
        &mut document,
        t.accounting,
        t.separate_books,
        &agreement.accounting,
    );
    section(&mut document, t.procurement, t.purchases, &agreement.procurement);
    let years = agreement.retention_years.to_string();
    let named = [
        ("authority", agreement.authority.as_str()),
        ("years", &years),
        ("lead", &agreement.lead),
    ];
    section(&mut document, t.supervision, &fill(t.supervised, &named), "");
    section(&mut document, t.repayment, &fill(t.repaid, &named), "");
    if !agreement.other.trim().is_empty() {
        document.heading(t.other);
        document.paragraph(agreement.other.trim());
    }
    section(&mut document, t.force, &fill(t.in_force, &named), "");
    document
}

/// What the money is for, and the frame of the decision.
fn purpose(document: &mut Document, agreement: &MunicipalAgreement, t: &Texts) {
    let language = agreement.language;
    let (first, last) = agreement.use_period;
    let named = [
        ("authority", agreement.authority.as_str()),
        ("lead", &agreement.lead),
        ("project", &agreement.project),
    ];
    document.heading(t.purpose);
    document.paragraph(fill(t.granted, &named));
    document.facts(vec![
        (t.award, formats::money(agreement.award, language)),
        (t.rate, formats::rate(agreement.rate, language)),
        (t.use_period, formats::date_range(first, last, language)),
    ]);
}

/// Who takes part, and what each gets and bears.
fn parties(document: &mut Document, agreement: &MunicipalAgreement, t: &Texts) {
    let money = |amount| formats::money(amount, agreement.language);
    let rows = agreement.parties.iter().map(|party| {
        vec![
            party.municipality.clone(),
            money(party.costs),
            money(party.share),
            money(party.own),
        ]
    });
    document.heading(t.parties);
    document.table(
        t.shares,
        &[t.municipality, t.costs, t.share, t.own],
        rows.collect(),
    );
    document.paragraph(t.paid_on_accepted);
}

/// A section with what every agreement says, and the municipalities' own words after it.
fn section(document: &mut Document, heading: &str, usual: &str, own: &str) {
    document.heading(heading);
    document.paragraph(usual);
    if !own.trim().is_empty() {
        document.paragraph(own.trim());
    }
}

#[cfg(test)]
mod tests;
