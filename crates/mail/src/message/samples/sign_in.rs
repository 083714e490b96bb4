use super::page;
use crate::message::{Message, Project, SignInLink};

/// A sample of the message with a link to sign in.
pub(super) fn all() -> impl Iterator<Item = (String, Message)> {
    let facts = SignInLink {
        project: Project {
            name: "Talkoot".to_owned(),
            reference: String::new(),
        },
        minutes: 15,
        url: page("sign-in/link/talkoot_0123456789abcdef"),
    };
    [("sign-in-link".to_owned(), Message::SignInLink(facts))].into_iter()
}
