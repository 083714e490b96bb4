use std::{fmt, str::FromStr};

use talkoot_domain::{
    entitlement::Explanation,
    ids::{
        ChangePartId, ClaimId, CorrectionId, CostLineId, OrganisationId, PayoutId, ProjectId, RecoveryId,
        SubAreaId,
    },
    money::{Money, Overflow},
};
use uuid::Uuid;

use super::Part;

/// Which amount of the settlement of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ChangeAmount {
    /// What an old lead hands to the new one.
    HandOver,
    /// What a partner that leaves pays back.
    Returns,
    /// What was received.
    Received,
    /// The share of the grant that is kept, when no claim explains it.
    Share,
    /// What was passed on to the partners.
    PassedOn,
    /// What corrections since the claim changed of the share.
    Corrected,
    /// What the authority recovers of what it paid.
    Recovered,
}

/// Which amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeId {
    /// What a payout pays.
    Payout(PayoutId),
    /// What of a payout goes to the bank.
    ToBank(PayoutId),
    /// What of a payout pays a recovery.
    SetOff(PayoutId, RecoveryId),
    /// What is payable for a claim.
    Payable(ClaimId),
    /// The grant of a claim.
    Amount(ClaimId),
    /// What a claim uses up of the advance.
    AdvanceCleared(ClaimId),
    /// What was left of the advance before a claim.
    AdvanceLeft(ClaimId),
    /// What the project owes after a claim.
    Owed(ClaimId),
    /// The grant on everything accepted until a claim.
    Grant(ClaimId),
    /// A partner's share of the grant of a claim.
    ClaimShare(ClaimId, OrganisationId),
    /// A partner's share of the grant until a claim.
    Share(ClaimId, OrganisationId),
    /// What is accepted of a partner in a category until a claim.
    Category(ClaimId, OrganisationId, String),
    /// What counts of a partner in a category and a sub-area until a claim.
    Cell(ClaimId, OrganisationId, String, SubAreaId),
    /// The flat rate on a partner's wages until a claim.
    FlatRate(ClaimId, OrganisationId),
    /// What counts of a line.
    Line(CostLineId),
    /// What of a shared or split row a line claims.
    LinePart(CostLineId),
    /// The project's share of the row of a line.
    LineShare(CostLineId),
    /// What counted of a line until a claim, before later corrections.
    LineAt(ClaimId, CostLineId),
    /// What is open of a recovery today.
    Recovery(RecoveryId),
    /// What a recovery was opened for.
    RecoveryPrincipal(RecoveryId),
    /// Interest of a recovery until its due date.
    RecoveryInterest(RecoveryId),
    /// Late interest of a recovery.
    RecoveryLate(RecoveryId),
    /// A receipt of a recovery, or what two persons agreed on, by its place.
    RecoveryEntry(RecoveryId, usize),
    /// What a recovered correction takes out of a partner's share of the next claim.
    RecoveryShare(RecoveryId, OrganisationId),
    /// What remains to be paid or returned at the end of a grant.
    FinalBalance(ProjectId),
    /// What a correction changes of the grant.
    CorrectionEffect(CorrectionId),
    /// What the partner's file says.
    Row(CostLineId),
    /// An amount of the settlement of a change.
    Change(ChangePartId, ChangeAmount),
}

/// Written so that it can be read back; the category comes last, for it is free text.
impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Payout(id) => write!(f, "payout/{id}"),
            Self::ToBank(id) => write!(f, "to_bank/{id}"),
            Self::SetOff(id, recovery) => write!(f, "set_off/{id}/{recovery}"),
            Self::Payable(id) => write!(f, "payable/{id}"),
            Self::Amount(id) => write!(f, "amount/{id}"),
            Self::AdvanceCleared(id) => write!(f, "advance_cleared/{id}"),
            Self::AdvanceLeft(id) => write!(f, "advance_left/{id}"),
            Self::Owed(id) => write!(f, "owed/{id}"),
            Self::Grant(id) => write!(f, "grant/{id}"),
            Self::ClaimShare(id, partner) => write!(f, "claim_share/{id}/{partner}"),
            Self::Share(id, partner) => write!(f, "share/{id}/{partner}"),
            Self::Category(id, partner, category) => write!(f, "category/{id}/{partner}/{category}"),
            Self::Cell(id, partner, category, area) => write!(f, "cell/{id}/{partner}/{area}/{category}"),
            Self::FlatRate(id, partner) => write!(f, "flat_rate/{id}/{partner}"),
            Self::Line(id) => write!(f, "line/{id}"),
            Self::LinePart(id) => write!(f, "line_part/{id}"),
            Self::LineShare(id) => write!(f, "line_share/{id}"),
            Self::LineAt(claim, id) => write!(f, "line_at/{claim}/{id}"),
            Self::Recovery(id) => write!(f, "recovery/{id}"),
            Self::RecoveryPrincipal(id) => write!(f, "recovery_principal/{id}"),
            Self::RecoveryInterest(id) => write!(f, "recovery_interest/{id}"),
            Self::RecoveryLate(id) => write!(f, "recovery_late/{id}"),
            Self::RecoveryEntry(id, place) => write!(f, "recovery_entry/{id}/{place}"),
            Self::RecoveryShare(id, partner) => write!(f, "recovery_share/{id}/{partner}"),
            Self::FinalBalance(id) => write!(f, "final_balance/{id}"),
            Self::CorrectionEffect(id) => write!(f, "correction_effect/{id}"),
            Self::Row(id) => write!(f, "row/{id}"),
            Self::Change(id, which) => {
                let which: &str = which.into();
                write!(f, "change/{id}/{which}")
            }
        }
    }
}

/// The text names no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not the id of an amount that can be explained")]
pub struct NoSuchNode;

impl FromStr for NodeId {
    type Err = NoSuchNode;

    fn from_str(text: &str) -> Result<Self, NoSuchNode> {
        fn next<'a, T: From<Uuid>>(parts: &mut impl Iterator<Item = &'a str>) -> Result<T, NoSuchNode> {
            let id: Uuid = parts
                .next()
                .and_then(|part| part.parse().ok())
                .ok_or(NoSuchNode)?;
            Ok(id.into())
        }
        let (kind, rest) = text.split_once('/').ok_or(NoSuchNode)?;
        let ids = if kind == "cell" { 4 } else { 3 };
        let mut parts = rest.splitn(ids, '/');
        let parts = &mut parts;
        let node = match kind {
            "payout" => Self::Payout(next(parts)?),
            "to_bank" => Self::ToBank(next(parts)?),
            "set_off" => Self::SetOff(next(parts)?, next(parts)?),
            "payable" => Self::Payable(next(parts)?),
            "amount" => Self::Amount(next(parts)?),
            "advance_cleared" => Self::AdvanceCleared(next(parts)?),
            "advance_left" => Self::AdvanceLeft(next(parts)?),
            "owed" => Self::Owed(next(parts)?),
            "grant" => Self::Grant(next(parts)?),
            "claim_share" => Self::ClaimShare(next(parts)?, next(parts)?),
            "share" => Self::Share(next(parts)?, next(parts)?),
            "category" => Self::Category(
                next(parts)?,
                next(parts)?,
                parts.next().ok_or(NoSuchNode)?.to_owned(),
            ),
            "cell" => {
                let (claim, partner, area) = (next(parts)?, next(parts)?, next(parts)?);
                Self::Cell(claim, partner, parts.next().ok_or(NoSuchNode)?.to_owned(), area)
            }
            "flat_rate" => Self::FlatRate(next(parts)?, next(parts)?),
            "line" => Self::Line(next(parts)?),
            "line_part" => Self::LinePart(next(parts)?),
            "line_share" => Self::LineShare(next(parts)?),
            "line_at" => Self::LineAt(next(parts)?, next(parts)?),
            "recovery" => Self::Recovery(next(parts)?),
            "recovery_principal" => Self::RecoveryPrincipal(next(parts)?),
            "recovery_interest" => Self::RecoveryInterest(next(parts)?),
            "recovery_late" => Self::RecoveryLate(next(parts)?),
            "recovery_entry" => {
                let id = next(parts)?;
                let place = parts.next().and_then(|place| place.parse().ok());
                Self::RecoveryEntry(id, place.ok_or(NoSuchNode)?)
            }
            "recovery_share" => Self::RecoveryShare(next(parts)?, next(parts)?),
            "final_balance" => Self::FinalBalance(next(parts)?),
            "correction_effect" => Self::CorrectionEffect(next(parts)?),
            "row" => Self::Row(next(parts)?),
            "change" => {
                let part = next(parts)?;
                let which = parts.next().and_then(|which| which.parse().ok());
                Self::Change(part, which.ok_or(NoSuchNode)?)
            }
            _ => return Err(NoSuchNode),
        };
        if parts.next().is_some() {
            return Err(NoSuchNode);
        }
        Ok(node)
    }
}

/// One amount and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Which.
    pub id: NodeId,
    /// What it is, in words.
    pub label: String,
    /// The rule and the numbers; its result is the amount.
    pub explanation: Explanation,
    /// What is known beside the numbers, such as the name of the file: name and value.
    pub facts: Vec<(&'static str, String)>,
}

/// A node below another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// The node.
    pub node: Node,
    /// Whether it is taken off instead of added.
    pub subtracts: bool,
}

/// A node with the nodes below it, or a part of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The amount that was asked about.
    pub node: Node,
    /// What all nodes below it add up to: the amount itself, or the number to which the rule is applied.
    pub children_total: Money,
    /// The nodes below it.
    pub children: Vec<Child>,
    /// How many nodes there are below it.
    pub count: u64,
    /// Whether more follow.
    pub more: bool,
}

impl Why {
    /// A node whose children are all here.
    pub(super) fn whole(node: Node, children: Vec<Child>) -> Result<Self, Overflow> {
        let mut children_total = Money::ZERO;
        for child in &children {
            let amount = child.node.explanation.result;
            children_total = if child.subtracts {
                children_total.checked_sub(amount)?
            } else {
                children_total.checked_add(amount)?
            };
        }
        Ok(Self {
            node,
            children_total,
            count: children.len() as u64,
            more: false,
            children,
        })
    }

    /// The same with a part of the children.
    pub(super) fn part(mut self, part: &Part) -> Self {
        let skip = part.after.as_ref().map_or(0, |after| {
            let place = self.children.iter().position(|child| child.node.id == *after);
            place.map_or(self.children.len(), |place| place + 1)
        });
        let first = usize::try_from(part.first).unwrap_or(usize::MAX);
        self.children.drain(..skip);
        self.more = self.children.len() > first;
        self.children.truncate(first);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_written() {
        let id = Uuid::from_u128;
        for node in [
            NodeId::Payout(id(1).into()),
            NodeId::ToBank(id(1).into()),
            NodeId::SetOff(id(1).into(), id(6).into()),
            NodeId::Payable(id(2).into()),
            NodeId::Amount(id(2).into()),
            NodeId::AdvanceCleared(id(2).into()),
            NodeId::AdvanceLeft(id(2).into()),
            NodeId::Owed(id(2).into()),
            NodeId::Grant(id(2).into()),
            NodeId::ClaimShare(id(2).into(), id(3).into()),
            NodeId::Share(id(2).into(), id(3).into()),
            NodeId::Category(id(2).into(), id(3).into(), "a/b".to_owned()),
            NodeId::Cell(id(2).into(), id(3).into(), "a/b".to_owned(), id(4).into()),
            NodeId::FlatRate(id(2).into(), id(3).into()),
            NodeId::Line(id(5).into()),
            NodeId::LinePart(id(5).into()),
            NodeId::LineShare(id(5).into()),
            NodeId::LineAt(id(2).into(), id(5).into()),
            NodeId::Recovery(id(6).into()),
            NodeId::RecoveryPrincipal(id(6).into()),
            NodeId::RecoveryInterest(id(6).into()),
            NodeId::RecoveryLate(id(6).into()),
            NodeId::RecoveryEntry(id(6).into(), 3),
            NodeId::RecoveryShare(id(6).into(), id(3).into()),
            NodeId::FinalBalance(id(7).into()),
            NodeId::CorrectionEffect(id(8).into()),
            NodeId::Row(id(5).into()),
            NodeId::Change(id(6).into(), ChangeAmount::HandOver),
        ] {
            assert_eq!(node.to_string().parse(), Ok(node));
        }
        for text in [
            "",
            "payout",
            "payout/1",
            "other/00000000-0000-0000-0000-000000000001",
        ] {
            assert_eq!(text.parse::<NodeId>(), Err(NoSuchNode), "{text}");
        }
        let too_long = format!("line/{}/{}", id(1), id(2));
        assert_eq!(too_long.parse::<NodeId>(), Err(NoSuchNode));
    }
}
