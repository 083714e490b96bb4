//! The figures of the acceptance scenario S1 (`domain.md` section 5), to the cent.

/// One partner's figures: name, costs, what each may claim, its share of the grant.
pub(super) struct Partner {
    pub(super) name: &'static str,
    /// Accepted costs in cents.
    pub(super) costs: i64,
    /// Its share of the grant.
    pub(super) share: &'static str,
}

/// The partners in the order of their municipality codes.
pub(super) const PARTNERS: [Partner; 5] = [
    Partner {
        name: "Karkkila",
        costs: 1_234_567,
        share: "10493.82",
    },
    Partner {
        name: "Kuhmoinen",
        costs: 432_109,
        share: "3672.92",
    },
    Partner {
        name: "Lohja",
        costs: 2_345_678,
        share: "19938.26",
    },
    Partner {
        name: "Pälkäne",
        costs: 987_654,
        share: "8395.06",
    },
    Partner {
        name: "Virrat",
        costs: 765_433,
        share: "6506.18",
    },
];

/// All accepted costs.
pub(super) const ACCEPTED: &str = "57654.41";
/// 85 per cent of them, floored.
pub(super) const GRANT: &str = "49006.24";
/// The same before it was floored.
pub(super) const UNROUNDED: &str = "49006.2485";
/// What the officer disallows: a line of Virrat's that has nothing to do with the project.
pub(super) const DISALLOWED: i64 = 12_000;

/// Cents as the API writes them.
pub(crate) fn euros(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
