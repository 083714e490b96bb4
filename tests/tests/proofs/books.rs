//! What is in the books: the rows about money, read past the engine.

use std::collections::BTreeMap;

use talkoot_test_support::{Reader, Row};

/// A row that tests ask by column.
pub type Rows = Vec<Row>;

/// Everything about the money of the one project there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// The award, cents.
    pub award: i64,
    pub project_version: i64,
    pub reports: Rows,
    /// The lines of the files that reports rest on.
    pub lines: Rows,
    pub allocations: Rows,
    pub claims: Rows,
    /// Claim, report: those that a claim holds.
    pub held: Rows,
    pub cells: Rows,
    pub categories: Rows,
    pub partners: Rows,
    pub payouts: Rows,
    pub corrections: Rows,
    pub correction_lines: Rows,
    pub effects: Rows,
    pub recoveries: Rows,
    pub entries: Rows,
    pub transfers: Rows,
    pub holds: Rows,
    pub requests: Rows,
    pub parts: Rows,
    /// The budget in force.
    pub budget: Rows,
    /// How many entries the log has, how many events, how many commands were done, how many imports.
    pub log: Rows,
}

/// The text of a column.
pub fn text<'a>(row: &'a Row, column: &str) -> &'a str {
    maybe(row, column).unwrap_or_else(|| panic!("no {column} in {row:?}"))
}

/// The text of a column, if it has one.
pub fn maybe<'a>(row: &'a Row, column: &str) -> Option<&'a str> {
    let cell = row
        .get(column)
        .unwrap_or_else(|| panic!("no column {column} in {row:?}"));
    cell.as_deref()
}

/// The number in a column.
pub fn number(row: &Row, column: &str) -> i64 {
    text(row, column)
        .parse()
        .unwrap_or_else(|_| panic!("no number in {column} of {row:?}"))
}

/// Whether a claim's money is decided.
pub fn is_approved(claim: &Row) -> bool {
    ["finance_approved", "paid"].contains(&text(claim, "state"))
}

impl Books {
    /// Reads everything.
    pub async fn read(reader: &mut Reader) -> Self {
        let project = reader.rows("SELECT award_cents, version FROM project").await;
        let mut rows = async |sql: &str| reader.rows(sql).await;
        Self {
            award: number(&project[0], "award_cents"),
            project_version: number(&project[0], "version"),
            reports: rows(
                "SELECT r.id, r.version, r.partner_id, r.import_id, r.state, p.number AS period, p.first_day, \
                 i.selected_cents FROM cost_report r JOIN period p ON p.id = r.period_id \
                 LEFT JOIN ledger_import i ON i.id = r.import_id ORDER BY r.id",
            )
            .await,
            lines: rows(
                "SELECT l.id, l.version, l.cost_report_id, l.import_id, l.row_number, l.part, l.account, \
                 l.booked_cents, l.amount_cents, l.exclusion, l.category, l.sub_area_id, l.verification, \
                 l.accepted_cents, r.partner_id FROM cost_line l JOIN cost_report r ON r.import_id = l.import_id \
                 ORDER BY l.id",
            )
            .await,
            allocations: rows(
                "SELECT a.import_id, a.row_number, a.share_millionths, a.share_cents FROM cost_line_allocation a \
                 JOIN cost_report r ON r.import_id = a.import_id ORDER BY a.import_id, a.row_number",
            )
            .await,
            claims: rows("SELECT * FROM claim ORDER BY number").await,
            held: rows(
                "SELECT claim_id, cost_report_id FROM claim_report WHERE released_at IS NULL \
                 ORDER BY claim_id, cost_report_id",
            )
            .await,
            cells: rows("SELECT * FROM claim_cell ORDER BY claim_id, partner_id, category, sub_area_id").await,
            categories: rows("SELECT * FROM claim_category ORDER BY claim_id, partner_id, category").await,
            partners: rows(
                "SELECT p.*, o.code FROM claim_partner p JOIN organisation o ON o.id = p.partner_id \
                 ORDER BY p.claim_id, p.partner_id",
            )
            .await,
            payouts: rows("SELECT * FROM payout ORDER BY id").await,
            corrections: rows("SELECT * FROM correction ORDER BY number").await,
            correction_lines: rows("SELECT * FROM correction_line ORDER BY correction_id, line_id").await,
            effects: rows("SELECT * FROM correction_effect ORDER BY correction_id, partner_id").await,
            recoveries: rows("SELECT * FROM recovery ORDER BY number").await,
            entries: rows("SELECT * FROM recovery_entry ORDER BY id").await,
            transfers: rows("SELECT * FROM transfer ORDER BY id").await,
            holds: rows("SELECT id, version, state, set_by FROM payment_hold ORDER BY id").await,
            requests: rows("SELECT id, version, state FROM change_request ORDER BY id").await,
            parts: rows("SELECT p.id, p.version, p.state, r.state AS request_state FROM change_part p \
                 JOIN change_request r ON r.id = p.request_id ORDER BY p.id").await,
            budget: rows(
                "SELECT b.partner_id, b.category, b.sub_area_id, b.amount_cents, o.code FROM budget_cell b \
                 JOIN project p ON p.budget_version_id = b.budget_version_id \
                 JOIN organisation o ON o.id = b.partner_id \
                 ORDER BY b.partner_id, b.category, b.sub_area_id",
            )
            .await,
            log: rows(
                "SELECT (SELECT COUNT(*) FROM audit_entry) AS entries, (SELECT COUNT(*) FROM outbox_event) AS \
                 events, (SELECT COUNT(*) FROM idempotency) AS done, (SELECT COUNT(*) FROM ledger_import) AS imports",
            )
            .await,
        }
    }

    /// The claim with this key.
    pub fn claim(&self, id: &str) -> &Row {
        let found = self.claims.iter().find(|claim| text(claim, "id") == id);
        found.expect("a claim")
    }

    /// The rows of a list that belong to a claim.
    pub fn of_claim<'a>(rows: &'a Rows, claim: &'a str) -> impl Iterator<Item = &'a Row> {
        rows.iter().filter(move |row| text(row, "claim_id") == claim)
    }

    /// The keys of the reports that a claim holds.
    pub fn reports_of<'a>(&'a self, claim: &'a str) -> Vec<&'a str> {
        Self::of_claim(&self.held, claim)
            .map(|row| text(row, "cost_report_id"))
            .collect()
    }

    /// The approved claims, oldest first.
    pub fn approved(&self) -> impl Iterator<Item = &Row> {
        self.claims.iter().filter(|claim| is_approved(claim))
    }

    /// The approved claim before one of this number.
    pub fn before(&self, number_of: i64) -> Option<&Row> {
        self.approved()
            .filter(|claim| number(claim, "number") < number_of)
            .last()
    }

    /// The municipality code of each partner with a budget or figures.
    pub fn codes(&self) -> BTreeMap<&str, &str> {
        let all = self.budget.iter().chain(&self.partners);
        all.map(|row| (text(row, "partner_id"), text(row, "code")))
            .collect()
    }

    /// The budget in force of each partner in each category, cents.
    pub fn budgets(&self) -> BTreeMap<(&str, &str), i128> {
        let mut sums = BTreeMap::new();
        for cell in &self.budget {
            let at = (text(cell, "partner_id"), text(cell, "category"));
            *sums.entry(at).or_default() += i128::from(number(cell, "amount_cents"));
        }
        sums
    }
}

/// Whether a line is claimed at all.
pub fn is_claimed(line: &Row) -> bool {
    maybe(line, "exclusion").is_none() && maybe(line, "category").is_some()
}

/// What counts of a claimed line: what was accepted, or what it claims as long as nobody has decided.
pub fn counted(line: &Row) -> i64 {
    match text(line, "verification") {
        "pending" | "accepted" => number(line, "amount_cents"),
        "partly" => number(line, "accepted_cents"),
        "disallowed" => 0,
        other => panic!("a line is {other}"),
    }
}
