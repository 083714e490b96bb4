//! Mails kept in memory, for tests.

use super::{DeliveryFailure, Receipt, Transport};
use crate::Outgoing;
use async_trait::async_trait;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Keeps mails in memory; clones share the same box. Fails when it was told to.
#[derive(Clone, Debug, Default)]
pub struct MemoryTransport {
    contents: Arc<Mutex<Contents>>,
}

#[derive(Debug, Default)]
struct Contents {
    sent: Vec<Outgoing>,
    failures: VecDeque<DeliveryFailure>,
    broken: Option<DeliveryFailure>,
}

impl MemoryTransport {
    /// An empty box.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A copy of every mail taken so far, oldest first.
    #[must_use]
    pub fn sent(&self) -> Vec<Outgoing> {
        self.lock().sent.clone()
    }

    /// Empties the box and returns what was in it, oldest first.
    #[must_use]
    pub fn take(&self) -> Vec<Outgoing> {
        std::mem::take(&mut self.lock().sent)
    }

    /// Makes the next delivery fail like this; several calls queue up.
    pub fn fail_next(&self, failure: DeliveryFailure) {
        self.lock().failures.push_back(failure);
    }

    /// Makes every delivery fail like this until it is mended with `None`.
    pub fn break_down(&self, failure: Option<DeliveryFailure>) {
        self.lock().broken = failure;
    }

    fn lock(&self) -> MutexGuard<'_, Contents> {
        // A test that panicked elsewhere leaves a usable list behind.
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Transport for MemoryTransport {
    async fn deliver(&self, mail: &Outgoing) -> Result<Receipt, DeliveryFailure> {
        let mut contents = self.lock();
        if let Some(failure) = contents.failures.pop_front() {
            return Err(failure);
        }
        if let Some(failure) = &contents.broken {
            return Err(failure.clone());
        }
        contents.sent.push(mail.clone());
        Ok(Receipt {
            answer: format!("kept in memory as number {}", contents.sent.len()),
        })
    }
}
