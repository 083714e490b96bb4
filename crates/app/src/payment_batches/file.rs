//! The payment file of a batch.

use talkoot_banking::{
    CreditTransfer, CreditTransfers, Party, Version, end_to_end_id, message_id, payment_info_id, write,
};
use talkoot_domain::{
    bank_account::BankAccount,
    ids::{BankAccountId, PersonId},
    organisation::Organisation,
    payment_batch::{Format, PaymentBatch, PaymentFile},
};
use talkoot_storage::{bank_accounts, files, files::StoredFile, organisations};

use crate::{Answer, Failure, Note, Subject, Work};

/// Writes and keeps the file of a batch; the caller sees to it that this happens once.
pub(super) async fn make(work: &mut Work<'_>, batch: &PaymentBatch, by: PersonId) -> Answer<PaymentFile> {
    let transfers = transfers(work, batch).await?;
    let version = match batch.format {
        Format::V09 => Version::V09,
        Format::V03 => Version::V03,
    };
    let content = write(&transfers, version).map_err(Failure::internal)?;
    // In a transaction nothing is brought outside; a job does that after the commit.
    let packed = files::hold(work.app.store(), &content)?;
    let file = StoredFile {
        id: work.app.new_id(),
        organisation: batch.authority,
        uploaded_by: by,
        uploaded_at: work.now,
        name: format!("payments-{}-{}.xml", batch.number, batch.execution_date),
        sha256: packed.sha256(),
    };
    files::insert(&work.tx, &file, &packed).await?;
    let details = serde_json::json!({ "sha256": file.sha256_hex(), "bytes": content.len() });
    let about = Subject {
        id: file.id.into(),
        project: None,
    };
    work.record("file", about, None, None, Note::details(details));
    Ok(PaymentFile {
        id: file.id,
        sha256: file.sha256,
    })
}

async fn transfers(work: &Work<'_>, batch: &PaymentBatch) -> Answer<CreditTransfers> {
    let mut accounts: Vec<BankAccountId> = batch.lines.iter().map(|line| line.account).collect();
    accounts.push(batch.debtor);
    let accounts = bank_accounts::hold_in_force(&work.tx, &accounts).await?;
    let owners: Vec<_> = accounts.iter().map(|account| account.owner).collect();
    let owners = organisations::find_many(&work.tx, &owners).await?;
    let party = |id: BankAccountId| -> Answer<(&BankAccount, Party)> {
        let account = accounts.iter().find(|account| account.id == id);
        let account = account.ok_or(Failure::NotFound("bank account"))?;
        let owner = owners.iter().find(|owner| owner.id == account.owner);
        let owner: &Organisation = owner.ok_or(Failure::NotFound("organisation"))?;
        let party = Party {
            name: owner.name_fi.clone(),
            iban: account.details.iban,
            bic: account.details.bic.clone(),
        };
        Ok((account, party))
    };
    let (own, debtor) = party(batch.debtor)?;
    let transfers = batch.lines.iter().map(|line| {
        let (_, creditor) = party(line.account)?;
        Ok(CreditTransfer {
            end_to_end_id: end_to_end_id(line.payout),
            amount: line.amount,
            creditor,
            reference: line.reference.clone(),
        })
    });
    Ok(CreditTransfers {
        message_id: message_id(batch.id),
        payment_info_id: payment_info_id(batch.id),
        created_at: work.now,
        service_id: own.details.service_id.clone(),
        debtor,
        execution_date: batch.execution_date,
        transfers: transfers.collect::<Answer<Vec<_>>>()?,
        count: batch.lines.len(),
        control_sum: batch.total().map_err(Failure::internal)?,
    })
}
