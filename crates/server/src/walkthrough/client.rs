use anyhow::{Context, bail};
use serde_json::{Value, json};
use uuid::Uuid;

/// A GraphQL document that the walk sends; the contract test validates each against the schema.
#[derive(Clone, Copy, Debug)]
pub(super) struct Document(pub(super) &'static str);

macro_rules! document {
    ($name:literal) => {
        crate::walkthrough::client::Document(include_str!(concat!("documents/", $name, ".graphql")))
    };
}
pub(super) use document;

/// Talks to the server over HTTP, as one person or another.
#[derive(Clone, Debug)]
pub(super) struct Client {
    http: reqwest::Client,
    url: String,
}

impl Client {
    pub(super) fn new(url: &str) -> anyhow::Result<Self> {
        let url = url.trim_end_matches('/').to_owned();
        if !url.starts_with("http://") {
            bail!("the walk needs a plain http:// address of a demonstration, not {url}");
        }
        Ok(Self {
            http: reqwest::Client::new(),
            url,
        })
    }

    /// Sends a query and gives its data.
    pub(super) async fn query(
        &self,
        token: &str,
        document: Document,
        variables: Value,
    ) -> anyhow::Result<Value> {
        let response = self
            .http
            .post(format!("{}/graphql", self.url))
            .bearer_auth(token)
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
    pub(super) async fn ask(
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
    pub(super) async fn mutate(
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
    pub(super) async fn upload(
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

    /// Whether the demonstration has told its own story, so that nobody else moves its clock any more.
    pub(super) async fn is_loaded(&self) -> anyhow::Result<bool> {
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

    /// Moves the demonstration's clock.
    pub(super) async fn move_clock(&self, token: &str, now: &str) -> anyhow::Result<()> {
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
