//! Ways to look at the portfolio that people keep under a name.

use serde_json::json;
use talkoot_domain::{
    ids::{OrganisationId, PortfolioViewId},
    organisation::OrganisationKind,
    policy::{Action, Actor, Standings},
    portfolio_view::{self, Filter, LONGEST_NAME, Order, PortfolioView},
};
use talkoot_storage::{calls, organisations, portfolio_views as storage};

use crate::{Answer, App, Begun, Note, Request, Subject, Version, Work, portfolio::authorities};

/// So many views somebody keeps of one portfolio.
const MOST: usize = 50;
const OBJECT: &str = "portfolio_view";

/// What a view shall be.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// How it is called.
    pub name: String,
    /// Whether everybody who sees the portfolio sees it.
    pub is_shared: bool,
    /// Which projects it shows.
    pub filter: Filter,
    /// What comes first.
    pub order: Order,
}

/// A view to be kept.
#[derive(Clone, Debug)]
pub struct NewView {
    /// Of which authority's portfolio; of the only one that the person sees unless told.
    pub authority: Option<OrganisationId>,
    /// What it shall be.
    pub view: Wanted,
}

/// A change of one's own view.
#[derive(Clone, Debug)]
pub struct ChangeView {
    /// Which.
    pub id: PortfolioViewId,
    /// The version that was read.
    pub expected_version: Version,
    /// What it shall be.
    pub view: Wanted,
}

/// One's own view, to be taken away.
#[derive(Clone, Copy, Debug)]
pub struct RemoveView {
    /// Which.
    pub id: PortfolioViewId,
    /// The version that was read.
    pub expected_version: Version,
}

/// Keeps a way to look at the portfolio.
///
/// # Errors
/// Refused to whoever sees no portfolio; without a name, under a name that one uses already, for a call or a
/// municipality that is not there, and for more than fifty.
pub async fn keep(app: &App, actor: &Actor, request: Request<NewView>) -> Answer<PortfolioViewId> {
    let mut work = match app.begin(actor, Action::KeepPortfolioView, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let standings = standings(&work, actor, asked.authority).await?;
    let membership = work.permit(&standings)?;
    let mut view = PortfolioView {
        id: app.new_id(),
        version: 1,
        person: actor.person,
        authority: membership.organisation,
        name: String::new(),
        is_shared: false,
        filter: Filter::default(),
        order: Order::default(),
        created_at: work.now,
        removed_at: None,
    };
    take_over(&work, &mut view, asked.view).await?;
    storage::insert(&work.tx, &view).await?;
    record(&mut work, &view);
    work.finish(view.id).await
}

/// Changes a view that one keeps.
///
/// # Errors
/// Not found for anybody else's; refused once it was taken away, and as [`keep`] is.
pub async fn change(app: &App, actor: &Actor, request: Request<ChangeView>) -> Answer<PortfolioViewId> {
    const ACTION: Action = Action::ChangePortfolioView;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let mut view = own(&mut work, actor, asked.id, asked.expected_version).await?;
    take_over(&work, &mut view, asked.view).await?;
    storage::update(&work.tx, &view).await?;
    record(&mut work, &view);
    work.finish(view.id).await
}

/// Takes a view away that one keeps.
///
/// # Errors
/// Not found for anybody else's; refused once it was taken away.
pub async fn remove(app: &App, actor: &Actor, request: Request<RemoveView>) -> Answer<PortfolioViewId> {
    let mut work = match app.begin(actor, Action::RemovePortfolioView, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let mut view = own(&mut work, actor, asked.id, asked.expected_version).await?;
    view.removed_at = Some(work.now);
    storage::update(&work.tx, &view).await?;
    record(&mut work, &view);
    work.finish(view.id).await
}

/// The view, if the person may see it.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, actor: &Actor, id: PortfolioViewId) -> Answer<Option<PortfolioView>> {
    Ok(storage::find(app.store(), (actor.person, &authorities(actor)), id).await?)
}

/// The views that the person sees: their own first, then those that others share, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, actor: &Actor) -> Answer<Vec<PortfolioView>> {
    Ok(storage::list(app.store(), (actor.person, &authorities(actor))).await?)
}

async fn own(
    work: &mut Work<'_>,
    actor: &Actor,
    id: PortfolioViewId,
    expected: Version,
) -> Answer<PortfolioView> {
    let view = storage::lock_own(&work.tx, actor.person, id).await?;
    let view = work.found("view", view)?;
    let standings = standings(work, actor, Some(view.authority)).await?;
    work.permit(&standings)?;
    work.same_version(OBJECT, view.id.into(), view.version, expected)
        .await?;
    view.check_live(work.action())?;
    Ok(view)
}

/// As whom somebody looks at a portfolio: that of the authority named, else that of the first one that they see. An
/// auditor of a municipality looks at none.
async fn standings(work: &Work<'_>, actor: &Actor, authority: Option<OrganisationId>) -> Answer<Standings> {
    let mut seen = authorities(actor);
    seen.retain(|one| authority.is_none_or(|authority| *one == authority));
    let found = organisations::find_many(&work.tx, &seen).await?;
    let mut own = found.iter().filter(|one| one.kind == OrganisationKind::Authority);
    Ok(Standings {
        authority: own.next().map(|one| one.id),
        ..Standings::default()
    })
}

async fn take_over(work: &Work<'_>, view: &mut PortfolioView, wanted: Wanted) -> Answer<()> {
    let Some(name) = portfolio_view::name(&wanted.name) else {
        let message = format!("give the view a name of 1 to {LONGEST_NAME} characters on one line");
        return Err(work.faulty(&["name"], message));
    };
    let others = storage::own(&work.tx, view.person, view.authority).await?;
    if others
        .iter()
        .any(|other| other.id != view.id && other.name == name)
    {
        let message =
            format!("you keep a view called \"{name}\" already; change that one, or choose another name");
        return Err(work.faulty(&["name"], message));
    }
    if others.len() >= MOST && others.iter().all(|other| other.id != view.id) {
        let message = format!("you keep {MOST} views already; take one away that you do not need");
        return Err(work.faulty(&["name"], message));
    }
    if let Some(call) = wanted.filter.call {
        let found = calls::find(&work.tx, &work.scope, call).await?;
        if found.is_none_or(|call| call.authority != view.authority) {
            return Err(work.faulty(
                &["filter", "callId"],
                "the authority has no such call; name one of its own",
            ));
        }
    }
    if let Some(municipality) = wanted.filter.municipality
        && organisations::find_many(&work.tx, &[municipality])
            .await?
            .is_empty()
    {
        let message = "there is no such municipality; name one that is registered";
        return Err(work.faulty(&["filter", "municipalityId"], message));
    }
    view.name = name;
    view.is_shared = wanted.is_shared;
    view.filter = wanted.filter;
    view.order = wanted.order;
    Ok(())
}

fn record(work: &mut Work<'_>, view: &PortfolioView) {
    let subject = Subject {
        id: view.id.into(),
        project: None,
    };
    let details = json!({ "name": view.name, "isShared": view.is_shared });
    work.record(OBJECT, subject, None, None, Note::details(details));
}
