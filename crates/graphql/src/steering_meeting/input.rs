use async_graphql::{Enum, ID, InputObject};
use chrono::{DateTime, Utc};
use talkoot_domain::steering_meeting;

/// The kinds of things of a project that a meeting looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "steering_meeting::MatterKind", name = "AgendaMatter")]
pub(crate) enum AgendaMatter {
    /// A portfolio report that waits for the approval of the steering group.
    Report,
    /// Something that is owed to the authority.
    Obligation,
    /// A change request that is not decided.
    ChangeRequest,
    /// A milestone that is late.
    Milestone,
    /// A risk.
    Risk,
    /// A municipality in which nobody answers for the project.
    Vacancy,
}

/// A point of an agenda.
#[derive(Debug, InputObject)]
pub(crate) struct AgendaItemInput {
    /// What it is about.
    pub(super) title: String,
    /// What kind of thing of the project it is about; leave it out for a point of your own.
    pub(super) matter: Option<AgendaMatter>,
    /// The thing, by its id in the graph; needed with a kind.
    pub(super) object_id: Option<ID>,
}

/// When, where, with whom and about what a meeting is.
#[derive(Debug, InputObject)]
pub(crate) struct SteeringMeetingContent {
    /// When it begins.
    pub(super) starts_at: DateTime<Utc>,
    /// How long it lasts, in minutes; 60 unless told.
    #[graphql(default = 60)]
    pub(super) minutes: i32,
    /// Where: a room, or the address of a call.
    pub(super) place: String,
    /// Its members who have an account and hold a role in the project; they are invited by mail.
    #[graphql(default)]
    pub(super) member_ids: Vec<ID>,
    /// Its other members and guests, by name.
    #[graphql(default)]
    pub(super) guests: Vec<String>,
    /// What it is about, in order; what is open in the project unless told.
    pub(super) agenda: Option<Vec<AgendaItemInput>>,
}

/// A meeting to be planned.
#[derive(Debug, InputObject)]
pub(crate) struct PlanSteeringMeetingInput {
    /// The project.
    pub(super) project_id: ID,
    /// When, where, with whom and about what.
    pub(super) content: SteeringMeetingContent,
    /// Chosen by you, new for each meeting.
    pub(super) idempotency_key: String,
}

/// A meeting to be planned otherwise.
#[derive(Debug, InputObject)]
pub(crate) struct UpdateSteeringMeetingInput {
    /// The meeting.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// When, where, with whom and about what from now on.
    pub(super) content: SteeringMeetingContent,
    /// Chosen by you, new for each change.
    pub(super) idempotency_key: String,
}

/// A meeting that was held.
#[derive(Debug, InputObject)]
pub(crate) struct HoldSteeringMeetingInput {
    /// The meeting.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Who was present, by name.
    pub(super) present: Vec<String>,
    /// Chosen by you, new for each meeting.
    pub(super) idempotency_key: String,
}

/// Something that a meeting decided.
#[derive(Debug, InputObject)]
pub(crate) struct RecordSteeringDecisionInput {
    /// The meeting.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// What was decided; it is never edited.
    pub(super) text: String,
    /// Whether nobody was against it.
    pub(super) unanimous: bool,
    /// Who was against it and why; needed unless it was unanimous.
    pub(super) dissent: Option<String>,
    /// Chosen by you, new for each decision.
    pub(super) idempotency_key: String,
}

/// Minutes to be approved.
#[derive(Debug, InputObject)]
pub(crate) struct ApproveSteeringMinutesInput {
    /// The meeting.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Chosen by you, new for each approval.
    pub(super) idempotency_key: String,
}

/// A meeting that is called off.
#[derive(Debug, InputObject)]
pub(crate) struct CancelSteeringMeetingInput {
    /// The meeting.
    pub(super) id: ID,
    /// The version that you have read.
    pub(super) expected_version: i64,
    /// Why; the members are told.
    pub(super) reason: String,
    /// Chosen by you, new for each time.
    pub(super) idempotency_key: String,
}
