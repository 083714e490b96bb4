use std::fmt;

use sha2::{Digest, Sha256};

use super::Application;
use crate::project::{BudgetCell, SubArea};

/// SHA-256 of what the partners share: content, partners, sub-areas and the whole budget. A
/// commitment is given on one snapshot and stands only as long as the facts have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snapshot([u8; 32]);

impl Snapshot {
    /// The snapshot of an application as it is; the order of partners and cells does not matter.
    #[must_use]
    pub fn of(application: &Application, sub_areas: &[SubArea], cells: &[BudgetCell]) -> Self {
        let mut hash = Sha256::new();
        let mut add = |part: &str| {
            // The length comes first, so that two texts never run into each other.
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        };
        for part in [
            application.call.to_string(),
            application.lead.to_string(),
            application.title.clone(),
            application.summary.clone(),
        ] {
            add(&part);
        }
        let mut partners: Vec<_> = application
            .partners
            .iter()
            .map(|part| part.organisation)
            .collect();
        partners.sort_unstable();
        for partner in partners {
            add(&format!("partner {partner}"));
        }
        for area in sub_areas {
            add(&format!(
                "sub-area {} {} {} {} {}",
                area.id,
                area.number,
                area.lead,
                area.topic.len(),
                area.topic
            ));
            add(&area.name);
        }
        let mut cells: Vec<_> = cells.iter().collect();
        cells.sort_by_key(|cell| (cell.partner, cell.category.as_str(), cell.sub_area));
        for cell in cells {
            add(&format!(
                "cell {} {} {}",
                cell.partner, cell.sub_area, cell.amount
            ));
            add(&cell.category);
        }
        Self(hash.finalize().into())
    }

    /// The hash.
    #[must_use]
    pub const fn bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl From<[u8; 32]> for Snapshot {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
