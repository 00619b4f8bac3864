//! Accounts, roles, links and tokens.

use serde_json::{Value, json};

use super::Folder;

fn house() -> Folder {
    let folder = Folder::founded();
    folder.does(&["add", "people", "name=Mara Quint", "reference=P003", "email=Mara@example.com"]);
    folder
}

#[test]
fn an_account_is_added_with_a_link_and_an_equal_address_only_proposes_the_person() {
    let folder = house();
    let added = folder.json(&["user", "add", "mara@example.com", "--role", "risk-owner,auditor"]);
    assert_eq!((&added["id"], &added["email"]), (&json!("ACC-0002"), &json!("mara@example.com")));
    let link = added["link"].as_str().unwrap().strip_prefix("http://127.0.0.1:8027/sign-in/").unwrap();
    assert_eq!(link.len(), 64);
    assert_eq!(added["proposed_people"], json!([{ "id": "P-0001", "reference": "P003", "title": "Mara Quint" }]));
    let account = |field: &str| folder.json(&["user", "list"])[1][field].clone();
    assert_eq!((account("person"), account("roles")), (Value::Null, json!(["risk-owner", "auditor"])));
    folder.does(&["user", "person", "mara@example.com", "P003"]);
    assert_eq!(account("person")["id"], "P-0001");
    assert_eq!(account("email"), "mara@example.com");

    let taken = folder.refuses(1, &["user", "add", "Mara@Example.com", "--role", "member"]);
    assert_eq!(taken, "castellan: `mara@example.com` has an account already: use that one, or another address\n");
    let linked = folder.json(&["user", "add", "two@example.com", "--role", "member", "--person", "P003"]);
    assert_eq!(linked["proposed_people"], json!([]));
    folder.refuses(1, &["user", "add", "three@example.com", "--role", "member", "--person", "P999"]);
}

#[test]
fn a_link_stands_alone_and_leads_where_people_go() {
    let folder = house();
    folder.does(&["user", "add", "mara@example.com", "--role", "member"]);
    let link = folder.does(&["user", "link", "mara@example.com", "--public-url", "https://isms.example.com/"]);
    assert!(link.starts_with("https://isms.example.com/sign-in/") && link.lines().count() == 1, "{link}");
    let unknown = folder.refuses(1, &["user", "link", "who@example.com"]);
    assert_eq!(unknown, "castellan: `who@example.com` has no account here: see `castellan user list`\n");
}

#[test]
fn roles_decide_and_are_granted_by_administrators_alone() {
    let folder = house();
    folder.does(&["user", "add", "mara@example.com", "--role", "auditor"]);
    let as_mara = |arguments: &[&str]| folder.run(&[&["--user", "mara@example.com"], arguments].concat());
    assert_eq!(as_mara(&["list", "risks"]).code, 0);
    assert_eq!(as_mara(&["add", "audit-findings", "title=Door open"]).code, 0);
    for denied in [
        &["add", "risks", "title=Fire"][..],
        &["user", "list"],
        &["user", "add", "x@example.com", "--role", "administrator"],
        &["user", "role", "mara@example.com", "--role", "administrator"],
        &["user", "link", "admin@example.com"],
        &["user", "disable", "admin@example.com"],
        &["backup", "/nowhere/b"],
    ] {
        let said = as_mara(denied);
        assert!(said.code == 1 && said.err.contains("you may not"), "{denied:?}: {said:?}");
    }
    folder.does(&["user", "role", "mara@example.com", "--role", "isms-manager"]);
    assert_eq!(as_mara(&["add", "risks", "title=Fire"]).code, 0);
}

#[test]
fn who_is_disabled_loses_tokens_and_somebody_always_administers() {
    let folder = house();
    folder.does(&["user", "add", "mara@example.com", "--role", "isms-manager"]);
    let token = folder.does(&["--user", "mara@example.com", "token", "create"]);
    let by_token = || folder.run(&["--token", token.trim(), "list", "risks"]).code;
    assert_eq!(by_token(), 0);
    folder.does(&["user", "disable", "mara@example.com"]);
    assert_eq!(by_token(), 1);
    assert_eq!(folder.run(&["--user", "mara@example.com", "list", "risks"]).code, 1);
    // Enabled again, the account has no token of before.
    folder.does(&["do", "accounts", "ACC-0002", "enabled"]);
    assert_eq!(by_token(), 1);
    let last = folder.refuses(1, &["user", "role", "admin@example.com", "--role", "member"]);
    assert!(last.contains("nobody would administer accounts any more"), "{last}");
    folder.refuses(1, &["user", "disable", "admin@example.com"]);
}

#[test]
fn a_token_is_alone_on_standard_output_and_has_at_most_the_callers_roles() {
    let folder = house();
    folder.does(&["user", "add", "mara@example.com", "--role", "auditor"]);
    let token = folder.does(&["--user", "mara@example.com", "token", "create", "--days", "7", "--label", "nightly"]);
    let hex = token.strip_prefix("castellan_").unwrap().strip_suffix('\n').unwrap();
    assert!(hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()), "{token}");
    let wider = folder.refuses(1, &["--user", "mara@example.com", "token", "create", "--role", "administrator"]);
    assert!(wider.contains("at most the roles of its account"), "{wider}");

    let listed = folder.json(&["token", "list"]);
    assert_eq!((&listed[0]["account"], &listed[0]["label"]), (&json!("ACC-0002"), &json!("nightly")));
    assert_eq!((&listed[0]["roles"], &listed[0]["revoked_at"]), (&json!(["auditor"]), &Value::Null));
    assert!(!listed.to_string().contains(hex));
    let id = listed[0]["id"].as_str().unwrap();
    assert_eq!(folder.run(&["--token", token.trim(), "list", "risks"]).code, 0);
    folder.does(&["token", "revoke", id]);
    let refused = folder.refuses(1, &["--token", token.trim(), "list", "risks"]);
    assert!(refused.contains("this token is not good"), "{refused}");
    // Once more is done already; of none it cannot be done.
    folder.does(&["token", "revoke", id]);
    let unknown = folder.refuses(1, &["token", "revoke", "00000000"]);
    assert_eq!(unknown, "castellan: there is no token `00000000`: see `castellan token list`\n");
}

#[test]
fn others_tokens_are_out_of_sight_and_reach() {
    let folder = house();
    folder.does(&["user", "add", "mara@example.com", "--role", "auditor"]);
    folder.does(&["token", "create", "--role", "isms-manager"]);
    let id = folder.json(&["token", "list"])[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(folder.json(&["--user", "mara@example.com", "token", "list"]), json!([]));
    folder.refuses(1, &["--user", "mara@example.com", "token", "revoke", &id]);
    assert_eq!(folder.json(&["token", "list"])[0]["roles"], json!(["isms-manager"]));
}
