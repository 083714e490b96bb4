use async_graphql::{Context, Object};
use talkoot_app::{
    Answer, Request,
    steering_meetings::{
        self as meetings, CancelMeeting, HoldMeeting, PlanMeeting, RecordDecision, UpdateMeeting, Written,
    },
};
use talkoot_domain::{
    ids::SteeringMeetingId,
    steering_meeting::{AgendaItem, Matter, MatterKind},
};

use super::{
    SteeringMeetingObject,
    input::{
        AgendaItemInput, ApproveSteeringMinutesInput, CancelSteeringMeetingInput, HoldSteeringMeetingInput,
        PlanSteeringMeetingInput, RecordSteeringDecisionInput, SteeringMeetingContent,
        UpdateSteeringMeetingInput,
    },
    object::kind_of,
};
use crate::{
    context::{actor, app},
    node::{self, Kind},
    outcome::{error, invalid, not_found, payload, refusals},
};

payload!(
    /// What became of a mutation of a meeting.
    SteeringMeetingPayload { steering_meeting: SteeringMeetingObject }
);

type Payload = async_graphql::Result<SteeringMeetingPayload>;

async fn payload(ctx: &Context<'_>, answer: Answer<SteeringMeetingId>) -> Payload {
    let id = match refusals(answer)? {
        Ok(id) => id,
        Err(refusals) => return Ok(SteeringMeetingPayload::refused(refusals)),
    };
    let found = meetings::find(app(ctx)?, actor(ctx)?, id).await.map_err(error)?;
    Ok(SteeringMeetingPayload::done(SteeringMeetingObject(
        found.ok_or_else(|| not_found("steering_meeting"))?,
    )))
}

fn item(input: AgendaItemInput) -> async_graphql::Result<AgendaItem> {
    let matter = match (input.matter, input.object_id) {
        (None, None) => None,
        (Some(kind), Some(id)) => {
            let kind: MatterKind = kind.into();
            let object = node::key(kind_of(kind), &id)?;
            Some(Matter { kind, object })
        }
        (Some(_), None) | (None, Some(_)) => {
            return Err(invalid(
                "a point is about a kind of thing and the thing, or about neither",
            ));
        }
    };
    Ok(AgendaItem {
        title: input.title,
        words: None,
        matter,
    })
}

fn written(content: SteeringMeetingContent) -> async_graphql::Result<Written> {
    let members = content.member_ids.iter().map(|id| node::key(Kind::Person, id));
    let agenda = content.agenda.map(|agenda| {
        agenda
            .into_iter()
            .map(item)
            .collect::<async_graphql::Result<Vec<_>>>()
    });
    Ok(Written {
        starts_at: content.starts_at,
        minutes: content.minutes,
        place: content.place,
        members: members.collect::<async_graphql::Result<Vec<_>>>()?,
        guests: content.guests,
        agenda: agenda.transpose()?,
    })
}

#[derive(Debug, Default)]
pub(crate) struct SteeringMeetingMutation;

#[Object]
impl SteeringMeetingMutation {
    /// Plans a meeting of the steering group; its members are invited by mail, with a calendar attached.
    async fn plan_steering_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is planned, under an idempotency key.")] input: PlanSteeringMeetingInput,
    ) -> Payload {
        let body = PlanMeeting {
            project: node::key(Kind::Project, &input.project_id)?,
            written: written(input.content)?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, meetings::plan(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Plans a meeting otherwise; its members are invited anew.
    async fn update_steering_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is planned, under an idempotency key.")] input: UpdateSteeringMeetingInput,
    ) -> Payload {
        let body = UpdateMeeting {
            id: node::key(Kind::SteeringMeeting, &input.id)?,
            expected_version: input.expected_version,
            written: written(input.content)?,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, meetings::update(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Says that a meeting was held, and who was present.
    async fn hold_steering_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who was present, under an idempotency key.")] input: HoldSteeringMeetingInput,
    ) -> Payload {
        let body = HoldMeeting {
            id: node::key(Kind::SteeringMeeting, &input.id)?,
            expected_version: input.expected_version,
            present: input.present,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, meetings::hold(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Records something that a meeting decided; it is never edited.
    async fn record_steering_decision(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What was decided, under an idempotency key.")] input: RecordSteeringDecisionInput,
    ) -> Payload {
        let body = RecordDecision {
            id: node::key(Kind::SteeringMeeting, &input.id)?,
            expected_version: input.expected_version,
            text: input.text,
            unanimous: input.unanimous,
            dissent: input.dissent,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(
            ctx,
            meetings::record_decision(app(ctx)?, actor(ctx)?, request).await,
        )
        .await
    }

    /// Approves the minutes of a meeting; another person than whoever wrote them does.
    async fn approve_steering_minutes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which, under an idempotency key.")] input: ApproveSteeringMinutesInput,
    ) -> Payload {
        let request = Request {
            key: input.idempotency_key,
            body: (
                node::key(Kind::SteeringMeeting, &input.id)?,
                input.expected_version,
            ),
        };
        payload(ctx, meetings::approve(app(ctx)?, actor(ctx)?, request).await).await
    }

    /// Calls a meeting off; its members are told.
    async fn cancel_steering_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Why, under an idempotency key.")] input: CancelSteeringMeetingInput,
    ) -> Payload {
        let body = CancelMeeting {
            id: node::key(Kind::SteeringMeeting, &input.id)?,
            expected_version: input.expected_version,
            reason: input.reason,
        };
        let request = Request {
            key: input.idempotency_key,
            body,
        };
        payload(ctx, meetings::cancel(app(ctx)?, actor(ctx)?, request).await).await
    }
}
