use std::fmt::Debug;

use sha2::{Digest, Sha256};
use talkoot_domain::workflow::Refusal;

use crate::Answer;

/// The version that the client has seen.
pub type Version = i64;

/// What a client sends to have something done once.
#[derive(Clone, Debug)]
pub struct Request<T> {
    /// Chosen by the client, new for every intention; repeating it has no second effect.
    pub key: String,
    /// What is asked.
    pub body: T,
}

const LONGEST_KEY: usize = 200;

impl<T: Debug> Request<T> {
    /// A hash by which a repeated request is told from another one under the same key.
    pub(crate) fn fingerprint(&self) -> [u8; 32] {
        Sha256::digest(format!("{:?}", self.body)).into()
    }

    pub(crate) fn check_key(&self, command: &'static str) -> Answer<()> {
        if self.key.trim().is_empty() || self.key.len() > LONGEST_KEY {
            return Err(Refusal::input(
                command,
                &["idempotencyKey"],
                "give an idempotency key of 1 to 200 characters, a new one for each thing you want done",
            )
            .into());
        }
        Ok(())
    }
}
