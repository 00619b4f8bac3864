//! The routes, as the router itself knows them: each stands in the table, and none opens to nobody.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use recorder::Role;

use super::table::Table;
use crate::house::House;

/// The methods of every route.
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
pub fn filled(path: &str, register: &str, id: &str) -> String {
    let nothing = "0".repeat(64);
    let values = [
        ("{register}", register),
        ("{id}", id),
        ("{act}", "withdrawn"),
        ("{name}", "soa"),
        ("{sha256}", &nothing),
        ("{token}", &nothing),
        ("{number}", &nothing),
        ("{seq}", "1"),
    ];
    values.iter().fold(path.to_owned(), |path, (place, value)| path.replace(place, value))
}

/// A path with what the table says stands in its places: `clause=6.1.2`.
pub fn placed(path: &str, what: &[String]) -> String {
    let places = what.iter().filter_map(|word| word.split_once('='));
    places.fold(path.to_owned(), |path, (name, value)| path.replace(&format!("{{{name}}}"), value))
}

#[tokio::test]
async fn every_route_stands_in_the_table() {
    let house = House::founded().await;
    let (table, routes) = (Table::read(), routes(&house).await);
    let missing: Vec<_> = routes.iter().filter(|route| !table.routes.contains_key(*route)).collect();
    assert!(missing.is_empty(), "say in access/table.txt what these come to: {missing:?}");
    let gone: Vec<_> = table.routes.keys().filter(|route| !routes.contains(*route)).collect();
    assert!(gone.is_empty(), "these are in access/table.txt and no more in the router: {gone:?}");
}

#[tokio::test]
async fn who_is_nobody_meets_nothing() {
    let house = House::founded().await;
    let nobody = nobody(&house).await;
    for ((method, path), what) in Table::read().routes {
        for token in &nobody {
            let request = Request::builder().method(method.as_str()).uri(filled(&path, "risks", "R-0001"));
            let request = token
                .iter()
                .fold(request, |request, token| request.header(header::AUTHORIZATION, format!("Bearer {token}")));
            let answer = house.send(request.body(Body::empty()).unwrap()).await;
            let to_sign_in =
                answer.status == StatusCode::SEE_OTHER && answer.header("location").starts_with("/sign-in");
            let refused = answer.status == StatusCode::UNAUTHORIZED || to_sign_in;
            let open = what == ["open"] && answer.status.as_u16() < 500;
            assert!(refused || open, "{method} {path} by {token:?}: {} {}", answer.status, answer.text());
        }
    }
}

/// No token, and tokens that are disabled, expired, revoked and never were.
async fn nobody(house: &House) -> [Option<String>; 5] {
    let (founder, all) = (house.founder(), Role::ALL.iter().copied().collect());
    let disabled = founder.account(&[Role::Administrator], None).await;
    let disabled_token = house.program(&disabled, Role::ALL).token;
    founder.post(&format!("/api/v1/accounts/{disabled}/disabled"), serde_json::json!({})).await;
    let made = |days| castellan::new_token(&house.app, "ACC-0001".parse().unwrap(), "x", &all, days).unwrap();
    let ((expired, _), (revoked, token)) = (made(0), made(9));
    house.app.accounts.revoke_token(&token.id, house.app.now()).unwrap();
    let never = format!("castellan_{}", "0".repeat(64));
    [None, Some(disabled_token), Some(expired.shown().into()), Some(revoked.shown().into()), Some(never)]
}
