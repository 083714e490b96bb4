//! The edges of commits, for a process that shall die at one to show that nothing is lost or done twice.

use std::sync::OnceLock;

/// One side of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Nothing of the transaction has happened yet.
    Before,
    /// All of it has, and nobody has been told.
    After,
}

type Watch = Box<dyn Fn(Edge) + Send + Sync>;

static WATCH: OnceLock<Watch> = OnceLock::new();

/// Lets a function of the process see each edge of each of its commits. The first one given stays; without one
/// nothing is watched.
pub fn watch_commits(watch: impl Fn(Edge) + Send + Sync + 'static) {
    // A second watch would be a second test in one process.
    let _ = WATCH.set(Box::new(watch));
}

pub(crate) fn pass(edge: Edge) {
    if let Some(watch) = WATCH.get() {
        watch(edge);
    }
}
