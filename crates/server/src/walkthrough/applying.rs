//! The call, and the application that five municipalities write together.

use serde_json::{Value, json};

use super::{
    client::document,
    figures::PARTNERS,
    walk::{Walk, step, text},
};

/// The five sub-areas, each led by one municipality.
pub(super) const SUB_AREAS: [(&str, &str); 5] = [
    ("Sähköisen päätöksenteon aineistot", "Lohja"),
    ("Sähköinen päätöksenteko", "Karkkila"),
    ("Asukaspalvelujen digitalisointi", "Pälkäne"),
    ("Lähidemokratian digitalisointi", "Kuhmoinen"),
    ("Etätyö ja monipaikkaisuus", "Virrat"),
];

/// The lead municipality.
pub(super) const LEAD: &str = "Pälkäne";

/// Each partner's budget: category, in its own sub-area, in the one that it takes over next; in euros.
const BUDGET: [(&str, u32, u32); 7] = [
    ("personnel", 30_000, 10_000),
    ("materials", 800, 200),
    ("equipment", 800, 200),
    ("services", 20_000, 10_000),
    ("rents", 1_000, 0),
    ("travel", 1_500, 500),
    ("other", 1_000, 0),
];

/// A call, drafted by the officer and published by somebody else.
pub(super) async fn open_call(walk: &mut Walk) -> anyhow::Result<Value> {
    let officer = walk.state("officer")?;
    let second = walk.state("second_approver")?;
    let days = walk.calendar;
    let content = json!({
        "title": format!("Kuntien digikannustin: {}", walk.project),
        "opensOn": days.call_opens, "closesOn": days.call_closes,
        "usePeriodFirst": days.use_first, "usePeriodLast": days.use_last,
        "appropriation": "1000000.00", "largestAward": "400000.00", "rate": "85",
        "topics": SUB_AREAS.iter().enumerate().map(|(place, (name, _))| {
            json!({ "code": format!("teema-{}", place + 1), "name": name })
        }).collect::<Vec<_>>(),
    });
    let call = walk
        .act(
            &officer,
            "call drafted",
            document!("create_call"),
            json!({ "content": content }),
            "-",
        )
        .await?;
    walk.refused(
        &officer,
        "the officer tries to publish it alone",
        document!("publish_call"),
        step(&call),
        "NOT_PERMITTED",
    )
    .await?;
    walk.act(
        &second,
        "call published by a second person",
        document!("publish_call"),
        step(&call),
        "draft",
    )
    .await
}

/// An application: drafted by the lead, each partner's budget set by that partner, committed to by
/// each, submitted.
pub(super) async fn apply(walk: &mut Walk, call: &Value) -> anyhow::Result<Value> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let mut partners = Vec::new();
    for partner in PARTNERS.iter().filter(|partner| partner.name != LEAD) {
        partners.push(json!(
            walk.municipal("partner_approver", partner.name)?.organisation_id
        ));
    }
    let mut sub_areas = Vec::new();
    for (place, (name, leader)) in SUB_AREAS.iter().enumerate() {
        let leader = walk.municipal("partner_approver", leader)?.organisation_id;
        sub_areas.push(json!({ "name": name, "topic": format!("teema-{}", place + 1), "leadId": leader }));
    }
    let input = json!({
        "callId": call["id"], "title": walk.project, "partnerIds": partners, "subAreas": sub_areas,
        "summary": "Viisi kuntaa ottaa yhdessä käyttöön sähköiset palvelut. Esimerkki: summat ja henkilöt keksittyjä.",
    });
    let mut application = walk
        .act(
            &lead,
            "application drafted by the lead",
            document!("create_application"),
            input,
            "-",
        )
        .await?;
    let sub_areas = application["subAreas"].clone();
    for partner in &PARTNERS {
        application = budget(walk, &application, &sub_areas, partner.name).await?;
    }
    walk.expect.equal(
        "requested grant",
        text(&application, "/requestedGrant")?,
        "323000.00",
    );
    let requested = document!("request_commitments");
    application = walk
        .act(
            &lead,
            "commitments asked of all partners",
            requested,
            step(&application),
            "draft",
        )
        .await?;
    for commitment in application["commitments"].as_array().cloned().unwrap_or_default() {
        let name = text(&commitment, "/partner/nameFi")?;
        let approver = walk.municipal("partner_approver", &name)?;
        let what = format!("{name} commits itself");
        walk.act(
            &approver,
            &what,
            document!("give_commitment"),
            step(&commitment),
            "requested",
        )
        .await?;
    }
    let read = json!({ "id": application["id"] });
    let application = walk
        .client
        .query(&lead.token, document!("application"), read)
        .await?["application"]
        .clone();
    let submit = document!("submit_application");
    walk.act(
        &lead,
        "application submitted",
        submit,
        step(&application),
        "partner_commitments",
    )
    .await
}

async fn budget(
    walk: &mut Walk,
    application: &Value,
    sub_areas: &Value,
    name: &str,
) -> anyhow::Result<Value> {
    let preparer = walk.municipal("partner_preparer", name)?;
    let own = SUB_AREAS
        .iter()
        .position(|(_, leader)| *leader == name)
        .unwrap_or_default();
    let next = (own + 1) % SUB_AREAS.len();
    let mut cells = Vec::new();
    for (category, here, there) in BUDGET {
        for (place, euros) in [(own, here), (next, there)] {
            if euros > 0 {
                let sub_area = &sub_areas[place]["id"];
                cells.push(
                    json!({ "category": category, "subAreaId": sub_area, "amount": format!("{euros}.00") }),
                );
            }
        }
    }
    let mut input = step(application);
    input["partnerId"] = json!(preparer.organisation_id);
    input["cells"] = json!(cells);
    walk.act(
        &preparer,
        &format!("{name} sets its budget"),
        document!("set_budget"),
        input,
        "draft",
    )
    .await
}
