//! The claims of a project form an unbroken chain of periods.

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

/// Whether a claim for this period can be drafted now.
///
/// # Errors
/// When another claim is open, the period is not the one that is due, or no report is waiting.
pub fn check_next(links: &[Link], asked: i32, last_period: i32, waiting_reports: u64) -> Result<(), Why> {
    if let Some(open) = links.iter().find(|link| link.state.is_open()) {
        return Err(Why::AnotherOpen {
            number: open.number,
            state: open.state,
        });
    }
    let due = due_period(links, last_period);
    if asked != due {
        return Err(Why::BrokenChain { due, asked });
    }
    if waiting_reports == 0 {
        return Err(Why::NoReports);
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
            let found = check_next(&links(&before), asked, 3, waiting).err();
            assert_eq!(found, expected, "{before:?}, period {asked}");
        }
    }
}
