//! Why a file could not be read: one sentence that names the file, the reason and what to do.

/// A file that is not read at all. Its text is for the person who brought the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing in it.
    #[error("`{file}` is empty; choose the file that holds the table")]
    Empty {
        /// The file's name.
        file: String,
    },
    /// A kind of file that holds no table we read.
    #[error("`{file}` {what}")]
    Unsupported {
        /// The file's name.
        file: String,
        /// What it is instead, and what to do.
        what: &'static str,
    },
    /// More than a limit of [`crate::limits`].
    #[error("`{file}` is too large to read: it has more than {limit}; {remedy}")]
    TooLarge {
        /// The file's name.
        file: String,
        /// The limit in words, with the sheet it was met in.
        limit: String,
        /// What to do.
        remedy: &'static str,
    },
    /// Right by its beginning, wrong inside.
    #[error("`{file}` is damaged: {detail}; open it in your spreadsheet program and save it again")]
    Damaged {
        /// The file's name.
        file: String,
        /// What was found.
        detail: String,
    },
}

impl Unreadable {
    pub(crate) fn too_large(file: &str, limit: impl Into<String>, remedy: &'static str) -> Self {
        Unreadable::TooLarge { file: file.to_owned(), limit: limit.into(), remedy }
    }

    pub(crate) fn unsupported(file: &str, what: &'static str) -> Self {
        Unreadable::Unsupported { file: file.to_owned(), what }
    }

    pub(crate) fn damaged(file: &str, detail: impl std::fmt::Display) -> Self {
        Unreadable::Damaged { file: file.to_owned(), detail: detail.to_string() }
    }
}
