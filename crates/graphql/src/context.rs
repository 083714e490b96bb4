use std::{any::TypeId, sync::Arc};

use async_graphql::{
    Context, ErrorExtensions, Pos, Request, Response, ServerError, ServerResult, Value,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextResolve, ResolveInfo},
    parser::types::OperationType,
};
use talkoot_app::{App, identity::Credential};
use talkoot_domain::policy::Actor;

use crate::loaders::Loaders;

/// Who asks, for one HTTP request; nobody when no token was sent.
#[derive(Clone, Debug)]
pub struct Session {
    /// The person signed in.
    pub actor: Option<Arc<Actor>>,
    /// By what; nothing when nobody is.
    pub credential: Option<Credential>,
}

impl Session {
    /// Nobody is signed in.
    pub const NOBODY: Self = Self {
        actor: None,
        credential: None,
    };

    /// Somebody is signed in by something.
    #[must_use]
    pub fn of(actor: Actor, credential: Credential) -> Self {
        Self {
            actor: Some(Arc::new(actor)),
            credential: Some(credential),
        }
    }
}

/// Puts the session and loaders of its own into a request, so that two requests never share a batch.
#[must_use]
pub fn session_data(request: Request, app: &App, session: Session) -> Request {
    let loaders = Loaders::new(app.clone(), session.actor.clone());
    request.data(session).data(loaders)
}

pub(crate) fn app<'a>(ctx: &Context<'a>) -> async_graphql::Result<&'a App> {
    ctx.data::<App>()
}

pub(crate) fn loaders<'a>(ctx: &Context<'a>) -> async_graphql::Result<&'a Loaders> {
    ctx.data::<Loaders>()
}

/// The person signed in.
pub(crate) fn actor<'a>(ctx: &Context<'a>) -> async_graphql::Result<&'a Actor> {
    ctx.data::<Session>()?.actor.as_deref().ok_or_else(unsigned)
}

/// By what the person is signed in.
pub(crate) fn credential(ctx: &Context<'_>) -> async_graphql::Result<Credential> {
    ctx.data::<Session>()?.credential.ok_or_else(unsigned)
}

fn unsigned() -> async_graphql::Error {
    async_graphql::Error::new(
        "sign in first: at /sign-in with a browser, or send a token as \"Authorization: Bearer …\"",
    )
    .extend_with(|_, extensions| extensions.set("code", "UNAUTHENTICATED"))
}

fn read_only() -> async_graphql::Error {
    async_graphql::Error::new(
        "this token only reads; make the change with one of scope WRITE, or signed in yourself",
    )
    .extend_with(|_, extensions| extensions.set("code", "READ_ONLY_TOKEN"))
}

/// The root fields that need no sign-in: the time, what the law makes public, and surveys, published or answered under a
/// secret link; the schema may be read, too.
const PUBLIC: [&str; 7] = [
    "serverTime",
    "publicCalls",
    "publicDecisions",
    "publicSurveys",
    "publicResults",
    "surveyForm",
    "answerSurvey",
];

/// Takes the text of errors from inside out of a response; it stays in our log.
pub(crate) fn hide_internals(mut response: Response) -> Response {
    for error in &mut response.errors {
        if code(error) == Some("INTERNAL") {
            "something failed on our side; it has been logged, please try again later"
                .clone_into(&mut error.message);
        }
    }
    response
}

/// Whether nothing has to be watched while a request is carried out: somebody is signed in, who only reads.
pub(crate) fn only_reads(request: &mut Request) -> bool {
    let session = request.data.get(&TypeId::of::<Session>());
    let session = session.and_then(|session| session.downcast_ref::<Session>());
    let is_signed_in = session.is_some_and(|session| session.actor.is_some());
    is_signed_in
        && request.parsed_query().is_ok_and(|document| {
            let mut operations = document.operations.iter();
            operations.all(|(_, operation)| operation.node.ty == OperationType::Query)
        })
}

/// Every root field but the public ones is for people who are signed in, also one that forgets to ask; and
/// a mutation has a name, which its refusals may need.
pub(crate) struct RootFields;

impl ExtensionFactory for RootFields {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait::async_trait]
impl Extension for RootFields {
    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let is_mutation = info.parent_type == "Mutation";
        let is_root = is_mutation || info.parent_type == "Query";
        if is_mutation {
            let session = ctx.data::<Session>().ok();
            let credential = session.and_then(|session| session.credential);
            if credential.is_some_and(|credential| !credential.may_change()) {
                let mut error = read_only().into_server_error(Pos::default());
                error.locations.clear();
                return Err(error);
            }
        }
        if is_root && !PUBLIC.contains(&info.name) && !info.name.starts_with("__") {
            let session = ctx
                .data::<Session>()
                .map_err(|fault| fault.into_server_error(Pos::default()))?;
            if session.actor.is_none() {
                let mut error = unsigned().into_server_error(Pos::default());
                error.locations.clear();
                return Err(error);
            }
        }
        if !is_mutation {
            return next.run(ctx, info).await;
        }
        let name = info.name.to_owned();
        MUTATION.scope(name, next.run(ctx, info)).await
    }
}

tokio::task_local! {
    /// The mutation that is being carried out.
    static MUTATION: String;
}

/// The mutation that is being carried out, for refusals that do not know it.
pub(crate) fn mutation() -> Option<String> {
    MUTATION.try_with(Clone::clone).ok()
}

fn code(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get("code")? {
        Value::String(code) => Some(code),
        _ => None,
    }
}
