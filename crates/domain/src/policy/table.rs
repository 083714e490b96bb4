//! How a line of the table of permissions is written.

macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident: [$(($role:ident, $standing:ident)),*] $(, two persons: $two:literal)?;)+) => {
        /// Everything that can be asked of the system; each is a mutation of the same name.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash,
            strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
        )]
        #[strum(serialize_all = "camelCase")]
        pub enum Action { $($(#[$doc])* $action,)+ }

        impl Action {
            /// Who may do it.
            #[must_use]
            pub const fn rule(self) -> Rule {
                match self {
                    $(Self::$action => Rule {
                        may: &[$(($role, $standing)),*],
                        two_persons: actions!(@two $($two)?),
                    },)+
                }
            }
        }
    };
    (@two $two:literal) => { Some($two) };
    (@two) => { None };
}

pub(super) use actions;
