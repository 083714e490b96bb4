//! The organisation's own sign-in service, by `OpenID Connect`: the authorisation code flow with PKCE. What it signs is
//! believed only when everything around it was checked; what cannot be checked is refused.

mod fetch;
mod logout_token;
mod settings;
mod verify;

pub use settings::ProviderSettings;

use std::{
    io,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{
    AuthType, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken, DiscoveryError,
    EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl,
    LogoutRequest, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl,
    ProviderMetadataWithLogout, RedirectUrl, RequestTokenError, Scope, StandardErrorResponse,
    StandardTokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClientAuthMethod, CoreErrorResponseType,
        CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
        CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use talkoot_app::{
    App,
    identity::{NotSignedIn, ProviderAttempt, ProviderLogout, Vouched},
};
use tokio::sync::Mutex;

use verify::{Claims, Extra, Verdict};

/// What a provider says about itself is asked for anew after so long.
const STALE: TimeDelta = TimeDelta::hours(12);
/// A signature with an unknown key lets it be asked for anew, but not more often than this.
const ANEW: TimeDelta = TimeDelta::minutes(1);
/// A service that did not answer is left alone for so long.
const SILENT: Duration = Duration::from_secs(20);

type Fields = IdTokenFields<
    Extra,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type TokenAnswer = StandardTokenResponse<Fields, CoreTokenType>;
type OidcClient = Client<
    Extra,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    TokenAnswer,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What a provider says about itself, with its keys.
#[derive(Clone, Debug)]
struct Known {
    metadata: ProviderMetadataWithLogout,
    at: DateTime<Utc>,
}

/// What a browser brings back from the provider.
#[derive(Clone, Debug, Default)]
pub(crate) struct Brought {
    /// The authorisation code.
    pub(crate) code: Option<String>,
    /// Who sends the browser, where the provider says so (RFC 9207).
    pub(crate) issuer: Option<String>,
}

/// The organisation's sign-in service.
#[derive(Debug)]
pub struct Provider {
    settings: ProviderSettings,
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    after: PostLogoutRedirectUrl,
    http: reqwest::Client,
    known: Mutex<Memory>,
}

/// What was heard last, and since when nothing was to be heard.
#[derive(Debug, Default)]
struct Memory {
    known: Option<Known>,
    silent_since: Option<Instant>,
}

impl Provider {
    /// The service of these settings; it is asked when somebody signs in.
    ///
    /// # Errors
    /// When an address is none, or leads to the service without encryption other than on this machine.
    pub fn new(settings: ProviderSettings) -> anyhow::Result<Self> {
        settings.check()?;
        let page = |path: &str| format!("{}/{path}", settings.base_url.trim_end_matches('/'));
        Ok(Self {
            issuer: IssuerUrl::new(settings.issuer.clone()).context("the issuer is no address")?,
            redirect: RedirectUrl::new(page("sign-in/callback")).context("the base URL is no address")?,
            after: PostLogoutRedirectUrl::new(page("sign-out")).context("the base URL is no address")?,
            http: fetch::client(settings.certificates.as_deref())?,
            known: Mutex::default(),
            settings,
        })
    }

    /// What it is called on the page.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Its identifier.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// What it says about itself: as it was known lately, or asked for anew. Another answer than the one of `rather`
    /// is wanted when a key was not found in that one.
    async fn known(&self, now: DateTime<Utc>, rather: Option<DateTime<Utc>>) -> Result<Known, NotSignedIn> {
        let mut memory = self.known.lock().await;
        if let Some(found) = &memory.known {
            let unwanted = rather == Some(found.at) && found.at + ANEW <= now;
            if !unwanted && now < found.at + STALE {
                return Ok(found.clone());
            }
        }
        // Asking takes seconds when nobody answers, and everybody waits here: not for each of them.
        if memory.silent_since.is_some_and(|since| since.elapsed() < SILENT) {
            return memory.known.clone().ok_or(NotSignedIn::ProviderAway);
        }
        match self.discovered().await {
            Ok(metadata) => {
                memory.silent_since = None;
                Ok(memory.known.insert(Known { metadata, at: now }).clone())
            }
            Err(fault) => {
                memory.silent_since = Some(Instant::now());
                let fault = fault.to_string();
                tracing::warn!(
                    issuer = self.issuer(),
                    fault,
                    "the sign-in service could not be asked about itself"
                );
                // What was known is good as long as nothing speaks against it.
                memory.known.clone().ok_or(NotSignedIn::ProviderAway)
            }
        }
    }

    async fn discovered(&self) -> Result<ProviderMetadataWithLogout, DiscoveryError<io::Error>> {
        let http = |request| fetch::fetch(self.http.clone(), request);
        ProviderMetadataWithLogout::discover_async(self.issuer.clone(), &http).await
    }

    /// Asks it what it says about itself, as the first sign-in does.
    ///
    /// # Errors
    /// When it does not answer within seconds, or nobody can sign in with what it says.
    pub(crate) async fn ask(&self) -> anyhow::Result<()> {
        let metadata = self.discovered().await?;
        ensure!(
            !verify::algorithms(&metadata).is_empty(),
            "it signs in no way that is accepted; see docs/signing-in.md"
        );
        Ok(())
    }

    fn client(&self, known: &Known) -> OidcClient {
        let secret = self.settings.client_secret.clone().map(ClientSecret::new);
        let id = ClientId::new(self.settings.client_id.clone());
        let methods = known.metadata.token_endpoint_auth_methods_supported();
        let only_post = methods.is_some_and(|methods| {
            !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
                && methods.contains(&CoreClientAuthMethod::ClientSecretPost)
        });
        Client::from_provider_metadata(known.metadata.clone(), id, secret)
            .set_redirect_uri(self.redirect.clone())
            .set_auth_type(if only_post {
                AuthType::RequestBody
            } else {
                AuthType::BasicAuth
            })
    }

    /// Where to send the browser.
    pub(crate) async fn sign_in_url(
        &self,
        app: &App,
        attempt: &ProviderAttempt,
    ) -> Result<String, NotSignedIn> {
        let known = self.known(app.now(), None).await?;
        let verifier = PkceCodeVerifier::new(attempt.verifier.clone());
        let (state, nonce) = (attempt.state.reveal().to_owned(), attempt.nonce.clone());
        let (url, ..) = self
            .client(&known)
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(url.into())
    }

    /// Exchanges the code that a browser brought and checks whom the provider vouches for.
    pub(crate) async fn vouched(
        &self,
        app: &App,
        attempt: &ProviderAttempt,
        brought: Brought,
    ) -> Result<Vouched, NotSignedIn> {
        if brought.issuer.is_some_and(|issuer| issuer != self.issuer()) {
            return Err(not_believed("another service sends the browser"));
        }
        let code = brought.code.ok_or(NotSignedIn::ProviderRefused)?;
        let known = self.known(app.now(), None).await?;
        let answer = self.exchange(&known, attempt, code).await?;
        let nonce = Nonce::new(attempt.nonce.clone());
        let mut claims = self.check(&known, &answer, &nonce, app.now());
        if matches!(claims, Err(Verdict::UnknownKey)) {
            let anew = self.known(app.now(), Some(known.at)).await?;
            claims = self.check(&anew, &answer, &nonce, app.now());
        }
        let claims = claims.map_err(|verdict| not_believed(&verdict.to_string()))?;
        self.with_address(&known, &answer, claims).await
    }

    async fn exchange(
        &self,
        known: &Known,
        attempt: &ProviderAttempt,
        code: String,
    ) -> Result<TokenAnswer, NotSignedIn> {
        let http = |request| fetch::fetch(self.http.clone(), request);
        let client = self.client(known);
        let request = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| not_believed("the service has no place to exchange codes"))?
            .set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier.clone()));
        request.request_async(&http).await.map_err(|fault| match fault {
            RequestTokenError::ServerResponse(said) => {
                // As text, which the log keeps on one line: the service may repeat what a browser brought.
                let said = said.to_string();
                tracing::warn!(
                    issuer = self.issuer(),
                    said,
                    "the sign-in service did not exchange a code"
                );
                NotSignedIn::ProviderRefused
            }
            RequestTokenError::Request(fault) => {
                let fault = fault.to_string();
                tracing::warn!(
                    issuer = self.issuer(),
                    fault,
                    "the sign-in service could not be reached"
                );
                NotSignedIn::ProviderAway
            }
            RequestTokenError::Parse(fault, _) => not_believed(&fault.to_string()),
            RequestTokenError::Other(fault) => not_believed(&fault),
        })
    }

    fn check(
        &self,
        known: &Known,
        answer: &TokenAnswer,
        nonce: &Nonce,
        now: DateTime<Utc>,
    ) -> Result<Claims, Verdict> {
        let id = ClientId::new(self.settings.client_id.clone());
        verify::id_token(&known.metadata, &id, answer, nonce, now)
    }

    /// Asks for the address where the signed token does not name it.
    async fn with_address(
        &self,
        known: &Known,
        answer: &TokenAnswer,
        claims: Claims,
    ) -> Result<Vouched, NotSignedIn> {
        let Claims {
            voucher,
            subject,
            email,
        } = claims;
        if email.is_some() {
            return Ok(Vouched {
                voucher,
                verified_email: email.and_then(verify::Email::verified),
            });
        }
        let client = self.client(known);
        let nobody = Vouched {
            voucher,
            verified_email: None,
        };
        let Ok(request) = client.user_info(answer.access_token().clone(), Some(subject)) else {
            return Ok(nobody);
        };
        let http = |request| fetch::fetch(self.http.clone(), request);
        let said: openidconnect::core::CoreUserInfoClaims = match request.request_async(&http).await {
            Ok(said) => said,
            Err(fault) => {
                return Err(not_believed(&format!("its answer about the person: {fault}")));
            }
        };
        let email = verify::Email::of(said.email(), said.email_verified());
        Ok(Vouched {
            verified_email: email.and_then(verify::Email::verified),
            ..nobody
        })
    }

    /// Where one signs out of the service itself; nothing where it has no such place.
    pub(crate) async fn sign_out_url(&self, app: &App) -> Option<String> {
        let known = self.known(app.now(), None).await.ok()?;
        let place = known
            .metadata
            .additional_metadata()
            .end_session_endpoint
            .clone()?;
        let url = LogoutRequest::from(place)
            .set_client_id(ClientId::new(self.settings.client_id.clone()))
            .set_post_logout_redirect_uri(self.after.clone())
            .http_get_url();
        Some(url.into())
    }

    /// What a logout token says is over.
    pub(crate) async fn logged_out(&self, app: &App, token: &str) -> Result<ProviderLogout, NotSignedIn> {
        let known = self.known(app.now(), None).await?;
        let read = |known: &Known| {
            let expected = logout_token::Expected {
                issuer: self.issuer(),
                client_id: &self.settings.client_id,
                algorithms: &verify::algorithms(&known.metadata),
                keys: known.metadata.jwks().keys(),
                now: app.now(),
            };
            logout_token::read(token, &expected)
        };
        let mut logout = read(&known);
        if matches!(logout, Err(Verdict::UnknownKey)) {
            let anew = self.known(app.now(), Some(known.at)).await?;
            logout = read(&anew);
        }
        logout.map_err(|verdict| not_believed(&verdict.to_string()))
    }
}

/// Logs why; the person is told that it was not believed, not what an attacker would like to know.
fn not_believed(why: &str) -> NotSignedIn {
    tracing::warn!(why, "what the sign-in service said was not believed");
    NotSignedIn::NotBelieved
}
