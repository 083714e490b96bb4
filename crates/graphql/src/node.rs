//! Ids that are unique in the whole graph: the kind and the key, unreadable on purpose.

use async_graphql::{Error, ErrorExtensions, ID};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use talkoot_domain::ids::{
    AgreementId, CallId, DecisionId, FileId, OrganisationId, PeriodId, PersonId, ProgrammeId, ProjectId,
    SubAreaId,
};
use uuid::Uuid;

/// The kinds of objects that `node` can find.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr)]
pub(crate) enum Kind {
    AccessToken,
    Agreement,
    Application,
    BankAccount,
    BankFeedback,
    Benefit,
    CalendarFeed,
    Call,
    CallCorrection,
    ChangePart,
    ChangeRequest,
    Commitment,
    Decision,
    Claim,
    Correction,
    CostLine,
    CostReport,
    File,
    Erasure,
    ExitPlan,
    FinalReport,
    Indicator,
    Form,
    LedgerImport,
    LedgerProfile,
    Milestone,
    Obligation,
    Organisation,
    OtherSupport,
    PaymentBatch,
    PaymentHold,
    Payout,
    Period,
    Person,
    PortfolioReport,
    PortfolioView,
    Programme,
    Project,
    ProjectResult,
    Rectification,
    Recovery,
    RankingList,
    ReferenceRate,
    Review,
    Risk,
    Session,
    SteeringMeeting,
    SubArea,
    SupplementRequest,
    Survey,
    Transfer,
}

/// The global id of an object.
pub(crate) fn id(kind: Kind, key: impl Into<Uuid>) -> ID {
    let kind: &str = kind.into();
    let key: Uuid = key.into();
    ID(URL_SAFE_NO_PAD.encode(format!("{kind}:{key}")))
}

/// The kind and the key in a global id.
pub(crate) fn read(id: &ID) -> Option<(Kind, Uuid)> {
    let bytes = URL_SAFE_NO_PAD.decode(id.as_str()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (kind, key) = text.split_once(':')?;
    Some((kind.parse().ok()?, key.parse().ok()?))
}

/// The key of an object of this kind.
///
/// # Errors
/// When the id belongs to another kind or to nothing; what it would name does not exist then.
pub(crate) fn key<T: From<Uuid>>(kind: Kind, id: &ID) -> async_graphql::Result<T> {
    match read(id) {
        Some((found, key)) if found == kind => Ok(key.into()),
        _ => {
            let kind: &str = kind.into();
            Err(
                Error::new(format!("\"{}\" is not the id of a {kind}", id.as_str()))
                    .extend_with(|_, extensions| extensions.set("code", "NOT_FOUND")),
            )
        }
    }
}

/// The global id of a stored file, for the HTTP routes that carry files.
#[must_use]
pub fn file_id(file: FileId) -> String {
    id(Kind::File, file).0
}

/// The query field and the global id of what a link in a mail names, for example `obligations` and its key.
#[must_use]
pub fn linked(collection: &str, key: Uuid) -> Option<(&'static str, String)> {
    let (field, kind) = match collection {
        "calls" => ("call", Kind::Call),
        "applications" => ("application", Kind::Application),
        "reviews" => ("review", Kind::Review),
        "agreements" => ("agreement", Kind::Agreement),
        "obligations" => ("obligation", Kind::Obligation),
        "cost-reports" => ("costReport", Kind::CostReport),
        "portfolio-reports" => ("portfolioReport", Kind::PortfolioReport),
        "payouts" => ("payout", Kind::Payout),
        "projects" => ("project", Kind::Project),
        "change-requests" => ("changeRequest", Kind::ChangeRequest),
        "corrections" => ("correction", Kind::Correction),
        "recoveries" => ("recovery", Kind::Recovery),
        "rectifications" => ("rectification", Kind::Rectification),
        "decisions" => ("decision", Kind::Decision),
        "steering-meetings" => ("steeringMeeting", Kind::SteeringMeeting),
        "supplement-requests" => ("supplementRequest", Kind::SupplementRequest),
        _ => return None,
    };
    Some((field, id(kind, key).0))
}

/// The stored file that a global id names.
#[must_use]
pub fn file_key(text: &str) -> Option<FileId> {
    key(Kind::File, &ID(text.to_owned())).ok()
}

/// The organisation that a global id names.
#[must_use]
pub fn organisation_key(text: &str) -> Option<OrganisationId> {
    key(Kind::Organisation, &ID(text.to_owned())).ok()
}

/// The call that a global id names.
#[must_use]
pub fn call_key(text: &str) -> Option<CallId> {
    key(Kind::Call, &ID(text.to_owned())).ok()
}

/// The global id of an organisation.
#[must_use]
pub fn organisation_id(organisation: OrganisationId) -> String {
    id(Kind::Organisation, organisation).0
}

/// The global id of a project.
#[must_use]
pub fn project_id(project: ProjectId) -> String {
    id(Kind::Project, project).0
}

/// The project that a global id names.
#[must_use]
pub fn project_key(text: &str) -> Option<ProjectId> {
    key(Kind::Project, &ID(text.to_owned())).ok()
}

/// The programme that a global id names.
#[must_use]
pub fn programme_key(text: &str) -> Option<ProgrammeId> {
    key(Kind::Programme, &ID(text.to_owned())).ok()
}

/// The agreement that a global id names.
#[must_use]
pub fn agreement_key(text: &str) -> Option<AgreementId> {
    key(Kind::Agreement, &ID(text.to_owned())).ok()
}

/// The decision that a global id names.
#[must_use]
pub fn decision_key(text: &str) -> Option<DecisionId> {
    key(Kind::Decision, &ID(text.to_owned())).ok()
}

/// The global id of a person.
#[must_use]
pub fn person_id(person: PersonId) -> String {
    id(Kind::Person, person).0
}

/// The person that a global id names.
#[must_use]
pub fn person_key(text: &str) -> Option<PersonId> {
    key(Kind::Person, &ID(text.to_owned())).ok()
}

/// The global id of a sub-area.
#[must_use]
pub fn sub_area_id(sub_area: SubAreaId) -> String {
    id(Kind::SubArea, sub_area).0
}

/// The global id of a period.
#[must_use]
pub fn period_id(period: PeriodId) -> String {
    id(Kind::Period, period).0
}
