//! Where the links of surveys lead: `GET /surveys/{secret}`, a page to answer on, without a sign-in and without a
//! script. `POST` to the same address keeps the answers. Nothing in between keeps the page.

use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use serde_json::{Map, Value, json};
use talkoot_app::{
    Failure,
    surveys::{self, AnswerSurvey, Asked},
};
use talkoot_domain::{
    form::{Field, FieldKind},
    formats,
    language::Language,
    workflow::{Refusal, RefusalCode},
};

use super::{
    Site,
    files::failed,
    page::{self, escaped},
};

/// The words of the page in one language.
struct Words {
    asks: &'static str,
    until: &'static str,
    apart: &'static str,
    send: &'static str,
    kept: &'static str,
    mend: &'static str,
    nowhere: &'static str,
    decimals: &'static str,
    none: &'static str,
}

const fn words(language: Language) -> Words {
    match language {
        Language::Fi => Words {
            asks: "Kysyjä",
            until: "Viimeinen vastauspäivä",
            apart: "Vastauksesta ei näe, kuka sen antoi. Voit muuttaa sitä tästä linkistä, kunnes kysely sulkeutuu.",
            send: "Lähetä vastaukset",
            kept: "Kiitos, vastauksesi on tallennettu.",
            mend: "Mitään ei tallennettu vielä. Korjaa nämä kohdat ja lähetä uudelleen:",
            decimals: "Luku, desimaalit pilkulla tai pisteellä.",
            none: "En vastaa",
            nowhere: "Kysely on sulkeutunut, tai linkki ei ole kokonainen. Avaa se viestistä uudelleen.",
        },
        Language::Sv => Words {
            asks: "Frågeställare",
            until: "Sista svarsdag",
            apart: "Av svaret syns inte vem som har gett det. Du kan ändra det via denna länk tills enkäten stängs.",
            send: "Skicka svaren",
            kept: "Tack, ditt svar är sparat.",
            mend: "Inget är sparat ännu. Rätta dessa punkter och skicka på nytt:",
            decimals: "Ett tal, decimaler med komma eller punkt.",
            none: "Inget svar",
            nowhere: "Enkäten är stängd, eller så är länken inte hel. Öppna den från meddelandet på nytt.",
        },
        Language::En => Words {
            asks: "Asked by",
            until: "Last day to answer",
            apart: "The answer does not show who gave it. You can change it under this link until the survey closes.",
            send: "Send the answers",
            kept: "Thank you, your answer is kept.",
            mend: "Nothing is kept yet. Mend these and send it again:",
            decimals: "A number, decimals after a comma or a point.",
            none: "No answer",
            nowhere: "The survey has closed, or the link is not whole. Open it from the mail once more.",
        },
    }
}

/// What is wrong with an answer, in the language of the survey.
fn wrong(refusal: &Refusal, language: Language) -> &str {
    match (language, refusal.code) {
        (Language::Fi, RefusalCode::Incomplete) => "tähän on vastattava.",
        (Language::Fi, RefusalCode::Deadline) => "vastausaika on päättynyt, eikä kysely ota enää vastauksia.",
        (Language::Fi, RefusalCode::Duplicate) => {
            "olet vastannut toisen viestin linkistä; avaa se, jos haluat muuttaa vastaustasi."
        }
        (Language::Fi, _) => "tätä ei voi ottaa vastaukseksi; tarkista se.",
        (Language::Sv, RefusalCode::Incomplete) => "denna fråga måste besvaras.",
        (Language::Sv, RefusalCode::Deadline) => "svarstiden är slut och enkäten tar inte emot fler svar.",
        (Language::Sv, RefusalCode::Duplicate) => {
            "du har svarat via länken i ett annat meddelande; öppna det om du vill ändra ditt svar."
        }
        (Language::Sv, _) => "detta går inte att ta emot som svar; kontrollera det.",
        (Language::En, _) => &refusal.message,
    }
}

pub(super) async fn show(State(site): State<Site>, Path(secret): Path<String>) -> Response {
    match surveys::asked(&site.app, &secret).await {
        Ok(Some(asked)) => {
            let answers = asked.answers.clone().unwrap_or_else(|| json!({}));
            shown(StatusCode::OK, &asked, &answers, "")
        }
        Ok(None) => nowhere(),
        Err(failure) => failed(&failure),
    }
}

pub(super) async fn keep(
    State(site): State<Site>,
    Path(secret): Path<String>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Response {
    let asked = match surveys::asked(&site.app, &secret).await {
        Ok(Some(asked)) => asked,
        Ok(None) => return nowhere(),
        Err(failure) => return failed(&failure),
    };
    let answers = read(&asked, sent);
    let said = words(asked.survey.details.language);
    let given = AnswerSurvey {
        secret,
        answers: answers.clone(),
    };
    match surveys::answer(&site.app, given).await {
        Ok(asked) => {
            let note = format!("<p class=\"note\" role=\"status\">{}</p>", said.kept);
            shown(StatusCode::OK, &asked, &answers, &note)
        }
        Err(Failure::Refused(refusals)) => {
            let points: String = refusals
                .iter()
                .map(|refusal| {
                    let label = refusal.path.get(1).and_then(|code| label(&asked, code));
                    let label = label.map_or_else(String::new, |label| format!("{label}: "));
                    let wrong = wrong(refusal, asked.survey.details.language);
                    format!("<li>{}{}</li>", escaped(&label), escaped(wrong))
                })
                .collect();
            let note = format!(
                "<div class=\"note\" role=\"alert\"><p>{}</p><ul>{points}</ul></div>",
                said.mend
            );
            // What was typed is there again.
            shown(StatusCode::UNPROCESSABLE_ENTITY, &asked, &answers, &note)
        }
        Err(failure) => failed(&failure),
    }
}

/// What a form of a page sends, as answers: a question of which several options may be chosen comes several times.
fn read(asked: &Asked, sent: Vec<(String, String)>) -> Value {
    let mut answers = Map::new();
    for (code, text) in sent {
        let field = asked.survey.details.questions.field(&code);
        let kind = field.map(|(_, field)| &field.kind);
        if !matches!(kind, Some(FieldKind::Choice { several: true, .. })) {
            let text = text.replace("\r\n", "\n");
            // People write decimals as their language does.
            let is_number = matches!(kind, Some(FieldKind::Number { .. }));
            let text = if is_number { text.replace(',', ".") } else { text };
            answers.insert(code, Value::String(text));
            continue;
        }
        match answers.get_mut(&code) {
            Some(Value::Array(chosen)) => chosen.push(Value::String(text)),
            _ => {
                answers.insert(code, json!([text]));
            }
        }
    }
    Value::Object(answers)
}

fn label(asked: &Asked, code: &str) -> Option<String> {
    let details = &asked.survey.details;
    let (_, field) = details.questions.field(code)?;
    Some(field.label.of(details.language).to_owned())
}

fn nowhere() -> Response {
    let sections: String = Language::ALL
        .into_iter()
        .map(|language| format!("<p lang=\"{}\">{}</p>", language.code(), words(language).nowhere))
        .collect();
    let body = format!("<h1>Talkoot</h1>{sections}");
    answered(StatusCode::NOT_FOUND, page::page("Talkoot", &body))
}

fn shown(status: StatusCode, asked: &Asked, answers: &Value, note: &str) -> Response {
    let details = &asked.survey.details;
    let said = words(details.language);
    let title = escaped(&details.title);
    let questions: String = details
        .questions
        .sections
        .iter()
        .map(|section| {
            let fields: String = section
                .fields
                .iter()
                .map(|field| question(field, answers, details.language))
                .collect();
            let heading = escaped(section.title.of(details.language));
            format!("<section><h2>{heading}</h2>{fields}</section>")
        })
        .collect();
    let body = format!(
        "<div lang=\"{}\"><h1>{title}</h1>{note}<p>{}: {}. {}: {}.</p><p>{}</p>\
         <form method=\"post\">{questions}<p><button type=\"submit\">{}</button></p></form></div>",
        details.language.code(),
        said.asks,
        escaped(&asked.asker),
        said.until,
        formats::date_short(details.closes_on, details.language),
        said.apart,
        said.send,
    );
    answered(status, page::page(&title, &body))
}

fn question(field: &Field, answers: &Value, language: Language) -> String {
    let code = escaped(&field.code);
    let mark = if field.required { " *" } else { "" };
    let label = format!("{}{mark}", escaped(field.label.of(language)));
    let help = field.help.as_ref().map_or_else(String::new, |help| {
        format!("<p>{}</p>", escaped(help.of(language)))
    });
    let help = match field.kind {
        FieldKind::Number { .. } => format!("{help}<p>{}</p>", words(language).decimals),
        _ => help,
    };
    let given = &answers[field.code.as_str()];
    let text = escaped(given.as_str().unwrap_or_default());
    match &field.kind {
        FieldKind::Choice { options, several } => {
            let kind = if *several { "checkbox" } else { "radio" };
            // What was chosen can be taken back.
            let none = if *several || field.required {
                String::new()
            } else {
                let checked = if text.is_empty() { " checked" } else { "" };
                format!(
                    "<p><label><input type=\"radio\" name=\"{code}\" value=\"\"{checked}> {}</label></p>",
                    words(language).none
                )
            };
            let options: String = options
                .iter()
                .map(|option| {
                    let chosen = match given {
                        Value::Array(chosen) => chosen.iter().any(|one| one == &option.code),
                        one => one == &option.code,
                    };
                    let checked = if chosen { " checked" } else { "" };
                    format!(
                        "<p><label><input type=\"{kind}\" name=\"{code}\" value=\"{}\"{checked}> {}</label></p>",
                        escaped(&option.code),
                        escaped(option.label.of(language))
                    )
                })
                .collect();
            format!("<fieldset><legend>{label}</legend>{help}{options}{none}</fieldset>")
        }
        FieldKind::Text { longest, lines: true } => format!(
            "<p><label for=\"{code}\">{label}</label></p>{help}<p><textarea id=\"{code}\" name=\"{code}\" rows=\"5\" \
             cols=\"60\" maxlength=\"{longest}\">{text}</textarea></p>"
        ),
        FieldKind::Text { .. }
        | FieldKind::Number { .. }
        | FieldKind::Money { .. }
        | FieldKind::Date { .. }
        | FieldKind::Table { .. }
        | FieldKind::File { .. }
        | FieldKind::Municipality
        | FieldKind::SubArea => format!(
            "<p><label for=\"{code}\">{label}</label></p>{help}<p><input id=\"{code}\" name=\"{code}\" size=\"60\" \
             value=\"{text}\"></p>"
        ),
    }
}

fn answered(status: StatusCode, html: String) -> Response {
    // It belongs to one person: nothing in between keeps it.
    let headers = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (status, headers, Html(html)).into_response()
}
