use super::*;
use crate::{
    Asked, Id, Revision, Sight, annex_a, apply,
    criteria::Criteria,
    fold,
    founding::found,
    given::{after, ask, director, fields, now, person as signed_in, refused},
    record::*,
    register,
    registers::{ALL, controls::Implementation, obligations::ObligationKind, risks::Status},
    views::soa::{Standing, in_the_way, soa, unconfirmed},
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// An organisation on its first day.
fn founded() -> Isms {
    let organisation = Organisation { name: "Kettle and Sons".into(), ..Organisation::default() };
    fold(Isms::default(), &found(&Isms::default(), organisation).unwrap()).unwrap()
}

fn answers() -> Value {
    json!({
        "what_you_do": "We repair heating systems for private homes.",
        "places": ["Workshop, 5 Mill Lane", "at home"],
        "who_decides": "Ruth Kettle",
        "who_does_the_work": "Sam Osei",
        "helpers": ["Nimbus IT", "Jane Doe (freelancer)"],
        "assets": ["customer-records", "mailboxes", "accounts", "backups", "laptops-and-phones"],
        "other_assets": ["Diagnosis van"],
        "true_of_you": ["we-work-in-an-office", "we-handle-payments"],
        "hurts_most": "standing-still-for-days",
        "too_much": "medium-and-above",
        "laws": ["data-protection-law", "security-terms-of-customers"],
        "other_laws": ["Contract with Miller and Sons", "Gas safety law"],
        "climate": "heat-could",
        "already": ["a-second-step-at-sign-in"],
        "risks": ["S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09", "S10"],
    })
}

fn begun_with(isms: &Isms, answers: Value) -> Isms {
    after(isms, "organisation", &["ORG-1"], "begun", answers)
}

fn proposed(isms: &Isms) -> BTreeSet<Id> {
    ALL.iter().flat_map(|register| register.proposed(isms)).collect()
}

fn confirmed(isms: &Isms, ids: impl IntoIterator<Item = Id>) -> Isms {
    ids.into_iter().fold(isms.clone(), |isms, id| {
        let name = crate::register_of(id).unwrap().name();
        after(&isms, name, &[&id.to_string()], "confirmed", json!({}))
    })
}

#[test]
fn a_dozen_answers_make_first_records_that_say_where_they_come_from() {
    let isms = begun_with(&founded(), answers());
    let count = |name: &str| register(name).unwrap().proposed(&isms).count();
    let made = [("people", 2), ("assets", 6), ("suppliers", 2), ("risks", 10), ("actions", 10), ("obligations", 4)];
    for (name, expected) in made {
        assert_eq!(count(name), expected, "{name}");
    }
    assert_eq!((count("issues"), count("interested-parties"), count("organisation")), (2, 4, 1));
    let source = |id: &str| crate::register_of(id.parse().unwrap()).unwrap().head(&isms, id.parse().unwrap());
    assert_eq!(source("R-1").unwrap().proposed.unwrap(), "First steps, 31 Oct 2026: risk S01 of the library");
    let place = source("S-1").unwrap().proposed.unwrap();
    assert_eq!(place, "First steps, 31 Oct 2026: your answer to “Who outside works for you with your information?”");
}

#[test]
fn what_is_proposed_belongs_together() {
    let isms = begun_with(&founded(), answers());
    let named =
        |link: &Option<Link<Person>>| isms.people().get(link.as_ref().unwrap().id().unwrap()).unwrap().name.clone();
    let risk = isms.risks().get(Id::new("R", 1)).unwrap();
    assert_eq!((named(&risk.owner).as_str(), risk.status), ("Ruth Kettle", Status::Draft));
    assert_eq!((&risk.inherent, &risk.current, &risk.residual), (&None, &None, &None), "rating is for people");
    assert!(risk.planned_controls.contains(&Link::known(Id::new("8.", 5))));
    assert!(risk.threat.is_some() && risk.vulnerability.is_some() && !risk.affects.is_empty());
    let mail = isms.assets().iter().find(|asset| asset.name == "Mailboxes").unwrap();
    assert!(risk.assets.contains(&Link::known(mail.id)), "S01 strikes accounts");
    assert_eq!(named(&mail.owner), "Sam Osei");
    let action = isms.actions().iter().next().unwrap();
    assert_eq!((&action.risks, &action.due), (&vec![Link::known(risk.id)], &None));
    let kinds: Vec<ObligationKind> = isms.obligations().iter().map(|one| one.kind).collect();
    let (law, contract) = (ObligationKind::Law, ObligationKind::Contract);
    assert_eq!(kinds, [law, contract, contract, law]);
    let organisation = isms.the_organisation().unwrap();
    assert_eq!(
        organisation.scope.0,
        "We repair heating systems for private homes. The management system of Kettle and Sons covers this work at \
         Workshop, 5 Mill Lane; at home, the people who do it, and the information and systems they use. Services of \
         others are used: Nimbus IT; Jane Doe (freelancer). They are looked after as suppliers.",
        "a firm or a person"
    );
    assert_eq!((organisation.sites.len(), organisation.criteria.limit.as_str()), (2, "Medium"));
    assert_eq!(organisation.criteria.consequence[4].description, "Work stops for more than a week.");
}

#[test]
fn whoever_answers_again_makes_nothing_twice_and_writes_over_nothing() {
    let once = begun_with(&founded(), answers());
    let again = ask(&once, "organisation", &["ORG-1"], "begun", answers()).unwrap();
    assert_eq!(again, []);

    let mut other = answers();
    other["climate"] = json!("not-that-we-can-see");
    assert_eq!(
        ask(&once, "organisation", &["ORG-1"], "begun", other).unwrap(),
        [],
        "the opposite stands beside nothing"
    );

    let written = json!({ "scope": "Ours.", "sites": [{ "name": "Home" }] });
    let own = after(&founded(), "organisation", &["ORG-1"], "edited", written);
    let own = after(&own, "controls", &["8.5"], "edited", json!({ "how": "By key." }));
    let own = after(&own, "people", &[], "added", json!({ "name": "ruth  kettle" }));
    let isms = begun_with(&own, answers());
    let organisation = isms.the_organisation().unwrap();
    assert_eq!((organisation.scope.0.as_str(), organisation.sites.len()), ("Ours.", 1));
    assert_eq!(isms.controls().get(Id::new("8.", 5)).unwrap().how.0, "By key.");
    assert!(isms.controls().proposed().all(|id| id != Id::new("8.", 5)));
    assert_eq!((isms.people().len(), isms.people().proposed().count()), (2, 1));
    assert_eq!(isms.risks().iter().next().unwrap().owner, Some(Link::known(Id::new("P", 1))));
}

#[test]
fn whoever_answers_again_finds_their_choices() {
    let isms = begun_with(&founded(), answers());
    let told = |sees: &dyn Fn(Id) -> bool| on_record(&isms, sees);
    let all = told(&|_| true);
    let given = answers();
    for question in ["assets", "laws", "climate", "hurts_most", "too_much"] {
        let mut choices: Vec<&str> =
            all.iter().filter(|(name, _)| *name == question).map(|(_, word)| word.as_str()).collect();
        let mut given: Vec<&str> = match &given[question] {
            Value::Array(words) => words.iter().map(|word| word.as_str().unwrap()).collect(),
            word => vec![word.as_str().unwrap()],
        };
        choices.sort_unstable();
        given.sort_unstable();
        assert_eq!(choices, given, "{question}");
    }
    assert!(told(&|id| id.letters() != "A").iter().all(|(name, _)| *name != "assets"));
    assert_eq!(on_record(&founded(), &|_| true), [], "what nobody chose is chosen by nothing");
}

#[test]
fn criteria_stay_once_there_is_a_risk() {
    let own = after(&founded(), "risks", &[], "added", json!({ "title": "Ours" }));
    let isms = begun_with(&own, answers());
    assert_eq!(isms.the_organisation().unwrap().criteria, Criteria::default());
}

#[test]
fn what_somebody_withdrew_is_not_proposed_again() {
    let isms = begun_with(&founded(), answers());
    let isms = after(&isms, "actions", &["ACT-1"], "withdrawn", json!({ "reason": "not ours" }));
    let isms = after(&isms, "risks", &["R-1"], "withdrawn", json!({ "reason": "not ours" }));
    assert_eq!(ask(&isms, "organisation", &["ORG-1"], "begun", answers()).unwrap(), []);
}

/// Somebody who does not see a record of the same name learns nothing of it.
#[test]
fn what_the_actor_may_not_know_of_is_not_found() {
    let own = after(&founded(), "people", &[], "added", json!({ "name": "Ruth Kettle", "restricted": true }));
    let who = Who { sight: Sight::of(|id| id != Id::new("P", 1)), ..signed_in(1) };
    let asked =
        Asked { on: vec![Id::new("ORG", 1)], word: "begun".into(), fields: fields(answers()), ..Asked::default() };
    let changes = register("organisation").unwrap().decide(&own, &who, now(), asked).unwrap();
    let isms = fold(own, &changes).unwrap();
    assert_eq!(isms.risks().iter().next().unwrap().owner, Some(Link::known(Id::new("P", 2))));
}

/// What the risks of these scenarios name, where each common asset and these others are on record.
fn struck(others: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut given = answers();
    let described = register("organisation").unwrap().description();
    let field = described.act("begun").unwrap().fields.iter().find(|field| field.name == "assets").unwrap();
    let crate::Kind::List(item) = &field.kind else { panic!("not a list") };
    let crate::Kind::Choice(choices) = item.as_ref() else { panic!("no choices") };
    given["assets"] = choices.iter().map(|choice| choice.value.clone()).collect();
    given["other_assets"] = json!(others);
    given["risks"] = crate::library::scenarios().iter().map(|one| one.id.clone()).collect();
    let isms = begun_with(&founded(), given);
    let name = |link: &Link<crate::registers::Asset>| isms.assets().get(link.id().unwrap()).unwrap().name.clone();
    let number =
        |risk: &Risk| crate::library::scenarios().iter().find(|one| one.title == risk.title).unwrap().id.clone();
    isms.risks().iter().map(|risk| (number(risk), risk.assets.iter().map(name).collect())).collect()
}

/// Written down from the titles of the scenarios alone, without a look at what the library says of them.
#[test]
fn a_risk_names_what_a_sensible_person_would_name() {
    let struck = struck(&[]);
    for (scenario, expected) in [
        ("S01", &["Mailboxes"][..]),
        ("S04", &["Accounts and payments"]),
        ("S06", &["Laptops and phones"]),
        ("S14", &["Customer records"]),
        ("S27", &["Paper files"]),
        ("S41", &["Designs and source code"]),
        ("S48", &["Website or shop"]),
        ("S50", &["Production machines"]),
    ] {
        assert_eq!(struck[scenario], expected.iter().map(|name| name.to_string()).collect(), "{scenario}");
    }
    for (scenario, among) in [
        ("S02", "Shared files"),
        ("S02", "Main program"),
        ("S02", "Backups"),
        ("S03", "Backups"),
        ("S17", "Staff records"),
    ] {
        assert!(struck[scenario].contains(among), "{scenario}: {among}");
    }
    for (scenario, nonsense) in [
        ("S02", "Paper files"),
        ("S09", "Designs and source code"),
        ("S27", "Website or shop"),
        ("S49", "Main program"),
        ("S51", "Main program"),
    ] {
        assert!(!struck[scenario].contains(nonsense), "{scenario}: {nonsense}");
    }
    let all: BTreeSet<&String> = struck.values().flatten().collect();
    assert_eq!(all.len(), 12);
    for asset in all {
        assert!(struck.values().filter(|names| names.contains(asset)).count() >= 2, "{asset}");
    }
}

#[test]
fn what_else_was_typed_has_a_type_where_its_words_tell_one_and_meets_its_risks() {
    let struck = struck(&["Price list", "Server in the cellar", "Van with tools"]);
    let of = |name: &str| {
        struck.iter().filter(|(_, names)| names.contains(name)).map(|(id, _)| id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(of("Van with tools"), Vec::<&str>::new(), "nothing tells what it is");
    assert!(["S02", "S09", "S14"].iter().all(|one| of("Price list").contains(one)), "{:?}", of("Price list"));
    assert!(["S22", "S24", "S46"].iter().all(|one| of("Server in the cellar").contains(one)));
    for nonsense in ["S13", "S41", "S54"] {
        assert!(!of("Price list").contains(&nonsense) && !of("Server in the cellar").contains(&nonsense), "{nonsense}");
    }
    assert_eq!(
        self::struck(&["Price list", "Recipes", "Drawings", "Offers"])["S14"],
        ["Customer records".to_owned()].into()
    );
}

#[test]
fn each_risk_of_the_library_passes_the_check_of_its_register() {
    let all: Vec<&str> = crate::library::scenarios().iter().map(|one| one.id.as_str()).collect();
    let mut given = answers();
    given["risks"] = json!(all);
    let isms = begun_with(&founded(), given);
    assert_eq!(isms.risks().len(), all.len());
    for id in proposed(&isms) {
        let register = crate::register_of(id).unwrap();
        let held = register.get(&isms, id).unwrap();
        let (_, reasons) = register.revise(&isms, id, held.revision + 1, &held.body).unwrap();
        assert_eq!(reasons, [], "{id}");
        let known = |link: &Id| crate::register_of(*link).is_some_and(|of| of.has(&isms, *link));
        assert!(register.links(&isms, id).iter().all(known), "{id} names what is not there");
    }
}

#[test]
fn every_choice_can_be_answered() {
    let described = register("organisation").unwrap().description();
    let act = described.act("begun").unwrap();
    let mut given = json!({ "what_you_do": "Tea.", "who_decides": "Ann Ash" });
    for field in &act.fields {
        if let crate::Kind::List(item) = &field.kind
            && let crate::Kind::Choice(choices) = item.as_ref()
        {
            assert!(choices.iter().all(|one| one.label() != "Accounts"), "it reads as sign-ins");
            given[&field.name] = choices.iter().map(|choice| choice.value.clone()).collect();
        }
        if let crate::Kind::Choice(choices) = &field.kind {
            given[&field.name] = json!(choices.last().unwrap().value);
        }
        assert!(field.label.ends_with('?'), "{} asks nothing", field.label);
    }
    let isms = begun_with(&founded(), given);
    assert_eq!((isms.assets().len(), isms.obligations().len(), isms.controls().proposed().count()), (12, 6, 14));
}

#[test]
fn what_is_left_empty_is_asked_for_and_numbers_nobody_knows_are_named() {
    let empty = ask(&founded(), "organisation", &["ORG-1"], "begun", json!({ "places": ["Leeds"] })).unwrap_err();
    let at: Vec<String> = empty.reasons.into_iter().filter_map(|reason| reason.field).collect();
    assert_eq!(at, ["what_you_do", "who_decides", "hurts_most", "too_much", "climate"]);
    let long = json!({ "who_decides": "x".repeat(crate::LONGEST_TEXT + 1), "hurts_most": "losing-money" });
    let faults = ask(&founded(), "organisation", &["ORG-1"], "begun", long).unwrap_err().reasons;
    let at: Vec<String> = faults.into_iter().filter_map(|reason| reason.field).collect();
    assert_eq!(at, ["who_decides", "what_you_do", "too_much", "climate"], "all at once");
    let mut given = answers();
    given["risks"] = json!(["S99"]);
    assert!(refused(ask(&founded(), "organisation", &["ORG-1"], "begun", given)).contains("no risk `S99`"));
}

#[test]
fn questions_follow_from_what_is_true() {
    let first = |sorts: &[Sort]| concerning(sorts, &[]).into_iter().take(MOST_ASKED).collect::<Vec<_>>();
    let asked = |sorts: &[Sort]| first(sorts).iter().map(|one| one.id.clone()).collect::<BTreeSet<_>>();
    let (nothing, machines) = (asked(&[]), asked(&[Sort::WeMakeThings]));
    assert_eq!((nothing.len(), machines.len()), (10, 16));
    assert!(!nothing.contains("S50") && machines.contains("S50"), "machines are asked about where there are some");
    // Each sort that is ticked has its share, and so have the risks of everybody.
    let sorts = [Sort::WeBuildSoftware, Sort::WeWorkInTheCloud];
    for fits in ["software", "cloud", "everybody"] {
        let share = first(&sorts).iter().filter(|one| one.fits.iter().any(|one| one == fits)).count();
        assert!(share >= MOST_ASKED / 3, "{fits}: {share}");
    }
    // What strikes a thing that was ticked comes first of its sort.
    let leading = |assets: &[CommonAsset]| concerning(&[Sort::WeWorkInAnOffice], assets).into_iter().next().unwrap();
    let strikes_paper = |one: &crate::library::Scenario| one.strikes.iter().any(|word| word == "paper-files");
    assert!(!strikes_paper(leading(&[])) && strikes_paper(leading(&[CommonAsset::PaperFiles])));
    let all = concerning(&sorts, &[]);
    let fitting = crate::library::scenarios()
        .iter()
        .filter(|one| one.fits.iter().any(|fits| ["software", "cloud", "everybody"].contains(&fits.as_str())));
    assert_eq!(all.len(), fitting.count(), "what else fits waits, and nothing stands there twice");
    let fits: BTreeSet<&String> = crate::library::scenarios().iter().flat_map(|one| &one.fits).collect();
    let described = register("organisation").unwrap().description();
    let field = described.act("begun").unwrap().fields.iter().find(|field| field.name == "true_of_you").unwrap();
    let crate::Kind::List(item) = &field.kind else { panic!("not a list") };
    let crate::Kind::Choice(choices) = item.as_ref() else { panic!("no choices") };
    for choice in choices {
        let sort: Sort = serde_json::from_value(json!(choice.value)).unwrap();
        assert!(fits.contains(&sort.fits().to_string()), "no risk fits {sort:?}");
    }
}

#[test]
fn a_proposal_is_confirmed_and_not_by_an_edit() {
    let isms = begun_with(&founded(), answers());
    let edited = after(&isms, "assets", &["A-1"], "edited", json!({ "location": "Leeds" }));
    let mark = |isms: &Isms| isms.assets().get(Id::new("A", 1)).unwrap().body.proposed.clone();
    assert_eq!(mark(&edited), mark(&isms));
    let several = after(&edited, "assets", &["A-1", "A-2"], "confirmed", json!({}));
    assert_eq!((mark(&several), several.assets().proposed().count()), (None, 4));
    assert!(refused(ask(&several, "assets", &["A-1"], "confirmed", json!({}))).contains("it is not proposed"));
    assert!(
        refused(ask(&isms, "assets", &[], "added", json!({ "name": "x", "proposed": "by me" }))).contains("proposed")
    );
}

#[test]
fn going_back_brings_no_mark_back() {
    let isms = begun_with(&founded(), answers());
    let first = Revision::new(Id::new("A", 1), 1, &isms.assets().get(Id::new("A", 1)).unwrap().body);
    let isms = confirmed(&isms, [Id::new("A", 1)]);
    let asked = Asked { on: vec![Id::new("A", 1)], word: "set-back".into(), earlier: vec![first], ..Asked::default() };
    let changes = register("assets").unwrap().decide(&isms, &signed_in(1), now(), asked).unwrap();
    let mut back = isms.clone();
    changes.iter().for_each(|change| apply(&mut back, change).unwrap());
    assert_eq!(back.assets().get(Id::new("A", 1)).unwrap().body.proposed, None);
}

#[test]
fn nothing_is_signed_on_what_is_only_proposed() {
    let isms = begun_with(&founded(), answers());
    let rating = json!({ "likelihood": 4, "consequence": 4 });
    let rated = after(&isms, "risks", &["R-1"], "assessed", json!({ "inherent": rating, "residual": rating }));
    let sign = |isms: &Isms, word: &str, given: Value| ask(isms, "risks", &["R-1"], word, given);
    let reason = json!({ "reason": "weighed" });
    assert!(refused(sign(&rated, "accepted", reason.clone())).contains("only proposed"));
    assert!(refused(sign(&rated, "plan-approved", json!({}))).contains("confirm it first"));
    let own = confirmed(&rated, [Id::new("R", 1)]);
    assert!(sign(&own, "plan-approved", json!({})).is_ok() && sign(&own, "accepted", reason).is_ok());
    assert!(director(1).top_management);
}

#[test]
fn the_draft_counts_what_is_proposed_and_no_version_is_published_of_it() {
    let isms = begun_with(&founded(), answers());
    let today = isms.day(now());
    let derived = |isms: &Isms| {
        soa(isms, today)
            .rows
            .iter()
            .filter(|row| row.standing == Standing::Derived)
            .map(|row| row.control.id)
            .collect::<BTreeSet<_>>()
    };
    let named: BTreeSet<Id> = isms
        .risks()
        .iter()
        .flat_map(|risk| risk.planned_controls.iter().filter_map(Link::id).collect::<Vec<_>>())
        .chain(isms.obligations().iter().flat_map(|one| one.controls.iter().filter_map(Link::id).collect::<Vec<_>>()))
        .collect();
    assert_eq!(derived(&isms), named);
    let rest = annex_a::controls().map(|control| control.id).filter(|id| !named.contains(id));
    let decided = rest.fold(isms.clone(), |isms, id| {
        after(&isms, "controls", &[&id.to_string()], "excluded", json!({ "reason": "Nothing here needs it." }))
    });
    assert_eq!(in_the_way(&decided).len(), 1);
    let blocking = unconfirmed(&decided);
    assert!(blocking.contains(&Id::new("R", 1)) && blocking.contains(&Id::new("ORG", 1)), "{blocking:?}");
    assert!(blocking.contains(&Id::new("8.", 5)), "a row that says what is done already");
    assert!(!soa(&decided, today).is_ready(&decided));
    let rating = json!({ "inherent": { "likelihood": 2, "consequence": 2 } });
    let risks: Vec<Id> = decided.risks().proposed().collect();
    let rated = risks
        .iter()
        .fold(decided.clone(), |isms, id| after(&isms, "risks", &[&id.to_string()], "assessed", rating.clone()));
    let own = confirmed(&rated, blocking);
    assert_eq!((in_the_way(&own), derived(&own)), (vec![], named));
    assert!(soa(&own, today).is_ready(&own));
}

/// Clause 6.1.3 d: the necessary controls, why they are included, and whether they are implemented.
#[test]
fn each_needed_control_says_what_for_and_how_far_it_is() {
    let isms = begun_with(&founded(), answers());
    let statement = soa(&isms, isms.day(now()));
    for row in statement.rows.iter().filter(|row| row.standing == Standing::Derived) {
        let expected =
            if row.control.id == Id::new("8.", 5) { Implementation::Partly } else { Implementation::Planned };
        assert_eq!(row.control.implementation, Some(expected), "{}", row.control.id);
        assert_eq!(row.control.owner, Some(Link::known(Id::new("P", 2))), "{}", row.control.id);
    }
    assert_eq!(statement.findings, [], "a draft begins without a fault");
    let reason = |theme, number| isms.controls().get(Id::new(theme, number)).unwrap().justification.0.clone();
    assert_eq!(reason("5.", 34), "Asked for by: Data protection law.");
    assert_eq!(reason("8.", 5), "Needed against: A stolen password opens a colleague's mailbox to a stranger.");
}

/// The first risk but one, left out; the plans of these controls may be taken back.
fn without_the_seventh(isms: &Isms, plans: &BTreeSet<Id>) -> Result<Changes, crate::Refusal> {
    left_out(isms, &signed_in(1), now(), (Id::new("R", 7), None, "not ours"), plans)
}

#[test]
fn what_needed_a_control_takes_its_plan_along() {
    let isms = begun_with(&founded(), answers());
    let names = |risk: &Held<Risk>| risk.planned_controls.iter().filter_map(Link::id).collect::<BTreeSet<Id>>();
    let gone = Id::new("R", 7);
    let others: BTreeSet<Id> = isms.risks().iter().filter(|risk| risk.id != gone).flat_map(names).collect();
    let laws = isms.obligations().iter().flat_map(|one| one.controls.iter().filter_map(Link::id).collect::<Vec<_>>());
    let kept: BTreeSet<Id> = others.into_iter().chain(laws).collect();
    let all = names(isms.risks().get(gone).unwrap());
    let only: BTreeSet<Id> = all.difference(&kept).copied().collect();
    assert!(!only.is_empty(), "this risk alone names a control");
    let changes = without_the_seventh(&isms, &all).unwrap();
    let changed: BTreeSet<Id> = changes.iter().map(|change| change.id).collect();
    assert_eq!(changed, [Id::new("ACT", 7), gone].into_iter().chain(only.iter().copied()).collect());
    let after = fold(isms.clone(), &changes).unwrap();
    let control = |isms: &Isms, id: &Id| isms.controls().get(*id).unwrap().body.clone();
    assert!(only.iter().all(|id| control(&after, id) == control(&founded(), id)), "as if it were never proposed");
    let others_words = fold(isms.clone(), &without_the_seventh(&isms, &BTreeSet::new()).unwrap()).unwrap();
    assert!(only.iter().all(|id| control(&others_words, id) == control(&isms, id)), "what is not named stays");
}

#[test]
fn what_something_rests_on_is_left_out_with_nothing_done_before() {
    let isms = begun_with(&founded(), answers());
    assert_eq!(resting(&isms, Id::new("R", 7)), []);
    let isms = after(&isms, "actions", &[], "added", json!({ "title": "Ours", "risks": ["R-7"] }));
    assert_eq!(resting(&isms, Id::new("R", 7)), [Id::new("ACT", 11)]);
    let refusal = without_the_seventh(&isms, &BTreeSet::new()).unwrap_err().to_string();
    assert!(refusal.contains("still needed by ACT-0011"), "{refusal}");
    let own = confirmed(&begun_with(&founded(), answers()), [Id::new("R", 7)]);
    assert_eq!(without_the_seventh(&own, &BTreeSet::new()).unwrap(), [], "somebody made it theirs");
}

#[test]
fn risks_are_rated_all_or_none_and_only_while_they_are_proposed() {
    let isms = begun_with(&founded(), answers());
    let weigh = |number, likelihood: &str| {
        let weighed = Weighed { seen: Some(1), likelihood: likelihood.into(), consequence: "2".into() };
        (Id::new("R", number), weighed)
    };
    let rate = |isms: &Isms, all: &[(Id, Weighed)]| weighed(isms, &signed_in(1), now(), all);
    let at = |no: crate::Refusal| no.reasons.into_iter().filter_map(|one| one.field).collect::<Vec<_>>();
    let changes = rate(&isms, &[weigh(1, "3"), weigh(2, "4")]).unwrap();
    assert_eq!(changes.iter().map(|change| change.revision).collect::<Vec<_>>(), [2, 2]);
    let rated = fold(isms.clone(), &changes).unwrap();
    let risk = rated.risks().get(Id::new("R", 2)).unwrap();
    assert_eq!((risk.status, risk.body.proposed.clone()), (Status::Assessed, None));

    let no = at(rate(&rated, &[weigh(3, "99"), weigh(1, "1"), weigh(999, "1"), weigh(4, "1")]).unwrap_err());
    assert_eq!(no, ["R-0003.inherent.likelihood", "R-0001", "R-0999"], "each says why, and nothing is done");
    let edited = after(&isms, "risks", &["R-1"], "assessed", json!({ "inherent": { "likelihood": 1 } }));
    assert_eq!(at(rate(&edited, &[weigh(1, "3")]).unwrap_err()), ["R-0001"], "a colleague rated it meanwhile");
}

#[test]
fn what_was_looked_at_is_confirmed_together_and_nothing_else() {
    let isms = begun_with(&founded(), answers());
    let confirm = |isms: &Isms, all: &[(Id, Option<u32>)]| super::confirmed(isms, &signed_in(1), now(), all);
    let (one, other) = (Id::new("A", 1), Id::new("P", 1));
    let changes = confirm(&isms, &[(one, Some(1)), (other, None)]).unwrap();
    assert_eq!(changes.iter().map(|change| (change.id, change.revision)).collect::<Vec<_>>(), [(one, 2), (other, 2)]);
    let own = fold(isms.clone(), &changes).unwrap();
    assert_eq!(confirm(&own, &[(one, Some(1)), (other, None)]).unwrap(), [], "it says already what this would say");
    let renamed = after(&isms, "assets", &["A-1"], "edited", json!({ "name": "All letters" }));
    let no = confirm(&renamed, &[(one, Some(1)), (other, Some(1))]).unwrap_err();
    assert_eq!(no.reasons.into_iter().filter_map(|why| why.field).collect::<Vec<_>>(), ["A-0001"]);
}

/// At the door whoever acts knows of what is there, and so of nothing that the act is about to make.
#[test]
fn within_one_act_nothing_is_made_twice() {
    let isms = founded();
    let there = isms.clone();
    let knows = move |id: Id| crate::register_of(id).is_some_and(|register| register.has(&there, id));
    let who = Who { sight: Sight::of(knows), ..signed_in(1) };
    let mut given = answers();
    given["who_does_the_work"] = json!("ruth kettle");
    given["helpers"] = json!(["Nimbus IT", "nimbus it "]);
    given["other_assets"] = json!(["Mailboxes", "Price list", "price list"]);
    given["risks"] = json!(vec!["S01"; 50]);
    let asked = Asked { on: vec![Id::new("ORG", 1)], word: "begun".into(), fields: fields(given), ..Asked::default() };
    let isms =
        fold(isms.clone(), &register("organisation").unwrap().decide(&isms, &who, now(), asked).unwrap()).unwrap();
    let made = (isms.people().len(), isms.suppliers().len(), isms.assets().len(), isms.risks().len());
    assert_eq!(made, (1, 1, 6, 1));
    assert_eq!((isms.actions().len(), isms.interested_parties().len()), (1, 4));
    assert!(!isms.risks().iter().next().unwrap().assets.is_empty(), "what was made now is struck");
}

#[test]
fn what_is_restricted_is_told_in_no_justification_and_struck_by_no_risk_of_who_may_not_know_it() {
    let isms = begun_with(
        &founded(),
        json!({ "risks": ["S01"], "laws": [], "already": [], "other_laws": [], "assets": [],
        "what_you_do": "x", "who_decides": "Ruth Kettle", "hurts_most": "losing-money", "too_much": "high-and-above",
        "climate": "heat-could" }),
    );
    let isms = after(&isms, "risks", &["R-1"], "edited", json!({ "title": "Merger of Kettle", "restricted": true }));
    let emptied = json!({ "implementation": null, "owner": null, "justification": "" });
    let isms = after(&isms, "controls", &["8.5"], "edited", emptied);
    let secret = json!({ "name": "Data room", "type": "account", "restricted": true });
    let isms = after(&isms, "assets", &[], "added", secret);
    let who = Who { sight: Sight::of(|id| id != Id::new("A", 1)), ..signed_in(1) };
    let mut given = answers();
    given["assets"] = json!([]);
    let asked = Asked { on: vec![Id::new("ORG", 1)], word: "begun".into(), fields: fields(given), ..Asked::default() };
    let changes = register("organisation").unwrap().decide(&isms, &who, now(), asked).unwrap();
    assert!(changes.iter().all(|change| !change.body.contains("Merger") && !change.body.contains("A-0001")));
    assert!(changes.iter().any(|change| change.id == Id::new("8.", 5)), "it is needed by others as well");
}

#[test]
fn a_group_is_empty_then_proposed_then_confirmed() {
    let stages = |isms: &Isms| GROUPS.iter().map(|group| group.stage(isms)).collect::<BTreeSet<_>>();
    let isms = founded();
    assert_eq!(stages(&isms), [Stage::Empty].into());
    let one = after(&isms, "controls", &["8.5"], "edited", json!({ "how": "By key." }));
    assert_eq!(
        GROUPS.each_ref().map(|group| group.stage(&one)).last(),
        Some(&Stage::Confirmed),
        "somebody wrote into it"
    );
    let isms = begun_with(&isms, answers());
    assert_eq!(stages(&isms), [Stage::Proposed].into());
    let grouped: BTreeSet<Id> = GROUPS.iter().flat_map(|group| group.proposed(&isms, &|_| true)).collect();
    assert_eq!(grouped, proposed(&isms), "each proposal stands in a group");
    let isms = confirmed(&isms, grouped);
    assert_eq!(stages(&isms), [Stage::Confirmed].into());
    assert_eq!(GROUPS[0].proposed(&isms, &|_| true), []);
}
