use anyhow::Context;
use talkoot_domain::municipality::{Municipality, municipality};

/// The municipalities that take part, by code; the first 52 lead an application each. What each is called, its
/// language and its region come from the engine's own table.
pub(super) const CODES: [&str; 60] = [
    "858", "698", "444", "564", "272", "598", "743", "837", "297", "853", "049", "092", "109", "418", "536",
    "287", "980", "604", "562", "211", "398", "405", "322", "609", "684", "179", "167", "286", "153", "491",
    "740", "205", "545", "758", "261", "240", "614", "305", "977", "620", "638", "753", "710", "257", "106",
    "186", "245", "505", "499", "946", "635", "734", "224", "291", "936", "761", "433", "202", "529", "893",
];

/// The place of Lohja, where one of the reviewers works.
pub(super) const OF_A_REVIEWER: usize = 2;

/// All of them, in that order.
pub(super) fn all() -> anyhow::Result<Vec<&'static Municipality>> {
    CODES
        .iter()
        .map(|code| {
            municipality(code.parse()?)
                .with_context(|| format!("there is no municipality with the code {code}"))
        })
        .collect()
}
