use std::{fmt, pin::Pin};

use async_graphql::{
    EmptySubscription, Request, Response, SDLExportOptions, SchemaBuilder, extensions::ExtensionFactory,
};
use talkoot_app::App;

use crate::{
    administration::AccessTokenObject,
    application::ApplicationObject,
    bank_account::BankAccountObject,
    bank_feedback::BankFeedbackObject,
    call::CallObject,
    change::ChangeRequestObject,
    claim::ClaimObject,
    connection::List,
    context,
    correction::CorrectionObject,
    cost_report::{
        CostLineObject, CostReportObject,
        comparison::{ChangeObject, DuplicateObject},
        preview::PreviewRowObject,
    },
    form::FormObject,
    limits,
    obligation::ObligationObject,
    payment_batch::PaymentBatchObject,
    payout::PayoutAttention,
    portfolio::{LateObligation, PortfolioEntry},
    project::ProjectObject,
    project_result::{ProjectResultObject, PublicResultObject},
    public::{PublicCallObject, PublicDecisionObject},
    ranking::RankingListObject,
    recovery::RecoveryObject,
    review::ReviewObject,
    root::{Mutation, Query},
    steering_meeting::SteeringMeetingObject,
    supplement_request::SupplementRequestObject,
    survey::{PublicSurveyObject, SurveyObject},
    transfer::TransferObject,
    work_queue::WorkItem,
};

pub(crate) type Executable = async_graphql::Schema<Query, Mutation, EmptySubscription>;

/// The executable schema, twice: whatever watches a request makes each of its fields several times as dear,
/// so that reading, where nothing has to be watched, is not. The limits of both are the same.
#[derive(Clone)]
pub struct Schema {
    plain: Executable,
    watched: Executable,
}

/// How deep the text of a query may nest before it is even understood.
const RECURSION: usize = 32;

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Schema").finish_non_exhaustive()
    }
}

/// The schema with words for the types that the library generates.
fn described() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    async_graphql::Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .override_output_type_description::<List<AccessTokenObject>>("A page of sign-in tokens.")
        .override_output_type_description::<List<ApplicationObject>>("A page of applications.")
        .override_output_type_description::<List<BankAccountObject>>("A page of bank accounts.")
        .override_output_type_description::<List<BankFeedbackObject>>("A page of messages of the bank.")
        .override_output_type_description::<List<CallObject>>("A page of calls.")
        .override_output_type_description::<List<ChangeRequestObject>>("A page of change requests.")
        .override_output_type_description::<List<ClaimObject>>("A page of claims.")
        .override_output_type_description::<List<CorrectionObject>>("A page of corrections.")
        .override_output_type_description::<List<CostLineObject>>("A page of cost lines.")
        .override_output_type_description::<List<CostReportObject>>("A page of cost reports.")
        .override_output_type_description::<List<FormObject>>("A page of versions of forms.")
        .override_output_type_description::<List<ObligationObject>>("A page of obligations.")
        .override_output_type_description::<List<LateObligation>>("A page of what is late.")
        .override_output_type_description::<List<PaymentBatchObject>>("A page of payment batches.")
        .override_output_type_description::<List<PayoutAttention>>(
            "A page of payouts that wait for an officer.",
        )
        .override_output_type_description::<List<PortfolioEntry>>("A page of the portfolio.")
        .override_output_type_description::<List<PublicCallObject>>("A page of published calls.")
        .override_output_type_description::<List<PublicDecisionObject>>(
            "A page of decisions as the public sees them.",
        )
        .override_output_type_description::<List<RecoveryObject>>("A page of recoveries.")
        .override_output_type_description::<List<ChangeObject>>(
            "A page of the rows that a later ledger file changed.",
        )
        .override_output_type_description::<List<DuplicateObject>>(
            "A page of costs that stand in other reports already.",
        )
        .override_output_type_description::<List<PreviewRowObject>>(
            "A page of the rows of a previewed ledger file.",
        )
        .override_output_type_description::<List<SupplementRequestObject>>("A page of supplement requests.")
        .override_output_type_description::<List<SurveyObject>>("A page of surveys.")
        .override_output_type_description::<List<PublicSurveyObject>>("A page of published surveys.")
        .override_output_type_description::<List<ProjectResultObject>>("A page of results of a project.")
        .override_output_type_description::<List<PublicResultObject>>("A page of the results bank.")
        .override_output_type_description::<List<SteeringMeetingObject>>(
            "A page of meetings of a steering group.",
        )
        .override_output_type_description::<List<TransferObject>>("A page of transfers.")
        .override_output_type_description::<List<RankingListObject>>("A page of kept ranking lists.")
        .override_output_type_description::<List<ReviewObject>>("A page of reviews.")
        .override_output_type_description::<List<WorkItem>>("A page of what waits for you.")
        .override_output_type_description::<List<ProjectObject>>("A page of projects.")
}

/// The schema over an application.
#[must_use]
pub fn build(app: App) -> Schema {
    let plain = described()
        .data(app.clone())
        .limit_recursive_depth(RECURSION)
        .limit_depth(limits::DEPTH)
        .limit_complexity(limits::COMPLEXITY)
        .finish();
    let watched = described()
        .data(app)
        .limit_recursive_depth(RECURSION)
        .extension(limits::Limits)
        .extension(context::RootFields)
        .finish();
    Schema { plain, watched }
}

/// The schema without an application, with the same limits, under an extension that carries nothing out.
pub(crate) fn vetting(nothing_done: impl ExtensionFactory) -> Executable {
    described()
        .limit_recursive_depth(RECURSION)
        .extension(limits::Limits)
        .extension(nothing_done)
        .finish()
}

/// Executes a request. Boxed here, so that nobody who serves the schema compiles its insides again.
pub fn execute(schema: &Schema, request: Request) -> Pin<Box<dyn Future<Output = Response> + Send + '_>> {
    Box::pin(async move { context::hide_internals(answer(schema, request).await) })
}

async fn answer(schema: &Schema, mut request: Request) -> Response {
    if let Err(error) = limits::check(&mut request) {
        return Response::from_errors(vec![error]);
    }
    if !context::only_reads(&mut request) {
        return schema.watched.execute(request).await;
    }
    let mut same = Request::new(request.query.clone()).variables(request.variables.clone());
    same.operation_name.clone_from(&request.operation_name);
    same.introspection_mode = request.introspection_mode;
    let response = schema.plain.execute(request).await;
    // What is refused before a field is resolved has no place in the answer: the other one can say more.
    if response.errors.iter().any(|error| error.path.is_empty()) {
        return schema.watched.execute(same).await;
    }
    response
}

/// The schema as text, as it is committed in `schema.graphql`.
#[must_use]
pub fn sdl() -> String {
    described().finish().sdl_with_options(
        SDLExportOptions::new()
            .sorted_fields()
            .sorted_arguments()
            .sorted_enum_items(),
    )
}
