//! Identifiers issued by others: business ids, municipality codes, account numbers, references.
//!
//! Each is read strictly by `FromStr`; what people and exports write instead is accepted only by
//! the constructors that say so (`domain.md` section 3).

mod business_id;
mod iban;
mod municipality_code;
mod payment_reference;

pub use business_id::{BusinessId, BusinessIdRefused};
pub use iban::{Iban, IbanRefused};
pub use municipality_code::{MunicipalityCode, NotAMunicipalityCode};
pub use payment_reference::{PaymentReference, PaymentReferenceRefused};
