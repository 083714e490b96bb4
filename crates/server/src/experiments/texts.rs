//! What is written, in the language of the lead. Short, for the figures are the point.

use serde_json::{Value, json};
use talkoot_domain::{
    language::Language::{self, Sv},
    municipality::Municipality,
};

use super::plan::{Outcome, Planned};

/// Why a reviewer steps aside.
pub(super) const CONFLICT: &str = "Olen ollut mukana hankkeen valmistelussa.";

const fn either(language: Language, fi: &'static str, sv: &'static str) -> &'static str {
    match language {
        Sv => sv,
        Language::Fi | Language::En => fi,
    }
}

/// The name of a theme in Finnish and in Swedish.
pub(super) fn theme(code: &str) -> (&'static str, &'static str) {
    match code {
        "e_decision_material" => (
            "Sähköisen päätöksenteon aineisto",
            "Material för elektroniskt beslutsfattande",
        ),
        "e_decision" => ("Sähköinen päätöksenteko", "Elektroniskt beslutsfattande"),
        "resident_services" => (
            "Asukkaiden palvelujen digitalisointi",
            "Digitalisering av invånarnas tjänster",
        ),
        "local_democracy" => (
            "Kuntademokratian digitalisointi",
            "Digitalisering av den kommunala demokratin",
        ),
        _ => (
            "Etätyö ja monipaikkainen työ",
            "Distansarbete och arbete på flera orter",
        ),
    }
}

fn theme_in(code: &str, language: Language) -> &'static str {
    let (fi, sv) = theme(code);
    either(language, fi, sv)
}

/// What a project is called; numbered as the applications are, from 1.
pub(super) fn title(place: usize, code: &str, language: Language) -> String {
    let kind = either(language, "Esimerkkikokeilu", "Exempelförsök");
    format!("{kind} {:02}: {}", place + 1, theme_in(code, language))
}

pub(super) fn summary(code: &str, language: Language) -> String {
    let theme = theme_in(code, language);
    match language {
        Sv => {
            format!("Kommunerna prövar tillsammans: {theme}. Ett exempel: belopp och personer är påhittade.")
        }
        Language::Fi | Language::En => {
            format!("Kunnat kokeilevat yhdessä: {theme}. Esimerkki: summat ja henkilöt ovat keksittyjä.")
        }
    }
}

/// What the two sub-areas are called.
pub(super) const fn sub_areas(language: Language) -> [&'static str; 2] {
    match language {
        Sv => ["Pilot", "Införande"],
        Language::Fi | Language::En => ["Pilotointi", "Jalkautus"],
    }
}

/// Where the contact person of a municipality is reached.
pub(super) fn address(municipality: &Municipality) -> String {
    format!("yhteys@kunta-{}.example", municipality.code)
}

/// What the form asks of every municipality.
pub(super) fn answers_of_each(municipality: &Municipality) -> Vec<(String, Value)> {
    let language = municipality.correspondence();
    let owner = either(language, "Olli Esimerkki", "Olle Exempel");
    let role = either(
        language,
        "Kokeilee, arvioi ja ottaa käyttöön.",
        "Prövar, utvärderar och inför.",
    );
    [
        ("role", json!(role)),
        ("owner", json!(owner)),
        (
            "contacts",
            json!([{ "name": owner, "email": address(municipality) }]),
        ),
        ("working_time", json!("20.0")),
    ]
    .map(|(field, value)| (field.to_owned(), value))
    .into()
}

/// What the form asks of the lead.
pub(super) fn answers_of_lead(lead: &Municipality, theme: &str, sub_area: &Value) -> Vec<(String, Value)> {
    let language = lead.correspondence();
    let say = |fi, sv| json!(either(language, fi, sv));
    let risks = json!([{
        "risk": say("Asiantuntijoita ei irtoa arjesta.", "Sakkunniga hinner inte."), "likelihood": "medium",
        "measures": say("Varahenkilöt nimetään alussa.", "Ersättare utses i början."),
    }]);
    let own = [
        (
            "need",
            say(
                "Palvelu on hajallaan ja paperilla.",
                "Tjänsten är splittrad och på papper.",
            ),
        ),
        ("goals", say("Yhteinen tapa toimia.", "Ett gemensamt arbetssätt.")),
        ("topics", json!([theme])),
        ("savings_per_year", json!("12000.00")),
        (
            "savings_basis",
            say("Työaika ja postitus.", "Arbetstid och porto."),
        ),
        (
            "permanence",
            say(
                "Tulokset otetaan osaksi arkea.",
                "Resultaten tas i bruk i vardagen.",
            ),
        ),
        ("risks", risks),
    ];
    let of_theme = [
        (
            "goals",
            say("Kokeillaan ja arvioidaan.", "Vi prövar och utvärderar."),
        ),
        ("pilot", json!(lead.code.to_string())),
        ("area", sub_area.clone()),
        (
            "roll_out",
            say("Muut kunnat ottavat käyttöön.", "De andra kommunerna inför."),
        ),
    ];
    let own = own.map(|(field, value)| (field.to_owned(), value));
    let of_theme = of_theme.map(|(field, value)| (format!("{theme}_{field}"), value));
    own.into_iter().chain(of_theme).collect()
}

/// What an officer found.
pub(super) fn check(code: &str, passed: bool) -> &'static str {
    match (code, passed) {
        ("results_stay", true) => "Tulokset jäävät hakijakunnille.",
        ("results_stay", false) => "Tulokset siirtyisivät perustettaville maakunnille.",
        _ => "Kunnan omaa toimintaa, ei yritystukea.",
    }
}

/// Why a reviewer gives these points for a criterion.
pub(super) fn reason(criterion: &str, points: i64, scale: i64) -> String {
    let share = points * 3 / scale;
    let found = match share {
        0 => "jää osoittamatta",
        1 => "on osoitettu osittain",
        _ => "on osoitettu hyvin",
    };
    format!("{criterion}: {found}.")
}

/// The officer's statement.
pub(super) fn statement(planned: &Planned, language: Language) -> &'static str {
    if planned.results_stay {
        either(language, "Täyttää haun ehdot.", "Uppfyller utlysningens villkor.")
    } else {
        either(
            language,
            "Ei täytä haun ehtoja: tulokset eivät jää kunnille.",
            "Uppfyller inte utlysningens villkor: resultaten stannar inte i kommunerna.",
        )
    }
}

/// The reasoning of the decision, in the language of its letter.
pub(super) const fn reasoning(outcome: Outcome, language: Language) -> &'static str {
    match outcome {
        Outcome::Full(_) => either(
            language,
            "Hanke on vertailussa parhaiden joukossa ja täyttää haun ehdot.",
            "Projektet är bland de bästa i jämförelsen och uppfyller utlysningens villkor.",
        ),
        Outcome::Cut(_) => either(
            language,
            "Hanke on vertailussa parhaiden joukossa. Laitehankinnat eivät ole välttämättömiä kokeilulle.",
            "Projektet är bland de bästa i jämförelsen. Anskaffningen av utrustning är inte nödvändig för försöket.",
        ),
        Outcome::Rest(_) => either(
            language,
            "Määräraha riittää vertailun mukaisessa järjestyksessä osaan haetusta.",
            "Anslaget räcker i jämförelsens ordning till en del av det ansökta.",
        ),
        Outcome::NoMoney => either(
            language,
            "Määräraha ei riitä: vertailussa paremmat hankkeet käyttävät sen kokonaan.",
            "Anslaget räcker inte: de projekt som är bättre i jämförelsen använder det helt.",
        ),
        Outcome::BelowCutOff => either(
            language,
            "Hanke sai vertailussa alle 40 prosenttia pisteistä, mikä on hakuilmoituksen vähimmäismäärä.",
            "Projektet fick i jämförelsen mindre än 40 procent av poängen, som är utlysningens minimum.",
        ),
        Outcome::ResultsLeave => either(
            language,
            "Hankkeen tulokset eivät jäisi kunnille, mitä haku edellyttää.",
            "Projektets resultat skulle inte stanna i kommunerna, vilket utlysningen förutsätter.",
        ),
    }
}

/// What every grant obliges to.
pub(super) const fn condition(language: Language) -> &'static str {
    either(
        language,
        "Tulokset ja opit julkaistaan kaikkien kuntien käyttöön.",
        "Resultaten och lärdomarna publiceras för alla kommuner.",
    )
}
