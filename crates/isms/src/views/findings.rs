//! All findings of all registers, and the table of all rules.

use super::{
    assets, documents,
    finding::{Finding, Rule, shown},
    people, risks, soa,
};
use crate::{Id, Isms};
use jiff::civil::Date;
use serde_json::{Value, json};

/// What the rules of one register find.
type Find = fn(&Isms, Date) -> Vec<Finding>;

/// The registers with rules, in the order in which findings are told.
static REGISTERS: [(&str, Find); 5] = [
    ("assets", assets::findings),
    ("risks", |isms, today| risks::risks(isms, today).findings),
    ("controls", |isms, today| soa::soa(isms, today).findings),
    ("documents", documents::findings),
    ("people", people::findings),
];

/// Every rule there is.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    assets::rules().chain(risks::rules()).chain(soa::rules()).chain(documents::rules()).chain(people::rules())
}

/// What the rules find on this day, in all registers or in one.
pub fn findings(isms: &Isms, today: Date, register: Option<&str>) -> Vec<Finding> {
    let asked = REGISTERS.iter().filter(|(name, _)| register.is_none_or(|wanted| wanted == *name));
    asked.flat_map(|(_, find)| find(isms, today)).collect()
}

/// The findings as programs see them: `{today, findings: [{rule, register, id, message, records, …}]}`.
pub fn json(isms: &Isms, today: Date, register: Option<&str>, sees: &dyn Fn(Id) -> bool) -> Value {
    json!({ "today": today, "findings": shown(isms, &findings(isms, today, register), "id", sees) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        collection::Body,
        record::*,
        register,
        registers::{
            controls::Implementation,
            people::Presence,
            risks::{Acceptance, AcceptedState, Rating},
        },
        views::{
            finding::Way,
            northwind::{TODAY, called, northwind},
        },
    };
    use std::collections::BTreeSet;

    fn put<R: Register>(isms: &mut Isms, id: &str, record: R) {
        isms.put(Held { id: id.parse().unwrap(), revision: 1, body: Body { record, ..Body::default() } });
    }

    fn by(isms: &Isms, register: &str, rule: &str) -> BTreeSet<String> {
        let found = findings(isms, TODAY, Some(register));
        called(isms, found.iter().filter(|finding| finding.rule.name == rule).map(|finding| finding.on))
    }

    fn set(letters: &str, list: &str) -> BTreeSet<String> {
        list.split(' ').map(|number| format!("{letters}{number}")).collect()
    }

    #[test]
    fn northwind_has_the_findings_its_readme_tells() {
        let isms = northwind();
        assert_eq!(by(&isms, "people", "ended-not-marked-leaver"), set("P", "049 072"));
        assert!(by(&isms, "people", "leaver-before-end").is_empty());
        assert_eq!(by(&isms, "assets", "no-owner"), set("AST-", "020 027 037 038 039"));
        assert_eq!(by(&isms, "assets", "owner-departed"), set("AST-", "022 024 035 122"));
        let lapsed = "001 009 024 034 041 053 054 062 085 086 089 105 118";
        assert_eq!(by(&isms, "assets", "review-lapsed"), set("AST-", lapsed));
        assert_eq!(by(&isms, "documents", "approved-without-approver"), set("POL-", "02 03"));
        let pairs = findings(&isms, TODAY, Some("assets")).into_iter().filter(|f| f.rule.name == "same-name");
        let pairs: Vec<_> = pairs.map(|finding| called(&isms, finding.records())).collect();
        assert_eq!(pairs, [set("AST-", "095 103"), set("AST-", "110 120")]);
    }

    #[test]
    fn near_misses() {
        let mut isms = Isms::default();
        put(&mut isms, "ORG-0001", Organisation::default());
        let person = |status, end| Person { status, end, ..Person::default() };
        put(&mut isms, "P-0001", person(Presence::Active, Some(TODAY)));
        put(&mut isms, "P-0002", person(Presence::Leaver, Some(TODAY)));
        put(&mut isms, "P-0003", person(Presence::Leaver, None));
        put(&mut isms, "P-0004", person(Presence::OnLeave, Some(TODAY.yesterday().unwrap())));
        let asset = |last_reviewed| Asset {
            name: format!("{last_reviewed:?}"),
            owner: Some(Link::unresolved("IT team")),
            last_reviewed,
            ..Asset::default()
        };
        put(&mut isms, "A-0001", asset(Some(date(2025, 10, 31))));
        put(&mut isms, "A-0002", asset(Some(date(2025, 10, 30))));
        put(&mut isms, "A-0003", asset(None));
        let document = |status, approved_by| Document { status, approved_by, ..Document::default() };
        put(&mut isms, "D-0001", document(crate::registers::documents::DocumentStatus::Draft, None));
        put(
            &mut isms,
            "D-0002",
            document(crate::registers::documents::DocumentStatus::Approved, Some(Link::unresolved("the board"))),
        );
        let found: Vec<_> =
            findings(&isms, TODAY, None).iter().map(|found| (found.rule.name, found.on.to_string())).collect();
        let expected =
            [("review-lapsed", "A-0002"), ("leaver-before-end", "P-0002"), ("ended-not-marked-leaver", "P-0004")];
        assert_eq!(found, expected.map(|(rule, id)| (rule, id.to_string())));
    }

    /// Northwind, and what it lacks: an outdated signature, and controls and people whose states do not agree.
    fn faulty() -> Isms {
        let mut isms = northwind();
        let signed = Acceptance {
            by: Link::known(Id::new("P", 5)),
            on: TODAY,
            reason: String::new(),
            stated: false,
            of: AcceptedState::now(&isms, &Risk::default()),
        };
        put(
            &mut isms,
            "R-0061",
            Risk { acceptances: vec![signed], owner: Some(Link::known(Id::new("P", 5))), ..Risk::default() },
        );
        let beyond =
            Rating { likelihood: Step::try_from(9).ok(), consequence: Step::try_from(1).ok(), ..Rating::default() };
        put(&mut isms, "R-0062", Risk { inherent: Some(beyond), ..Risk::default() });
        let change = |isms: &mut Isms, id: &str, change: fn(&mut Control)| {
            let mut control = isms.controls().get(id.parse().unwrap()).unwrap().clone();
            change(&mut control.body.record);
            isms.put(control);
        };
        change(&mut isms, "8.30", |control| control.implementation = Some(Implementation::No));
        change(&mut isms, "5.1", |control| control.owner = Some(Link::known(Id::new("P", 3))));
        put(&mut isms, "ACT-0001", Action { controls: vec![Link::known(Id::new("5.", 1))], ..Action::default() });
        put(&mut isms, "P-0121", Person { status: Presence::Leaver, end: Some(TODAY), ..Person::default() });
        isms
    }

    #[test]
    fn every_rule_can_fire_and_none_fires_that_is_not_in_the_table() {
        let name = |rule: &Rule| (rule.register, rule.name);
        let fired: BTreeSet<_> = findings(&faulty(), TODAY, None).iter().map(|finding| name(finding.rule)).collect();
        let all: BTreeSet<_> = rules().map(name).collect();
        assert_eq!(fired, all);
        assert_eq!(all.len(), rules().count(), "no name stands for two rules");
    }

    #[test]
    fn every_mending_link_leads_somewhere() {
        for rule in rules() {
            let described = register(rule.register).unwrap().description();
            assert!(
                match rule.mend.to {
                    Way::Field(name) => described.field(name).is_some_and(|field| !field.by_act),
                    Way::Act(word) => described.act(word).is_ok(),
                    Way::Register(name) => register(name).is_some(),
                },
                "{} of {}",
                rule.name,
                rule.register
            );
        }
    }

    #[test]
    fn every_message_is_whole_and_names_its_record_first() {
        let isms = faulty();
        for finding in findings(&isms, TODAY, None) {
            let message = finding.sentence.message(&isms, &|_| true).to_string();
            let called = crate::views::sentence::name(&isms, finding.on, &|_| true);
            assert!(message.starts_with(&called), "`{message}` begins with {called}");
            let parts = finding.sentence.with.len();
            assert_eq!(finding.sentence.key.matches('{').count(), parts, "`{}`", finding.sentence.key);
            assert!(
                finding.sentence.with.iter().all(|(name, _)| finding.sentence.key.contains(&format!("{{{name}}}")))
            );
        }
    }

    #[test]
    fn programs_see_the_shape_they_rely_on() {
        let isms = northwind();
        let shown = json(&isms, TODAY, Some("documents"), &|_| true);
        let first = &shown["findings"][0];
        assert_eq!(shown["today"], "2026-10-31");
        assert_eq!((&first["rule"], &first["register"]), (&"approved-without-approver".into(), &"documents".into()));
        let record = json!({ "register": "documents", "id": first["id"], "reference": "POL-02" });
        assert_eq!(first["records"], json!([record]));
        assert_eq!(first["message"], "POL-02 is called approved, and nobody is named who approved it");
        assert_eq!(json(&isms, TODAY, None, &|_| false)["findings"], json!([]));
    }
}
