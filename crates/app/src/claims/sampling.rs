//! What the authority looks at line by line: drawn once, when the claim is submitted for the first time.

use talkoot_domain::{
    claim::Claim,
    ids::{CostReportId, LedgerImportId},
    project::Project,
    sampling::{Seed, draw},
};
use talkoot_storage::{
    audit, claims,
    samples::{self, Sample},
};
use uuid::Uuid;

use crate::{Answer, App, Note, Subject, Work};

/// Draws from each file of the claim that was not drawn from before. A report that had been drawn from
/// keeps its seed, so that a corrected file gives no second chance.
pub(super) async fn sample(work: &mut Work<'_>, project: &Project, claim: &Claim) -> Answer<()> {
    let rules = project.terms.sampling;
    if !rules.draws() {
        return Ok(());
    }
    let held = claims::held(&work.tx, claim.id).await?;
    let reports: Vec<CostReportId> = held.iter().map(|held| held.report).collect();
    let known = samples::of_reports(&work.tx, &reports).await?;
    for (report, import) in samples::imports(&work.tx, &reports).await? {
        if known.iter().any(|one| one.import == import) {
            continue;
        }
        let before = known.iter().find(|one| one.report == report);
        let seed = before.map_or_else(|| Seed(Uuid::new_v4().into_bytes()), |one| one.seed);
        let candidates = samples::candidates(&work.tx, import).await?;
        let drawn = draw(&rules, seed, &candidates);
        let one = Sample {
            import,
            report,
            claim: claim.id,
            seed,
            rules,
            lines: candidates.len() as u64,
            drawn_at: work.now,
        };
        // The log vouches for the lines with their draw from now on; not where that would hide what was changed before.
        let changed = audit::disagreeing(&work.tx, "ledger_import", &[import.into()]).await?;
        samples::insert(&work.tx, &one, &drawn).await?;
        record(
            work,
            project,
            (&one, drawn.len()),
            changed.is_none().then_some("submitted"),
        );
    }
    Ok(())
}

fn record(
    work: &mut Work<'_>,
    project: &Project,
    (drawn, sampled): (&Sample, usize),
    vouching: Option<&'static str>,
) {
    let about = Subject {
        id: drawn.import.into(),
        project: Some(project.id),
    };
    let note = Note::details(serde_json::json!({
        "claim": drawn.claim.to_string(),
        "seed": in_hex(drawn.seed),
        "share": drawn.rules.share.share().to_string(),
        "largeFrom": drawn.rules.large_from.map(|amount| amount.to_string()),
        "credits": drawn.rules.credits,
        "lines": drawn.lines,
        "sampled": sampled,
    }));
    work.record("ledger_import", about, None, vouching, note);
}

/// A seed as people and the log write it.
#[must_use]
pub fn in_hex(seed: Seed) -> String {
    Uuid::from_bytes(seed.0).simple().to_string()
}

/// A draw with what became of its lines.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The draw.
    pub sample: Sample,
    /// How many lines were drawn.
    pub sampled: u64,
    /// How many of them nobody has decided about.
    pub undecided: u64,
}

/// The samples of the files that a claim holds, by cost report; the person has found the claim.
///
/// # Errors
/// When the database fails.
pub async fn samples_of(app: &App, claim: &Claim) -> Answer<Vec<Drawn>> {
    let held = claims::held(app.store(), claim.id).await?;
    let reports: Vec<CostReportId> = held.iter().map(|held| held.report).collect();
    let imports: Vec<LedgerImportId> = samples::imports(app.store(), &reports)
        .await?
        .into_iter()
        .map(|(_, import)| import)
        .collect();
    let counts = samples::counts(app.store(), &reports).await?;
    let drawn = samples::of_reports(app.store(), &reports).await?;
    Ok(drawn
        .into_iter()
        .filter(|one| imports.contains(&one.import))
        .map(|sample| {
            let (sampled, undecided) = counts.get(&sample.import).copied().unwrap_or_default();
            Drawn {
                sample,
                sampled,
                undecided,
            }
        })
        .collect())
}
