//! Reading the types of the schema.

use serde_json::Value;

/// The kind and the name of a type without its lists and its promises.
pub(crate) fn named(of: &Value) -> (&str, &str) {
    let mut of = of;
    while of["name"].is_null() {
        of = &of["ofType"];
    }
    (
        of["kind"].as_str().expect("a kind"),
        of["name"].as_str().expect("a name"),
    )
}

/// Whether a type is a list, one that is promised or not.
pub(crate) fn is_list(of: &Value) -> bool {
    of["kind"] == "LIST" || of["ofType"]["kind"] == "LIST"
}
