//! Files that are there, whole, after a power cut: what is needed beyond the standard library's words.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::salt::random_bytes;

/// Makes a folder, and those above it, that only its owner may enter.
pub(crate) fn create_private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Makes a new file that only its owner may read.
pub(crate) fn create_private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Makes names in this folder (new, renamed, removed) survive a power cut.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// The folder a path stands in; `.` for a bare name.
pub(crate) fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file or folder that is removed when it goes out of scope, unless it was given its lasting name.
pub(crate) struct Temporary(Option<PathBuf>);

impl Temporary {
    /// A name that nothing else has, in this folder.
    pub fn in_folder(folder: &Path, prefix: &str) -> io::Result<Self> {
        let random: [u8; 8] = random_bytes().map_err(io::Error::other)?;
        Ok(Self(Some(folder.join(format!("{prefix}{}", hex::encode(random))))))
    }

    /// Where it stands.
    pub fn path(&self) -> &Path {
        self.0.as_deref().unwrap_or(Path::new(""))
    }

    /// Gives it its lasting name, durably.
    pub fn persist(mut self, target: &Path) -> io::Result<()> {
        std::fs::rename(self.path(), target)?;
        self.0 = None;
        sync_folder(parent(target))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Nobody is left to tell: what cannot be removed lies there under a name that says what it was.
        if let Some(path) = &self.0 {
            let _ = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
        }
    }
}
