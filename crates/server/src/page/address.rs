//! Addresses of filtered pages: the filter is the query, so that it can be kept, sent and gone back to.

/// A query of words and ids; what is empty, or is neither, is left out: it would find nothing.
pub fn query(pairs: &[(&str, &str)]) -> String {
    let plain =
        |value: &str| !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    let kept = pairs.iter().filter(|(_, value)| plain(value));
    kept.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// A path with a query, where there is one.
pub fn with(path: &str, query: &str) -> String {
    if query.is_empty() { path.into() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_and_ids_stand_in_a_query() {
        let pairs = [("show", "over"), ("owner", ""), ("asset", "A-0001"), ("rule", "a&b=c"), ("cell", "5x4")];
        assert_eq!(with("/risks", &query(&pairs)), "/risks?show=over&asset=A-0001&cell=5x4");
        assert_eq!(with("/risks", ""), "/risks");
    }
}
