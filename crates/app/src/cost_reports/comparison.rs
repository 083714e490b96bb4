//! What an import changed against the one before it.

use talkoot_domain::{
    cost_line::LedgerEntry,
    ids::{CostLineId, CostReportId, LedgerImportId},
    money::{Money, Overflow},
    reimport::{self, Fact},
};
use talkoot_storage::{Access, cost_lines, ledger_imports};

use crate::{Answer, App, Failure};

/// A row that a later file brought, left out or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The row as the superseded file had it; nothing when it is new.
    pub before: Option<(Option<CostLineId>, LedgerEntry)>,
    /// The row as the later file has it; nothing when it is gone.
    pub after: Option<(Option<CostLineId>, LedgerEntry)>,
    /// What differs; nothing when the row is new or gone.
    pub facts: Vec<Fact>,
}

/// How many rows, and their sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub rows: u64,
    /// What they add up to; of changed rows, by how much they changed the sum.
    pub total: Money,
}

/// What a file changes against the one that it supersedes. Sum before + added - gone + changed = sum after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Rows that both have.
    pub stayed: Count,
    /// Rows that only the later file has.
    pub added: Count,
    /// Rows that only the superseded file has.
    pub gone: Count,
    /// Rows that differ.
    pub changed: Count,
    /// Each row but those that stayed: those gone, then the others in the order of the later file.
    pub changes: Vec<Change>,
}

/// A line with its id, where it is stored.
pub(super) type Known = (Option<CostLineId>, LedgerEntry);

/// Compares two files, row by row.
pub(super) fn compare(before: &[Known], after: &[Known]) -> Answer<Comparison> {
    let entries = |side: &[Known]| side.iter().map(|(_, entry)| entry.clone()).collect::<Vec<_>>();
    let (olds, news) = (entries(before), entries(after));
    let found = reimport::difference(&olds, &news);
    let amount =
        |side: &[LedgerEntry], index: usize| side.get(index).map_or(Money::ZERO, |entry| entry.amount);
    let mut compared = Comparison::default();
    for &(_, new) in &found.stayed {
        compared.stayed.add(amount(&news, new))?;
    }
    for &old in &found.gone {
        compared.gone.add(amount(&olds, old))?;
        compared.changes.push(Change {
            before: before.get(old).cloned(),
            after: None,
            facts: Vec::new(),
        });
    }
    let mut later: Vec<(usize, Option<usize>)> = found.added.iter().map(|&new| (new, None)).collect();
    later.extend(found.changed.iter().map(|&(old, new)| (new, Some(old))));
    later.sort_unstable();
    for (new, old) in later {
        let facts = match old {
            None => {
                compared.added.add(amount(&news, new))?;
                Vec::new()
            }
            Some(old) => {
                let by = amount(&news, new).checked_sub(amount(&olds, old));
                compared.changed.add(by.map_err(Failure::internal)?)?;
                let pair = olds.get(old).zip(news.get(new));
                pair.map(|(old, new)| reimport::differing(old, new))
                    .unwrap_or_default()
            }
        };
        compared.changes.push(Change {
            before: old.and_then(|old| before.get(old).cloned()),
            after: after.get(new).cloned(),
            facts,
        });
    }
    Ok(compared)
}

impl Count {
    fn add(&mut self, amount: Money) -> Answer<()> {
        self.rows += 1;
        self.total = self
            .total
            .checked_add(amount)
            .map_err(|overflow: Overflow| Failure::internal(overflow))?;
        Ok(())
    }
}

/// The lines of an import, with their ids.
pub(super) async fn known(db: &impl Access, import: LedgerImportId) -> Answer<Vec<Known>> {
    let lines = cost_lines::rows_of_import(db, import).await?;
    Ok(lines
        .into_iter()
        .map(|line| (Some(line.id), line.entry))
        .collect())
}

/// What an import changed against the one before it in its report; nothing for the first. The person has
/// found the import.
///
/// # Errors
/// When the database fails.
pub async fn comparison(
    app: &App,
    report: CostReportId,
    import: LedgerImportId,
) -> Answer<Option<Comparison>> {
    let db = app.store();
    let all = ledger_imports::ids_of_report(db, report).await?;
    let before = all.iter().rev().find(|&&other| other < import);
    let Some(&before) = before else {
        return Ok(None);
    };
    let (before, after) = (known(db, before).await?, known(db, import).await?);
    tokio::task::spawn_blocking(move || compare(&before, &after).map(Some))
        .await
        .map_err(Failure::internal)?
}
