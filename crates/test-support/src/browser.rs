//! A browser as far as signing in needs one: cookies per host with the rules that their names demand, forms, and
//! redirects that the test follows itself.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use reqwest::{RequestBuilder, Url, header};
use serde_json::{Value, json};

use crate::Answer;

/// A browser of a test.
#[derive(Debug)]
pub struct Browser {
    client: reqwest::Client,
    /// Where the server under test listens.
    server: String,
    /// The address that people know it by.
    known_as: String,
    cookies: Mutex<BTreeMap<(String, String), String>>,
}

/// What a browser got.
#[derive(Debug)]
pub struct Page {
    /// The status of the answer.
    pub status: u16,
    /// Where the answer sends the browser.
    pub location: Option<String>,
    /// The body.
    pub body: String,
    /// The cookies that were set, as they were written.
    pub set_cookies: Vec<String>,
}

impl Page {
    /// The reason why nobody was signed in, as the page names it.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        let (_, rest) = self.body.split_once("data-reason=\"")?;
        rest.split_once('"').map(|(reason, _)| reason)
    }
}

impl Browser {
    pub(crate) fn new(server: &str, known_as: &str) -> Self {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        Self {
            client: client.build().expect("a client"),
            server: server.to_owned(),
            known_as: known_as.to_owned(),
            cookies: Mutex::default(),
        }
    }

    /// Puts a cookie of the server under test into the browser.
    pub fn hold(&self, name: &str, value: &str) {
        let host = self.host(&self.url("/"));
        let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        cookies.insert((host, name.to_owned()), value.to_owned());
    }

    /// What a cookie of the server under test holds.
    #[must_use]
    pub fn holds(&self, name: &str) -> Option<String> {
        let host = self.host(&self.url("/"));
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        cookies.get(&(host, name.to_owned())).cloned()
    }

    /// An address to be asked: a path of the server under test, or an address elsewhere.
    fn url(&self, address: &str) -> Url {
        let address = address.strip_prefix(&self.known_as).unwrap_or(address);
        let text = if address.starts_with('/') {
            format!("{}{address}", self.server)
        } else {
            address.to_owned()
        };
        text.parse().unwrap_or_else(|_| panic!("no address: {text}"))
    }

    #[expect(clippy::unused_self, reason = "reads better")]
    fn host(&self, url: &Url) -> String {
        format!(
            "{}:{}",
            url.host_str().unwrap_or_default(),
            url.port().unwrap_or_default()
        )
    }

    /// Opens a page as a click on a link does.
    ///
    /// # Panics
    /// When nobody answers.
    pub async fn get(&self, address: &str) -> Page {
        let url = self.url(address);
        let request = self.client.get(url.clone());
        self.send(&url, request).await
    }

    /// Sends a form of a page of the same site.
    ///
    /// # Panics
    /// When nobody answers.
    pub async fn post(&self, address: &str, form: &[(&str, &str)]) -> Page {
        self.post_from("same-origin", address, form).await
    }

    /// Sends a form of a page of another site; the browser says of which kind that is.
    ///
    /// # Panics
    /// When nobody answers.
    pub async fn post_from(&self, site: &str, address: &str, form: &[(&str, &str)]) -> Page {
        let url = self.url(address);
        let request = self
            .client
            .post(url.clone())
            .form(form)
            .header("sec-fetch-site", site);
        self.send(&url, request).await
    }

    /// Sends a request to a path of the server under test that the test has finished itself.
    ///
    /// # Panics
    /// When nobody answers.
    pub async fn request(&self, path: &str, finish: impl FnOnce(RequestBuilder) -> RequestBuilder) -> Page {
        let url = self.url(path);
        let request = finish(self.client.post(url.clone()));
        self.send(&url, request).await
    }

    /// Sends a GraphQL request from a page of the same site.
    ///
    /// # Panics
    /// When the server does not answer with JSON.
    pub async fn graphql(&self, query: &str, variables: Value) -> Answer {
        let body = json!({ "query": query, "variables": variables });
        let page = self
            .request("/graphql", |request| {
                request.json(&body).header("sec-fetch-site", "same-origin")
            })
            .await;
        Answer(serde_json::from_str(&page.body).unwrap_or_else(|_| panic!("no JSON: {page:?}")))
    }

    async fn send(&self, url: &Url, request: RequestBuilder) -> Page {
        let host = self.host(url);
        let held: Vec<String> = {
            let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
            let own = cookies.iter().filter(|((of, _), _)| *of == host);
            own.map(|((_, name), value)| format!("{name}={value}")).collect()
        };
        let request = if held.is_empty() {
            request
        } else {
            request.header(header::COOKIE, held.join("; "))
        };
        let response = request.send().await.expect("an answer");
        let text = |value: &header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let set_cookies: Vec<String> = response
            .headers()
            .get_all(header::SET_COOKIE)
            .iter()
            .map(text)
            .collect();
        for cookie in &set_cookies {
            self.keep(&host, cookie);
        }
        Page {
            status: response.status().as_u16(),
            location: response.headers().get(header::LOCATION).map(text),
            body: response.text().await.expect("a body"),
            set_cookies,
        }
    }

    /// Keeps a cookie, or forgets it; one with a `__Host-` name is thrown away unless it follows the rules.
    fn keep(&self, host: &str, cookie: &str) {
        let mut parts = cookie.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else {
            return;
        };
        let rules: Vec<String> = parts.map(str::to_ascii_lowercase).collect();
        let has = |rule: &str| rules.iter().any(|one| one == rule);
        let is_bound = has("secure") && has("path=/") && !rules.iter().any(|one| one.starts_with("domain"));
        if name.starts_with("__Host-") && !is_bound {
            return;
        }
        let is_over = has("max-age=0")
            || rules
                .iter()
                .any(|one| one.starts_with("expires=thu, 01 jan 1970"));
        let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (host.to_owned(), name.to_owned());
        if is_over || value.is_empty() {
            cookies.remove(&key);
        } else {
            cookies.insert(key, value.to_owned());
        }
    }
}
