//! People, organisations, roles and sign-in.

mod administer;
mod install;
mod sign_in;
mod token;
mod tokens;

pub use administer::{
    NewOrganisation, NewPerson, RoleChange, create_organisation, create_person, end_role, grant_role,
};
pub use install::{Founder, Installed, install};
pub(crate) use sign_in::keeper;
pub use sign_in::{actor_of, all_organisations, find_person, organisations, people, sign_in};
pub use talkoot_storage::people::Person;
pub use token::Token;
pub use tokens::{
    TokenFor, confirm_token, find_token, issue_token, issue_token_as_operator, revoke_token, tokens_of,
};
