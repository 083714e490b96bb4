//! Bank accounts: proposed and confirmed by their owner, reviewed and approved by the authority.

mod propose;
mod read;
mod step;

pub use propose::{ProposeBankAccount, propose};
pub use read::{available_actions, count, find, find_many, in_force, list};
pub use step::{RejectBankAccount, approve, confirm, reject, review, withdraw};
pub use talkoot_storage::bank_accounts::Filter;

use talkoot_domain::bank_account::BankAccount;

use crate::Subject;

fn subject(account: &BankAccount) -> Subject {
    Subject {
        id: account.id.into(),
        project: None,
    }
}
