//! Signatures that wait for the reader: where each is given, on the page that shows what is signed.

use isms::{
    Isms, register_of,
    views::{
        risks::RiskView,
        soa::Soa,
        waiting::{Awaited, Signer, What, waiting as awaited},
    },
};
use recorder::{Action, Reader};

use super::naming::path;
use crate::words::{count, say};

/// What waits for this reader's signature by these views; nothing for an account without a person.
pub fn waiting(reader: &Reader, isms: &Isms, risks: &RiskView, soa: &Soa) -> Vec<Awaited> {
    let Some(person) = reader.person() else { return vec![] };
    let may = |id, act: &str| {
        reader.sees(id) && register_of(id).is_some_and(|register| reader.may_do(register, act, Some(id)))
    };
    let may_publish = reader.may_at_all(Action::Approve, "applicability-statements");
    awaited(isms, risks, soa, &Signer { person, may: &may, may_publish })
}

/// What is signed, in a few words.
pub fn words(what: What) -> &'static str {
    say(match what {
        What::Acceptance => "accept what is left",
        What::SecondSignature => "sign in addition to the owner",
        What::Plan => "approve the plan",
        What::Document => "approve it",
        What::Statement => "publish it",
    })
}

/// How many wait of one kind.
pub fn counted(what: What, how_many: usize) -> String {
    let [one, more] = match what {
        What::Acceptance => ["{count} risk to accept", "{count} risks to accept"],
        What::SecondSignature => ["{count} risk to sign in addition", "{count} risks to sign in addition"],
        What::Plan => ["{count} plan to approve", "{count} plans to approve"],
        What::Document => ["{count} document to approve", "{count} documents to approve"],
        What::Statement => ["the Statement of Applicability to publish", "{count} statements to publish"],
    };
    count(how_many, one, more)
}

/// Where it is signed: a risk on its own page, among all that is signed.
pub fn way(awaited: &Awaited) -> String {
    match (awaited.on, awaited.what) {
        (Some(id), What::Acceptance | What::SecondSignature) => path(id) + "#accept",
        (Some(id), What::Plan) => path(id) + "#plan",
        (Some(id), _) => format!("{}/{}", path(id), awaited.what.act().unwrap_or_default()),
        (None, _) => "/soa/publish".into(),
    }
}
