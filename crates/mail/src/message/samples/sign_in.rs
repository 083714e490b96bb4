use super::{day, page};
use crate::message::{Message, PasskeyChange, Project, SignInLink};

fn installation() -> Project {
    Project {
        name: "Talkoot".to_owned(),
        reference: String::new(),
    }
}

/// A sample of the message with a link to sign in, and of those about passkeys.
pub(super) fn all() -> impl Iterator<Item = (String, Message)> {
    let link = SignInLink {
        project: installation(),
        minutes: 15,
        url: page("sign-in/link/talkoot_0123456789abcdef"),
    };
    let passkey = PasskeyChange {
        project: installation(),
        name: "Työpuhelin".to_owned(),
        day: day(2026, 8, 20),
        time: "9.05".to_owned(),
        url: page("sign-in/passkeys"),
    };
    [
        ("sign-in-link".to_owned(), Message::SignInLink(link)),
        ("passkey-added".to_owned(), Message::PasskeyAdded(passkey.clone())),
        ("passkey-removed".to_owned(), Message::PasskeyRemoved(passkey)),
    ]
    .into_iter()
}
