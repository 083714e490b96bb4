//! Scalars: amounts and rates are decimal strings, for JavaScript's numbers lose cents.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use talkoot_domain::{money, rate};

/// An amount in euros as a decimal string with two decimals, for example "57654.41".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Money(pub(crate) money::Money);

/// An amount in euros as a decimal string with two decimals, for example "57654.41".
#[Scalar(name = "Money")]
impl ScalarType for Money {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Ok(Self(text.parse().map_err(InputValueError::custom)?)),
            _ => Err(InputValueError::custom(
                "an amount is a string, for example \"1234.56\"",
            )),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl From<money::Money> for Money {
    fn from(amount: money::Money) -> Self {
        Self(amount)
    }
}

/// A rate in per cent as a decimal string, for example "85" or "12.5".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Percent(pub(crate) rate::Rate);

/// A rate in per cent as a decimal string, for example "85" or "12.5".
#[Scalar(name = "Percent")]
impl ScalarType for Percent {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Ok(Self(text.parse().map_err(InputValueError::custom)?)),
            _ => Err(InputValueError::custom(
                "a rate is a string in per cent, for example \"85\"",
            )),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl From<rate::Rate> for Percent {
    fn from(rate: rate::Rate) -> Self {
        Self(rate)
    }
}
