use super::*;
use crate::{
    founding::found,
    record::*,
    revision::fold,
    views::northwind::{TODAY, called, northwind},
};

fn titles(isms: &Isms, sees: &dyn Fn(Id) -> bool) -> Vec<String> {
    home(isms, TODAY, sees).steps.iter().map(|step| step.title.message(isms, sees).to_string()).collect()
}

#[test]
fn an_empty_management_system_is_told_its_first_steps() {
    let organisation = Organisation { name: "New".into(), ..Organisation::default() };
    let isms = fold(Isms::default(), &found(&Isms::default(), organisation).unwrap()).unwrap();
    let expected = [
        "Bring your spreadsheets",
        "Name the scope",
        "Agree on how risks are weighed",
        "List what holds your information",
        "Say which person signs in as ACC-0001",
        "Weigh the first risk",
        "Decide on 93 controls",
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
