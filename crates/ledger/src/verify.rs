//! Verification: derives everything again from what is stored, and names the first thing that does not fit.
//!
//! It shows that the ledger is consistent in itself. That nobody made a whole other ledger is shown by a root
//! that somebody else has kept.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::ledger::PAGE;
use crate::merkle::{Frontier, leaf_hash};
use crate::{ChangesRoot, Digest, Entry, Head, Ledger, Name, Order, Request, Selection};
use crate::{StoreError, StoredEntry, StoredRequest, StoredRevision, Vault, VaultError};

/// What verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many entries fit, from the first one on.
    pub entries: u64,
    /// The root over them.
    pub root: Digest,
    /// The first thing that does not fit, if any.
    pub problem: Option<Problem>,
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The entry where it shows, where it is one.
    pub seq: Option<u64>,
    /// What does not fit, in words that name the entry.
    pub what: String,
}

/// Verifies a ledger, and with it the files of the vault. `progress` is told the entries done, and all.
pub fn verify(
    ledger: &Ledger, vault: Option<&Vault>, mut progress: impl FnMut(u64, u64),
) -> Result<Verified, StoreError> {
    let mut replay = Replay::default();
    let outcome = replay.run(ledger, vault, &mut progress);
    let problem = match outcome {
        Ok(()) => None,
        Err(Stop::Problem(problem)) => Some(problem),
        Err(Stop::Store(StoreError::Damaged(what))) => Some(Problem { seq: None, what }),
        Err(Stop::Store(error)) => return Err(error),
    };
    Ok(Verified { entries: replay.tree.size(), root: replay.tree.root(), problem })
}

/// Why the walk ended early.
enum Stop {
    Problem(Problem),
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn at_entry(seq: u64, what: impl Into<String>) -> Stop {
    Stop::Problem(Problem { seq: Some(seq), what: what.into() })
}

fn elsewhere(what: impl Into<String>) -> Stop {
    Stop::Problem(Problem { seq: None, what: what.into() })
}

/// What has been derived so far.
#[derive(Default)]
struct Replay {
    tree: Frontier,
    at: Option<Timestamp>,
    /// The last revision of each record.
    current: HashMap<Name, StoredLine>,
    /// The requests that entries say they answered, by sequence.
    requests: HashMap<u64, Digest>,
}

/// What of a revision has to come back when it is read as the current one.
type StoredLine = (u64, u32, Digest);

impl Replay {
    fn run(&mut self, ledger: &Ledger, vault: Option<&Vault>, progress: &mut dyn FnMut(u64, u64)) -> Result<(), Stop> {
        ledger.store().check()?;
        let head = self.entries(ledger, progress)?;
        self.nothing_beyond(ledger, &head)?;
        self.current(ledger)?;
        self.requests(ledger)?;
        vault.map_or(Ok(()), files)
    }

    /// Walks all entries up to the head, and on if others are recorded meanwhile.
    fn entries(&mut self, ledger: &Ledger, progress: &mut dyn FnMut(u64, u64)) -> Result<Head, Stop> {
        loop {
            let head = ledger.head()?;
            if self.tree.size() == head.seq {
                self.compare_head(&head)?;
                return Ok(head);
            }
            let next = self.tree.size() + 1;
            let page = ledger.store().entries(next..=head.seq, Order::OldestFirst, PAGE)?;
            if page.is_empty() {
                return Err(at_entry(next, format!("entry {next} is missing, though the head stands at {}", head.seq)));
            }
            for stored in page {
                self.entry(ledger, &stored)?;
            }
            progress(self.tree.size(), head.seq);
        }
    }

    fn entry(&mut self, ledger: &Ledger, stored: &StoredEntry) -> Result<(), Stop> {
        let seq = self.tree.size() + 1;
        if stored.seq != seq {
            return Err(at_entry(seq, format!("entry {seq} is missing, the next one is {}", stored.seq)));
        }
        let entry = stored.read().map_err(|error| damage_at(seq, error))?;
        if entry.org != ledger.org() {
            return Err(at_entry(seq, format!("entry {seq} belongs to `{}`, another organisation", entry.org)));
        }
        if self.at.is_some_and(|at| entry.at < at) {
            return Err(at_entry(seq, format!("entry {seq} is older than the one it follows")));
        }
        self.lines(ledger, &entry)?;
        self.requests.extend(entry.request.map(|request| (seq, request)));
        self.at = Some(entry.at);
        self.tree.push(leaf_hash(stored.bytes.as_bytes()));
        Ok(())
    }

    fn lines(&mut self, ledger: &Ledger, entry: &Entry) -> Result<(), Stop> {
        let seq = entry.seq;
        let mut lines = Vec::new();
        let mut damage = None;
        ledger.store().revisions(Selection::Acts(seq..=seq), &mut |stored| {
            damage = damage.take().or_else(|| self.revision(&stored, lines.len()).err());
            lines.push(stored.line());
            Ok(())
        })?;
        damage.map_or(Ok(()), Err)?;
        let found = ChangesRoot::of(lines).map_err(|error| at_entry(seq, format!("entry {seq}: {error}")))?;
        if found == entry.changes {
            return Ok(());
        }
        Err(at_entry(
            seq,
            format!(
                "entry {seq} was recorded with {} changes that do not fit the {} stored ones",
                entry.changes.count, found.count
            ),
        ))
    }

    fn revision(&mut self, stored: &StoredRevision, position: usize) -> Result<(), Stop> {
        let StoredRevision { seq, name, revision, hash, .. } = stored;
        stored.check().map_err(|error| damage_at(*seq, error))?;
        if stored.position as usize != position {
            return Err(at_entry(*seq, format!("entry {seq}: change {position} is missing")));
        }
        let (_, last, _) = self.current.insert(name.clone(), (*seq, *revision, *hash)).unwrap_or((0, 0, *hash));
        if last.checked_add(1) != Some(*revision) {
            return Err(at_entry(*seq, format!("entry {seq}: `{name}` goes from revision {last} to {revision}")));
        }
        Ok(())
    }

    fn compare_head(&self, head: &Head) -> Result<(), Stop> {
        if head.tree != self.tree {
            return Err(elsewhere(format!(
                "the entries make the root {}, but {} was recorded: an entry was changed, or another put in its place",
                self.tree.root(),
                head.root()
            )));
        }
        if head.at != self.at {
            return Err(elsewhere("the head's time is not that of the last entry"));
        }
        Ok(())
    }

    fn nothing_beyond(&self, ledger: &Ledger, head: &Head) -> Result<(), Stop> {
        let beyond = head.seq + 1..=u64::MAX;
        let entry = ledger.store().entries(beyond.clone(), Order::OldestFirst, 1)?.first().map(|entry| entry.seq);
        let mut stray = entry;
        ledger.store().revisions(Selection::Acts(beyond), &mut |stored| {
            stray = stray.or(Some(stored.seq));
            Ok(())
        })?;
        match stray {
            // Others may be recording: what is beyond this head is theirs if the head has moved.
            Some(seq) if ledger.head()?.seq == head.seq => {
                Err(at_entry(seq, format!("entry {seq} is stored beyond the head, which stands at {}", head.seq)))
            }
            _ => Ok(()),
        }
    }

    /// What is served as the current records is what the entries make.
    fn current(&mut self, ledger: &Ledger) -> Result<(), Stop> {
        let mut served: HashMap<Name, StoredLine> = HashMap::with_capacity(self.current.len());
        ledger.store().revisions(Selection::Current(self.tree.size()), &mut |stored| {
            served.insert(stored.name, (stored.seq, stored.revision, stored.hash));
            Ok(())
        })?;
        let differs = |name: &&Name| served.get(*name) != self.current.get(*name);
        match served.keys().chain(self.current.keys()).find(differs) {
            Some(name) => {
                Err(elsewhere(format!("what is served as the current `{name}` is not what the entries made of it")))
            }
            None => Ok(()),
        }
    }

    fn requests(&mut self, ledger: &Ledger) -> Result<(), Stop> {
        let mut stray = None;
        let mut last = 0;
        let size = self.tree.size();
        ledger.store().requests(&mut |row| {
            last = last.max(row.seq);
            if row.seq <= size && self.requests.remove(&row.seq) != digest(&row) {
                stray = stray.or(Some(row.seq));
            }
            Ok(())
        })?;
        // What others have recorded meanwhile has its request, too.
        let beyond = (last > size && last > ledger.head()?.seq).then_some(last);
        let missing = self.requests.keys().min().copied();
        match stray.or(missing).or(beyond) {
            Some(seq) => Err(at_entry(seq, format!("the request of entry {seq} is not the one it was recorded with"))),
            None => Ok(()),
        }
    }
}

fn digest(row: &StoredRequest) -> Option<Digest> {
    Request { key: row.key.clone(), body: row.body }.digest(&row.by).ok()
}

fn files(vault: &Vault) -> Result<(), Stop> {
    for blob in vault.list()? {
        match vault.verify(blob.sha256) {
            Ok(()) => {}
            Err(VaultError::Store(error)) => return Err(error.into()),
            Err(error) => return Err(elsewhere(error.to_string())),
        }
    }
    Ok(())
}

fn damage_at(seq: u64, error: StoreError) -> Stop {
    match error {
        StoreError::Damaged(what) => at_entry(seq, what),
        other => other.into(),
    }
}
