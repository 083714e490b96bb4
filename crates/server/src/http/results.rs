//! The results bank as files for everybody: `GET /public/results.csv` and `/public/results.json`.

use serde_json::{Map, Value};
use talkoot_app::project_results::PublicResult;
use talkoot_domain::{calendar, language::Language, workflow::Name as _};

/// The columns, in order.
const COLUMNS: [&str; 17] = [
    "title",
    "theme",
    "theme_name",
    "taxonomy",
    "topic",
    "project",
    "lead",
    "municipalities",
    "tried",
    "worked",
    "not_worked",
    "reusable_by",
    "licence",
    "terms",
    "contact",
    "links",
    "reuse_count",
];
/// The day on which it became public, behind all others.
const SINCE: &str = "public_since";

/// The header and a line for each result.
pub(super) fn table(results: &[PublicResult]) -> Vec<Vec<String>> {
    let header = COLUMNS
        .into_iter()
        .chain([SINCE])
        .map(ToOwned::to_owned)
        .collect();
    [header].into_iter().chain(results.iter().map(cells)).collect()
}

/// The same as objects.
pub(super) fn objects(results: &[PublicResult]) -> Value {
    let object = |result: &PublicResult| {
        let names = COLUMNS.into_iter().chain([SINCE]).map(ToOwned::to_owned);
        let cells = cells(result).into_iter().map(Value::String);
        Value::Object(names.zip(cells).collect::<Map<_, _>>())
    };
    Value::Array(results.iter().map(object).collect())
}

/// A municipality stands with its class of size: `Virrat (5001–10000)`.
fn cells(of: &PublicResult) -> Vec<String> {
    let content = &of.result.content;
    let municipalities: Vec<String> = of
        .parties
        .iter()
        .map(|one| format!("{} ({})", one.name, one.party.size_class().in_words()))
        .collect();
    let since = of.result.state.approved();
    vec![
        content.title.clone(),
        content.theme.code().to_owned(),
        content.theme.name(Language::Fi).to_owned(),
        of.result.taxonomy.to_string(),
        content.topic.clone().unwrap_or_default(),
        of.project.clone(),
        of.lead.clone(),
        municipalities.join("; "),
        content.tried.clone(),
        content.worked.clone(),
        content.not_worked.clone(),
        content.reusable_by.code().to_owned(),
        content.licence.clone(),
        content.terms.clone(),
        content.contact.clone(),
        content.links.join(" "),
        of.reused_by.len().to_string(),
        since.map_or_else(String::new, |since| calendar::helsinki_date(since.at).to_string()),
    ]
}
