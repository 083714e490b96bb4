//! The pages of the server itself: what this is, and where to go.

use std::fmt::Write;

use chrono::{DateTime, Utc};
use talkoot_domain::calendar;

use crate::demo::Tokens;

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;\
color:#16191c;background:#fff}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .6rem;\
border-bottom:1px solid #b8bfc6;vertical-align:top}code{overflow-wrap:anywhere;font-size:.9em}a{color:#00549e}\
.note{border-left:4px solid #b25c00;padding:.1rem 1rem;background:#fff6ea}";

/// The page, with the demonstration's sign-ins if this is one.
pub(super) fn index(now: DateTime<Utc>, tokens: Option<&Tokens>) -> String {
    let mut body = String::from(
        "<h1>Talkoot</h1><p>Grants that several municipalities carry out together: one application, one checked \
         claim out of everybody's own ledgers, decisions by two persons, and reports that nobody has to chase \
         by hand.</p><ul><li><a href=\"/graphql\">GraphiQL</a>: explore the API at <code>/graphql</code></li>\
         <li><a href=\"/sign-in\">Sign in</a> with this browser</li>",
    );
    if tokens.is_some() {
        body.push_str("<li><a href=\"/mailbox\">Mailbox</a>: the e-mails that were sent</li>");
    }
    body.push_str("</ul>");
    if let Some(tokens) = tokens {
        body.push_str(&demonstration(now, tokens));
    }
    page("Talkoot", &body)
}

/// A page with a title, in the style of all.
pub(super) fn page(title: &str, body: &str) -> String {
    page_in("en", title, body)
}

/// The same in another language.
pub(super) fn page_in(language: &str, title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><style>{STYLE}</style></head>\
         <body><main>{body}</main></body></html>"
    )
}

fn demonstration(now: DateTime<Utc>, tokens: &Tokens) -> String {
    let mut text = format!(
        "<h2>This is a demonstration</h2><p class=\"note\">The municipalities and the ministry exist; the project, \
         the amounts and all people are invented. The clock runs ahead: it is {} in Helsinki.</p>\
         <h3>Ready sign-ins</h3><p>Send a token as <code>Authorization: Bearer …</code>; the link opens GraphiQL \
         with it.</p><table><thead><tr><th scope=\"col\">Role</th><th scope=\"col\">Organisation</th>\
         <th scope=\"col\">Person</th><th scope=\"col\">Token</th></tr></thead><tbody>",
        calendar::helsinki_date(now)
    );
    for (place, token) in tokens.0.iter().enumerate() {
        let _ = write!(
            text,
            "<tr><td><a href=\"/graphql?as={place}\">{}</a></td><td>{}</td><td>{}</td><td><code>{}</code></td></tr>",
            escaped(&token.role.replace('_', " ")),
            escaped(&token.organisation),
            escaped(&token.name),
            escaped(&token.token),
        );
    }
    text.push_str("</tbody></table>");
    text
}

/// Text that cannot become markup.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::DemoToken;

    #[test]
    fn names_cannot_become_markup() {
        let token = DemoToken {
            role: "officer".to_owned(),
            organisation: "<script>alert(1)</script>".to_owned(),
            code: None,
            organisation_id: String::new(),
            name: "A & \"B\"".to_owned(),
            token: "t".to_owned(),
        };
        let page = index(DateTime::UNIX_EPOCH, Some(&Tokens(vec![token])));
        assert!(!page.contains("<script>"));
        assert!(page.contains("A &amp; &quot;B&quot;"));
    }

    #[test]
    fn outside_a_demonstration_there_are_no_sign_ins() {
        let page = index(DateTime::UNIX_EPOCH, None);
        assert!(!page.contains("Ready sign-ins") && !page.contains("/mailbox"));
    }
}
