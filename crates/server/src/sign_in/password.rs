//! Passwords, as argon2id keeps them.

use std::sync::LazyLock;

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};
use isms::Id;
use tokio::sync::Semaphore;

use crate::app::App;

/// The least length: what ASVS asks for where there is no second factor yet.
const LEAST_LENGTH: usize = 12;
/// The greatest: more would only make hashing slow.
const GREATEST_LENGTH: usize = 128;
/// The longest address that mail can reach (RFC 5321).
const LONGEST_ADDRESS: usize = 254;
/// Hashes at once: each takes 19 MiB and a core.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Hashed when an account has no password, so that the time of an answer tells nobody which accounts there are.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody has this password").unwrap_or_default());

/// Why a password is not taken.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum WeakPassword {
    #[error("the password has fewer than 12 characters: take a sentence of four or five words")]
    Short,
    #[error("the password has more than 128 characters: take a shorter one")]
    Long,
    #[error("the password is one of those tried first: take a sentence of four or five words")]
    Common,
}

/// Whether a password may be chosen. Length counts; which characters it has does not (NIST SP 800-63B).
pub fn check_new(password: &str, email: &str) -> Result<(), WeakPassword> {
    let (length, lower) = (password.chars().count(), password.to_lowercase());
    let name = email.split('@').next().unwrap_or_default();
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    match length {
        _ if length < LEAST_LENGTH => Err(WeakPassword::Short),
        _ if length > GREATEST_LENGTH => Err(WeakPassword::Long),
        _ if letters.len() < 5 || lower.contains("password") || lower.contains("123456") => Err(WeakPassword::Common),
        _ if name.len() > 3 && lower.contains(name) || lower.contains("castellan") => Err(WeakPassword::Common),
        _ => Ok(()),
    }
}

/// Whether these can belong together at all. What cannot be right is neither hashed nor remembered: to try it is free, and
/// would fill the memory.
pub fn could_be(email: &str, password: &str) -> bool {
    email.len() <= LONGEST_ADDRESS && password.chars().count() <= GREATEST_LENGTH
}

/// Sets an account's password.
pub async fn set(app: &App, account: Id, password: String) -> anyhow::Result<()> {
    let permit = HASHING.acquire().await?;
    let hashed = tokio::task::spawn_blocking(move || {
        let _held_by_the_work = permit;
        hash(&password)
    });
    app.accounts.set_password(&account.to_string(), &hashed.await??)?;
    Ok(())
}

/// The account of this address, if this is its password.
pub async fn verify(app: &App, email: &str, password: String) -> anyhow::Result<Option<Id>> {
    let account = app.accounts.by_email(email)?;
    let known = match &account {
        Some(account) => app.accounts.password(&account.id)?,
        None => None,
    };
    let (there, phc) = (known.is_some(), known.unwrap_or_else(|| NOBODY.clone()));
    if !could_be(email, &password) {
        return Ok(None);
    }
    let permit = HASHING.acquire().await?;
    let right = tokio::task::spawn_blocking(move || {
        let _held_by_the_work = permit;
        PasswordHash::new(&phc).is_ok_and(|phc| Argon2::default().verify_password(password.as_bytes(), &phc).is_ok())
    });
    let right = right.await? && there;
    let id = account.filter(|_| right).and_then(|account| account.id.parse::<Id>().ok());
    Ok(id.filter(|id| app.recorder.may_sign_in(*id)))
}

fn hash(password: &str) -> anyhow::Result<String> {
    let hashed = Argon2::default().hash_password(password.as_bytes());
    Ok(hashed.map_err(|error| anyhow::anyhow!("the password could not be hashed: {error}"))?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_passwords_are_taken() {
        let check = |password: &str| check_new(password, "mara.quint@example.com");
        assert_eq!(check("four boats in winter"), Ok(()));
        assert_eq!(check("short one"), Err(WeakPassword::Short));
        assert_eq!(check(&"ab".repeat(80)), Err(WeakPassword::Long));
        assert_eq!(check("aaaaaaaaaaaaaa"), Err(WeakPassword::Common));
        assert_eq!(check("Mara.Quint is me!"), Err(WeakPassword::Common));
    }

    #[test]
    fn a_hash_is_argon2id_and_fits_its_password_alone() {
        let phc = hash("four boats in winter").unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        let fits = |password: &str| {
            Argon2::default().verify_password(password.as_bytes(), &PasswordHash::new(&phc).unwrap()).is_ok()
        };
        assert!(fits("four boats in winter") && !fits("five boats in winter"));
    }
}
