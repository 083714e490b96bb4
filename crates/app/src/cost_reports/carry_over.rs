//! What was said about rows that stay goes with them when a later file supersedes the one before.

use std::collections::{BTreeMap, HashMap};

use talkoot_domain::{allocation::Allocated, cost_line::CostLine, ids::LedgerImportId};
use talkoot_storage::cost_lines::{self, Evidence, StoredAllocation};

use crate::{Answer, Work};

/// So many rows are asked for at a time.
const ROWS: usize = 500;

/// Shares, splits and evidence of the rows of the superseded import that the new one has unchanged; `kept` says
/// which line of the new import is which line of the one before.
pub(super) async fn carry_over(
    work: &Work<'_>,
    before: LedgerImportId,
    lines: &[CostLine],
    kept: &HashMap<usize, CostLine>,
) -> Answer<()> {
    let new_of: BTreeMap<i64, &CostLine> = kept
        .iter()
        .filter_map(|(&place, old)| Some((old.entry.row, lines.get(place)?)))
        .collect();
    let rows: Vec<(LedgerImportId, i64)> = new_of.keys().map(|&row| (before, row)).collect();
    for some in rows.chunks(ROWS) {
        for allocation in cost_lines::allocations_of(&work.tx, some).await? {
            // A row that the mapping excludes now is not claimed in part either.
            let line = new_of.get(&allocation.row);
            if let Some(line) = line.filter(|line| line.exclusion.is_none()) {
                allocate(work, before, line, allocation).await?;
            }
        }
        for evidence in cost_lines::evidence_of(&work.tx, some).await? {
            if let Some(line) = new_of.get(&evidence.row) {
                let evidence = Evidence {
                    import: line.import,
                    row: line.entry.row,
                    ..evidence
                };
                cost_lines::attach(&work.tx, &evidence).await?;
            }
        }
    }
    Ok(())
}

/// The row stayed as it was, and so do its parts, to the cent.
async fn allocate(
    work: &Work<'_>,
    before: LedgerImportId,
    line: &CostLine,
    allocation: StoredAllocation,
) -> Answer<()> {
    let old = cost_lines::row_of(&work.tx, before, allocation.row).await?;
    let claimed = old.iter().filter(|old| old.exclusion.is_none());
    let parts: Vec<_> = claimed
        .filter_map(|old| Some((old.sub_area?, old.amount)))
        .collect();
    let allocated = Allocated {
        share: allocation.share,
        parts: if parts.len() > 1 { parts } else { Vec::new() },
    };
    let stored = StoredAllocation {
        import: line.import,
        row: line.entry.row,
        ..allocation
    };
    let lines = std::slice::from_ref(line);
    Ok(cost_lines::allocate(&work.tx, lines, &stored, &allocated, || work.app.new_id()).await?)
}
