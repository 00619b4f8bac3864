//! The past: what was recorded by the end of a day, with today's rights.

use recorder::{NotRecorded, named};
use serde_json::json;

use crate::house::House;

#[tokio::test]
async fn a_day_shows_what_was_recorded_by_its_end() {
    let house = House::founded().await;
    house.set_clock("2026-03-10T10:00:00Z");
    let wiki = house.add("assets", json!({ "name": "Team wiki" })).await;
    house.set_clock("2026-03-20T10:00:00Z");
    house.ask(&house.manager(), "assets", Some(wiki), "edited", json!({ "name": "Wiki" })).await.unwrap();
    let title = |date: &str| {
        let reader = house.recorder.read_as_of(&house.manager(), date.parse().unwrap()).unwrap();
        reader.head(wiki).map(|head| head.title)
    };
    assert_eq!(title("2026-03-09"), None);
    assert_eq!(title("2026-03-10"), Some("Team wiki".into()));
    assert_eq!(title("2026-03-19"), Some("Team wiki".into()));
    assert_eq!(title("2026-03-20"), Some("Wiki".into()));
    assert_eq!(title("2027-01-01"), Some("Wiki".into()), "a future day shows the present state");
}

#[tokio::test]
async fn before_the_first_entry_it_says_so_with_its_day() {
    let house = House::founded().await;
    let before = house.recorder.read_as_of(&house.manager(), "2026-03-01".parse().unwrap());
    let Err(NotRecorded::Missing(words)) = before.map(|_| ()) else { panic!("it should be refused") };
    assert!(words.to_string().contains("2026-03-02"), "{words}");
}

#[tokio::test]
async fn what_is_restricted_today_is_restricted_in_the_past_too() {
    let house = House::founded().await;
    let (auditor, _) = house.account("Oisin Okonkwo", &["auditor"]).await;
    let safe = house.add("assets", json!({ "name": "Safe" })).await;
    house.set_clock("2026-03-20T10:00:00Z");
    house.ask(&house.manager(), "assets", Some(safe), "edited", json!({ "restricted": true })).await.unwrap();
    let then = house.recorder.read_as_of(&auditor, "2026-03-10".parse().unwrap()).unwrap();
    assert!(then.get(named("assets").unwrap(), safe).is_err());
}
