//! What is asked before an act is recorded: whether its caller may do it, and may know of all that it names.

use access::Action;
use isms::{Changes, Id, Isms, Reason, Refusal, Revision, evidence::VaultFile, register, register_of, say};

use super::{Act, Deciding, Settled};
use crate::{
    caller::knows_of,
    files,
    rights::{covers, decision, denied, denied_on, kind_of, missing},
};

impl Deciding {
    /// Whether the caller may do this to each of these records; the scope in which they may.
    pub(super) fn may(&self, isms: &Isms, act: &Act) -> Result<Option<access::Scope>, Settled> {
        let Some(action) = act.action else { return Ok(None) };
        let kind = kind_of(act.register);
        let may = decision(&self.shared.gate, isms, &act.caller, action, kind);
        let sees = decision(&self.shared.gate, isms, &act.caller, Action::Read, kind);
        for id in &act.on {
            let there = register(act.register).is_some_and(|register| register.head(isms, *id).is_some());
            if !there || !(covers(sees.scope, isms, &act.caller, *id) || act.register == "accounts") {
                return Err(Settled::No(missing(*id)));
            }
            if !covers(may.scope, isms, &act.caller, *id) {
                let asked = (action, act.word.as_str(), Some(*id));
                return Err(Settled::No(denied_on(&self.shared.gate, isms, &act.caller, asked, &may)));
            }
        }
        if may.scope == access::Scope::None { Err(Settled::No(denied(&may))) } else { Ok(Some(may.scope)) }
    }

    /// A new link to a record that the caller may not see is answered as one to a record that is not there.
    pub(super) fn links_are_seen(
        &self, before: &Isms, after: &Isms, act: &Act, changes: &Changes,
    ) -> Result<(), Settled> {
        if act.action.is_none() {
            return Ok(());
        }
        let restricted =
            |id: &Id| register_of(*id).and_then(|to| to.head(after, *id)).is_some_and(|head| head.restricted);
        for change in changes {
            let Some(register) = register(&change.register) else { continue };
            let known = register.links(before, change.id);
            for to in register.links(after, change.id).into_iter().filter(|to| !known.contains(to)).filter(restricted) {
                let name = register_of(to).map_or("", |register| register.name());
                let sees = decision(&self.shared.gate, after, &act.caller, Action::Read, kind_of(name));
                if !covers(sees.scope, after, &act.caller, to) {
                    return Err(Settled::No(missing(to)));
                }
            }
        }
        Ok(())
    }

    /// What is written by hand names no file that the caller neither sees nor handed in.
    pub(super) fn files_are_seen(
        &self, before: &Isms, after: &Isms, act: &Act, changes: &Changes,
    ) -> Result<(), Settled> {
        if !matches!(act.word.as_str(), "added" | "edited") {
            return Ok(());
        }
        let sees = |(id, _): &(Id, &VaultFile)| knows_of(&self.shared.gate, before, &act.caller, *id);
        let handed_in =
            |sha256: &str| sha256.parse().is_ok_and(|file| self.shared.handed_in.has(act.caller.account, file));
        let new = |change: &'_ Revision| {
            let known = files::named_by(before, change.id);
            files::named_by(after, change.id).into_iter().filter(move |file| !known.contains(file)).collect::<Vec<_>>()
        };
        for file in changes.iter().flat_map(new) {
            let mut named = files::named(before).filter(|(_, known)| known.sha256 == file.sha256);
            if !handed_in(&file.sha256) && !named.any(|known| sees(&known)) {
                return Err(Settled::No(no_file(&act.word, &file.sha256).into()));
            }
        }
        Ok(())
    }
}

fn no_file(word: &str, sha256: &str) -> Refusal {
    let why = say!("there is no file `{sha256}` that you may name", sha256 = sha256);
    let reason = Reason::new(why, say!("hand the file in first, then name it within a day")).at("file.sha256");
    Refusal::new(say!("the record cannot be {word}", word = word), reason)
}
