//! What one request may ask for, and what text it may bring.
//!
//! Everything is counted on the parsed text before validation, with fragments expanded, because a
//! short text can ask for very much: by aliases, by fields named twice, by fragments in fragments.

mod count;
mod text;

use std::sync::Arc;

use async_graphql::{
    ErrorExtensionValues, Request, ServerError, ServerResult, ValidationResult,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextValidation},
};

/// How deep a query may nest.
pub(crate) const DEPTH: usize = 15;
/// How much a query may ask for, in fields, lists counted by their page size.
pub(crate) const COMPLEXITY: usize = 20_000;

/// One limit: its name for programs, the number, and what to do instead.
#[derive(Clone, Copy)]
struct Limit {
    name: &'static str,
    most: usize,
    instead: &'static str,
}

impl Limit {
    /// Nothing when it holds.
    ///
    /// # Errors
    /// `LIMIT_EXCEEDED`, naming the limit, how much was asked and what to do.
    fn check(self, asked: usize) -> ServerResult<()> {
        let Self { name, most, instead } = self;
        if asked <= most {
            return Ok(());
        }
        let message = format!("this asks for too much: {name} {asked}, at most {most}; {instead}");
        let mut error = ServerError::new(message, None);
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", "LIMIT_EXCEEDED");
        extensions.set("limit", name);
        extensions.set("most", most);
        extensions.set("asked", asked);
        error.extensions = Some(extensions);
        Err(error)
    }
}

const DEPTH_LIMIT: Limit = Limit {
    name: "depth",
    most: DEPTH,
    instead: "ask for what lies deeper in a request of its own, with `node(id: …)`",
};
const COMPLEXITY_LIMIT: Limit = Limit {
    name: "complexity",
    most: COMPLEXITY,
    instead: "ask for fewer, with a smaller `first`, or for fewer fields of each",
};

/// Looks at a request before it is validated.
///
/// # Errors
/// Its text when it is no GraphQL, `LIMIT_EXCEEDED` when it asks for too much, and text that cannot be kept.
pub(crate) fn check(request: &mut Request) -> ServerResult<()> {
    count::nesting(&request.query)?;
    text::variables(&request.variables)?;
    let document = request.parsed_query()?;
    count::document(document)?;
    text::literals(document)
}

/// Refuses what is too deep or too much, saying how deep and how much.
pub(crate) struct Limits;

impl ExtensionFactory for Limits {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait::async_trait]
impl Extension for Limits {
    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let measured = next.run(ctx).await?;
        let depth = DEPTH_LIMIT.check(measured.depth);
        depth.map_err(|error| vec![error])?;
        let complexity = COMPLEXITY_LIMIT.check(measured.complexity);
        complexity.map_err(|error| vec![error])?;
        Ok(measured)
    }
}
