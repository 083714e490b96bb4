use serde_json::Value;

/// What the server answered to a GraphQL request.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer(pub Value);

impl Answer {
    /// The data at a path such as `/createCall/call/id`; null when there is nothing.
    #[must_use]
    pub fn at(&self, path: &str) -> &Value {
        self.0["data"].pointer(path).unwrap_or(&Value::Null)
    }

    /// The text at a path.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn text(&self, path: &str) -> String {
        self.at(path)
            .as_str()
            .unwrap_or_else(|| panic!("no text at {path} in {:#}", self.0))
            .to_owned()
    }

    /// The number at a path.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn number(&self, path: &str) -> i64 {
        self.at(path)
            .as_i64()
            .unwrap_or_else(|| panic!("no number at {path} in {:#}", self.0))
    }

    /// The codes of the refusals of a mutation's payload; none when it was done.
    ///
    /// # Panics
    /// When there is no payload, because the request failed.
    #[must_use]
    pub fn refusals(&self, mutation: &str) -> Vec<String> {
        assert!(
            self.0["data"][mutation].is_object(),
            "no payload of {mutation} in {:#}",
            self.0
        );
        let refusals = self.0["data"][mutation]["refusals"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        refusals
            .iter()
            .filter_map(|refusal| refusal["code"].as_str().map(ToOwned::to_owned))
            .collect()
    }

    /// The codes of the GraphQL errors.
    #[must_use]
    pub fn errors(&self) -> Vec<String> {
        let errors = self.0["errors"].as_array().cloned().unwrap_or_default();
        errors
            .iter()
            .map(|error| {
                error["extensions"]["code"]
                    .as_str()
                    .unwrap_or("WITHOUT_CODE")
                    .to_owned()
            })
            .collect()
    }

    /// The same answer, after making sure that nothing was refused and nothing failed.
    ///
    /// # Panics
    /// When something was.
    pub fn accepted(self) -> Self {
        assert!(self.0.get("errors").is_none(), "failed: {:#}", self.0);
        if let Some(data) = self.0["data"].as_object() {
            for (mutation, payload) in data {
                let refusals = payload.get("refusals").and_then(Value::as_array);
                assert!(
                    refusals.is_none_or(Vec::is_empty),
                    "{mutation} was refused: {payload:#}"
                );
            }
        }
        self
    }
}
