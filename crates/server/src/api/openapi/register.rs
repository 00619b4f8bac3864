//! The calls of a register.

use isms::Description;
use serde_json::{Value, json};

use super::{
    parts::{answers, content, parameter, schema as reference},
    schema,
};
use crate::answers::with;

/// The paths of a register.
pub fn paths(described: &Description) -> Vec<(String, Value)> {
    let at = |rest: &str| format!("/api/v1/{}{rest}", described.name);
    let calls = Calls { described };
    let mut paths = vec![
        (at(""), json!({ "get": calls.list(), "post": calls.add() })),
        (at("/edited"), json!({ "post": calls.edit_many() })),
        (at("/{id}"), json!({ "get": calls.show(), "put": calls.replace(), "patch": calls.change() })),
        (at("/{id}/history"), json!({ "get": calls.history() })),
    ];
    paths.extend(
        calls.acts().into_iter().map(|(word, help, body)| {
            (at(&format!("/{{id}}/{word}")), json!({ "post": calls.act(&word, &help, body) }))
        }),
    );
    paths
}

struct Calls<'a> {
    described: &'a Description,
}

impl Calls<'_> {
    fn call(&self, word: &str, summary: &str, parameters: &[Value], answers: Value) -> Value {
        json!({
            "operationId": format!("{}.{word}", self.described.name),
            "tags": [self.described.name],
            "summary": summary,
            "parameters": parameters,
            "responses": answers,
        })
    }

    fn with_body(&self, call: Value, schema: Value, required: bool) -> Value {
        with(call, "requestBody", json!({ "required": required, "content": content(schema) }))
    }

    fn list(&self) -> Value {
        let shared = ["q", "sort", "withdrawn", "limit", "cursor", "as_of", "today"].map(parameter);
        let filter = |name: &str| json!({ "name": name, "in": "query", "schema": reference("filter") });
        let filters = self.described.fields.iter().map(|field| filter(&field.name));
        let parameters: Vec<Value> = shared.into_iter().chain([filter("reference")]).chain(filters).collect();
        let yes = json!({
            "description": "A page of the records that the caller may see.",
            "headers": { "Link": { "description": "The next page, where there is one (RFC 8288).", "schema": { "type": "string" } } },
            "content": content(json!({ "type": "array", "items": reference(self.described.name) })),
        });
        self.call("list", &format!("List {}", self.described.name), &parameters, answers("200", yes))
    }

    fn record(&self, help: &str) -> Value {
        json!({
            "description": help,
            "headers": { "ETag": { "description": "The revision, in quotes.", "schema": { "type": "string" } } },
            "content": content(reference(self.described.name)),
        })
    }

    fn written(&self) -> Value {
        reference(&schema::written_name(self.described))
    }

    fn add(&self) -> Value {
        let text = json!({ "type": "string" });
        let headers = json!({
            "ETag": { "description": "The revision, in quotes.", "schema": text },
            "Location": { "description": "Its address.", "schema": text },
        });
        let yes = with(self.record("The new record."), "headers", headers);
        let parameters = ["idempotency-key", "reason"].map(parameter);
        let call = self.call("add", &format!("Add one {}", self.described.face.one), &parameters, answers("201", yes));
        let whole = json!({ "allOf": [self.written(), { "required": schema::required(self.described) }] });
        self.with_body(call, whole, true)
    }

    fn show(&self) -> Value {
        let parameters = ["id", "as_of", "today"].map(parameter);
        let summary = format!("Read one {}", self.described.face.one);
        self.call("show", &summary, &parameters, answers("200", self.record("The record.")))
    }

    fn change(&self) -> Value {
        let parameters = ["id", "if-match", "idempotency-key", "reason"].map(parameter);
        let yes = answers("200", self.record("The record as it stands now."));
        self.with_body(
            self.call("change", "Change some fields; null clears one", &parameters, yes),
            self.written(),
            true,
        )
    }

    fn replace(&self) -> Value {
        let parameters = ["id", "if-match", "idempotency-key", "reason"].map(parameter);
        let yes = answers("200", self.record("The record as it stands now."));
        let summary = "Change all fields: what is not given is cleared, but for what only acts set";
        self.with_body(self.call("replace", summary, &parameters, yes), self.written(), true)
    }

    fn edit_many(&self) -> Value {
        let many = json!({ "type": "array", "items": reference(self.described.name) });
        let yes = json!({ "description": "The records as they stand now.", "content": content(many) });
        let parameters = [parameter("idempotency-key")];
        let body = json!({
            "type": "object",
            "required": ["ids", "fields"],
            "properties": {
                "ids": { "type": "array", "items": { "type": "string" }, "maxItems": isms::MOST_AT_ONCE },
                "fields": self.written(),
                "reason": { "type": "string" },
            },
        });
        let summary = "The same edit of many, all or none, whatever these fields were";
        self.with_body(self.call("edit-many", summary, &parameters, answers("200", yes)), body, true)
    }

    fn history(&self) -> Value {
        let step = json!({
            "type": "object",
            "properties": {
                "revision": { "type": "integer" },
                "entry": { "type": "integer", "description": "The entry of the ledger." },
                "at": { "type": "string", "format": "date-time" },
                "by": reference("actor"),
                "via": { "type": "string" },
                "act": { "type": "string" },
                "reason": { "type": ["string", "null"] },
                "fields": { "type": ["object", "null"], "description": "What the act was told." },
                "record": reference(self.described.name),
            },
        });
        let yes = json!({ "description": "Its revisions, the first one first.", "content": content(json!({ "type": "array", "items": step })) });
        let parameters = ["id", "as_of", "today"].map(parameter);
        self.call(
            "history",
            "Tell the revisions of a record and the acts that brought them",
            &parameters,
            answers("200", yes),
        )
    }

    /// Word, help and body of each act on a record.
    fn acts(&self) -> Vec<(String, String, Value)> {
        let reason = json!({ "type": "string", "description": "Why; the ledger keeps it." });
        let body = |properties: Value, required: &[&str]| json!({ "type": "object", "properties": properties, "required": required });
        let back = json!({ "revision": { "type": "integer", "minimum": 1 }, "reason": reason });
        let of_every_register = [
            ("confirmed", "Take over what was only proposed; the mark goes", body(json!({ "reason": reason }), &[])),
            (
                "withdrawn",
                "Take it out of lists and views; it stays in its history",
                body(json!({ "reason": reason }), &["reason"]),
            ),
            ("restored", "Bring it back", body(json!({ "reason": reason }), &[])),
            (
                "set-back",
                "Go back to what an earlier revision stated, but for what only acts set",
                body(back, &["revision"]),
            ),
        ];
        let named = self.described.acts.iter().map(|act| (act.word.clone(), act.help.clone(), schema::act(act)));
        let common = of_every_register.into_iter().map(|(word, help, body)| (word.to_owned(), help.to_owned(), body));
        common.chain(named).collect()
    }

    fn act(&self, word: &str, help: &str, body: Value) -> Value {
        let parameters = ["id", "if-match-optional", "idempotency-key"].map(parameter);
        let needed = body.get("required").and_then(Value::as_array).is_some_and(|required| !required.is_empty());
        let yes = answers("200", self.record("The record as the act left it."));
        self.with_body(self.call(word, help, &parameters, yes), body, needed)
    }
}
