//! Wrong usage, and what is told when there is nothing to work on.

use super::Folder;

#[test]
fn what_cannot_be_understood_is_wrong_usage_and_never_touches_the_data() {
    let folder = Folder::empty();
    let cases: [&[&str]; 14] = [
        &[],
        &["dance"],
        &["list"],
        &["list", "risk"],
        &["list", "risks", "--as-of", "yesterday"],
        &["list", "risks", "--today", "2026-02-30"],
        &["list", "risks", "--as-of", "2026-01-01", "--today", "2026-01-01"],
        &["show", "risks"],
        &["add", "risks"],
        &["add", "risks", "title"],
        &["edit", "risks", "R-0001", "=x"],
        &["soa", "--format", "doc"],
        &["user", "add", "nobody", "--role", "member"],
        &["token", "create", "--days", "4000"],
    ];
    for case in cases {
        assert_eq!(folder.run(case).code, 2, "{case:?}");
    }
    assert!(!std::path::Path::new(&folder.path("data")).exists());
}

#[test]
fn a_register_nobody_knows_is_answered_by_one_that_is_like_it() {
    let said = Folder::empty().run(&["list", "risk"]);
    assert!(said.err.contains("a similar value exists: 'risks'"), "{}", said.err);
}

#[test]
fn a_folder_without_data_is_refused_with_what_to_do() {
    let folder = Folder::empty();
    for command in [&["list", "risks"][..], &["verify"], &["serve"], &["user", "list"], &["soa"]] {
        let refused = folder.refuses(1, command);
        assert!(refused.contains("holds no castellan store") && refused.contains("castellan init"), "{refused}");
    }
}

#[test]
fn an_organisation_is_founded_once_with_a_name_a_zone_and_an_address() {
    let folder = Folder::empty();
    let init = |name, admin, zone| ["init", "--organisation", name, "--admin", admin, "--time-zone", zone];
    folder.refuses(1, &init("", "admin@example.com", "UTC"));
    folder.refuses(2, &init("Acme", "admin", "UTC"));
    folder.refuses(1, &init("Acme", "admin@example.com", "Atlantis"));
    let said = folder.does(&init("Acme", "admin@example.com", "Europe/Berlin"));
    assert!(said.contains("http://127.0.0.1:8027/sign-in/"), "{said}");
    let again = folder.refuses(1, &init("Acme", "admin@example.com", "UTC"));
    assert!(again.contains("holds a castellan store already"), "{again}");
    assert_eq!(folder.json(&["show", "organisation", "Acme"])["time_zone"], "Europe/Berlin");
}

#[test]
fn the_data_directory_may_be_named_anywhere_on_the_line() {
    let folder = Folder::founded();
    let elsewhere = folder.path("elsewhere");
    let refused = folder.refuses(1, &["list", "risks", "--data", &elsewhere]);
    assert!(refused.contains("elsewhere"), "{refused}");
    assert_eq!(folder.json(&["--json", "list", "risks"]), folder.json(&["list", "risks", "--json"]));
}
