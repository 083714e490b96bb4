use std::sync::Arc;

use async_graphql::{
    Context, ErrorExtensions, Response, ServerError, Value,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextRequest},
};
use talkoot_app::App;
use talkoot_domain::policy::Actor;

use crate::loaders::Loaders;

/// Who asks, for one HTTP request; nobody when no token was sent.
#[derive(Clone, Debug)]
pub struct Session {
    /// The person signed in.
    pub actor: Option<Arc<Actor>>,
}

/// Puts the session and loaders of its own into a request, so that two requests never share a batch.
#[must_use]
pub fn session_data(request: async_graphql::Request, app: &App, session: Session) -> async_graphql::Request {
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
    ctx.data::<Session>()?.actor.as_deref().ok_or_else(|| {
        async_graphql::Error::new("sign in first: send a token as \"Authorization: Bearer …\"")
            .extend_with(|_, extensions| extensions.set("code", "UNAUTHENTICATED"))
    })
}

/// An error that carries no code of ours came from inside; its text stays in our log.
pub(crate) struct HideInternals;

impl ExtensionFactory for HideInternals {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait::async_trait]
impl Extension for HideInternals {
    async fn request(&self, ctx: &ExtensionContext<'_>, next: NextRequest<'_>) -> Response {
        let mut response = next.run(ctx).await;
        for error in &mut response.errors {
            if code(error) == Some("INTERNAL") {
                "something failed on our side; it has been logged, please try again later"
                    .clone_into(&mut error.message);
            }
        }
        response
    }
}

fn code(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get("code")? {
        Value::String(code) => Some(code),
        _ => None,
    }
}
