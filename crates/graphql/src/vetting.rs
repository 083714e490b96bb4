//! Whether a document fits the schema, before anybody sends it.

use std::{fmt, sync::Arc};

use async_graphql::{
    Request, Response, Value,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute},
};

use crate::{limits, schema};

/// Documents against the schema; it carries nothing out.
pub struct Vetting(schema::Executable);

impl fmt::Debug for Vetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vetting").finish_non_exhaustive()
    }
}

impl Default for Vetting {
    fn default() -> Self {
        Self(schema::vetting(NothingDone))
    }
}

impl Vetting {
    /// What is wrong with a document; nothing when each of its operations could be carried out. Values of variables
    /// are not known, so what depends on them is seen only when it is sent.
    pub async fn fault(&self, document: &str) -> Option<String> {
        let mut request = Request::new(document);
        if let Err(error) = limits::check(&mut request) {
            return Some(error.message);
        }
        let names: Vec<Option<String>> = match request.parsed_query() {
            Ok(parsed) => parsed
                .operations
                .iter()
                .map(|(name, _)| name.map(ToString::to_string))
                .collect(),
            Err(error) => return Some(error.message),
        };
        let is_one = names.len() == 1;
        for name in names {
            let request = Request::new(document);
            let request = match name.filter(|_| !is_one) {
                Some(name) => request.operation_name(name),
                None => request,
            };
            if let Some(error) = self.0.execute(request).await.errors.into_iter().next() {
                return Some(error.message);
            }
        }
        None
    }
}

/// Stops behind validation.
struct NothingDone;

impl ExtensionFactory for NothingDone {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait::async_trait]
impl Extension for NothingDone {
    async fn execute(
        &self,
        _ctx: &ExtensionContext<'_>,
        _operation_name: Option<&str>,
        _next: NextExecute<'_>,
    ) -> Response {
        Response::new(Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The document, and a word of what is wrong with it.
    #[tokio::test]
    async fn what_fits_the_schema() {
        let vetting = Vetting::default();
        for (document, wrong) in [
            ("query Today { serverTime { today } }", None),
            (
                "query A { serverTime { today } } query B { serverTime { now } }",
                None,
            ),
            (
                "query Page($first: Int!) { projects(first: $first) { edges { node { id } } } }",
                None,
            ),
            (
                "mutation Create($input: CreateCallInput!) { createCall(input: $input) { refusals { code } } }",
                None,
            ),
            (
                "query A { serverTime { today } } query B { serverTime { yesterday } }",
                Some("yesterday"),
            ),
            ("query Today { serverTime { today }", Some("expected")),
            ("query P($id: Int!) { project(id: $id) { id } }", Some("id")),
            ("", Some("expected")),
        ] {
            let fault = vetting.fault(document).await;
            match wrong {
                None => assert_eq!(fault, None, "{document}"),
                Some(word) => assert!(
                    fault.as_deref().is_some_and(|fault| fault.contains(word)),
                    "{document}: {fault:?}"
                ),
            }
        }
        let many = "serverTime { today } ".repeat(21);
        let fault = vetting.fault(&format!("{{ {many} }}")).await;
        assert!(fault.is_some_and(|fault| fault.contains("too much")));
    }
}
