//! The words of access: roles, actions and kinds of register, as they stand in policies, on the command line and in the ledger.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A word that is none of those known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not {what}; use one of: {known}")]
pub struct UnknownWord {
    given: String,
    what: &'static str,
    known: String,
}

/// Declares an enum whose members each have one word, in order, with everything that follows from that.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal: $($(#[$member_doc:meta])* $member:ident = $word:literal,)+) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$member_doc])* #[serde(rename = $word)] $member,)+
        }

        impl $name {
            /// All of them, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$member),+];

            /// The word for it.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$member => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.pad(self.word())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(given: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|known| known.word() == given).ok_or_else(|| UnknownWord {
                    given: given.to_owned(),
                    what: $what,
                    known: [$($word),+].join(", "),
                })
            }
        }
    };
}

words! {
    /// What somebody is in the management system; an account may hold several.
    Role, "a role":
    /// Runs the installation: accounts, settings, and all acts on what is not restricted.
    Administrator = "administrator",
    /// Builds and steers the management system: all registers, restricted records too.
    IsmsManager = "isms-manager",
    /// Signs for risks above the limit; approves documents and the Statement of Applicability.
    TopManagement = "top-management",
    /// Decides on the risks they own, and signs their acceptance.
    RiskOwner = "risk-owner",
    /// Keeps the controls they own, and shows that they work.
    ControlOwner = "control-owner",
    /// Reads all but restricted records, tests controls, looks at evidence, and writes audit findings.
    Auditor = "auditor",
    /// Everyone else: own tasks, published documents, reports an incident.
    Member = "member",
}

words! {
    /// What somebody wants to do; each act of a register comes under one of these.
    Action, "an action":
    /// See records: lists, items, history, search, also as of a date.
    Read = "read",
    /// Open a view that computes over the whole: risk map, Statement of Applicability, findings, overdue.
    View = "view",
    /// Take out as a file what one may read.
    Export = "export",
    /// Make a new record; judged on the record as it would be.
    Add = "add",
    /// Edit, withdraw, restore, and all ordinary named acts; judged on the record as it is before.
    Change = "change",
    /// Test a control on a sample, or look at evidence, and sign what was seen.
    Examine = "examine",
    /// Bring in files, and withdraw an import; judged on each record it changes.
    Import = "import",
    /// Sign as owner for a residual risk and its treatment plan.
    Accept = "accept",
    /// Top management's signature beside the owner's.
    AcceptAboveLimit = "accept-above-limit",
    /// Approve a document or publish a Statement of Applicability, in one's own name.
    Approve = "approve",
    /// Record that somebody approved elsewhere, with the minutes as evidence.
    RecordApproval = "record-approval",
    /// Decide what all is measured by: criteria, time zone, review intervals.
    Settings = "settings",
    /// Add and disable accounts, grant and end roles, link people, print sign-in links.
    ManageAccounts = "manage-accounts",
    /// Look after one's own password, sessions and tokens.
    OwnAccount = "own-account",
    /// Check the ledger, and take a checkpoint away.
    Verify = "verify",
    /// Copy the whole store.
    Backup = "backup",
}

words! {
    /// What sort of register it is, as far as rights are concerned; a new register is one of these and needs no line here.
    Kind, "a kind of register":
    /// Most registers.
    General = "general",
    /// What people have to do: actions, corrective actions, trainings.
    Tasks = "tasks",
    /// Audits and audit findings, which auditors write.
    Findings = "findings",
    /// Incidents, which anybody may report.
    Incidents = "incidents",
    /// Documents, which everybody reads once they are published.
    Documents = "documents",
    /// The published versions of the Statement of Applicability.
    Statement = "statement",
    /// The organisation itself: one record, that nobody owns.
    Organisation = "organisation",
    /// Accounts with their roles, sessions and tokens.
    Accounts = "accounts",
    /// The ledger: entries, checkpoints, proofs.
    Ledger = "ledger",
}

impl Role {
    /// Its name in a sentence.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::IsmsManager => "ISMS manager",
            Self::TopManagement => "top management",
            Self::RiskOwner => "risk owner",
            Self::ControlOwner => "control owner",
            Self::Auditor => "auditor",
            Self::Member => "member",
        }
    }
}
