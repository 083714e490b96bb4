use async_graphql::{Enum, ID, InputObject};
use talkoot_domain::benefit::{self, Calculation, FaultyCalculation, Figure, Why};

/// By what a project saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "benefit::Mechanism")]
pub(crate) enum BenefitMechanism {
    /// Working time.
    WorkTime,
    /// Travel and per diems.
    Travel,
    /// Post and paper.
    PostAndPaper,
    /// Sick leave.
    SickLeave,
    /// Systems that nobody uses any more.
    IdleSystems,
    /// Something else.
    Other,
}

/// How a share that is saved is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "benefit::Reading")]
pub(crate) enum BenefitReading {
    /// The share is what is saved before the fee is paid.
    BeforeFee,
    /// The share is what is left in full use after the fee is paid.
    AfterFee,
}

/// A number that goes into a calculation.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct BenefitFigureInput {
    /// The exact number as a text, with at most five decimals, for example `17.17425`.
    value: String,
    /// In what it is, for example `EUR`, `signatures a year` or `%`.
    unit: String,
    /// Where the number is from.
    source: String,
}

/// A price for each, times how many a year.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct UnitPriceInput {
    /// What one costs, or with `knownQuantity` what so many of them cost together, EUR.
    price: BenefitFigureInput,
    /// For how many the price is; for one unless told.
    known_quantity: Option<BenefitFigureInput>,
    /// How many a year.
    quantity: BenefitFigureInput,
}

/// A share of a cost is saved, and a fee is paid for it.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ShareSavedInput {
    /// The cost a year before, EUR.
    cost: BenefitFigureInput,
    /// The share of the cost that is saved in full use, per cent.
    share: BenefitFigureInput,
    /// The use at which what is saved just covers the fee, per cent.
    break_even: BenefitFigureInput,
    /// The use that is reckoned with, per cent.
    usage: BenefitFigureInput,
    /// Whether the share is before or after the fee.
    reading: BenefitReading,
}

/// An amount a year that is known.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct FlatBenefitInput {
    /// The amount, EUR a year.
    amount: BenefitFigureInput,
}

/// How a benefit is calculated: exactly one of the three formulas.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct BenefitCalculationInput {
    /// A price for each, times how many a year.
    unit_price: Option<UnitPriceInput>,
    /// A share of a cost is saved, and a fee is paid for it.
    share_saved: Option<ShareSavedInput>,
    /// An amount a year that is known.
    flat: Option<FlatBenefitInput>,
}

fn read(way: &'static [&'static str], input: &BenefitFigureInput) -> Result<Figure, Why> {
    Figure::read(&input.value, &input.unit, &input.source)
        .map_err(|fault| Why::Calculation(FaultyCalculation::Figure(way, fault)))
}

impl BenefitCalculationInput {
    /// The calculation, or what is wrong with what was written.
    pub(super) fn read(&self) -> Result<Calculation, Why> {
        match (&self.unit_price, &self.share_saved, &self.flat) {
            (Some(of), None, None) => Ok(Calculation::UnitPrice {
                price: read(&["unitPrice", "price"], &of.price)?,
                known_quantity: of
                    .known_quantity
                    .as_ref()
                    .map(|known| read(&["unitPrice", "knownQuantity"], known))
                    .transpose()?,
                quantity: read(&["unitPrice", "quantity"], &of.quantity)?,
            }),
            (None, Some(of), None) => Ok(Calculation::ShareSaved {
                cost: read(&["shareSaved", "cost"], &of.cost)?,
                share: read(&["shareSaved", "share"], &of.share)?,
                break_even: read(&["shareSaved", "breakEven"], &of.break_even)?,
                usage: read(&["shareSaved", "usage"], &of.usage)?,
                reading: of.reading.into(),
            }),
            (None, None, Some(of)) => Ok(Calculation::Flat {
                amount: read(&["flat", "amount"], &of.amount)?,
            }),
            _ => Err(Why::Calculation(FaultyCalculation::NotOne)),
        }
    }
}

/// A benefit to be stated.
#[derive(Debug, InputObject)]
pub(crate) struct StateBenefitInput {
    /// The project.
    pub(super) project_id: ID,
    /// The municipality that has it; all of them unless told.
    pub(super) municipality_id: Option<ID>,
    /// By what it is saved.
    pub(super) mechanism: BenefitMechanism,
    /// What it is, in a few words.
    pub(super) name: String,
    /// How it is calculated.
    pub(super) calculation: BenefitCalculationInput,
    /// Chosen by you, new for each benefit.
    pub(super) idempotency_key: String,
}

/// A benefit to be calculated anew.
#[derive(Debug, InputObject)]
pub(crate) struct RecalculateBenefitInput {
    /// The benefit.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// How it is calculated from now on.
    pub(super) calculation: BenefitCalculationInput,
    /// Chosen by you, new for each change.
    pub(super) idempotency_key: String,
}

/// A benefit to be withdrawn.
#[derive(Debug, InputObject)]
pub(crate) struct WithdrawBenefitInput {
    /// The benefit.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Why there is no such benefit after all; it stays readable.
    pub(super) reason: String,
    /// Chosen by you, new for each benefit that you withdraw.
    pub(super) idempotency_key: String,
}
