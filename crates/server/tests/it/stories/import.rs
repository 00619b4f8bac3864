//! The import by the page, as somebody sees it: what the preview says is what comes of it, once.

use axum::{body::Body, http::StatusCode};
use recorder::Role;

use super::{send_form, words};
use crate::house::{Answer, House, Program};

const RISKS: &str = include_str!("../../../../../content/sample/northwind-analytics/risks.csv");
const PEOPLE: &str = include_str!("../../../../../content/sample/northwind-analytics/people.csv");

/// Drops files on the page: where the preview is.
async fn dropped(program: &Program<'_>, files: &[(&str, &str)]) -> String {
    dropped_at(program, "/import", files).await
}

async fn dropped_at(program: &Program<'_>, path: &str, files: &[(&str, &str)]) -> String {
    castellan::work_by(env!("CARGO_BIN_EXE_castellan").into());
    let part = |(name, file): &(&str, &str)| {
        format!("--b\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{file}\r\n")
    };
    let body = files.iter().map(part).collect::<String>() + "--b--\r\n";
    let request = program.request("POST", path).header("content-type", "multipart/form-data; boundary=b");
    let answer = program.house.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", words(&answer.text()));
    answer.header("location").to_owned()
}

/// The fields of the page's first form, as a browser sends them when nothing was touched.
fn untouched(page: &str) -> Vec<(String, String)> {
    let form = page.split("<form class=\"whole_page\"").nth(1).unwrap().split("</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| -> Option<String> {
        let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        Some(value.replace("&amp;", "&").replace("&quot;", "\"").replace("&lt;", "<"))
    };
    let mut fields = Vec::new();
    for tag in form.split('<').filter_map(|part| part.split('>').next()) {
        if tag.starts_with("input") && attribute(tag, "type").as_deref() != Some("checkbox") {
            fields.extend(attribute(tag, "name").zip(Some(attribute(tag, "value").unwrap_or_default())));
        }
    }
    for select in form.split("<select").skip(1) {
        let (head, options) = select.split_once('>').unwrap();
        let options: Vec<&str> = options.split("</select>").next().unwrap().split("<option").skip(1).collect();
        let chosen = options.iter().find(|option| option.split('>').next().unwrap().contains(" selected"));
        let value = chosen.or(options.first()).and_then(|option| attribute(option, "value")).unwrap_or_default();
        fields.extend(attribute(head, "name").map(|name| (name, value)));
    }
    fields
}

async fn pressed(program: &Program<'_>, preview: &str, fields: &[(String, String)], button: Option<&str>) -> Answer {
    let mut pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    pairs.extend(button.map(|name| (name, "yes")));
    send_form(program, preview, &pairs).await
}

/// The line of the overview that speaks of this file.
fn line(page: &str, file: &str) -> String {
    let rows = page.split("<tr>").find(|row| row.contains(&format!("#table_0\">{file}<"))).unwrap();
    words(rows.split("</tr>").next().unwrap())
}

#[tokio::test]
async fn what_the_preview_says_is_what_comes_of_it() {
    let house = House::founded().await;
    let program = house.founder();
    let preview = dropped(&program, &[("risks.csv", RISKS), ("people.csv", PEOPLE)]).await;
    let page = program.get(&preview).await.text();
    assert!(line(&page, "risks.csv").contains("60 Risks"), "{}", line(&page, "risks.csv"));
    let done = pressed(&program, &preview, &untouched(&page), Some("import")).await;
    assert_eq!(done.header("location"), "/imported/IM-0001", "{}", words(&done.text()));
    // Who accepted a risk stands in a list of groups: what the form did not offer would be lost.
    let risks = program.get("/api/v1/risks").await.json();
    let accepted = risks.as_array().unwrap().iter().filter(|risk| risk["acceptances"][0]["stated"] == true);
    assert_eq!(accepted.count(), RISKS.lines().filter(|row| row.contains(",P117,2026-")).count());

    // The same again is no news, in the preview and after it, with the choices of the page or without.
    let again = dropped(&program, &[("risks.csv", RISKS)]).await;
    let page = program.get(&again).await.text();
    assert!(line(&page, "risks.csv").contains("60 Risks 0 0 60 0"), "{}", line(&page, "risks.csv"));
    let shown = pressed(&program, &again, &untouched(&page), None).await.text();
    assert!(line(&shown, "risks.csv").contains("60 Risks 0 0 60 0"), "{}", line(&shown, "risks.csv"));
    let done = pressed(&program, &again, &untouched(&shown), Some("import")).await;
    assert_eq!(done.header("location"), "/import?nothing_new=true");
}

#[tokio::test]
async fn a_staged_import_is_brought_in_once() {
    let house = House::founded().await;
    let program = house.founder();
    let preview = dropped(&program, &[("people.csv", PEOPLE)]).await;
    let (one, other) = (program.get(&preview).await.text(), program.get(&preview).await.text());
    let first = pressed(&program, &preview, &untouched(&one), Some("import")).await;
    let second = pressed(&program, &preview, &untouched(&other), Some("import")).await;
    assert_eq!((first.header("location"), second.header("location")), ("/imported/IM-0001", "/imported/IM-0001"));
    assert_eq!(program.get(&preview).await.header("location"), "/imported/IM-0001");
    assert_eq!(program.get("/api/v1/imports").await.json().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn rows_that_are_left_out_are_open_and_marked() {
    let house = House::founded().await;
    let program = house.founder();
    let soa = "Control ID,Title,Owner\n5.1,Policies for information security,\n4.1,Context,\n5.7,Something else,\n";
    let preview = dropped(&program, &[("soa.csv", soa)]).await;
    let page = program.get(&preview).await.text();
    let table = page.split("<details").find(|part| part.contains("id=\"table_0\"")).unwrap();
    assert!(table.split('>').next().unwrap().contains(" open"), "{table}");
    let said = words(table);
    assert!(said.contains("1 row is left out") && said.contains("Finding: Row 3: `4.1` is no control"), "{said}");
    assert!(said.contains("Row 4, A.5.7") && table.contains("href=\"/controls/5.7\""), "{said}");
}

#[tokio::test]
async fn an_import_is_taken_back_from_its_page() {
    let house = House::founded().await;
    let program = house.founder();
    let preview = dropped(&program, &[("people.csv", PEOPLE)]).await;
    let page = program.get(&preview).await.text();
    pressed(&program, &preview, &untouched(&page), Some("import")).await;
    let done = program.get("/imported/IM-0001").await.text();
    assert!(done.contains("href=\"/imports/IM-0001/withdrawn\""), "{}", words(&done));
    assert!(program.get("/imports/IM-0001").await.text().contains("Take this import back"));
    // Somebody builds on it.
    program.patch("/api/v1/people/P-0001", 1, serde_json::json!({ "job_title": "Head" })).await;
    let asked = words(&program.get("/imports/IM-0001/withdrawn").await.text());
    assert!(asked.contains("1 thing stands in the way: P001 was written again since"), "{asked}");

    let other = dropped(&program, &[("assets.csv", "asset_id,name\nAST-1,Wiki\n")]).await;
    let page = program.get(&other).await.text();
    pressed(&program, &other, &untouched(&page), Some("import")).await;
    let back = send_form(&program, "/imports/IM-0002/withdrawn", &[("withdrawn._why", "wrong file")]).await;
    assert_eq!(back.header("location"), "/imports/IM-0002", "{}", words(&back.text()));
    let gone = words(&program.get("/imports/IM-0002").await.text());
    assert!(
        gone.contains("Taken back.") && gone.contains("import its files again") && !gone.contains("Restore"),
        "{gone}"
    );
}

#[tokio::test]
async fn files_that_come_later_leave_what_was_chosen_as_it_is() {
    let house = House::founded().await;
    let program = house.founder();
    let first = [("ours.csv", "Title above\nname,where it is\nWiki,Leeds\n"), ("people.csv", PEOPLE)];
    let preview = dropped(&program, &first).await;
    let chosen = [
        ("s0.register", "assets"),
        ("s0.header_row", "2"),
        ("s0.c0", "name"),
        ("s0.c1", "location"),
        ("s1.register", "people"),
        ("s1.leave_out", "on"),
    ];
    let chosen = chosen.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let before = untouched(&pressed(&program, &preview, &chosen, None).await.text());
    let more = dropped_at(&program, &format!("{preview}/more"), &[("risks.csv", RISKS)]).await;
    let page = program.get(&more).await.text();
    let after = untouched(&page);
    let of = |fields: &[(String, String)], table: &str| -> Vec<(String, String)> {
        fields.iter().filter(|(name, _)| name.starts_with(table)).cloned().collect()
    };
    assert!(of(&before, "s0").contains(&("s0.c1".to_owned(), "location".to_owned())), "{before:?}");
    assert_eq!(of(&after, "s0"), of(&before, "s0"));
    assert!(page.contains("name=\"s1.leave_out\" checked"), "{page}");
    assert!(of(&after, "s2").contains(&("s2.register".to_owned(), "risks".to_owned())), "the new one is the last");
}

#[tokio::test]
async fn an_import_of_nothing_known_is_refused_beside_its_tables() {
    let house = House::founded().await;
    let program = house.founder();
    let preview = dropped(&program, &[("strange.csv", "x1,x2\nfoo,bar\n")]).await;
    let page = program.get(&preview).await.text();
    let refused = pressed(&program, &preview, &untouched(&page), Some("import")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", words(&refused.text()));
    let page = refused.text();
    assert!(
        words(&page).contains("Nothing was brought in No register was recognised in strange.csv"),
        "{}",
        words(&page)
    );
    assert!(page.contains("name=\"s0.register\"") && page.contains(&format!("action=\"{preview}\"")), "{page}");
    let chosen =
        [("s0.register", "assets"), ("s0.c0", "name")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let done = pressed(&program, &preview, &chosen, Some("import")).await;
    assert_eq!(done.header("location"), "/imported/IM-0001", "{}", words(&done.text()));
}

#[tokio::test]
async fn what_an_import_shows_is_counted_as_far_as_the_reader_sees_it() {
    let house = House::founded().await;
    let program = house.founder();
    let preview = dropped(&program, &[("assets.csv", "asset_id,name\nAST-1,Wiki\n")]).await;
    let page = program.get(&preview).await.text();
    pressed(&program, &preview, &untouched(&page), Some("import")).await;
    let grave = serde_json::json!({ "likelihood": 5, "consequence": 5 });
    let risk = serde_json::json!({ "title": "Secret", "inherent": grave, "status": "assessed", "restricted": true });
    program.add("risks", risk).await;
    program.add("assets", serde_json::json!({ "name": "Vault", "restricted": true })).await;
    let auditor = house.program(&program.account(&[Role::Auditor], None).await, &[Role::Auditor]);
    let told = async |reader: &Program<'_>| words(&reader.get("/imported/IM-0001").await.text());
    let counts = "2 assets 1 risks against your own criteria 1 risks at or above the limit";
    assert!(told(&program).await.contains(counts), "{}", told(&program).await);
    let counts = "1 assets 0 risks against your own criteria 0 risks at or above the limit";
    assert!(told(&auditor).await.contains(counts), "{}", told(&auditor).await);
    for reader in [&program, &auditor] {
        let (done, soa) = (told(reader).await, words(&reader.get("/soa?show=undecided").await.text()));
        assert!(done.contains("93 controls undecided") && soa.contains("Undecided 93"), "{soa}");
    }
}
