//! Whether it runs.

use axum::http::StatusCode;

use crate::house::House;

#[tokio::test]
async fn a_founded_house_is_ready() {
    let house = House::founded().await;
    for path in ["/healthz", "/readyz"] {
        assert_eq!(house.founder().get(path).await.status, StatusCode::OK, "{path}");
    }
}
