use talkoot_domain::{
    call::Vat,
    cost_report::CostReport,
    duplicate::DuplicateCosts,
    money::Money,
    project::Project,
    use_period::UsePeriod,
    workflow::{Refusal, RefusalCode},
};
use talkoot_ledger::{AmountKind, Check, Profile, VatHandling};
use talkoot_storage::{Access, projects};

use super::{LedgerPlan, duplicates::Duplicate};
use crate::{Answer, Failure};

const COMMAND: &str = "importLedger";

/// The days whose costs a report takes: its period within the use period of the terms.
pub(crate) async fn period_of(db: &impl Access, project: &Project, report: &CostReport) -> Answer<UsePeriod> {
    let found = projects::periods_by_id(db, &[report.period]).await?;
    let (_, period) = found.into_iter().next().ok_or(Failure::NotFound("period"))?;
    let allowed = project.terms.use_period;
    let first = period.days.first.max(allowed.first);
    let last = period.days.last.min(allowed.last);
    UsePeriod::new(first, last).map_err(|_| {
        let message = format!(
            "the period {} to {} lies outside the use period {} to {}; no cost of it can be claimed",
            period.days.first, period.days.last, allowed.first, allowed.last
        );
        Refusal::of(RefusalCode::Deadline, "cost_report", COMMAND, message).into()
    })
}

fn refusal(code: RefusalCode, path: &[&str], message: String) -> Failure {
    let path = path.iter().map(|&part| part.to_owned()).collect();
    Refusal {
        path,
        ..Refusal::of(code, "ledger", COMMAND, message)
    }
    .into()
}

pub(super) fn faulty(path: &[&str], message: impl Into<String>) -> Failure {
    Refusal::input(COMMAND, path, message).into()
}

/// An import that would bring something else than what was previewed.
pub(super) fn not_as_seen(what: &str) -> Failure {
    refusal(
        RefusalCode::VersionConflict,
        &["preview"],
        format!(
            "this is not what was previewed: {what} changed since; look at the preview again and confirm that"
        ),
    )
}

/// How many duplicates a refusal names.
const NAMED: usize = 5;

/// Costs that stand in other reports, where the call refuses them.
pub(super) fn check_duplicates(project: &Project, found: &[Duplicate]) -> Answer<()> {
    if project.terms.duplicate_costs == DuplicateCosts::Warn || found.is_empty() {
        return Ok(());
    }
    let mut named: Vec<String> = found.iter().take(NAMED).map(Duplicate::in_words).collect();
    if found.len() > NAMED {
        named.push(format!("and {} more", found.len() - NAMED));
    }
    Err(refusal(
        RefusalCode::Duplicate,
        &["selection"],
        format!(
            "costs of this file stand in other reports already: {}; leave them out with the selection, or take \
             them out of the other report",
            named.join("; ")
        ),
    ))
}

/// What a file as a whole must satisfy; gives the sum of what it selects.
pub(super) fn check_file(
    asked: &LedgerPlan,
    project: &Project,
    profile: &Profile,
    check: &Check,
) -> Answer<Money> {
    if project.terms.vat == Vat::Excluded && holds_tax(profile, check) {
        return Err(faulty(
            &["amountColumn"],
            format!(
                "column \"{}\" holds amounts with value added tax, which the grant does not cover; choose the \
                 column without tax, or set in the profile that the tax is subtracted or that the amounts \
                 are net",
                check.amount_column
            ),
        ));
    }
    let selected = check.selected.total;
    let cents = i64::try_from(selected.cents()).map_err(|_| {
        faulty(
            &["fileId"],
            "the selected rows add up to more than can be; check the amounts",
        )
    })?;
    let selected = Money::from_cents(cents);
    // Only a profile lets such a file come so far; then the person's own books have to vouch for the sum.
    let disagreeing = check.stated_totals.iter().find(|total| !total.agrees());
    if let (Some(total), None) = (disagreeing, asked.stated_total) {
        let says = total.stated.map_or_else(
            || "a total that cannot be read".to_owned(),
            |sum| format!("the total {sum}"),
        );
        return Err(refusal(
            RefusalCode::SumMismatch,
            &["statedTotal"],
            format!(
                "row {} of the file states {says}, and its rows add up to {}; the profile allows it, so state the \
                 total of the selected rows from your own books, or correct the file",
                total.row, total.computed
            ),
        ));
    }
    match asked.stated_total {
        Some(stated) if stated != selected => Err(refusal(
            RefusalCode::SumMismatch,
            &["statedTotal"],
            format!(
                "the selected rows add up to {selected}, your books say {stated}; look at what was left out \
                 (checkLedger) and correct the selection, the column or the total"
            ),
        )),
        // A wrong cost centre selects nothing too: a period without costs has to be said in so many words.
        None if check.selected.rows == 0 => Err(refusal(
            RefusalCode::Incomplete,
            &["selection"],
            format!(
                "none of the {} rows is selected; correct the selection, or state the total 0.00 if there were \
                 no costs in the period",
                check.rows
            ),
        )),
        _ => Ok(selected),
    }
}

fn holds_tax(profile: &Profile, check: &Check) -> bool {
    match profile.vat {
        Some(VatHandling::AmountIsGross) => true,
        Some(VatHandling::AmountIsNet | VatHandling::SubtractVat | VatHandling::TakeOutByRate) => false,
        None => check.amount_kind == AmountKind::Gross,
    }
}

#[cfg(test)]
mod tests {
    use talkoot_ledger::{Limits, Profile, Selection, Source, VatHandling, check};

    use super::holds_tax;

    #[test]
    fn only_what_is_known_to_hold_tax_holds_it() {
        for (header, vat, expected) in [
            ("Summa", None, false),
            ("Summa (sis. alv)", None, true),
            ("Summa", Some(VatHandling::AmountIsGross), true),
            ("Summa (sis. alv)", Some(VatHandling::AmountIsNet), false),
            ("Veroton summa", None, false),
        ] {
            let source = Source::Bytes {
                name: "a.csv".to_owned(),
                bytes: format!("Tosite;Tili;{header}\n1;4340;10,00\n2;4341;11,50\n").into_bytes(),
            };
            let profile = Profile {
                vat,
                ..Profile::default()
            };
            let checked =
                check(&source, &profile, &Selection::default(), &Limits::default()).expect("a ledger");
            assert_eq!(
                holds_tax(&profile, &checked),
                expected,
                "{header} {vat:?} {:?}",
                checked.amount_kind
            );
        }
    }
}
