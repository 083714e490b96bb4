//! Reference rates of later half-years: recorded by one administrator of an authority, confirmed by
//! another person who keeps the installation.

use chrono::NaiveDate;
use talkoot_domain::{
    ids::ReferenceRateId,
    interest::{RecordedRate, ReferenceRate, ReferenceRates},
    policy::{Action, Actor, Role, Standings},
    rate::Rate,
    workflow::{Refusal, RefusalCode, Stamp},
};
use talkoot_storage::reference_rates;

use crate::{Answer, App, Begun, Note, Request, Subject, Version, Work, identity, recoveries};

/// A rate that was published.
#[derive(Clone, Copy, Debug)]
pub struct RecordReferenceRate {
    /// The first day on which it holds: 1 January or 1 July.
    pub from: NaiveDate,
    /// The rate, per cent a year.
    pub rate: Rate,
}

async fn permit(work: &mut Work<'_>, actor: &Actor) -> Answer<()> {
    let standings = Standings {
        keeper: identity::keeper(&work.tx, actor).await?,
        authority: actor
            .memberships
            .iter()
            .find(|held| held.role == Role::SecondApprover)
            .map(|held| held.organisation),
        ..Standings::default()
    };
    work.permit(&standings).map(drop)
}

fn subject(id: ReferenceRateId) -> Subject {
    Subject {
        id: id.into(),
        project: None,
    }
}

/// Records the reference rate of a half-year; it is in force once another person has confirmed it.
///
/// # Errors
/// Refused for a day that begins no half-year, for a rate that is no multiple of half a per cent, and for a
/// half-year whose rate is known.
pub async fn record(
    app: &App,
    actor: &Actor,
    request: Request<RecordReferenceRate>,
) -> Answer<ReferenceRateId> {
    const ACTION: Action = Action::RecordReferenceRate;
    let asked = request.body;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    permit(&mut work, actor).await?;
    let rate = ReferenceRate::new(asked.from, asked.rate)
        .map_err(|fault| work.faulty(&["validFrom"], fault.to_string()))?;
    if let Ok(known) = recoveries::rates(&work.tx).await?.of(rate.half_year) {
        let words = format!("the reference rate of {} is known: {known} %", rate.half_year);
        return Err(Refusal::of(RefusalCode::Duplicate, "reference_rate", ACTION.into(), words).into());
    }
    let recorded = RecordedRate {
        id: app.new_id(),
        version: 1,
        rate,
        recorded: Stamp {
            by: actor.person,
            at: work.now,
        },
        confirmed: None,
    };
    reference_rates::insert(&work.tx, &recorded).await?;
    let details =
        serde_json::json!({ "halfYear": rate.half_year.to_string(), "rate": rate.rate.to_string() });
    let note = Note::details(details);
    work.record(
        "reference_rate",
        subject(recorded.id),
        None,
        Some("recorded"),
        note,
    );
    work.finish(recorded.id).await
}

/// Confirms a recorded rate, as the second person.
///
/// # Errors
/// Refused to whoever recorded it, and when it is confirmed or the half-year has a confirmed rate.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    request: Request<(ReferenceRateId, Version)>,
) -> Answer<ReferenceRateId> {
    const ACTION: Action = Action::ConfirmReferenceRate;
    let (id, expected) = request.body;
    let mut work = match app.begin(actor, ACTION, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    permit(&mut work, actor).await?;
    let found = reference_rates::find(&work.tx, id).await?;
    let recorded = work.found("reference rate", found)?;
    work.same_version("reference_rate", recorded.id.into(), recorded.version, expected)
        .await?;
    let refuse = |code, words: &str| Refusal::of(code, "reference_rate", ACTION.into(), words);
    if recorded.confirmed.is_some() {
        return Err(refuse(RefusalCode::WrongState, "the rate is confirmed already").into());
    }
    if recorded.recorded.by == actor.person {
        let words = "you recorded this rate; another person must confirm it";
        return Err(refuse(RefusalCode::SamePerson, words).into());
    }
    let confirmed = Stamp {
        by: actor.person,
        at: work.now,
    };
    reference_rates::confirm(&work.tx, id, recorded.version, confirmed).await?;
    work.record(
        "reference_rate",
        subject(id),
        Some("recorded"),
        Some("confirmed"),
        Note::none(),
    );
    work.finish(id).await
}

/// The entry with this key; rates are public.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, id: ReferenceRateId) -> Answer<Option<RecordedRate>> {
    Ok(reference_rates::find(app.store(), id).await?)
}

/// The rates in force.
///
/// # Errors
/// When the database fails.
pub async fn in_force(app: &App) -> Answer<ReferenceRates> {
    recoveries::rates(app.store()).await
}

/// The entries that nobody has confirmed.
///
/// # Errors
/// When the database fails.
pub async fn unconfirmed(app: &App) -> Answer<Vec<RecordedRate>> {
    let all = reference_rates::all(app.store()).await?;
    Ok(all.into_iter().filter(|one| one.confirmed.is_none()).collect())
}
