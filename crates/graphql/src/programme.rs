mod mutation;
mod object;

pub(crate) use mutation::ProgrammeMutation;
pub(crate) use object::{ProgrammeObject, ProgrammeQuery};
