//! What everybody may read without signing in.

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::NaiveDate;
use talkoot_app::public::{self, PublicCall, PublicDecision};
use talkoot_domain::{
    ids::{CallId, DecisionId},
    workflow::Name as _,
};

use crate::{
    connection::{self, List},
    context::app,
    node::{self, Kind},
    outcome::error,
    scalar::{Money, Percent},
};

/// A call that has been published, as everybody may read it.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(name = "PublicCall")]
pub(crate) struct PublicCallObject {
    /// Its id in the graph, under which those who are signed in read more.
    id: ID,
    /// Its title.
    title: String,
    /// Who grants, by its name in Finnish.
    authority: String,
    /// `published` while applications are taken or about to be, then `closed`, `resolved` and `archived`.
    state: &'static str,
    /// The first day on which applications are taken.
    opens_on: NaiveDate,
    /// The last day; applications are taken until 24:00 in Helsinki.
    closes_on: NaiveDate,
    /// The share of the accepted costs that is paid, in per cent.
    rate: Percent,
    /// At most so much is granted to one project.
    largest_award: Money,
    /// So much is there in all.
    appropriation: Money,
    /// The first day on which costs may accrue.
    use_from: NaiveDate,
    /// The last day on which costs may accrue.
    use_until: NaiveDate,
    /// What it is about.
    topics: Vec<String>,
}

impl From<PublicCall> for PublicCallObject {
    fn from(call: PublicCall) -> Self {
        Self {
            id: node::id(Kind::Call, call.id),
            title: call.title,
            authority: call.authority,
            state: call.state.code(),
            opens_on: call.opens_on,
            closes_on: call.closes_on,
            rate: call.rate.into(),
            largest_award: call.largest_award.into(),
            appropriation: call.appropriation.into(),
            use_from: call.use_period.first,
            use_until: call.use_period.last,
            topics: call.topics,
        }
    }
}

/// A decision that was made, with the facts of the public register of government grants.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(name = "PublicDecision")]
pub(crate) struct PublicDecisionObject {
    /// The day on which it was made.
    decision_date: NaiveDate,
    /// The lead municipality, by its name in Finnish.
    recipient: String,
    /// Its business id (*Y-tunnus*); absent where it is not known.
    recipient_business_id: Option<String>,
    /// Who granted, by its name in Finnish.
    granting_authority: String,
    /// The number of the decision; absent of one that is older than the numbers.
    case_number: Option<String>,
    /// The grant that was applied for.
    amount_applied: Money,
    /// The grant; 0.00 of a rejection.
    amount_granted: Money,
    /// Whether money of the European Union is in it.
    has_eu_funding: bool,
    /// What the grant may be used for; absent of a rejection.
    purpose: Option<String>,
    /// The call.
    programme: String,
    /// The regions of the municipalities that take part, by their names in Finnish.
    regions: Vec<String>,
    /// The code of the recipient's sector, as Statistics Finland classifies them.
    sector_code: String,
    /// The name of that sector in Finnish.
    sector_label: String,
}

impl From<PublicDecision> for PublicDecisionObject {
    fn from(decision: PublicDecision) -> Self {
        let (code, label) = decision.sector();
        Self {
            has_eu_funding: decision.has_eu_funding(),
            decision_date: decision.decided,
            recipient: decision.recipient,
            recipient_business_id: decision.recipient_business_id,
            granting_authority: decision.authority,
            case_number: decision.case_number,
            amount_applied: decision.applied.into(),
            amount_granted: decision.granted.into(),
            purpose: decision.purpose,
            programme: decision.programme,
            regions: decision.regions.into_iter().map(ToOwned::to_owned).collect(),
            sector_code: code.to_owned(),
            sector_label: label.to_owned(),
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct PublicQuery;

#[Object]
impl PublicQuery {
    /// The published calls, oldest first; needs no sign-in. The same as a file: `/public/calls.json`.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn public_calls(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<PublicCallObject>> {
        let page = connection::page::<CallId>(Kind::Call, first, after.as_ref())?;
        let app = app(ctx)?;
        let rows = public::public_calls(app, page).await.map_err(error)?;
        let total = public::count_calls(app).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|row| (node::id(Kind::Call, row.id), row.into()));
        Ok(connection::list(&page, rows.collect(), total))
    }

    /// The decisions that were made, oldest first; needs no sign-in. The same as a file: `/public/decisions.csv`
    /// and `/public/decisions.json`.
    #[graphql(complexity = "crate::connection::cost(first, child_complexity)")]
    async fn public_decisions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100; 20 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<ID>,
    ) -> async_graphql::Result<List<PublicDecisionObject>> {
        let page = connection::page::<DecisionId>(Kind::Decision, first, after.as_ref())?;
        let app = app(ctx)?;
        let rows = public::public_decisions(app, page).await.map_err(error)?;
        let total = public::count_decisions(app).await.map_err(error)?;
        let rows = rows
            .into_iter()
            .map(|row| (node::id(Kind::Decision, row.id), row.into()));
        Ok(connection::list(&page, rows.collect(), total))
    }
}
