//! How far a right reaches among the records of a register.

/// The records a right reaches, from none to every one; each scope holds all that the narrower ones hold.
///
/// So the union of several is the widest of them, and whoever may see anything in a register may see there
/// what names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Nothing: refused.
    None,
    /// Records that name the caller.
    Own,
    /// Published records that are not restricted, and records that name the caller.
    Published,
    /// Records that are not restricted, and records that name the caller.
    Unrestricted,
    /// Every record, restricted ones too.
    All,
}

/// What a scope must know of a record; the recorder, which knows records, reads it from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Row {
    /// A person field of the record holds the caller's person (for a row of accounts: it is the caller's own).
    /// Never so for an account without a person.
    pub names_caller: bool,
    /// The record is marked restricted.
    pub restricted: bool,
    /// The record is an approved document.
    pub published: bool,
}

impl Scope {
    /// The scopes Cedar is asked for, widest first.
    pub(crate) const ASKED: [Self; 4] = [Self::All, Self::Unrestricted, Self::Published, Self::Own];

    /// Its word in the policies.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Own => "own",
            Self::Published => "published",
            Self::Unrestricted => "unrestricted",
            Self::All => "all",
        }
    }

    /// Whether the right reaches this record.
    pub const fn covers(self, row: Row) -> bool {
        match self {
            Self::None => false,
            Self::Own => row.names_caller,
            Self::Published => row.names_caller || (row.published && !row.restricted),
            Self::Unrestricted => row.names_caller || !row.restricted,
            Self::All => true,
        }
    }
}
