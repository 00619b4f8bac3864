//! The nearest thing that each rule of a record lets pass, beside the nearest that it finds.

use super::*;
use crate::registers::{
    audit_findings::{FindingStatus, Grade},
    corrective_actions::CorrectiveActionStatus,
    documents::DocumentStatus,
    entitlements::{AccountType, EntitlementStatus},
    incidents::IncidentStatus,
    objectives::ObjectiveStatus,
    organisation::SeparatedRoles,
};

/// What the rules of a register say of records with these numbers: number, rule.
fn said<R: Register>(isms: &Isms, records: impl IntoIterator<Item = R>) -> Vec<(u32, &'static str)> {
    let mut isms = isms.clone();
    for (number, record) in (1..).zip(records) {
        put(&mut isms, &Id::new(R::LETTERS, number).to_string(), record);
    }
    findings(&isms, TODAY, Some(R::NAME)).iter().map(|found| (found.on.number, found.rule.name)).collect()
}

/// An organisation with its usual intervals, and three people: here, on the last day, gone since yesterday.
fn people() -> Isms {
    let mut isms = Isms::default();
    put(&mut isms, "ORG-1", Organisation::default());
    for (id, end) in [("P-1", None), ("P-2", Some(TODAY)), ("P-3", TODAY.yesterday().ok())] {
        put(&mut isms, id, Person { name: id.into(), end, ..Person::default() });
    }
    isms
}

fn nothing_set() -> Isms {
    let mut isms = people();
    let silent = Organisation {
        access_review_days: None,
        dormant_days: None,
        supplier_review_months: None,
        ..Organisation::default()
    };
    put(&mut isms, "ORG-1", silent);
    isms
}

fn person(number: u32) -> Option<Link<Person>> {
    Some(Link::known(Id::new("P", number)))
}

#[test]
fn access_of_those_who_left() {
    let of = |number, status, last_login| Entitlement {
        person: person(number),
        status,
        last_login,
        ..Entitlement::default()
    };
    use EntitlementStatus::{Disabled, Enabled};
    let records = [
        of(1, Enabled, None),
        of(2, Enabled, Some(TODAY)),
        of(3, Enabled, TODAY.yesterday().ok()),
        of(3, Disabled, TODAY.yesterday().ok()),
        of(3, Disabled, Some(TODAY)),
    ];
    assert_eq!(said(&people(), records), [(3, "person-departed"), (5, "used-after-departure")]);
}

#[test]
fn accounts_of_nobody() {
    let of = |person, account_type, status| Entitlement { person, account_type, status, ..Entitlement::default() };
    use EntitlementStatus::{Disabled, Enabled};
    let records = [
        of(None, Some(AccountType::Named), Enabled),
        of(Some(Link::unresolved("P900")), None, Enabled),
        of(None, Some(AccountType::Service), Enabled),
        of(None, Some(AccountType::Shared), Enabled),
        of(None, Some(AccountType::Named), Disabled),
    ];
    assert_eq!(said(&people(), records), [(1, "nobody-known"), (2, "nobody-known")]);
}

#[test]
fn privileged_access_that_sleeps() {
    let (in_time, late) = (date(2026, 8, 2), date(2026, 8, 1));
    let of = |privileged, granted_on, last_login| Entitlement {
        person: person(1),
        privileged: Some(privileged),
        granted_on: Some(granted_on),
        last_login,
        ..Entitlement::default()
    };
    let records = || {
        [
            of(true, late, Some(in_time)),
            of(true, late, Some(late)),
            of(false, late, Some(late)),
            of(true, in_time, None),
            of(true, late, None),
            Entitlement { granted_on: None, ..of(true, late, None) },
        ]
    };
    assert_eq!(said(&people(), records()), [(2, "privileged-dormant"), (5, "privileged-never-used")]);
    assert_eq!(said(&nothing_set(), records()), []);
}

#[test]
fn access_granted_by_its_holder() {
    let of = |privileged, by| Entitlement {
        person: person(1),
        privileged,
        granted_by: by,
        last_login: Some(TODAY),
        ..Entitlement::default()
    };
    let records =
        [of(Some(true), person(1)), of(Some(true), person(2)), of(Some(false), person(1)), of(None, person(1))];
    assert_eq!(said(&people(), records), [(1, "granted-by-oneself")]);
}

#[test]
fn how_people_get_into_systems() {
    let of = |classification: &str, mfa, last| System {
        classification: Some(classification.into()),
        mfa,
        last_access_review: last,
        ..System::default()
    };
    let (in_time, late) = (Some(date(2026, 8, 2)), Some(date(2026, 8, 1)));
    let records = || {
        [
            of(" CONFIDENTIAL", None, in_time),
            of("Restricted", Some(true), in_time),
            of("Internal", Some(false), in_time),
            of("Public", None, late),
            of("Public", None, None),
        ]
    };
    let (sign_in, look) = ("no-second-factor", "access-review-lapsed");
    assert_eq!(said(&people(), records()), [(1, sign_in), (4, look), (5, look)]);
    assert_eq!(said(&nothing_set(), records()), [(1, sign_in)]);
}

#[test]
fn looks_at_suppliers() {
    let (in_time, late) = (Some(date(2025, 10, 31)), Some(date(2025, 10, 30)));
    let of = |criticality: &str, last_security_review| Supplier {
        criticality: Some(criticality.into()),
        last_security_review,
        ..Supplier::default()
    };
    let records = || {
        [
            of("High", in_time),
            of("critical", late),
            of("critical", None),
            of("Low", None),
            Supplier { review_cycle_months: Some(24), ..of("High", late) },
            Supplier { next_review: Some(TODAY), ..of("High", None) },
            Supplier { next_review: TODAY.yesterday().ok(), ..of("Low", None) },
        ]
    };
    let lapsed = |numbers: &[u32]| numbers.iter().map(|number| (*number, "review-lapsed")).collect::<Vec<_>>();
    assert_eq!(said(&people(), records()), lapsed(&[2, 3, 7]));
    assert_eq!(said(&nothing_set(), records()), lapsed(&[7]), "the day of the next look was set on the record itself");
}

#[test]
fn contracts_and_agreements_of_suppliers() {
    let ended =
        |status: &str, contract_end| Supplier { status: Some(status.into()), contract_end, ..Supplier::default() };
    let data =
        |processes_personal_data, dpa_signed| Supplier { processes_personal_data, dpa_signed, ..Supplier::default() };
    let records = [
        ended("Active", TODAY.yesterday().ok()),
        ended("active", Some(TODAY)),
        ended("terminated", TODAY.yesterday().ok()),
        data(Some(true), None),
        data(Some(true), Some(true)),
        data(Some(false), None),
    ];
    assert_eq!(said(&people(), records), [(1, "contract-expired"), (4, "no-processing-agreement")]);
}

#[test]
fn breaches_and_their_notice() {
    let at = |text: &str| text.parse::<Timestamp>().ok();
    let breach = |authority_notified_at| Incident {
        personal_data_breach: Some(true),
        detected_at: at("2026-10-01T10:00:00Z"),
        authority_notified_at,
        ..Incident::default()
    };
    let records = [
        breach(None),
        Incident { notification: Some("No risk to anybody, says the data protection officer.".into()), ..breach(None) },
        Incident { personal_data_breach: Some(false), ..breach(None) },
        breach(at("2026-10-04T10:00:00Z")),
        breach(at("2026-10-04T10:00:01Z")),
        Incident { personal_data_breach: None, ..breach(at("2026-10-05T10:00:00Z")) },
    ];
    assert_eq!(said(&people(), records), [(1, "breach-not-notified"), (5, "breach-notified-late")]);
}

#[test]
fn incidents_and_their_course() {
    let at = |text: &str| text.parse::<Timestamp>().ok();
    let of = |status, lessons: &str| Incident { status, lessons_learned: lessons.into(), ..Incident::default() };
    let noticed = Incident { detected_at: at("2026-10-01T10:00:00Z"), ..Incident::default() };
    let records = [
        of(IncidentStatus::Closed, " "),
        of(IncidentStatus::Closed, "Lock it."),
        of(IncidentStatus::Resolved, ""),
        Incident { contained_at: noticed.detected_at, ..noticed.clone() },
        Incident { closed_at: at("2026-10-01T09:59:59Z"), ..noticed.clone() },
        Incident { resolved_at: at("2026-10-03T10:00:00Z"), contained_at: at("2026-10-04T10:00:00Z"), ..noticed },
    ];
    let order = "order-impossible";
    assert_eq!(said(&people(), records), [(1, "closed-without-lessons"), (5, order), (6, order)]);
}

#[test]
fn audit_findings_and_what_answers_them() {
    let of = |grade, status, cause: &str| AuditFinding {
        grade: Some(grade),
        status,
        root_cause: cause.into(),
        ..AuditFinding::default()
    };
    use FindingStatus::{Closed, InProgress};
    use Grade::{MajorNonconformity, MinorNonconformity, Observation};
    let mut isms = people();
    let answer = CorrectiveAction {
        audit_findings: vec![Link::known(Id::new("F", 5))],
        root_cause: "Nobody was told.".into(),
        effectiveness_check: "Ten of ten were right.".into(),
        ..CorrectiveAction::default()
    };
    put(&mut isms, "CA-1", answer);
    let records = [
        of(MajorNonconformity, InProgress, "Nobody was told."),
        of(MinorNonconformity, Closed, ""),
        of(Observation, Closed, ""),
        AuditFinding { corrective_action: "A list.".into(), ..of(Observation, InProgress, "") },
        of(MinorNonconformity, Closed, ""),
        AuditFinding { effectiveness_checked_on: Some(TODAY), ..of(MajorNonconformity, Closed, "Haste.") },
    ];
    let (unseen, cause) = ("closed-without-effectiveness-check", "no-root-cause");
    assert_eq!(said(&isms, records), [(1, "major-open"), (2, unseen), (2, cause), (4, cause)]);
}

#[test]
fn corrective_actions_and_their_causes() {
    let of = |status, cause: &str, seen: &str| CorrectiveAction {
        status,
        root_cause: cause.into(),
        effectiveness_check: seen.into(),
        ..CorrectiveAction::default()
    };
    use CorrectiveActionStatus::{Closed, InProgress, Open};
    let records = [
        of(Open, "", ""),
        of(InProgress, "", ""),
        of(Closed, "Haste.", ""),
        of(Closed, "Haste.", "Seen."),
        CorrectiveAction { corrective_action: "A list.".into(), ..of(Open, "", "") },
    ];
    let (unseen, cause) = ("closed-without-effectiveness-check", "no-root-cause");
    assert_eq!(said(&people(), records), [(2, cause), (3, unseen), (5, cause)]);
}

#[test]
fn objectives_and_reviews_that_came_to_nothing() {
    let objective = |status, result: &str| Objective { status, result: result.into(), ..Objective::default() };
    use ObjectiveStatus::{AtRisk, Missed, Reached};
    let objectives = [objective(AtRisk, ""), objective(Missed, ""), objective(Reached, "All trained.")];
    assert_eq!(said(&people(), objectives), [(2, "ended-without-result")]);

    let review = |held_on, results: &str| Review { held_on, results: results.into(), ..Review::default() };
    let reviews = [
        review(None, ""),
        review(Some(TODAY), ""),
        review(Some(TODAY), "One more person."),
        Review { minutes: Some(Link::known(Id::new("E", 1))), ..review(Some(TODAY), "") },
        review(TODAY.tomorrow().ok(), ""),
    ];
    assert_eq!(said(&people(), reviews), [(2, "held-without-results")]);
}

#[test]
fn documents_have_a_place_and_two_who_know_them() {
    let of = |status, owner, by, place: &str| Document {
        status,
        owner,
        approved_by: by,
        location: Some(place.into()),
        ..Document::default()
    };
    use DocumentStatus::{Approved, Draft, Retired};
    let records = [
        of(Approved, person(1), person(2), "intranet"),
        of(Approved, person(1), person(2), " "),
        of(Approved, person(1), person(1), "intranet"),
        of(Draft, person(1), person(1), ""),
        of(Retired, person(1), person(1), ""),
    ];
    assert_eq!(said(&people(), records), [(2, "no-place"), (3, "approved-by-its-owner")]);
}

#[test]
fn roles_that_meet_in_one_person() {
    let mut isms = people();
    let system = |number| Link::<System>::known(Id::new("SYS", number));
    let pair = |why: Option<&str>| SeparatedRoles {
        system: system(1),
        role: "Preparer".into(),
        other_system: system(2),
        other_role: "Approver".into(),
        why: why.map(String::from),
    };
    let pairs = vec![pair(Some("Pay oneself")), pair(None)];
    put(&mut isms, "ORG-1", Organisation { separated_roles: pairs, ..Organisation::default() });
    let held = |number, at, role: &str, status| Entitlement {
        person: person(number),
        system: Some(system(at)),
        role: Some(role.into()),
        status,
        ..Entitlement::default()
    };
    use EntitlementStatus::{Disabled, Enabled};
    let records = [
        held(1, 1, "preparer ", Enabled),
        held(1, 2, "APPROVER", Enabled),
        held(2, 1, "Preparer", Enabled),
        held(2, 2, "Approver", Disabled),
        held(3, 1, "Preparer", Enabled),
        held(3, 1, "Approver", Enabled),
    ];
    for (number, record) in (1..).zip(records) {
        put(&mut isms, &Id::new("ENT", number).to_string(), record);
    }
    let found = findings(&isms, TODAY, Some("people"));
    let found = found.iter().filter(|finding| finding.rule.name == "roles-to-be-separated");
    let said: Vec<String> = found.map(|finding| finding.sentence.message(&isms, &|_| true).to_string()).collect();
    let both = "P-0001 P-1 holds ENT-0001, ENT-0002, which are to be separated";
    assert_eq!(said, [format!("{both}: Pay oneself"), both.to_string()]);
}

#[test]
fn an_empty_word_is_no_cause_no_look_and_no_result() {
    let nothing = || Prose::from("n/a");
    let finding = AuditFinding {
        grade: Some(Grade::MinorNonconformity),
        root_cause: nothing(),
        corrective_action: nothing(),
        ..AuditFinding::default()
    };
    assert_eq!(said(&people(), [finding]), [(1, "no-root-cause")]);
    let action = CorrectiveAction {
        status: CorrectiveActionStatus::Closed,
        root_cause: nothing(),
        effectiveness_check: nothing(),
        ..CorrectiveAction::default()
    };
    let both = [(1, "closed-without-effectiveness-check"), (1, "no-root-cause")];
    assert_eq!(said(&people(), [action]), both);
    let objective = Objective { status: ObjectiveStatus::Reached, result: nothing(), ..Objective::default() };
    assert_eq!(said(&people(), [objective]), [(1, "ended-without-result")]);
    let review = Review { held_on: Some(TODAY), results: nothing(), ..Review::default() };
    assert_eq!(said(&people(), [review]), [(1, "held-without-results")]);
    let incident = Incident { status: IncidentStatus::Closed, lessons_learned: nothing(), ..Incident::default() };
    assert_eq!(said(&people(), [incident]), [(1, "closed-without-lessons")]);
}

#[test]
fn nothing_is_asked_of_a_supplier_that_is_gone() {
    let of = |status: Option<&str>| Supplier {
        status: status.map(String::from),
        next_review: TODAY.yesterday().ok(),
        processes_personal_data: Some(true),
        ..Supplier::default()
    };
    assert_eq!(said(&people(), [of(Some("ended")), of(None)]), [(2, "review-lapsed"), (2, "no-processing-agreement")]);
}

#[test]
fn use_after_the_last_day_is_answered_by_an_incident() {
    let used = || Entitlement {
        person: person(3),
        status: EntitlementStatus::Disabled,
        last_login: Some(TODAY),
        ..Entitlement::default()
    };
    let with = |detected: &str| {
        let mut isms = people();
        let incident = Incident { detected_at: detected.parse().ok(), reported_by: person(3), ..Incident::default() };
        put(&mut isms, "INC-1", incident);
        said(&isms, [used()])
    };
    assert_eq!(with("2026-10-31T12:00:00Z"), []);
    assert_eq!(with("2026-10-29T12:00:00Z"), [(1, "used-after-departure")], "one before it answers nothing");
}

#[test]
fn an_hour_begun_is_told_and_what_nobody_said_is_not_denied() {
    let message = |isms: &Isms, register: &str| {
        findings(isms, TODAY, Some(register))[0].sentence.message(isms, &|_| true).to_string()
    };
    let mut isms = people();
    let late = Incident {
        personal_data_breach: Some(true),
        detected_at: "2026-10-01T00:00:00Z".parse().ok(),
        authority_notified_at: "2026-10-04T00:30:00Z".parse().ok(),
        ..Incident::default()
    };
    put(&mut isms, "INC-1", late);
    assert!(message(&isms, "incidents").contains("73 hours"));
    let secret = System { classification: Some("secret".into()), last_access_review: Some(TODAY), ..System::default() };
    put(&mut isms, "SYS-1", System { mfa: None, ..secret.clone() });
    assert!(message(&isms, "systems").contains("nobody said whether"));
    put(&mut isms, "SYS-1", System { mfa: Some(false), ..secret });
    assert!(message(&isms, "systems").contains("asks for no second factor"));
}
