//! Files of the vault, and who may name them in a record. Whoever sees a record may open the files it names; so nobody
//! may name a file of which they know the hash alone.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use isms::{Id, Isms, evidence::VaultFile};
use jiff::{SignedDuration, Timestamp};
use ledger::Digest;

/// The files that records name, each with the record.
pub(crate) fn named(isms: &Isms) -> impl Iterator<Item = (Id, &VaultFile)> {
    let evidence = isms.evidence().all().filter_map(|one| Some((one.id, one.file.as_ref()?)));
    let imports = isms.imports().all().flat_map(|one| one.files.iter().map(|file| (one.id, file)));
    let published = isms.applicability_statements().all();
    let published = published
        .flat_map(|one| [one.data.as_ref(), one.pdf.as_ref()].into_iter().flatten().map(|file| (one.id, file)));
    evidence.chain(imports).chain(published)
}

/// The files that one record names.
pub(crate) fn named_by(isms: &Isms, id: Id) -> Vec<&VaultFile> {
    let evidence = isms.evidence().get(id).and_then(|one| one.file.as_ref());
    let published = isms.applicability_statements().get(id);
    let published = published.map(|one| [one.data.as_ref(), one.pdf.as_ref()]).into_iter().flatten().flatten();
    evidence.into_iter().chain(published).collect()
}

/// How long a file may wait for the record that names it.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// Files that may wait: some hundred kilobytes of memory. With more, those of an hour ago are forgotten as well.
const MOST: usize = 10_000;
const WHEN_MANY: SignedDuration = SignedDuration::from_hours(1);

/// Who handed in what, and when. It is kept in memory: after a restart a file is handed in again.
#[derive(Default)]
pub(crate) struct HandedIn {
    files: Mutex<HashMap<(Id, Digest), Timestamp>>,
}

impl HandedIn {
    /// Notes that an account handed in a file.
    pub(crate) fn note(&self, account: Id, sha256: Digest, now: Timestamp) {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        for kept in [KEPT, WHEN_MANY] {
            if kept == KEPT || files.len() >= MOST {
                files.retain(|_, at| now.duration_since(*at) < kept);
            }
        }
        files.insert((account, sha256), now);
    }

    /// Whether this account handed in this file.
    pub(crate) fn has(&self, account: Id, sha256: Digest) -> bool {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&(account, sha256))
    }
}
