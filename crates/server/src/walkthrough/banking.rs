//! A result in the results bank: written by the lead, approved by the officer, found by anybody, used by another
//! municipality.

use serde_json::{Value, json};

use super::{
    applying::LEAD,
    client::document,
    walk::{Walk, step, text},
};

/// Who took part in it, with invented numbers of inhabitants.
const PARTIES: [(&str, u32); 2] = [("Pälkäne", 6_400), ("Karkkila", 8_500)];
const SOURCE: &str = "Keksitty esimerkkiä varten";

/// Written, submitted, approved by another person and published.
pub(super) async fn publish(walk: &mut Walk, project: &Value) -> anyhow::Result<()> {
    let lead = walk.municipal("lead_coordinator", LEAD)?;
    let officer = walk.state("officer")?;
    let mut parties = Vec::new();
    for (name, inhabitants) in PARTIES {
        let municipality = walk.municipal("partner_approver", name)?.organisation_id;
        parties.push(json!({
            "municipalityId": municipality, "inhabitants": inhabitants, "source": SOURCE,
            "countedOn": walk.calendar.call_opens,
        }));
    }
    let number = text(project, "/number")?;
    let content = json!({
        "title": format!("Sähköinen allekirjoitus pienessä kunnassa ({number})"), "theme": "MANAGEMENT",
        "tried": "Viranhaltijapäätökset allekirjoitettiin sähköisesti viidessä kunnassa.",
        "worked": "Päätös on valmis samana päivänä, eikä sitä postiteta.",
        "notWorked": "Vanhaa arkistoa ei saatu liitettyä.",
        "reusableBy": "ANYBODY", "licence": "CC BY 4.0", "terms": "Mainitse kunnat.",
        "contact": "digi@palkane.example", "links": ["https://example.org/kasikirja"],
        "parties": parties, "subAreaId": project["subAreas"][1]["id"],
    });
    let input = json!({ "projectId": project["id"], "content": content });
    let create = document!("create_project_result");
    let result = walk.act(&lead, "result written", create, input, "-").await?;
    let submit = document!("submit_project_result");
    let result = walk
        .act(&lead, "result submitted", submit, step(&result), "draft")
        .await?;
    let approve = document!("approve_project_result");
    let what = "the lead tries to publish it alone";
    walk.refused(&lead, what, approve, step(&result), "NOT_PERMITTED")
        .await?;
    let what = "result approved; everybody reads it now";
    let result = walk
        .act(&officer, what, approve, step(&result), "submitted")
        .await?;
    search(walk, &result, &number).await
}

/// Searches as nobody, then records that another municipality uses it.
async fn search(walk: &mut Walk, result: &Value, number: &str) -> anyhow::Result<()> {
    let neighbour = walk.municipal("partner_preparer", "Virrat")?;
    let words = format!("allekirjoitus ({number})");
    println!("     anybody searches the results bank, without a sign-in: {words}");
    let found = find(walk, json!({ "search": words, "sizeClass": "UP_TO_10000" })).await?;
    walk.expect.equal("results found", found.len(), 1);
    let elsewhere = find(walk, json!({ "search": words, "sizeClass": "OVER_100000" })).await?;
    walk.expect.equal("results of large cities", elsewhere.len(), 0);
    let time = walk
        .client
        .query(&neighbour.token, document!("server_time"), json!({}))
        .await?;
    let mut input = step(result);
    input["municipalityId"] = json!(neighbour.organisation_id);
    input["usedSince"] = time["serverTime"]["today"].clone();
    let what = "Virrat says that it uses the result";
    walk.act(
        &neighbour,
        what,
        document!("record_result_reuse"),
        input,
        "public",
    )
    .await?;
    let found = find(walk, json!({ "search": words })).await?;
    walk.expect.equal("used by others", &found[0]["reuseCount"], 1);
    Ok(())
}

async fn find(walk: &Walk, filter: Value) -> anyhow::Result<Vec<Value>> {
    let variables = json!({ "filter": filter });
    let answer = walk
        .client
        .public_query(document!("public_results"), variables)
        .await?;
    Ok(answer["publicResults"]["nodes"]
        .as_array()
        .cloned()
        .unwrap_or_default())
}
