//! The mails that were written into a folder instead of being sent: `GET /mailbox`, and one mail under
//! `GET /mailbox/{name}`. There is a mailbox only where mail goes into a folder, and only in a
//! demonstration, or where that is asked for on a server that nobody else can reach.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use talkoot_mail::{
    FolderTransport,
    transport::{StoredMail, UnreadableMail},
};

use super::Site;

/// Nothing of a mail may run or load anything; its HTML part stands in a frame without any right.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; frame-ancestors 'none'",
);

/// What proxies write into a request that they hand on, beside `X-Forwarded-…`.
const HANDED_ON: [&str; 3] = ["forwarded", "via", "x-real-ip"];

pub(super) async fn list(State(site): State<Site>, headers: HeaderMap) -> Response {
    let Some(folder) = mailbox(&site, &headers) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match reading(move || folder.list()).await {
        Ok(mails) => page("Mailbox", &rows(&mails)),
        Err(response) => response,
    }
}

pub(super) async fn read(State(site): State<Site>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(folder) = mailbox(&site, &headers) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match reading(move || folder.read(&name)).await {
        Ok(Some(mail)) => page(&mail.subject, &letter(&mail)),
        Ok(None) => (StatusCode::NOT_FOUND, "there is no such mail").into_response(),
        Err(response) => response,
    }
}

fn mailbox(site: &Site, headers: &HeaderMap) -> Option<FolderTransport> {
    let is_shown = site.show_mailbox && (site.demo.is_some() || !is_handed_on(headers));
    let folder = || site.app.mail().mailbox.clone();
    is_shown.then(folder).flatten()
}

/// Whether a proxy hands the request on, so that it may come from anywhere.
fn is_handed_on(headers: &HeaderMap) -> bool {
    headers.keys().any(|name| {
        let name = name.as_str();
        HANDED_ON.contains(&name) || name.starts_with("x-forwarded-")
    })
}

/// Reads files off the asynchronous threads.
async fn reading<T: Send + 'static>(
    read: impl FnOnce() -> Result<T, UnreadableMail> + Send + 'static,
) -> Result<T, Response> {
    let failed = |error: &dyn std::error::Error| {
        tracing::error!(error = %error, "the mailbox cannot be read");
        (StatusCode::INTERNAL_SERVER_ERROR, "the mailbox cannot be read").into_response()
    };
    match tokio::task::spawn_blocking(read).await {
        Ok(Ok(read)) => Ok(read),
        Ok(Err(error)) => Err(failed(&error)),
        Err(error) => Err(failed(&error)),
    }
}

fn rows(mails: &[StoredMail]) -> String {
    if mails.is_empty() {
        return "<p>No mail has been written yet.</p>".to_owned();
    }
    let rows: String = mails
        .iter()
        .map(|mail| {
            format!(
                "<tr><td>{}</td><td>{}</td><td><a href=\"/mailbox/{}\">{}</a></td></tr>",
                date(mail),
                escaped(&recipients(mail)),
                escaped(&mail.name),
                escaped(&mail.subject),
            )
        })
        .collect();
    format!(
        "<table><thead><tr><th>Date</th><th>To</th><th>Subject</th></tr></thead><tbody>{rows}</tbody></table>"
    )
}

fn letter(mail: &StoredMail) -> String {
    format!(
        "<p><a href=\"/mailbox\">All mails</a></p><p>{}<br>To: {}</p>\
         <iframe title=\"The mail as HTML\" sandbox srcdoc=\"{}\"></iframe>\
         <h2>The mail as plain text</h2><pre>{}</pre>",
        date(mail),
        escaped(&recipients(mail)),
        escaped(&mail.html),
        escaped(&mail.text),
    )
}

fn date(mail: &StoredMail) -> String {
    mail.date
        .map(|date| date.format("%Y-%m-%d %H:%M UTC").to_string())
        .unwrap_or_default()
}

fn recipients(mail: &StoredMail) -> String {
    let names: Vec<String> = mail
        .to
        .iter()
        .map(|party| format!("{} <{}>", party.name, party.address))
        .collect();
    names.join(", ")
}

fn page(title: &str, body: &str) -> Response {
    let title = escaped(title);
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <style>body{{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}}\
         table{{border-collapse:collapse;width:100%}}td,th{{text-align:left;padding:.3rem .6rem;\
         border-bottom:1px solid #767676}}iframe{{width:100%;height:32rem;border:1px solid #767676}}\
         pre{{white-space:pre-wrap}}</style></head><body><h1>{title}</h1>{body}</body></html>"
    );
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], Html(html)).into_response()
}

/// Text as HTML shows it, also within a quoted attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    use super::{escaped, is_handed_on};

    #[test]
    fn what_a_proxy_hands_on_is_known_by_its_headers() {
        for (name, expected) in [
            ("Forwarded", true),
            ("X-Forwarded-For", true),
            ("x-forwarded-proto", true),
            ("X-Forwarded-Server", true),
            ("X-Real-IP", true),
            ("Via", true),
            ("Host", false),
            ("X-Forward", false),
        ] {
            let name: HeaderName = name.parse().expect("a name");
            let headers = HeaderMap::from_iter([(name.clone(), HeaderValue::from_static(""))]);
            assert_eq!(is_handed_on(&headers), expected, "{name}");
        }
        assert!(!is_handed_on(&HeaderMap::new()));
    }

    #[test]
    fn what_a_mail_says_is_shown_and_never_run() {
        assert_eq!(
            escaped("<script>alert(\"a\" & 'b')</script>"),
            "&lt;script&gt;alert(&quot;a&quot; &amp; &#39;b&#39;)&lt;/script&gt;"
        );
    }
}
