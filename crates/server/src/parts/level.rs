//! A level of risk: its word, and its rank among the organisation's levels.

/// A level of the organisation's own criteria.
#[derive(Clone, Copy)]
pub struct Level<'a> {
    pub name: &'a str,
    /// 0 is the lowest.
    pub rank: usize,
    /// How many levels there are.
    pub of: usize,
}

impl Level<'_> {
    /// The class that colours it: four colours are shared out over any number of levels, so that the lowest is always
    /// the calmest; levels of one colour still differ by gauge and word.
    pub fn class(&self) -> &'static str {
        let shade = match self.of {
            0..=1 => 0,
            2 => self.rank * 2,
            3..=4 => self.rank,
            _ => (self.rank * 6 + self.of - 1) / (2 * (self.of - 1)),
        };
        match shade {
            0 => "level_low",
            1 => "level_medium",
            2 => "level_high",
            _ => "level_critical",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shades(of: usize) -> String {
        (0..of).map(|rank| Level { name: "", rank, of }.class().as_bytes()[6] as char).collect()
    }

    #[test]
    fn four_colours_are_shared_out() {
        assert_eq!([1, 2, 3, 4].map(shades), ["l", "lh", "lmh", "lmhc"]);
        assert_eq!(shades(5), "lmhhc");
        assert_eq!(shades(10), "llmmmhhhcc");
    }
}
