//! One provider of cryptography in the tree, *ring*; every client of HTTP asks for it when it is made.

/// Makes it known to this process. Whoever was first has chosen.
pub fn install() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
