//! The results bank as everybody reads it, without signing in.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::NaiveDate;
use talkoot_app::project_results::{self as results, PublicResult, Wanted};
use talkoot_domain::{calendar, ids::ProjectResultId, language, project_result::folded};

use super::input::{MunicipalitySizeClass, PublicResultFilter, ResultTheme, ReusableBy};
use crate::{
    connection::{self, List},
    context::app,
    node::{self, Kind},
    outcome::{error, invalid},
};

/// So many words are looked for at most.
const MOST_WORDS: usize = 10;
/// So many characters at most.
const LONGEST_SEARCH: usize = 200;

/// A municipality that took part in a public result.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(name = "PublicResultParty")]
pub(crate) struct PublicPartyObject {
    /// By its name in Finnish.
    municipality: String,
    /// How many inhabitants it had, as the writer states it.
    inhabitants: u32,
    /// On which day they were counted.
    counted_on: NaiveDate,
    /// Who counted.
    source: String,
    /// The class of its size.
    size_class: MunicipalitySizeClass,
}

/// A result of a project as everybody may read it.
pub(crate) struct PublicResultObject(PublicResult);

/// A result of a project as everybody may read it.
#[Object(name = "PublicResult")]
impl PublicResultObject {
    /// Its id in the graph, under which those who are signed in record that they took it into use.
    async fn id(&self) -> ID {
        node::id(Kind::ProjectResult, self.0.result.id)
    }

    /// The version that such a record names.
    async fn version(&self) -> i64 {
        self.0.result.version
    }

    /// What it is, in a few words.
    async fn title(&self) -> &str {
        &self.0.result.content.title
    }

    /// What was tried.
    async fn tried(&self) -> &str {
        &self.0.result.content.tried
    }

    /// What worked.
    async fn worked(&self) -> &str {
        &self.0.result.content.worked
    }

    /// What did not work.
    async fn not_worked(&self) -> &str {
        &self.0.result.content.not_worked
    }

    /// The theme that it is filed under.
    async fn theme(&self) -> ResultTheme {
        self.0.result.content.theme.into()
    }

    /// The theme in Finnish.
    async fn theme_name(&self) -> &'static str {
        self.0.result.content.theme.name(language::Language::Fi)
    }

    /// The version of the list of themes.
    async fn taxonomy(&self) -> i32 {
        self.0.result.taxonomy
    }

    /// The call's topic from which it came, by its short name; absent for a result of the whole project.
    async fn topic(&self) -> Option<&str> {
        self.0.result.content.topic.as_deref()
    }

    /// Who may use it again.
    async fn reusable_by(&self) -> ReusableBy {
        self.0.result.content.reusable_by.into()
    }

    /// Under which licence.
    async fn licence(&self) -> &str {
        &self.0.result.content.licence
    }

    /// On which further terms; empty when there are none.
    async fn terms(&self) -> &str {
        &self.0.result.content.terms
    }

    /// Whom to ask.
    #[graphql(directive = crate::care::personal::apply())]
    async fn contact(&self) -> &str {
        &self.0.result.content.contact
    }

    /// Addresses of pages with more.
    async fn links(&self) -> &[String] {
        &self.0.result.content.links
    }

    /// The name of the project.
    async fn project(&self) -> &str {
        &self.0.project
    }

    /// The lead municipality, by its name in Finnish.
    async fn lead(&self) -> &str {
        &self.0.lead
    }

    /// The municipalities that took part.
    async fn parties(&self) -> Vec<PublicPartyObject> {
        let parties = self.0.parties.iter();
        parties
            .map(|one| PublicPartyObject {
                municipality: one.name.clone(),
                inhabitants: one.party.inhabitants,
                counted_on: one.party.counted_on,
                source: one.party.source.clone(),
                size_class: one.party.size_class().into(),
            })
            .collect()
    }

    /// The municipalities that took it into use, by their names in Finnish, the earliest record first.
    async fn reused_by(&self) -> &[String] {
        &self.0.reused_by
    }

    /// How many municipalities took it into use.
    async fn reuse_count(&self) -> usize {
        self.0.reused_by.len()
    }

    /// The day on which it became public, in Finland.
    async fn public_since(&self) -> Option<NaiveDate> {
        let approved = self.0.result.state.approved();
        approved.map(|approved| calendar::helsinki_date(approved.at))
    }
}

fn wanted(filter: PublicResultFilter) -> async_graphql::Result<Wanted> {
    let search = filter.search.unwrap_or_default();
    let words: Vec<String> = search.split_whitespace().map(folded).collect();
    if words.len() > MOST_WORDS || search.chars().count() > LONGEST_SEARCH {
        return Err(invalid("search for at most ten words, of 200 characters in all"));
    }
    Ok(Wanted {
        words,
        theme: filter.theme.map(Into::into),
        topic: filter.topic,
        size: filter.size_class.map(Into::into),
    })
}

#[derive(Debug, Default)]
pub(crate) struct PublicResultQuery;

#[Object]
impl PublicResultQuery {
    /// The results bank: what projects tried, what worked, and who may use it again, oldest first; needs no sign-in. The
    /// same as a file: `/public/results.csv` and `/public/results.json`.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn public_results(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is looked for; everything unless told.")] filter: Option<PublicResultFilter>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<PublicResultObject>> {
        let page = connection::page::<ProjectResultId>(Kind::ProjectResult, first, after.as_ref())?;
        let wanted = filter.map(wanted).transpose()?.unwrap_or_default();
        let app = app(ctx)?;
        let rows = results::public(app, &wanted, page).await.map_err(error)?;
        let total = results::count_public(app, &wanted).await.map_err(error)?;
        let rows = rows.into_iter().map(|row| {
            (
                node::id(Kind::ProjectResult, row.result.id),
                PublicResultObject(row),
            )
        });
        Ok(connection::list(&page, rows.collect(), total))
    }
}
