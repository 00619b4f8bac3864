//! What the gate answers, and how it says so to a reader.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use crate::question::Question;
use crate::scope::Scope;
use crate::words::{Action, Kind, Role, UnknownWord};

/// How far a right reaches, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The records the right reaches; [`Scope::None`] is a refusal.
    pub scope: Scope,
    /// The `@id` of each policy that decided; empty where nothing permits it.
    pub policies: Vec<String>,
    /// The policies could not be judged: refused, and somebody must be told this.
    pub alarm: Option<String>,
    pub(crate) why: Reason,
}

/// A sentence as a key with named arguments, so that it can be said in another language; displayed, it is English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The English sentence, with `{name}` where an argument goes.
    pub key: Cow<'static, str>,
    /// Name and English words of each argument.
    pub arguments: Vec<(&'static str, String)>,
}

impl Decision {
    pub(crate) fn unknown(word: &UnknownWord) -> Self {
        let why = Reason { key: "{fault}".into(), arguments: vec![("fault", word.to_string())] };
        Self { scope: Scope::None, policies: Vec::new(), alarm: None, why }
    }

    /// Why it is refused, or reaches no further, and who may; for a right to everything, why that.
    pub fn why(&self) -> &Reason {
        &self.why
    }
}

impl Reason {
    pub(crate) fn plain(sentence: String) -> Self {
        Self { key: sentence.into(), arguments: Vec::new() }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let fill = |text: String, (name, value): &(&str, String)| text.replace(&format!("{{{name}}}"), value);
        f.write_str(&self.arguments.iter().fold(self.key.to_string(), fill))
    }
}

/// The reason when the policies could not be judged.
pub(crate) fn not_judged() -> Reason {
    Reason::plain("the access policies could not be judged, so the answer is no; tell an administrator".to_owned())
}

/// The reason when the roles reach no further than `scope`, though those of `wider` do.
pub(crate) fn lacking(question: &Question, scope: Scope, wider: &[Role]) -> Reason {
    let key = match (scope, wider) {
        (Scope::None, []) => "nobody may {act}",
        (Scope::None, _) => {
            "you may not {act} as {held}; {able} may: ask one of them, or an administrator to grant you the role"
        }
        (_, []) => "as {held} you may {act} only if {limit}; nobody may do more",
        _ => "as {held} you may {act} only if {limit}; {able} may do more",
    };
    let arguments = [
        ("act", act(question.action, question.kind)),
        ("held", held(&question.principal.roles)),
        ("limit", limit(scope, question.kind).to_owned()),
        ("able", one_of(wider.iter().copied(), "or")),
    ];
    let used = arguments.into_iter().filter(|(name, _)| key.contains(&format!("{{{name}}}")));
    Reason { key: key.into(), arguments: used.collect() }
}

fn act(action: Action, kind: Kind) -> String {
    let things = things(kind);
    match action {
        Action::Read => format!("read {things}"),
        Action::View => format!("open views over {things}"),
        Action::Export => format!("export {things}"),
        Action::Add => format!("add {things}"),
        Action::Change => format!("change {things}"),
        Action::Examine => "test controls and look at evidence".to_owned(),
        Action::Import => format!("import {things}"),
        Action::Accept => "accept risks as their owner".to_owned(),
        Action::AcceptAboveLimit => "sign for risks above the limit".to_owned(),
        Action::Approve => format!("approve {things}"),
        Action::RecordApproval => format!("record the approval of {things}"),
        Action::Settings => "decide the settings of the organisation".to_owned(),
        Action::ManageAccounts => "manage accounts".to_owned(),
        Action::OwnAccount => "look after accounts".to_owned(),
        Action::Verify => "verify the ledger".to_owned(),
        Action::Backup => "take a backup".to_owned(),
    }
}

fn things(kind: Kind) -> &'static str {
    match kind {
        Kind::General => "records of this register",
        Kind::Tasks => "tasks",
        Kind::Findings => "audits and audit findings",
        Kind::Incidents => "incidents",
        Kind::Documents => "documents",
        Kind::Statement => "Statements of Applicability",
        Kind::Organisation => "the organisation's record",
        Kind::Accounts => "accounts",
        Kind::Ledger => "the ledger",
    }
}

fn limit(scope: Scope, kind: Kind) -> &'static str {
    match (scope, kind) {
        (Scope::Own, Kind::Accounts) => "they are your own",
        (Scope::Own, _) => "they name you",
        (Scope::Published, _) => "they are published and not restricted, or name you",
        (Scope::Unrestricted, Kind::Ledger) => "what it tells of is not restricted, or names you",
        (Scope::Unrestricted, Kind::Organisation) => "it is not restricted, or names you",
        (Scope::Unrestricted, _) => "they are not restricted, or name you",
        (Scope::None | Scope::All, _) => "",
    }
}

fn held(roles: &BTreeSet<Role>) -> String {
    if roles.is_empty() { "somebody without a role".to_owned() } else { one_of(roles.iter().copied(), "and") }
}

/// `a, b or c`
fn one_of(roles: impl Iterator<Item = Role>, last: &str) -> String {
    let titles: Vec<&str> = roles.map(Role::title).collect();
    match titles.split_last() {
        Some((only, [])) => (*only).to_owned(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
        None => String::new(),
    }
}
