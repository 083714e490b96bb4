//! What waits for those who handle grants.

use super::letter::{Draft, Letter};
use super::{NotRendered, formats};
use crate::message::{OfficerWeek, SupplementAnswered, WaitingMatter};

pub(super) fn supplement_answered(
    mut draft: Draft<'_>,
    facts: &SupplementAnswered,
) -> Result<Letter, NotRendered> {
    draft.value("lead", &facts.lead_municipality);
    draft.value(
        "answered",
        &formats::date_in_sentence(facts.answered, draft.language()),
    );
    let (subject, situation) = match facts.claim_number {
        Some(number) => {
            draft.number("claim", number);
            ("subject-claim", "claim")
        }
        None => ("subject-application", "application"),
    };
    draft.paragraph(situation)?;
    draft.project_facts(&facts.project)?;
    if facts.claim_number.is_some() {
        draft.fact("claim", &draft.text("claim-number")?)?;
    }
    draft.fact("lead-municipality", &facts.lead_municipality)?;
    draft.date_fact("received", facts.answered)?;
    draft.finish(subject, "action", "why")
}

pub(super) fn week(mut draft: Draft<'_>, facts: &OfficerWeek) -> Result<Letter, NotRendered> {
    let number: u32 = facts.matters.iter().map(|one| one.number).sum();
    draft.number("count", number);
    draft.paragraph("situation")?;
    let mut points = Vec::with_capacity(facts.matters.len());
    for matter in &facts.matters {
        points.push(point(&mut draft, matter)?);
    }
    draft.list(&points)?;
    draft.project_facts(&facts.project)?;
    draft.number("count", number);
    draft.finish("subject", "action", "why")
}

/// What waits, in which project, since when.
fn point(draft: &mut Draft<'_>, matter: &WaitingMatter) -> Result<String, NotRendered> {
    let what: &'static str = matter.what.into();
    draft.number("count", matter.number);
    let what = draft.text(&format!("waiting-{what}"))?;
    let since = formats::date_alone(matter.since, draft.language());
    let name = if matter.project.reference.is_empty() {
        matter.project.name.clone()
    } else {
        format!("{} ({})", matter.project.name, matter.project.reference)
    };
    draft.value("since", &since);
    Ok(format!("{name}: {what}, {}", draft.text("waiting-since")?))
}
