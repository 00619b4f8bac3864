use super::*;
use crate::{
    founding::found,
    given::after,
    record::*,
    revision::fold,
    views::northwind::{TODAY, called, northwind},
};
use serde_json::{Value, json};

fn titles(isms: &Isms, sees: &dyn Fn(Id) -> bool) -> Vec<String> {
    home(isms, TODAY, sees).steps.iter().map(|step| step.title.message(isms, sees).to_string()).collect()
}

#[test]
fn an_empty_management_system_is_told_its_first_steps() {
    let organisation = Organisation { name: "New".into(), ..Organisation::default() };
    let isms = fold(Isms::default(), &found(&Isms::default(), organisation).unwrap()).unwrap();
    let expected = [
        "Begin with a dozen questions",
        "Bring your spreadsheets",
        "Name the scope",
        "Agree on how risks are weighed",
        "List what holds your information",
        "Say which person signs in as ACC-0001",
        "Weigh the first risk",
    ];
    assert_eq!(titles(&isms, &|_| true), expected);
}

/// An account that the administrator sees and that stands for nobody, then one that stands for somebody.
#[test]
fn an_account_without_a_person_is_a_step_for_those_who_see_accounts() {
    let mut isms = northwind();
    let mut account = Account { person: None, ..Account::samples()[1].clone() };
    let put = |isms: &mut Isms, record: &Account| {
        let body = crate::Body { record: record.clone(), ..crate::Body::default() };
        isms.put(Held { id: Id::new("ACC", 1), revision: 1, body });
    };
    put(&mut isms, &account);
    let step = |isms: &Isms, sees: &dyn Fn(Id) -> bool| {
        home(isms, TODAY, sees)
            .steps
            .into_iter()
            .find(|step| step.title.key.contains("signs in as"))
            .map(|step| step.to)
    };
    assert_eq!(step(&isms, &|_| true), Some(Target::Record(Id::new("ACC", 1))));
    assert_eq!(step(&isms, &|id| id.letters() != "ACC"), None);
    account.person = isms.people().iter().next().map(|person| Link::known(person.id));
    put(&mut isms, &account);
    assert_eq!(step(&isms, &|_| true), None);
}

#[test]
fn ratings_that_the_criteria_left_behind_are_a_step() {
    let mut isms = northwind();
    let mut organisation = isms.the_organisation().unwrap().clone();
    organisation.body.record.criteria.likelihood.truncate(4);
    isms.put(organisation);
    assert!(titles(&isms, &|_| true).iter().any(|title| title.starts_with("Rate ") && title.ends_with("again")));
}

#[test]
fn northwind_is_told_what_presses_most() {
    let isms = northwind();
    let expected = [
        "Name the scope",
        "Say which person signs in as ACC-0001",
        "Tell the authority of one breach of personal data, or say why not",
        "Take away 13 entitlements of people who left",
        "Decide on the one risk that is Critical",
        "Have 3 accepted risks signed",
        "Give reasons for 3 exclusions, or take them back",
    ];
    assert_eq!(titles(&isms, &|_| true), expected);
    let home = home(&isms, TODAY, &|_| true);
    let called = |place: usize| called(&isms, home.steps[place].records.clone());
    assert_eq!(called(2), ["INC-2026-016".to_string()].into());
    assert_eq!(called(4), ["R-040".to_string()].into());
    assert_eq!(home.overdue_by_register()[0].0, "trainings");
}

/// To those who see no risks and no accounts, so that there is room for what comes after them.
#[test]
fn open_majors_press_more_than_what_is_overdue() {
    let isms = northwind();
    let sees = |id: Id| !["R", "ACC", "INC", "ENT"].contains(&id.letters());
    let home = home(&isms, TODAY, &sees);
    let step = |title: &str| home.steps.iter().position(|step| step.title.key.starts_with(title)).unwrap();
    let (majors, late) = (step("Close {count} major"), step("Clear what is overdue"));
    assert!(majors < late);
    let open = ["AF-01", "AF-04", "AF-06", "AF-11"].map(String::from);
    assert_eq!(called(&isms, home.steps[majors].records.clone()), open.into());
    let why = home.steps[late].why.message(&isms, &|_| true).to_string();
    assert_eq!(why, "24 items were due before today, the oldest on 2026-03-05: POL-23");
}

#[test]
fn the_trend_ends_today_and_never_falls_for_what_is_still_open() {
    let home_of = northwind();
    let trend = home(&home_of, TODAY, &|_| true).trend;
    assert_eq!(trend.len(), 31);
    assert_eq!(trend.last(), Some(&(TODAY, 30)));
    assert!(trend.is_sorted());
    let on_15th = trend.iter().find(|(day, _)| *day == date(2026, 10, 15)).unwrap().1;
    let naive = crate::views::overdue::overdue(&home_of, date(2026, 10, 15)).len();
    assert_eq!(on_15th, naive);
}

#[test]
fn a_step_about_what_the_reader_may_not_see_is_not_told() {
    let isms = northwind();
    assert!(titles(&isms, &|id| id.letters() != "R").iter().all(|title| !title.contains("risk")));
    let shown = json(&isms, TODAY, &|id| id.letters() != "D");
    assert!(shown["overdue"].get("documents").is_none());
    assert_eq!(shown["trend"][30]["overdue"], 25);
}

/// All steps, also beyond the first week.
fn ladder(isms: &Isms) -> Vec<String> {
    let facts = Facts::of(isms, TODAY, &|_| true);
    let steps = steps::STEPS.iter().filter_map(|step| step(&facts));
    steps.map(|step| step.title.message(isms, &|_| true).to_string()).collect()
}

/// An organisation that answered the questions of the first steps.
fn begun() -> Isms {
    let organisation = Organisation { name: "New".into(), ..Organisation::default() };
    let isms = fold(Isms::default(), &found(&Isms::default(), organisation).unwrap()).unwrap();
    let answers = json!({
        "what_you_do": "Tea.", "who_decides": "Ann Ash", "climate": "heat-could", "assets": ["mailboxes"],
        "hurts_most": "losing-money", "too_much": "high-and-above", "risks": ["S01", "S02"],
    });
    after(&isms, "organisation", &["ORG-1"], "begun", answers)
}

fn confirmed(isms: Isms) -> Isms {
    let all: Vec<Id> = ALL.iter().flat_map(|register| register.proposed(&isms).collect::<Vec<_>>()).collect();
    all.iter().fold(isms, |isms, id| {
        let name = crate::register_of(*id).unwrap().name();
        after(&isms, name, &[&id.to_string()], "confirmed", json!({}))
    })
}

#[test]
fn after_the_first_steps_the_way_goes_on_to_what_an_auditor_asks_for() {
    let isms = begun();
    assert_eq!(ladder(&isms)[0], "Confirm what was proposed");
    let isms = confirmed(isms);
    let expected = [
        "Say which person signs in as ACC-0001",
        "Rate 2 risks",
        "Say by when 2 actions are done",
        "Decide on 93 controls",
        "Put the information security policy in force",
        "Set the first objective",
        "Plan the first training",
        "Choose something to measure",
        "Plan an internal audit",
        "Plan a review by management",
    ];
    assert_eq!(ladder(&isms), expected);

    let rated = |rating: Value| json!({ "inherent": { "likelihood": 4, "consequence": 3 }, "residual": rating });
    let isms = after(&isms, "risks", &["R-1", "R-2"], "assessed", rated(Value::Null));
    assert!(ladder(&isms).contains(&"Say what will be left of 2 risks".to_string()));
    let left = json!({ "likelihood": 1, "consequence": 3 });
    let isms = after(&isms, "risks", &["R-1", "R-2"], "assessed", rated(left));
    assert!(ladder(&isms).contains(&"Have the plans of 2 risks approved".to_string()));
    let retained = json!({ "option": "retain", "planned_controls": [] });
    let isms = after(&isms, "risks", &["R-1"], "treatment-planned", retained);
    assert!(ladder(&isms).contains(&"Have what is left of one risk accepted".to_string()));

    let day = json!({ "title": "Day", "start": "2026-11-30", "planned_for": "2026-12-01" });
    let only = |name: &str| json!({ name: day[name] , "title": "Day" });
    let isms = after(&isms, "audits", &[], "added", only("start"));
    let isms = after(&isms, "reviews", &[], "added", only("planned_for"));
    assert!(
        !ladder(&isms).iter().any(|title| title.starts_with("Plan an internal") || title.contains("by management"))
    );
}

/// What presses is told first; where little does, readiness says what comes next, each step leading somewhere of its own.
#[test]
fn where_little_presses_readiness_says_what_comes_next() {
    let mut isms = northwind();
    for id in isms.risks().iter().map(|risk| risk.id).collect::<Vec<_>>() {
        let mut risk = isms.risks().get(id).unwrap().clone();
        risk.body.withdrawn = Some("sold".into());
        isms.put(risk);
    }
    let sees = |id: Id| !["ACC", "INC", "ENT", "F", "A", "ORG"].contains(&id.letters()) && !id.letters().ends_with('.');
    let steps = home(&isms, TODAY, &sees).steps;
    assert_eq!(steps.len(), MOST_STEPS);
    let by_rule: Vec<&super::Step> = steps.iter().filter(|step| step.words.is_some()).collect();
    assert!(!by_rule.is_empty());
    let targets: std::collections::BTreeSet<String> = steps.iter().map(|step| format!("{:?}", step.to)).collect();
    assert_eq!(targets.len(), steps.len());
    for step in by_rule {
        let clause = |rule: &&crate::readiness::Rule| format!("clause {}", rule.clause()) == step.clause;
        assert!(crate::readiness::RULES.iter().any(clause), "{}", step.clause);
        let named: Vec<Id> = step.why.records().collect();
        assert!(
            named.is_empty() || named.iter().any(|id| sees(*id)),
            "{:?} tells of nothing the reader sees",
            step.why
        );
    }
}

/// A gap of which the reader sees no record would lead them to a closed door.
#[test]
fn a_gap_over_what_the_reader_may_not_see_is_no_step() {
    let isms = northwind();
    let judged = readiness(&isms, TODAY);
    let all = || judged.iter().flat_map(|one| &one.verdict.gaps);
    let over = |id: Id| all().any(|gap| gap.sentence.records().any(|on| on == id));
    assert!(isms.suppliers().iter().any(|supplier| over(supplier.id)), "there is one to be hidden");
    let told = |sees: &dyn Fn(Id) -> bool| {
        let steps = lacking(&isms, TODAY, sees, &[]);
        steps.iter().filter(|step| step.why.records().any(|id| id.letters() == "S")).count()
    };
    assert!(told(&|_| true) > 0);
    assert_eq!(told(&|id| id.letters() != "S"), 0);
}

#[test]
fn an_audit_is_asked_for_after_the_months_the_organisation_planned() {
    let isms = confirmed(begun());
    let held =
        json!({ "title": "Day", "start": "2025-06-01", "end": "2025-06-01", "status": "done", "conclusion": "x" });
    let isms = after(&isms, "audits", &[], "added", held);
    let asks = |isms: &Isms| ladder(isms).contains(&"Plan an internal audit".to_string());
    assert!(asks(&isms), "a year, where nothing is said");
    let isms = after(&isms, "organisation", &["ORG-1"], "edited", json!({ "internal_audit_months": 24 }));
    assert!(!asks(&isms));
}
