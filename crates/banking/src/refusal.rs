/// Why a file from a bank is not taken; nothing of it is used then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// More than a message of a bank is.
    #[error("the file is larger than {0} MiB; ask the bank for smaller files")]
    TooLarge(usize),
    /// Not text in UTF-8.
    #[error(
        "the file is not text in UTF-8; upload the file as it came from the bank, without opening it before"
    )]
    NotUtf8,
    /// Another encoding is declared.
    #[error("the file says that it is in {0}; ask the bank for UTF-8")]
    Encoding(String),
    /// A document type, which messages of banks never have and which is a way to attack a reader.
    #[error("the file has a document type (DOCTYPE), which a bank's message never has; it is not read")]
    Doctype,
    /// An entity beyond the five of XML.
    #[error("the file refers to the entity \"{0}\", which a bank's message never does; it is not read")]
    Entity(String),
    /// An instruction to the reading program.
    #[error("the file holds an instruction to programs, which a bank's message never does; it is not read")]
    Instruction,
    /// Not XML.
    #[error("the file is not whole XML ({0}); fetch it from the bank again")]
    Broken(String),
    /// Nested deeper than a message of a bank is.
    #[error("the file nests deeper than a bank's message does; it is not read")]
    TooDeep,
    /// More elements, or a longer text, than a message of a bank has.
    #[error("the file holds more than can be read at once; ask the bank for smaller files")]
    TooMuch,
    /// Another message, or another version.
    #[error(
        "this is {0}; what can be read are status reports (pain.002.001.03, .10 or .12) and notifications of \
         bookings (camt.054.001.02 or .08): choose that material at the bank"
    )]
    OtherMessage(String),
    /// Something from another schema in between.
    #[error("the element {0} does not belong to the message; fetch the file from the bank again")]
    Foreign(String),
    /// What must be there is not.
    #[error("the message lacks {0}; ask the bank what happened to it")]
    Missing(String),
    /// What must be there once is there twice.
    #[error("the message has {0} twice; ask the bank which holds")]
    Twice(String),
    /// A value that cannot be.
    #[error("the message says \"{found}\" at {path}, which is no {expected}; ask the bank what it means")]
    Value {
        /// Where.
        path: String,
        /// What is there.
        found: String,
        /// What should be.
        expected: &'static str,
    },
    /// Another currency.
    #[error("the message has an amount in {0} at {1}; payments are made in EUR only")]
    Currency(String, String),
    /// The parts do not come to the whole.
    #[error("a booking of {entry} is explained by payments of {details}; ask the bank for the right file")]
    SumDiffers {
        /// The amount of the booking.
        entry: String,
        /// What the payments in it come to.
        details: String,
    },
    /// The bank speaks of another file than the one that was written.
    #[error(
        "the bank speaks of {found} in the payment file, written were {written}; compare the file at the bank \
         with the one kept here before you go on"
    )]
    OriginalDiffers {
        /// What the bank says.
        found: String,
        /// What was written.
        written: String,
    },
    /// A payment that is not in the batch.
    #[error("the bank speaks of payment {0}, which is not in this batch; look for the batch it belongs to")]
    UnknownPayment(String),
    /// The message says two things at once.
    #[error("the message says of payment {0} that it was accepted and that it was rejected; ask the bank")]
    Contradiction(String),
}
