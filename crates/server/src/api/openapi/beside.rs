//! The calls beside the registers: views, imports, files, the ledger, tokens, and how the server is.

use serde_json::{Value, json};

use super::parts::{answers, content, in_query, parameter, schema};
use crate::{answers::with, sign_in::MOST_TOKEN_DAYS, views};

/// Their paths.
pub fn paths() -> Vec<(String, Value)> {
    let views =
        views::ALL.iter().map(|view| (format!("/api/v1/views/{}", view.name), json!({ "get": view_of(view.name) })));
    let others = [
        ("/api/v1/views/changes", json!({ "get": changes() })),
        ("/api/v1/views/mock-audit", json!({ "get": mock_audit() })),
        ("/api/v1/imports", json!({ "post": import() })),
        ("/api/v1/vault", json!({ "post": hand_in() })),
        ("/api/v1/vault/{sha256}", json!({ "get": file() })),
        ("/api/v1/ledger/entries", json!({ "get": entries() })),
        ("/api/v1/tokens", json!({ "get": tokens(), "post": make_token() })),
        ("/api/v1/tokens/{id}", json!({ "delete": revoke() })),
        ("/api/openapi.json", json!({ "get": open("openapi", "This description", "application/json") })),
        ("/healthz", json!({ "get": open("healthz", "Whether the server runs", "text/plain") })),
        ("/readyz", json!({ "get": open("readyz", "Whether the ledger can be read and written", "text/plain") })),
        ("/metrics", json!({ "get": metrics() })),
    ];
    views.chain(others.map(|(path, item)| (path.to_owned(), item))).collect()
}

fn call(id: &str, tag: &str, summary: &str, parameters: Vec<Value>, answers: Value) -> Value {
    json!({ "operationId": id, "tags": [tag], "summary": summary, "parameters": parameters, "responses": answers })
}

fn yes(help: &str, schema: Value) -> Value {
    json!({ "description": help, "content": content(schema) })
}

fn view_of(name: &str) -> Value {
    let answers = answers("200", yes("What follows from the registers on that day.", json!({ "type": "object" })));
    call(
        &format!("views.{name}"),
        "views",
        &format!("The view `{name}`"),
        ["as_of", "today"].map(parameter).into(),
        answers,
    )
}

fn changes() -> Value {
    let day = |name: &str, help: &str| {
        with(in_query(name, help, json!({ "type": "string", "format": "date" })), "required", true.into())
    };
    let days = vec![day("from", "The earlier day; its own changes are not among them."), day("to", "The later day.")];
    let answers = answers("200", yes("What people did, and what time alone did.", json!({ "type": "object" })));
    call("views.changes", "views", "What became different between two days", days, answers)
}

fn mock_audit() -> Value {
    let help = "The word by which records are drawn; the same word draws the same on the same day.";
    let seed = with(in_query("seed", help, json!({ "type": "string", "maxLength": 40 })), "required", true.into());
    let answers = answers("200", yes("What was drawn, and what the rules find on it.", json!({ "type": "object" })));
    call(
        "views.mock-audit",
        "views",
        "Draw records as an auditor does: a rehearsal",
        vec![seed, parameter("as_of"), parameter("today")],
        answers,
    )
}

fn import() -> Value {
    let parameters = vec![
        in_query(
            "dry_run",
            "Says what would come of it, and writes nothing.",
            json!({ "type": "boolean", "default": false }),
        ),
        in_query("as", "The register that all tables are of.", json!({ "type": "string" })),
        in_query(
            "source",
            "What later imports compare with, where the file's name does not tell.",
            json!({ "type": "string" }),
        ),
    ];
    let answers = with(
        answers("201", yes("What became of each table.", schema("import"))),
        "200",
        yes("The same, where nothing was new or nothing was to be written.", schema("import")),
    );
    let call = call("imports.import", "imports", "Bring the files of spreadsheets in by one act", parameters, answers);
    let files =
        json!({ "type": "array", "items": { "type": "string", "contentMediaType": "application/octet-stream" } });
    let form = json!({ "type": "object", "required": ["files"], "properties": { "files": files } });
    with(call, "requestBody", json!({ "required": true, "content": { "multipart/form-data": { "schema": form } } }))
}

fn hand_in() -> Value {
    let name = in_query("name", "What the file is called.", json!({ "type": "string" }));
    let answers = answers("201", yes("The file, as evidence names it.", schema("file")));
    let call =
        call("vault.hand-in", "vault", "Hand in a file, to be named in a record within a day", vec![name], answers);
    with(call, "requestBody", json!({ "required": true, "content": { "application/octet-stream": {} } }))
}

fn file() -> Value {
    let sha256 = json!({ "name": "sha256", "in": "path", "required": true, "schema": { "type": "string", "pattern": "^[0-9a-f]{64}$" } });
    let yes = json!({ "description": "The file, to be saved.", "content": { "application/octet-stream": {} } });
    let parameters = vec![sha256, parameter("as_of"), parameter("today")];
    call("vault.file", "vault", "A file that a record names which the caller may see", parameters, answers("200", yes))
}

fn entries() -> Value {
    let sort =
        in_query("sort", "The newest first, unless `seq`.", json!({ "enum": ["seq", "-seq"], "default": "-seq" }));
    let shared = ["limit", "cursor", "as_of", "today"].map(parameter);
    let answers = answers("200", yes("A page of the ledger.", json!({ "type": "array", "items": schema("entry") })));
    call("ledger.entries", "ledger", "What was recorded, entry by entry", [vec![sort], shared.into()].concat(), answers)
}

fn tokens() -> Value {
    let answers = answers(
        "200",
        yes("Own tokens; administrators see all.", json!({ "type": "array", "items": schema("token") })),
    );
    call("tokens.list", "tokens", "List tokens", vec![], answers)
}

fn make_token() -> Value {
    let answers = answers("201", yes("The token, shown this once.", schema("token")));
    let call = call("tokens.make", "tokens", "Make a token; a token itself cannot", vec![], answers);
    let body = json!({
        "type": "object",
        "required": ["label"],
        "properties": {
            "label": { "type": "string", "description": "What it is for." },
            "roles": { "type": "array", "items": { "type": "string" }, "description": "At most those of the account; all of them, unless told." },
            "days": { "type": "integer", "minimum": 1, "maximum": MOST_TOKEN_DAYS },
        },
    });
    with(call, "requestBody", json!({ "required": true, "content": content(body) }))
}

fn revoke() -> Value {
    let id = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
    call("tokens.revoke", "tokens", "Revoke a token", vec![id], answers("204", json!({ "description": "Revoked." })))
}

fn open(id: &str, summary: &str, kind: &str) -> Value {
    let yes = json!({ "description": "It is so.", "content": { kind: {} } });
    let call = call(id, "operations", summary, vec![], json!({ "200": yes }));
    with(call, "security", json!([]))
}

fn metrics() -> Value {
    let yes = json!({ "description": "Figures in the text format of Prometheus.", "content": { "text/plain": {} } });
    call("metrics", "operations", "Figures, for those who may verify the ledger", vec![], answers("200", yes))
}
