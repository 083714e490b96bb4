//! Writes the database of the version that is being made: one thing of every kind, and what people see of it.

use super::{
    folder,
    kept::{Answered, Known, keep},
};
use crate::permissions::{
    graph::{Graph, parts},
    prepared::Prepared,
};

/// Not a test of anything: `make release-database` runs it on each engine.
#[tokio::test]
#[ignore = "writes into the sources"]
async fn write_the_database_of_this_version() {
    let prepared = Prepared::by_commands().await;
    let app = &prepared.claims.app;
    app.work().await;
    let graph = Graph::read(app).await;
    let users = prepared.users();
    let mut things = Vec::new();
    for (kind, id) in prepared.objects().filter(|(kind, _)| graph.is_node(kind)) {
        // What can be done is of the moment.
        let asked = graph.fields(kind, &mut std::collections::BTreeSet::new());
        let asked: Vec<_> = asked
            .into_iter()
            .filter(|one| !one.is("availableActions"))
            .collect();
        let before = format!("{{ node(id: \"{id}\") {{ ... on {kind} {{");
        for (who, user) in &users {
            let Some(user) = user else { continue };
            let around = (before.as_str(), "} } }", "/node");
            let Some(answered) = parts(app, Some(user), around, &asked).await else {
                continue;
            };
            things.extend(answered.into_iter().map(|(_, query, answer)| Answered {
                who: (*who).to_owned(),
                token: user.token.clone(),
                query,
                answer: answer.0,
            }));
            break;
        }
    }
    let known = Known {
        at: app.app.now(),
        things,
    };
    keep(
        &app.database_url,
        &known,
        &folder().join(env!("CARGO_PKG_VERSION")),
    );
}
