//! What is looked for among incidents: notices that are due, lessons nobody drew, times that cannot be.
//!
//! ISO/IEC 27001, Annex A, A.5.5, A.5.24 to A.5.28 and A.5.34.

use super::{
    finding::{self, Finding, Judge, Rule, Way, judge},
    sentence::{Sentence, tell},
    soa::empty,
};
use crate::{Incident, Isms, registers::incidents::IncidentStatus};
use jiff::{SignedDuration, Timestamp, civil::Date};

/// Within so many hours of becoming aware of it a breach of personal data is told to the supervisory authority:
/// Regulation (EU) 2016/679 (GDPR), article 33, paragraph 1. The law of the United Kingdom has the same number.
pub const NOTICE_HOURS: i64 = 72;

/// What the rules find among incidents.
pub fn findings(isms: &Isms, today: Date) -> Vec<Finding> {
    judge(&RULES, isms, today)
}

/// The rules of the register.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| rule)
}

const fn fault(
    name: &'static str, counted: [&'static str; 2], words: &'static str, to: Way, means: &'static str,
) -> Rule {
    finding::fault("incidents", name, counted, words, to, means)
}

static RULES: [(Rule, Judge<Incident>); 4] = [
    (
        fault(
            "breach-not-notified",
            [
                "{count} breach of personal data was told to no authority",
                "{count} breaches of personal data were told to no authority",
            ],
            "Tell the authority, or say why not",
            Way::Field("notification"),
            "Personal data was lost, changed or seen by the wrong people, and no notice to the authority is on record. GDPR, article 33, gives 72 hours, unless people run no risk from it: then write that, and who judged so, under *Notification*. A.5.34 asks to meet privacy law.",
        ),
        |on| {
            let told = on.held.authority_notified_at.is_some() || !is_empty(on.held.notification.as_deref());
            (on.held.personal_data_breach == Some(true) && !told).then(|| {
                tell!(
                    "{incident} is a breach of personal data, and no notice to the authority is on record",
                    incident = on.held.id
                )
            })
        },
    ),
    (
        fault(
            "breach-notified-late",
            [
                "{count} breach of personal data was told to the authority late",
                "{count} breaches of personal data were told to the authority late",
            ],
            "Write down why",
            Way::Field("notification"),
            "The authority was told of a breach of personal data more than 72 hours after it was noticed. GDPR, article 33, then asks for the reasons of the delay; an auditor asks what made it faster since (A.5.27).",
        ),
        |on| {
            let (noticed, told) = on.held.detected_at.zip(on.held.authority_notified_at)?;
            let late = told.duration_since(noticed) > SignedDuration::from_hours(NOTICE_HOURS);
            (late && on.held.personal_data_breach == Some(true)).then(|| {
                tell!(
                    "{incident} was told to the authority {hours} hours after it was noticed; the law gives {most}",
                    incident = on.held.id,
                    hours = hours_begun(told.duration_since(noticed)).to_string(),
                    most = NOTICE_HOURS.to_string()
                )
            })
        },
    ),
    (
        fault(
            "closed-without-lessons",
            ["{count} incident was closed without a lesson", "{count} incidents were closed without a lesson"],
            "Write what we learned",
            Way::Field("lessons_learned"),
            "An incident is closed, and nobody wrote what was learned from it. A.5.27 asks to use what incidents teach, so that the next one is rarer or smaller.",
        ),
        |on| {
            let silent = on.held.status == IncidentStatus::Closed && is_empty(Some(&on.held.lessons_learned));
            silent.then(|| tell!("{incident} is closed, and nobody wrote what was learned", incident = on.held.id))
        },
    ),
    (
        fault(
            "order-impossible",
            [
                "{count} incident has times in an order that cannot be",
                "{count} incidents have times in an order that cannot be",
            ],
            "Correct the times",
            Way::Field("detected_at"),
            "The times of an incident cannot all be true: something ended before it was noticed, or before what comes before it. How fast you are is reckoned from these times (A.5.28 asks for a record that can be relied on).",
        ),
        |on| {
            let backwards =
                |(before, after, _): &&Order| before(on.held).zip(after(on.held)).is_some_and(|(b, a)| a < b);
            let (_, _, key) = ORDER.iter().find(backwards)?;
            Some(Sentence { key, with: vec![("incident", on.held.id.into())] })
        },
    ),
];

/// Two times of an incident, and what is said where the second lies before the first.
type Order = (Time, Time, &'static str);
type Time = fn(&Incident) -> Option<Timestamp>;

static ORDER: [Order; 7] = [
    (|one| one.detected_at, |one| one.reported_at, "{incident} was reported before it was noticed"),
    (|one| one.detected_at, |one| one.contained_at, "{incident} was contained before it was noticed"),
    (|one| one.detected_at, |one| one.resolved_at, "{incident} was resolved before it was noticed"),
    (
        |one| one.detected_at,
        |one| one.authority_notified_at,
        "{incident} was told to the authority before it was noticed",
    ),
    (|one| one.detected_at, |one| one.closed_at, "{incident} was closed before it was noticed"),
    (|one| one.contained_at, |one| one.resolved_at, "{incident} was resolved before it was contained"),
    (|one| one.resolved_at, |one| one.closed_at, "{incident} was closed before it was resolved"),
];

fn is_empty(text: Option<&str>) -> bool {
    text.is_none_or(empty)
}

/// 72 hours and a half are more than 72.
fn hours_begun(passed: SignedDuration) -> i64 {
    passed.as_hours() + i64::from(passed > SignedDuration::from_hours(passed.as_hours()))
}
