/// A class of municipalities by the number of their inhabitants, as the Association of Finnish Municipalities groups
/// them (*kuntakokoluokka*).
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum SizeClass {
    /// At most 2 000.
    UpTo2000,
    /// 2 001 to 5 000.
    UpTo5000,
    /// 5 001 to 10 000.
    UpTo10000,
    /// 10 001 to 20 000.
    UpTo20000,
    /// 20 001 to 40 000.
    UpTo40000,
    /// 40 001 to 100 000.
    UpTo100000,
    /// More than 100 000.
    Over100000,
}

impl SizeClass {
    /// The class of so many inhabitants.
    #[must_use]
    pub const fn of(inhabitants: u32) -> Self {
        match inhabitants {
            0..=2_000 => Self::UpTo2000,
            2_001..=5_000 => Self::UpTo5000,
            5_001..=10_000 => Self::UpTo10000,
            10_001..=20_000 => Self::UpTo20000,
            20_001..=40_000 => Self::UpTo40000,
            40_001..=100_000 => Self::UpTo100000,
            100_001.. => Self::Over100000,
        }
    }

    /// As a person reads it: a range of inhabitants.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::UpTo2000 => "0–2000",
            Self::UpTo5000 => "2001–5000",
            Self::UpTo10000 => "5001–10000",
            Self::UpTo20000 => "10001–20000",
            Self::UpTo40000 => "20001–40000",
            Self::UpTo100000 => "40001–100000",
            Self::Over100000 => "100001–",
        }
    }
}
