//! From drafts to rows: times, salts, hashes and the tree. Pure but for the salts.

use crate::clock::Clock;
use crate::entry::VERSION;
use crate::merkle::leaf_hash;
use crate::{AppendError, Batch, Change, ChangesRoot, ClockNote, Digest, Draft, Entry, Head, Salts};
use crate::{StoreError, StoredEntry, StoredRequest, StoredRevision, StoredWords, canonical};

/// Drafts of one transaction: beyond this a larger group gains nothing and the first caller waits.
pub const MAX_DRAFTS: usize = 256;

/// Records one act may touch: an import of everything a large organisation has.
pub const MAX_CHANGES: usize = 100_000;

/// Bytes of one record: a long policy in full; files belong in the vault.
pub const MAX_BODY: usize = 1 << 20;

/// Bytes of an act's reason and parameters.
pub const MAX_WORDS: usize = 1 << 20;

/// Bytes of a name: a register, an id, an account, an act, a key.
pub const MAX_NAME: usize = 200;

/// The rows of these drafts, recorded after `head`.
pub(crate) fn seal(
    org: &str, head: Head, drafts: &[Draft], clock: &Clock, salts: &Salts,
) -> Result<Batch, AppendError> {
    limit("drafts in one transaction", drafts.len(), MAX_DRAFTS)?;
    let mut batch = Batch { after: head.seq, entries: vec![], revisions: vec![], requests: vec![], head };
    for draft in drafts {
        check_limits(draft)?;
        add(&mut batch, org, draft, clock, salts)?;
    }
    Ok(batch)
}

fn add(batch: &mut Batch, org: &str, draft: &Draft, clock: &Clock, salts: &Salts) -> Result<(), AppendError> {
    let reading = clock.judge(draft.at, batch.head.at)?;
    let seq = batch.head.seq + 1;
    let revisions = seal_changes(seq, &draft.changes, salts)?;
    let words = seal_words(draft, salts)?;
    let entry = Entry {
        v: VERSION,
        org: org.into(),
        seq,
        at: reading.at,
        by: draft.by.clone(),
        via: draft.via,
        act: draft.act.clone(),
        on: draft.on.clone(),
        words: words.as_ref().map(StoredWords::digest),
        changes: ChangesRoot::of(revisions.iter().map(StoredRevision::line)).map_err(StoreError::Failed)?,
        request: draft.request.as_ref().map(|request| request.digest(&draft.by)).transpose()?,
        clock: reading.jumped.then_some(ClockNote::AcceptedJump),
    };
    let bytes = entry.to_canonical().map_err(StoreError::Failed)?;
    batch.head.tree.push(leaf_hash(bytes.as_bytes()));
    batch.head.seq = seq;
    batch.head.at = Some(reading.at);
    batch.entries.push(StoredEntry { seq, at: reading.at, bytes, words });
    batch.revisions.extend(revisions);
    batch.requests.extend(request_row(draft, seq));
    Ok(())
}

fn seal_changes(seq: u64, changes: &[Change], salts: &Salts) -> Result<Vec<StoredRevision>, AppendError> {
    let seal = |(position, change): (u32, &Change)| {
        let Change { name, revision, version, body } = change.clone();
        let salt = salts.draw()?;
        let unhashed = StoredRevision { seq, position, name, revision, version, body, salt, hash: Digest::of(&[]) };
        Ok(StoredRevision { hash: unhashed.digest(), ..unhashed })
    };
    (0..).zip(changes).map(seal).collect()
}

fn seal_words(draft: &Draft, salts: &Salts) -> Result<Option<StoredWords>, AppendError> {
    let Some(words) = &draft.words else { return Ok(None) };
    let text = canonical(words)?;
    limit("bytes of reason and parameters", text.len(), MAX_WORDS)?;
    Ok(Some(StoredWords { text, salt: salts.draw()? }))
}

fn request_row(draft: &Draft, seq: u64) -> Option<StoredRequest> {
    let request = draft.request.as_ref()?;
    Some(StoredRequest { by: draft.by.clone(), key: request.key.clone(), body: request.body, seq })
}

fn check_limits(draft: &Draft) -> Result<(), AppendError> {
    limit("records in one act", draft.changes.len(), MAX_CHANGES)?;
    let named = draft.on.iter().chain(draft.changes.iter().map(|change| &change.name));
    let names = named.flat_map(|name| [&name.register, &name.id]);
    let key = draft.request.as_ref().map(|request| &request.key);
    for name in names.chain([&draft.by, &draft.act]).chain(key) {
        limit("bytes of a name, id or key", name.len(), MAX_NAME)?;
    }
    draft.changes.iter().try_for_each(|change| limit("bytes of a record", change.body.len(), MAX_BODY))
}

fn limit(what: &'static str, given: usize, limit: usize) -> Result<(), AppendError> {
    if given > limit { Err(AppendError::TooMuch { what, given, limit }) } else { Ok(()) }
}
