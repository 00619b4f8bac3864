//! What is looked for among assets.
//!
//! ISO/IEC 27001, Annex A, A.5.9.

use super::{
    finding::{Finding, Judge, Rule, Way, days_after, fault, judge},
    owner,
    sentence::tell,
};
use crate::{Asset, Id, Isms};
use jiff::civil::Date;

/// What the rules find among assets.
pub fn findings(isms: &Isms, today: Date) -> Vec<Finding> {
    judge(&RULES, isms, today)
}

/// The rules of the register.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| rule)
}

/// The last day on which the review of an asset is still in time: its last review and the organisation's interval.
///
/// `None` where nobody ever looked at it: nothing is known that could have run out. `None` as well where the
/// organisation set no interval.
pub fn reviewed_until(isms: &Isms, asset: &Asset) -> Option<Date> {
    let days = isms.the_organisation()?.asset_review_days?;
    days_after(asset.last_reviewed?, days)
}

static RULES: [(Rule, Judge<Asset>); 4] = [
    (
        fault(
            "assets",
            "no-owner",
            ["{count} asset is owned by nobody", "{count} assets are owned by nobody"],
            "Name an owner",
            Way::Field("owner"),
            "An asset is owned by nobody. A.5.9 asks for an owner of each, who decides how it is protected and who gets at it.",
        ),
        |on| owner::nobody(on.held.id, &on.held.owner),
    ),
    (
        fault(
            "assets",
            "owner-departed",
            ["{count} asset is owned by somebody who left", "{count} assets are owned by somebody who left"],
            "Name an owner",
            Way::Field("owner"),
            "The owner of an asset has left. A.5.9 asks for an owner of each, who decides how it is protected and who gets at it.",
        ),
        |on| owner::gone(on.isms, on.held.id, &on.held.owner, on.today),
    ),
    (
        fault(
            "assets",
            "review-lapsed",
            ["{count} asset was to be looked at again", "{count} assets were to be looked at again"],
            "Look at it",
            Way::Act("reviewed"),
            "The time within which the organisation looks at each asset again has run out. An inventory that nobody looks at goes stale (A.5.9).",
        ),
        |on| {
            let until = reviewed_until(on.isms, on.held).filter(|until| *until < on.today)?;
            let last = on.held.last_reviewed?;
            Some(tell!(
                "{asset} was last looked at on {last}, and was to be looked at by {until}",
                asset = on.held.id,
                last = last,
                until = until
            ))
        },
    ),
    (
        fault(
            "assets",
            "same-name",
            ["{count} asset has the name of another", "{count} assets have the name of another"],
            "Tell them apart",
            Way::Field("name"),
            "Two assets have the same name, but for letter case and spaces. They may be one, entered twice: then risks and owners are split between them.",
        ),
        |on| {
            // One finding for all of the same name, at the first of them.
            let same: Vec<Id> = on.isms.assets().by_title(&on.held.name).collect();
            let first = same.len() > 1 && same.first() == Some(&on.held.id);
            first.then(|| tell!("{assets} have the same name: {name}", assets = same, name = on.held.name.trim()))
        },
    ),
];
