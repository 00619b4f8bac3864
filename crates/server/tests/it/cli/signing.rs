//! Signatures: by one's own token, never by `--user`.

use super::Folder;

/// A risk of Mara's above the limit, weighed and treated, and an account for her.
fn house() -> Folder {
    let folder = Folder::founded();
    folder.does(&["add", "people", "name=Mara Quint", "reference=P003"]);
    let residual = ["residual.likelihood=2", "residual.consequence=2"];
    let inherent = ["inherent.likelihood=4", "inherent.consequence=4"];
    folder.does(&[&["add", "risks", "title=Fire", "owner=P003", "option=retain"], &inherent[..], &residual].concat());
    folder.does(&["do", "risks", "R-0001", "assessed"]);
    folder.does(&["user", "add", "mara@example.com", "--role", "risk-owner", "--person", "P003"]);
    folder
}

const ACCEPTED: [&str; 6] = ["do", "risks", "R-0001", "accepted", "--reason", "small enough"];

#[test]
fn a_signature_needs_the_signers_own_token() {
    let folder = house();
    let refused = folder.refuses(1, &[&["--user", "mara@example.com"], &ACCEPTED[..]].concat());
    assert!(refused.contains("sign"), "{refused}");
    folder.refuses(1, &ACCEPTED);
    let token = folder.does(&["--user", "mara@example.com", "token", "create"]);
    let accepted = folder.json(&[&["--token", token.trim()], &ACCEPTED[..]].concat());
    assert_eq!(accepted["acceptances"][0]["by"]["title"], "Mara Quint");
    assert_eq!(accepted["acceptances"][0]["stated"], false);
}

#[test]
fn a_token_may_come_from_the_environment_and_never_beside_a_user() {
    let folder = house();
    let token = folder.does(&["--user", "mara@example.com", "token", "create"]);
    let accepted = folder.command(&ACCEPTED).env("CASTELLAN_TOKEN", token.trim()).output().unwrap();
    assert_eq!(accepted.status.code(), Some(0));
    let both = ["--user", "admin@example.com", "list", "risks"];
    let both = folder.command(&both).env("CASTELLAN_TOKEN", token.trim()).output().unwrap();
    assert_eq!(both.status.code(), Some(2));
}
