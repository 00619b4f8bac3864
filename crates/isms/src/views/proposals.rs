//! First records for an empty register, from what the others already say.

use super::{
    assets,
    finding::Finding,
    overdue::overdue,
    risks::risks,
    sentence::{Sentence, tell},
    soa::soa,
};
use crate::{
    AuditFinding, Held, Id, Isms,
    library::{self, AssetType, CommonMeasure, SecurityRole, asset_types, holders, roles},
    registers::audit_findings::FindingStatus,
};
use jiff::civil::Date;

/// So many proposals are read before one begins; the first ones lead to the others.
const MOST: usize = 5;

/// A record that the registers suggest.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Its fields as one would type them; the first is what it will be known by.
    pub fields: Vec<(&'static str, String)>,
    /// Why it is proposed.
    pub because: Sentence,
}

/// What proposes records of one register, for who sees so much: the record each is about, and the proposal.
type Propose = fn(&Isms, Date, &dyn Fn(Id) -> bool) -> Vec<(Option<Id>, Proposal)>;

static PROPOSERS: [(&str, Propose); 8] = [
    ("actions", actions),
    ("assets", assets_of_each_type),
    ("competences", competences),
    ("corrective-actions", corrective_actions),
    ("evidence", evidence),
    ("measures", measures),
    ("objectives", objectives),
    ("obligations", obligations),
];

/// The first records that a register might hold, from records that the reader sees.
pub fn proposals(isms: &Isms, today: Date, register: &str, sees: &dyn Fn(Id) -> bool) -> Vec<Proposal> {
    let proposer = PROPOSERS.iter().find(|(name, _)| *name == register);
    let all = proposer.map(|(_, propose)| propose(isms, today, sees)).unwrap_or_default();
    all.into_iter().filter(|(on, _)| on.is_none_or(sees)).map(|(_, proposal)| proposal).take(MOST).collect()
}

/// Of risks above the limit with nothing planned against them.
fn actions(isms: &Isms, today: Date, _: &dyn Fn(Id) -> bool) -> Vec<(Option<Id>, Proposal)> {
    let found = risks(isms, today).findings.into_iter().filter(|found| found.rule.name == "untreated-above-limit");
    let proposal = |id: Id| {
        let risk = isms.risks().get(id)?;
        let because = tell!("{risk} stands above the limit, and nothing is planned against it", risk = id);
        let fields = vec![("title", format!("Treat: {}", risk.title)), ("risks", id.to_string())];
        Some((Some(id), Proposal { fields, because }))
    };
    found.filter_map(|found| proposal(found.on)).collect()
}

/// Of the types of assets that every organisation has.
fn assets_of_each_type(_: &Isms, _: Date, _: &dyn Fn(Id) -> bool) -> Vec<(Option<Id>, Proposal)> {
    let proposal = |one: &AssetType| Proposal {
        fields: vec![("name", one.title.clone()), ("type", one.word.clone())],
        because: tell!("Ask in each department: {question}", question = one.ask.as_str()),
    };
    asset_types().iter().map(|one| (None, proposal(one))).collect()
}

/// Of roles for which nothing is written, those first that somebody holds.
fn competences(isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Vec<(Option<Id>, Proposal)> {
    let missing = roles().iter().filter(|role| role.written(isms).is_empty());
    let mut held: Vec<(&SecurityRole, Vec<Id>)> =
        missing.map(|role| (role, holders(role, isms, today, sees))).collect();
    held.sort_by_key(|(_, people)| people.is_empty());
    let proposal = |(role, people): (&SecurityRole, Vec<Id>)| {
        let because = match people.as_slice() {
            [] => tell!("Clause 7.2 asks what the holder of this role must be able to do"),
            people => {
                tell!("Held by {people}; clause 7.2 asks what a holder must be able to do", people = people.to_vec())
            }
        };
        let one = if let [one] = people[..] { Some(("person", one.to_string())) } else { None };
        (None, Proposal { fields: role.fields().into_iter().chain(one).collect(), because })
    };
    held.into_iter().map(proposal).collect()
}

/// Of measures that many take, and that are not taken here.
fn measures(isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Vec<(Option<Id>, Proposal)> {
    let missing = library::measures().iter().filter(|one| one.taken_over(isms, sees).is_none());
    let proposal = |one: &CommonMeasure| {
        let because = tell!("Many measure it. How it can mislead: {how}", how = one.misleads.as_str());
        Proposal { fields: one.fields(isms, today, sees), because }
    };
    missing.map(|one| (None, proposal(one))).collect()
}

/// Of audit findings that are open, and that no corrective action answers.
fn corrective_actions(isms: &Isms, _: Date, _: &dyn Fn(Id) -> bool) -> Vec<(Option<Id>, Proposal)> {
    let answers = |by: Id| isms.corrective_actions().get(by).is_some_and(|one| one.body.withdrawn.is_none());
    let answered = |id: Id| isms.named_by(id).any(answers);
    let is_open = |finding: &&Held<AuditFinding>| finding.status != FindingStatus::Closed && !answered(finding.id);
    let open = isms.audit_findings().iter().filter(is_open);
    let proposal = |id: Id, title: &str| {
        let fields = vec![("nonconformity", title.to_owned()), ("audit_findings", id.to_string())];
        (
            Some(id),
            Proposal { fields, because: tell!("{finding} is open, and no corrective action answers it", finding = id) },
        )
    };
    open.map(|finding| proposal(finding.id, &finding.title)).collect()
}

/// Of controls that are called implemented, and name nothing that shows it.
fn evidence(isms: &Isms, today: Date, _: &dyn Fn(Id) -> bool) -> Vec<(Option<Id>, Proposal)> {
    let soa = soa(isms, today);
    let bare = soa.findings.iter().filter(|found| found.rule.name == "implemented-without-evidence");
    let proposal = |id: Id| {
        let row = soa.rows.iter().find(|row| row.control.id == id)?;
        let fields = vec![("title", format!("What shows: {}", row.title())), ("controls", id.to_string())];
        let because = tell!("{control} is called implemented, and nothing is named that shows it", control = id);
        Some((Some(id), Proposal { fields, because }))
    };
    bare.filter_map(|found| proposal(found.on)).collect()
}

/// Of what the rules find most often: a thing to be reached for all at once.
fn objectives(isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Vec<(Option<Id>, Proposal)> {
    let found: Vec<Finding> = assets::findings(isms, today).into_iter().filter(|found| sees(found.on)).collect();
    let by = |rule: &str| found.iter().filter(|found| found.rule.name == rule).count();
    let late = overdue(isms, today).iter().filter(|item| sees(item.id)).count();
    let (nobody, left) = (by("no-owner"), by("owner-departed"));
    let owners = (nobody + left > 0).then(|| Proposal {
        fields: vec![
            ("title", "Every asset has an owner who works here".into()),
            ("target", "No asset without an owner, and none whose owner has left.".into()),
        ],
        because: tell!(
            "Assets that nobody owns: {nobody}; owned by people who left: {left}",
            nobody = nobody,
            left = left
        ),
    });
    let on_time = (late > 0).then(|| Proposal {
        fields: vec![
            ("title", "What is due is done on time".into()),
            ("target", "Nothing is overdue for more than thirty days.".into()),
        ],
        because: tell!("Items that were due before today and are not done: {late}", late = late),
    });
    owners.into_iter().chain(on_time).map(|proposal| (None, proposal)).collect()
}

/// Of interested parties who expect something that no law or contract is named for.
fn obligations(isms: &Isms, _: Date, _: &dyn Fn(Id) -> bool) -> Vec<(Option<Id>, Proposal)> {
    let unwritten = isms
        .interested_parties()
        .iter()
        .filter(|party| party.obligations.is_empty() && !party.expects.trim().is_empty());
    let proposal = |id: Id, name: &str, expects: &str| {
        let fields = vec![
            ("title", format!("What is agreed with: {name}")),
            ("kind", "contract".into()),
            ("requirement", expects.to_owned()),
        ];
        (
            Some(id),
            Proposal {
                fields,
                because: tell!("{party} expects it, and no law or contract is named for it", party = id),
            },
        )
    };
    unwritten.map(|party| proposal(party.id, &party.name, &party.expects)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        given::{after, ask, samples},
        registers::ALL,
        views::northwind::{TODAY, northwind},
    };
    use serde_json::{Map, json};

    /// Whatever is proposed can be recorded as it is.
    #[test]
    fn each_proposal_is_a_record_that_its_register_takes() {
        for isms in [northwind(), samples()] {
            for (register, proposal) in ALL.iter().flat_map(|register| {
                proposals(&isms, TODAY, register.name(), &|_| true).into_iter().map(move |one| (register, one))
            }) {
                let fields: Map<_, _> =
                    proposal.fields.into_iter().map(|(name, text)| (name.into(), text.into())).collect();
                ask(&isms, register.name(), &[], "added", fields.into()).unwrap_or_else(|no| panic!("{no}"));
            }
        }
    }

    #[test]
    fn northwind_suggests_what_its_registers_lack() {
        let isms = northwind();
        let said = |register: &str| -> Vec<String> {
            let all = proposals(&isms, TODAY, register, &|_| true);
            all.iter().map(|one| one.because.message(&isms, &|_| true).to_string()).collect()
        };
        assert_eq!(said("objectives")[0], "Assets that nobody owns: 5; owned by people who left: 4");
        assert_eq!(said("actions").len(), 2, "as many as the rule finds");
        assert_eq!(said("risks"), Vec::<String>::new());
    }

    #[test]
    fn a_finding_that_is_answered_asks_for_no_second_answer() {
        let isms = after(&samples(), "audit-findings", &[], "added", json!({ "title": "No log is read" }));
        let open = |isms: &Isms| {
            let all = proposals(isms, TODAY, "corrective-actions", &|_| true);
            all.iter().any(|one| one.fields.contains(&("nonconformity", "No log is read".into())))
        };
        assert!(open(&isms));
        let id = isms.audit_findings().iter().last().unwrap().id.to_string();
        let answer = json!({ "nonconformity": "Logs", "audit_findings": [id] });
        let isms = after(&isms, "corrective-actions", &[], "added", answer);
        assert!(!open(&isms));
        let taken_back = isms.corrective_actions().iter().last().unwrap().id.to_string();
        let why = json!({ "reason": "entered twice" });
        assert!(open(&after(&isms, "corrective-actions", &[&taken_back], "withdrawn", why)));
    }

    #[test]
    fn nothing_is_proposed_from_what_the_reader_does_not_see() {
        let party = json!({ "name": "Customers", "expects": "An answer within a day." });
        let isms = after(&samples(), "interested-parties", &[], "added", party);
        let count = |sees: &dyn Fn(Id) -> bool| proposals(&isms, TODAY, "obligations", sees).len();
        assert!(count(&|_| true) > 0);
        assert_eq!(count(&|id| id.letters() != "IP"), 0);
        let seen = |sees: &dyn Fn(Id) -> bool| proposals(&northwind(), TODAY, "objectives", sees);
        assert_ne!(seen(&|_| true), []);
        assert_eq!(seen(&|_| false), [], "nor is it counted");
    }
}
