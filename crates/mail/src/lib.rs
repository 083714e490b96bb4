//! What Talkoot writes to people: messages, their texts in three languages, and the ways they leave.
//!
//! The way of a mail: somebody who has loaded the facts makes a [`Message`]; [`render`] turns it
//! into a subject, plain text and HTML in the recipient's [`Language`](talkoot_domain::language::Language);
//! an [`Outgoing`] adds who, from whom, when and under which Message-ID; a [`Transport`] hands it over
//! and says whether it is worth trying again.
//!
//! This crate reads no clock, no environment and no database. Only transports touch the world.
#![warn(missing_docs)]

pub mod message;
pub mod transport;

mod bounce;
mod branding;
mod outgoing;
mod rendering;
mod single_line;

pub use bounce::{Bounce, NoBounce, bounces};
pub use branding::Branding;
pub use message::{Message, Standing, kinds, standing};
pub use outgoing::{Outgoing, Party, message_id};
pub use rendering::{
    NotRendered, Rendered, date_text, deadline_title, event_uid, obligation_title, period_text, render,
};
pub use transport::{
    DeliveryFailure, FolderTransport, MemoryTransport, Receipt, SmtpSettings, SmtpTransport, Transport,
};
