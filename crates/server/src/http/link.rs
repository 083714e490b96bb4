//! Where links in mails lead until there is a browser application: what the thing is, and how to reach it
//! through the API. The page is the same whether the thing exists or not, so it tells strangers nothing.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use uuid::Uuid;

use super::page;

/// What a kind of thing is called and what is done with it, in Finnish, Swedish and English.
struct Words {
    collection: &'static str,
    fields: &'static str,
    titles: [&'static str; 3],
    next: [&'static str; 3],
}

const OBLIGATION: Words = Words {
    collection: "obligations",
    fields: "kind state dueDate availableActions { action allowed refusal { message } }",
    titles: ["Velvoite", "Skyldighet", "Obligation"],
    next: [
        "Hankkeen on toimitettava jotakin määräpäivään mennessä. Avaa velvoite rajapinnassa; se kertoo, mitä voit tehdä.",
        "Projektet ska lämna in något senast en viss dag. Öppna skyldigheten i gränssnittet; där står vad du kan göra.",
        "The project has to hand something in by a day. Open the obligation in the API; it says what you can do.",
    ],
};

const COST_REPORT: Words = Words {
    collection: "cost-reports",
    fields: "state returnReasons availableActions { action allowed refusal { message } }",
    titles: ["Kustannusselvitys", "Kostnadsredovisning", "Cost report"],
    next: [
        "Kunnan kustannukset yhdeltä kaudelta. Korjaa, mitä pyydettiin, ja lähetä selvitys uudelleen.",
        "En kommuns kostnader under en period. Korrigera det som begärts och lämna in redovisningen på nytt.",
        "A municipality's costs of one period. Correct what was asked for and submit the report again.",
    ],
};

const PORTFOLIO_REPORT: Words = Words {
    collection: "portfolio-reports",
    fields: "state questions availableActions { action allowed refusal { message } }",
    titles: [
        "Hankesalkkuraportti",
        "Projektportföljrapport",
        "Project portfolio report",
    ],
    next: [
        "Hankkeen tilanne hankesalkkua varten. Vastaa kysymyksiin ja lähetä raportti uudelleen.",
        "Projektets läge för projektportföljen. Besvara frågorna och lämna in rapporten på nytt.",
        "The state of the project for the portfolio. Answer the questions and submit the report again.",
    ],
};

const PAYOUT: Words = Words {
    collection: "payouts",
    fields: "state amount bankReference valueDate failureReason availableActions { action allowed refusal { message } }",
    titles: ["Maksu", "Utbetalning", "Payout"],
    next: [
        "Avustuksen maksu. Avaa maksu rajapinnassa; se kertoo, onko raha perillä ja mitä voit tehdä.",
        "En utbetalning av understödet. Öppna den i gränssnittet; där står om pengarna har kommit och vad du kan göra.",
        "A payout of the grant. Open it in the API; it says whether the money has come and what you can do.",
    ],
};

pub(super) async fn payout(Path(id): Path<String>) -> Response {
    answer(&PAYOUT, &id)
}

pub(super) async fn obligation(Path(id): Path<String>) -> Response {
    answer(&OBLIGATION, &id)
}

pub(super) async fn cost_report(Path(id): Path<String>) -> Response {
    answer(&COST_REPORT, &id)
}

pub(super) async fn portfolio_report(Path(id): Path<String>) -> Response {
    answer(&PORTFOLIO_REPORT, &id)
}

fn answer(words: &Words, id: &str) -> Response {
    let linked = id
        .parse::<Uuid>()
        .ok()
        .and_then(|key| talkoot_graphql::linked(words.collection, key));
    let Some((field, id)) = linked else {
        return (StatusCode::NOT_FOUND, "there is no such page").into_response();
    };
    let query = format!("{{ {field}(id: \"{id}\") {{ {} }} }}", words.fields);
    let mut body = String::new();
    for ((language, title), next) in ["fi", "sv", "en"].iter().zip(words.titles).zip(words.next) {
        body.push_str(&format!(
            "<section lang=\"{language}\"><h2>{title}</h2><p>{next}</p></section>"
        ));
    }
    body.push_str(&format!(
        "<p><a href=\"/graphql\">/graphql</a>, <code>Authorization: Bearer …</code>:</p><pre>{}</pre>",
        page::escaped(&query)
    ));
    Html(page::page(words.titles[2], &format!("<h1>Talkoot</h1>{body}"))).into_response()
}
