//! What many calls share: parameters, answers, the problem document, and how a caller is known.

use serde_json::{Map, Value, json};

use crate::{
    answers::with,
    api::list::{MOST, USUAL},
};

/// A reference to a shared parameter.
pub fn parameter(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

/// A reference to a schema.
pub fn schema(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// A JSON body, or a JSON answer, of this schema.
pub fn content(schema: Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

/// The answers of a call: one for yes, and a problem document for every no.
pub fn answers(status: &str, yes: Value) -> Value {
    let problem = json!({ "$ref": "#/components/responses/problem" });
    json!({ status: yes, "4XX": problem, "5XX": problem })
}

/// A parameter of the query.
pub fn in_query(name: &str, help: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "description": help, "schema": schema })
}

pub fn parameters() -> Value {
    let text = || json!({ "type": "string" });
    let header =
        |name: &str, help: &str| json!({ "name": name, "in": "header", "description": help, "schema": text() });
    let day = || json!({ "type": "string", "format": "date" });
    let if_match = header(
        "If-Match",
        "The `ETag` of the revision that the caller saw, as in `\"3\"`; `*` for whichever stands. Another revision is 412.",
    );
    json!({
        "id": { "name": "id", "in": "path", "required": true, "description": "The record's id; a reference is not one.", "schema": text() },
        "if-match": with(if_match, "required", true.into()),
        "if-match-optional": header("If-Match", "The `ETag` of the revision that the caller saw; another one is 412."),
        "idempotency-key": header("Idempotency-Key", "Chosen by the caller, up to 255 characters: the same request under it is done once, another one is 422."),
        "reason": in_query("reason", "Why; the ledger keeps it.", text()),
        "as_of": in_query("as_of", "Shows what was recorded by the end of this day, judged on it.", day()),
        "today": in_query("today", "Judges the present state on this day.", day()),
        "q": in_query("q", "Words that stand in id, reference, title or another column.", text()),
        "sort": in_query("sort", "A field, as a dotted path; `-` before it for the last one first. What is empty comes last.", text()),
        "withdrawn": in_query("withdrawn", "Withdrawn records, and they alone.", json!({ "type": "boolean", "default": false })),
        "limit": in_query("limit", "How many at most.", json!({ "type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL })),
        "cursor": in_query("cursor", "Where to go on: stands in the `Link` with `rel=\"next\"`, and is taken as it is.", text()),
    })
}

pub fn responses() -> Value {
    json!({
        "problem": {
            "description": "Not done, and nothing was changed: why, and what to do.",
            "content": { "application/problem+json": { "schema": schema("problem") } },
        },
    })
}

pub fn security() -> Value {
    json!({
        "token": { "type": "http", "scheme": "bearer", "description": "A token of an account, with its roles or fewer, and an end." },
        "session": { "type": "apiKey", "in": "cookie", "name": "__Host-castellan", "description": "A browser's session; what changes something must come from our own pages." },
    })
}

pub fn schemas() -> Map<String, Value> {
    [of_records(), of_what_lies_beside(), of_imports()].into_iter().flatten().collect()
}

fn of_records() -> Map<String, Value> {
    let text = json!({ "type": "string" });
    let named =
        json!({ "id": { "type": "string" }, "reference": { "type": ["string", "null"] }, "title": text, "text": text });
    let schemas = json!({
        "link": {
            "type": "object",
            "description": "What a record names: another one, or words for which none was found.",
            "properties": named,
        },
        "written-link": {
            "description": "The id, reference or title of a record; or an object with its `id`.",
            "oneOf": [{ "type": "string" }, { "type": "object", "properties": { "id": text, "text": text } }],
        },
        "filter": {
            "type": "array",
            "description": "Records where this field is so, in any letter case; a link by its id; `none` where it is empty. \
                            Several values are alternatives. A field of a group is a parameter by its dotted path.",
            "items": text,
        },
        "problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": text,
                "title": text,
                "status": { "type": "integer" },
                "detail": { "type": "string", "description": "What was not done, and why." },
                "reasons": { "type": "array", "items": schema("reason") },
                "stands_at": { "type": "integer", "description": "The revision at which the record stands." },
                "seen": { "type": "integer", "description": "The revision that the caller saw." },
            },
        },
        "reason": {
            "type": "object",
            "required": ["field", "why", "remedy"],
            "properties": {
                "field": { "type": ["string", "null"], "description": "The field in question, as a dotted path." },
                "why": text,
                "remedy": { "type": "string", "description": "What to do about it." },
            },
        },
        "actor": {
            "type": "object",
            "required": ["account", "name"],
            "properties": { "account": text, "name": { "type": "string", "description": "The person behind the account, else its id." } },
        },
    });
    schemas.as_object().cloned().unwrap_or_default()
}

fn of_what_lies_beside() -> Map<String, Value> {
    let text = json!({ "type": "string" });
    let schemas = json!({
        "file": {
            "type": "object",
            "required": ["sha256", "name", "size"],
            "properties": { "sha256": text, "name": text, "size": { "type": "integer", "minimum": 0 } },
        },
        "entry": {
            "type": "object",
            "required": ["seq", "at", "by", "via", "act", "on", "reason", "changes"],
            "properties": {
                "seq": { "type": "integer", "minimum": 1 },
                "at": { "type": "string", "format": "date-time" },
                "by": schema("actor"),
                "via": { "enum": ["page", "api", "command-line", "import", "schedule"] },
                "act": text,
                "on": { "type": ["object", "null"], "properties": { "register": text, "id": text } },
                "reason": { "type": ["string", "null"] },
                "changes": {
                    "type": "object",
                    "description": "How many revisions the act made, and the RFC 6962 root over them.",
                    "properties": { "count": { "type": "integer" }, "root": text },
                },
            },
        },
        "token": {
            "type": "object",
            "required": ["id", "label", "account", "roles", "created_at", "expires_at", "revoked_at"],
            "properties": {
                "id": text,
                "label": text,
                "account": text,
                "roles": { "type": "array", "items": text },
                "created_at": { "type": "string", "format": "date-time" },
                "expires_at": { "type": "string", "format": "date-time" },
                "revoked_at": { "type": ["string", "null"], "format": "date-time" },
                "token": { "type": "string", "description": "The token itself: only in the answer that made it." },
            },
        },
    });
    schemas.as_object().cloned().unwrap_or_default()
}

fn of_imports() -> Map<String, Value> {
    let text = json!({ "type": "string" });
    let schemas = json!({
        "import": {
            "type": "object",
            "required": ["files"],
            "properties": {
                "id": { "type": ["string", "null"], "description": "The import's record; none where nothing was new." },
                "dry_run": { "type": "boolean" },
                "files": { "type": "array", "items": {
                    "type": "object",
                    "properties": { "file": text, "sheets": { "type": "array", "items": schema("imported-sheet") } },
                } },
            },
        },
        "imported-sheet": {
            "type": "object",
            "description": "What became of a table: rows = created + changed + unchanged + skipped.",
            "properties": {
                "sheet": { "type": ["string", "null"] },
                "register": { "type": ["string", "null"] },
                "rows": { "type": "integer" },
                "created": { "type": "integer" },
                "changed": { "type": "integer" },
                "unchanged": { "type": "integer" },
                "skipped": { "type": "integer" },
                "also_created": { "type": "integer", "description": "People and assets made of names in cells." },
                "problems": { "type": "array", "items": {
                    "type": "object",
                    "properties": { "row": { "type": ["integer", "null"] }, "field": { "type": ["string", "null"] }, "message": text },
                } },
            },
        },
    });
    schemas.as_object().cloned().unwrap_or_default()
}
