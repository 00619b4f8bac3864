//! As of a day, and judged on another.

use jiff::{ToSpan, Zoned, civil::Date};

use super::Folder;

fn today() -> Date {
    Zoned::now().with_time_zone(jiff::tz::TimeZone::UTC).date()
}

#[test]
fn before_the_first_entry_it_says_when_that_was() {
    let folder = Folder::founded();
    let expected = format!("castellan: nothing was recorded by 2020-01-01: the first entry is of {}\n", today());
    for command in
        [&["list", "risks"][..], &["show", "risks", "R-0001"], &["history", "controls", "5.1"], &["soa"], &["overdue"]]
    {
        assert_eq!(folder.refuses(1, &[command, &["--as-of", "2020-01-01"]].concat()), expected);
    }
    let changes = folder.refuses(1, &["changes", "--from", "2020-01-01", "--to", "2026-01-01"]);
    assert_eq!(changes, expected);
}

#[test]
fn a_day_to_come_judges_the_present_state_on_it() {
    let folder = Folder::founded();
    folder.does(&["add", "actions", "title=Lock the door", "due=2030-06-30"]);
    assert_eq!(folder.json(&["overdue"])["items"].as_array().unwrap().len(), 0);
    for how in ["--as-of", "--today"] {
        // Due on the day is in time.
        assert_eq!(folder.json(&["overdue", how, "2030-06-30"])["items"].as_array().unwrap().len(), 0);
        let late = folder.json(&["overdue", how, "2030-07-01"]);
        assert_eq!((&late["today"], &late["items"][0]["id"]), (&"2030-07-01".into(), &"ACT-0001".into()));
    }
}

#[test]
fn changes_between_two_days_are_told_with_their_fields() {
    let folder = Folder::founded();
    folder.does(&["add", "assets", "name=Laptop"]);
    let day = today().to_string();
    // Given all of today, then nothing changed between its end and its end.
    assert_eq!(folder.json(&["changes", "--from", &day, "--to", &day])["changes"], serde_json::json!([]));
    let tomorrow = (today() + 1.day()).to_string();
    let backwards = folder.refuses(2, &["changes", "--from", &tomorrow, "--to", &day]);
    assert_eq!(backwards, format!("castellan: {tomorrow} is after {day}: give the earlier day as `--from`\n"));
    // Given a due date that passes meanwhile, then time is told apart from what people did.
    folder.does(&["add", "actions", "title=Lock the door", "due=2030-06-30"]);
    let changes = folder.json(&["changes", "--from", &day, "--to", "2030-12-31"]);
    assert_eq!((&changes["from"], &changes["changes"]), (&day.as_str().into(), &serde_json::json!([])));
    assert_eq!((&changes["time"][0]["id"], &changes["time"][0]["became"]), (&"ACT-0001".into(), &"overdue".into()));
}
