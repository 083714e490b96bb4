use chrono::TimeDelta;

/// How long people stay signed in, and how often links are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInSettings {
    /// After so long without anything done a session ends.
    pub idle: TimeDelta,
    /// After so long a session ends, whatever is done in it.
    pub longest: TimeDelta,
    /// So many links to one address are sent in an hour when one place asks for them, and four times as many when
    /// several do; whoever asks for more is answered as always.
    pub links_per_hour: u64,
}

impl Default for SignInSettings {
    /// An hour without anything done, a long working day, five links.
    fn default() -> Self {
        Self {
            idle: TimeDelta::minutes(60),
            longest: TimeDelta::hours(12),
            links_per_hour: 5,
        }
    }
}
