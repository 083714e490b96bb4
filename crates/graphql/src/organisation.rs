use async_graphql::{ID, Object};
use talkoot_app::identity;
use talkoot_domain::organisation::Organisation;

use crate::node::{self, Kind};

/// A municipality or a granting authority.
pub(crate) struct OrganisationObject(pub(crate) Organisation);

/// A municipality or a granting authority.
#[Object(name = "Organisation")]
impl OrganisationObject {
    /// Its id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Organisation, self.0.id)
    }

    /// `municipality` or `authority`.
    async fn kind(&self) -> &'static str {
        self.0.kind.into()
    }

    /// The municipality code, three digits; an authority has none.
    async fn code(&self) -> Option<String> {
        self.0.code.as_ref().map(ToString::to_string)
    }

    /// Name in Finnish.
    async fn name_fi(&self) -> &str {
        &self.0.name_fi
    }

    /// Name in Swedish.
    async fn name_sv(&self) -> &str {
        &self.0.name_sv
    }
}

/// Somebody who uses the system.
pub(crate) struct PersonObject(pub(crate) identity::Person);

/// Somebody who uses the system.
#[Object(name = "Person")]
impl PersonObject {
    /// The id in the graph.
    pub(crate) async fn id(&self) -> ID {
        node::id(Kind::Person, self.0.id)
    }

    /// The name.
    #[graphql(directive = crate::care::personal::apply())]
    async fn name(&self) -> &str {
        &self.0.name
    }
}
