//! The first page: its counts are those of the lists that its links open.

use serde_json::json;

use super::words;
use crate::house::House;

#[tokio::test]
async fn what_treatment_leaves_is_told_apart_from_what_nobody_rated() {
    let house = House::founded().await;
    let founder = house.founder();
    let high = json!({ "likelihood": 5, "consequence": 5 });
    let low = json!({ "likelihood": 1, "consequence": 1 });
    for (title, residual) in [("Fire", Some(&high)), ("Flood", Some(&low)), ("Theft", None), ("Storm", None)] {
        let fields = json!({ "title": title, "status": "assessed", "inherent": high, "residual": residual });
        founder.add("risks", fields).await;
    }
    let said = words(&founder.page("/").await);
    assert!(said.contains("4 stand on or above the limit; after treatment 1 is expected there"), "{said}");
    assert!(said.contains("of 2 nobody said yet what treatment will leave"), "{said}");
    let listed = words(&founder.page("/risks?rating=residual&show=over").await);
    assert!(listed.contains("Fire") && !listed.contains("Flood") && !listed.contains("Theft"), "{listed}");
}
