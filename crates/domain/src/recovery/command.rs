use super::{EntryKind, Proposal};

/// What can be asked of a recovery.
#[derive(Clone, Debug, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(
    name(CommandName),
    doc = "The bare commands of a recovery.",
    derive(strum::EnumIter, strum::EnumString, strum::IntoStaticStr),
    strum(serialize_all = "snake_case")
)]
pub enum Command {
    /// The lead municipality answers.
    Answer {
        /// What.
        text: String,
    },
    /// Ends a hearing whose time has passed without an answer.
    CloseHearing,
    /// Drafts the decision, also anew.
    Draft {
        /// What it is to say.
        proposal: Proposal,
    },
    /// Makes the decision, as the second person.
    Decide,
    /// Says that its due date has ended; given by the clock.
    MarkLate,
    /// Records money that came in and leaves something open.
    Receive,
    /// Records the money that settles it.
    PayOff,
    /// Books what a confirmed payout kept back; something stays open.
    BookSetOff,
    /// Books what a confirmed payout kept back and that settles it.
    BookLastSetOff,
    /// Proposes a mitigation, a set-off or a write-off.
    ProposeRelief {
        /// Why.
        reason: String,
    },
    /// Says no to what was proposed.
    RejectRelief,
    /// Approves what was proposed, as the second person; something stays open.
    Relieve,
    /// Approves the set-off that settles it.
    SettleBySetOff,
    /// Approves the mitigation that settles it.
    SettleByMitigation,
    /// Approves the write-off that settles it.
    SettleByWriteOff,
    /// Proposes not to collect a trifle.
    ProposeWaiver {
        /// Why.
        reason: String,
    },
    /// Decides not to collect a trifle, as the second person.
    Waive,
    /// Takes it back as opened by mistake.
    Cancel {
        /// Why.
        reason: String,
    },
}

impl Command {
    /// The command that approves a proposed relief, which settles the debt or does not.
    #[must_use]
    pub const fn relieve(kind: EntryKind, settles: bool) -> Self {
        match (kind, settles) {
            (EntryKind::Waiver, _) => Self::Waive,
            (_, false) => Self::Relieve,
            (EntryKind::SetOff, true) => Self::SettleBySetOff,
            (EntryKind::Mitigation, true) => Self::SettleByMitigation,
            (EntryKind::WriteOff | EntryKind::Receipt, true) => Self::SettleByWriteOff,
        }
    }
}
