use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use talkoot_app::agreements;
use talkoot_documents::Document;
use talkoot_domain::{
    agreement::{Agreement, Party, Signature, State, StateName},
    project::Project,
    workflow::{Name, Stamp},
};

use crate::{
    action::AvailableAction,
    context::{actor, app, loaders},
    document::DocumentPart,
    loaders::claims::AgreementsOf,
    node::{self, Kind},
    organisation::{OrganisationObject, PersonObject},
    outcome::{error, internal, not_found},
    project::ProjectObject,
    scalar::Money,
};

/// The agreement between the municipalities of a project (*sopimus avustuksen käytöstä*).
pub(crate) struct AgreementObject(pub(crate) Agreement);

/// What the municipalities agree in their own words; empty where they say nothing.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(name = "AgreementClauses")]
struct ClausesObject {
    /// How each keeps its books of the project.
    accounting: String,
    /// How purchases for the project are made.
    procurement: String,
    /// Anything else.
    other: String,
}

impl AgreementObject {
    const fn offered(&self) -> Option<Stamp> {
        match &self.0.state {
            State::Draft => None,
            State::Withdrawn { offered, .. } => *offered,
            State::Signing { offered }
            | State::InForce { offered, .. }
            | State::Replaced { offered, .. }
            | State::Terminated { offered, .. } => Some(*offered),
        }
    }

    fn ended(&self) -> Option<(Stamp, &str)> {
        match &self.0.state {
            State::Draft | State::Signing { .. } | State::InForce { .. } | State::Replaced { .. } => None,
            State::Withdrawn {
                withdrawn, reason, ..
            } => Some((*withdrawn, reason)),
            State::Terminated {
                terminated, reason, ..
            } => Some((*terminated, reason)),
        }
    }

    async fn loaded(&self, ctx: &Context<'_>) -> async_graphql::Result<Project> {
        let project = loaders(ctx)?.one(self.0.project).await?;
        project.ok_or_else(|| not_found("project"))
    }

    fn read(&self) -> async_graphql::Result<Document> {
        Document::from_stored(&self.0.document).map_err(internal)
    }
}

/// The agreement between the municipalities of a project on the use of the grant (*sopimus avustuksen käytöstä*; act
/// 688/2001, 7 § 3 mom.): signed by each, in force before any of the grant is passed on.
#[Object(name = "Agreement")]
impl AgreementObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Agreement, self.0.id)
    }

    /// Counts its changes.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// `draft`, `signing`, `in_force`, `replaced` (another came in its place), `withdrawn` or `terminated`.
    async fn state(&self) -> &'static str {
        StateName::from(&self.0.state).code()
    }

    /// The project.
    async fn project(&self, ctx: &Context<'_>) -> async_graphql::Result<ProjectObject> {
        Ok(ProjectObject(self.loaded(ctx).await?))
    }

    /// Its place among the agreements of the project, from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// The municipality that leads by it.
    async fn lead(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let lead = loaders(ctx)?.one(self.0.lead).await?;
        lead.map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// Every municipality with its part and its signature, the lead included, by municipality code.
    async fn parties(&self) -> Vec<PartyObject> {
        let signature = |party: &Party| {
            let mut signatures = self.0.signatures.iter();
            signatures
                .find(|one| one.organisation == party.organisation)
                .copied()
        };
        let party = |party: &Party| PartyObject(*party, signature(party), self.0.sha256);
        self.0.parties.iter().map(party).collect()
    }

    /// The language it is written in: `fi`, `sv` or `en`.
    async fn language(&self) -> &'static str {
        self.0.language.code()
    }

    /// What the municipalities agree in their own words.
    async fn clauses(&self) -> ClausesObject {
        let clauses = self.0.clauses.clone();
        ClausesObject {
            accounting: clauses.accounting,
            procurement: clauses.procurement,
            other: clauses.other,
        }
    }

    /// What it is called.
    async fn title(&self) -> async_graphql::Result<String> {
        Ok(self.read()?.title)
    }

    /// What it says, part by part.
    async fn parts(&self) -> async_graphql::Result<Vec<DocumentPart>> {
        Ok(self.read()?.blocks.iter().map(Into::into).collect())
    }

    /// The whole agreement as plain text.
    async fn text(&self) -> async_graphql::Result<String> {
        Ok(self.read()?.to_text())
    }

    /// The SHA-256 of what it says, in hexadecimal digits: what is signed. The audit log names it too.
    async fn sha256(&self) -> String {
        hex::encode(self.0.sha256)
    }

    /// Where it is to be had as PDF/A, with the same sign-in; `agreement.txt` beside it is plain text.
    async fn pdf_path(&self) -> String {
        format!(
            "/agreements/{}/agreement.pdf",
            node::id(Kind::Agreement, self.0.id).0
        )
    }

    /// Whether what it says is still so: the lead, the partners, the budget, the award and the use period. When not,
    /// draft another.
    #[graphql(complexity = 10)]
    async fn is_current(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        let project = self.loaded(ctx).await?;
        agreements::is_current(app(ctx)?, &project, &self.0)
            .await
            .map_err(error)
    }

    /// Who wrote the text last; nobody who wrote it signs it.
    async fn drafted_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        Ok(loaders(ctx)?.one(self.0.drafted.by).await?.map(PersonObject))
    }

    /// When the text was written.
    async fn drafted_at(&self) -> DateTime<Utc> {
        self.0.drafted.at
    }

    /// When the municipalities were asked to sign; absent before.
    async fn offered_at(&self) -> Option<DateTime<Utc>> {
        self.offered().map(|offered| offered.at)
    }

    /// Since when it is or was in force: the last signature; absent before.
    async fn in_force_since(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Draft | State::Signing { .. } | State::Withdrawn { .. } => None,
            State::InForce { since, .. }
            | State::Replaced { since, .. }
            | State::Terminated { since, .. } => Some(*since),
        }
    }

    /// The agreement in whose place it comes; absent for the first one.
    async fn replaces(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<AgreementObject>> {
        let Some(earlier) = self.0.replaces else {
            return Ok(None);
        };
        let all = loaders(ctx)?
            .one(AgreementsOf(self.0.project))
            .await?
            .unwrap_or_default();
        Ok(all.into_iter().find(|one| one.id == earlier).map(Self))
    }

    /// When another came into force in its place; absent while none has.
    async fn replaced_at(&self) -> Option<DateTime<Utc>> {
        match &self.0.state {
            State::Replaced { until, .. } => Some(*until),
            State::Draft
            | State::Signing { .. }
            | State::InForce { .. }
            | State::Withdrawn { .. }
            | State::Terminated { .. } => None,
        }
    }

    /// Who withdrew or ended it; absent while it stands.
    async fn ended_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.ended() {
            None => Ok(None),
            Some((ended, _)) => Ok(loaders(ctx)?.one(ended.by).await?.map(PersonObject)),
        }
    }

    /// When it was withdrawn or ended; absent while it stands.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.ended().map(|(ended, _)| ended.at)
    }

    /// Why it was withdrawn or ended; absent while it stands.
    async fn end_reason(&self) -> Option<&str> {
        self.ended().map(|(_, reason)| reason)
    }

    /// What you can do with it now, and why not otherwise.
    #[graphql(complexity = 10)]
    async fn available_actions(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<AvailableAction>> {
        let project = self.loaded(ctx).await?;
        let available = agreements::available_actions(app(ctx)?, actor(ctx)?, &project, &self.0)
            .await
            .map_err(error)?;
        Ok(available.into_iter().map(Into::into).collect())
    }
}

/// A municipality in an agreement.
struct PartyObject(Party, Option<Signature>, [u8; 32]);

/// A municipality in an agreement, with its part and its signature.
#[Object(name = "AgreementParty")]
impl PartyObject {
    /// The municipality.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<OrganisationObject> {
        let found = loaders(ctx)?.one(self.0.organisation).await?;
        found
            .map(OrganisationObject)
            .ok_or_else(|| not_found("organisation"))
    }

    /// Its part of the budget.
    async fn costs(&self) -> Money {
        self.0.costs.into()
    }

    /// The most that it gets of the grant: the award in proportion to the budgets.
    async fn share(&self) -> Money {
        self.0.share.into()
    }

    /// What it bears itself when all of its budget is used.
    async fn own_funding(&self) -> async_graphql::Result<Money> {
        Ok(self.0.own().map_err(internal)?.into())
    }

    /// Who signed for it; absent before.
    async fn signed_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<PersonObject>> {
        match self.1 {
            None => Ok(None),
            Some(one) => Ok(loaders(ctx)?.one(one.signed.by).await?.map(PersonObject)),
        }
    }

    /// When it signed; absent before.
    async fn signed_at(&self) -> Option<DateTime<Utc>> {
        self.1.map(|one| one.signed.at)
    }

    /// The SHA-256 of the text that was signed, in hexadecimal digits; absent before.
    async fn signed_sha256(&self) -> Option<String> {
        self.1.map(|_| hex::encode(self.2))
    }
}
