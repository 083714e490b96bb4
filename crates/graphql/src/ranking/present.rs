use async_graphql::{Context, Object};
use talkoot_app::rankings::{Present, Unreviewed};
use talkoot_domain::{
    money,
    ranking::{Award, Entry, Line, Simulated},
};

use crate::{
    application::{ApplicationObject, DossierOf},
    call::CallObject,
    context::loaders,
    outcome::{internal, not_found},
    scalar::Money,
};

use super::input::TieRule;

/// The ranking (*paremmuusjärjestys*) of the applications to a call as it is now.
pub(crate) struct RankingObject(pub(crate) Present);

/// The ranking (*paremmuusjärjestys*) of the applications to a call as it is now.
#[Object(name = "Ranking")]
impl RankingObject {
    /// The call.
    async fn call(&self) -> CallObject {
        CallObject(self.0.call.clone())
    }

    /// How ties are decided.
    async fn tie_rule(&self) -> TieRule {
        self.0.rule.into()
    }

    /// The money of the call, in which the line is drawn.
    async fn appropriation(&self) -> Money {
        self.0.appropriation().into()
    }

    /// The applications that everybody assigned has reviewed, best first.
    #[graphql(complexity = "10 + 20 * child_complexity")]
    async fn entries(&self) -> Vec<RankingEntry> {
        entries(&self.0.entries, self.0.appropriation())
    }

    /// The applications that are not: no list is kept before they are.
    #[graphql(complexity = "10 + 5 * child_complexity")]
    async fn unreviewed(&self) -> Vec<UnreviewedApplication> {
        self.0
            .unreviewed
            .iter()
            .cloned()
            .map(UnreviewedApplication)
            .collect()
    }

    /// SHA-256 over the list, in hexadecimal; the same as that of a kept list with the same content.
    async fn sha256(&self) -> String {
        hex(&self.0.hash)
    }
}

pub(super) fn hex(hash: &[u8; 32]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn entries(entries: &[Entry], appropriation: money::Money) -> Vec<RankingEntry> {
    let entries = entries.iter().cloned();
    entries
        .map(|entry| RankingEntry { entry, appropriation })
        .collect()
}

/// A place in a ranking.
pub(crate) struct RankingEntry {
    entry: Entry,
    appropriation: money::Money,
}

/// A place in a ranking.
#[Object]
impl RankingEntry {
    /// From 1.
    async fn place(&self) -> i32 {
        self.entry.place
    }

    /// Whether the rule for ties leaves it equal to a neighbour; the older application then comes first.
    async fn tied(&self) -> bool {
        self.entry.tied
    }

    /// Which application.
    async fn application(&self, ctx: &Context<'_>) -> async_graphql::Result<ApplicationObject> {
        let dossier = loaders(ctx)?.one(DossierOf(self.entry.application)).await?;
        let dossier = dossier.ok_or_else(|| not_found("application"))?;
        Ok(ApplicationObject(dossier.application))
    }

    /// The weighted mean of its reviews in per cent of the most, with four decimals; only for reading.
    async fn score(&self) -> String {
        self.entry.score.percent().to_string()
    }

    /// The same as the exact fraction by which it is ranked, for example "29/40".
    async fn exact_score(&self) -> String {
        self.entry.score.to_string()
    }

    /// The grant it asks for.
    async fn requested(&self) -> Money {
        self.entry.requested.into()
    }

    /// What it and everything better ask for.
    async fn cumulative(&self) -> Money {
        self.entry.cumulative.into()
    }

    /// How it lies to the line where the money ends: `within`, `across` or `beyond`.
    async fn line(&self) -> async_graphql::Result<&'static str> {
        Ok(match self.entry.line(self.appropriation).map_err(internal)? {
            Line::Within => "within",
            Line::Across(_) => "across",
            Line::Beyond => "beyond",
        })
    }

    /// So much of what it asks for fits above the line.
    async fn fits(&self) -> async_graphql::Result<Money> {
        let fits = match self.entry.line(self.appropriation).map_err(internal)? {
            Line::Within => self.entry.requested,
            Line::Across(fits) => fits,
            Line::Beyond => money::Money::ZERO,
        };
        Ok(fits.into())
    }
}

/// An application that has no place in the ranking yet.
pub(crate) struct UnreviewedApplication(Unreviewed);

/// An application that has no place in the ranking yet.
#[Object]
impl UnreviewedApplication {
    /// Which application.
    async fn application(&self, ctx: &Context<'_>) -> async_graphql::Result<ApplicationObject> {
        let dossier = loaders(ctx)?.one(DossierOf(self.0.application)).await?;
        let dossier = dossier.ok_or_else(|| not_found("application"))?;
        Ok(ApplicationObject(dossier.application))
    }

    /// How many reviews are awaited; 0 when nobody is assigned who may review it.
    async fn awaited_reviews(&self) -> u64 {
        u64::try_from(self.0.awaited).unwrap_or(u64::MAX)
    }
}

/// What would be awarded along a ranking; nothing is changed by asking.
pub(crate) struct RankingSimulation {
    pub(super) present: Present,
    pub(super) simulated: Simulated,
}

/// What would be awarded along a ranking; nothing is changed by asking.
#[Object]
impl RankingSimulation {
    /// The money of the call.
    async fn appropriation(&self) -> Money {
        self.present.appropriation().into()
    }

    /// The sum of what is asked for.
    async fn requested(&self) -> Money {
        self.simulated.requested.into()
    }

    /// The sum of the awards.
    async fn awarded(&self) -> Money {
        self.simulated.awarded.into()
    }

    /// What of the appropriation is left: awarded and left make the appropriation, to the cent.
    async fn left(&self) -> Money {
        self.simulated.left.into()
    }

    /// A line per application, in the order of the ranking.
    #[graphql(complexity = "10 + 20 * child_complexity")]
    async fn awards(&self) -> Vec<SimulatedAward> {
        self.simulated
            .awards
            .iter()
            .copied()
            .map(SimulatedAward)
            .collect()
    }

    /// How many applications are not in the ranking yet, so that the simulation leaves them out.
    async fn unreviewed_count(&self) -> u64 {
        u64::try_from(self.present.unreviewed.len()).unwrap_or(u64::MAX)
    }
}

/// What one application would get.
pub(crate) struct SimulatedAward(Award);

/// What one application would get.
#[Object]
impl SimulatedAward {
    /// Which application.
    async fn application(&self, ctx: &Context<'_>) -> async_graphql::Result<ApplicationObject> {
        let dossier = loaders(ctx)?.one(DossierOf(self.0.application)).await?;
        let dossier = dossier.ok_or_else(|| not_found("application"))?;
        Ok(ApplicationObject(dossier.application))
    }

    /// What it asks for.
    async fn requested(&self) -> Money {
        self.0.requested.into()
    }

    /// What it would get.
    async fn award(&self) -> Money {
        self.0.award.into()
    }

    /// Why: `full`, `part`, `below_cut_off`, `not_useful` or `no_money`.
    async fn outcome(&self) -> &'static str {
        self.0.outcome.into()
    }
}
