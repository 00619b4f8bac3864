//! The past: what was recorded by the end of a day, with today's rights.

use recorder::{NotRecorded, named};
use serde_json::json;

use crate::house::{House, doing};

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

/// A later day is built from an earlier one that is kept, and says the same as if it had been asked first.
#[tokio::test]
async fn days_in_any_order_show_the_same() {
    let house = House::founded().await;
    let titles = async |recorder: &recorder::Recorder, days: [&str; 3]| {
        let mut told = std::collections::BTreeMap::new();
        for day in days {
            let reader = recorder.read_as_of(&house.manager(), day.parse().unwrap()).unwrap();
            let assets = named("assets").unwrap();
            let ids = reader.ids(assets, false);
            let heads = ids.into_iter().map(|id| reader.head(id).map(|head| (head.title, head.revision)));
            told.insert(day.to_owned(), (heads.collect::<Vec<_>>(), reader.recorded_at()));
        }
        told
    };
    house.set_clock("2026-03-10T10:00:00Z");
    let wiki = house.add("assets", json!({ "name": "Team wiki" })).await;
    house.set_clock("2026-03-12T10:00:00Z");
    house.ask(&house.manager(), "assets", Some(wiki), "edited", json!({ "name": "Wiki" })).await.unwrap();
    house.add("assets", json!({ "name": "Van" })).await;
    house.set_clock("2026-03-14T10:00:00Z");
    house.ask(&house.manager(), "assets", Some(wiki), "withdrawn", json!({ "reason": "sold" })).await.unwrap();
    house.set_clock("2026-03-20T10:00:00Z");
    let rising = titles(&house.recorder, ["2026-03-10", "2026-03-12", "2026-03-14"]).await;
    assert_eq!(rising["2026-03-12"].0.len(), 2);
    let wanted = [("Team wiki", 1)];
    let told = |day: &str| rising[day].0.iter().flatten().map(|(title, at)| (title.clone(), *at)).collect::<Vec<_>>();
    assert_eq!(told("2026-03-10"), wanted.map(|(title, at)| (title.to_owned(), at)));
    assert_eq!(told("2026-03-12"), [("Wiki".to_owned(), 2), ("Van".to_owned(), 1)]);
    assert_eq!(told("2026-03-14"), [("Van".to_owned(), 1)]);
    // Opened anew: what one of them keeps, the other has to build.
    let falling = titles(&house.second_node(), ["2026-03-14", "2026-03-12", "2026-03-10"]).await;
    assert_eq!(falling, rising);
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

#[tokio::test]
async fn what_was_written_while_a_record_was_restricted_stays_with_those_who_saw_it() {
    let house = House::founded().await;
    let (auditor, _) = house.account("Oisin Okonkwo", &["auditor"]).await;
    let (owner, person) = house.account("Ugo Silva", &["control-owner"]).await;
    let (manager, assets) = (house.manager(), named("assets").unwrap());
    let safe = house.add("assets", json!({ "name": "Safe", "owner": person.to_string() })).await;
    let edit = |fields| house.ask(&manager, "assets", Some(safe), "edited", fields);
    edit(json!({ "name": "Merger plans", "restricted": true })).await.unwrap();
    edit(json!({ "name": "Safe", "restricted": false })).await.unwrap();

    let revisions = |caller| {
        let history = house.recorder.read(caller).history(assets, safe).unwrap();
        history.iter().map(|one| one.revision.revision).collect::<Vec<_>>()
    };
    assert_eq!(revisions(&auditor), [1, 3]);
    assert_eq!(
        (revisions(&owner), revisions(&manager)),
        (vec![1, 2, 3], vec![1, 2, 3]),
        "whom it names, and the manager"
    );

    // Nor is it told by the ledger what was done to it then,
    let reader = house.recorder.read(&auditor);
    let entries = reader.entries(1..=u64::MAX, recorder::Order::OldestFirst, 100).unwrap();
    let about = entries.iter().filter(|act| act.entry.on.as_ref().is_some_and(|on| on.id == safe.to_string()));
    assert_eq!(about.map(|act| act.entry.act.as_str()).collect::<Vec<_>>(), ["added", "edited"]);
    // nor does going back to it bring it to light.
    let (steward, _) = house.account("Ada Stone", &["administrator"]).await;
    let back = house.ask(&steward, "assets", Some(safe), "set-back", json!({ "revision": 2 })).await;
    assert!(matches!(back, Err(NotRecorded::Refused(_))), "{back:?}");
    house.ask(&steward, "assets", Some(safe), "set-back", json!({ "revision": 1 })).await.unwrap();
}

#[tokio::test]
async fn why_many_records_were_changed_stays_with_those_who_see_each_of_them() {
    let house = House::founded().await;
    let (auditor, _) = house.account("Oisin Okonkwo", &["auditor"]).await;
    let (manager, assets) = (house.manager(), named("assets").unwrap());
    let open =
        [house.add("assets", json!({ "name": "Safe" })).await, house.add("assets", json!({ "name": "Door" })).await];
    let secret = house.add("assets", json!({ "name": "Merger plans", "restricted": true })).await;
    for (on, why) in [(vec![open[0], open[1]], "moved to Leeds"), (vec![open[0], secret], "Falcon")] {
        let mut doing = doing(None, "edited", json!({ "location": why }));
        (doing.asked.on, doing.asked.reason) = (on, Some(why.into()));
        house.recorder.record(&manager, assets, doing).await.unwrap();
    }
    let told = |caller| {
        let entries = house.recorder.read(caller).entries(1..=u64::MAX, recorder::Order::OldestFirst, 100).unwrap();
        entries.iter().filter_map(|act| act.words.as_ref()).map(|words| words.to_string()).collect::<String>()
    };
    assert!(told(&manager).contains("Leeds") && told(&manager).contains("Falcon"));
    assert!(told(&auditor).contains("Leeds") && !told(&auditor).contains("Falcon"), "{}", told(&auditor));
}

#[tokio::test]
async fn going_back_neither_lifts_a_restriction_nor_restores_a_signature() {
    let house = House::founded().await;
    let (owner, person) = house.account("Ugo Silva", &["risk-owner"]).await;
    let rating = json!({ "likelihood": 2, "consequence": 2 });
    let risk = json!({ "title": "Fire", "owner": person.to_string(), "residual": rating, "option": "retain" });
    let risk = house.add("risks", risk).await;
    house.ask(&owner, "risks", Some(risk), "accepted", json!({ "reason": "Small." })).await.unwrap();
    let manager = house.manager();
    house.ask(&manager, "risks", Some(risk), "reopened", json!({})).await.unwrap();
    house.ask(&manager, "risks", Some(risk), "edited", json!({ "restricted": true, "title": "Water" })).await.unwrap();
    let back = house.ask(&manager, "risks", Some(risk), "set-back", json!({ "revision": 2 })).await;
    assert!(back.unwrap_err().to_string().contains("risk"), "accepted is a signature");
    house.ask(&manager, "risks", Some(risk), "set-back", json!({ "revision": 1 })).await.unwrap();
    let stands = house.recorder.read(&manager).get(named("risks").unwrap(), risk).unwrap();
    assert!(stands.body.restricted, "as it is now");
    assert_eq!(stands.body.record["title"], "Fire");
    assert_eq!(
        stands.body.record["acceptances"][0]["by"]["id"],
        person.to_string(),
        "the signature stands as it is now"
    );
}
