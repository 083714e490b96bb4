//! Why an amount is what it is, one level of the tree at a time.

use async_graphql::{Context, Error, ErrorExtensions, ID, Object, SimpleObject};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use talkoot_app::why::{self, Node, NodeId, Part};
use talkoot_domain::workflow::Name;

use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::error,
    scalar::Money,
};

const PREFIX: &str = "Why:";
/// How many children an answer holds when the client does not say.
const USUAL: i32 = 50;
/// How many children an answer holds at most.
const MOST: i32 = 100;

/// The global id of an amount that can be explained.
pub(crate) fn id(node: &NodeId) -> ID {
    ID(URL_SAFE_NO_PAD.encode(format!("{PREFIX}{node}")))
}

/// The amount that a global id names: one of the tree, or a payout, a claim or a cost line.
fn read(id: &ID) -> Option<NodeId> {
    match node::read(id) {
        Some((Kind::Payout, key)) => Some(NodeId::Payout(key.into())),
        Some((Kind::Claim, key)) => Some(NodeId::Payable(key.into())),
        Some((Kind::Recovery, key)) => Some(NodeId::Recovery(key.into())),
        Some((Kind::CostLine, key)) => Some(NodeId::Line(key.into())),
        Some(_) => None,
        None => {
            let bytes = URL_SAFE_NO_PAD.decode(id.as_str()).ok()?;
            let text = String::from_utf8(bytes).ok()?;
            text.strip_prefix(PREFIX)?.parse().ok()
        }
    }
}

/// A named number or word that went into an amount.
#[derive(SimpleObject)]
#[graphql(name = "WhyInput")]
pub(crate) struct InputObject {
    /// What it is, for example `funding_rate` (per cent), `cumulative_accepted` (EUR), `file`, `row`.
    name: String,
    /// The number or the word.
    value: String,
}

/// An amount and how it came about.
pub(crate) struct NodeObject {
    node: Node,
    subtracts: bool,
}

/// An amount and how it came about.
#[Object(name = "WhyNode")]
impl NodeObject {
    /// The id to ask `whyAmount` further.
    async fn id(&self) -> ID {
        id(&self.node.id)
    }

    /// What it is, in words.
    async fn label(&self) -> &str {
        &self.node.label
    }

    /// The stable name of the rule, for example `cumulative_grant` or `partner_share`.
    async fn rule(&self) -> &'static str {
        self.node.explanation.rule.code()
    }

    /// The rule in words.
    async fn rule_in_words(&self) -> &'static str {
        self.node.explanation.rule.describe()
    }

    /// What went into it.
    async fn inputs(&self) -> Vec<InputObject> {
        let numbers = self.node.explanation.inputs.iter().map(|input| InputObject {
            name: input.quantity.to_string(),
            value: input.value.clone(),
        });
        let facts = self.node.facts.iter().map(|(name, value)| InputObject {
            name: (*name).to_owned(),
            value: value.clone(),
        });
        numbers.chain(facts).collect()
    }

    /// The exact result in EUR, before rounding and before any limit.
    async fn unrounded(&self) -> &str {
        &self.node.explanation.unrounded
    }

    /// How it was rounded: `exact`, `floor`, `half_up` or `largest_remainder`.
    async fn rounding(&self) -> &'static str {
        self.node.explanation.rounding.code()
    }

    /// What held it back against the plain calculation, for example `award` or `budget`.
    async fn limited_by(&self) -> Option<String> {
        self.node.explanation.limited_by.map(|limit| limit.to_string())
    }

    /// The amount.
    async fn result(&self) -> Money {
        self.node.explanation.result.into()
    }

    /// Whether it is taken off from what stands above it instead of added.
    async fn subtracts(&self) -> bool {
        self.subtracts
    }
}

/// An amount with what it rests on.
#[derive(SimpleObject)]
#[graphql(name = "Why")]
pub(crate) struct WhyObject {
    /// The amount that was asked about.
    node: NodeObject,
    /// What all nodes below it add up to: the amount, or the number to which its rule is applied.
    children_total: Money,
    /// How many nodes there are below it.
    children_count: u64,
    /// A page of them.
    children: Vec<NodeObject>,
    /// Whether more follow; ask for them `after` the id of the last one.
    has_more_children: bool,
}

#[derive(Debug, Default)]
pub(crate) struct WhyQuery;

#[Object]
impl WhyQuery {
    /// Why an amount is what it is: payout, claim, grant so far less grant before, partner share, category,
    /// cost line, row of the partner's file. Ask with the id of a payout, claim or cost line, with a
    /// `whyId`, or with the id of a node of an earlier answer.
    #[graphql(complexity = "crate::connection::cost(first.or(Some(25)), child_complexity)")]
    async fn why_amount(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id of the amount.")] id: ID,
        #[graphql(desc = "How many nodes below it, at most 100; 50 unless told.")] first: Option<i32>,
        #[graphql(desc = "Only those after the node with this id.")] after: Option<ID>,
    ) -> async_graphql::Result<WhyObject> {
        let coded = |code: &'static str, text: &str| {
            Error::new(text).extend_with(|_, extensions| extensions.set("code", code))
        };
        let first = first.unwrap_or(USUAL);
        if !(0..=MOST).contains(&first) {
            return Err(coded("INVALID_INPUT", "`first` is 0 to 100"));
        }
        let unknown = || {
            coded(
                "NOT_FOUND",
                "this is not the id of an amount that can be explained",
            )
        };
        let asked = read(&id).ok_or_else(unknown)?;
        let after = after.map(|after| read(&after).ok_or_else(unknown)).transpose()?;
        let part = Part {
            first: u64::from(first.unsigned_abs()),
            after,
        };
        let found = why::explain(app(ctx)?, actor(ctx)?, asked, &part)
            .await
            .map_err(error)?;
        Ok(WhyObject {
            node: NodeObject {
                node: found.node,
                subtracts: false,
            },
            children_total: found.children_total.into(),
            children_count: found.count,
            children: found
                .children
                .into_iter()
                .map(|child| NodeObject {
                    node: child.node,
                    subtracts: child.subtracts,
                })
                .collect(),
            has_more_children: found.more,
        })
    }
}
