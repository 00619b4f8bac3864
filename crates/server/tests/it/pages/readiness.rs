//! Readiness as people meet it: what is missing, the link that closes it, and a mock audit that records nothing.

use recorder::Role;
use serde_json::json;

use super::words;
use crate::house::House;

#[tokio::test]
async fn a_new_organisation_is_told_what_is_missing_and_where_it_is_closed() {
    let house = House::founded().await;
    let founder = house.founder();
    let page = founder.page("/readiness").await;
    let said = words(&page);
    assert!(said.contains("They grade nobody"), "{said}");
    for word in ["compliant", "certified", " %"] {
        assert!(!said.contains(word), "no rule says `{word}`");
    }
    // 128 duties stand on the map, each a link to its line.
    assert_eq!(page.matches("class=\"duty\"").count(), isms::readiness::RULES.len());
    assert!(said.contains("No issue is on record"));
    let link = "/issues/new?title=Climate+change&amp;category=climate";
    assert!(page.contains(link), "the gap of clause 4.1 is closed by a new issue");
    // The form comes with what is known filled in.
    let form = founder.page(&link.replace("&amp;", "&")).await;
    assert!(form.contains("value=\"Climate change\""), "{form}");
}

#[tokio::test]
async fn closing_a_gap_takes_it_off_the_list() {
    let house = House::founded().await;
    let founder = house.founder();
    let gap = |page: &str| words(page).contains("No issue speaks of climate change");
    assert!(gap(&founder.page("/readiness?stage=1").await));
    let fields = [("title", "Climate change"), ("effect", "It does not matter here: nothing of ours lies low or hot.")];
    founder.form("/issues/new", &fields).await;
    assert!(!gap(&founder.page("/readiness?stage=1").await));
    let met = words(&founder.page("/readiness?show=met").await);
    assert!(met.contains("4.1-climate") && met.contains("no gap found by this rule"));
    assert!(!words(&founder.page("/standards/4.1").await).contains("No issue speaks of climate change"));
}

#[tokio::test]
async fn the_stages_and_the_outcomes_part_the_duties() {
    let house = House::founded().await;
    let founder = house.founder();
    let mut told = 0;
    for stage in ["1", "2"] {
        for show in ["gaps", "unknown", "met"] {
            let page = founder.page(&format!("/readiness?stage={stage}&show={show}")).await;
            told += page.matches("<details class=\"quiet small\"").count();
        }
    }
    assert_eq!(told, isms::readiness::RULES.len(), "each duty is in one stage and has one outcome");
}

#[tokio::test]
async fn a_mock_audit_records_nothing_and_what_is_adopted_is_recorded_by_who_adopts_it() {
    let house = House::founded().await;
    let founder = house.founder();
    founder.form("/risks/new", &[("title", "Fire"), ("status", "assessed")]).await;
    let before = house.app.recorder.head().seq;
    let page = founder.page("/readiness/mock-audit?seed=spring").await;
    assert!(words(&page).contains("1 of 1 drawn") && words(&page).contains("is owned by nobody"), "{}", words(&page));
    assert_eq!(house.app.recorder.head().seq, before, "it is a rehearsal");
    let adopt = page.split("href=\"").find(|part| part.starts_with("/audit-findings/new?")).unwrap();
    let adopt = adopt.split('"').next().unwrap().replace("&amp;", "&");
    let form = founder.page(&adopt).await;
    assert!(form.contains("Seen in a mock audit drawn by “spring”"), "{form}");
    assert_eq!(house.app.recorder.head().seq, before, "opening the form adopts nothing");
    // A word nobody could repeat is refused.
    let answer = founder.get(&format!("/readiness/mock-audit?seed={}", "x".repeat(41))).await;
    assert_eq!(answer.status, 422, "{}", answer.text());
}

#[tokio::test]
async fn readiness_leaves_as_a_spreadsheet() {
    let house = House::founded().await;
    let founder = house.founder();
    for (path, begins) in
        [("/readiness.csv", &b"\xef\xbb\xbf"[..]), ("/readiness.xlsx", b"PK"), ("/readiness.json", b"{")]
    {
        let answer = founder.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        assert!(answer.body.starts_with(begins), "{path}");
    }
}

#[tokio::test]
async fn the_trend_tells_of_the_ends_of_earlier_months() {
    let house = House::founded().await;
    let founder = house.founder();
    let gap = ("title", "Climate change");
    house.days_later(5);
    founder.form("/issues/new", &[gap, ("effect", "It does not matter here: nothing of ours lies low or hot.")]).await;
    house.days_later(30);
    let founder = house.founder();
    // Founded on the last day of October, it is December by now.
    let page = founder.page("/readiness/trend").await;
    for link in ["/readiness?as_of=2026-10-31\"", "/readiness?as_of=2026-11-30\"", "/readiness\">5 December"] {
        assert!(page.contains(link), "{link}: {page}");
    }
    let counts: Vec<&str> =
        page.split("<p class=\"duty_legend\">").skip(1).map(|rest| rest.split("</p>").next().unwrap()).collect();
    assert_eq!(counts.len(), 3);
    assert_ne!(words(counts[0]), words(counts[1]), "what was recorded between is not in the first");
    assert_eq!(words(&page).matches("not met").count(), 3);
}

/// A restricted record is named neither by a page nor by what programs read, and nothing leads to it.
#[tokio::test]
async fn what_closes_a_gap_leads_nobody_to_what_they_may_not_see() {
    let house = House::founded().await;
    let founder = house.founder();
    let risk = founder.add("risks", json!({ "title": "Merger", "status": "assessed", "restricted": true })).await;
    let auditor = house.program(&founder.account(&[Role::Auditor], None).await, &[Role::Auditor]);
    for path in ["/readiness?show=all", "/readiness.json", "/"] {
        let told = auditor.get(path).await.text();
        assert!(!told.contains(&format!("/risks/{risk}")), "{path}: {told}");
    }
    assert!(founder.get("/readiness.json").await.text().contains(&format!("/risks/{risk}")), "there is a gap over it");
}

/// Her restricted access still works: on her, who may be seen, nothing is told of it.
#[tokio::test]
async fn a_mock_audit_tells_nothing_of_a_record_out_of_sight() {
    let house = House::founded().await;
    let founder = house.founder();
    let left = founder.add("people", json!({ "name": "Lea Fern", "status": "leaver" })).await;
    let access = json!({ "account": "payroll", "person": left, "status": "enabled", "restricted": true });
    founder.add("entitlements", access).await;
    let auditor = house.program(&founder.account(&[Role::Auditor], None).await, &[Role::Auditor]);
    for path in ["/readiness/mock-audit?seed=spring", "/api/v1/views/mock-audit?seed=spring"] {
        let (seen, told) = (founder.get(path).await.text(), auditor.get(path).await.text());
        assert!(seen.contains("person-departed"), "{path}: {seen}");
        assert!(told.contains("Lea Fern") && !told.contains("person-departed"), "{path}: {told}");
    }
}

#[tokio::test]
async fn a_point_is_adopted_once_and_stays_as_restricted_as_its_record() {
    let house = House::founded().await;
    let founder = house.founder();
    founder.form("/risks/new", &[("title", "Fire"), ("status", "assessed"), ("restricted", "yes")]).await;
    let page = founder.page("/readiness/mock-audit?seed=spring").await;
    let adopt = page.split("href=\"").find(|part| part.starts_with("/audit-findings/new?")).unwrap();
    let adopt = adopt.split('"').next().unwrap().replace("&amp;", "&");
    let form = founder.page(&adopt).await;
    let at = form.find("<select class=\"middling\" id=\"restricted\"").unwrap();
    let restricted: String = form[at..].chars().take(600).collect();
    assert!(adopt.contains("restricted=yes") && restricted.contains("value=\"yes\" selected"), "{restricted}");
    let title = form.split("name=\"title\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1)).unwrap();
    let title = title.split('"').next().unwrap();
    let finding = founder.add("audit-findings", json!({ "title": title })).await;
    let page = founder.page("/readiness/mock-audit?seed=spring").await;
    assert!(words(&page).contains(&format!("Adopted: {finding}")), "{}", words(&page));
    assert_eq!(page.matches("/audit-findings/new?").count(), page.matches("Adopt as audit finding").count());
    // Told in words of one's own, and drawn by another word: the rule and the record say what it is.
    let details = form.split("<textarea").find(|part| part.contains("name=\"details\"")).unwrap();
    let details = details.split_once('>').unwrap().1;
    let details = details.split("</textarea>").next().unwrap().trim();
    assert!(details.contains("by the rule"), "{details}");
    let own = json!({ "title": "In our own words", "details": details });
    let edited = founder.patch(&format!("/api/v1/audit-findings/{finding}"), 1, own).await;
    assert_eq!(edited.status, axum::http::StatusCode::OK, "{}", edited.text());
    let page = words(&founder.page("/readiness/mock-audit?seed=autumn").await);
    assert!(page.contains(&format!("Adopted: {finding}")), "{page}");
}
