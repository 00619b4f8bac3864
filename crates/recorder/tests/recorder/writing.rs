//! Acts: durable, in order, once, and never on a stale view.

use recorder::{Doing, NotRecorded, Request, named};
use serde_json::json;

use crate::house::{House, doing};

#[tokio::test]
async fn an_act_is_in_the_picture_when_it_is_answered() {
    let house = House::founded().await;
    let wiki = house.add("assets", json!({ "name": "Team wiki" })).await;
    let reader = house.recorder.read(&house.manager());
    assert_eq!(reader.head(wiki).unwrap().title, "Team wiki");
    assert_eq!(reader.history(named("assets").unwrap(), wiki).unwrap().len(), 1);
}

#[tokio::test]
async fn saving_what_stands_already_is_no_entry() {
    let house = House::founded().await;
    let wiki = house.add("assets", json!({ "name": "Team wiki" })).await;
    let before = house.recorder.head().seq;
    let same =
        house.ask(&house.manager(), "assets", Some(wiki), "edited", json!({ "name": "Team wiki" })).await.unwrap();
    assert!(same.records.is_empty());
    assert_eq!(house.recorder.head().seq, before);
}

#[tokio::test]
async fn a_stale_view_changes_nothing() {
    let house = House::founded().await;
    let wiki = house.add("assets", json!({ "name": "Team wiki" })).await;
    let edit = |seen, name: &str| Doing { seen: Some(seen), ..doing(Some(wiki), "edited", json!({ "name": name })) };
    let assets = named("assets").unwrap();
    house.recorder.record(&house.manager(), assets, edit(1, "Wiki")).await.unwrap();
    let stale = house.recorder.record(&house.manager(), assets, edit(1, "Our wiki")).await;
    assert!(matches!(stale, Err(NotRecorded::Stale { is: 2, seen: 1 })), "{stale:?}");
    assert_eq!(house.recorder.read(&house.manager()).head(wiki).unwrap().title, "Wiki");
}

#[tokio::test]
async fn a_request_sent_twice_is_done_once_also_at_the_same_time() {
    let house = House::founded().await;
    let request = |body| Some(Request { key: "k1".into(), body: [body; 32] });
    let add = |body| Doing { request: request(body), ..doing(None, "added", json!({ "name": "Laptop" })) };
    let (manager, assets) = (house.manager(), named("assets").unwrap());
    let once = house.recorder.record(&manager, assets, add(1));
    let twin = house.recorder.record(&manager, assets, add(1));
    let (once, twin) = tokio::join!(once, twin);
    let (once, twin) = (once.unwrap(), twin.unwrap());
    assert_eq!((once.seq, &once.records), (twin.seq, &twin.records));
    let other = house.recorder.record(&manager, assets, add(2)).await;
    assert!(matches!(other, Err(NotRecorded::OtherBody(_))), "{other:?}");
}

#[tokio::test]
async fn many_at_once_get_ids_of_their_own() {
    let house = House::founded().await;
    let (manager, assets) = (house.manager(), named("assets").unwrap());
    let names: Vec<String> = (0..200).map(|n| format!("Laptop {n}")).collect();
    let mut tasks = tokio::task::JoinSet::new();
    for name in names {
        let (recorder, manager) = (house.recorder.clone(), manager.clone());
        tasks.spawn(
            async move { recorder.record(&manager, assets, doing(None, "added", json!({ "name": name }))).await },
        );
    }
    let mut ids: Vec<_> = tasks.join_all().await.into_iter().map(|done| done.unwrap().records[0]).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 200);
    assert_eq!(house.recorder.read(&manager).ids(assets, false).len(), 200);
}

#[tokio::test]
async fn two_processes_on_one_store_lose_nothing() {
    let house = House::founded().await;
    let (manager, assets, other) = (house.manager(), named("assets").unwrap(), house.second_node());
    for round in 0..20 {
        let add = |name: String| doing(None, "added", json!({ "name": name }));
        let here = house.recorder.record(&manager, assets, add(format!("here {round}")));
        let there = other.record(&manager, assets, add(format!("there {round}")));
        let (here, there) = tokio::join!(here, there);
        assert_ne!(here.unwrap().records, there.unwrap().records);
    }
    let last = house.add("assets", json!({ "name": "last" })).await;
    assert_eq!(house.recorder.read(&manager).ids(assets, false).len(), 41);
    assert_eq!(last.number, 41);
}
