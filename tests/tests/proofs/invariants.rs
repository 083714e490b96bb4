//! What holds after every step, whatever happened.

use std::collections::{BTreeMap, BTreeSet};

use talkoot_test_support::Row;

use crate::{
    proofs::books::{Books, is_approved, is_claimed, maybe, number, text},
    proofs::scene::Rules,
    proofs::sums::{self, Sums},
};

/// What is remembered from step to step.
#[derive(Debug, Default)]
pub struct Memory {
    /// The figures of each approved claim when it was approved: they stay.
    frozen: BTreeMap<String, Vec<Row>>,
    /// What the file of each report came to when it was sent, cents.
    pub files: BTreeMap<String, i64>,
}

fn sum(rows: impl IntoIterator<Item = i64>) -> i128 {
    rows.into_iter().map(i128::from).sum()
}

impl Memory {
    /// Checks everything.
    ///
    /// # Panics
    /// When something does not hold.
    pub fn check(&mut self, books: &Books, rules: Rules) {
        self.files_are_conserved(books);
        for claim in &books.claims {
            let id = text(claim, "id");
            match text(claim, "state") {
                "rejected" => assert!(books.reports_of(id).is_empty(), "a rejected claim holds reports"),
                "submitted" | "content_checked" => {
                    is_computed(books, rules, claim);
                    adds_up(books, claim);
                }
                "draft" | "supplement_requested" => adds_up(books, claim),
                _ => {
                    adds_up(books, claim);
                    self.stays(books, rules, claim);
                }
            }
        }
        chain_holds(books, rules);
        payments_hold(books);
        recoveries_hold(books);
        transfers_hold(books);
    }

    /// Every cent of a file is in its lines, and every line claims its share of its row.
    fn files_are_conserved(&self, books: &Books) {
        let mut shares = BTreeMap::new();
        for one in &books.allocations {
            let at = (text(one, "import_id"), text(one, "row_number"));
            shares.insert(at, number(one, "share_cents"));
        }
        let mut rows: BTreeMap<(&str, &str), (i64, i64)> = BTreeMap::new();
        for line in &books.lines {
            let at = (text(line, "import_id"), text(line, "row_number"));
            let row = rows.entry(at).or_insert((number(line, "booked_cents"), 0));
            assert_eq!(row.0, number(line, "booked_cents"), "{line:?}");
            row.1 += number(line, "amount_cents");
        }
        for (at, (booked, claimed)) in &rows {
            let share = shares.get(at).unwrap_or(booked);
            assert_eq!(
                claimed, share,
                "row {at:?} of {booked} cents claims something else"
            );
        }
        for report in &books.reports {
            let Some(import) = maybe(report, "import_id") else {
                continue;
            };
            let all = rows.iter().filter(|(at, _)| at.0 == import).map(|(_, row)| row.0);
            let sent = self.files.get(text(report, "id"));
            assert_eq!(Some(&all.sum::<i64>()), sent, "the file of {report:?}");
        }
    }

    /// The first time an approved claim is seen it is computed anew; from then on nothing of it changes.
    fn stays(&mut self, books: &Books, rules: Rules, claim: &Row) {
        let figures = figures(books, claim);
        match self.frozen.get(text(claim, "id")) {
            Some(before) => assert_eq!(before, &figures, "an approved claim changed"),
            None => {
                is_computed(books, rules, claim);
                self.frozen.insert(text(claim, "id").to_owned(), figures);
            }
        }
    }

    /// Remembers approved claims without computing them: what they rest on changed right after the approval.
    pub fn remember(&mut self, books: &Books) {
        for claim in books.approved() {
            let id = text(claim, "id").to_owned();
            self.frozen.entry(id).or_insert_with(|| figures(books, claim));
        }
    }
}

/// What is stored of a claim.
fn figures(books: &Books, claim: &Row) -> Vec<Row> {
    let id = text(claim, "id");
    let mut figures: Vec<Row> = vec![claim.clone()];
    figures[0].retain(|column, _| column.ends_with("_cents"));
    for rows in [&books.cells, &books.categories, &books.partners, &books.held] {
        figures.extend(Books::of_claim(rows, id).cloned());
    }
    figures
}

/// The reports of the approved claims up to a number, and of one claim.
fn reports_until<'a>(books: &'a Books, claim: &'a Row) -> BTreeSet<&'a str> {
    let until = number(claim, "number");
    let earlier = books.approved().filter(|one| number(one, "number") < until);
    earlier
        .chain([claim])
        .flat_map(|one| books.reports_of(text(one, "id")))
        .collect()
}

/// What the product should have computed for a claim.
pub fn expected(books: &Books, rules: Rules, claim: &Row) -> Sums {
    let before = books.before(number(claim, "number"));
    let stood = before.map_or_else(BTreeSet::new, |before| {
        let rows = Books::of_claim(&books.partners, text(before, "id"));
        rows.map(|row| text(row, "partner_id").to_owned()).collect()
    });
    sums::of_reports(books, rules, &reports_until(books, claim), &stood)
}

/// The stored figures are those of the lines.
fn is_computed(books: &Books, rules: Rules, claim: &Row) {
    let id = text(claim, "id");
    let expected = expected(books, rules, claim);
    let stored = |column: &str| i128::from(number(claim, column));
    assert_eq!(
        stored("eligible_cents"),
        expected.eligible,
        "eligible of {claim:?}"
    );
    assert_eq!(stored("grant_cents"), expected.grant, "grant of {claim:?}");
    assert_eq!(stored("award_cents"), i128::from(books.award));
    let claimed = sums::claimed(books, rules, claim);
    assert_eq!(
        stored("claimed_cents"),
        claimed.values().sum(),
        "claimed of {claim:?}"
    );
    let mut categories = BTreeMap::new();
    for row in Books::of_claim(&books.categories, id) {
        let at = (
            text(row, "partner_id").to_owned(),
            text(row, "category").to_owned(),
        );
        let both = (
            i128::from(number(row, "cumulative_cents")),
            i128::from(number(row, "accepted_cents")),
        );
        categories.insert(at, both);
    }
    assert_eq!(categories, expected.categories);
    for row in Books::of_claim(&books.partners, id) {
        let partner = text(row, "partner_id");
        let own = claimed.get(partner).copied().unwrap_or_default();
        assert_eq!(i128::from(number(row, "claimed_cents")), own, "{row:?}");
        let accepted = i128::from(number(row, "cumulative_accepted_cents"));
        assert_eq!(Some(&accepted), expected.accepted.get(partner), "{row:?}");
        if let Some(share) = expected.shares.get(partner) {
            assert_eq!(
                &i128::from(number(row, "cumulative_share_cents")),
                share,
                "{row:?}"
            );
        }
    }
}

/// Whatever the figures are, they belong together: the sum over the partners is the claim, and nothing is
/// above the ceiling, the rate or the award.
fn adds_up(books: &Books, claim: &Row) {
    let id = text(claim, "id");
    let stored = |column: &str| i128::from(number(claim, column));
    let partners = |column: &str| sum(Books::of_claim(&books.partners, id).map(|row| number(row, column)));
    for (column, of_claim) in [
        ("claimed_cents", stored("claimed_cents")),
        ("cumulative_accepted_cents", stored("eligible_cents")),
        ("cumulative_share_cents", stored("grant_cents")),
        ("share_before_cents", stored("grant_before_cents")),
        ("grant_share_cents", stored("amount_cents")),
        ("parked_cents", stored("parked_cents")),
        (
            "accepted_cents",
            stored("eligible_cents") - stored("eligible_before_cents"),
        ),
    ] {
        assert_eq!(
            partners(column),
            of_claim,
            "{column} of the partners of {claim:?}"
        );
    }
    for category in Books::of_claim(&books.categories, id) {
        assert!(
            number(category, "accepted_cents") <= number(category, "ceiling_cents"),
            "{category:?}"
        );
        let cells = Books::of_claim(&books.cells, id).filter(|cell| {
            ["partner_id", "category"]
                .iter()
                .all(|column| text(cell, column) == text(category, column))
        });
        let cells = sum(cells.map(|cell| number(cell, "cumulative_cents")));
        assert_eq!(
            cells,
            i128::from(number(category, "cumulative_cents")),
            "{category:?}"
        );
    }
    assert!(
        stored("grant_cents") <= stored("award_cents"),
        "over the award: {claim:?}"
    );
    assert_eq!(
        stored("amount_cents") - stored("advance_cleared_cents") - stored("owed_before_cents"),
        stored("payable_cents") - stored("owed_cents"),
        "{claim:?}"
    );
}

/// What recoveries collect of the time after a claim instead of the next one: by corrections, and of what was
/// owed.
fn recovered_after(books: &Books, claim: i64) -> (i128, i128) {
    let mut taken = (0, 0);
    for recovery in &books.recoveries {
        if number(recovery, "after_claim") != claim || text(recovery, "state") == "cancelled" {
            continue;
        }
        let principal = i128::from(number(recovery, "principal_cents"));
        if maybe(recovery, "correction_id").is_some() {
            taken.0 += principal;
        } else {
            taken.1 += principal;
        }
    }
    taken
}

/// Each claim begins where the one before it ended: so the sum over the claims is the cumulative entitlement,
/// and whatever was paid is covered by it, by the advance or by a recovery.
fn chain_holds(books: &Books, rules: Rules) {
    let (mut granted, mut settled, mut cleared) = (0, 0, 0);
    let (mut by_correction, mut carried) = (0, 0);
    let mut before: Option<&Row> = None;
    for claim in books
        .claims
        .iter()
        .filter(|claim| text(claim, "state") != "rejected")
    {
        let of = |claim: &Row, column: &str| i128::from(number(claim, column));
        let (grant, owed, after) = before.map_or((0, 0, 0), |before| {
            (
                of(before, "grant_cents"),
                of(before, "owed_cents"),
                number(before, "number"),
            )
        });
        let (corrections, receivables) = recovered_after(books, after);
        if is_approved(claim) || text(claim, "state") != "draft" {
            assert_eq!(of(claim, "grant_before_cents"), grant - corrections, "{claim:?}");
            assert_eq!(of(claim, "owed_before_cents"), owed - receivables, "{claim:?}");
        }
        if !is_approved(claim) {
            continue;
        }
        by_correction += corrections;
        carried += receivables;
        granted += of(claim, "amount_cents");
        settled += of(claim, "payable_cents");
        let advance = of(claim, "advance_cleared_cents");
        let most = sums::cut(of(claim, "amount_cents"), rules.clearing()).max(0);
        assert!(advance <= most || number(claim, "is_last") == 1, "{claim:?}");
        cleared += advance;
        assert_eq!(granted, of(claim, "grant_cents") + by_correction, "{claim:?}");
        assert_eq!(
            settled + cleared,
            of(claim, "grant_cents") + of(claim, "owed_cents") + by_correction + carried,
            "what was payable and cleared until {claim:?}"
        );
        before = Some(claim);
    }
}

/// A claim and an instalment are paid once, what they come to, and the state's money is never above the award.
fn payments_hold(books: &Books) {
    let live = |payout: &&Row| text(payout, "state") != "failed";
    let mut seen = BTreeSet::new();
    for payout in books.payouts.iter().filter(live) {
        let source = text(payout, "source");
        let claim = maybe(payout, "claim_id");
        let of = (source, claim, maybe(payout, "instalment"));
        assert!(seen.insert(of), "paid twice: {payout:?}");
        if let ("claim", Some(claim)) = (source, claim) {
            let claim = books.claim(claim);
            assert!(is_approved(claim), "{payout:?} of {claim:?}");
            assert_eq!(
                number(payout, "amount_cents"),
                number(claim, "payable_cents"),
                "{payout:?}"
            );
        }
    }
    let paid = sum(books
        .payouts
        .iter()
        .filter(live)
        .map(|one| number(one, "amount_cents")));
    let back = books
        .recoveries
        .iter()
        .filter(|one| text(one, "state") != "cancelled");
    let back = sum(back.map(|one| number(one, "principal_cents")));
    assert!(
        paid - back <= i128::from(books.award),
        "{paid} paid, {back} taken back"
    );
    for claim in books.claims.iter().filter(|claim| text(claim, "state") == "paid") {
        let id = text(claim, "id");
        let confirmed = books.payouts.iter().filter(|payout| {
            maybe(payout, "claim_id") == Some(id)
                && text(payout, "state") == "confirmed"
                && text(payout, "source") == "claim"
        });
        let amount = sum(confirmed.map(|payout| number(payout, "amount_cents")));
        assert_eq!(amount, i128::from(number(claim, "payable_cents")), "{claim:?}");
    }
}

/// Nothing is recovered twice, and no more comes in than is owed with interest.
fn recoveries_hold(books: &Books) {
    let mut corrections = BTreeSet::new();
    for recovery in &books.recoveries {
        if text(recovery, "state") == "cancelled" {
            continue;
        }
        if let Some(correction) = maybe(recovery, "correction_id") {
            assert!(corrections.insert(correction), "recovered twice: {recovery:?}");
            let effects = books
                .effects
                .iter()
                .filter(|effect| text(effect, "correction_id") == correction);
            let shares = sum(effects.map(|effect| number(effect, "share_cents")));
            assert_eq!(
                -shares,
                i128::from(number(recovery, "principal_cents")),
                "{recovery:?}"
            );
        }
        let id = text(recovery, "id");
        let entries = books
            .entries
            .iter()
            .filter(|entry| text(entry, "recovery_id") == id);
        let entries = sum(entries.map(|entry| number(entry, "amount_cents")));
        let principal = i128::from(number(recovery, "principal_cents"));
        let interest = maybe(recovery, "interest_cents").map_or(0, |_| number(recovery, "interest_cents"));
        let settled = ["paid", "set_off", "mitigated", "written_off"].contains(&text(recovery, "state"));
        // Late interest is not stored; what is settled has paid at least the principal.
        assert!(!settled || entries >= principal, "{recovery:?}: {entries}");
        if maybe(recovery, "late_at").is_none() {
            assert!(
                entries <= principal + i128::from(interest),
                "{recovery:?}: {entries}"
            );
        }
    }
}

/// What the lead owes a partner is at most what came of the partner's shares: claims may be paid in another
/// order than they were approved in, so what a later one takes back counts only once it has come.
fn transfers_hold(books: &Books) {
    let mut owed: BTreeMap<&str, i128> = BTreeMap::new();
    for transfer in &books.transfers {
        assert!(number(transfer, "amount_cents") > 0, "{transfer:?}");
        *owed.entry(text(transfer, "payee_id")).or_default() += i128::from(number(transfer, "amount_cents"));
    }
    let has_come = |claim: &&Row| {
        let mut payouts = books.payouts.iter();
        number(claim, "payable_cents") <= 0
            || payouts.any(|payout| {
                maybe(payout, "claim_id") == Some(text(claim, "id")) && text(payout, "state") == "confirmed"
            })
    };
    for (payee, owed) in owed {
        let mut most = 0;
        for claim in books.approved().filter(has_come) {
            let rows = Books::of_claim(&books.partners, text(claim, "id"));
            for row in rows.filter(|row| text(row, "partner_id") == payee) {
                most += i128::from(number(row, "grant_share_cents")).max(0);
            }
        }
        assert!(owed <= most, "{payee} is owed {owed} of at most {most}");
    }
}

/// The correction that was just approved changed the grant by what it says, and its lines to what remains.
pub fn correction_is_carried_out(before: &Books, after: &Books, rules: Rules, correction: &str) {
    let grant = |books: &Books| {
        let reports: BTreeSet<&str> = books
            .approved()
            .flat_map(|claim| books.reports_of(text(claim, "id")))
            .collect();
        let last = books.approved().last();
        let stood = last.map_or_else(BTreeSet::new, |last| {
            let rows = Books::of_claim(&books.partners, text(last, "id"));
            rows.map(|row| text(row, "partner_id").to_owned()).collect()
        });
        sums::of_reports(books, rules, &reports, &stood)
    };
    let (was, is) = (grant(before), grant(after));
    let effects = after
        .effects
        .iter()
        .filter(|effect| text(effect, "correction_id") == correction);
    let effects: Vec<&Row> = effects.collect();
    let of = |column: &str| sum(effects.iter().map(|effect| number(effect, column)));
    assert_eq!(of("share_cents"), is.grant - was.grant, "the grant");
    assert_eq!(
        of("accepted_cents"),
        is.eligible - was.eligible,
        "the accepted costs"
    );
    for line in after
        .correction_lines
        .iter()
        .filter(|line| text(line, "correction_id") == correction)
    {
        let found = |books: &Books| {
            let id = text(line, "line_id");
            let found = books
                .lines
                .iter()
                .find(|one| text(one, "id") == id && is_claimed(one));
            crate::proofs::books::counted(found.expect("a claimed line"))
        };
        assert_eq!(found(before), number(line, "accepted_before_cents"));
        assert_eq!(found(after), number(line, "remains_cents"));
    }
}
