use serde_json::Value;

use super::TermsDocument;

/// Terms as they were written on 28 November 2026. Never changed: a row like it may be in somebody's database.
const WRITTEN: &str = r#"{"appropriationCents":100000000,"appropriationExpiresOn":null,"budgetTolerance":"0",
    "categories":[{"code":"personnel","en":"Personnel","fi":"Henkilöstömenot","kind":"wages","sv":"Personalkostnader"}],
    "changeRequests":{"daysBeforeEnd":30,"late":"refuse"},"deMinimisCents":10000,"duplicateCosts":"warn",
    "eligibility":{"leads":[],"leastPartners":2,"mostPartners":50},"evidenceOverCents":null,
    "indirectRateOfWages":null,"ladder":{"days":[-30,-14,-3,0,1,7,14],"leadFrom":7,"officerFrom":14,"ownerFrom":1,
    "repeatEvery":7},"largestAwardCents":40000000,"leastOwnShare":null,"rate":"0.85","retentionYears":10,
    "sampling":{"credits":false,"largeFromCents":null,"share":"0"},"schedule":{"costPeriod":"half_year",
    "costReportDays":45,"finalReportMonths":2,"followUpMonths":12,"holidays":"finland","interimReport":true,
    "openDaysBefore":30,"portfolioDays":[[2,15],[6,15],[10,15]]},"smallestAwardCents":null,"topics":[],
    "transferDays":30,"usePeriod":{"first":"2026-07-01","last":"2028-06-30"},"vat":"excluded",
    "wageAccounts":[4000,4299]}"#;

/// Goal: a new version of the program reads an old row as it was, or the audit log would call that tampering.
#[test]
fn terms_that_were_written_before_are_written_the_same_now() {
    let written: Value = serde_json::from_str(WRITTEN).unwrap();
    let read: TermsDocument = serde_json::from_str(WRITTEN).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), written);
}
