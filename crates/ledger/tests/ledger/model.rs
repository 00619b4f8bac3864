//! Random acts against a naive model: a list of what was recorded, searched from end to end.

use std::collections::BTreeMap;

use jiff::Timestamp;
use ledger::{AppendError, Change, Draft, Ledger, Name, Order, verify};
use proptest::prelude::*;

use crate::support::*;

/// What a test tries to record.
#[derive(Debug, Clone)]
struct Attempt {
    /// The records that each act of the batch touches, and minutes the clock has moved.
    acts: Vec<(Vec<u32>, i64)>,
    fault: Fault,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    Nothing,
    StaleHead,
    RevisionGap,
    RepeatedRequest,
    OtherRequest,
}

fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    let act = (prop::collection::vec(0..6u32, 0..4), -30..60i64);
    let fault = prop_oneof![
        6 => Just(Fault::Nothing), 1 => Just(Fault::StaleHead), 1 => Just(Fault::RevisionGap),
        1 => Just(Fault::RepeatedRequest), 1 => Just(Fault::OtherRequest),
    ];
    let attempt = (prop::collection::vec(act, 1..4), fault).prop_map(|(acts, fault)| Attempt { acts, fault });
    prop::collection::vec(attempt, 1..12)
}

/// The ledger as a list.
#[derive(Default)]
struct Model {
    acts: Vec<(Timestamp, Draft)>,
    clock: i64,
}

impl Model {
    fn changes(&self, up_to: usize) -> impl Iterator<Item = (usize, &Change)> {
        self.acts
            .iter()
            .take(up_to)
            .enumerate()
            .flat_map(|(index, (_, draft))| draft.changes.iter().map(move |change| (index + 1, change)))
    }

    fn last_revision(&self, name: &Name, batch: &[Draft]) -> u32 {
        let recorded = self.changes(usize::MAX).filter(|(_, change)| change.name == *name).count();
        let before = batch.iter().flat_map(|draft| &draft.changes).filter(|change| change.name == *name).count();
        (recorded + before) as u32
    }

    fn current(&self, up_to: usize) -> Vec<(Name, u32, String)> {
        let mut current = BTreeMap::new();
        for (_, change) in self.changes(up_to) {
            current.insert(change.name.clone(), (change.revision, change.body.clone()));
        }
        current.into_iter().map(|(name, (revision, body))| (name, revision, body)).collect()
    }

    fn drafts(&mut self, attempt: &Attempt) -> Vec<Draft> {
        let mut batch = Vec::new();
        for (records, minutes) in &attempt.acts {
            self.clock += minutes;
            let mut act = draft(self.clock, vec![]);
            for number in records {
                batch.push(act);
                let next = self.last_revision(&risk(*number), &batch) + 1;
                act = batch.pop().expect("just pushed");
                act.changes.push(change(*number, next));
            }
            let key = format!("key {}", self.acts.len() + batch.len());
            batch.push(with_request(act, &key, 1));
        }
        batch
    }

    /// Tries it, and says whether the ledger answered as it must.
    fn attempt(&mut self, ledger: &Ledger, attempt: &Attempt) {
        let head = self.acts.len() as u64;
        let mut batch = self.drafts(attempt);
        let fault = if head == 0 && attempt.fault != Fault::RevisionGap { Fault::Nothing } else { attempt.fault };
        let last = batch.len() - 1;
        match fault {
            Fault::Nothing => self.record(ledger, head, batch),
            Fault::StaleHead => {
                let refused = ledger.append(head - 1, &batch);
                assert!(matches!(&refused, Err(AppendError::Moved(now)) if now.seq == head), "{refused:?}");
            }
            Fault::RevisionGap => {
                batch[last].changes.push(change(9, 2));
                let expected = AppendError::Revision { name: risk(9), last: 0, given: 2 };
                assert_eq!(ledger.append(head, &batch), Err(expected));
            }
            Fault::RepeatedRequest => {
                batch[last] = with_request(batch[last].clone(), "key 0", 1);
                assert_eq!(ledger.append(head, &batch), Err(AppendError::Repeated { draft: last, seq: 1 }));
            }
            Fault::OtherRequest => {
                batch[last] = with_request(batch[last].clone(), "key 0", 2);
                assert_eq!(
                    ledger.append(head, &batch),
                    Err(AppendError::OtherBody { draft: last, key: "key 0".into() })
                );
            }
        }
    }

    fn record(&mut self, ledger: &Ledger, head: u64, batch: Vec<Draft>) {
        let appended = ledger.append(head, &batch).expect("recorded");
        for (draft, appended) in batch.into_iter().zip(appended) {
            let last = self.acts.last().map_or(Timestamp::MIN, |(at, _)| *at);
            assert_eq!((appended.seq, appended.at), (self.acts.len() as u64 + 1, draft.at.max(last)));
            self.acts.push((appended.at, draft));
        }
    }

    fn compare(&self, ledger: &Ledger) {
        let size = self.acts.len();
        for up_to in [0, size / 2, size] {
            assert_eq!(current(ledger, Some(up_to as u64)), self.current(up_to));
        }
        assert_eq!(current(ledger, None), self.current(size));
        self.compare_entries(ledger);
        self.compare_histories(ledger);
        let since: Vec<_> = self
            .changes(size)
            .filter(|(seq, _)| *seq > size / 2)
            .map(|(seq, change)| (seq as u64, change.body.clone()))
            .collect();
        let found = ledger.since(size as u64 / 2).expect("readable");
        assert_eq!(found.into_iter().map(|row| (row.seq, row.body)).collect::<Vec<_>>(), since);
        let verified = verify(ledger, None, |_, _| ()).expect("readable");
        assert_eq!((verified.entries, verified.problem), (size as u64, None));
        assert_eq!(verified.root, ledger.head().expect("readable").root());
    }

    fn compare_entries(&self, ledger: &Ledger) {
        let entries = ledger.entries(1..=u64::MAX, Order::OldestFirst, 999).expect("readable");
        assert_eq!(entries.len(), self.acts.len());
        for (found, (at, draft)) in entries.iter().zip(&self.acts) {
            assert_eq!((found.entry.at, &found.words, &found.entry.on), (*at, &draft.words, &draft.on));
            assert_eq!(found.entry.changes.count as usize, draft.changes.len());
            let last = self.acts.iter().rposition(|(other, _)| other <= at).map(|index| index as u64 + 1);
            assert_eq!(ledger.last_until(*at), Ok(last));
        }
    }

    fn compare_histories(&self, ledger: &Ledger) {
        for name in (0..6).map(risk) {
            let expected: Vec<_> = self
                .changes(usize::MAX)
                .filter(|(_, change)| change.name == name)
                .map(|(seq, change)| (seq as u64, change.revision))
                .collect();
            let found = ledger.history(&name).expect("readable");
            assert_eq!(
                found.iter().map(|step| (step.act.entry.seq, step.revision.revision)).collect::<Vec<_>>(),
                expected
            );
        }
    }
}

fn play(ledger: &Ledger, attempts: &[Attempt]) {
    let mut model = Model::default();
    attempts.iter().for_each(|attempt| model.attempt(ledger, attempt));
    model.compare(ledger);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]
    #[test]
    fn memory_is_as_the_model(attempts in attempts()) {
        play(&in_memory(), &attempts);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn sqlite_is_as_the_model(attempts in attempts()) {
        play(&House::new().ledger(), &attempts);
    }
}
