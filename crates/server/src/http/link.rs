//! Where links in mails lead until there is a browser application: what the thing is, and how to reach it
//! through the API. The page is the same whether the thing exists or not, so it tells strangers nothing.

use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use uuid::Uuid;

use super::{Site, page};

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

const CALL: Words = Words {
    collection: "calls",
    fields: "title state closesOn corrections { state reason } availableActions { action allowed refusal { message } }",
    titles: ["Haku", "Utlysning", "Call"],
    next: [
        "Haku ehtoineen ja oikaisuineen. Avaa se rajapinnassa.",
        "Utlysningen med sina villkor och rättelser. Öppna den i gränssnittet.",
        "The call with its terms and corrections. Open it in the API.",
    ],
};

const APPLICATION: Words = Words {
    collection: "applications",
    fields: "title state supplementQuestions availableActions { action allowed refusal { message } }",
    titles: ["Hakemus", "Ansökan", "Application"],
    next: [
        "Kuntien yhteinen hakemus. Avaa se rajapinnassa; se kertoo, mitä voit tehdä.",
        "Kommunernas gemensamma ansökan. Öppna den i gränssnittet; där står vad du kan göra.",
        "The municipalities' joint application. Open it in the API; it says what you can do.",
    ],
};

const REVIEW: Words = Words {
    collection: "reviews",
    fields: "state application { title } availableActions { action allowed refusal { message } }",
    titles: ["Arviointi", "Bedömning", "Review"],
    next: [
        "Hakemus on annettu sinulle arvioitavaksi. Anna pisteet perusteluineen ja lähetä arviointi, tai ilmoita esteellisyydestä.",
        "Du ska bedöma en ansökan. Ge poäng med motiveringar och lämna in bedömningen, eller anmäl jäv.",
        "You review an application. Give points with reasons and submit the review, or declare a conflict of interest.",
    ],
};

const DECISION: Words = Words {
    collection: "decisions",
    fields: "state award letter { text pdfPath } availableActions { action allowed refusal { message } }",
    titles: ["Avustuspäätös", "Understödsbeslut", "Grant decision"],
    next: [
        "Viranomaisen päätös hakemuksesta. Lue päätöskirje; myönnetyn avustuksen vastuukunta hyväksyy tai jättää vastaanottamatta.",
        "Myndighetens beslut om ansökan. Läs beslutsbrevet; ett beviljat understöd godkänner ansvarskommunen eller avstår från.",
        "The authority's decision on the application. Read the letter; the lead municipality accepts or refuses a grant.",
    ],
};

const RECTIFICATION: Words = Words {
    collection: "rectifications",
    fields: "state outcome reasoning availableActions { action allowed refusal { message } }",
    titles: ["Oikaisuvaatimus", "Begäran om omprövning", "Claim for correction"],
    next: [
        "Vaatimus avustuspäätöksen oikaisemiseksi. Avaa se rajapinnassa; se kertoo, mitä voit tehdä.",
        "En begäran om omprövning av ett understödsbeslut. Öppna den i gränssnittet; där står vad du kan göra.",
        "A claim for correction of a grant decision. Open it in the API; it says what you can do.",
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

const PROJECT: Words = Words {
    collection: "projects",
    fields: "name state paymentHold { reason } balance { granted paid } availableActions { action allowed refusal { message } }",
    titles: ["Hanke", "Projekt", "Project"],
    next: [
        "Avustettu yhteishanke. Avaa hanke rajapinnassa; se kertoo, missä mennään ja mitä voit tehdä.",
        "Ett gemensamt projekt med understöd. Öppna det i gränssnittet; där står läget och vad du kan göra.",
        "A granted joint project. Open it in the API; it says how it stands and what you can do.",
    ],
};

const CHANGE_REQUEST: Words = Words {
    collection: "change-requests",
    fields: "state parts { number kind state availableActions { action allowed refusal { message } } }",
    titles: ["Muutoshakemus", "Ändringsansökan", "Change request"],
    next: [
        "Pyyntö muuttaa hanketta. Jokainen osa ratkaistaan erikseen; osa kertoo, kenen vahvistusta se odottaa.",
        "En begäran om att ändra projektet. Varje del avgörs för sig; delen säger vems bekräftelse den väntar på.",
        "A request to change the project. Each part is decided on its own; it says whose confirmation it waits for.",
    ],
};

const CORRECTION: Words = Words {
    collection: "corrections",
    fields: "state change reason availableActions { action allowed refusal { message } }",
    titles: ["Oikaisu", "Rättelse", "Correction"],
    next: [
        "Havainto jo hyväksytyistä kustannuksista. Kaksi henkilöä hyväksyy sen, ennen kuin se vaikuttaa.",
        "Ett fynd om redan godkända kostnader. Två personer godkänner det innan det får verkan.",
        "A finding on costs that were approved. Two persons approve it before it has an effect.",
    ],
};

const RECOVERY: Words = Words {
    collection: "recoveries",
    fields: "state principal respondBy decision { due } availableActions { action allowed refusal { message } }",
    titles: ["Takaisinperintä", "Återkrav", "Recovery"],
    next: [
        "Avustusta peritään takaisin. Avaa asia rajapinnassa; se kertoo määräpäivän, summan ja mitä voit tehdä.",
        "Understöd återkrävs. Öppna ärendet i gränssnittet; där står tidsfristen, summan och vad du kan göra.",
        "A part of the grant is recovered. Open it in the API; it says the deadline, the sum and what you can do.",
    ],
};

const SUPPLEMENT_REQUEST: Words = Words {
    collection: "supplement-requests",
    fields: "state dueDate questions { text answer } availableActions { action allowed refusal { message } }",
    titles: [
        "Täydennyspyyntö",
        "Begäran om komplettering",
        "Supplement request",
    ],
    next: [
        "Viranomainen kysyy maksatushakemuksesta. Vastaa jokaiseen kysymykseen määräpäivään mennessä.",
        "Myndigheten frågar om utbetalningsansökan. Besvara varje fråga inom tidsfristen.",
        "The authority asks about the payment claim. Answer each question by the deadline.",
    ],
};

/// Everything that a mail links to.
const AGREEMENT: Words = Words {
    collection: "agreements",
    fields: "state text sha256 parties { municipality { id nameFi } signedAt } availableActions { action allowed \
        refusal { message } }",
    titles: [
        "Kuntien välinen sopimus",
        "Avtal mellan kommunerna",
        "Agreement between the municipalities",
    ],
    next: [
        "Sopimus avustuksen käytöstä. Lue se ja allekirjoita se kuntasi puolesta: signAgreement.",
        "Avtalet om användning av understödet. Läs det och underteckna det på din kommuns vägnar: signAgreement.",
        "The agreement on the use of the grant. Read it and sign it for your municipality: signAgreement.",
    ],
};

const STEERING_MEETING: Words = Words {
    collection: "steering-meetings",
    fields: "state startsAt place agenda { title } decisions { text unanimous } availableActions { action allowed \
        refusal { message } }",
    titles: [
        "Ohjausryhmän kokous",
        "Styrgruppens möte",
        "Meeting of the steering group",
    ],
    next: [
        "Hankkeen ohjausryhmän kokous. Avaa se rajapinnassa; siinä ovat esityslista ja päätökset.",
        "Ett möte i projektets styrgrupp. Öppna det i gränssnittet; där finns föredragningslistan och besluten.",
        "A meeting of the steering group of the project. Open it in the API: its agenda and what it decided.",
    ],
};

const PAGES: [&Words; 16] = [
    &STEERING_MEETING,
    &AGREEMENT,
    &CALL,
    &APPLICATION,
    &REVIEW,
    &DECISION,
    &RECTIFICATION,
    &OBLIGATION,
    &COST_REPORT,
    &PORTFOLIO_REPORT,
    &PAYOUT,
    &PROJECT,
    &CHANGE_REQUEST,
    &CORRECTION,
    &RECOVERY,
    &SUPPLEMENT_REQUEST,
];

/// The routes of the pages.
pub(super) fn pages() -> Router<Site> {
    PAGES.into_iter().fold(Router::new(), |router, words| {
        let page = async move |Path(id): Path<String>| answer(words, &id);
        router.route(&format!("/{}/{{id}}", words.collection), get(page))
    })
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
