//! What somebody can do who has not signed in.

use std::sync::Arc;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use tokio::task::JoinSet;

use crate::house::{Answer, House};

async fn tries(house: &House, email: &str, password: &str) -> Answer {
    let sent = format!("email={email}&password={password}");
    let request = Request::post("/sign-in").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    house.send(request.body(Body::from(sent)).unwrap()).await
}

#[tokio::test]
async fn of_many_passwords_at_once_five_are_looked_at() {
    let house = Arc::new(House::founded().await);
    let one = |house: Arc<House>| async move { tries(&house, "mara.quint@example.com", "a wrong one").await };
    let burst: JoinSet<Answer> = (0..20).map(|_| one(Arc::clone(&house))).collect();
    let answers = burst.join_all().await;
    let with = |status| answers.iter().filter(|answer| answer.status == status).count();
    assert_eq!((with(StatusCode::UNPROCESSABLE_ENTITY), with(StatusCode::TOO_MANY_REQUESTS)), (5, 15));
}

#[tokio::test]
async fn what_cannot_be_right_is_wrong_and_makes_nobody_wait() {
    let house = House::founded().await;
    let (long, mara) = ("x".repeat(255), "mara.quint@example.com");
    for _ in 0..7 {
        assert_eq!(tries(&house, &long, "wrong").await.status, StatusCode::UNPROCESSABLE_ENTITY, "an address");
        assert_eq!(tries(&house, mara, &long).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a password");
    }
}

#[tokio::test]
async fn a_stranger_sends_no_more_than_a_form() {
    let house = House::founded().await;
    let large = "x".repeat(17 * 1024);
    assert_eq!(tries(&house, &large, "wrong").await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let by_link = Request::post("/sign-in/any").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let by_link = house.send(by_link.body(Body::from(format!("password={large}"))).unwrap()).await;
    assert_eq!(by_link.status, StatusCode::PAYLOAD_TOO_LARGE);
}
