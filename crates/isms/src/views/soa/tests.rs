use super::*;
use crate::{
    collection::Body,
    record::*,
    registers::{
        actions::ActionStatus,
        people::Presence,
        risks::{Status, TreatmentOption},
    },
    views::northwind::{TODAY, called, northwind},
};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A state with one person who is here, one who left, and what is put in.
fn given(put: impl FnOnce(&mut Isms)) -> Isms {
    let mut isms = Isms::default();
    let left = Person { name: "Left".into(), status: Presence::Leaver, ..Person::default() };
    isms.put(held("P-0001", Person { name: "Here".into(), ..Person::default() }));
    isms.put(held("P-0002", left));
    put(&mut isms);
    isms
}

fn held<R: Register>(id: &str, record: R) -> Held<R> {
    Held { id: id.parse().unwrap(), revision: 1, body: Body { record, ..Body::default() } }
}

fn to<R>(id: &str) -> Link<R> {
    Link::known(id.parse().unwrap())
}

/// A control that every rule is content with.
fn sound() -> Control {
    Control {
        applicability: Some(Applicability::Applicable),
        justification: "Customers ask for it.".into(),
        decision: Some(Decision { by: None, on: TODAY, reason: "Customers ask for it.".into() }),
        owner: Some(to("P-0001")),
        ..Control::default()
    }
}

fn excluded(justification: &str) -> Control {
    Control {
        applicability: Some(Applicability::NotApplicable),
        justification: justification.into(),
        ..Control::default()
    }
}

fn risk(status: Status, option: Option<TreatmentOption>) -> Risk {
    Risk { title: "Risk".into(), status, option, planned_controls: vec![to("5.7")], ..Risk::default() }
}

/// The rules that find something about the control 5.7.
fn found(control: Control, put: impl FnOnce(&mut Isms)) -> Vec<&'static str> {
    let isms = given(|isms| {
        isms.put(held("5.7", control));
        put(isms);
    });
    soa(&isms, TODAY).findings.iter().map(|finding| finding.rule.name).collect()
}

#[test]
fn a_sound_control_has_no_finding() {
    assert!(found(sound(), |_| ()).is_empty());
    assert!(found(excluded("We write no software."), |_| ()).is_empty());
}

#[test]
fn excluded_without_justification() {
    for words in ["", "N/A", " tbc ", "not needed"] {
        assert_eq!(found(excluded(words), |_| ()), ["excluded-without-justification"], "`{words}`");
    }
    assert!(found(excluded("Not needed: there is no plant."), |_| ()).is_empty());
}

#[test]
fn excluded_but_relied_on() {
    let no = || excluded("We write no software.");
    let by_risk = |status, option| found(no(), |isms| isms.put(held("R-0001", risk(status, option))));
    assert_eq!(by_risk(Status::Assessed, None), ["excluded-but-relied-on"]);
    assert_eq!(
        by_risk(Status::Draft, Some(TreatmentOption::Avoid)),
        ["excluded-but-relied-on"],
        "any that is not closed"
    );
    assert!(by_risk(Status::Closed, None).is_empty());
    let obligation = Obligation { title: "Law".into(), controls: vec![to("5.7")], ..Obligation::default() };
    assert_eq!(found(no(), |isms| isms.put(held("O-0001", obligation))), ["excluded-but-relied-on"]);
}

#[test]
fn reason_not_stated() {
    let silent = |justification: &str| Control { justification: justification.into(), decision: None, ..sound() };
    let with_risk = |control| found(control, |isms| isms.put(held("R-0001", risk(Status::Assessed, None))));
    assert_eq!(with_risk(silent("")), ["reason-not-stated"]);
    assert_eq!(with_risk(silent("n/a")), ["reason-not-stated"], "an empty word states nothing");
    assert!(with_risk(silent("Customers ask for it.")).is_empty());
    assert!(found(Control { justification: "".into(), ..sound() }, |_| ()).is_empty(), "a decision states its reason");
}

#[test]
fn nothing_requires_it_is_silent_where_the_words_claim_a_risk() {
    let stated = |words: &str| Control { justification: words.into(), decision: None, ..sound() };
    assert_eq!(found(stated("Good practice"), |_| ()), ["nothing-requires-it"]);
    assert_eq!(found(stated("Treats risks"), |_| ()), ["claims-risk-none-names-it"]);
    let by = |status, option| found(stated("Treats risks"), |isms| isms.put(held("R-0001", risk(status, option))));
    assert!(by(Status::Assessed, None).is_empty());
    for (status, option) in
        [(Status::Draft, None), (Status::Closed, None), (Status::Assessed, Some(TreatmentOption::Avoid))]
    {
        assert_eq!(by(status, option), ["claims-risk-none-names-it"], "{status:?} {option:?} is no live risk");
    }
    let contract = Obligation { kind: ObligationKind::Contract, controls: vec![to("5.7")], ..Obligation::default() };
    assert!(found(stated("Good practice"), |isms| isms.put(held("O-0001", contract))).is_empty());
}

#[test]
fn status_on_excluded() {
    let with = |implementation| Control { implementation, ..excluded("We write no software.") };
    assert_eq!(found(with(Some(Implementation::No)), |_| ()), ["status-on-excluded"]);
    assert!(found(with(None), |_| ()).is_empty());
}

#[test]
fn implemented_without_evidence() {
    let done = |evidence| Control { implementation: Some(Implementation::Yes), evidence, ..sound() };
    assert_eq!(found(done(vec![]), |_| ()), ["implemented-without-evidence"]);
    assert!(found(done(vec![Link::unresolved("EV-5-7")]), |_| ()).is_empty(), "a bare reference counts");
    let names_it = Evidence { controls: vec![to("5.7")], ..Evidence::default() };
    assert!(found(done(vec![]), |isms| isms.put(held("E-0001", names_it))).is_empty());
    assert!(found(Control { implementation: Some(Implementation::Partly), ..sound() }, |_| ()).is_empty());
}

#[test]
fn implemented_with_open_action() {
    let done =
        || Control { implementation: Some(Implementation::Yes), evidence: vec![Link::unresolved("EV-5-7")], ..sound() };
    let with = |status| {
        let action = Action { status, controls: vec![to("5.7")], ..Action::default() };
        found(done(), |isms| isms.put(held("ACT-0001", action)))
    };
    assert_eq!(with(ActionStatus::InProgress), ["implemented-with-open-action"]);
    assert!(with(ActionStatus::Done).is_empty());
    assert!(with(ActionStatus::Cancelled).is_empty());
}

#[test]
fn owners() {
    let owned = |owner| found(Control { owner, ..sound() }, |_| ());
    assert_eq!(owned(None), ["no-owner"]);
    assert_eq!(owned(Some(to("P-0002"))), ["owner-departed"]);
    assert!(owned(Some(Link::unresolved("IT team"))).is_empty(), "a team counts as an owner");
    assert!(found(excluded("We write no software."), |_| ()).is_empty(), "what is left out needs none");
}

#[test]
fn exclusion_to_confirm_is_a_question() {
    let isms = given(|isms| isms.put(held("5.7", excluded("Outsourced to our landlord."))));
    let soa = soa(&isms, TODAY);
    let [question] = soa.findings.as_slice() else { panic!("one finding") };
    assert_eq!(
        (question.rule.name, question.rule.severity),
        ("exclusion-to-confirm", crate::views::finding::Severity::Question)
    );
    assert!(found(excluded("No outsourced development."), |_| ()).is_empty());
    let answered = |how: &str| found(Control { how: how.into(), ..excluded("Outsourced to our landlord.") }, |_| ());
    assert_eq!(answered("n/a"), ["exclusion-to-confirm"]);
    assert!(answered("Ada walks through the rooms with the landlord each May.").is_empty());
}

#[test]
fn northwind_has_the_findings_its_readme_tells() {
    let isms = northwind();
    let soa = soa(&isms, TODAY);
    let by = |rule: &str| called(&isms, soa.findings.iter().filter(|f| f.rule.name == rule).map(|f| f.on));
    let set = |list: &str| list.split(' ').map(String::from).collect::<BTreeSet<_>>();
    assert_eq!(
        soa.counts(&|_| true),
        Counts { apply: 86, excluded: 7, yes: 44, partly: 26, planned: 13, no: 3, ..Counts::default() }
    );
    assert_eq!(by("excluded-without-justification"), set("5.7 8.11 8.33"));
    assert_eq!(by("excluded-but-relied-on"), set("5.7 8.11 8.30 8.33"));
    assert_eq!(by("reason-not-stated"), set("5.13 7.10 8.17"));
    assert_eq!(by("implemented-without-evidence"), set("5.9 5.36 6.4 8.6 8.22"));
    assert_eq!(by("no-owner"), set("5.6 7.14"));
    assert_eq!(by("exclusion-to-confirm"), set("7.6 7.11 7.12"));
    assert_eq!((by("claims-risk-none-names-it").len(), by("nothing-requires-it").len()), (16, 7));
    let relied =
        soa.findings.iter().find(|f| f.rule.name == "excluded-but-relied-on" && f.on.to_string() == "8.11").unwrap();
    assert_eq!(relied.sentence.message(&isms, &|_| true).to_string(), "A.8.11 is left out, and relied on by R-045");
    assert_eq!(
        relied.sentence.message(&isms, &|id| id == relied.on).to_string(),
        "A.8.11 is left out, and relied on by a restricted record"
    );
}

#[test]
fn what_the_reader_may_not_see_is_named_only_as_restricted() {
    let isms = given(|isms| {
        isms.put(held("5.7", Control::default()));
        isms.put(held("R-0001", Risk { title: "Secret merger".into(), ..risk(Status::Assessed, None) }));
    });
    let shown = json(&isms, TODAY, &|id| id.letters() != "R");
    assert_eq!(shown["controls"][0]["applicability"], "derived");
    assert_eq!(shown["controls"][0]["reasons"][0]["text"], "a restricted record");
    assert!(!shown.to_string().contains("merger"));
}

/// A statement says what is decided; how far it can be trusted changes with each day, and would change what was signed.
#[test]
fn how_far_a_control_can_be_trusted_is_told_and_not_published() {
    let out = Control { applicability: Some(Applicability::NotApplicable), ..Control::default() };
    let isms = given(|isms| {
        isms.put(held("5.7", sound()));
        isms.put(held("5.8", Control { implementation: Some(Implementation::Yes), ..Control::default() }));
        isms.put(held("7.1", out));
    });
    let shown = json(&isms, TODAY, &|_| true);
    let told: Vec<_> = shown["controls"].as_array().unwrap().iter().map(|row| row["assurance"].clone()).collect();
    let none = serde_json::Value::Null;
    let of = |standing, next| serde_json::json!({ "standing": standing, "next": next });
    assert_eq!(told, [of(None, "claimed"), of(Some("claimed"), "described"), none]);
    let published = as_published(&isms, TODAY, &|_| true);
    assert!(published["controls"].as_array().unwrap().iter().all(|row| row.get("assurance").is_none()));
    assert!(differing(&published, &shown).is_empty(), "and nothing else is told otherwise");
}

#[test]
fn a_statement_differs_where_a_row_says_something_else() {
    let state = |control| given(|isms| isms.put(held("5.7", control)));
    let at = |isms: &Isms| as_published(isms, TODAY, &|_| true);
    let published = at(&state(sound()));
    assert!(differing(&published, &at(&state(sound()))).is_empty());
    assert_eq!(differing(&published, &at(&state(Control { owner: None, ..sound() }))), ["5.7"]);
    let with_own = given(|isms| {
        isms.put(held("5.7", sound()));
        isms.put(held("X-01", Control { title: Some("Own".into()), ..Control::default() }));
    });
    assert_eq!(differing(&published, &at(&with_own)), ["X-01"]);
}

/// The rule of applicability, told once more and as plainly as it can be.
fn naive(control: &Held<Control>, risks: &[Held<Risk>], obligations: &[Held<Obligation>]) -> Standing {
    let own = control.id.letters() == "X";
    let mut needed = false;
    for risk in risks {
        let dead = risk.status == Status::Draft
            || risk.status == Status::Closed
            || risk.option == Some(TreatmentOption::Avoid);
        let names = risk.existing_controls.contains(&Link::known(control.id))
            || risk.planned_controls.contains(&Link::known(control.id));
        needed |= names && !dead;
    }
    for obligation in obligations {
        needed |= obligation.controls.contains(&Link::known(control.id));
    }
    match (control.applicability, own, needed) {
        (Some(Applicability::NotApplicable), _, _) => Standing::NotApplicable,
        (Some(Applicability::Applicable), _, _) | (None, true, _) => Standing::Applicable,
        (None, false, true) => Standing::Derived,
        (None, false, false) => Standing::Undecided,
    }
}

const CONTROLS: [&str; 4] = ["5.7", "6.3", "8.5", "X-01"];

fn some_links() -> impl Strategy<Value = Vec<Link<Control>>> {
    prop::collection::vec(prop::sample::select(&CONTROLS[..]).prop_map(to), 0..3)
}

fn some_risk() -> impl Strategy<Value = Risk> {
    use Status::*;
    let status = prop::sample::select(vec![Draft, Assessed, InTreatment, Treated, Accepted, Closed]);
    let option = prop::sample::select(vec![None, Some(TreatmentOption::Avoid), Some(TreatmentOption::Modify)]);
    (status, option, some_links(), some_links()).prop_map(|(status, option, existing_controls, planned_controls)| {
        Risk { status, option, existing_controls, planned_controls, ..Risk::default() }
    })
}

proptest! {
    #[test]
    fn applicability_is_what_a_naive_reader_finds(
        decided in prop::collection::vec(
            prop::sample::select(vec![None, Some(Applicability::Applicable), Some(Applicability::NotApplicable)]), 4),
        risks in prop::collection::vec(some_risk(), 0..4),
        obliged in prop::collection::vec(some_links(), 0..2),
    ) {
        let number = |letters: &str, place: usize| format!("{letters}-{:04}", place + 1);
        let risks: Vec<_> = risks.into_iter().enumerate().map(|(place, risk)| held(&number("R", place), risk)).collect();
        let obligation = |controls| Obligation { controls, ..Obligation::default() };
        let obligations: Vec<_> =
            obliged.into_iter().enumerate().map(|(place, controls)| held(&number("O", place), obligation(controls))).collect();
        let isms = given(|isms| {
            for (id, applicability) in CONTROLS.iter().zip(decided) {
                isms.put(held(id, Control { applicability, ..Control::default() }));
            }
            risks.iter().for_each(|risk| isms.put(risk.clone()));
            obligations.iter().for_each(|obligation| isms.put(obligation.clone()));
        });
        let soa = soa(&isms, TODAY);
        for row in &soa.rows {
            prop_assert_eq!(row.standing, naive(row.control, &risks, &obligations));
        }
        let open = soa.rows.iter().filter(|row| row.standing == Standing::Undecided).map(|row| annex_a::number(row.control.id));
        prop_assert_eq!(undecided(&isms), open.collect::<Vec<_>>());
    }
}
