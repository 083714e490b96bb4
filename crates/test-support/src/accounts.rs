//! Bank accounts to test with, through the API.

use serde_json::{Value, json};

use crate::{Answer, Municipality, TestApp, User};

/// What tests read of an account.
pub const BANK_ACCOUNT: &str =
    "bankAccount { id version number state iban bic reference replaces { id iban } }";

/// A Finnish account number that is right, another one for each place.
#[must_use]
pub fn finnish_iban(place: u32) -> String {
    let account = format!("{:014}", 12_345_600_000_000_u64 + u64::from(place));
    // FI is 15 and 18, and the check digits are found with 00 in their place.
    let number = format!("{account}151800");
    let remainder = number
        .bytes()
        .fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
    format!("FI{:02}{account}", 98 - remainder)
}

impl TestApp {
    /// The global id of the authority.
    #[must_use]
    pub fn authority_id(&self) -> String {
        talkoot_graphql::organisation_id(self.world.authority)
    }

    /// Proposes an account of a municipality as its preparer; `more` goes over the input.
    ///
    /// # Panics
    /// When `more` is no object.
    pub async fn propose_account(&self, by: &User, owner: &str, iban: &str, more: Value) -> Answer {
        let mut input = json!({
            "organisationId": owner, "authorityId": self.authority_id(), "iban": iban,
            "reason": "Kunta vaihtoi pankkia",
        });
        for (field, value) in more.as_object().expect("an object") {
            input[field] = value.clone();
        }
        let input_type = "ProposeBankAccountInput";
        self.mutate(by, "proposeBankAccount", input_type, input, BANK_ACCOUNT)
            .await
    }

    /// Takes a step of an account at the version that it has now; `more` goes over the input.
    ///
    /// # Panics
    /// When `more` is no object.
    pub async fn account_step(&self, by: &User, mutation: &str, account: &str, more: Value) -> Answer {
        let query = "query($id: ID!) { bankAccount(id: $id) { version } }";
        let read = self
            .graphql(&self.world.officer, query, json!({ "id": account }))
            .await;
        let mut input = json!({ "id": account, "expectedVersion": read.number("/bankAccount/version") });
        for (field, value) in more.as_object().expect("an object") {
            input[field] = value.clone();
        }
        let input_type = match mutation {
            "rejectBankAccount" => "RejectBankAccountInput",
            _ => "BankAccountStepInput",
        };
        self.mutate(by, mutation, input_type, input, BANK_ACCOUNT).await
    }

    /// Brings an account of a municipality into force: proposed and confirmed there, reviewed and
    /// approved by the authority. Gives its global id.
    ///
    /// # Panics
    /// When something is refused.
    pub async fn account_in_force(&self, of: &Municipality, iban: &str) -> String {
        let proposed = self
            .propose_account(&of.preparer, &of.id, iban, json!({}))
            .await
            .accepted();
        let id = proposed.text("/proposeBankAccount/bankAccount/id");
        self.let_account_through(&of.approver, &id).await;
        id
    }

    /// Brings the account that the authority pays from into force; gives its global id.
    ///
    /// # Panics
    /// When something is refused.
    pub async fn authority_account(&self, iban: &str) -> String {
        let world = self.world.clone();
        let proposed = self
            .propose_account(&world.officer, &world.authority_id, iban, json!({}))
            .await
            .accepted();
        let id = proposed.text("/proposeBankAccount/bankAccount/id");
        for (by, mutation) in [
            (&world.second, "confirmBankAccount"),
            (&world.other_officer, "reviewBankAccount"),
            (&world.second, "approveBankAccount"),
        ] {
            self.account_step(by, mutation, &id, json!({})).await.accepted();
        }
        id
    }

    /// Confirms a proposed account as somebody, and lets the authority review and approve it.
    ///
    /// # Panics
    /// When something is refused.
    pub async fn let_account_through(&self, confirms: &User, id: &str) {
        for (by, mutation) in [
            (confirms, "confirmBankAccount"),
            (&self.world.officer, "reviewBankAccount"),
            (&self.world.second, "approveBankAccount"),
        ] {
            self.account_step(by, mutation, id, json!({})).await.accepted();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::finnish_iban;

    #[test]
    fn account_numbers_are_right() {
        for place in [1, 2, 785] {
            let text = finnish_iban(place);
            assert!(
                text.parse::<talkoot_domain::identifiers::Iban>().is_ok(),
                "{text}"
            );
        }
    }
}
