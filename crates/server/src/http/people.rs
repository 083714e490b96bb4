//! All that is stored about a person as a file: `GET /people/{id}/data.json`, or `/people/me/data.json` for oneself. It is
//! written while it is read, a page of rows at a time: however much there is, little is held.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::stream;
use serde_json::{Value, json};
use talkoot_app::{
    Answer, App, Failure,
    identity::{self, AllAbout},
};
use talkoot_graphql::person_key;

use super::{
    Site,
    files::{failed, refused},
    session::Caller,
};

pub(super) async fn download(
    State(site): State<Site>,
    Caller(session): Caller,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let (Some(actor), Some(credential)) = (session.actor, session.credential) else {
        return refused(
            StatusCode::UNAUTHORIZED,
            "sign in to read what is stored about you",
        );
    };
    if file != "data.json" {
        return failed(&Failure::NotFound("file"));
    }
    let person = if id == "me" {
        Some(actor.person)
    } else {
        person_key(&id)
    };
    let Some(person) = person else {
        return failed(&Failure::NotFound("person"));
    };
    match identity::all_about(&site.app, &actor, credential, person).await {
        Ok(about) => {
            let headers = [
                (header::CONTENT_TYPE, "application/json"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"data.json\""),
                (header::CACHE_CONTROL, "no-store"),
            ];
            let file = File {
                app: site.app.clone(),
                about,
                text: Text::default(),
                next: Next::Head,
            };
            (headers, Body::from_stream(stream::try_unfold(file, piece))).into_response()
        }
        Err(failure) => failed(&failure),
    }
}

/// A file that is being written.
struct File {
    app: App,
    about: AllAbout,
    text: Text,
    next: Next,
}

/// What is written next.
enum Next {
    Head,
    Rows,
    Nothing,
}

/// The next piece of the file. One that fails cuts the file off, so that nobody takes a part for the whole.
async fn piece(mut file: File) -> Answer<Option<(String, File)>> {
    let text = match file.next {
        Next::Head => {
            file.next = Next::Rows;
            head(&file.about)
        }
        Next::Rows => {
            let more = file.about.more(&file.app).await.inspect_err(|failure| {
                tracing::error!(
                    error = failure.told(),
                    "what is stored about a person was not read to the end"
                );
            })?;
            if let Some((table, rows)) = more {
                file.text.rows(table, &rows)
            } else {
                file.next = Next::Nothing;
                file.text.end()
            }
        }
        Next::Nothing => return Ok(None),
    };
    Ok(Some((text, file)))
}

/// Who it is, up to the rows.
fn head(about: &AllAbout) -> String {
    let (person, read_at) = (&about.person, json!(about.read_at));
    let person = json!({ "id": person.id.to_string(), "name": person.name, "email": person.email });
    format!("{{\"person\": {person}, \"readAt\": {read_at}, \"rows\": {{")
}

/// The text of the rows as it grows: a list for each table, a line for each row.
#[derive(Default)]
struct Text {
    table: Option<&'static str>,
}

impl Text {
    /// Rows of a table, perhaps after others of it.
    fn rows(&mut self, table: &'static str, rows: &[Value]) -> String {
        let mut text = String::new();
        for row in rows {
            if self.table == Some(table) {
                text.push(',');
            } else {
                text.push_str(if self.table.is_some() { "\n],\n" } else { "\n" });
                text.push_str(&format!("\"{table}\": ["));
                self.table = Some(table);
            }
            text.push_str(&format!("\n{row}"));
        }
        text
    }

    fn end(&self) -> String {
        let list = if self.table.is_some() { "\n]" } else { "" };
        format!("{list}\n}}}}\n")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Text;

    #[test]
    fn pieces_make_a_whole() {
        let mut text = Text::default();
        let mut file = String::from("{\"rows\": {");
        for (table, rows) in [
            ("mail", &[json!({ "id": 1 }), json!({ "id": 2 })][..]),
            ("mail", &[json!({ "id": 3 })][..]),
            ("session", &[json!({ "id": 4 })][..]),
        ] {
            file.push_str(&text.rows(table, rows));
        }
        file.push_str(&text.end());
        let read: Value = serde_json::from_str(&file).expect("JSON");
        let expected = json!({
            "mail": [{ "id": 1 }, { "id": 2 }, { "id": 3 }], "session": [{ "id": 4 }],
        });
        assert_eq!(read, json!({ "rows": expected }));
        let none = format!("{{\"rows\": {{{}", Text::default().end());
        assert_eq!(
            serde_json::from_str::<Value>(&none).expect("JSON"),
            json!({ "rows": {} })
        );
    }
}
