//! The decision letter (*avustuspäätös*, *understödsbeslut*): what was decided, why, on which terms, and how a
//! claim for correction is made.

mod texts;

use chrono::NaiveDate;
use talkoot_domain::{formats, language::Language, money::Money, rate::Rate};

use crate::{Document, fill::fill};
use texts::{EN, FI, SV, Texts};

/// Everything that a decision letter tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionLetter {
    /// The language of the lead municipality.
    pub language: Language,
    /// The number of the decision with the authority: `2026-0001`.
    pub number: String,
    /// The day on which it was made.
    pub decided: NaiveDate,
    /// Who decided, by its name in the language of the letter.
    pub authority: String,
    /// To whom it is addressed: the lead municipality.
    pub lead: String,
    /// The number of the decision in whose place this one is made, after a claim for correction.
    pub replaces: Option<String>,
    /// What was applied for.
    pub project: String,
    /// The call that the money comes from.
    pub call: String,
    /// The day on which the application was submitted last.
    pub submitted: NaiveDate,
    /// Every municipality with its part of the budget, by municipality code.
    pub shares: Vec<Share>,
    /// The grant that was applied for.
    pub requested: Money,
    /// What is granted; nothing when the application is rejected.
    pub granted: Option<Granted>,
    /// Why, in the authority's words.
    pub reasoning: String,
    /// What the recipient must do or leave undone beside what the law says, in the authority's words.
    pub conditions: Vec<String>,
    /// Who made the decision.
    pub decided_by: String,
    /// Who prepared it, and answers questions about it.
    pub prepared_by: String,
    /// The day on which it is presumed to have been received.
    pub received: NaiveDate,
    /// The last day for a claim for correction.
    pub claim_until: NaiveDate,
}

/// A municipality's part of the budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The municipality, by its name in the language of the letter.
    pub municipality: String,
    /// Its eligible costs.
    pub costs: Money,
}

/// What is granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// At most so much is paid.
    pub award: Money,
    /// The share of the accepted costs that is paid.
    pub rate: Rate,
    /// Within these days costs must accrue.
    pub use_period: (NaiveDate, NaiveDate),
    /// What is paid before costs are accepted, in order.
    pub advance: Vec<Instalment>,
    /// The part of each claim's grant that uses up the advance.
    pub clearing: Option<Rate>,
    /// What is to be reported, and until when.
    pub reports: Vec<(Report, NaiveDate)>,
}

/// A part of the advance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// The first day on which it may be paid; from the acceptance on when absent.
    pub from: Option<NaiveDate>,
    /// How much.
    pub amount: Money,
}

/// What is to be reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// The costs of a period.
    Costs {
        /// Its first day.
        first: NaiveDate,
        /// Its last day.
        last: NaiveDate,
    },
    /// The report at mid-term.
    Interim,
    /// The report at the end.
    Final,
    /// What became of the benefits.
    FollowUp,
}

const fn texts(language: Language) -> &'static Texts {
    match language {
        Language::Fi => &FI,
        Language::Sv => &SV,
        Language::En => &EN,
    }
}

/// The letter.
#[must_use]
pub fn compose(letter: &DecisionLetter) -> Document {
    let t = texts(letter.language);
    let title = match &letter.granted {
        Some(granted) if granted.award < letter.requested => t.title_partial,
        Some(_) => t.title_granted,
        None => t.title_rejected,
    };
    let mut document = Document::new(
        letter.language,
        title.to_owned(),
        letter.authority.clone(),
        letter.number.clone(),
        letter.decided,
    );
    document.facts(vec![
        (t.recipient, letter.lead.clone()),
        (t.project, letter.project.clone()),
        (t.call, letter.call.clone()),
        (
            t.submitted,
            formats::date_short(letter.submitted, letter.language),
        ),
    ]);
    decided(&mut document, letter, t);
    document.heading(t.reasons);
    document.paragraph(letter.reasoning.trim());
    if let Some(granted) = &letter.granted {
        parts(&mut document, letter, t);
        payment(&mut document, letter, granted, t);
        schedule(&mut document, letter.language, granted, t);
        terms(&mut document, letter, t);
    } else {
        document.heading(t.legal_basis);
        document.paragraph(t.law);
    }
    document.heading(t.further);
    document.facts(vec![
        (t.decided_by, letter.decided_by.clone()),
        (t.prepared_by, letter.prepared_by.clone()),
    ]);
    instructions(&mut document, letter, t);
    document
}

/// What was decided, in a sentence and as figures.
fn decided(document: &mut Document, letter: &DecisionLetter, t: &Texts) {
    let money = |amount| formats::money(amount, letter.language);
    document.heading(t.decision);
    if let Some(number) = &letter.replaces {
        document.paragraph(fill(t.replaces, &[("number", number)]));
    }
    let requested = money(letter.requested);
    let Some(granted) = &letter.granted else {
        let named = [("authority", letter.authority.as_str()), ("lead", &letter.lead)];
        document.paragraph(fill(t.rejects, &named));
        document.facts(vec![(t.requested, requested), (t.award, money(Money::ZERO))]);
        return;
    };
    let (award, rate) = (money(granted.award), formats::rate(granted.rate, letter.language));
    let (first, last) = granted.use_period;
    let period = formats::date_range(first, last, letter.language);
    let named = [
        ("authority", letter.authority.as_str()),
        ("lead", &letter.lead),
        ("award", &award),
        ("rate", &rate),
    ];
    document.paragraph(fill(t.grants, &named));
    if granted.award < letter.requested {
        document.paragraph(t.partial);
    }
    document.facts(vec![
        (t.requested, requested),
        (t.award, award),
        (t.rate, rate),
        (t.use_period, period),
    ]);
}

/// The municipalities with their parts, and what of the costs is their own.
fn parts(document: &mut Document, letter: &DecisionLetter, t: &Texts) {
    let rows = letter.shares.iter().map(|share| {
        vec![
            share.municipality.clone(),
            formats::money(share.costs, letter.language),
        ]
    });
    document.heading(t.municipalities);
    document.paragraph(fill(t.lead_answers, &[("lead", &letter.lead)]));
    document.table(t.budget, &[t.municipality, t.costs], rows.collect());
}

fn payment(document: &mut Document, letter: &DecisionLetter, granted: &Granted, t: &Texts) {
    document.heading(t.payment);
    document.paragraph(t.paid_on_claims);
    if granted.advance.is_empty() {
        return;
    }
    let rows = granted.advance.iter().zip(1..).map(|(one, number)| {
        let from = one.from.map_or_else(
            || t.on_acceptance.to_owned(),
            |day| formats::date_short(day, letter.language),
        );
        vec![
            number.to_string(),
            from,
            formats::money(one.amount, letter.language),
        ]
    });
    document.table(
        t.advance,
        &[t.instalment, t.payable_from, t.amount],
        rows.collect(),
    );
    if let Some(clearing) = granted.clearing {
        let clearing = formats::rate(clearing, letter.language);
        document.paragraph(fill(t.cleared, &[("rate", &clearing)]));
    }
}

fn schedule(document: &mut Document, language: Language, granted: &Granted, t: &Texts) {
    if granted.reports.is_empty() {
        return;
    }
    let rows = granted.reports.iter().map(|(report, due)| {
        let name = match report {
            Report::Costs { first, last } => fill(
                t.cost_report,
                &[("period", &formats::date_range(*first, *last, language))],
            ),
            Report::Interim => t.interim_report.to_owned(),
            Report::Final => t.final_report.to_owned(),
            Report::FollowUp => t.follow_up.to_owned(),
        };
        vec![name, formats::date_short(*due, language)]
    });
    document.heading(t.schedule);
    document.table(t.reports, &[t.report, t.due], rows.collect());
}

fn terms(document: &mut Document, letter: &DecisionLetter, t: &Texts) {
    document.heading(t.conditions);
    let own = letter.conditions.iter().map(|one| one.trim().to_owned());
    document.list(
        t.usual_conditions
            .iter()
            .map(|&one| one.to_owned())
            .chain(own)
            .collect(),
    );
    document.heading(t.legal_basis);
    document.paragraph(t.law);
}

/// How a claim for correction is made (act 688/2001, 34 §; act 434/2003, chapter 7 a).
fn instructions(document: &mut Document, letter: &DecisionLetter, t: &Texts) {
    document.heading(t.correction);
    let named = [("authority", letter.authority.as_str())];
    document.paragraph(fill(t.may_claim, &named));
    document.paragraph(t.within);
    let date = |day| formats::date_short(day, letter.language);
    document.facts(vec![
        (t.sent, date(letter.decided)),
        (t.received, date(letter.received)),
        (t.claim_until, date(letter.claim_until)),
    ]);
    document.paragraph(t.content);
    document.list(t.contents.iter().map(|&one| one.to_owned()).collect());
    document.paragraph(fill(t.how, &named));
}

#[cfg(test)]
mod tests;
