use talkoot_domain::{
    call::{CallMachine, Details, FaultyTerms, Why},
    policy::Action,
    workflow::{Machine as _, Reason as _, Refusal},
};

use crate::{Answer, Failure};

/// What a call shall say, as far as it could be understood.
#[derive(Clone, Debug)]
pub struct Wanted(pub Result<Box<Details>, FaultyTerms>);

impl Wanted {
    /// What it shall say, when that can stand.
    ///
    /// # Errors
    /// Refused with the field at fault.
    pub(crate) fn details(self, action: Action) -> Answer<Details> {
        let checked = self.0.map_err(Why::from).and_then(|details| {
            details.check()?;
            Ok(*details)
        });
        checked.map_err(|why| {
            let refusal = Refusal::of(why.code(), CallMachine::OBJECT, action.into(), why.to_string());
            Failure::from(Refusal {
                path: why.path(),
                ..refusal
            })
        })
    }
}
