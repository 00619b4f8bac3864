//! What every store keeps to: the same cases for each.

use jiff::Timestamp;
use ledger::merkle::{is_included, leaf_hash};
use ledger::{AppendError, Change, ClockNote, Draft, Ledger, MAX_BODY, MAX_DRAFTS, Name, Order, Request, verify};
use serde_json::json;

use crate::support::*;

macro_rules! for_each_store {
    ($($case:ident),* $(,)?) => {
        mod memory { $(#[test] fn $case() { super::$case(&crate::support::in_memory()) })* }
        mod sqlite { $(#[test] fn $case() { super::$case(&crate::support::House::new().ledger()) })* }
    };
}

for_each_store! {
    an_empty_ledger_has_a_head,
    acts_are_recorded_in_order,
    a_batch_is_all_or_nothing,
    a_moved_head_refuses,
    revisions_follow_without_gaps,
    a_repeated_request_is_found,
    a_key_means_one_request,
    keys_are_the_accounts_own,
    time_never_goes_back,
    a_clock_far_ahead_is_refused_until_accepted,
    limits_hold,
    words_come_back,
    fractions_have_no_place_in_words,
    current_is_the_highest_revision,
    followers_catch_up,
    history_tells_the_acts,
    entries_are_paged_both_ways,
    a_date_finds_its_last_entry,
    every_entry_is_proven,
    it_verifies,
}

fn an_empty_ledger_has_a_head(ledger: &Ledger) {
    let head = ledger.head().expect("readable");
    assert_eq!((head.seq, head.at), (0, None));
    assert_eq!(head.root().to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(ledger.first(), Ok(None));
    assert_eq!(ledger.proof(1), Ok(None));
    assert_eq!(current(ledger, None), []);
    assert_eq!(ledger.append(0, &[]), Ok(vec![]));
}

fn acts_are_recorded_in_order(ledger: &Ledger) {
    record_three(ledger);
    let entries = ledger.entries(1..=9, Order::OldestFirst, 9).expect("readable");
    let told: Vec<_> = entries.iter().map(|act| (act.entry.seq, act.entry.at, act.entry.changes.count)).collect();
    assert_eq!(told, [(1, minute(1), 2), (2, minute(2), 2), (3, minute(3), 1)]);
    let last = entries[2].entry.clone();
    assert_eq!(
        (last.org.as_str(), last.by.as_str(), last.act.as_str(), last.on),
        (ORG, "a1", "assessed", Some(risk(1)))
    );
    let head = ledger.head().expect("readable");
    assert_eq!((head.seq, head.at, head.tree.size()), (3, Some(minute(3)), 3));
}

fn a_batch_is_all_or_nothing(ledger: &Ledger) {
    let batch = [draft(1, vec![change(1, 1)]), draft(1, vec![change(2, 7)])];
    assert!(ledger.append(0, &batch).is_err());
    assert_eq!(ledger.head().expect("readable").seq, 0);
    assert_eq!(current(ledger, None), []);
}

fn a_moved_head_refuses(ledger: &Ledger) {
    record_three(ledger);
    for stale in [0, 2, 4] {
        let refused = ledger.append(stale, &[draft(9, vec![change(9, 1)])]);
        assert!(matches!(&refused, Err(AppendError::Moved(head)) if head.seq == 3), "{refused:?}");
    }
    assert_eq!(ledger.head().expect("readable").seq, 3);
}

fn revisions_follow_without_gaps(ledger: &Ledger) {
    record_three(ledger);
    for (number, given, last) in [(1, 2, 2), (1, 4, 2), (1, 0, 2), (9, 2, 0), (9, 0, 0)] {
        let refused = ledger.append(3, &[draft(9, vec![change(number, given)])]);
        assert_eq!(refused, Err(AppendError::Revision { name: risk(number), last, given }));
    }
    let twice = [draft(9, vec![change(1, 3), change(1, 4)]), draft(9, vec![change(1, 5)])];
    assert!(ledger.append(3, &twice).is_ok());
}

fn a_repeated_request_is_found(ledger: &Ledger) {
    record_three(ledger);
    let again = with_request(draft(9, vec![change(9, 1)]), "key", 7);
    let batch = [draft(9, vec![change(8, 1)]), again];
    assert_eq!(ledger.append(3, &batch), Err(AppendError::Repeated { draft: 1, seq: 2 }));
    assert_eq!(ledger.append(0, &batch), Err(AppendError::Repeated { draft: 1, seq: 2 }), "whatever the head");
    assert_eq!(ledger.earlier("a1", &Request { key: "key".into(), body: [7; 32] }), Ok(Some(2)));
    assert_eq!(ledger.earlier("a1", &Request { key: "new".into(), body: [7; 32] }), Ok(None));
}

fn a_key_means_one_request(ledger: &Ledger) {
    record_three(ledger);
    let other = with_request(draft(9, vec![change(9, 1)]), "key", 8);
    let refused = AppendError::OtherBody { draft: 0, key: "key".into() };
    assert_eq!(ledger.append(3, &[other]), Err(refused.clone()));
    assert_eq!(ledger.earlier("a1", &Request { key: "key".into(), body: [8; 32] }), Err(refused));
    let twins = |second| [with_request(draft(9, vec![]), "twin", 1), with_request(draft(9, vec![]), "twin", second)];
    assert_eq!(ledger.append(3, &twins(1)), Err(AppendError::Repeated { draft: 1, seq: 4 }));
    assert_eq!(ledger.append(3, &twins(2)), Err(AppendError::OtherBody { draft: 1, key: "twin".into() }));
}

fn keys_are_the_accounts_own(ledger: &Ledger) {
    record_three(ledger);
    let other = Draft { by: "a2".into(), ..with_request(draft(9, vec![change(9, 1)]), "key", 8) };
    assert!(ledger.append(3, &[other]).is_ok());
}

fn time_never_goes_back(ledger: &Ledger) {
    let batch = [draft(5, vec![]), draft(3, vec![]), draft(6, vec![])];
    let times: Vec<_> = ledger.append(0, &batch).expect("recorded").iter().map(|appended| appended.at).collect();
    assert_eq!(times, [minute(5), minute(5), minute(6)]);
    assert_eq!(ledger.append(3, &[draft(-9999, vec![])]).expect("recorded")[0].at, minute(6));
}

fn a_clock_far_ahead_is_refused_until_accepted(ledger: &Ledger) {
    let days = 24 * 60;
    ledger.append(0, &[draft(days, vec![])]).expect("within a day of the start");
    let refused = ledger.append(1, &[draft(2 * days + 1, vec![])]);
    assert!(matches!(refused, Err(AppendError::ClockJump(_))), "{refused:?}");
    let told = refused.expect_err("refused").to_string();
    assert!(told.starts_with("the clock says `2026-11-04T08:01:00Z`, more than a day ahead"), "{told}");
    assert_eq!(ledger.head().expect("readable").seq, 1);
}

#[test]
fn an_accepted_jump_stands_in_the_entry() {
    let house = House::new();
    let ledger = house.directory.ledger(clock().accepting_jumps());
    ledger.append(0, &[draft(0, vec![]), draft(99_999, vec![]), draft(100_000, vec![])]).expect("recorded");
    let notes = [1, 2, 3].map(|seq| ledger.entry(seq).expect("readable").expect("there").entry.clock);
    assert_eq!(notes, [None, Some(ClockNote::AcceptedJump), None]);
    let verified = verify(&ledger, None, |_, _| ()).expect("readable");
    assert_eq!(verified.problem, None);
}

fn limits_hold(ledger: &Ledger) {
    let long = "x".repeat(201);
    let body = format!("\"{}\"", "x".repeat(MAX_BODY));
    let base = || draft(1, vec![change(1, 1)]);
    let too_long = [
        Draft { by: long.clone(), ..base() },
        Draft { act: long.clone(), ..base() },
        Draft { on: Some(Name::new("risks", &long)), ..base() },
        Draft { changes: vec![Change { name: Name::new(&long, "R-0001"), ..change(1, 1) }], ..base() },
        Draft { changes: vec![Change { body, ..change(1, 1) }], ..base() },
        Draft { words: Some(json!("x".repeat(1 << 20))), ..base() },
        with_request(base(), &long, 1),
    ];
    for (number, draft) in too_long.into_iter().enumerate() {
        let refused = ledger.append(0, &[draft]);
        assert!(matches!(refused, Err(AppendError::TooMuch { .. })), "{number}: {refused:?}");
    }
    let many = vec![draft(1, vec![]); MAX_DRAFTS + 1];
    assert!(matches!(ledger.append(0, &many), Err(AppendError::TooMuch { .. })));
    assert_eq!(ledger.head().expect("readable").seq, 0);
}

fn words_come_back(ledger: &Ledger) {
    let words = json!({ "reason": "naïve \u{0}\u{7f} \u{1F600}", "parameters": { "until": "2027-06-30", "steps": [1, null, true] } });
    let silent = Draft { words: None, ..draft(2, vec![]) };
    ledger.append(0, &[Draft { words: Some(words.clone()), ..draft(1, vec![]) }, silent]).expect("recorded");
    let told = |seq| ledger.entry(seq).expect("readable").expect("there").words;
    assert_eq!((told(1), told(2)), (Some(words), None));
}

fn fractions_have_no_place_in_words(ledger: &Ledger) {
    let refused = ledger.append(0, &[Draft { words: Some(json!({ "score": 1.5 })), ..draft(1, vec![]) }]);
    assert!(matches!(refused, Err(AppendError::NotCanonical(_))), "{refused:?}");
}

fn current_is_the_highest_revision(ledger: &Ledger) {
    record_three(ledger);
    let told =
        |up_to| current(ledger, up_to).into_iter().map(|(name, revision, _)| (name.id, revision)).collect::<Vec<_>>();
    let expected =
        |of: &[(u32, u32)]| of.iter().map(|(number, revision)| (risk(*number).id, *revision)).collect::<Vec<_>>();
    assert_eq!(told(Some(0)), expected(&[]));
    assert_eq!(told(Some(1)), expected(&[(1, 1), (2, 1)]));
    assert_eq!(told(Some(2)), expected(&[(1, 1), (2, 2), (3, 1)]));
    assert_eq!(told(None), expected(&[(1, 2), (2, 2), (3, 1)]));
    assert_eq!(current(ledger, None)[0].2, change(1, 2).body);
}

fn followers_catch_up(ledger: &Ledger) {
    record_three(ledger);
    let told = |seq| {
        ledger
            .since(seq)
            .expect("readable")
            .into_iter()
            .map(|row| (row.seq, row.name, row.revision))
            .collect::<Vec<_>>()
    };
    let all = [(1, risk(1), 1), (1, risk(2), 1), (2, risk(2), 2), (2, risk(3), 1), (3, risk(1), 2)];
    assert_eq!(told(0), all);
    assert_eq!(told(2), all[4..]);
    assert_eq!(told(3), []);
    assert_eq!(ledger.revisions(2).expect("readable").len(), 2);
}

fn history_tells_the_acts(ledger: &Ledger) {
    record_three(ledger);
    let history = ledger.history(&risk(2)).expect("readable");
    let told: Vec<_> =
        history.iter().map(|step| (step.act.entry.seq, step.revision.revision, step.revision.body.as_str())).collect();
    assert_eq!(told, [(1, 1, change(2, 1).body.as_str()), (2, 2, change(2, 2).body.as_str())]);
    assert_eq!(history[1].act.words, Some(json!({ "reason": "minute 2" })));
    assert_eq!(ledger.history(&risk(9)), Ok(vec![]));
}

fn entries_are_paged_both_ways(ledger: &Ledger) {
    record_three(ledger);
    let told = |span, order, limit| {
        let found = ledger.entries(span, order, limit).expect("readable");
        found.into_iter().map(|act| act.entry.seq).collect::<Vec<_>>()
    };
    assert_eq!(told(1..=u64::MAX, Order::OldestFirst, 2), [1, 2]);
    assert_eq!(told(2..=3, Order::OldestFirst, 9), [2, 3]);
    assert_eq!(told(0..=u64::MAX, Order::NewestFirst, 2), [3, 2]);
    assert_eq!(told(1..=2, Order::NewestFirst, 1), [2]);
    assert!(told(4..=9, Order::NewestFirst, 9).is_empty());
}

fn a_date_finds_its_last_entry(ledger: &Ledger) {
    ledger.append(0, &[draft(1, vec![]), draft(2, vec![]), draft(2, vec![]), draft(5, vec![])]).expect("recorded");
    for (at, seq) in [(0, None), (1, Some(1)), (2, Some(3)), (4, Some(3)), (5, Some(4)), (99, Some(4))] {
        assert_eq!(ledger.last_until(minute(at)), Ok(seq), "minute {at}");
    }
    assert_eq!(ledger.last_until(Timestamp::MAX), Ok(Some(4)));
    assert_eq!(ledger.first().expect("readable").expect("there").entry.at, minute(1));
}

fn every_entry_is_proven(ledger: &Ledger) {
    record_three(ledger);
    let root = ledger.head().expect("readable").root();
    for seq in 1..=3 {
        let proof = ledger.proof(seq).expect("readable").expect("there");
        assert_eq!((proof.index, proof.size, proof.root), (seq - 1, 3, root));
        assert!(is_included(proof.index, proof.size, leaf_hash(proof.bytes.as_bytes()), &proof.path, root));
        assert!(proof.bytes.contains(&format!("\"seq\":{seq},")), "{}", proof.bytes);
    }
    assert_eq!((ledger.proof(0), ledger.proof(4)), (Ok(None), Ok(None)));
}

fn it_verifies(ledger: &Ledger) {
    record_three(ledger);
    let mut told = Vec::new();
    let verified = verify(ledger, None, |done, all| told.push((done, all))).expect("readable");
    assert_eq!((verified.entries, verified.root, verified.problem), (3, ledger.head().expect("readable").root(), None));
    assert_eq!(told, [(3, 3)]);
}
