//! What was to be done before today and is not, over all registers. Due on the day is not overdue.

use super::shown::link;
use crate::{Due, Id, Isms, Link, Person, registers::ALL};
use jiff::civil::Date;
use serde_json::{Value, json};

/// Something to be done about a record by a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The register's name.
    pub register: &'static str,
    /// The record.
    pub id: Id,
    /// The last day on which it would have been in time.
    pub due: Date,
    /// Who sees to it.
    pub owner: Option<Link<Person>>,
}

/// What is overdue on this day, the oldest first.
pub fn overdue(isms: &Isms, today: Date) -> Vec<Item> {
    let mut items: Vec<Item> = open(isms).filter(|item| item.due < today).collect();
    items.sort_by_key(|item| (item.due, item.id));
    items
}

/// All that is still to be done by a day, register by register.
pub fn open(isms: &Isms) -> impl Iterator<Item = Item> {
    ALL.iter().flat_map(move |register| {
        let due = move |id| {
            register.due(isms, id).map(|Due { on, owner }| Item { register: register.name(), id, due: on, owner })
        };
        register.ids(isms, false).filter_map(due)
    })
}

/// What is overdue as programs see it: `{today, items: [{register, id, reference, title, due, owner}]}`.
pub fn json(isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Value {
    let items = overdue(isms, today).into_iter().filter(|item| sees(item.id)).map(|item| {
        let called = crate::register_of(item.id).and_then(|register| register.called(isms, item.id));
        let (reference, title) = called.unwrap_or_default();
        json!({
            "register": item.register,
            "id": item.id,
            "reference": reference,
            "title": title,
            "due": item.due,
            "owner": item.owner.map(|owner| link(isms, &owner, sees)),
        })
    });
    json!({ "today": today, "items": items.collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::northwind::{TODAY, called, northwind};
    use crate::{
        record::*,
        registers::{
            audits::AuditStatus, changes::ChangeStatus, exceptions::ExceptionStatus, objectives::ObjectiveStatus,
            risks::Status,
        },
    };
    use std::collections::BTreeMap;

    #[test]
    fn northwind_has_thirty_items_overdue() {
        let isms = northwind();
        let items = overdue(&isms, TODAY);
        let mut count = BTreeMap::new();
        items.iter().for_each(|item| *count.entry(item.register).or_insert(0) += 1);
        let expected = [("audit-findings", 4), ("controls", 6), ("documents", 5), ("risks", 6), ("trainings", 9)];
        assert_eq!(count, BTreeMap::from(expected));
        let risks = called(&isms, items.iter().filter(|item| item.register == "risks").map(|item| item.id));
        assert_eq!(risks, ["006", "031", "040", "044", "047", "049"].map(|number| format!("R-{number}")).into());
    }

    fn put<R: Register>(isms: &mut Isms, number: u32, record: R) {
        let body = crate::Body { record, ..crate::Body::default() };
        isms.put(crate::Held { id: Id::new(R::LETTERS, number), revision: 1, body });
    }

    /// Of each register a record whose day has passed and that is open, and one that is done with.
    #[test]
    fn what_is_open_has_a_day_and_what_is_done_with_has_none() {
        let past = TODAY.yesterday().ok();
        let mut isms = Isms::default();
        put(&mut isms, 1, Issue { next_review: past, ..Issue::default() });
        put(&mut isms, 1, InterestedParty { next_review: past, ..InterestedParty::default() });
        put(&mut isms, 1, Obligation { next_review: past, ..Obligation::default() });
        for (number, status) in [(1, ObjectiveStatus::AtRisk), (2, ObjectiveStatus::Missed)] {
            put(&mut isms, number, Objective { due: past, status, ..Objective::default() });
        }
        for (number, held_on) in [(1, None), (2, Some(TODAY))] {
            put(&mut isms, number, Review { planned_for: past, held_on, ..Review::default() });
        }
        let audit = |start, end, status| Audit { start, end, status, ..Audit::default() };
        put(&mut isms, 1, audit(past, None, AuditStatus::Planned));
        put(&mut isms, 2, audit(past, past, AuditStatus::Done));
        put(&mut isms, 3, audit(past, Some(TODAY), AuditStatus::InProgress));
        for (number, status) in [(1, ChangeStatus::Approved), (2, ChangeStatus::Rejected)] {
            put(&mut isms, number, Change { planned_for: past, status, ..Change::default() });
        }
        let asked = Some(Link::known(Id::new("P", 1)));
        for (number, status) in [(1, ExceptionStatus::Active), (2, ExceptionStatus::Ended)] {
            let exception = Exception { expires_on: past, status, requested_by: asked.clone(), ..Exception::default() };
            put(&mut isms, number, exception);
        }
        let items = overdue(&isms, TODAY);
        let late: Vec<String> = items.iter().map(|item| item.id.to_string()).collect();
        let expected = ["AUD-0001", "CH-0001", "EX-0001", "IP-0001", "IS-0001", "O-0001", "OBJ-0001", "REV-0001"];
        assert_eq!(late, expected);
        assert!(items.iter().any(|item| item.register == "exceptions" && item.owner == asked));
    }

    #[test]
    fn a_risk_is_due_by_the_earlier_of_treatment_and_next_assessment() {
        let (past, before) = (TODAY.yesterday().ok(), Some(date(2026, 10, 1)));
        let risk = |status, due, next_assessment, assessed_on| Risk {
            status,
            due,
            next_assessment,
            assessed_on,
            ..Risk::default()
        };
        let cases = [
            (risk(Status::InTreatment, past, before, None), before),
            (risk(Status::InTreatment, before, past, None), before),
            (risk(Status::Accepted, before, past, before), past),
            (risk(Status::Accepted, before, past, past), None),
            (risk(Status::Closed, before, past, None), None),
        ];
        for (record, expected) in cases {
            let told = format!("{record:?}");
            let mut isms = Isms::default();
            put(&mut isms, 1, record);
            assert_eq!(overdue(&isms, TODAY).first().map(|item| item.due), expected, "{told}");
        }
    }

    #[test]
    fn due_on_the_day_is_not_overdue() {
        let isms = northwind();
        let risk = isms.risks().by_reference("R-031").next().unwrap();
        let on = |day| overdue(&isms, day).iter().any(|item| item.id == risk);
        assert!(!on(date(2026, 10, 26)));
        assert!(on(date(2026, 10, 27)));
    }

    #[test]
    fn programs_see_the_shape_they_rely_on() {
        let shown = json(&northwind(), TODAY, &|id| id.letters() == "D");
        assert_eq!(shown["items"].as_array().unwrap().len(), 5);
        let first = &shown["items"][0];
        assert_eq!((&first["reference"], &first["due"]), (&"POL-23".into(), &"2026-03-05".into()));
        assert_eq!(first["owner"]["title"], "a restricted record");
    }
}
