use async_graphql::{Enum, ID, InputObject};
use chrono::NaiveDate;
use talkoot_domain::{access_token, language, organisation, policy};

/// What an organisation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "organisation::OrganisationKind")]
pub(crate) enum OrganisationKind {
    /// A municipality: applies, spends, reports.
    Municipality,
    /// A granting authority: decides and pays.
    Authority,
}

/// A language that people are written to in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "language::Language")]
pub(crate) enum Language {
    /// Finnish.
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

/// A role that a person holds in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "policy::Role")]
pub(crate) enum Role {
    /// Prepares a municipality's part and its cost reports.
    PartnerPreparer,
    /// Commits the municipality and submits what somebody else prepared.
    PartnerApprover,
    /// Runs projects that the municipality leads.
    LeadCoordinator,
    /// Handles grants in the authority.
    Officer,
    /// The second person of the authority.
    SecondApprover,
    /// Reviews the applications that an officer assigns; decides nothing.
    Reviewer,
    /// Reads everything of the authority, changes nothing.
    Auditor,
    /// People, roles and configuration; no money decisions.
    Administrator,
}

/// An organisation to be added.
#[derive(Debug, InputObject)]
pub(crate) struct CreateOrganisationInput {
    /// Chosen by you, new for each organisation.
    pub(super) idempotency_key: String,
    /// What it is.
    pub(super) kind: OrganisationKind,
    /// The municipality code, three digits; required for a municipality, left out for an authority.
    pub(super) code: Option<String>,
    /// Name in Finnish.
    pub(super) name_fi: String,
    /// Name in Swedish.
    pub(super) name_sv: String,
    /// The language it is written to in.
    pub(super) language: Language,
}

/// A person to be added, without roles.
#[derive(Debug, InputObject)]
pub(crate) struct CreatePersonInput {
    /// Chosen by you, new for each person.
    pub(super) idempotency_key: String,
    /// The name.
    pub(super) name: String,
    /// The e-mail address; belongs to one person only.
    pub(super) email: String,
    /// The language the person is written to in.
    pub(super) language: Language,
}

/// A role to be given or ended. The days and the deputy belong to `grantRole`; a role is ended now.
#[derive(Debug, InputObject)]
pub(crate) struct RoleInput {
    /// Chosen by you, new for each change.
    pub(super) idempotency_key: String,
    /// Whose role.
    pub(super) person_id: ID,
    /// Where.
    pub(super) organisation_id: ID,
    /// Which role.
    pub(super) role: Role,
    /// The first day on which it is held, in Finland; from now on when left out.
    pub(super) valid_from: Option<NaiveDate>,
    /// The last day on which it is held, in Finland; for good when left out.
    pub(super) valid_until: Option<NaiveDate>,
    /// Whose deputy the person is: somebody who holds the role. Needs `validUntil`.
    pub(super) deputy_for_id: Option<ID>,
}

/// What may be done with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "access_token::TokenScope")]
pub(crate) enum TokenScope {
    /// Reading what its person sees; every change is refused.
    Read,
    /// Whatever its person may.
    Write,
}

/// A session to be ended.
#[derive(Debug, InputObject)]
pub(crate) struct EndSessionInput {
    /// Chosen by you, new for each attempt.
    pub(super) idempotency_key: String,
    /// The session.
    pub(super) id: ID,
}

/// A person whose sessions are to be ended.
#[derive(Debug, InputObject)]
pub(crate) struct EndSessionsOfInput {
    /// Chosen by you, new for each attempt.
    pub(super) idempotency_key: String,
    /// The person: you, or somebody whom you administer.
    pub(super) person_id: ID,
}

/// A sign-in token to be made.
#[derive(Debug, InputObject)]
pub(crate) struct IssueTokenInput {
    /// Chosen by you, new for each token.
    pub(super) idempotency_key: String,
    /// Whose token.
    pub(super) person_id: ID,
    /// What it is for, for the list of tokens.
    pub(super) label: String,
    /// For how many days it is good, 1 to 366.
    pub(super) days: i64,
    /// What may be done with it; `WRITE` unless told.
    pub(super) scope: Option<TokenScope>,
    /// The organisation to whose matters it is confined; all in which the person holds a role when left out.
    pub(super) organisation_id: Option<ID>,
}

/// A token to be confirmed or taken back.
#[derive(Debug, InputObject)]
pub(crate) struct TokenStepInput {
    /// Chosen by you, new for each step.
    pub(super) idempotency_key: String,
    /// The token's id in the graph, not the secret.
    pub(super) id: ID,
}
