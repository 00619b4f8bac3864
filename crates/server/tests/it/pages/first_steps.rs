//! First steps as somebody walks them who has the pages alone: questions, proposals, confirmation, the draft.

use axum::http::StatusCode;
use recorder::Role;
use serde_json::json;

use super::words;
use crate::house::{Answer, House, Program};

const ANSWERS: [(&str, &str); 9] = [
    ("what_you_do", "We repair heating systems."),
    ("places", "Workshop\r\nat home"),
    ("who_decides", "Ruth Kettle"),
    ("who_does_the_work", "Sam Osei"),
    ("assets", "mailboxes"),
    ("hurts_most", "losing-money"),
    ("too_much", "high-and-above"),
    ("laws", "data-protection-law"),
    ("climate", "not-that-we-can-see"),
];

async fn send(program: &Program<'_>, fields: &[(&str, &str)]) -> Answer {
    program.form("/first-steps/questions", fields).await
}

/// An organisation whose founder answered, with two risks.
async fn begun(house: &House) -> Program<'_> {
    let founder = house.founder();
    let fields = [&ANSWERS[..], &[("_step", "2"), ("risks", "S01"), ("risks", "S02")]].concat();
    let answer = send(&founder, &fields).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/first-steps"),
        "{}",
        answer.text()
    );
    founder
}

async fn record(program: &Program<'_>, path: &str) -> serde_json::Value {
    program.get(&format!("/api/v1/{path}")).await.json()
}

#[tokio::test]
async fn a_founder_is_asked_and_what_they_typed_is_kept() {
    let house = House::founded().await;
    let founder = house.founder();
    let home = words(&founder.page("/").await);
    assert!(home.contains("Begin with a dozen questions"), "{home}");
    let asked = founder.page("/first-steps").await;
    assert!(asked.contains("What do you do, and for whom?") && asked.contains("value=\"we-build-software\""));
    assert!(words(&asked).contains("not readiness"));

    let name = record(&founder, "organisation/ORG-0001").await["name"].as_str().unwrap().to_owned();
    assert!(words(&asked).contains(&format!("You answer for {name}")), "{}", words(&asked));
    assert!(asked.contains("href=\"/organisation/ORG-0001/edit\""));

    let missing = send(&founder, &[("_step", "1"), ("places", "Workshop"), ("assets", "mailboxes")]).await;
    let page = missing.text();
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains(">Workshop</textarea>") && page.contains("value=\"mailboxes\" checked"), "{page}");
    assert!(words(&page).contains("Who decides? It is not answered: answer it."), "{}", words(&page));

    let fields = [&ANSWERS[..], &[("_step", "1"), ("true_of_you", "we-make-things")]].concat();
    let risks = send(&founder, &fields).await.text();
    assert!(risks.contains("name=\"who_decides\" value=\"Ruth Kettle\""), "the answers go along");
    assert!(risks.contains("value=\"S50\"") && !risks.contains("value=\"S54\""), "machines, and no patients");
    let back =
        send(&founder, &[&fields[..], &[("_step", "2"), ("_back", "yes"), ("risks", "S50")]].concat()).await.text();
    assert!(back.contains("value=\"Ruth Kettle\"") && back.contains("name=\"risks\" value=\"S50\""), "{back}");
    assert_eq!(record(&founder, "risks").await, json!([]), "nothing is recorded on the way");
}

#[tokio::test]
async fn what_is_proposed_is_confirmed_group_by_group() {
    let house = House::founded().await;
    let founder = begun(&house).await;
    let page = founder.page("/first-steps").await;
    house.days_later(1);
    let past = founder.page("/first-steps?as_of=2026-10-31").await;
    assert!(words(&past).contains("risk S01 of the library") && !past.contains("action=\"/first-steps/"), "no acts");
    let said = words(&page);
    assert!(said.contains("0 of 7 groups are confirmed") && said.contains("risk S01 of the library"), "{said}");
    assert!(said.contains("This is a draft, and it is not readiness."));
    assert!(said.contains("Mailboxes Type: account."), "{said}");
    for path in ["/risks", "/assets", "/assets/A-0001", "/risks/R-0001", "/organisation"] {
        assert!(words(&founder.page(path).await).to_lowercase().contains("proposed"), "{path}");
    }
    let statement = words(&founder.page("/soa").await);
    assert!(
        statement.contains("risk R-0001 , R-0002 proposed") || statement.contains("R-0001 proposed"),
        "{statement}"
    );
    assert_eq!(
        record(&founder, "assets/A-0001").await["proposed"].as_str().unwrap().split(':').next(),
        Some("First steps, 31 Oct 2026")
    );

    let chosen = ["P-0001", "P-0002", "A-0001", "A-0001", "R-0001", "R-9999"].map(|id| ("chosen", id));
    let answer = founder.form("/first-steps/confirmed", &chosen).await;
    assert_eq!(answer.header("location"), "/first-steps#surroundings", "on to what waits");
    assert!(record(&founder, "assets/A-0001").await.get("proposed").is_none());
    assert!(record(&founder, "risks/R-0001").await.get("proposed").is_some(), "a risk is confirmed with its rating");
    let twice = founder.form("/first-steps/confirmed", &chosen).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "what is confirmed is passed over");
    assert!(words(&founder.page("/first-steps").await).contains("2 of 7 groups are confirmed"));
    assert!(words(&founder.page("/assets/A-0001/history").await).contains("confirmed it"));
}

#[tokio::test]
async fn what_was_changed_since_it_was_seen_is_neither_confirmed_nor_left_out() {
    let house = House::founded().await;
    let founder = begun(&house).await;
    assert!(founder.page("/first-steps").await.contains("name=\"A-0001.seen\" value=\"1\""));
    let renamed = founder.patch("/api/v1/assets/A-0001", 1, json!({ "name": "All letters" })).await;
    assert_eq!(renamed.status, StatusCode::OK, "{}", renamed.text());
    let old = [("A-0001.seen", "1"), ("P-0001.seen", "1"), ("chosen", "A-0001"), ("chosen", "P-0001")];
    let refused = founder.form("/first-steps/confirmed", &old).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(
        words(&page).contains("A-0001 Somebody changed it meanwhile") && page.contains("href=\"#A-0001\""),
        "{page}"
    );
    assert!(page.contains("name=\"A-0001.seen\" value=\"2\""), "the next try is about what is there now");
    assert!(record(&founder, "people/P-0001").await.get("proposed").is_some(), "nothing of the group");
    let refused = founder.form("/first-steps/left-out", &[("A-0001.seen", "1"), ("left_out", "A-0001")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&refused.text()).contains("Somebody changed it meanwhile"), "{}", words(&refused.text()));
    let new = [("A-0001.seen", "2"), ("P-0001.seen", "1"), ("chosen", "A-0001"), ("chosen", "P-0001")];
    assert_eq!(founder.form("/first-steps/confirmed", &new).await.status, StatusCode::SEE_OTHER);
    assert!(record(&founder, "assets/A-0001").await.get("proposed").is_none());
}

#[tokio::test]
async fn what_is_done_next_stands_on_top() {
    let house = House::founded().await;
    let founder = begun(&house).await;
    let page = founder.page("/first-steps").await;
    let (next, first) = (page.find("href=\"#surroundings\"").unwrap(), page.find("id=\"surroundings\"").unwrap());
    assert!(next < first && words(&page).contains("Next: 1. Your surroundings"), "{}", words(&page));
    let groups = ["surroundings", "scope", "people", "assets", "risks", "treatment", "controls", "statement"];
    let places: Vec<usize> = groups.iter().map(|group| page.find(&format!("id=\"{group}\"")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    // Actions and controls are two decisions: the form of the one sends nothing of the other.
    let treatment = &page[places[5]..places[6]];
    assert!(treatment.contains("value=\"ACT-0001\"") && !treatment.contains("value=\"8.5\""), "{treatment}");
}

#[tokio::test]
async fn whoever_signs_in_as_nobody_says_which_person_they_are() {
    let house = House::founded().await;
    assert!(!house.founder().page("/first-steps").await.contains("id=\"who\""), "nobody is there to choose from");
    let founder = begun(&house).await;
    let page = founder.page("/first-steps").await;
    let form = "action=\"/first-steps/who\"";
    assert!(page.contains(form) && page.contains("<option value=\"P-0002\">Sam Osei (P-0002)</option>"), "{page}");
    assert!(page.find("id=\"who\"") < page.find("id=\"surroundings\""), "before all the rest");
    assert!(founder.page("/").await.contains("href=\"/first-steps#who\""));
    house.days_later(1);
    assert!(!founder.page("/first-steps?as_of=2026-10-31").await.contains("id=\"who\""), "the past is read");

    let as_manager = [Role::IsmsManager];
    let manager = house.program(&founder.account(&as_manager, None).await, &as_manager);
    let page = manager.page("/first-steps").await;
    assert!(words(&page).contains("Ask an administrator to link") && !page.contains(form), "{}", words(&page));
    assert_eq!(manager.form("/first-steps/who", &[("person", "P-0001")]).await.status, StatusCode::FORBIDDEN);

    for nobody in ["", "P-0099"] {
        let answer = founder.form("/first-steps/who", &[("person", nobody)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{nobody}: {}", words(&answer.text()));
    }
    let answer = founder.form("/first-steps/who", &[("person", "P-0002")]).await;
    assert_eq!(answer.header("location"), "/first-steps#surroundings", "{}", words(&answer.text()));
    let page = founder.page("/first-steps").await;
    assert!(!page.contains("id=\"who\"") && !words(&page).contains("You sign in as nobody"), "{}", words(&page));
    assert!(record(&founder, "accounts/ACC-0001").await.to_string().contains("P-0002"));
}

#[tokio::test]
async fn risks_are_confirmed_with_a_rating_of_somebodys_own() {
    let house = House::founded().await;
    let founder = begun(&house).await;
    for half in [&[("R-0001.likelihood", "3")][..], &[]] {
        let answer = founder.form("/first-steps/rated", half).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words(&answer.text()).contains("Nothing was recorded"));
        assert!(half.is_empty() || answer.text().contains("<option value=\"3\" selected>"), "the choice is kept");
    }
    let beyond = founder.form("/first-steps/rated", &[("R-0001.likelihood", "9"), ("R-0001.consequence", "2")]).await;
    assert_eq!(beyond.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", beyond.text());
    let both = [("R-0001.likelihood", "3"), ("R-0001.consequence", "4"), ("R-0002.likelihood", "")];
    let answer = founder.form("/first-steps/rated", &both).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let (one, other) = (record(&founder, "risks/R-0001").await, record(&founder, "risks/R-0002").await);
    assert_eq!((&one["status"], &one["inherent"]["consequence"]), (&json!("assessed"), &json!(4)));
    assert!(one.get("proposed").is_none() && other.get("proposed").is_some(), "the unrated one waits");
}

#[tokio::test]
async fn what_is_not_ours_is_left_out_with_what_came_with_it() {
    let house = House::founded().await;
    let founder = begun(&house).await;
    let leave_out = async |id: &str| founder.form("/first-steps/left-out", &[("left_out", id)]).await;
    let kept = [("left_out", "R-9999"), ("R-0002.likelihood", "4")];
    let gone = founder.form("/first-steps/left-out", &kept).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody knows it");
    assert!(gone.text().contains("<option value=\"4\" selected>"), "and what was chosen is kept");
    let kept = founder.form("/first-steps/left-out", &[("left_out", "R-0001"), ("R-0002.likelihood", "4")]).await;
    assert_eq!(kept.status, StatusCode::OK);
    let page = kept.text();
    assert!(page.contains("<option value=\"4\" selected>") && !page.contains("id=\"R-0001\""), "{page}");
    assert_eq!(leave_out("A-0001").await.header("location"), "/first-steps#assets");
    let twice = [("left_out", "IS-0001"), ("R-0002.likelihood", "4"), ("_once", "twice")];
    for _ in 0..2 {
        let answer = founder.form("/first-steps/left-out", &twice).await;
        assert!(answer.status == StatusCode::OK && answer.text().contains("<option value=\"4\" selected>"));
    }
    let said = record(&founder, "risks/R-0001").await;
    assert_eq!(said["withdrawn"], "Not ours: left out in the first steps.");
    assert!(record(&founder, "actions/ACT-0001").await.get("withdrawn").is_some(), "the action against it");
    assert!(record(&founder, "actions/ACT-0002").await.get("withdrawn").is_none());
    assert_eq!(record(&founder, "controls/5.34").await["implementation"], "planned");
    assert_eq!(leave_out("O-0001").await.status, StatusCode::SEE_OTHER, "with the authority behind the law");
    let control = record(&founder, "controls/5.34").await;
    assert_eq!((&control["implementation"], &control["justification"]), (&json!(null), &json!("")));
    assert!(control.get("proposed").is_none(), "what says nothing needs nobody's word");
    let needed = leave_out("P-0001").await;
    assert_eq!(needed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&needed.text()).contains("It is needed by"), "{}", words(&needed.text()));
    assert_eq!(leave_out("P-0002").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // What somebody has confirmed is not left out by a page that is old.
    founder.form("/first-steps/confirmed", &[("chosen", "IP-0001")]).await;
    let late = leave_out("IP-0001").await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&late.text()).contains("IP-0001 Nothing waits here any more"), "{}", words(&late.text()));
    assert!(record(&founder, "interested-parties/IP-0001").await.get("withdrawn").is_none());
}

#[tokio::test]
async fn whoever_answers_again_is_asked_what_is_new_and_told_what_stays() {
    let house = House::founded().await;
    let founder = begun(&house).await;
    let page = founder.page("/first-steps/questions").await;
    assert!(page.contains("value=\"mailboxes\" checked") && page.contains("value=\"losing-money\" selected"), "{page}");
    assert!(words(&page).contains("They do not change the scope"), "{}", words(&page));
    // Twelve sorts leave more than one page of questions, and each has its share.
    let ticked = [("_step", "1"), ("true_of_you", "we-build-software"), ("true_of_you", "we-work-in-the-cloud")];
    let asked = send(&founder, &[&ANSWERS[..], &ticked].concat()).await.text();
    let (first, more) = asked.split_once("<details><summary>").unwrap();
    let boxes = |part: &str| part.matches("type=\"checkbox\" name=\"risks\"").count();
    assert_eq!(boxes(first), 16);
    assert!(boxes(more) > 0 && more.starts_with(&format!("{} more that fit", boxes(more))), "{more}");
    // Once all that fit are taken over, nothing has to be ticked.
    let all: Vec<&str> = isms::library::scenarios().iter().map(|one| one.id.as_str()).collect();
    let every: Vec<(&str, &str)> = all.iter().map(|id| ("risks", *id)).collect();
    let step = [("_step", "2")];
    assert_eq!(send(&founder, &[&ANSWERS[..], &step, &every].concat()).await.status, StatusCode::SEE_OTHER);
    let again = send(&founder, &[&ANSWERS[..], &[("_step", "1")]].concat()).await.text();
    assert!(!again.contains("name=\"risks\" value=\"S") && words(&again).contains("in your register already"));
    let none = send(&founder, &[&ANSWERS[..], &step].concat()).await;
    assert_eq!(none.status, StatusCode::SEE_OTHER, "{}", words(&none.text()));
}

#[tokio::test]
async fn a_restricted_supplier_is_offered_to_no_scope() {
    let house = House::founded().await;
    let founder = house.founder();
    founder.add("suppliers", json!({ "name": "Quiet Buyers", "restricted": true })).await;
    founder.add("suppliers", json!({ "name": "Open IT" })).await;
    let page = founder.page("/first-steps/questions").await;
    assert!(page.contains("Open IT") && !page.contains("Quiet Buyers"), "the scope that follows is read by all");
}

#[tokio::test]
async fn ratings_are_recorded_all_or_none_and_what_was_chosen_is_kept() {
    let house = House::founded().await;
    let founder = begun(&house).await;
    let own = founder.add("risks", json!({ "title": "Long ours" })).await;
    let before = house.app.recorder.head().seq;
    let wrong = [("R-0002.likelihood", "99"), ("R-0002.consequence", "2")];
    let ours = [(format!("{own}.likelihood"), "1"), (format!("{own}.consequence"), "1")];
    let ours: Vec<(&str, &str)> = ours.iter().map(|(name, step)| (name.as_str(), *step)).collect();
    for other in [&wrong[..], &ours, &[("R-9999.likelihood", "1"), ("R-9999.consequence", "1")]] {
        let fields = [&[("R-0001.likelihood", "3"), ("R-0001.consequence", "4")], other].concat();
        let answer = founder.form("/first-steps/rated", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{other:?}");
        let page = answer.text();
        assert!(page.contains("Nothing was recorded") && page.contains("<option value=\"3\" selected>"), "{page}");
        assert!(
            page.contains("action=\"/first-steps\"") && !page.contains("action=\"/first-steps/rated\" method=\"get")
        );
    }
    assert_eq!(house.app.recorder.head().seq, before);
    // A colleague rates it while the page is open.
    let rating = json!({ "inherent": { "likelihood": 1, "consequence": 1 } });
    assert_eq!(founder.post("/api/v1/risks/R-0001/assessed", rating).await.status, StatusCode::OK);
    let late = [("R-0001.likelihood", "3"), ("R-0001.consequence", "4"), ("R-0001.seen", "1")];
    let answer = founder.form("/first-steps/rated", &late).await;
    assert!(words(&answer.text()).contains("Somebody changed it meanwhile"), "{}", words(&answer.text()));
    assert!(answer.text().contains("name=\"R-0001.seen\" value=\"2\""), "the next try is about what is there now");
    // Pressed twice it is recorded once.
    let twice = [("R-0001.likelihood", "3"), ("R-0001.consequence", "4"), ("R-0001.seen", "2"), ("_once", "k")];
    for _ in 0..2 {
        assert_eq!(founder.form("/first-steps/rated", &twice).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(record(&founder, "risks/R-0001").await["inherent"]["likelihood"], 3);
    // Back, another choice, and sent once more under the same key.
    let other = [("R-0002.likelihood", "4"), ("R-0002.consequence", "2"), ("_once", "k")];
    let answer = founder.form("/first-steps/rated", &other).await;
    let page = answer.text();
    assert!(words(&page).contains("This form was sent before with other words"), "{}", words(&page));
    assert!(page.contains("<option value=\"4\" selected>"), "the choice is kept");
}

#[tokio::test]
async fn what_is_left_out_takes_no_work_of_others_along() {
    let house = House::founded().await;
    let founder = begun(&house).await;
    let action = founder.add("actions", json!({ "title": "Ours", "risks": ["R-0001"] })).await;
    let page = founder.page("/first-steps").await;
    assert!(words(&page).contains(&format!("Needed by {action}")), "{}", words(&page));
    let refused = founder.form("/first-steps/left-out", &[("left_out", "R-0001"), ("R-0002.likelihood", "4")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(
        page.contains(&format!("href=\"/actions/{action}\"")) && page.contains("<option value=\"4\" selected>"),
        "{page}"
    );
    assert!(record(&founder, "actions/ACT-0001").await.get("withdrawn").is_none(), "nothing went before the refusal");
    // A control that somebody wrote into keeps what they wrote.
    let edited = founder.patch("/api/v1/controls/5.34", 2, json!({ "justification": "Our own words." })).await;
    assert_eq!(edited.status, StatusCode::OK, "{}", edited.text());
    assert_eq!(founder.form("/first-steps/left-out", &[("left_out", "O-0001")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(record(&founder, "controls/5.34").await["justification"], "Our own words.");
    assert_eq!(record(&founder, "controls/5.24").await["implementation"], json!(null), "this one nobody touched");
    assert!(words(&founder.page("/obligations/O-0001/history").await).contains("left out a proposal"));
    // The owner of a risk may not withdraw the action that came with it: it is not offered.
    let top = [Role::RiskOwner];
    let owner = house.program(&founder.account(&top, Some("P-0001")).await, &top);
    let page = owner.page("/first-steps").await;
    assert!(page.contains("name=\"R-0002.likelihood\"") && !page.contains("value=\"R-0002\" formaction"), "{page}");
}

#[tokio::test]
async fn others_read_what_is_proposed_and_change_nothing() {
    let house = House::founded().await;
    let founder = begun(&house).await;
    let as_role = async |role: Role, person| house.program(&founder.account(&[role], person).await, &[role]);
    let auditor = as_role(Role::Auditor, None).await;
    let page = auditor.page("/first-steps").await;
    assert!(words(&page).contains("A stolen password") && !page.contains("<button>Confirm"), "{page}");
    assert!(!page.contains("action=\"/first-steps/"), "no form for who may send none");
    assert!(!words(&page).contains("Next:"), "nothing waits for them");
    assert_eq!(auditor.get("/first-steps/questions").await.status, StatusCode::FORBIDDEN);
    let fields = [&ANSWERS[..], &[("_step", "2")]].concat();
    assert_eq!(send(&auditor, &fields).await.status, StatusCode::FORBIDDEN);
    let api = auditor.post("/api/v1/organisation/ORG-0001/begun", json!({ "what_you_do": "x" })).await;
    assert_eq!(api.status, StatusCode::FORBIDDEN);
    let left_out = auditor.form("/first-steps/left-out", &[("left_out", "A-0001")]).await;
    assert_eq!(left_out.status, StatusCode::FORBIDDEN);
    let confirmed = auditor.form("/first-steps/confirmed", &[("chosen", "A-0001")]).await;
    assert_eq!(confirmed.status, StatusCode::FORBIDDEN);
    // Who decides owns the risks: the owner of one may take it over, and nothing else.
    let owner = as_role(Role::RiskOwner, Some("P-0001")).await;
    let rated = [("R-0001.likelihood", "3"), ("R-0001.consequence", "4")];
    assert_eq!(owner.form("/first-steps/rated", &rated).await.status, StatusCode::SEE_OTHER);
    assert_eq!(owner.form("/first-steps/confirmed", &[("chosen", "A-0001")]).await.status, StatusCode::FORBIDDEN);
    let member = as_role(Role::Member, None).await;
    assert_eq!(member.get("/first-steps").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_version_is_not_published_of_what_is_only_proposed() {
    castellan::work_by(env!("CARGO_BIN_EXE_castellan").into());
    let house = House::founded().await;
    let founder = begun(&house).await;
    let top = [Role::TopManagement];
    let director = house.program(&founder.account(&top, Some("P-0001")).await, &top);
    let rows = record(&founder, "views/soa").await;
    let undecided = |row: &&serde_json::Value| row["applicability"] == "undecided";
    let ids: Vec<_> =
        rows["controls"].as_array().unwrap().iter().filter(undecided).map(|row| row["id"].clone()).collect();
    let fields = json!({ "applicability": "not-applicable", "justification": "Nothing here asks for it." });
    let decided = founder.post("/api/v1/controls/edited", json!({ "ids": ids, "fields": fields })).await;
    assert_eq!(decided.status, StatusCode::OK, "{}", decided.text());

    let page = words(&director.page("/soa/publish").await);
    assert!(page.contains("only proposed, so it stays a draft") && page.contains("R-0001"), "{page}");
    let publish = async || {
        let seen = house.app.recorder.head().seq.to_string();
        director.form("/soa/publish", &[("_seen", &seen), ("how", "approved")]).await
    };
    let refused = publish().await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(record(&founder, "applicability-statements").await, json!([]));
    assert!(!words(&director.page("/").await).contains("Publish the Statement"));

    let rated = [
        ("R-0001.likelihood", "3"),
        ("R-0001.consequence", "4"),
        ("R-0002.likelihood", "2"),
        ("R-0002.consequence", "2"),
    ];
    assert_eq!(founder.form("/first-steps/rated", &rated).await.status, StatusCode::SEE_OTHER);
    let others = [("chosen", "O-0001"), ("chosen", "ORG-0001")];
    let controls = record(&founder, "controls?limit=1000").await;
    let waiting = controls.as_array().unwrap().iter().filter(|one| one.get("proposed").is_some());
    let controls: Vec<String> = waiting.map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    let others: Vec<(&str, &str)> =
        others.into_iter().chain(controls.iter().map(|id| ("chosen", id.as_str()))).collect();
    assert_eq!(founder.form("/first-steps/confirmed", &others).await.status, StatusCode::SEE_OTHER);
    let published = publish().await;
    assert_eq!(published.header("location"), "/soa/SOA-0001", "{}", words(&published.text()));
}
