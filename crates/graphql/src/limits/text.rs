//! Text that cannot be kept: control characters (PostgreSQL keeps no NUL, and nobody reads the others), and more in one
//! field than any field takes.

use std::convert::Infallible;

use async_graphql::{
    ErrorExtensionValues, Positioned, ServerError, ServerResult, Value, Variables,
    parser::types::{Directive, ExecutableDocument, Selection, SelectionSet},
};

/// So many characters has the longest answer that a form can ask for (`talkoot_domain::form`). Most fields take less, and
/// say so themselves.
const LONGEST: usize = 50_000;

/// Checks what comes in the variables.
///
/// # Errors
/// `INVALID_INPUT` with the path to the text.
pub(super) fn variables(variables: &Variables) -> ServerResult<()> {
    variables.iter().try_for_each(|(name, given)| named(name, given))
}

/// Checks what is written in the request itself.
///
/// # Errors
/// `INVALID_INPUT` with the path to the text.
pub(super) fn literals(document: &ExecutableDocument) -> ServerResult<()> {
    for (_, operation) in document.operations.iter() {
        for variable in &operation.node.variable_definitions {
            if let Some(default) = &variable.node.default_value {
                named(&variable.node.name.node, &default.node)?;
            }
        }
        directives(&operation.node.directives)?;
        selections(&operation.node.selection_set.node)?;
    }
    for fragment in document.fragments.values() {
        selections(&fragment.node.selection_set.node)?;
    }
    Ok(())
}

fn selections(set: &SelectionSet) -> ServerResult<()> {
    for selection in &set.items {
        match &selection.node {
            Selection::Field(field) => {
                for (name, given) in &field.node.arguments {
                    let Ok(given) = given.node.clone().into_const_with(without_variables);
                    named(&name.node, &given)?;
                }
                directives(&field.node.directives)?;
                selections(&field.node.selection_set.node)?;
            }
            Selection::InlineFragment(inline) => selections(&inline.node.selection_set.node)?,
            Selection::FragmentSpread(_) => {}
        }
    }
    Ok(())
}

fn directives(directives: &[Positioned<Directive>]) -> ServerResult<()> {
    for (name, given) in directives.iter().flat_map(|directive| &directive.node.arguments) {
        let Ok(given) = given.node.clone().into_const_with(without_variables);
        named(&name.node, &given)?;
    }
    Ok(())
}

/// Variables are checked where they come in.
fn without_variables<T>(_: T) -> Result<Value, Infallible> {
    Ok(Value::Null)
}

fn named(name: &str, given: &Value) -> ServerResult<()> {
    value(given, &mut vec![name.to_owned()])
}

fn value(given: &Value, path: &mut Vec<String>) -> ServerResult<()> {
    match given {
        Value::String(text) => readable(text, path),
        Value::List(items) => items.iter().enumerate().try_for_each(|(place, item)| {
            path.push(place.to_string());
            value(item, path)?;
            path.pop();
            Ok(())
        }),
        Value::Object(fields) => fields.iter().try_for_each(|(name, field)| {
            path.push(name.to_string());
            value(field, path)?;
            path.pop();
            Ok(())
        }),
        Value::Null | Value::Number(_) | Value::Boolean(_) | Value::Binary(_) | Value::Enum(_) => Ok(()),
    }
}

/// Ends of lines and tabs are text; other control characters are not.
fn readable(text: &str, path: &[String]) -> ServerResult<()> {
    let odd = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if let Some(found) = text.chars().find(odd) {
        let why = format!(
            "holds a control character (U+{:04X}), which cannot be kept; take it out and send it again",
            u32::from(found)
        );
        return Err(refused(path, &why));
    }
    // Bytes are counted first: no text has more characters.
    if text.len() > LONGEST && text.chars().count() > LONGEST {
        let why = format!("is longer than {LONGEST} characters; shorten it, or hand it in as a file");
        return Err(refused(path, &why));
    }
    Ok(())
}

fn refused(path: &[String], why: &str) -> ServerError {
    let mut error = ServerError::new(format!("{} {why}", path.join(".")), None);
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", "INVALID_INPUT");
    let steps = path.iter().map(|step| Value::String(step.clone()));
    extensions.set("path", Value::List(steps.collect()));
    error.extensions = Some(extensions);
    error
}
