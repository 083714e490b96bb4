//! Room for files on their way: each is in memory as a whole, so all of them together have so many bytes, and those of one
//! person a part of it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use talkoot_domain::ids::PersonId;
use tokio::{sync::Notify, time::timeout};

use super::{FILE_BODY, files::refused};

/// So many bytes of files may be held at once in one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Of everybody together.
    pub bytes: usize,
    /// Of one person.
    pub of_one: usize,
    /// For so long somebody waits until others are done.
    pub wait: Duration,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            // Four of the largest files at once, which are less than a gigabyte with what is packed of them; ledgers are
            // hardly ever larger than a tenth of that.
            bytes: 4 * FILE_BODY,
            // One of the largest, or many small ones: whoever sends slowly keeps nobody else out.
            of_one: FILE_BODY,
            // Proxies wait for a minute.
            wait: Duration::from_secs(20),
        }
    }
}

/// The files that go one way.
#[derive(Clone, Debug)]
pub(super) struct Way(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    room: Room,
    held: Mutex<Held>,
    freed: Notify,
}

/// How many bytes are held, and by whom.
#[derive(Debug, Default)]
struct Held {
    all: usize,
    each: HashMap<PersonId, usize>,
}

/// Room for a file, until this is dropped.
#[derive(Debug)]
pub(super) struct Taken {
    way: Way,
    person: PersonId,
    bytes: usize,
}

impl Way {
    pub(super) fn new(room: Room) -> Self {
        Self(Arc::new(Shared {
            room,
            held: Mutex::default(),
            freed: Notify::new(),
        }))
    }

    /// Room for a file of so many bytes. Nobody who waits for it holds any already.
    ///
    /// # Errors
    /// The answer, when there is none for too long.
    pub(super) async fn take(&self, person: PersonId, bytes: usize) -> Result<Taken, Box<Response>> {
        let room = self.0.room;
        // What is larger than all the room takes all of it.
        let bytes = bytes.min(room.of_one).min(room.bytes);
        let taking = async {
            loop {
                // From here on it is told, also of what is freed before it waits.
                let freed = self.0.freed.notified();
                if self.fits(person, bytes) {
                    return;
                }
                freed.await;
            }
        };
        if timeout(room.wait, taking).await.is_err() {
            return Err(Box::new(full()));
        }
        Ok(Taken {
            way: self.clone(),
            person,
            bytes,
        })
    }

    /// Takes the room at once, if there is as much.
    fn fits(&self, person: PersonId, bytes: usize) -> bool {
        let room = self.0.room;
        let mut held = self.held();
        let own = held.each.get(&person).copied().unwrap_or_default() + bytes;
        let all = held.all + bytes;
        let fits = all <= room.bytes && own <= room.of_one;
        if fits {
            held.all = all;
            held.each.insert(person, own);
        }
        fits
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        let mut held = self.way.held();
        held.all -= self.bytes;
        let own = held.each.remove(&self.person).unwrap_or_default();
        if own > self.bytes {
            held.each.insert(self.person, own - self.bytes);
        }
        drop(held);
        self.way.0.freed.notify_waiters();
    }
}

/// What somebody is told for whom there is no room.
fn full() -> Response {
    let message = "too many large files are on their way just now, of yours or of everybody; nothing was done; try again in \
                   half a minute, with one file at a time";
    let again = [(header::RETRY_AFTER, "30")];
    (again, refused(StatusCode::SERVICE_UNAVAILABLE, message)).into_response()
}
