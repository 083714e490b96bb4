//! People, organisations, roles and sign-in.

mod administer;
mod attempts;
mod credential;
mod install;
mod links;
mod mandates;
mod passkeys;
mod past_roles;
mod personal;
mod provider;
mod sessions;
mod settings;
mod sign_in;
mod token;
mod tokens;

pub use administer::{
    NewOrganisation, NewPerson, NewRole, RoleChange, create_organisation, create_person, end_role, grant_role,
};
pub use attempts::{ATTEMPT, NotSignedIn, ProviderAttempt, back_from_provider, begin_at_provider};
pub use credential::Credential;
pub use install::{Founder, Installed, install};
pub(crate) use links::send as send_link;
pub use links::{ask_for_link, look_at_link, use_link};
pub use mandates::{Mandates, RecordedRoles};
pub use passkeys::{
    CHALLENGE, NewCeremony, NewPasskey, Signed, add_passkey, begin_passkey, begin_with_passkey, my_passkeys,
    passkey_called, remove_passkey, sign_in_by_passkey, take_challenge, take_own_challenge,
};
pub(crate) use personal::is_confined;
pub use personal::{AllAbout, all_about};
pub use provider::{Vouched, sign_in_by_provider};
pub use sessions::{
    NewSession, Opened, ProviderLogout, end_by_provider, end_session, end_sessions_of, find_session,
    in_session, open_session, sessions_of, sign_out,
};
pub use settings::SignInSettings;
pub(crate) use sign_in::keeper;
pub use sign_in::{actor_of, all_organisations, find_person, organisations, people, sign_in};
pub use talkoot_storage::{people::Person, sessions::Voucher};
pub use token::Token;
pub use tokens::{
    TokenFor, confirm_token, find_token, issue_token, issue_token_as_operator, revoke_token, tokens_of,
};
