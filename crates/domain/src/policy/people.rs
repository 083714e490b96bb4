//! The lines of the table about organisations, people, their roles and how they sign in.

/// Puts these lines behind those of the table.
macro_rules! with_people {
    ($table:ident! { $($lines:tt)* }) => {
        $table! {
            $($lines)*

            /// Adds a municipality or an authority.
            CreateOrganisation: [(Administrator, Keeper)];
            /// Adds a person.
            CreatePerson: [(Administrator, Keeper)];
            /// Gives a person a role in an organisation.
            GrantRole: [(Administrator, Own), (Administrator, Keeper)],
                two persons: "not to oneself; in another organisation only its first administrator";
            /// Ends a role.
            EndRole: [(Administrator, Own)], two persons: "not one's own";
            /// Makes a sign-in token; it is shown once.
            IssueToken: [(Administrator, Own), (Administrator, Keeper)],
                two persons: "for somebody who holds a role it signs in only when another administrator confirms it; any authority only while the person holds no role";
            /// Confirms a token that another administrator made.
            ConfirmToken: [(Administrator, Own), (Administrator, Keeper)],
                two persons: "not the one who made the token, nor the one who signs in with it";
            /// Makes a calendar of deadlines under a secret link, for oneself.
            CreateCalendarFeed: [(PartnerPreparer, Own), (PartnerApprover, Own), (LeadCoordinator, Own), (Officer, Own),
                (SecondApprover, Own), (Auditor, Own)];
            /// Replaces the secret link of one's own calendar.
            RenewCalendarFeed: [(PartnerPreparer, Own), (PartnerApprover, Own), (LeadCoordinator, Own), (Officer, Own),
                (SecondApprover, Own), (Auditor, Own)];
            /// Takes one's own calendar back.
            RevokeCalendarFeed: [(PartnerPreparer, Own), (PartnerApprover, Own), (LeadCoordinator, Own), (Officer, Own),
                (SecondApprover, Own), (Auditor, Own)];
            /// Chooses when and how one wants to be written to.
            ChooseMails: [(PartnerPreparer, Own), (PartnerApprover, Own), (LeadCoordinator, Own), (Officer, Own),
                (SecondApprover, Own), (Auditor, Own), (Reviewer, Own), (Administrator, Own)];
            /// Takes a token back.
            RevokeToken: [(Administrator, Own), (Administrator, Keeper)], two persons: "or the person whose token it is";
            /// Ends a session of a browser.
            EndSession: [(Administrator, Own), (Administrator, Keeper)],
                two persons: "or the person whose session it is";
            /// Ends every session of a person, in all browsers.
            EndSessionsOf: [(Administrator, Own), (Administrator, Keeper)],
                two persons: "or the person whose sessions they are";
        }
    };
}

pub(super) use with_people;
