//! Several servers and workers over one PostgreSQL: who is known to one is known to all, what is done is done once,
//! and a newer version takes over from an older one while people work.

mod fleet;
mod measured;
mod migrations;
mod people;
mod rates;
mod rolling;
mod starting;
mod statements;
mod work;
