use std::fmt::Debug;

use chrono::NaiveDate;
use serde_json::json;
use talkoot_domain::{
    agreement::{
        Agreement, AgreementMachine, Command, CommandName, Facts, Signature, StateName, last_day_to_sign,
    },
    calendar,
    ids::{AgreementId, OrganisationId},
    policy::{Action, Actor},
    project::Project,
    workflow::{self, Stamp},
};
use talkoot_storage::{agreements, hands};

use super::{OBJECT, locked, signatures, standings, subject, text};
use crate::{Answer, App, Begun, Note, Request, Version, Work};

/// An agreement that shall be signed.
#[derive(Clone, Debug)]
pub struct OfferAgreement {
    /// Which agreement.
    pub id: AgreementId,
    /// The version that was read.
    pub expected_version: Version,
    /// The last day to sign, before it is moved to a working day; in 30 days unless told.
    pub sign_by: Option<NaiveDate>,
}

/// A signature for a municipality.
#[derive(Clone, Debug)]
pub struct SignAgreement {
    /// Which agreement.
    pub id: AgreementId,
    /// The version that was read.
    pub expected_version: Version,
    /// For which municipality.
    pub municipality: OrganisationId,
    /// The SHA-256 of the text that was read, in hexadecimal digits.
    pub sha256: String,
}

/// An agreement that shall end, with the reason.
#[derive(Clone, Debug)]
pub struct EndAgreement {
    /// Which.
    pub id: AgreementId,
    /// The version that was read.
    pub expected_version: Version,
    /// Why.
    pub reason: String,
}

/// Freezes the text of a draft and asks every municipality to sign it until a day; each owes its signature from now on.
///
/// # Errors
/// Refused when the text is not what would be written now, and for a last day that is not to come or is more than a
/// year away.
pub async fn offer(app: &App, actor: &Actor, request: Request<OfferAgreement>) -> Answer<AgreementId> {
    let OfferAgreement {
        id,
        expected_version,
        sign_by,
    } = request.body;
    let asked = (Action::OfferAgreement, id, expected_version);
    let (mut work, project, agreement) = match begin(app, actor, asked, &request).await? {
        Ok(opened) => opened,
        Err(repeated) => return Ok(repeated),
    };
    let last = last_day_to_sign(sign_by, calendar::helsinki_date(work.now));
    let last = last
        .map_err(|why| workflow::refusal::<AgreementMachine>(&agreement.state, CommandName::Offer, &why))?;
    let agreement = step(
        &mut work,
        actor,
        &project,
        agreement,
        Command::Offer,
        Note::none(),
    )
    .await?;
    signatures::ask(&mut work, &project, &agreement, last).await?;
    work.finish(id).await
}

/// Gives an agreement up that is not in force; its signatures bind nobody.
///
/// # Errors
/// Refused without a reason.
pub async fn withdraw(app: &App, actor: &Actor, request: Request<EndAgreement>) -> Answer<AgreementId> {
    let (id, expected) = (request.body.id, request.body.expected_version);
    let reason = request.body.reason.trim().to_owned();
    let note = Note::reason(&reason);
    let asked = (Action::WithdrawAgreement, id, expected);
    let (mut work, project, agreement) = match begin(app, actor, asked, &request).await? {
        Ok(opened) => opened,
        Err(repeated) => return Ok(repeated),
    };
    let command = Command::Withdraw { reason };
    let agreement = step(&mut work, actor, &project, agreement, command, note).await?;
    signatures::give_up(&mut work, &project, &agreement).await?;
    work.finish(id).await
}

/// Ends an agreement that is in force: nothing is passed on by it any more.
///
/// # Errors
/// Refused without a reason.
pub async fn terminate(app: &App, actor: &Actor, request: Request<EndAgreement>) -> Answer<AgreementId> {
    let (id, expected) = (request.body.id, request.body.expected_version);
    let reason = request.body.reason.trim().to_owned();
    let note = Note::reason(&reason);
    let asked = (Action::TerminateAgreement, id, expected);
    let (mut work, project, agreement) = match begin(app, actor, asked, &request).await? {
        Ok(opened) => opened,
        Err(repeated) => return Ok(repeated),
    };
    let command = Command::Terminate { reason };
    step(&mut work, actor, &project, agreement, command, note).await?;
    work.finish(id).await
}

/// What a step begins with; what was carried out before has only its result.
type Opened<'a> = (Work<'a>, Project, Agreement);

async fn begin<'a, T: Debug>(
    app: &'a App,
    actor: &'a Actor,
    (action, id, expected): (Action, AgreementId, Version),
    request: &Request<T>,
) -> Answer<Result<Opened<'a>, AgreementId>> {
    let mut work = match app.begin(actor, action, request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(Err(id.into())),
    };
    let (project, agreement) = locked(&work, id).await?;
    work.permit(&standings(&project, &agreement, None))?;
    work.same_version(OBJECT, agreement.id.into(), agreement.version, expected)
        .await?;
    Ok(Ok((work, project, agreement)))
}

async fn step(
    work: &mut Work<'_>,
    actor: &Actor,
    project: &Project,
    agreement: Agreement,
    command: Command,
    note: Note,
) -> Answer<Agreement> {
    let facts = facts(work, actor, project, &agreement).await?;
    let before = agreement.state.clone();
    let state = work.decide::<AgreementMachine>(subject(&agreement), before, command, &facts, note)?;
    let agreement = Agreement { state, ..agreement };
    agreements::update(&work.tx, &agreement).await?;
    Ok(agreement)
}

async fn facts(work: &Work<'_>, actor: &Actor, project: &Project, agreement: &Agreement) -> Answer<Facts> {
    let all = agreements::of_projects(&work.tx, &[project.id]).await?;
    let is_current = text::is_current(&work.tx, project, agreement, &all).await?;
    let hands = hands::of(&work.tx, OBJECT, agreement.id.into()).await?;
    Ok(agreement.facts(actor.person, hands, is_current))
}

/// Signs an agreement for a municipality. With the last signature it comes into force, in the place of the one
/// before.
///
/// # Errors
/// Refused to whoever wrote it or signed it for another municipality, for another text than the one it has, when it
/// is not what would be written now, and twice for a municipality.
pub async fn sign(app: &App, actor: &Actor, request: Request<SignAgreement>) -> Answer<AgreementId> {
    let mut work = match app.begin(actor, Action::SignAgreement, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, mut agreement) = locked(&work, asked.id).await?;
    work.permit(&standings(&project, &agreement, Some(asked.municipality)))?;
    work.same_version(
        OBJECT,
        agreement.id.into(),
        agreement.version,
        asked.expected_version,
    )
    .await?;
    let mut facts = facts(&work, actor, &project, &agreement).await?;
    let mut sha256 = [0; 32];
    hex::decode_to_slice(asked.sha256.trim(), &mut sha256).map_err(|_| {
        work.faulty(
            &["sha256"],
            "give the SHA-256 of the text as 64 hexadecimal digits",
        )
    })?;
    let command = Command::Sign {
        municipality: asked.municipality,
        sha256,
    };
    let details = json!({
        "municipality": asked.municipality.to_string(), "sha256": hex::encode(sha256),
    });
    let about = subject(&agreement);
    agreement.state =
        work.decide::<AgreementMachine>(about, agreement.state, command, &facts, Note::details(details))?;
    let signature = Signature {
        organisation: asked.municipality,
        signed: Stamp {
            by: actor.person,
            at: work.now,
        },
    };
    agreements::sign(&work.tx, asked.id, &signature).await?;
    signatures::given(&mut work, &project, asked.id, &signature).await?;
    facts.signatures.push(signature);
    if facts.all_signed() {
        replace_earlier(&mut work, actor, &project).await?;
        let command = Command::BringIntoForce;
        agreement.state =
            work.decide::<AgreementMachine>(about, agreement.state, command, &facts, Note::none())?;
    }
    agreements::update(&work.tx, &agreement).await?;
    work.finish(asked.id).await
}

/// Ends the agreement in whose place another one comes now.
async fn replace_earlier(work: &mut Work<'_>, actor: &Actor, project: &Project) -> Answer<()> {
    for earlier in agreements::of_projects(&work.tx, &[project.id]).await? {
        if StateName::from(&earlier.state) != StateName::InForce {
            continue;
        }
        let hands = hands::of(&work.tx, OBJECT, earlier.id.into()).await?;
        let facts = earlier.facts(actor.person, hands, true);
        let before = earlier.state.clone();
        let about = subject(&earlier);
        let state = work.decide::<AgreementMachine>(about, before, Command::Replace, &facts, Note::none())?;
        agreements::update(&work.tx, &Agreement { state, ..earlier }).await?;
    }
    Ok(())
}
