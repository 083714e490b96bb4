use anyhow::{Context, bail};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

/// A GraphQL document that the walk sends; the contract test validates each against the schema.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Document(pub(crate) &'static str);

macro_rules! document {
    ($name:literal) => {
        crate::walkthrough::client::Document(include_str!(concat!("documents/", $name, ".graphql")))
    };
}
pub(crate) use document;

/// Talks to the server over HTTP, as one person or another.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    http: reqwest::Client,
    url: String,
}

impl Client {
    pub(crate) fn new(url: &str) -> anyhow::Result<Self> {
        let url = url.trim_end_matches('/').to_owned();
        if !url.starts_with("http://") {
            bail!("the walk needs a plain http:// address of a demonstration, not {url}");
        }
        crate::cryptography::install();
        Ok(Self {
            http: reqwest::Client::new(),
            url,
        })
    }

    /// Sends a query and gives its data.
    pub(crate) async fn query(
        &self,
        token: &str,
        document: Document,
        variables: Value,
    ) -> anyhow::Result<Value> {
        self.send(Some(token), document, variables).await
    }

    /// Sends a query as everybody may, without a sign-in.
    pub(crate) async fn public_query(&self, document: Document, variables: Value) -> anyhow::Result<Value> {
        self.send(None, document, variables).await
    }

    async fn send(&self, token: Option<&str>, document: Document, variables: Value) -> anyhow::Result<Value> {
        let mut request = self.http.post(format!("{}/graphql", self.url));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let response = request
            .json(&json!({ "query": document.0, "variables": variables }))
            .send()
            .await
            .with_context(|| format!("the server at {} does not answer", self.url))?;
        let status = response.status();
        let text = response.text().await?;
        let answer: Value =
            serde_json::from_str(&text).with_context(|| format!("{status}: not JSON: {text}"))?;
        if answer.get("errors").is_some() {
            bail!("the server failed: {}", answer["errors"]);
        }
        Ok(answer["data"].clone())
    }

    /// Sends a mutation with a new idempotency key and gives its payload, refused or not.
    pub(crate) async fn ask(
        &self,
        token: &str,
        document: Document,
        mut input: Value,
    ) -> anyhow::Result<Value> {
        input["idempotencyKey"] = json!(Uuid::new_v4().to_string());
        let data = self.query(token, document, json!({ "input": input })).await?;
        let payload = data
            .as_object()
            .and_then(|fields| fields.values().next())
            .cloned();
        payload.context("the server gave no payload")
    }

    /// Sends a mutation that must be accepted.
    pub(crate) async fn mutate(
        &self,
        token: &str,
        document: Document,
        input: Value,
    ) -> anyhow::Result<Value> {
        let payload = self.ask(token, document, input).await?;
        if payload["refusals"]
            .as_array()
            .is_none_or(|refusals| !refusals.is_empty())
        {
            bail!("refused: {}", payload["refusals"]);
        }
        Ok(payload)
    }

    /// Uploads a file for an organisation and gives its id.
    pub(crate) async fn upload(
        &self,
        token: &str,
        organisation: &str,
        name: &str,
        content: Vec<u8>,
    ) -> anyhow::Result<String> {
        let part = reqwest::multipart::Part::bytes(content).file_name(name.to_owned());
        let form = reqwest::multipart::Form::new()
            .text("organisation", organisation.to_owned())
            .part("file", part);
        let request = self
            .http
            .post(format!("{}/files", self.url))
            .bearer_auth(token)
            .multipart(form);
        let answer: Value = request.send().await?.json().await?;
        answer["id"]
            .as_str()
            .map(ToOwned::to_owned)
            .with_context(|| format!("the upload was refused: {answer}"))
    }

    /// A page that everybody reads, as text.
    pub(crate) async fn page(&self, path: &str) -> anyhow::Result<String> {
        let response = self.http.get(format!("{}{path}", self.url)).send().await?;
        if !response.status().is_success() {
            bail!("{path}: {}", response.status());
        }
        Ok(response.text().await?)
    }

    /// Whether the demonstration has told its own story, so that nobody else moves its clock any more.
    pub(crate) async fn is_loaded(&self) -> anyhow::Result<bool> {
        let response = self
            .http
            .get(format!("{}/demo/clock", self.url))
            .send()
            .await
            .with_context(|| {
                format!(
                    "the server at {} does not answer; start it with `make demo`",
                    self.url
                )
            })?;
        if !response.status().is_success() {
            bail!(
                "there is no demonstration at {}; start one with `make demo`",
                self.url
            );
        }
        let clock: Value = response.json().await?;
        clock["loaded"]
            .as_bool()
            .context("the server does not say whether its demonstration is loaded; is it of this version?")
    }

    /// Moves the demonstration's clock to nine in the morning, UTC, of a day, unless it is past that already; says
    /// whether it was moved.
    pub(crate) async fn move_to(&self, token: &str, day: NaiveDate) -> anyhow::Result<bool> {
        let time = self.query(token, document!("server_time"), json!({})).await?;
        let now = time["serverTime"]["now"].as_str();
        let now: DateTime<Utc> = now.context("the server does not say what time it is")?.parse()?;
        let wanted = day.and_hms_opt(9, 0, 0).context("no such time")?.and_utc();
        if wanted > now {
            self.move_clock(token, &wanted.to_rfc3339()).await?;
        }
        Ok(wanted > now)
    }

    /// Moves the demonstration's clock.
    pub(crate) async fn move_clock(&self, token: &str, now: &str) -> anyhow::Result<()> {
        let request = self
            .http
            .post(format!("{}/demo/clock", self.url))
            .bearer_auth(token);
        let response = request.json(&json!({ "now": now })).send().await?;
        if !response.status().is_success() {
            bail!("the clock was not moved: {}", response.text().await?);
        }
        Ok(())
    }
}
