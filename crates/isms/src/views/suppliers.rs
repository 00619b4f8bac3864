//! What is looked for among suppliers: looks that were missed, contracts that ended, agreements that are not there.
//!
//! ISO/IEC 27001, Annex A, A.5.19 to A.5.22 and A.5.34.

use super::{
    finding::{Finding, Judge, On, Rule, Way, fault, judge},
    known_words::{goes_on, matters_much},
    sentence::{Sentence, tell},
};
use crate::{Isms, Supplier};
use jiff::{ToSpan, civil::Date};

/// What the rules find among suppliers.
pub fn findings(isms: &Isms, today: Date) -> Vec<Finding> {
    judge(&RULES, isms, today)
}

/// The rules of the register.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| rule)
}

static RULES: [(Rule, Judge<Supplier>); 3] = [
    (
        fault(
            "suppliers",
            "review-lapsed",
            [
                "{count} supplier waits for a look at its security",
                "{count} suppliers wait for a look at their security",
            ],
            "Look at its security",
            Way::Field("last_security_review"),
            "Much stops when this supplier stops, and the time within which the organisation looks at its security has run out, or nobody ever looked; or the day of the next look has passed. A.5.22 asks to look again and again; a certificate from the year of the contract says little.",
        ),
        review_lapsed,
    ),
    (
        fault(
            "suppliers",
            "contract-expired",
            [
                "{count} supplier works on after its contract ended",
                "{count} suppliers work on after their contracts ended",
            ],
            "Correct the contract's end",
            Way::Field("contract_end"),
            "A supplier is in use, and its contract has ended. What was agreed about information security may bind nobody any more (A.5.20).",
        ),
        |on| {
            let end = on.held.contract_end.filter(|end| *end < on.today && goes_on(&on.held.status))?;
            Some(tell!("{supplier} is in use, and its contract ended on {end}", supplier = on.held.id, end = end))
        },
    ),
    (
        fault(
            "suppliers",
            "no-processing-agreement",
            [
                "{count} supplier handles personal data without a signed agreement",
                "{count} suppliers handle personal data without a signed agreement",
            ],
            "Have it signed",
            Way::Field("dpa_signed"),
            "A supplier handles personal data for you, and no signed agreement on that is on record. Privacy law asks for it before the first record goes over (GDPR, article 28), and A.5.34 asks to meet that law.",
        ),
        |on| {
            let handles = on.held.processes_personal_data == Some(true) && goes_on(&on.held.status);
            let missing = handles && on.held.dpa_signed != Some(true);
            missing.then(|| {
                tell!(
                    "{supplier} handles personal data, and no signed agreement on that is on record",
                    supplier = on.held.id
                )
            })
        },
    ),
];

/// Nobody looks at whom one has left. The day of the next look, where somebody wrote one, else the months of this supplier or of all. Without a day of its
/// own only a supplier that matters much is looked for.
fn review_lapsed(on: &On<Supplier>) -> Option<Sentence> {
    let id = on.held.id;
    if !goes_on(&on.held.status) {
        return None;
    }
    if let Some(day) = on.held.next_review {
        return (day < on.today).then(|| tell!("{supplier} was to be looked at by {day}", supplier = id, day = day));
    }
    let months = on.held.review_cycle_months.or_else(|| on.set(|one| one.supplier_review_months))?;
    if !matters_much(&on.held.criticality) {
        return None;
    }
    let Some(last) = on.held.last_security_review else {
        return Some(tell!("{supplier} matters much, and nobody has looked at its security", supplier = id));
    };
    let until = last.checked_add(i64::from(months).months()).ok().filter(|until| *until < on.today)?;
    Some(tell!(
        "{supplier} matters much; its security was last looked at on {last}, and was to be looked at by {until}",
        supplier = id,
        last = last,
        until = until
    ))
}
