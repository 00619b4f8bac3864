//! Where a request stands: what its caller may see, at which address; and how a page or a refusal answers it.

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, Uri, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use isms::{AnyRegister, annex_a, plain};
use maud::{Markup, html};
use recorder::{NotRecorded, Reader};

use super::{
    around::{around, with_day},
    naming::path,
    shown::called,
};
use crate::{
    app::App,
    parts::{self, PageTitle, Way, page_title},
    problem::Failed,
    sign_in::At,
    words::{capital, say, say_with},
};

/// A request to a page by somebody who is signed in.
pub struct Here {
    pub app: App,
    pub reader: Reader,
    pub uri: Uri,
}

impl FromRequestParts<App> for Here {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Here, Response> {
        let At(reader) = At::from_request_parts(parts, app).await?;
        Ok(Here { app: app.clone(), reader, uri: parts.uri.clone() })
    }
}

impl Here {
    /// The same page on the state of now.
    pub fn now(&self) -> Here {
        Here { app: self.app.clone(), reader: self.app.recorder.read(self.reader.caller()), uri: self.uri.clone() }
    }

    /// The page in its frame.
    pub fn page(&self, title: &str, body: &Markup) -> Markup {
        around(&self.app, &self.reader, &self.uri).page(title, body)
    }

    /// An address that stays on the day looked at.
    pub fn href(&self, href: &str) -> String {
        with_day(&self.reader, href)
    }

    /// Whether something may be changed here: the past is read only.
    pub fn is_today(&self) -> bool {
        self.reader.day.as_of.is_none()
    }

    /// The pairs of the address, in their order, those of the day left out.
    pub fn query(&self) -> Vec<(String, String)> {
        let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&self.uri);
        let pairs = pairs.map(|query| query.0).unwrap_or_default();
        pairs.into_iter().filter(|(name, _)| name != "as_of" && name != "today").collect()
    }

    /// The record below whose page this is, where the reader sees one.
    fn record(&self) -> Option<(String, String)> {
        let mut parts = self.uri.path().split('/').skip(2);
        let (id, _) = (parts.next()?.parse().ok()?, parts.next()?);
        let head = self.reader.head(id)?;
        Some((say_with("Back to {called}", &[("called", &called(&head))]), self.href(&path(id))))
    }

    /// For what is not there, a search by what stands in its place in the path.
    fn search(&self, failed: &Failed) -> Option<String> {
        let wanted = self.uri.path().split('/').nth(2).filter(|_| failed.status() == StatusCode::NOT_FOUND)?;
        // It is encoded, but for what has a meaning in a query only: `&` begins another pair there, `+` is a space.
        let wanted = wanted.replace('&', "%26").replace('+', "%2B");
        Some(self.href(&format!("/search?q={wanted}")))
    }

    /// The answer, or the refusal in the frame of the pages.
    pub fn answer(&self, answer: Result<Response, Failed>) -> Response {
        answer.unwrap_or_else(|failed| self.refused(failed))
    }

    /// Where a path that names a record by the organisation's own number leads: to the same page under its id, if
    /// exactly one that may be seen has this number.
    pub fn by_reference(&self, register: &dyn AnyRegister, number: &str) -> Option<String> {
        let [id] = self.reader.find(register, number).try_into().ok()?;
        let of_annex_a = annex_a::control(id).map(|_| annex_a::number(id));
        let known = self.reader.head(id)?.reference.into_iter().chain(of_annex_a);
        let below = self.uri.path().splitn(4, '/').nth(3).map(|below| format!("/{below}")).unwrap_or_default();
        let query = self.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        known.into_iter().any(|known| plain(&known) == plain(number)).then(|| format!("{}{below}{query}", path(id)))
    }

    /// A no in the frame: what not, why, and that nothing was changed.
    pub fn refused(&self, failed: Failed) -> Response {
        if let Failed::Elsewhere(path) = &failed {
            return to(path);
        }
        let failed = failed.logged();
        let title = failed.title();
        let record = self.record();
        let record = record.as_ref().map(|(words, href)| Way::new(words, href));
        let back: Vec<Way> = record.into_iter().chain([Way::new(say("Back to the first page"), "/")]).collect();
        let said = match failed.refusal() {
            Some(refusal) => {
                let (said_no, why) = (sentence(&refusal.asked.to_string()), reasons(refusal));
                parts::refusal(&parts::Refusal { said_no: &said_no, why, ways: &back, kept: None, rule: None })
            }
            None => html! {
                div.refusal {
                    p.said_no role="alert" { (sentence(&failed.to_string())) }
                    p.acts {
                        @if let Some(search) = self.search(&failed) { a href=(search) { (say("Search for it")) } }
                        @for way in &back { a href=(way.href) { (way.words) } }
                    }
                }
            },
        };
        let body = html! { (page_title(&PageTitle { title, ..PageTitle::default() })) (said) };
        failed.on(self.page(title, &body))
    }
}

fn reasons(refusal: &isms::Refusal) -> Markup {
    html! { @for reason in &refusal.reasons { (super::form::sentence(reason)) " " } }
}

fn sentence(message: &str) -> String {
    let message = capital(message);
    if message.ends_with(['.', '!', '?']) { message } else { message + "." }
}

/// To another page, after something was recorded.
pub fn to(href: &str) -> Response {
    Redirect::to(href).into_response()
}

/// What is said where the past would be changed.
pub fn past_is_read_only() -> Failed {
    NotRecorded::NotTaken(
        say("this page shows another day than today, and the past cannot be changed: go back to today").into(),
    )
    .into()
}
