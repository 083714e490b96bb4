//! People, organisations, roles and sign-in.

mod administer;
mod install;
mod sign_in;
mod token;

pub use administer::{
    NewOrganisation, NewPerson, RoleChange, TokenFor, create_organisation, create_person, end_role,
    grant_role, issue_token,
};
pub use install::{Founder, Installed, install};
pub use sign_in::{actor_of, all_organisations, organisations, people, sign_in};
pub use talkoot_storage::people::Person;
pub use token::Token;
