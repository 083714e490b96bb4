//! Loaders of what the portfolio shows beside its entries.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use chrono::NaiveDate;
use talkoot_app::{Answer, portfolio};
use talkoot_domain::{
    ids::{PortfolioReportId, ProjectId},
    portfolio_entry::Submitted,
    portfolio_report::PortfolioReport,
};

use super::{LoadFailure, Source, grouped, keyed};

/// A project that the person has found, as it stood at the end of a day or stands now.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct AsOf {
    pub(crate) project: ProjectId,
    pub(crate) as_of: Option<NaiveDate>,
}

/// The projects asked for, by the day that they are asked for.
fn by_day(keys: impl Iterator<Item = AsOf>) -> HashMap<Option<NaiveDate>, Vec<ProjectId>> {
    let mut by_day: HashMap<Option<NaiveDate>, Vec<ProjectId>> = HashMap::new();
    for AsOf { project, as_of } in keys {
        by_day.entry(as_of).or_default().push(project);
    }
    by_day
}

/// A report that a portfolio entry shows, without the facts that it keeps.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ShownReport(pub(crate) PortfolioReportId);

impl Loader<ShownReport> for Source {
    type Value = PortfolioReport;
    type Error = LoadFailure;

    async fn load(&self, keys: &[ShownReport]) -> Result<HashMap<ShownReport, PortfolioReport>, LoadFailure> {
        let ids: Vec<PortfolioReportId> = keys.iter().map(|key| key.0).collect();
        keyed(portfolio::reports(&self.app, &ids).await, |report| {
            ShownReport(report.id)
        })
    }
}

/// The lights that a portfolio showed one after the other, oldest first.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct LightsOf(pub(crate) AsOf);

impl Loader<LightsOf> for Source {
    type Value = Vec<Submitted>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[LightsOf]) -> Result<HashMap<LightsOf, Vec<Submitted>>, LoadFailure> {
        let read = async {
            let mut all = Vec::new();
            for (as_of, projects) in by_day(keys.iter().map(|key| key.0)) {
                let lights = portfolio::lights(&self.app, &projects, as_of).await?;
                all.extend(
                    lights
                        .into_iter()
                        .map(|(project, one)| (LightsOf(AsOf { project, as_of }), one)),
                );
            }
            Answer::Ok(all)
        };
        grouped(read.await)
    }
}

/// How many mails went out about a project.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct MailsSentAbout(pub(crate) AsOf);

impl Loader<MailsSentAbout> for Source {
    type Value = u64;
    type Error = LoadFailure;

    async fn load(&self, keys: &[MailsSentAbout]) -> Result<HashMap<MailsSentAbout, u64>, LoadFailure> {
        let read = async {
            let mut all = Vec::new();
            for (as_of, projects) in by_day(keys.iter().map(|key| key.0)) {
                let sent = portfolio::mails_sent(&self.app, &projects, as_of).await?;
                all.extend(
                    sent.into_iter()
                        .map(|(project, number)| (AsOf { project, as_of }, number)),
                );
            }
            Answer::Ok(all)
        };
        let sent = keyed(read.await, |(about, _)| MailsSentAbout(*about))?;
        Ok(sent.into_iter().map(|(key, (_, number))| (key, number)).collect())
    }
}
