//! Whether an ID token is believed.

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{
    AccessTokenHash, AdditionalClaims, ClaimsVerificationError, ClientId, EndUserEmail, IdTokenVerifier,
    Nonce, OAuth2TokenResponse, ProviderMetadataWithLogout, SignatureVerificationError, SubjectIdentifier,
    TokenResponse,
    core::{CoreJsonWebKey, CoreJwsSigningAlgorithm},
};
use serde::{Deserialize, Serialize};
use talkoot_app::identity::Voucher;

use super::TokenAnswer;

/// So far clocks may differ.
pub(super) const SKEW: TimeDelta = TimeDelta::seconds(60);

/// What a provider says beside the standard claims.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Extra {
    /// Its name for its own session.
    sid: Option<String>,
    /// From when on the token is good.
    nbf: Option<i64>,
}

impl AdditionalClaims for Extra {}

/// Why something that is signed is not believed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Verdict {
    /// The provider may have new keys.
    #[error("it is signed with a key that the service does not show")]
    UnknownKey,
    /// It is wrong.
    #[error("{0}")]
    Wrong(String),
}

impl Verdict {
    pub(super) fn wrong(why: impl Into<String>) -> Self {
        Self::Wrong(why.into())
    }
}

/// Whom a provider vouches for.
#[derive(Debug)]
pub(super) struct Claims {
    pub(super) voucher: Voucher,
    pub(super) subject: SubjectIdentifier,
    pub(super) email: Option<Email>,
}

/// An address, and whether the provider has verified it.
#[derive(Debug)]
pub(super) struct Email {
    address: String,
    is_verified: bool,
}

impl Email {
    pub(super) fn of(address: Option<&EndUserEmail>, is_verified: Option<bool>) -> Option<Self> {
        address.map(|address| Self {
            address: address.to_string(),
            // What is not said is not so.
            is_verified: is_verified == Some(true),
        })
    }

    pub(super) fn verified(self) -> Option<String> {
        self.is_verified.then_some(self.address)
    }
}

/// The ways of signing that are accepted: those the provider says, as far as they rest on a key that only it has.
/// Without a signature, or with a secret that is shared, everybody could have written it.
pub(super) fn algorithms(metadata: &ProviderMetadataWithLogout) -> Vec<CoreJwsSigningAlgorithm> {
    use CoreJwsSigningAlgorithm::{
        EcdsaP256Sha256, EcdsaP384Sha384, EdDsa, RsaSsaPkcs1V15Sha256, RsaSsaPkcs1V15Sha384,
        RsaSsaPkcs1V15Sha512, RsaSsaPssSha256, RsaSsaPssSha384, RsaSsaPssSha512,
    };
    let accepted = [
        RsaSsaPkcs1V15Sha256,
        RsaSsaPkcs1V15Sha384,
        RsaSsaPkcs1V15Sha512,
        RsaSsaPssSha256,
        RsaSsaPssSha384,
        RsaSsaPssSha512,
        EcdsaP256Sha256,
        EcdsaP384Sha384,
        EdDsa,
    ];
    let said = metadata.id_token_signing_alg_values_supported();
    accepted.into_iter().filter(|one| said.contains(one)).collect()
}

/// Checks signature, issuer, audience, nonce, times and the hash of the access token.
pub(super) fn id_token(
    metadata: &ProviderMetadataWithLogout,
    client: &ClientId,
    answer: &TokenAnswer,
    nonce: &Nonce,
    now: DateTime<Utc>,
) -> Result<Claims, Verdict> {
    let token = answer
        .id_token()
        .ok_or_else(|| Verdict::wrong("there is no ID token in its answer"))?;
    // As for a client without a secret: what is signed with a shared secret is never believed.
    let verifier: IdTokenVerifier<'_, CoreJsonWebKey> = IdTokenVerifier::new_public_client(
        client.clone(),
        metadata.issuer().clone(),
        metadata.jwks().clone(),
    )
    .set_allowed_algs(algorithms(metadata))
    .set_time_fn(move || now)
    .set_issue_time_verifier_fn(move |issued| {
        if issued <= now + SKEW {
            Ok(())
        } else {
            Err("it was issued in the future".to_owned())
        }
    });
    let claims = token.claims(&verifier, nonce).map_err(|fault| match fault {
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
            Verdict::UnknownKey
        }
        other => Verdict::wrong(other.to_string()),
    })?;
    // The library leaves it to us.
    let party = claims.authorized_party();
    if party.is_some_and(|party| party != client) {
        return Err(Verdict::wrong("it was made for somebody else"));
    }
    let extra = claims.additional_claims();
    if extra.nbf.is_some_and(|from| (now + SKEW).timestamp() < from) {
        return Err(Verdict::wrong("it is not good yet"));
    }
    if let Some(expected) = claims.access_token_hash() {
        let key = token.signing_key(&verifier);
        let algorithm = token.signing_alg();
        let (Ok(key), Ok(algorithm)) = (key, algorithm) else {
            return Err(Verdict::wrong("the hash of the access token cannot be checked"));
        };
        let actual = AccessTokenHash::from_token(answer.access_token(), algorithm, key);
        if actual.ok().as_ref() != Some(expected) {
            return Err(Verdict::wrong("the access token is another one than it says"));
        }
    }
    Ok(Claims {
        voucher: Voucher {
            issuer: claims.issuer().to_string(),
            subject: claims.subject().to_string(),
            session: extra.sid.clone(),
        },
        subject: claims.subject().clone(),
        email: Email::of(claims.email(), claims.email_verified()),
    })
}
