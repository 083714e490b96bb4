//! Forms: imported as drafts, published by another person, taken out of use; what is published never changes.

mod filled;
mod filling;
mod import;
mod read;
mod step;

pub use filled::Filled;
pub(crate) use filled::logged as logged_answer;
pub use filling::FieldAnswer;
pub(crate) use filling::Paper;
pub use import::{ImportForm, import};
pub use read::{available_actions, count, find, find_many, list};
pub use step::{UpdateForm, publish, retire, update};

use serde_json::Value;
use talkoot_domain::{
    form::{Definition, Facts, Fault, Form, FormMachine},
    ids::{FormId, PersonId},
    workflow::{Machine, Refusal},
};
use talkoot_storage::{Access, hands};

use crate::{Answer, Failure, Subject, Work};

const OBJECT: &str = FormMachine::OBJECT;

fn subject(id: FormId) -> Subject {
    Subject {
        id: id.into(),
        project: None,
    }
}

async fn facts(db: &impl Access, form: &Form, by: PersonId) -> Answer<Facts> {
    Ok(Facts {
        by,
        hands: hands::of(db, OBJECT, form.id.into()).await?,
        definition: form.definition.clone(),
    })
}

/// The definition that was sent, with everything that is wrong with it at once.
fn read(work: &Work<'_>, json: &Value) -> Answer<Definition> {
    let definition = talkoot_forms::from_json(json).map_err(|fault| Failure::from(refusal(work, &fault)))?;
    let faults = definition.faults();
    if faults.is_empty() {
        return Ok(definition);
    }
    Err(Failure::Refused(
        faults.iter().map(|fault| refusal(work, fault)).collect(),
    ))
}

fn refusal(work: &Work<'_>, fault: &Fault) -> Refusal {
    let path: Vec<&str> = ["definition"]
        .into_iter()
        .chain(fault.path.iter().map(String::as_str))
        .collect();
    Refusal::input(work.action(), &path, fault.to_string())
}

/// What the log says of a definition: the whole of it stands in the row.
fn logged(form: &Form) -> Value {
    serde_json::json!({
        "code": form.definition.code,
        "number": form.number,
        "definition": talkoot_forms::digest(&form.definition),
    })
}
