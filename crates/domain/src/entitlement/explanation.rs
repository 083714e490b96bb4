//! Why an amount is what it is, in a form that can be stored, shown and translated.

use crate::{money::Money, rate::Rate, rounding::Rounding};
use strum::{Display, EnumIter, IntoStaticStr};

/// The rule that gave an amount (`domain.md` section 4). `Display` is its stable name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Rule {
    /// Rule 2, before the share: the net inside a gross amount.
    NetOfVat,
    /// Rule 2: the part of a line that belongs to the project.
    EligibleLine,
    /// Rule 3: the grant on everything accepted so far.
    CumulativeGrant,
    /// Rules 3 and 10: the same where other public support counts.
    GrantBesideOtherSupport,
    /// Rule 3: what a claim adds to it.
    ClaimAmount,
    /// Rule 4: a partner's part of the grant.
    PartnerShare,
    /// Rule 5: the budget of a partner in a category.
    Ceiling,
    /// Rule 7: how much of the advance a claim uses up.
    AdvanceClearing,
    /// Rule 8: what remains at the end.
    FinalBalance,
    /// What is paid for a claim after what was owed from earlier ones (scenario S5).
    Settlement,
    /// What a partner that leaves pays back (scenario S7).
    Withdrawal,
    /// What an old lead hands to the new one (scenario S6).
    HandOver,
    /// Indirect costs as a share of the accepted wages.
    FlatRate,
    /// A partner's flat rate, over its sub-areas.
    FlatRateOfSubArea,
    /// A line over its sub-areas.
    LinePart,
    /// What the authority accepted of a line; as long as it has not decided, what is claimed.
    Verification,
    /// Rule 9: interest on what is recovered, from the payment on.
    RecoveryInterest,
    /// Rule 9: interest on what is repaid too late.
    LateInterest,
    /// A sum of what stands below it.
    Sum,
    /// Taken over from elsewhere, unchanged.
    Source,
}

impl Rule {
    /// The rule in words, with its number.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::NetOfVat => "rule 2: gross / (1 + VAT rate), half up",
            Self::EligibleLine => "rule 2: net of VAT x share, half up",
            Self::CumulativeGrant => "rule 3: floor(rate x accepted), capped by the award",
            Self::GrantBesideOtherSupport => {
                "rules 3 and 10: floor(rate x accepted), capped by the award and by floor(most public support x \
                 accepted) - other public support, not below 0.00"
            }
            Self::ClaimAmount => "rule 3: grant on all accepted so far - grant before this claim",
            Self::PartnerShare => {
                "rule 4: rate x the partner's accepted costs (when the award caps the grant: its proportion of \
                 the grant), floored; missing cents by largest fraction, ties by ascending municipality code"
            }
            Self::Ceiling => "rule 5: at most the budget of the partner in the category and its tolerance",
            Self::AdvanceClearing => {
                "rule 7: clearing rate x grant of the claim, at most the advance left; the last claim clears the rest"
            }
            Self::FinalBalance => "rule 8: min(award, grant on all accepted) - all paid",
            Self::Settlement => {
                "grant of the claim - advance it clears - owed from earlier claims, not below 0.00; the rest is carried"
            }
            Self::Withdrawal => "received - share of the grant on what is accepted, not below 0.00",
            Self::HandOver => "received by the old lead - its own share - what it passed on to the partners",
            Self::FlatRate => "flat rate x wages accepted within the budgets, half up, once per partner",
            Self::FlatRateOfSubArea => {
                "the partner's flat rate in proportion to the wages of its sub-areas, floored; missing cents by \
                 largest fraction"
            }
            Self::LinePart => {
                "the project's share of the line over its sub-areas as stated; missing cents by largest fraction"
            }
            Self::Verification => "what the officer accepted of the line; undecided lines as claimed",
            Self::RecoveryInterest => {
                "rule 9: principal x (reference rate + 3 pp) x days / 365 per half-year, payment day excluded, \
                 repayment day included, rounded once"
            }
            Self::LateInterest => {
                "rule 9: principal x (reference rate + 7 pp) x days / 365 per half-year, due day excluded, \
                 repayment day included, rounded once"
            }
            Self::Sum => "the sum of the amounts below",
            Self::Source => "taken over unchanged",
        }
    }
}

/// What a number in an explanation is. `Display` is its stable name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Quantity {
    /// Amount with value added tax, EUR.
    Gross,
    /// Value added tax, per cent.
    VatRate,
    /// Amount without value added tax, EUR.
    Net,
    /// The project's share of a line, per cent.
    Share,
    /// Accepted costs since the beginning, EUR; of the project or, in a split, of the partner.
    CumulativeAccepted,
    /// Accepted costs of all partners since the beginning, EUR.
    AcceptedByAll,
    /// Funding rate, per cent.
    FundingRate,
    /// What was awarded, EUR.
    Award,
    /// The most of the accepted costs that public support covers in all, per cent.
    MostPublicSupport,
    /// Public support from others than the authority for the same costs, EUR.
    OtherSupport,
    /// Grant on all accepted costs so far, EUR.
    Grant,
    /// The same before this claim, EUR.
    GrantBefore,
    /// Grant of this claim, EUR.
    GrantOfClaim,
    /// Advance paid and not yet cleared, EUR.
    OutstandingAdvance,
    /// Part of each claim's grant that clears the advance, per cent.
    ClearingRate,
    /// Budget of a partner in a category, EUR.
    Budget,
    /// By how much the budget may be exceeded, per cent.
    Tolerance,
    /// Eligible costs since the beginning whether within the budget or not, EUR.
    CumulativeCost,
    /// Everything paid so far, advances included and returns taken off, EUR.
    Paid,
    /// Owed by the project from earlier claims, EUR.
    OwedBefore,
    /// The part of the advance that the claim uses up, EUR.
    AdvanceCleared,
    /// Received from the authority by a lead, or from the lead by a partner, EUR.
    Received,
    /// Recovered of it by the authority: principals, EUR.
    Recovered,
    /// Share of the grant on what is accepted, EUR.
    Entitled,
    /// Passed on by the lead to the partners, EUR.
    PassedOn,
    /// Flat rate of indirect costs, per cent.
    FlatRate,
    /// Wages accepted within the budgets, EUR.
    Wages,
    /// Flat rate of a partner, EUR.
    FlatRateOfPartner,
    /// The project's share of a line, EUR.
    ShareOfLine,
    /// Wages of one sub-area, EUR.
    WagesOfSubArea,
    /// The whole line as the ledger has it, EUR.
    Booked,
    /// What interest runs on, EUR.
    Principal,
    /// What is added to the reference rate, per cent.
    InterestMargin,
    /// Days for which interest runs.
    Days,
}

/// A number that went into an amount, as text: EUR with two decimals or per cent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What the number is.
    pub quantity: Quantity,
    /// The number.
    pub value: String,
}

impl Input {
    /// An amount that went into another one.
    #[must_use]
    pub fn of_amount(quantity: Quantity, amount: Money) -> Self {
        Self::amount(quantity, amount)
    }

    pub(crate) fn amount(quantity: Quantity, amount: Money) -> Self {
        Self {
            quantity,
            value: amount.to_string(),
        }
    }

    pub(crate) fn rate(quantity: Quantity, rate: Rate) -> Self {
        Self {
            quantity,
            value: rate.to_string(),
        }
    }
}

/// What held an amount back (or up) against the plain calculation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Limit {
    /// The award is used up.
    Award,
    /// Other public support covers the rest.
    PublicSupport,
    /// A grant is never negative.
    NotNegative,
    /// No more advance is left to clear.
    OutstandingAdvance,
    /// The last claim clears whatever is left.
    LastClaim,
    /// The budget of the partner in the category is used up.
    Budget,
}

/// Why an amount is what it is: the rule, the numbers, the exact result and how it was rounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The rule that was applied.
    pub rule: Rule,
    /// The numbers it was applied to, in the order in which the rule names them.
    pub inputs: Vec<Input>,
    /// The exact number of EUR as decimal text, before rounding and before any limit. A number that
    /// does not end within ten decimals is cut there and followed by "…".
    pub unrounded: String,
    /// How the exact number became cents.
    pub rounding: Rounding,
    /// What kept the result from being the rounded number, if anything did.
    pub limited_by: Option<Limit>,
    /// The amount, EUR.
    pub result: Money,
}
