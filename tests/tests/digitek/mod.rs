//! DIGITEK replayed: a real project of five municipalities, from the grant of late 2020 to its follow-up in December
//! 2023, as its final report tells it. The people are fictional, and where the report gives no day one is chosen.
//! Two snapshots are reviewed: every mail that Talkoot would have sent, and the portfolio as of each report date.

pub mod replay;

use replay::Replay;
use serde_json::{Value, json};

use crate::amendments::help::{decided, part_step, submitted};

#[tokio::test]
async fn a_real_project_is_replayed() {
    let mut replay = Replay::granted().await;
    let people = under_karkkila(&mut replay).await;
    let people = first_year(&mut replay, people).await;
    second_year(&mut replay, &people).await;
    to_the_follow_up(&mut replay).await;
    let (letters, portfolio) = (replay.letters.clone(), replay.portfolio.clone());
    replay.claims.app.finish().await;
    insta::assert_snapshot!("letters", letters);
    insta::assert_snapshot!("portfolio", portfolio);
}

/// Who is there: each with the municipality that they own the project in, and their risks.
struct People {
    overall: Value,
    kuhmoinen: Value,
}

/// The first months: owners are named, the first report is waived, and the lead goes to Pälkäne in March.
async fn under_karkkila(replay: &mut Replay) -> People {
    replay.until("2021-01-04").await;
    replay.chapter("Hanke alkaa; kunnat nimeävät omistajat.");
    for (name, of, language) in [
        ("Kaarina Kallio", "Karkkila", "FI"),
        ("Lena Lindroos", "Lohja", "SV"),
        ("Veikko Virta", "Virrat", "FI"),
    ] {
        let person = replay.arrives(name, of, "PARTNER_APPROVER", language).await;
        replay.named(&person, of, "OWNER").await;
    }
    let kuhmoinen = replay
        .arrives("Kerttu Kuusela", "Kuhmoinen", "PARTNER_APPROVER", "FI")
        .await;
    replay.named(&kuhmoinen, "Kuhmoinen", "OWNER").await;
    let overall = replay
        .arrives("Paavo Peltonen", "Pälkäne", "PARTNER_APPROVER", "FI")
        .await;
    replay.named(&overall, "Pälkäne", "OWNER").await;
    replay.settle().await;
    let second = replay.app().world.second.clone();
    let first = ("portfolio_report", "2021-02-15", "Karkkila");
    replay
        .authority(&second, first, None, "Hanke on vasta alkamassa.")
        .await;

    replay.until("2021-03-01").await;
    replay.chapter("Vastuukunta vaihtuu: Karkkila pyytää, että Pälkäne johtaa.");
    let palkane = replay.app().world.municipality("Pälkäne").clone();
    let change = json!([{ "leadChange": { "newLeadId": palkane.id, "cutOff": "2021-02-28" } }]);
    let (_, parts) = submitted(&replay.claims, change).await;
    replay.settle().await;
    replay.until("2021-03-10").await;
    decided(&replay.claims, &parts[0]).await;
    replay.settle().await;
    let (old, authority) = (
        replay.claims.lead().clone(),
        replay.app().world.other_officer.clone(),
    );
    for by in [&old, &palkane.lead, &authority] {
        part_step(&replay.claims, by, "confirmChangePart", &parts[0], json!({}))
            .await
            .accepted();
    }
    replay.claims.project.lead = palkane;
    replay.settle().await;
    People { overall, kuhmoinen }
}

/// 2021: a late start, an owner who is missing, and two reports.
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn first_year(replay: &mut Replay, mut people: People) -> People {
    replay.until("2021-05-03").await;
    replay.chapter("Projektipäällikkö aloittaa.");
    let manager = replay
        .arrives("Maija Mäkelä", "Pälkäne", "LEAD_COORDINATOR", "FI")
        .await;
    replay.named(&manager, "Pälkäne", "MANAGER").await;
    replay.settle().await;

    replay.until("2021-06-17").await;
    replay.chapter("Salkkuraportti: vaihtuvuus, hidas rekrytointi.");
    let workers = replay
        .raises(
            "Projektityöntekijät",
            "Varhainen vaihtuvuus, hidas rekrytointi.",
            (4, 4),
        )
        .await;
    replay
        .says(
            "recordRiskOccurrence",
            &workers,
            "Rekrytointi on myöhässä kolmesta neljään kuukautta.",
        )
        .await;
    let lights = json!({ "timetable": ["YELLOW", "Kolme osa-aluetta viidestä on myöhässä."] });
    replay
        .reports(
            "2021-06-17",
            &lights,
            "Projektipäällikkö aloitti toukokuussa; aikataulu tehdään osa-alueittain.",
        )
        .await;

    replay.until("2021-08-10").await;
    replay.chapter("Kevään kulut; Kuhmoinen myöhästyy.");
    replay.costs(0, &["Kuhmoinen"], &[]).await;
    replay.until("2021-08-20").await;
    replay.costs(0, &[], &["Kuhmoinen"]).await;

    replay.until("2021-09-06").await;
    replay.chapter("Kokonaisuuden omistaja vaihtuu ensimmäisen kerran.");
    people.overall = changes_hands(replay, &people.overall, "Päivi Pihlaja").await;
    replay.until("2021-10-01").await;
    replay.chapter("Kuhmoisten omistaja lähtee, eikä seuraajaa ole.");
    replay
        .leaves(&people.kuhmoinen, "Kuhmoinen", "PARTNER_APPROVER")
        .await;
    replay.settle().await;

    replay.until("2021-10-15").await;
    replay.chapter("Salkkuraportti: johdon tuki, asiantuntijat.");
    let support = "Yhdestä kunnasta puuttuu omistaja, mikä hidastaa sen osa-aluetta.";
    let support = replay.raises("Johdon tuki", support, (4, 4)).await;
    replay
        .says("recordRiskOccurrence", &support, "Vaihtuvuus jatkuu.")
        .await;
    let experts = "Pienet kunnat eivät voi irrottaa väkeä; oma näkökulma voi jäädä ohueksi.";
    replay.raises("Asiantuntijat", experts, (3, 4)).await;
    let lights = json!({
        "timetable": ["YELLOW", "Yhdestä kahteen kuukautta myöhässä."],
        "ownership": ["RED", "Kuhmoisilta puuttuu omistaja."],
    });
    replay
        .reports("2021-10-15", &lights, "Työ on käynnissä kaikilla osa-alueilla.")
        .await;

    replay.until("2021-12-13").await;
    replay.chapter("Kuhmoinen saa omistajan; kokonaisuuden omistaja vaihtuu toisen kerran.");
    let next = replay
        .arrives("Kalle Koivisto", "Kuhmoinen", "PARTNER_APPROVER", "FI")
        .await;
    replay.named(&next, "Kuhmoinen", "OWNER").await;
    people.overall = changes_hands(replay, &people.overall, "Pentti Puro").await;
    people
}

/// Another owner in the lead municipality; whoever was before leaves.
async fn changes_hands(replay: &mut Replay, before: &Value, name: &str) -> Value {
    let next = replay.arrives(name, "Pälkäne", "PARTNER_APPROVER", "FI").await;
    replay.named(&next, "Pälkäne", "OWNER").await;
    replay.leaves(before, "Pälkäne", "PARTNER_APPROVER").await;
    replay.settle().await;
    next
}

/// 2022: three reports, a deadline that is moved, a longer use period, and the final report.
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn second_year(replay: &mut Replay, people: &People) {
    replay.until("2022-02-10").await;
    replay.chapter("Syksyn kulut; Lohja myöhästyy.");
    replay.costs(1, &["Lohja"], &[]).await;
    replay.until("2022-02-15").await;
    replay.chapter("Salkkuraportti: takaisin aikataulussa.");
    let supplier = "Resurssit ovat epätasaiset; hallitaan ostopalveluilla, mistä seuraa toimittajariski.";
    let supplier = replay.raises("Toimittaja", supplier, (3, 3)).await;
    replay
        .reports("2022-02-15", &json!({}), "Hanke on takaisin aikataulussa.")
        .await;

    replay.until("2022-02-16").await;
    replay.costs(1, &[], &["Lohja"]).await;

    replay.until("2022-04-04").await;
    replay.chapter("Kokonaisuuden omistaja vaihtuu kolmannen kerran.");
    changes_hands(replay, &people.overall, "Pirkko Pohja").await;

    replay.until("2022-06-17").await;
    replay.chapter("Salkkuraportti: toimittajariski toteutui.");
    replay
        .says(
            "recordRiskOccurrence",
            &supplier,
            "Tehtäviä hidastui, keskeytyi tai rajattiin pois.",
        )
        .await;
    let slow = replay
        .raises(
            "Aikataulu",
            "Sähköinen päätöksenteko vie hyvin paljon aikaa.",
            (4, 3),
        )
        .await;
    let lights = json!({
        "timetable": ["YELLOW", "Toimittajariski toteutui."], "scope": ["YELLOW", "Pienin kunta rajasi eniten."],
    });
    replay
        .reports("2022-06-17", &lights, "Tuloksia on kaikissa kunnissa.")
        .await;

    replay.until("2022-08-08").await;
    replay.chapter("Kuhmoinen saa lisäaikaa kulujen raportille.");
    let officer = replay.app().world.officer.clone();
    let owed = ("cost_report", "2022-08-14", "Kuhmoinen");
    replay
        .authority(
            &officer,
            owed,
            Some("2022-09-15"),
            "Kunnan taloushallinto on vaihtamassa järjestelmää.",
        )
        .await;
    replay.until("2022-08-12").await;
    replay.costs(2, &["Kuhmoinen"], &[]).await;
    replay.until("2022-09-14").await;
    replay.costs(2, &[], &["Kuhmoinen"]).await;

    replay.until("2022-10-03").await;
    replay.chapter("Käyttöajan jatkoa haetaan 15.12.2022 asti.");
    let (_, parts) = submitted(
        &replay.claims,
        json!([{ "extension": { "lastDay": "2022-12-15" } }]),
    )
    .await;
    replay.settle().await;
    replay.until("2022-10-10").await;
    decided(&replay.claims, &parts[0]).await;
    replay.settle().await;
    replay.until("2022-10-14").await;
    replay.chapter("Salkkuraportti: käyttöönotot viivästyvät.");
    replay
        .says(
            "recordRiskOccurrence",
            &slow,
            "Käyttöönotot viivästyvät; hyödyt tulevat hankkeen jälkeen.",
        )
        .await;
    let lights = json!({ "timetable": ["YELLOW", "Käyttöönotot viivästyvät."] });
    replay
        .reports("2022-10-15", &lights, "Hanke päättyy jatkoajan jälkeen.")
        .await;

    replay.until("2022-11-30").await;
    replay.chapter("Loppuselvitys.");
    replay
        .hands_in(
            "final_report",
            "2023-02-15",
            "Tulokset, vaikutukset ja opit viideltä osa-alueelta.",
        )
        .await;
    replay.note_portfolio().await;
}

/// The last costs, and what became of the benefits a year later.
async fn to_the_follow_up(replay: &mut Replay) {
    replay.until("2023-01-25").await;
    replay.chapter("Viimeiset kulut.");
    replay.costs(3, &[], &[]).await;
    replay.until("2023-12-11").await;
    replay.chapter("Seuranta.");
    let undated = "Ratkaisuja ei oikeasti käytetä, jolloin hyötyä ei synny.";
    replay.raises("Hyödyt", undated, (2, 4)).await;
    replay
        .hands_in(
            "follow_up",
            "2023-12-15",
            "Ratkaisut ovat käytössä neljässä kunnassa.",
        )
        .await;
    replay.until("2023-12-31").await;
    replay.note_portfolio().await;
}
