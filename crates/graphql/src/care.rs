//! Marks in the schema on fields that not everybody may see.

use async_graphql::TypeDirective;

/// Names a person, or tells how to reach one, or may do so in words that somebody has written. Shown to those who deal
/// with the matter; see docs/permissions.md and the reviewed list of who sees which field.
#[TypeDirective(location = "FieldDefinition")]
pub(crate) fn personal() {}

/// Whoever knows it can act with it or misuse it: a token, the address of a private calendar, the number of an account.
#[TypeDirective(location = "FieldDefinition")]
pub(crate) fn secret() {}
