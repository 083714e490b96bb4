//! The tests are in `tests/`, one folder per promise.
