//! A house to test in: an organisation founded in a temporary folder, its router in this process, and accounts that
//! call by token.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use castellan::{App, Reached, found_at, new_token, router};
use http_body_util::BodyExt;
use jiff::Timestamp;
use recorder::{Clock, DataDirectory, Role};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

/// The day on which every house is founded.
const FIRST_DAY: &str = "2026-10-31T09:00:00Z";

/// What the answers of a test stand on.
pub struct House {
    pub app: App,
    router: Router,
    clock: Arc<AtomicI64>,
    _folder: TempDir,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl House {
    /// An organisation on its first day, with the account that founds.
    pub async fn founded() -> House {
        House::about("").await
    }

    /// The same, with what the organisation does in scope.
    pub async fn about(scope: &str) -> House {
        castellan::work_by(env!("CARGO_BIN_EXE_castellan").into());
        let folder = tempfile::tempdir().unwrap();
        let (name, scope) = ("Three Rivers Dental".into(), scope.into());
        let organisation = isms::Organisation { name, scope, ..isms::Organisation::default() };
        let reached = Reached { url: "http://127.0.0.1:8027".into(), ..Reached::default() };
        let (data, first): (_, Timestamp) = (folder.path().join("data"), FIRST_DAY.parse().unwrap());
        found_at(&data, organisation, "mara.quint@example.com", reached.clone(), first).await.unwrap();
        let clock = Arc::new(AtomicI64::new(first.as_second()));
        let read = Arc::clone(&clock);
        let now = Arc::new(move || Timestamp::from_second(read.load(Ordering::SeqCst)).unwrap());
        let directory = DataDirectory::open(&data).unwrap();
        let app = App::over(directory, Clock::started(first).accepting_jumps(), now, reached).unwrap();
        House { router: router(app.clone()), app, clock, _folder: folder }
    }

    /// Lets days pass.
    pub fn days_later(&self, days: i64) {
        self.clock.fetch_add(days * 86_400, Ordering::SeqCst);
    }

    /// A program that calls for this account, with all its roles.
    pub fn program(&self, account: &str, roles: &[Role]) -> Program<'_> {
        let roles: BTreeSet<Role> = roles.iter().copied().collect();
        let (secret, _) = new_token(&self.app, account.parse().unwrap(), "test", &roles, 30).unwrap();
        Program { house: self, token: secret.shown().into() }
    }

    /// Whoever holds this token.
    pub fn holder(&self, token: &str) -> Program<'_> {
        Program { house: self, token: token.into() }
    }

    /// The program of the account that founded.
    pub fn founder(&self) -> Program<'_> {
        self.program("ACC-0001", Role::ALL)
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

/// A program with a token.
#[derive(Clone)]
pub struct Program<'a> {
    pub house: &'a House,
    pub token: String,
}

impl Program<'_> {
    /// A request of this program's, to be completed.
    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder().method(method).uri(path).header(header::AUTHORIZATION, format!("Bearer {}", self.token))
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.house.send(self.request("GET", path).body(Body::empty()).unwrap()).await
    }

    /// Sends JSON with these further headers.
    pub async fn send(&self, method: &str, path: &str, body: Value, headers: &[(&str, &str)]) -> Answer {
        let request = self.request(method, path).header(header::CONTENT_TYPE, "application/json");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        self.house.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send("POST", path, body, &[]).await
    }

    /// Changes some fields of a record that was seen at this revision.
    pub async fn patch(&self, path: &str, revision: u32, body: Value) -> Answer {
        self.send("PATCH", path, body, &[("if-match", &format!("\"{revision}\""))]).await
    }

    /// Adds a record: its id.
    pub async fn add(&self, register: &str, fields: Value) -> String {
        let answer = self.post(&format!("/api/v1/{register}"), fields).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        answer.json()["id"].as_str().unwrap().into()
    }

    /// Adds an account with these roles, and a person behind it where one is named.
    pub async fn account(&self, roles: &[Role], person: Option<&str>) -> String {
        let person = person.map(|id| json!({ "id": id }));
        let account = self.add("accounts", json!({ "roles": roles, "person": person })).await;
        let house = self.house;
        house.app.accounts.create(&account, &format!("{account}@example.com"), house.app.now()).unwrap();
        account
    }
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
