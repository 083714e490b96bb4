use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use talkoot_app::ledgers::{
    self, CheckLedger, Inspection, Origin, ProposedProfile, Shared,
    format::{Found, Selection},
};
use talkoot_domain::ids::FileId;

use super::{
    DiagnosisObject,
    diagnosis::{LedgerFinding, LedgerWarning},
    input::LedgerField,
    object::json,
};
use crate::{
    context::{actor, app, loaders},
    node::{self, Kind},
    organisation::OrganisationObject,
    outcome::{error, not_found},
};

/// Where a proposed profile comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "LedgerProfileOrigin")]
pub(crate) enum ProfileOrigin {
    /// A layout that Talkoot knows.
    BuiltIn,
    /// Saved by the municipality of the file.
    Own,
    /// Saved by another municipality: only names of columns and formats are given.
    OtherMunicipality,
}

/// A profile that may fit a ledger file.
pub(crate) struct ProposalObject(ProposedProfile);

impl ProposalObject {
    const fn shared(&self) -> Option<&Shared> {
        match &self.0.origin {
            Origin::BuiltIn { .. } => None,
            Origin::Own(shared) | Origin::Other(shared) => Some(shared),
        }
    }
}

/// A profile that may fit a ledger file.
#[Object(name = "LedgerProfileProposal")]
impl ProposalObject {
    /// What it is called: the layout, the system, or the municipality and its system.
    async fn name(&self) -> &str {
        &self.0.proposal.name
    }

    /// Where it comes from.
    async fn origin(&self) -> ProfileOrigin {
        match &self.0.origin {
            Origin::BuiltIn { .. } => ProfileOrigin::BuiltIn,
            Origin::Own(_) => ProfileOrigin::Own,
            Origin::Other(_) => ProfileOrigin::OtherMunicipality,
        }
    }

    /// The municipality that saved it; absent for a layout that Talkoot knows.
    async fn municipality(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<OrganisationObject>> {
        let Some(shared) = self.shared() else {
            return Ok(None);
        };
        let found = loaders(ctx)?.one(shared.organisation).await?;
        found
            .map(|found| Some(OrganisationObject(found)))
            .ok_or_else(|| not_found("organisation"))
    }

    /// The accounting system, where it is known.
    async fn system(&self) -> Option<&str> {
        match &self.0.origin {
            Origin::BuiltIn { system } => *system,
            Origin::Own(shared) | Origin::Other(shared) => Some(&shared.system),
        }
    }

    /// The id of the saved profile: to import with when it is your own, to copy when it is not.
    async fn profile_id(&self) -> Option<ID> {
        self.shared()
            .map(|shared| node::id(Kind::LedgerProfile, shared.id))
    }

    /// The version of the saved profile.
    async fn version(&self) -> Option<i32> {
        self.shared().map(|shared| shared.version)
    }

    /// How like its columns are to those of the file: of 100, the share of columns that both have.
    async fn similarity(&self) -> u32 {
        self.0.proposal.score
    }

    /// Why it may fit, and what to look at before it is used.
    async fn reasons(&self) -> &[String] {
        &self.0.proposal.reasons
    }

    /// What it settles, as JSON; give it as `from` of a profile to go on from it.
    async fn profile(&self) -> async_graphql::Result<String> {
        json(&self.0.proposal.profile)
    }
}

/// Which column of a ledger file holds what.
#[derive(SimpleObject)]
#[graphql(name = "LedgerColumn")]
pub(crate) struct ColumnObject {
    /// What it holds.
    field: LedgerField,
    /// The name of the column, or its position as `#3` when the name is not the only one of its kind.
    column: String,
}

/// How a ledger file is written, as far as its beginning tells, and which profiles may fit it.
pub(crate) struct InspectionObject {
    file: FileId,
    inspection: Inspection,
}

impl InspectionObject {
    pub(crate) const fn new(file: FileId, inspection: Inspection) -> Self {
        Self { file, inspection }
    }

    fn found(&self) -> Option<&Found> {
        self.inspection.found.as_ref().ok()
    }
}

/// How a ledger file is written, as far as its beginning tells, and which profiles may fit it.
#[Object(name = "LedgerInspection")]
impl InspectionObject {
    /// Why the file cannot be read, for programs: for example `notALedger`, `chooseSheet`.
    async fn refusal_code(&self) -> Option<&str> {
        self.inspection.found.as_ref().err().map(|(code, _)| *code)
    }

    /// Why the file cannot be read, for people, and what to do.
    async fn refusal(&self) -> Option<&str> {
        self.inspection.found.as_ref().err().map(|(_, why)| why.as_str())
    }

    /// Encoding of a text file.
    async fn encoding(&self) -> Option<&str> {
        self.found()?.proposed.encoding.as_deref()
    }

    /// Separator of a text file; `tab` for a tabulator.
    async fn separator(&self) -> Option<String> {
        self.found()?.proposed.separator.map(|mark| match mark {
            '\t' => "tab".to_owned(),
            other => other.to_string(),
        })
    }

    /// Sheet of a workbook.
    async fn sheet(&self) -> Option<&str> {
        self.found()?.proposed.sheet.as_deref()
    }

    /// The row with the names of the columns, counted from 1.
    async fn header_row(&self) -> Option<u64> {
        Some(self.found()?.header_row)
    }

    /// The names of the columns.
    async fn columns(&self) -> &[String] {
        self.found().map_or(&[], |found| &found.columns)
    }

    /// Which column holds what, as far as the names tell.
    async fn fields(&self) -> Vec<ColumnObject> {
        let fields = self.found().map(|found| &found.fields);
        fields
            .into_iter()
            .flatten()
            .map(|(field, column)| ColumnObject {
                field: (*field).into(),
                column: column.clone(),
            })
            .collect()
    }

    /// The column of the amounts, when it can be told.
    async fn amount_column(&self) -> Option<&str> {
        self.found()?.amount_column.as_deref()
    }

    /// How dates and amounts are written and where everything stands: what was found, how sure it is, and why.
    async fn findings(&self) -> Vec<LedgerFinding> {
        let findings = self.found().map(|found| &found.findings);
        findings.into_iter().flatten().map(Into::into).collect()
    }

    /// What a person should look at.
    async fn warnings(&self) -> Vec<LedgerWarning> {
        let warnings = self.found().map(|found| &found.warnings);
        warnings.into_iter().flatten().map(Into::into).collect()
    }

    /// What has to be answered before the file can be imported.
    async fn question(&self) -> Option<&str> {
        self.found()?.question.as_deref()
    }

    /// The first rows below the header, as text; personal identity codes are masked.
    #[graphql(directive = crate::care::personal::apply())]
    async fn first_rows(&self) -> &[Vec<String>] {
        self.found().map_or(&[], |found| &found.first_rows)
    }

    /// A profile that says all of this, as JSON; give it as `from` of a profile and correct it there.
    async fn found_profile(&self) -> async_graphql::Result<Option<String>> {
        self.found().map(|found| json(&found.proposed)).transpose()
    }

    /// Profiles that may fit, the likest first: your own, those of other municipalities, and layouts that
    /// Talkoot knows.
    async fn proposals(&self) -> Vec<ProposalObject> {
        self.inspection
            .proposals
            .iter()
            .cloned()
            .map(ProposalObject)
            .collect()
    }

    /// What the whole file adds up to, row by row: total = selected + excluded + rejected. Absent while the
    /// layout cannot be told. The file is read from end to end for it.
    #[graphql(complexity = "2000 + child_complexity")]
    async fn diagnosis(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<DiagnosisObject>> {
        let asked = CheckLedger {
            file: self.file,
            saved_profile: None,
            profile: self.inspection.profile.clone(),
            amount_column: None,
            selection: Selection::default(),
            report: None,
        };
        let checked = Box::pin(ledgers::check(app(ctx)?, actor(ctx)?, asked))
            .await
            .map_err(error)?;
        Ok(checked.diagnosis.map(DiagnosisObject))
    }
}
