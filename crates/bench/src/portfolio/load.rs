//! Sixteen clients that ask as fast as they are answered.

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use reqwest::{Client, RequestBuilder};
use serde_json::Value;

const CONNECTIONS: usize = 16;
const LENGTH: Duration = Duration::from_secs(2);

/// One request, to be sent again and again over kept connections.
#[derive(Debug)]
pub struct Target(RequestBuilder);

impl Target {
    /// A page to be fetched.
    pub fn get(url: String) -> Self {
        Self(Client::new().get(url))
    }

    /// A GraphQL request of somebody who has signed in.
    pub fn post(url: String, token: &str, body: &Value) -> Self {
        Self(Client::new().post(url).bearer_auth(token).json(body))
    }

    /// The body of one answer.
    ///
    /// # Errors
    /// When there is none, or it is an error.
    pub async fn answer(&self) -> anyhow::Result<Vec<u8>> {
        let request = self.0.try_clone().context("the request cannot be repeated")?;
        let response = request.send().await?.error_for_status()?;
        Ok(response.bytes().await?.to_vec())
    }
}

/// How many answers come in a second when sixteen ask at once; each must be as long as the first.
///
/// # Errors
/// When one request fails or is answered differently.
pub async fn requests_per_second(target: &Target) -> anyhow::Result<f64> {
    let expected = target.answer().await?.len();
    let start = Instant::now();
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..CONNECTIONS {
        let target = Target(target.0.try_clone().context("the request cannot be repeated")?);
        clients.spawn(async move {
            let mut answers = 0_u32;
            while start.elapsed() < LENGTH {
                let length = target.answer().await?.len();
                ensure!(
                    length == expected,
                    "an answer of {length} bytes instead of {expected}"
                );
                answers += 1;
            }
            Ok(answers)
        });
    }
    let mut answers = 0;
    while let Some(client) = clients.join_next().await {
        answers += client??;
    }
    Ok(f64::from(answers) / start.elapsed().as_secs_f64())
}
