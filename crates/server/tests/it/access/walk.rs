//! The walk over all routes.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use recorder::Role;

use super::{
    seed::{self, Seeded, Somebody},
    table::{Reach, State, Table},
};
use crate::house::{Answer, House};

/// One register of each kind; the lists and items of all are walked as well.
const OF_EACH_KIND: [&str; 7] =
    ["risks", "actions", "audit-findings", "incidents", "documents", "applicability-statements", "imports"];

/// A call of the walk.
struct Call<'a> {
    method: &'a str,
    path: String,
}

struct Walk<'a> {
    house: &'a House,
    table: Table,
    records: Vec<Seeded>,
    faults: Vec<String>,
}

/// The methods of every route, from the router itself.
async fn routes(house: &House) -> BTreeSet<(String, String)> {
    let mut all = BTreeSet::new();
    for (path, _) in castellan::routes() {
        let request = Request::builder().method("BOGUS").uri(filled(path, "risks", "R-0001"));
        let answer = house.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        let methods = answer.header("allow").split(',').map(str::trim).filter(|method| *method != "HEAD");
        all.extend(methods.map(|method| (method.to_owned(), path.to_owned())));
    }
    all
}

/// A path with something in its places.
fn filled(path: &str, register: &str, id: &str) -> String {
    let values = [
        ("{register}", register),
        ("{id}", id),
        ("{act}", "withdrawn"),
        ("{name}", "soa"),
        ("{sha256}", &"0".repeat(64)),
        ("{token}", &"0".repeat(64)),
        ("{number}", &"0".repeat(64)),
        ("{seq}", "1"),
    ];
    values.iter().fold(path.to_owned(), |path, (place, value)| path.replace(place, value))
}

#[tokio::test]
async fn every_route_of_the_router_stands_in_the_table() {
    let house = House::founded().await;
    let (table, routes) = (Table::read(), routes(&house).await);
    let api = |path: &str| path.starts_with("/api/") || ["/healthz", "/readyz", "/metrics"].contains(&path);
    let missing: Vec<_> = routes.iter().filter(|route| api(&route.1) && !table.routes.contains_key(*route)).collect();
    assert!(missing.is_empty(), "say in access/table.txt what these come to: {missing:?}");
    let gone: Vec<_> = table.routes.keys().filter(|route| !routes.contains(*route)).collect();
    assert!(gone.is_empty(), "these are in access/table.txt and no more in the router: {gone:?}");
    let unknown: Vec<_> =
        isms::ALL.iter().filter(|register| !table.kinds.contains_key(register.name())).map(|one| one.name()).collect();
    assert!(unknown.is_empty(), "say in access/table.txt of which kind these are: {unknown:?}");
}

#[tokio::test]
async fn every_role_meets_what_the_table_says() {
    let house = House::founded().await;
    house.days_later(1);
    let people = seed::people(&house).await;
    let records = seed::records(&house, &people).await;
    let mut walk = Walk { house: &house, table: Table::read(), records, faults: vec![] };
    let routes: Vec<_> = walk.table.routes.clone().into_iter().collect();
    for somebody in &people {
        for ((method, path), what) in &routes {
            let what: Vec<&str> = what.iter().map(String::as_str).collect();
            walk.route(somebody, method, path, &what).await;
        }
    }
    assert!(walk.faults.is_empty(), "{} faults:\n{}", walk.faults.len(), walk.faults.join("\n"));
}

#[tokio::test]
async fn who_is_nobody_meets_nothing() {
    let house = House::founded().await;
    let founder = house.founder();
    let disabled = founder.account(&[Role::Administrator], None).await;
    let disabled_token = house.program(&disabled, Role::ALL).token;
    founder.post(&format!("/api/v1/accounts/{disabled}/disabled"), serde_json::json!({})).await;
    let expired =
        castellan::new_token(&house.app, "ACC-0001".parse().unwrap(), "x", &Role::ALL.iter().copied().collect(), 0);
    let (revoked, token) =
        castellan::new_token(&house.app, "ACC-0001".parse().unwrap(), "x", &Role::ALL.iter().copied().collect(), 9)
            .unwrap();
    house.app.accounts.revoke_token(&token.id, house.app.now()).unwrap();
    let nobody = [
        None,
        Some(disabled_token),
        Some(expired.unwrap().0.shown().to_owned()),
        Some(revoked.shown().to_owned()),
        Some("castellan_".to_owned() + &"0".repeat(64)),
    ];
    for ((method, path), what) in Table::read().routes {
        for token in &nobody {
            let request = Request::builder().method(method.as_str()).uri(filled(&path, "risks", "R-0001"));
            let request = token
                .iter()
                .fold(request, |request, token| request.header(header::AUTHORIZATION, format!("Bearer {token}")));
            let answer = house.send(request.body(Body::empty()).unwrap()).await;
            let expected = if what == ["open"] { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
            assert_eq!(answer.status, expected, "{method} {path} by {token:?}");
        }
    }
}

impl Walk<'_> {
    async fn route(&mut self, somebody: &Somebody, method: &str, path: &str, what: &[&str]) {
        match what {
            ["views", _] if path.contains("{name}") => {
                for view in ["soa", "risks", "treatment", "overdue", "findings", "home"] {
                    let may = self.table.reach("views", "read", somebody.role) != Reach::None;
                    self.meets(somebody, method, &path.replace("{name}", view), may).await;
                }
            }
            ["open"] => self.meets(somebody, method, path, true).await,
            ["nobody"] => self.meets(somebody, method, path, false).await,
            ["list"] => self.lists(somebody, method, path).await,
            ["add"] => self.adds(somebody, method, path).await,
            ["item"] => self.items(somebody, method, path, "read").await,
            ["change"] | ["many"] => self.items(somebody, method, path, "change").await,
            ["file"] => self.files(somebody, method, path).await,
            ["token"] => self.tokens(somebody, method, path).await,
            [kind, action] => {
                let may = self.table.reach(kind, action, somebody.role) != Reach::None;
                self.meets(somebody, method, path, may).await;
            }
            other => panic!("`{other:?}` is no thing to come to"),
        }
    }

    async fn send(&mut self, somebody: &Somebody, call: &Call<'_>, id: &str) -> Answer {
        let request = Request::builder().method(call.method).uri(&call.path).header("if-match", "\"1\"");
        let request = request.header(header::AUTHORIZATION, format!("Bearer {}", somebody.token));
        let body =
            if call.path.ends_with("/edited") { format!(r#"{{"ids":["{id}"],"fields":{{}}}}"#) } else { "{}".into() };
        let body = if call.method == "GET" { Body::empty() } else { Body::from(body) };
        let answer = self.house.send(request.header("content-type", "application/json").body(body).unwrap()).await;
        self.tells_no_more(somebody, call, &answer);
        answer
    }

    /// No answer may hold the word of a record that its reader may not see.
    fn tells_no_more(&mut self, somebody: &Somebody, call: &Call<'_>, answer: &Answer) {
        let text = answer.text();
        if !text.contains("Zephyr") {
            return;
        }
        for record in &self.records {
            let told = record.marker.as_ref().is_some_and(|marker| text.contains(marker));
            if told && !self.may_know(somebody, record) {
                let (method, path, role) = (call.method, &call.path, somebody.role);
                self.faults
                    .push(format!("{role}: {method} {path} tells of {} {} ({record:?})", record.register, record.id));
            }
        }
    }

    fn may_know(&self, somebody: &Somebody, record: &Seeded) -> bool {
        let open_person = record.register == "people" && !record.restricted;
        let reach = self.table.reach(&self.table.kinds[record.register], "read", somebody.role);
        open_person || reach.covers(record.state(somebody.role))
    }

    fn expect(&mut self, somebody: &Somebody, call: &Call<'_>, answer: &Answer, expected: &str) {
        let is = match answer.status.as_u16() {
            401 | 403 => "denied",
            404 => "missing",
            status if status < 500 => "allowed",
            _ => "failed",
        };
        if is != expected {
            let (method, path, role, status) = (call.method, &call.path, somebody.role, answer.status);
            self.faults
                .push(format!("{role}: {method} {path} is {is} ({status}), should be {expected}: {}", answer.text()));
        }
    }

    async fn meets(&mut self, somebody: &Somebody, method: &str, path: &str, may: bool) {
        // All that was seeded changed on the second day.
        let days = if path.ends_with("/changes") { "?from=2026-10-31&to=2026-11-01" } else { "" };
        let call = Call { method, path: filled(path, "", "") + days };
        let answer = self.send(somebody, &call, "").await;
        self.expect(somebody, &call, &answer, if may { "allowed" } else { "denied" });
    }

    /// A list is shown to who may read anything of its kind, and holds exactly what they may read.
    async fn lists(&mut self, somebody: &Somebody, method: &str, path: &str) {
        for register in isms::ALL {
            let reach = self.table.reach(&self.table.kinds[register.name()], "read", somebody.role);
            for query in
                ["?limit=1000", "?limit=1000&sort=-reference", "?limit=1000&q=Zephyr", "?limit=1000&restricted=true"]
            {
                let call = Call { method, path: filled(path, register.name(), "") + query };
                let answer = self.send(somebody, &call, "").await;
                let may = reach != Reach::None;
                self.expect(somebody, &call, &answer, if may { "allowed" } else { "denied" });
                if !may || answer.status != StatusCode::OK {
                    continue;
                }
                let listed: BTreeSet<String> = answer
                    .json()
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|one| one["id"].as_str().unwrap().to_owned())
                    .collect();
                let wanted = |record: &&Seeded| {
                    record.register == register.name()
                        && reach.covers(record.state(somebody.role))
                        && (!query.contains("restricted") || record.restricted)
                        && (!query.contains("Zephyr")
                            || record.marker.is_some() && listed.contains(&record.id.to_string())
                            || is_found(record))
                };
                let wanted: BTreeSet<String> =
                    self.records.iter().filter(wanted).map(|record| record.id.to_string()).collect();
                let seeded = |id: &&String| self.records.iter().any(|record| record.id.to_string() == **id);
                let listed: BTreeSet<String> = listed.iter().filter(seeded).cloned().collect();
                if listed != wanted {
                    let differs: Vec<_> = listed.symmetric_difference(&wanted).collect();
                    self.faults
                        .push(format!("{}: {} lists otherwise than it should: {differs:?}", somebody.role, call.path));
                }
            }
        }
    }

    async fn adds(&mut self, somebody: &Somebody, method: &str, path: &str) {
        for register in isms::ALL {
            // The record itself would be there after it, and who may add it may.
            let may = self.table.reach(&self.table.kinds[register.name()], "add", somebody.role) != Reach::None;
            let call = Call { method, path: filled(path, register.name(), "") };
            if register.name() == "imports" {
                continue;
            }
            let answer = self.send(somebody, &call, "").await;
            self.expect(somebody, &call, &answer, if may { "allowed" } else { "denied" });
        }
    }

    /// What may not be seen is missing, just as what is not there; what may be seen and not be done is denied.
    async fn items(&mut self, somebody: &Somebody, method: &str, path: &str, action: &str) {
        let walked = |register: &str| action == "read" || OF_EACH_KIND.contains(&register);
        let records: Vec<Seeded> = self.records.iter().filter(|record| walked(record.register)).cloned().collect();
        for record in records {
            let others = record.names.is_some_and(|role| role != somebody.role);
            if others && record.names != Some(Role::ALL[0]) {
                continue;
            }
            let kind = self.table.kinds[record.register].clone();
            let state = record.state(somebody.role);
            let sees = self.table.reach(&kind, "read", somebody.role).covers(state);
            let may = self.table.reach(&kind, action, somebody.role).covers(state);
            let id = record.id.to_string();
            let call = Call { method, path: filled(path, record.register, &id) };
            let answer = self.send(somebody, &call, &id).await;
            self.expect(
                somebody,
                &call,
                &answer,
                match (sees, may) {
                    (false, _) => "missing",
                    (true, false) => "denied",
                    (true, true) => "allowed",
                },
            );
            if !sees {
                self.is_like_unknown(somebody, (method, path), &record, &answer).await;
            }
        }
    }

    async fn is_like_unknown(
        &mut self, somebody: &Somebody, (method, path): (&str, &str), record: &Seeded, answer: &Answer,
    ) {
        let unknown = isms::Id::new(record.id.letters(), 9_999).to_string();
        let call = Call { method, path: filled(path, record.register, &unknown) };
        let other = self.send(somebody, &call, &unknown).await;
        let text = other.text().replace(&unknown, &record.id.to_string());
        if (other.status, &text) != (answer.status, &answer.text()) {
            self.faults.push(format!(
                "{}: {method} {path} tells {} from an unknown one: {} / {text}",
                somebody.role,
                record.id,
                answer.text()
            ));
        }
    }

    /// A file is there for who may see a record that names it.
    async fn files(&mut self, somebody: &Somebody, method: &str, path: &str) {
        let evidence: Vec<Seeded> = self.records.iter().filter(|record| record.sha256.is_some()).cloned().collect();
        for record in evidence {
            let sees = self.may_know(somebody, &record);
            let call = Call { method, path: path.replace("{sha256}", record.sha256.as_deref().unwrap()) };
            let answer = self.send(somebody, &call, "").await;
            self.expect(somebody, &call, &answer, if sees { "allowed" } else { "missing" });
        }
    }

    /// Own tokens, and for administrators those of others, are there; others are as if they were not.
    async fn tokens(&mut self, somebody: &Somebody, method: &str, path: &str) {
        let administers = somebody.role == Role::Administrator;
        for (account, may) in [(somebody.account.as_str(), true), ("ACC-0001", administers)] {
            let (_, token) =
                castellan::new_token(&self.house.app, account.parse().unwrap(), "x", &BTreeSet::new(), 1).unwrap();
            let call = Call { method, path: path.replace("{id}", &token.id) };
            let answer = self.send(somebody, &call, "").await;
            self.expect(somebody, &call, &answer, if may { "allowed" } else { "missing" });
        }
    }
}

/// Whether a search for the word of all markers finds it: it must stand in a column of the list.
fn is_found(record: &Seeded) -> bool {
    let described = isms::register(record.register).unwrap().description();
    let text = described.fields.iter().find(|field| matches!(field.kind, isms::Kind::Text | isms::Kind::Prose));
    text.is_some_and(|field| described.face.columns.contains(&field.name.as_str()))
}

/// What a state is worth is said in the table alone.
#[test]
fn a_restricted_record_is_for_whom_it_names_and_the_isms_manager() {
    let table = Table::read();
    let restricted = State { restricted: true, names_caller: false, published: true };
    for register in isms::ALL.iter().filter(|register| !["organisation", "accounts"].contains(&register.name())) {
        for role in Role::ALL {
            let sees = table.reach(&table.kinds[register.name()], "read", *role).covers(restricted);
            assert_eq!(sees, *role == Role::IsmsManager, "{role} in {}", register.name());
        }
    }
}
