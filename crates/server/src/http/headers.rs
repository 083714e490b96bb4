//! What every answer tells a browser: to guess no type, to run nothing, to show nothing in a frame, to tell nobody where
//! it came from.

use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
};
use tower_http::set_header::SetResponseHeaderLayer;

/// For pages without a script of their own; a page that needs more says so itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";
/// A year, as browsers keep it.
const ENCRYPTED: &str = "max-age=31536000";

/// The routes with the headers; those that promise encryption only where the site is served with it.
pub(super) fn guarded(router: Router, encrypted: bool) -> Router {
    let always: [(HeaderName, &'static str); 7] = [
        // Nothing stays in a shared browser or on the way; what may says so itself.
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ];
    let encryption = encrypted.then_some((header::STRICT_TRANSPORT_SECURITY, ENCRYPTED));
    always
        .into_iter()
        .chain(encryption)
        .fold(router, |router, (name, value)| {
            let value = HeaderValue::from_static(value);
            router.layer(SetResponseHeaderLayer::if_not_present(name, value))
        })
}
