use talkoot_domain::{
    application::{Application, ApplicationMachine, Command, Part, total},
    hands::Deed,
    ids::{ApplicationId, OrganisationId, SubAreaId},
    money::Money,
    policy::{Action, Actor},
    project::BudgetCell,
    workflow::{Machine, Stamp},
};
use talkoot_storage::applications;

use super::{Dossier, commitments::settle, decide, open};
use crate::{Answer, App, Begun, Failure, Note, Request, Version, changes};

/// The whole budget of one partner.
#[derive(Clone, Debug)]
pub struct SetBudget {
    /// In which application.
    pub id: ApplicationId,
    /// The version that was read.
    pub expected_version: Version,
    /// Whose budget.
    pub partner: OrganisationId,
    /// All its cells; what is left out is nothing.
    pub cells: Vec<BudgetPart>,
}

/// One cell of a partner's budget.
#[derive(Clone, Debug)]
pub struct BudgetPart {
    /// The category's code.
    pub category: String,
    /// The sub-area.
    pub sub_area: SubAreaId,
    /// The amount.
    pub amount: Money,
}

/// Replaces the budget of one partner and remembers who prepared it.
///
/// # Errors
/// Refused when the application is not being written, and when a cell names what does not exist.
pub async fn set_budget(app: &App, actor: &Actor, request: Request<SetBudget>) -> Answer<ApplicationId> {
    let mut work = match app.begin(actor, Action::SetBudget, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let partner = asked.partner;
    let dossier = open(&mut work, asked.id, asked.expected_version, Some(partner)).await?;
    let cells: Vec<BudgetCell> = asked
        .cells
        .into_iter()
        .map(|cell| BudgetCell {
            partner,
            category: cell.category,
            sub_area: cell.sub_area,
            amount: cell.amount,
        })
        .collect();
    let command = Command::SetBudget {
        partner,
        cells: cells.clone(),
    };
    let sum = total(&cells).map_or_else(|_| "too large".to_owned(), |sum| sum.to_string());
    let before = dossier.cells.iter().filter(|cell| cell.partner == partner);
    let details = serde_json::json!({
        "partner": partner.to_string(), "cells": cells.len(), "total": sum,
        "changed": changes::between(&document(before), &document(&cells)),
    });
    let state = decide(&mut work, &dossier, command, Note::details(details)).await?;
    let cells: Vec<BudgetCell> = cells.into_iter().filter(|cell| !cell.amount.is_zero()).collect();

    let before = &dossier.application;
    let stamp = Stamp {
        by: actor.person,
        at: work.now,
    };
    let after = Application {
        state,
        partners: prepared(&before.partners, partner, stamp),
        ..before.clone()
    };
    applications::replace_partners(&work.tx, after.id, &after.partners).await?;
    let others = dossier.cells.iter().filter(|cell| cell.partner != partner);
    let whole: Vec<BudgetCell> = others.chain(&cells).cloned().collect();
    total(&whole).map_err(Failure::internal)?;
    let then = Dossier {
        cells: whole,
        ..dossier.clone()
    };
    let after = settle(&mut work, &dossier, after, &then).await?;
    work.had_a_hand(ApplicationMachine::OBJECT, after.id.into(), Deed::Prepared)
        .await?;
    applications::replace_part(&work.tx, after.budget, partner, &cells).await?;
    applications::update(&work.tx, &after).await?;
    work.finish(after.id).await
}

/// The cells that hold something, by what they are for.
fn document<'a>(cells: impl IntoIterator<Item = &'a BudgetCell>) -> serde_json::Value {
    let cells = cells.into_iter().filter(|cell| !cell.amount.is_zero());
    changes::amounts(cells.map(|cell| (format!("{}/{}", cell.category, cell.sub_area), cell.amount)))
}

fn prepared(parts: &[Part], partner: OrganisationId, stamp: Stamp) -> Vec<Part> {
    let mut parts = parts.to_vec();
    for part in &mut parts {
        if part.organisation == partner {
            part.prepared = Some(stamp);
        }
    }
    parts
}
