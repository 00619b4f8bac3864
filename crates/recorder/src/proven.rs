//! One entry of the ledger with all that proves it, as far as its reader may see it.

use access::{Action, Kind, Scope};
use isms::say;
use ledger::{Digest, Name, Proof, RecordedAct, Vault, Verified};

use crate::{
    Caller, NotRecorded, Reader, Recorder,
    rights::{decision, denied},
};

/// An entry, its exact bytes, its change lines, and the way from its leaf to the root.
pub struct Proven {
    /// The entry.
    pub act: RecordedAct,
    /// Its exact bytes; none where they name a record that the reader may not see.
    pub bytes: Option<String>,
    /// The change lines: record, revision and salted hash. Records out of sight have no name here.
    pub lines: Vec<(Option<Name>, u32, Digest)>,
    /// The proof that it stands in the ledger as it is now.
    pub proof: Proof,
}

impl Reader {
    /// An entry with all that proves it.
    ///
    /// # Errors
    /// Refused to those who may not read the ledger; missing beyond its end.
    pub fn proven(&self, seq: u64) -> Result<Proven, NotRecorded> {
        let missing = || NotRecorded::Missing(say!("there is no entry `{seq}`", seq = seq));
        let act = self.entries(seq..=seq, ledger::Order::OldestFirst, 1)?.pop().ok_or_else(missing)?;
        let ledger = &self.shared.ledger;
        let proof = ledger.proof(seq)?.ok_or_else(missing)?;
        let whole = ledger.entry(seq)?.is_some_and(|recorded| recorded.entry.on == act.entry.on);
        let seen = |name: &Name| name.id.parse().is_ok_and(|id| self.sees(id));
        let lines = ledger.lines(seq)?.into_iter();
        let lines = lines.map(|line| (Some(line.name).filter(seen), line.revision, line.hash)).collect();
        Ok(Proven { act, bytes: whole.then(|| proof.bytes.clone()), lines, proof })
    }
}

impl Recorder {
    /// Derives everything again from what is stored, and names the first thing that does not fit. It reads the whole
    /// ledger and every file: not on a thread that others wait for.
    ///
    /// # Errors
    /// Refused to those who may not verify.
    pub fn verify(&self, caller: &Caller, vault: &Vault) -> Result<Verified, NotRecorded> {
        let picture = self.head();
        let may = decision(&self.shared.gate, &picture.isms, caller, Action::Verify, Kind::Ledger);
        if may.scope == Scope::None {
            return Err(denied(&may));
        }
        Ok(ledger::verify(&self.shared.ledger, Some(vault), |_, _| {})?)
    }
}
