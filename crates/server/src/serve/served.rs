//! Where the product is served, kept in the data directory while it is: a command beside it prints links that lead there.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Write},
    path::Path,
};

/// The file's name. Whoever serves holds its lock, so that what a killed server left behind is not believed.
const FILE: &str = "served-at";
/// An address is a line.
const LONGEST: u64 = 2_048;

/// The address, told as long as this is held.
pub struct Served {
    /// The lock goes with the file.
    _locked: File,
}

impl Served {
    /// Tells the address; nothing where another server of the same directory tells its own.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn at(data: &Path, url: &str) -> std::io::Result<Option<Served>> {
        let mut file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(data.join(FILE))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        file.set_len(0)?;
        file.write_all(url.as_bytes())?;
        file.flush()?;
        Ok(Some(Served { _locked: file }))
    }
}

/// The address at which a directory is served now, if it is.
pub fn served_at(data: &Path) -> Option<String> {
    let file = File::open(data.join(FILE)).ok()?;
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)).then_some(())?;
    let mut url = String::new();
    file.take(LONGEST).read_to_string(&mut url).ok()?;
    Some(url).filter(|url| url.starts_with("http"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_while_somebody_serves_and_no_longer() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(served_at(data.path()), None);
        let served = Served::at(data.path(), "http://127.0.0.1:9999").unwrap();
        assert_eq!(served_at(data.path()).as_deref(), Some("http://127.0.0.1:9999"));
        assert!(Served::at(data.path(), "http://127.0.0.1:1").unwrap().is_none(), "the first one tells");
        assert_eq!(served_at(data.path()).as_deref(), Some("http://127.0.0.1:9999"));
        drop(served);
        assert_eq!(served_at(data.path()), None, "what is left in the file counts no more");
        let shorter = Served::at(data.path(), "http://a").unwrap();
        assert!(shorter.is_some());
        assert_eq!(served_at(data.path()).as_deref(), Some("http://a"));
    }
}
