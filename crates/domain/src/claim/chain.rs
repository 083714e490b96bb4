//! The claims of a project form an unbroken chain of periods.

use chrono::NaiveDate;

use super::{StateName, Why};

/// A claim as a link of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The claim's number.
    pub number: i32,
    /// The number of its period.
    pub period: i32,
    /// Its state.
    pub state: StateName,
    /// Whether it is the last claim of the project.
    pub is_last: bool,
}

/// A claim that somebody wants to draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The number of its period.
    pub period: i32,
    /// Whether it shall be the last claim of the project.
    pub is_last: bool,
    /// Accepted cost reports that no claim holds.
    pub waiting_reports: u64,
}

/// How far the project is from its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The number of the last period.
    pub last_period: i32,
    /// The last day on which costs may accrue.
    pub use_period_last: NaiveDate,
    /// Today in Helsinki.
    pub today: NaiveDate,
    /// Cost reports that are not accepted, and those of periods that were never opened.
    pub missing_reports: u64,
}

/// The number of the period that the next claim is for: the one after the last that was not rejected;
/// the last period again when all have been claimed, so that a late partner can still be paid.
#[must_use]
pub fn due_period(links: &[Link], last_period: i32) -> i32 {
    links
        .iter()
        .filter(|link| link.state != StateName::Rejected)
        .map(|link| link.period)
        .max()
        .map_or(1, |claimed| claimed.saturating_add(1).min(last_period))
}

/// Whether a claim can be drafted now.
///
/// # Errors
/// When another claim is open, the last claim has been made, the period is not the one that is due, or
/// no report is waiting; the last claim may come without one.
pub fn check_next(links: &[Link], asked: &Asked, last_period: i32) -> Result<(), Why> {
    if let Some(open) = links.iter().find(|link| link.state.is_open()) {
        return Err(Why::AnotherOpen {
            number: open.number,
            state: open.state,
        });
    }
    if let Some(last) = links.iter().find(|link| link.is_last && link.state.is_approved()) {
        return Err(Why::LastClaimed(last.number));
    }
    let due = due_period(links, last_period);
    if asked.period != due {
        return Err(Why::BrokenChain {
            due,
            asked: asked.period,
        });
    }
    if asked.waiting_reports == 0 && !asked.is_last {
        return Err(Why::NoReports);
    }
    Ok(())
}

/// Whether a claim for this period can be the last one of the project.
///
/// # Errors
/// Before the last period, before the use period is over, and while a cost report is missing.
pub fn check_last(period: i32, end: &End) -> Result<(), Why> {
    if period != end.last_period {
        return Err(Why::NotLastPeriod {
            last: end.last_period,
            asked: period,
        });
    }
    if end.today <= end.use_period_last {
        return Err(Why::UsePeriodRuns(end.use_period_last));
    }
    if end.missing_reports > 0 {
        return Err(Why::ReportsMissing(end.missing_reports));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(states: &[(i32, StateName)]) -> Vec<Link> {
        states
            .iter()
            .zip(1..)
            .map(|(&(period, state), number)| Link {
                number,
                period,
                state,
                is_last: false,
            })
            .collect()
    }

    /// Goal: what may follow what, in order of precedence: open claim, chain, reports.
    #[test]
    fn the_next_claim() {
        use StateName as S;
        let open = |state| Some(Why::AnotherOpen { number: 1, state });
        let chain = |due, asked| Some(Why::BrokenChain { due, asked });
        for (before, asked, waiting, expected) in [
            (vec![], 1, 1, None),
            (vec![], 2, 1, chain(1, 2)),
            (vec![], 1, 0, Some(Why::NoReports)),
            (vec![(1, S::Draft)], 1, 0, open(S::Draft)),
            (vec![(1, S::Submitted)], 2, 1, open(S::Submitted)),
            (
                vec![(1, S::SupplementRequested)],
                2,
                1,
                open(S::SupplementRequested),
            ),
            (vec![(1, S::ContentChecked)], 2, 1, open(S::ContentChecked)),
            (vec![(1, S::FinanceApproved)], 2, 1, None),
            (vec![(1, S::Paid)], 2, 1, None),
            (vec![(1, S::Paid)], 1, 1, chain(2, 1)),
            (vec![(1, S::Paid)], 3, 1, chain(2, 3)),
            (vec![(1, S::Rejected)], 1, 1, None),
            (vec![(1, S::Rejected)], 2, 1, chain(1, 2)),
            (vec![(1, S::Paid), (2, S::Rejected)], 2, 1, None),
            (vec![(1, S::Paid), (2, S::Paid), (3, S::Paid)], 3, 1, None),
            (vec![(1, S::Paid), (2, S::Paid), (3, S::Paid)], 4, 1, chain(3, 4)),
        ] {
            let asked = Asked {
                period: asked,
                is_last: false,
                waiting_reports: waiting,
            };
            let found = check_next(&links(&before), &asked, 3).err();
            assert_eq!(found, expected, "{before:?}, {asked:?}");
        }
    }

    /// Goal: nothing follows the last claim unless it was rejected, and it needs no reports of its own.
    #[test]
    fn the_end_of_the_chain() {
        use StateName as S;
        let asked = |is_last| Asked {
            period: 3,
            is_last,
            waiting_reports: 0,
        };
        for (state, is_last, expected) in [
            (S::FinanceApproved, true, Some(Why::LastClaimed(3))),
            (S::Paid, false, Some(Why::LastClaimed(3))),
            (S::Rejected, true, None),
            (S::Rejected, false, Some(Why::NoReports)),
        ] {
            let mut before = links(&[(1, S::Paid), (2, S::Paid), (3, state)]);
            before[2].is_last = true;
            assert_eq!(
                check_next(&before, &asked(is_last), 3).err(),
                expected,
                "{state:?} {is_last}"
            );
        }
    }

    /// Goal: when the last claim can be made, in order of precedence.
    #[test]
    fn the_last_claim() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let until = day("2027-12-31");
        for (period, today, missing_reports, expected) in [
            (2, "2027-12-31", 1, Some(Why::NotLastPeriod { last: 3, asked: 2 })),
            (3, "2027-12-31", 1, Some(Why::UsePeriodRuns(until))),
            (3, "2028-01-01", 1, Some(Why::ReportsMissing(1))),
            (3, "2028-01-01", 0, None),
        ] {
            let end = End {
                last_period: 3,
                use_period_last: until,
                today: day(today),
                missing_reports,
            };
            assert_eq!(check_last(period, &end).err(), expected, "{period} on {today}");
        }
    }
}
