use std::fmt::Debug;

/// What a scanner says about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanned {
    /// It knows of nothing bad in it.
    Clean,
    /// It knows this in it, by the scanner's own name.
    Found(String),
}

/// Looks for malware in what people upload, before anything of it is kept.
#[async_trait::async_trait]
pub trait Scanner: Debug + Send + Sync {
    /// Looks through a file.
    ///
    /// # Errors
    /// When the scanner cannot be reached or says nothing that can be understood, in words for the operator. Then the
    /// file is not taken: what cannot be looked at is refused.
    async fn scan(&self, content: &[u8]) -> Result<Scanned, String>;
}
