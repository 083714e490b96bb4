//! Pages of the lines of a claim, among many lines of others.

use serde_json::json;
use talkoot_domain::ids::CostReportId;
use talkoot_storage::{
    Engine, Page, Scope, cost_line_verification as verified, cost_line_verification::Filter, cost_reports,
};

use crate::claims::setup::{Claims, SERVICES};

const LINES: &[(&str, &str)] = &[(SERVICES, "10.00"), (SERVICES, "20.00"), (SERVICES, "30.00")];

/// The import in force of a municipality's report.
fn import_of(partner: &str) -> String {
    format!(
        "SELECT cost_report.import_id FROM cost_report JOIN organisation ON organisation.id = partner_id \
         WHERE name_fi = '{partner}' AND import_id IS NOT NULL"
    )
}

/// Goal: a page is read from the index of each import it is of, in order, and never by going through what others
/// have: neither by the primary key nor by the whole table.
#[tokio::test]
async fn a_page_is_read_from_the_index_of_its_imports() {
    let claims = Claims::start().await;
    claims
        .first_period(&[("Lohja", LINES), ("Virrat", LINES), ("Karkkila", LINES)])
        .await;
    claims.app.many_cost_lines(&import_of("Karkkila"), 20_000).await;
    claims.app.many_cost_lines(&import_of("Lohja"), 2_000).await;
    let store = claims.app.app.store();
    let scope = Scope::system();
    let all = Page {
        after: None,
        first: 100,
    };
    let found = cost_reports::list(store, &scope, claims.project.project, None, all)
        .await
        .expect("reports");
    let karkkila = claims.app.world.municipality("Karkkila").organisation;
    let others: Vec<CostReportId> = found
        .iter()
        .filter(|report| report.partner != karkkila)
        .map(|report| report.id)
        .collect();
    let page = |after| Page { after, first: 20 };
    let filter = Filter::default();
    let first = verified::list(store, &scope, &others, &filter, page(None))
        .await
        .expect("a page");
    let last = first.last().expect("a line").line.id;
    assert_eq!(first.len(), 20);
    for after in [None, Some(last)] {
        let plan = verified::page_plan(store, &scope, &others, &filter, page(after))
            .await
            .expect("a plan");
        assert_eq!(plan.matches("cost_line_page").count(), 2, "{plan}");
        let whole = match store.engine() {
            Engine::Sqlite => "SCAN cost_line",
            Engine::Postgres => "Seq Scan on cost_line",
        };
        assert!(
            !plan.contains(whole) && !plan.contains("cost_line_pkey"),
            "{plan}"
        );
    }

    // The pages are all lines, each once and in order.
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let more = verified::list(store, &scope, &others, &filter, Page { after, first: 777 })
            .await
            .expect("a page");
        let Some(line) = more.last() else { break };
        after = Some(line.line.id);
        seen.extend(more.iter().map(|line| line.line.id));
    }
    assert_eq!(seen.len(), 2_006);
    assert!(seen.is_sorted() && seen.windows(2).all(|two| two[0] != two[1]));
    let count = verified::count(store, &scope, &others, &filter)
        .await
        .expect("a count");
    assert_eq!(count, 2_006);
    let small = Filter {
        partner: Some(claims.app.world.municipality("Virrat").organisation),
        ..Filter::default()
    };
    let of_virrat = verified::list(store, &scope, &others, &small, page(None))
        .await
        .expect("a page");
    assert_eq!(of_virrat.len(), 3);
    let none = verified::list(store, &scope, &[], &filter, page(None))
        .await
        .expect("no page");
    assert_eq!(none.len(), 0);
    claims.app.finish().await;
}

/// Over HTTP: pages follow each other across the reports of a claim.
#[tokio::test]
async fn pages_follow_each_other_across_reports() {
    let claims = Claims::start().await;
    claims.first_period(&[("Lohja", LINES), ("Virrat", LINES)]).await;
    let id = claims.submitted(0).await;
    let query = "query($id: ID!, $after: ID) { claim(id: $id) { lines(first: 4, after: $after) { totalCount \
                 pageInfo { hasNextPage endCursor } edges { node { id } } } } }";
    let read = async |after: Option<String>| {
        let variables = json!({ "id": id, "after": after });
        claims
            .app
            .graphql(claims.officer(), query, variables)
            .await
            .accepted()
    };
    let first = read(None).await;
    assert_eq!(first.number("/claim/lines/totalCount"), 6);
    let second = read(Some(first.text("/claim/lines/pageInfo/endCursor"))).await;
    let ids = |answer: &talkoot_test_support::Answer| {
        let edges = answer.at("/claim/lines/edges").as_array().expect("edges").clone();
        edges
            .iter()
            .map(|edge| edge["node"]["id"].clone())
            .collect::<Vec<_>>()
    };
    let mut all = ids(&first);
    assert_eq!((all.len(), ids(&second).len()), (4, 2));
    all.extend(ids(&second));
    all.sort_by_key(ToString::to_string);
    all.dedup();
    assert_eq!(all.len(), 6);
    claims.app.finish().await;
}
