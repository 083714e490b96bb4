//! What is late in an authority's projects, and by how many days.

use chrono::{Days, NaiveDate};
use talkoot_domain::{
    ids::{CallId, ObligationId, OrganisationId},
    policy::Actor,
    schedule::ObligationKind,
};
use talkoot_storage::{Page, portfolio::late};

use super::{AT_A_TIME, Late, authorities, moment};
use crate::{Answer, App};

/// What is asked of all that is late.
#[derive(Clone, Copy, Debug)]
pub struct LateAsked {
    /// Of the projects of this call only.
    pub call: Option<CallId>,
    /// Of this kind only.
    pub kind: Option<ObligationKind>,
    /// By how many days at least; nothing is late by less than one.
    pub days: u32,
    /// As it stood at the end of a day that is over, in Helsinki; now unless told. The same day gives the same answer
    /// for ever.
    pub as_of: Option<NaiveDate>,
}

impl LateAsked {
    /// The day on which the lateness is counted.
    #[must_use]
    pub fn day(&self, app: &App) -> NaiveDate {
        self.as_of.unwrap_or_else(|| app.today())
    }

    fn due_by(&self, app: &App) -> NaiveDate {
        let days = Days::new(u64::from(self.days.max(1)));
        self.day(app).checked_sub_days(days).unwrap_or(NaiveDate::MIN)
    }
}

/// A page of what the projects of the person's authorities have not handed in though its last day has passed, what has
/// been late for the longest first.
///
/// # Errors
/// Refused as of a day that is not over; else when the database fails.
pub async fn late(
    app: &App,
    actor: &Actor,
    asked: &LateAsked,
    page: Page<ObligationId>,
) -> Answer<Vec<Late>> {
    let authorities = authorities(actor);
    let question = question(app, &authorities, asked)?;
    Ok(late::late(app.store(), &question, page).await?)
}

/// How much that is in all.
///
/// # Errors
/// As for [`late()`].
pub async fn count_late(app: &App, actor: &Actor, asked: &LateAsked) -> Answer<u64> {
    let authorities = authorities(actor);
    let question = question(app, &authorities, asked)?;
    Ok(late::count_late(app.store(), &question).await?)
}

/// All of it, for a file.
///
/// # Errors
/// As for [`late()`].
pub async fn all_late(app: &App, actor: &Actor, asked: &LateAsked) -> Answer<Vec<Late>> {
    let mut all: Vec<Late> = Vec::new();
    loop {
        let page = Page {
            after: all.last().map(|last| last.obligation.id),
            first: AT_A_TIME,
        };
        let more = late(app, actor, asked, page).await?;
        let is_last = (more.len() as u64) < AT_A_TIME;
        all.extend(more);
        if is_last {
            return Ok(all);
        }
    }
}

fn question<'a>(
    app: &App,
    authorities: &'a [OrganisationId],
    asked: &LateAsked,
) -> Answer<late::Question<'a>> {
    Ok(late::Question {
        authorities,
        call: asked.call,
        kind: asked.kind,
        due_by: asked.due_by(app),
        as_of: moment(app, asked.as_of)?,
    })
}
