//! What a person decided about the tables, as their form sends it: `s0.register`, `s0.leave_out`, `s0.c3`.

use isms::import::{Choices, SheetChoice};

/// The field of a column that is kept in the notes.
pub const IN_NOTES: &str = "-";

/// What the columns of a table were shown for: chosen for one register, they say nothing of another.
pub fn shown_for(register: &str, header_row: Option<u32>) -> String {
    format!("{register}:{}", header_row.map(|row| row.to_string()).unwrap_or_default())
}

/// Reads the choices for so many tables; what is blank is left to be found out.
pub fn read(given: &[(String, String)], tables: usize) -> Choices {
    let mut choices = Choices { sheets: vec![SheetChoice::default(); tables], only_certain: false };
    for (name, value) in given {
        let Some((table, what)) = name.split_once('.') else { continue };
        let at = table.strip_prefix('s').and_then(|at| at.parse::<usize>().ok());
        let Some(choice) = at.and_then(|at| choices.sheets.get_mut(at)) else { continue };
        take(choice, what, value.trim());
    }
    for (at, choice) in choices.sheets.iter_mut().enumerate() {
        let shown = given.iter().find(|(name, _)| *name == format!("s{at}.shown_for")).map(|(_, shown)| shown.as_str());
        let now = shown_for(choice.register.as_deref().unwrap_or_default(), choice.header_row);
        if shown.is_some_and(|shown| shown != now) {
            choice.columns.clear();
        }
    }
    choices
}

fn take(choice: &mut SheetChoice, what: &str, value: &str) {
    let said = || Some(value.to_owned()).filter(|value| !value.is_empty());
    match what {
        "leave_out" => choice.leave_out = true,
        "register" => choice.register = said(),
        "header_row" => choice.header_row = value.parse().ok(),
        "source" => choice.source = said(),
        _ => {
            let column = what.strip_prefix('c').and_then(|column| column.parse().ok());
            if let (Some(column), Some(field)) = (column, said()) {
                choice.columns.insert(column, Some(field).filter(|field| field != IN_NOTES));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_read_by_table_and_column() {
        let given = [
            ("s0.register", "risks"),
            ("s0.c2", "owner"),
            ("s0.c3", "-"),
            ("s0.c4", ""),
            ("s1.leave_out", "on"),
            ("s9.register", "assets"),
            ("s0.c999999999999999999999", "x"),
            ("import", "1"),
        ];
        let given: Vec<(String, String)> = given.map(|(name, value)| (name.into(), value.into())).into();
        let choices = read(&given, 2);
        assert_eq!(choices.sheets[0].register.as_deref(), Some("risks"));
        assert_eq!(choices.sheets[0].columns.get(&2), Some(&Some("owner".into())));
        assert_eq!(choices.sheets[0].columns.get(&3), Some(&None));
        assert_eq!(choices.sheets[0].columns.len(), 2);
        assert!(choices.sheets[1].leave_out);
    }

    #[test]
    fn columns_chosen_for_another_register_or_heading_are_found_out_again() {
        let columns = |shown: &str| {
            let given = [("s0.register", "risks"), ("s0.header_row", "3"), ("s0.c2", "owner"), ("s0.shown_for", shown)];
            let given: Vec<(String, String)> = given.map(|(name, value)| (name.into(), value.into())).into();
            read(&given, 1).sheets[0].columns.len()
        };
        assert_eq!([columns("risks:3"), columns("assets:3"), columns("risks:1")], [1, 0, 0]);
    }
}
