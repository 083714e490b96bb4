//! The same cost twice: a voucher line that stands in another report already.

use crate::{
    cost_line::LedgerEntry,
    ids::{OrganisationId, ProjectId},
};

/// What an import does that finds a cost in another report. Parameter of the call.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum DuplicateCosts {
    /// It names them and goes on: rows can be equal without being one. The default.
    #[default]
    Warn,
    /// It is refused.
    Refuse,
}

/// Where the other report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The municipality's own report of another period.
    Period,
    /// The municipality's own report in another project.
    Project,
    /// Another municipality of the project.
    Partner,
}

/// Where a report stands to one of another project or municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stands {
    /// Its project.
    pub project: ProjectId,
    /// Its municipality.
    pub partner: OrganisationId,
}

impl Stands {
    /// Where another report is from here; nothing for another municipality's in another project, which is
    /// nobody's business here.
    #[must_use]
    pub fn place_of(self, other: Self) -> Option<Place> {
        match (self.project == other.project, self.partner == other.partner) {
            (true, true) => Some(Place::Period),
            (false, true) => Some(Place::Project),
            (true, false) => Some(Place::Partner),
            (false, false) => None,
        }
    }
}

/// Whether two rows are one voucher line: the same voucher and amount, and no other line, day or supplier; in the
/// books of one municipality also no other account or cost centre. What one of the files does not say speaks
/// neither for nor against. A row without a voucher is known by nothing and is nobody's duplicate.
#[must_use]
pub fn same_voucher_line(one: &LedgerEntry, other: &LedgerEntry, place: Place) -> bool {
    let agree = |one: &str, other: &str| one.is_empty() || other.is_empty() || one == other;
    let same_books = matches!(place, Place::Period | Place::Project);
    !one.voucher.is_empty()
        && one.voucher == other.voucher
        && one.amount == other.amount
        && agree(&one.line_number, &other.line_number)
        && (one.posted_on.is_none() || other.posted_on.is_none() || one.posted_on == other.posted_on)
        && agree(&one.supplier_id, &other.supplier_id)
        && (!same_books || agree(&one.account, &other.account) && agree(&one.cost_centre, &other.cost_centre))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::{Place, Stands, same_voucher_line};
    use crate::{cost_line::LedgerEntry, money::Money};

    fn entry() -> LedgerEntry {
        LedgerEntry {
            row: 1,
            voucher: "100".to_owned(),
            line_number: "1".to_owned(),
            posted_on: NaiveDate::from_ymd_opt(2026, 3, 31),
            account: "4340".to_owned(),
            account_name: String::new(),
            cost_centre: "6101".to_owned(),
            project_code: String::new(),
            supplier_name: String::new(),
            supplier_id: "0211675-2".to_owned(),
            description: "a".to_owned(),
            amount: Money::from_cents(5000),
            occurrence: 1,
        }
    }

    /// What differs, and whether the rows are one line: in one municipality's books, in another's.
    #[test]
    fn a_voucher_line_is_known_by_what_both_files_say() {
        type Change = fn(&mut LedgerEntry);
        let cases: [(&str, Change, bool, bool); 11] = [
            ("nothing", |_| {}, true, true),
            (
                "row and text",
                |one| {
                    one.row = 9;
                    one.description = "b".to_owned();
                },
                true,
                true,
            ),
            ("voucher", |one| one.voucher = "101".to_owned(), false, false),
            ("no voucher", |one| one.voucher = String::new(), false, false),
            ("amount", |one| one.amount = Money::from_cents(5001), false, false),
            ("line", |one| one.line_number = "2".to_owned(), false, false),
            ("no line", |one| one.line_number = String::new(), true, true),
            (
                "day",
                |one| one.posted_on = NaiveDate::from_ymd_opt(2026, 4, 1),
                false,
                false,
            ),
            (
                "supplier",
                |one| one.supplier_id = "0157711-9".to_owned(),
                false,
                false,
            ),
            (
                "the other half of a shared invoice",
                |one| one.cost_centre = "6102".to_owned(),
                false,
                true,
            ),
            ("account", |one| one.account = "4341".to_owned(), false, true),
        ];
        for (what, change, in_own_books, elsewhere) in cases {
            let mut other = entry();
            change(&mut other);
            for (place, expected) in [
                (Place::Period, in_own_books),
                (Place::Project, in_own_books),
                (Place::Partner, elsewhere),
            ] {
                assert_eq!(
                    same_voucher_line(&entry(), &other, place),
                    expected,
                    "{what} {place:?}"
                );
                assert_eq!(
                    same_voucher_line(&other, &entry(), place),
                    expected,
                    "{what} {place:?}"
                );
            }
        }
        let nameless = LedgerEntry {
            voucher: String::new(),
            ..entry()
        };
        assert!(!same_voucher_line(&nameless, &nameless, Place::Period));
    }

    #[test]
    fn another_municipality_in_another_project_is_not_looked_at() {
        let at = |project, partner| Stands {
            project: Uuid::from_u128(project).into(),
            partner: Uuid::from_u128(partner).into(),
        };
        assert_eq!(at(1, 1).place_of(at(1, 1)), Some(Place::Period));
        assert_eq!(at(1, 1).place_of(at(2, 1)), Some(Place::Project));
        assert_eq!(at(1, 1).place_of(at(1, 2)), Some(Place::Partner));
        assert_eq!(at(1, 1).place_of(at(2, 2)), None);
    }
}
