use std::collections::BTreeSet;

use serde_json::{Value, json};
use talkoot_domain::{
    call::CategoryKind,
    cost_report::{Command, CostReport, CostReportMachine},
    hands::Deed,
    ids::{CostReportId, LedgerImportId, SubAreaId},
    policy::{Action, Actor},
    project::Project,
};
use talkoot_storage::{
    cost_lines::{self, Classification, Which},
    cost_reports, projects,
};

use super::{facts, locked, standings, subject};
use crate::{Answer, App, Begun, Failure, Note, Request, Version, Work, changes};

const MOST_ITEMS: usize = 200;
const MOST_LINES: usize = 2000;

/// Lines to be put into cells of the budget.
#[derive(Clone, Debug)]
pub struct ClassifyCostLines {
    /// The report.
    pub report: CostReportId,
    /// The version that was read.
    pub expected_version: Version,
    /// What is given to which lines; later items go over earlier ones.
    pub items: Vec<ClassifyItem>,
}

/// A category, a sub-area or both for some lines.
#[derive(Clone, Debug)]
pub struct ClassifyItem {
    /// Which lines.
    pub which: Which,
    /// The code of the category; what the lines have when absent.
    pub category: Option<String>,
    /// The sub-area; what the lines have when absent.
    pub sub_area: Option<SubAreaId>,
}

/// Sets category or sub-area of lines of the import in force.
///
/// # Errors
/// Refused when the report is with the lead, and for lines, accounts, categories or sub-areas that
/// are not of this report and project.
pub async fn classify(app: &App, actor: &Actor, request: Request<ClassifyCostLines>) -> Answer<CostReportId> {
    let mut work = match app.begin(actor, Action::ClassifyCostLines, &request).await? {
        Begun::Fresh(work) => work,
        Begun::Repeated(id) => return Ok(id.into()),
    };
    let asked = request.body;
    let (project, report) = locked(&work, asked.report).await?;
    work.permit(&standings(&project, &report))?;
    work.same_version(
        "cost_report",
        report.id.into(),
        report.version,
        asked.expected_version,
    )
    .await?;
    let facts = facts(&work.tx, &report, actor.person).await?;
    check_items(&work, &project, &asked.items).await?;
    let note = Note::details(json!({ "items": described(&asked.items) }));
    let about = subject(&report);
    let state =
        work.decide::<CostReportMachine>(about, report.state.clone(), Command::Classify, &facts, note)?;
    // The machine refused a report without an import.
    let import = work.found("ledger import", report.import)?;
    let before = cells(&work, report.id).await?;
    set_all(&work, &project, import, asked.items).await?;
    let after = cells(&work, report.id).await?;
    work.annotate("changed", changes::between(&before, &after));
    cost_reports::add_preparer(&work.tx, import, actor.person).await?;
    work.had_a_hand("cost_report", report.id.into(), Deed::Prepared)
        .await?;
    let changed = CostReport {
        prepared_by: Some(actor.person),
        state,
        ..report
    };
    cost_reports::update(&work.tx, &changed).await?;
    work.finish(asked.report).await
}

/// What was given to which lines; lines by their number and a hash over their keys.
fn described(items: &[ClassifyItem]) -> Value {
    let described = items.iter().map(|item| {
        let mut described = match &item.which {
            Which::Account(account) => json!({ "account": account }),
            Which::Lines(lines) => {
                let keys: Vec<String> = lines.iter().map(ToString::to_string).collect();
                json!({ "lines": keys.len(), "sha256": changes::hash(&json!(keys)) })
            }
        };
        if let Some(category) = &item.category {
            described["category"] = json!(category);
        }
        if let Some(sub_area) = item.sub_area {
            described["subArea"] = json!(sub_area.to_string());
        }
        described
    });
    described.collect()
}

/// What stands in each cell of the budget: lines and their sum.
async fn cells(work: &Work<'_>, report: CostReportId) -> Answer<Value> {
    let sums = cost_lines::sums(&work.tx, &[report]).await?;
    let cells = sums.into_iter().map(|sum| {
        let sub_area = sum
            .sub_area
            .map_or_else(|| "-".to_owned(), |area| area.to_string());
        let cell = format!("{}/{sub_area}", sum.category.as_deref().unwrap_or("-"));
        (cell, json!(format!("{} lines, {}", sum.lines, sum.amount)))
    });
    Ok(Value::Object(cells.collect()))
}

async fn check_items(work: &Work<'_>, project: &Project, items: &[ClassifyItem]) -> Answer<()> {
    if items.is_empty() || items.len() > MOST_ITEMS {
        let message = format!("give 1 to {MOST_ITEMS} items at a time");
        return Err(work.faulty(&["items"], message));
    }
    let sub_areas: BTreeSet<SubAreaId> = projects::sub_areas(&work.tx, &[project.application])
        .await?
        .into_iter()
        .map(|(_, sub_area)| sub_area.id)
        .collect();
    for (index, item) in items.iter().enumerate() {
        check_item(work, project, &sub_areas, &index.to_string(), item)?;
    }
    Ok(())
}

fn check_item(
    work: &Work<'_>,
    project: &Project,
    sub_areas: &BTreeSet<SubAreaId>,
    index: &str,
    item: &ClassifyItem,
) -> Answer<()> {
    if let Which::Lines(lines) = &item.which
        && (lines.is_empty() || lines.len() > MOST_LINES)
    {
        return Err(work.faulty(
            &["items", index, "lineIds"],
            format!("name 1 to {MOST_LINES} lines, or an account for all of its lines"),
        ));
    }
    if item.category.is_none() && item.sub_area.is_none() {
        return Err(work.faulty(&["items", index], "give a category, a sub-area or both"));
    }
    if let Some(category) = &item.category {
        let path = ["items", index, "category"];
        match project.terms.category(category) {
            None => return Err(unknown_category(work, &path, project, category)),
            Some(found) if found.kind == CategoryKind::FlatRate => {
                return Err(work.faulty(
                    &path,
                    format!(
                        "\"{category}\" is derived from the wages; choose the category of the cost itself"
                    ),
                ));
            }
            Some(_) => {}
        }
    }
    match item.sub_area {
        Some(sub_area) if !sub_areas.contains(&sub_area) => Err(work.faulty(
            &["items", index, "subAreaId"],
            "this is no sub-area of the project; choose one of its own",
        )),
        _ => Ok(()),
    }
}

fn unknown_category(work: &Work<'_>, path: &[&str], project: &Project, category: &str) -> Failure {
    let known: Vec<&str> = project
        .terms
        .categories
        .iter()
        .map(|category| category.code.as_str())
        .collect();
    work.faulty(
        path,
        format!(
            "\"{category}\" is no cost category of the project; it has {}",
            known.join(", ")
        ),
    )
}

async fn set_all(
    work: &Work<'_>,
    project: &Project,
    import: LedgerImportId,
    items: Vec<ClassifyItem>,
) -> Answer<()> {
    for (index, item) in items.into_iter().enumerate() {
        let index = index.to_string();
        let which = match item.which {
            Which::Lines(mut lines) => {
                lines.sort_unstable();
                lines.dedup();
                Which::Lines(lines)
            }
            which @ Which::Account(_) => which,
        };
        let given = Classification {
            are_wages: item
                .category
                .as_ref()
                .is_some_and(|category| project.terms.is_wages(category)),
            category: item.category,
            sub_area: item.sub_area,
        };
        let changed = cost_lines::classify(&work.tx, import, &which, &given).await?;
        match &which {
            Which::Account(account) if changed == 0 => {
                return Err(work.faulty(
                    &["items", &index, "account"],
                    format!("no line of the report is on account \"{account}\""),
                ));
            }
            Which::Lines(lines) if u64::try_from(lines.len()) != Ok(changed) => {
                return Err(work.faulty(
                    &["items", &index, "lineIds"],
                    "some of these lines are not of the import in force; read the report again",
                ));
            }
            Which::Account(_) | Which::Lines(_) => {}
        }
    }
    Ok(())
}
