//! The pages that every register gets from its description, as a browser meets them.

mod edits;
mod first_steps;
mod home;
mod lists;
mod readiness;
mod refusals;
mod registers;
mod roles;
mod sign_in;
mod standards;
mod undecided;

use axum::{
    body::Body,
    http::{StatusCode, header},
};

use crate::house::{Answer, Program};

impl Program<'_> {
    /// Sends a form of a page.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            fields.iter().map(|(name, text)| format!("{}={}", encoded(name), encoded(text))).collect();
        let request = self.request("POST", path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.house.send(request.body(Body::from(body.join("&"))).unwrap()).await
    }

    /// A page that is there.
    pub async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        answer.text()
    }
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// What stands in `main`, without marks, its white space made single.
pub fn words(page: &str) -> String {
    let main = page.split_once("<main").map_or(page, |(_, main)| main).split("</main>").next().unwrap();
    let mut words = String::new();
    for (at, part) in main.split('<').enumerate() {
        let text = if at == 0 { "" } else { part.split_once('>').map_or("", |(_, text)| text) };
        words.push_str(text);
        words.push(' ');
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
