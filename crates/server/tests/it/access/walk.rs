//! The walk over all routes with all roles.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use recorder::Role;

use super::{
    routes::filled,
    seed::{self, Seeded, Somebody},
    table::{Reach, State, Table},
};
use crate::house::{Answer, House};

/// Registers of all kinds whose records are written by hand; lists and items of all others are walked as well.
const WRITTEN: [&str; 5] = ["risks", "actions", "audit-findings", "incidents", "documents"];
/// Those that come of acts of their own: programs may ask for any act on them, pages offer less.
const NOT_BY_HAND: [&str; 4] = ["imports", "applicability-statements", "organisation", "accounts"];

#[tokio::test]
async fn every_role_meets_what_the_table_says() {
    let house = House::founded().await;
    house.days_later(1);
    let people = seed::people(&house).await;
    let records = seed::records(&house, &people).await;
    let table = Table::read();
    let mut walk = Walk { house: &house, table: &table, records: &records, faults: vec![] };
    for somebody in &people {
        for ((method, path), what) in &table.routes {
            let what: Vec<&str> = what.iter().map(String::as_str).collect();
            walk.route(somebody, (method, path), &what).await;
        }
    }
    assert!(walk.faults.is_empty(), "{} faults:\n{}", walk.faults.len(), walk.faults.join("\n"));
}

struct Walk<'a> {
    house: &'a House,
    table: &'a Table,
    records: &'a [Seeded],
    faults: Vec<String>,
}

/// A method and a path with its places.
type Route<'a> = (&'a str, &'a str);

/// A call of the walk.
struct Call<'a> {
    method: &'a str,
    path: String,
    /// The record in question, where a body names it.
    id: String,
}

impl Walk<'_> {
    async fn route(&mut self, somebody: &Somebody, route: Route<'_>, what: &[&str]) {
        match what {
            ["open"] => self.meets(somebody, route, true).await,
            ["nobody"] => self.finds_nothing(somebody, route).await,
            ["anything"] => self.is_told_nothing(somebody, route).await,
            ["list", of @ ..] => self.lists(somebody, route, of.first().copied()).await,
            ["add"] => self.adds(somebody, route).await,
            ["item", _, "views"] if self.table.reach("views", "read", somebody.role) == Reach::None => {
                self.meets(somebody, route, false).await;
            }
            ["item", of @ ..] => self.items(somebody, route, "read", of.first().copied()).await,
            ["change" | "many"] => self.items(somebody, route, "change", None).await,
            ["file"] => self.files(somebody, route).await,
            ["token"] => self.tokens(somebody, route).await,
            ["views", "read"] if route.1 == "/api/v1/views/{name}" => {
                for view in castellan::view_names() {
                    self.may(somebody, (route.0, &route.1.replace("{name}", view)), "views", "read").await;
                }
            }
            [kind, action, places @ ..] => {
                let place = |path: String, (name, value): (&str, &str)| path.replace(&format!("{{{name}}}"), value);
                let path = places.iter().filter_map(|place| place.split_once('=')).fold(route.1.to_owned(), place);
                self.may(somebody, (route.0, &path), kind, action).await;
            }
            other => panic!("`{other:?}` is no thing to come to"),
        }
    }

    async fn send(&mut self, somebody: &Somebody, call: &Call<'_>) -> Answer {
        let request = Request::builder().method(call.method).uri(&call.path).header("if-match", "\"1\"");
        let request = request.header(header::AUTHORIZATION, format!("Bearer {}", somebody.token));
        let (kind, body) = match call.path.as_str() {
            path if path == "/import" || path.ends_with("/more") => {
                ("multipart/form-data; boundary=x", "--x--\r\n".into())
            }
            path if !path.starts_with("/api/") => {
                ("application/x-www-form-urlencoded", format!("_seen=1&chosen={}&_field=owner", call.id))
            }
            path if path.ends_with("/edited") => {
                ("application/json", format!(r#"{{"ids":["{}"],"fields":{{}}}}"#, call.id))
            }
            _ => ("application/json", "{}".into()),
        };
        let body = if call.method == "GET" { Body::empty() } else { Body::from(body) };
        let answer = self.house.send(request.header(header::CONTENT_TYPE, kind).body(body).unwrap()).await;
        self.tells_no_more(somebody, call, &answer);
        answer
    }

    /// No answer may hold the word of a record that its reader may not see.
    fn tells_no_more(&mut self, somebody: &Somebody, call: &Call<'_>, answer: &Answer) {
        let text = answer.text();
        let told = |record: &&Seeded| record.marker.as_ref().is_some_and(|marker| text.contains(marker));
        let words = text.contains(seed::WORD).then_some(self.records).into_iter().flatten();
        for record in words.filter(told).filter(|record| !self.may_know(somebody, record)).collect::<Vec<_>>() {
            self.fault(somebody, call, &format!("tells of {record:?}"));
        }
    }

    fn may_know(&self, somebody: &Somebody, record: &Seeded) -> bool {
        let open_person = record.register == "people" && !record.restricted;
        let reach = self.table.reach(&self.table.kinds[record.register], "read", somebody.role);
        open_person || reach.covers(record.state(somebody.role))
    }

    fn fault(&mut self, somebody: &Somebody, call: &Call<'_>, what: &str) {
        self.faults.push(format!("{}: {} {} {what}", somebody.role, call.method, call.path));
    }

    fn expect(&mut self, somebody: &Somebody, call: &Call<'_>, answer: &Answer, expected: &[&str]) {
        let is = match answer.status.as_u16() {
            401 | 403 => "denied",
            404 => "missing",
            status if status < 500 => "allowed",
            _ => "failed",
        };
        if !expected.contains(&is) {
            let text: String = answer.text().chars().take(300).collect();
            self.fault(somebody, call, &format!("is {is} ({}), should be {expected:?}: {text}", answer.status));
        }
    }

    async fn may(&mut self, somebody: &Somebody, route: Route<'_>, kind: &str, action: &str) {
        let may = self.table.reach(kind, action, somebody.role) != Reach::None;
        self.meets(somebody, route, may).await;
    }

    async fn meets(&mut self, somebody: &Somebody, (method, path): Route<'_>, may: bool) {
        // All that was seeded changed on the second day.
        let days =
            if path.ends_with("/changes") || path == "/what-changed" { "?from=2026-10-31&to=2026-11-01" } else { "" };
        let call = Call { method, path: filled(path, "risks", "R-9999") + days, id: String::new() };
        let answer = self.send(somebody, &call).await;
        self.expect(somebody, &call, &answer, &[if may { "allowed" } else { "denied" }]);
    }

    async fn finds_nothing(&mut self, somebody: &Somebody, (method, path): Route<'_>) {
        let call = Call { method, path: filled(path, "risks", "R-9999"), id: String::new() };
        let answer = self.send(somebody, &call).await;
        self.expect(somebody, &call, &answer, &["denied", "missing"]);
    }

    async fn is_told_nothing(&mut self, somebody: &Somebody, (method, path): Route<'_>) {
        for register in WRITTEN {
            let hidden = self.records.iter().find(|record| record.register == register && record.restricted).unwrap();
            let id = hidden.id.to_string();
            let call = Call { method, path: filled(path, register, &id), id };
            let answer = self.send(somebody, &call).await;
            self.expect(somebody, &call, &answer, &["allowed", "denied", "missing"]);
        }
    }

    /// A list is shown to who may read anything of its kind; by programs it holds exactly what they may read.
    async fn lists(&mut self, somebody: &Somebody, (method, path): Route<'_>, of: Option<&str>) {
        let has_own_page = |name: &str| match path {
            "/{register}" => ["accounts", "organisation", "risks"].contains(&name),
            path => name == "accounts" && !path.starts_with("/api/"),
        };
        let walked = |name: &str| of.is_none_or(|of| of == name) && !has_own_page(name);
        for register in isms::ALL.iter().filter(|register| walked(register.name())) {
            let reach = self.table.reach(&self.table.kinds[register.name()], "read", somebody.role);
            let by_program: &[&str] = &["?limit=1000", "?limit=1000&sort=-reference", "?q=zephyr&limit=1000"];
            for query in if path.starts_with("/api/") { by_program } else { &["?q=zephyr"] } {
                let call = Call { method, path: filled(path, register.name(), "") + query, id: String::new() };
                let answer = self.send(somebody, &call).await;
                let may = reach != Reach::None;
                self.expect(somebody, &call, &answer, &[if may { "allowed" } else { "denied" }]);
                if may && path.starts_with("/api/") && answer.status == StatusCode::OK {
                    self.holds_what_may_be_read(somebody, &call, &answer, (register.name(), reach));
                }
            }
        }
    }

    fn holds_what_may_be_read(
        &mut self, somebody: &Somebody, call: &Call<'_>, answer: &Answer, (register, reach): (&str, Reach),
    ) {
        let wanted = |record: &&Seeded| {
            let found = !call.path.contains("q=") || record.is_found;
            record.register == register && found && reach.covers(record.state(somebody.role))
        };
        let wanted: BTreeSet<String> = self.records.iter().filter(wanted).map(|record| record.id.to_string()).collect();
        let ids = answer.json().as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
        let seeded: BTreeSet<String> = self.records.iter().map(|record| record.id.to_string()).collect();
        let listed: BTreeSet<String> = BTreeSet::intersection(&ids, &seeded).cloned().collect();
        if listed != wanted {
            let differs: Vec<_> = listed.symmetric_difference(&wanted).collect();
            self.fault(somebody, call, &format!("lists otherwise than it should: {differs:?}"));
        }
    }

    async fn adds(&mut self, somebody: &Somebody, (method, path): Route<'_>) {
        // The pages fill a copy from a record, which must be seen for that.
        let seen = self.records.iter().find(|record| record.register == "incidents" && !record.restricted).unwrap();
        for register in isms::ALL.iter().filter(|register| !NOT_BY_HAND.contains(&register.name())) {
            if path.contains("{id}") && register.name() != "incidents" {
                continue;
            }
            let may = self.table.reach(&self.table.kinds[register.name()], "add", somebody.role) != Reach::None;
            let sees = !path.contains("{id}") || self.may_know(somebody, seen);
            let call = Call { method, path: filled(path, register.name(), &seen.id.to_string()), id: String::new() };
            let answer = self.send(somebody, &call).await;
            let expected = if may && !sees {
                "missing"
            } else if may {
                "allowed"
            } else {
                "denied"
            };
            self.expect(somebody, &call, &answer, &[expected]);
        }
    }

    /// What may not be seen is missing, just as what is not there; what may be seen and not be done is denied.
    async fn items(&mut self, somebody: &Somebody, (method, path): Route<'_>, action: &str, of: Option<&str>) {
        let by_program = path.starts_with("/api/");
        let walked = |record: &&Seeded| match (of, action) {
            (Some(of), _) => record.register == of,
            (None, "read") => by_program || WRITTEN.contains(&record.register),
            (None, _) => WRITTEN.contains(&record.register) || (by_program && NOT_BY_HAND.contains(&record.register)),
        };
        // Of the records that name somebody else, one person's stand for all.
        let stands = |record: &&Seeded| record.names.is_none_or(|role| role == somebody.role || role == Role::ALL[0]);
        let records = self.records;
        for record in records.iter().filter(walked).filter(stands) {
            let kind = &self.table.kinds[record.register];
            let state = record.state(somebody.role);
            let sees = self.table.reach(kind, "read", somebody.role).covers(state);
            let may = self.table.reach(kind, action, somebody.role).covers(state);
            let id = record.id.to_string();
            let call = Call { method, path: filled(path, record.register, &id), id };
            let answer = self.send(somebody, &call).await;
            let expected: &[&str] = match (sees, may) {
                // A page may close a whole register to a role; that tells of no record.
                (false, _) if of.is_some() || !by_program => &["missing", "denied"],
                (false, _) => &["missing"],
                (true, false) => &["denied"],
                (true, true) => &["allowed"],
            };
            self.expect(somebody, &call, &answer, expected);
            if !sees {
                self.is_like_unknown(somebody, (method, path), record, &answer).await;
            }
        }
    }

    async fn is_like_unknown(
        &mut self, somebody: &Somebody, (method, path): Route<'_>, record: &Seeded, answer: &Answer,
    ) {
        let id = isms::Id::new(record.id.letters(), 9_999).to_string();
        let call = Call { method, path: filled(path, record.register, &id), id: id.clone() };
        let other = self.send(somebody, &call).await;
        let text = other.text().replace(&id, &record.id.to_string());
        if (other.status, &text) != (answer.status, &answer.text()) {
            self.fault(
                somebody,
                &call,
                &format!("differs from what is said of {}: {text} / {}", record.id, answer.text()),
            );
        }
    }

    /// A file is there for who may see a record that names it.
    async fn files(&mut self, somebody: &Somebody, (method, path): Route<'_>) {
        let records = self.records;
        for (record, sha256) in records.iter().filter_map(|record| Some((record, record.sha256.as_ref()?))) {
            let expected = if self.may_know(somebody, record) { "allowed" } else { "missing" };
            let call = Call { method, path: path.replace("{sha256}", sha256), id: String::new() };
            let answer = self.send(somebody, &call).await;
            self.expect(somebody, &call, &answer, &[expected]);
        }
    }

    /// Own tokens, and for administrators those of others, are there; others are as if they were not.
    async fn tokens(&mut self, somebody: &Somebody, (method, path): Route<'_>) {
        let administers = somebody.role == Role::Administrator;
        for (account, may) in [(somebody.account.as_str(), true), ("ACC-0001", administers)] {
            let account = account.parse().unwrap();
            let (_, token) = castellan::new_token(&self.house.app, account, "x", &BTreeSet::new(), 1).unwrap();
            let call = Call { method, path: path.replace("{id}", &token.id), id: String::new() };
            let answer = self.send(somebody, &call).await;
            self.expect(somebody, &call, &answer, &[if may { "allowed" } else { "missing" }]);
        }
    }
}

/// The table itself says of restricted records what was asked for.
#[test]
fn a_restricted_record_is_for_whom_it_names_and_the_isms_manager() {
    let table = Table::read();
    let restricted = State { restricted: true, names_caller: false, published: true };
    for (register, kind) in
        table.kinds.iter().filter(|(register, _)| !["organisation", "accounts"].contains(&register.as_str()))
    {
        for role in Role::ALL {
            let sees = table.reach(kind, "read", *role).covers(restricted);
            assert_eq!(sees, *role == Role::IsmsManager, "{role} in {register}");
        }
    }
}
