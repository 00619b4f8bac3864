//! Killed at any moment, the ledger keeps every act it acknowledged.
//!
//! The test starts itself again as a child that records acts and writes down each acknowledgement, flushed, in
//! a file of its own; kills it in the middle; and compares. A second rig acknowledges before it records, which
//! the comparison must find: a rig that finds nothing there proves nothing.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use ledger::{Appended, DataDirectory, Draft, Ledger, verify};

use crate::support::*;

const ROUNDS: usize = 20;

/// Names the data directory to the child; without it the child's test does nothing.
const DATA: &str = "CASTELLAN_KILLS_DATA";

/// Plants the fault: acknowledge first, record then.
const PLANTED: &str = "CASTELLAN_KILLS_PLANTED";

#[test]
fn twenty_kills_lose_no_acknowledged_act() {
    let house = House::new();
    for round in 0..ROUNDS {
        kill_in_the_middle(&house, round, false);
        assert_eq!(lost(&house), BTreeSet::new(), "round {round}");
    }
}

#[test]
fn the_rig_finds_a_planted_fault() {
    let house = House::new();
    let caught = (0..ROUNDS).any(|round| {
        kill_in_the_middle(&house, round, true);
        !lost(&house).is_empty()
    });
    assert!(caught, "{ROUNDS} kills of a ledger that acknowledges too early lost nothing");
}

/// Lets a child record until it has acknowledged something, and some more, and kills it.
fn kill_in_the_middle(house: &House, round: usize, planted: bool) {
    let acknowledged = acknowledged(house).len();
    let mut child = start_child(house, planted);
    while self::acknowledged(house).len() <= acknowledged + round {
        assert!(child.try_wait().expect("a child").is_none(), "the child ended by itself");
        std::thread::sleep(Duration::from_millis(1));
    }
    std::thread::sleep(Duration::from_micros(311 * round as u64 % 4_000));
    child.kill().expect("killed");
    child.wait().expect("gone");
}

fn start_child(house: &House, planted: bool) -> Child {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", "kills::child", "--ignored"]).env(DATA, house.directory.path()).stdout(Stdio::null());
    if planted {
        command.env(PLANTED, "1");
    }
    command.spawn().expect("a child")
}

/// What was acknowledged and is not in the ledger as it was acknowledged.
fn lost(house: &House) -> BTreeSet<String> {
    let directory = house.again();
    let ledger = directory.ledger(clock());
    assert_eq!(verify(&ledger, None, |_, _| ()).expect("readable").problem, None);
    let recorded: BTreeSet<String> =
        ledger.since(0).expect("readable").into_iter().map(|row| line(row.seq, &row.name.id, row.revision)).collect();
    acknowledged(house).difference(&recorded).cloned().collect()
}

/// The acknowledgements that were written down whole.
fn acknowledged(house: &House) -> BTreeSet<String> {
    let text = std::fs::read_to_string(acknowledgements(house.directory.path())).unwrap_or_default();
    text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).map(str::to_owned).collect()
}

fn acknowledgements(data: &Path) -> std::path::PathBuf {
    data.with_extension("acknowledged")
}

fn line(seq: u64, id: &str, revision: u32) -> String {
    format!("{seq} {id} {revision}")
}

#[test]
#[ignore = "the other half of the tests above, which start it"]
fn child() {
    let Some(data) = std::env::var_os(DATA) else { return };
    let ledger = DataDirectory::open(Path::new(&data)).expect("opens").ledger(clock());
    let file = OpenOptions::new().create(true).append(true).open(acknowledgements(Path::new(&data))).expect("a file");
    record_for_ever(&ledger, file, std::env::var_os(PLANTED).is_some());
}

fn record_for_ever(ledger: &Ledger, mut file: File, planted: bool) {
    loop {
        let head = ledger.head().expect("readable").seq;
        let batch: Vec<Draft> = (0..3).map(|number| draft(0, vec![change(number, next(ledger, number))])).collect();
        if planted {
            acknowledge(&mut file, head, &batch);
        }
        let appended = ledger.append(head, &batch).expect("recorded");
        assert_eq!(appended.first().map(|Appended { seq, .. }| *seq), Some(head + 1));
        if !planted {
            acknowledge(&mut file, head, &batch);
        }
    }
}

fn next(ledger: &Ledger, number: u32) -> u32 {
    ledger.history(&risk(number)).expect("readable").len() as u32 + 1
}

fn acknowledge(file: &mut File, head: u64, batch: &[Draft]) {
    let changes = batch.iter().flat_map(|draft| &draft.changes);
    let lines = (head + 1..).zip(changes).map(|(seq, change)| line(seq, &change.name.id, change.revision) + "\n");
    file.write_all(lines.collect::<String>().as_bytes()).and_then(|()| file.sync_all()).expect("written down");
}
