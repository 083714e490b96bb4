//! How the provider is asked: no redirects, no waiting without end, no answers without end.

use std::{io, time::Duration};

use openidconnect::{HttpRequest, HttpResponse, http};

use crate::cryptography;

/// The largest answer.
const LARGEST: usize = 1024 * 1024;
/// The longest wait.
const PATIENCE: Duration = Duration::from_secs(10);

/// A client that trusts what the machine trusts, and these certificates (PEM).
pub(super) fn client(certificates: Option<&[u8]>) -> anyhow::Result<reqwest::Client> {
    cryptography::install();
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(PATIENCE);
    if let Some(pem) = certificates {
        builder = builder.tls_certs_merge(reqwest::Certificate::from_pem_bundle(pem)?);
    }
    Ok(builder.build()?)
}

/// Sends a request of the protocol.
pub(super) async fn fetch(client: reqwest::Client, request: HttpRequest) -> io::Result<HttpResponse> {
    let request = reqwest::Request::try_from(request).map_err(io::Error::other)?;
    let mut response = client.execute(request).await.map_err(io::Error::other)?;
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.map_err(io::Error::other)? {
        if body.len() + part.len() > LARGEST {
            return Err(io::Error::other("the answer is larger than 1 MiB"));
        }
        body.extend_from_slice(&part);
    }
    let mut made = http::Response::builder().status(response.status().as_u16());
    if let Some(headers) = made.headers_mut() {
        *headers = response.headers().clone();
    }
    made.body(body).map_err(io::Error::other)
}
