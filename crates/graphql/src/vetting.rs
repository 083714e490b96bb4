//! Whether a document fits the schema, before anybody sends it.

use std::{fmt, pin::Pin, sync::Arc};

use async_graphql::{
    Request, Response, Value, Variables,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute},
    parser::types::{BaseType, OperationDefinition},
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
    /// are not known, so what depends on them is seen only when it is sent. Boxed here, so that nobody who asks compiles
    /// the insides of the schema again.
    pub fn fault<'a>(
        &'a self,
        document: &'a str,
    ) -> Pin<Box<dyn Future<Output = Option<String>> + Send + 'a>> {
        Box::pin(self.first_fault(document))
    }

    async fn first_fault(&self, document: &str) -> Option<String> {
        let mut request = Request::new(document);
        if let Err(error) = limits::check(&mut request) {
            return Some(error.message);
        }
        let operations: Vec<(Option<String>, Variables)> = match request.parsed_query() {
            Ok(parsed) => parsed
                .operations
                .iter()
                .map(|(name, operation)| (name.map(ToString::to_string), pages(&operation.node)))
                .collect(),
            Err(error) => return Some(error.message),
        };
        let is_one = operations.len() == 1;
        for (name, variables) in operations {
            let request = Request::new(document).variables(variables);
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

/// What a document costs depends on how long its pages are: as short as can be.
fn pages(operation: &OperationDefinition) -> Variables {
    let mut variables = Variables::default();
    for variable in &operation.variable_definitions {
        let variable = &variable.node;
        if matches!(&variable.var_type.node.base, BaseType::Named(name) if name == "Int") {
            variables.insert(variable.name.node.clone(), Value::from(1));
        }
    }
    variables
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
