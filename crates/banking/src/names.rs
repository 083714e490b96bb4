//! The names under which the bank and we speak of a batch and of a payment: always the same for the same
//! thing, so that a file written again is the same file and an answer finds its payment.

use talkoot_domain::ids::{PaymentBatchId, PayoutId};
use uuid::Uuid;

/// The mark of our payments among all payments of the authority's account.
const OURS: &str = "TK";

/// The name of the file of a batch: 34 of at most 35 characters.
#[must_use]
pub fn message_id(batch: PaymentBatchId) -> String {
    format!("{OURS}{}", Uuid::from(batch).simple())
}

/// The name of the one group of payments in the file of a batch.
#[must_use]
pub fn payment_info_id(batch: PaymentBatchId) -> String {
    format!("PI{}", Uuid::from(batch).simple())
}

/// The name of a payment, by which the bank speaks of it from the file to the booking.
#[must_use]
pub fn end_to_end_id(payout: PayoutId) -> String {
    format!("{OURS}{}", Uuid::from(payout).simple())
}

/// The payout that such a name means; nothing when the payment is somebody else's.
#[must_use]
pub fn payout_of(end_to_end_id: &str) -> Option<PayoutId> {
    ours(end_to_end_id).map(Into::into)
}

fn ours(name: &str) -> Option<Uuid> {
    let digits = name.strip_prefix(OURS)?;
    if digits.len() != 32 || digits.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    Uuid::try_parse(digits).ok()
}

/// The batch whose file has such a name; nothing when it is no file of ours.
#[must_use]
pub fn batch_of(message_id: &str) -> Option<PaymentBatchId> {
    ours(message_id).map(Into::into)
}

/// Whether the name has the form of ours.
#[must_use]
pub fn is_ours(end_to_end_id: &str) -> bool {
    payout_of(end_to_end_id).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_back_to_its_payout() {
        let payout: PayoutId = Uuid::from_u128(0x0193_5f2c_8a7b_7c3d_9e1f_0123_4567_89ab).into();
        let name = end_to_end_id(payout);
        assert_eq!(name, "TK01935f2c8a7b7c3d9e1f0123456789ab");
        assert_eq!(payout_of(&name), Some(payout));
        let batch: PaymentBatchId = Uuid::from(payout).into();
        assert_eq!(batch_of(&message_id(batch)), Some(batch));
        assert_eq!(batch_of(&payment_info_id(batch)), None);
        for other in [
            "",
            "TK",
            "NOTPROVIDED",
            "TK01935F2C8A7B7C3D9E1F0123456789AB",
            "01935f2c8a7b7c3d9e1f0123456789ab",
        ] {
            assert!(!is_ours(other), "{other}");
        }
    }
}
