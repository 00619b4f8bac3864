//! The description of this API: OpenAPI 3.1, made of the registers' own descriptions, so that it cannot lag behind them.

mod beside;
mod parts;
mod register;
mod schema;

use std::sync::LazyLock;

use axum::{
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use isms::ALL;
use serde_json::{Map, Value, json};

use crate::serve::Route;

pub fn routes() -> Vec<Route> {
    vec![("/api/openapi.json", get(openapi))]
}

/// No sign-in needed: it says what can be asked, and nothing of anybody's records.
async fn openapi() -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(|| document().to_string());
    ([(header::CONTENT_TYPE, "application/json")], TEXT.as_str()).into_response()
}

/// The whole document.
pub fn document() -> Value {
    let paths = ALL.iter().flat_map(|register| register::paths(register.description()));
    let (mut all, mut schemas) = (Map::new(), parts::schemas());
    for (path, item) in paths.chain(beside::paths()) {
        merge(&mut all, path, item);
    }
    for register in ALL {
        schemas.extend(schema::schemas(register.description()));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Castellan",
            "version": env!("CARGO_PKG_VERSION"),
            "description": INTRODUCTION,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "security": [{ "token": [] }, { "session": [] }],
        "paths": all,
        "components": {
            "schemas": schemas,
            "parameters": parts::parameters(),
            "responses": parts::responses(),
            "securitySchemes": parts::security(),
        },
    })
}

/// Two descriptions of one path become one: its methods stand together.
fn merge(all: &mut Map<String, Value>, path: String, item: Value) {
    match (all.get_mut(&path).and_then(Value::as_object_mut), item) {
        (Some(known), Value::Object(methods)) => known.extend(methods),
        (_, item) => _ = all.insert(path, item),
    }
}

const INTRODUCTION: &str = "The registers of an information security management system, the acts on their records, \
and what follows from them on any day. Every change is an act that the ledger keeps. A change of a record says with \
`If-Match` which revision it was made on; `Idempotency-Key` lets any request with a JSON body be sent again without \
being done twice; `as_of` shows what was recorded by the end of a day. What the caller may not see is answered as what \
is not there. Every no is a problem document (RFC 9457) that says why and what to do.";
