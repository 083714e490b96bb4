//! The forms that come with the engine can be asked; a definition survives its way out and in; the faults of one
//! that does not say where they are.

use std::{fs, path::Path};

use serde_json::{Value, json};
use talkoot_domain::{
    form::{Audience, Definition},
    language::Language,
};
use talkoot_forms::{digest, from_json, schema, shipped, to_json};

fn forms() -> Vec<Definition> {
    shipped()
        .iter()
        .map(|one| {
            let read = one.definition();
            let form = read.unwrap_or_else(|fault| panic!("{}: {}: {fault}", one.code, fault.path.join("/")));
            assert_eq!(form.code, one.code);
            form
        })
        .collect()
}

#[test]
fn what_is_shipped_can_be_asked_and_comes_back_as_it_was() {
    for form in forms() {
        assert_eq!(form.faults(), [], "{}", form.code);
        let out = to_json(&form);
        assert_eq!(from_json(&out).as_ref(), Ok(&form));
        let mut files = shipped().iter();
        let file = files.find(|one| one.code == form.code).expect("a file");
        assert_eq!(out, file.json(), "{} is written as it is exported", form.code);
        assert_eq!(digest(&form).len(), 64);
    }
}

/// `domain.md` 1.3, 1.5 and 1.6: five topics, the questions of the evaluation, the parts of the exit plan.
#[test]
fn what_is_shipped_asks_what_the_field_asks() {
    let forms = forms();
    let named = |code: &str| forms.iter().find(|form| form.code == code).expect("a form");
    let application = to_json(named("digitek-application"));
    let topics = &application["sections"][0]["fields"][2];
    assert_eq!(topics["code"], "topics");
    assert_eq!(topics["options"].as_array().map(Vec::len), Some(5));
    let plan = named("exit-plan");
    let questions = |section: usize| plan.sections[section].fields.len();
    assert_eq!((questions(0), questions(1), questions(2)), (8, 9, 4));
    assert_eq!(named("digitek-final-report").sections.len(), 10);
    assert_eq!(named("evaluation-questions").sections[0].fields.len(), 9);
}

#[test]
fn a_definition_that_cannot_be_read_says_where() {
    let good = shipped()[0].json();
    let change = |path: &str, value: Value| {
        let mut json = good.clone();
        *json.pointer_mut(path).expect(path) = value;
        let fault = from_json(&json).expect_err(path);
        fault.path.join("/")
    };
    let cases = [
        ("/format", json!("talkoot-form/9"), "format"),
        ("/title", json!("Hakemus"), "title"),
        ("/sections", json!({}), "sections"),
        ("/sections/0/askedOf", json!("everybody"), "sections/0/askedOf"),
        (
            "/sections/0/fields/0/type",
            json!("poem"),
            "sections/0/fields/0/type",
        ),
        (
            "/sections/0/fields/0/longest",
            json!(-1),
            "sections/0/fields/0/longest",
        ),
        (
            "/sections/0/fields/0/longest",
            json!("10"),
            "sections/0/fields/0/longest",
        ),
        (
            "/sections/0/fields/0/label",
            json!({ "de": "Bedarf" }),
            "sections/0/fields/0/label/de",
        ),
        (
            "/sections/1/visibleWhen",
            json!({ "is": "x" }),
            "sections/1/visibleWhen",
        ),
    ];
    for (path, value, at) in cases {
        assert_eq!(change(path, value), at);
    }
    let mut nested = json!({ "field": "need", "answered": true });
    for _ in 0..200 {
        nested = json!({ "not": nested });
    }
    assert!(change("/sections/1/visibleWhen", nested).starts_with("sections/1/visibleWhen/not"));
    let mut extra = good.clone();
    extra["author"] = json!("somebody");
    assert_eq!(from_json(&extra).expect_err("a key too many").path, ["author"]);
}

/// What front ends get: every field of the owner and no other, required where it always is.
#[test]
fn a_schema_for_each_owner() {
    for form in forms() {
        for asked_of in [Audience::Lead, Audience::EachPartner] {
            let schema = schema(&form, asked_of, Language::Sv);
            let properties = schema["properties"].as_object().expect("properties");
            let asked = form.fields().filter(|(section, _)| section.asked_of == asked_of);
            let mut codes: Vec<&str> = asked.map(|(_, field)| field.code.as_str()).collect();
            codes.sort_unstable();
            let mut known: Vec<&str> = properties.keys().map(String::as_str).collect();
            known.sort_unstable();
            assert_eq!(known, codes);
            assert_eq!(schema["title"], json!(form.title.sv));
        }
    }
    let plan = forms()
        .into_iter()
        .find(|form| form.code == "exit-plan")
        .expect("a form");
    let schema = schema(&plan, Audience::Lead, Language::En);
    assert_eq!(schema["required"], json!(["a1", "b1", "c1"]));
    assert_eq!(schema["allOf"].as_array().map(Vec::len), Some(18));
}

/// The schemas as front ends get them, kept beside this test, so that another validator reads the same ones
/// (`tests/node`). The test says where it wrote a new one; review it and commit it.
#[test]
fn the_schemas_are_as_reviewed() {
    let mut stale = Vec::new();
    for form in forms() {
        for asked_of in [Audience::Lead, Audience::EachPartner] {
            if !form.sections.iter().any(|section| section.asked_of == asked_of) {
                continue;
            }
            let whom: &str = asked_of.into();
            let name = format!("{}.{whom}.json", form.code);
            let text =
                serde_json::to_string_pretty(&schema(&form, asked_of, Language::En)).expect("JSON") + "\n";
            let kept = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("tests/schemas")
                .join(&name);
            if fs::read_to_string(kept).ok().as_ref() != Some(&text) {
                let fresh = Path::new(env!("CARGO_TARGET_TMPDIR")).join(&name);
                fs::write(&fresh, text).expect("the schema is written");
                stale.push(fresh.display().to_string());
            }
        }
    }
    assert!(
        stale.is_empty(),
        "compare with tests/schemas and commit: {stale:?}"
    );
}
