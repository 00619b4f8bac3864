//! The table of `table.txt`, read.

use std::collections::BTreeMap;

use recorder::Role;

/// What the table says.
pub struct Table {
    /// The kind of each register; one that the table does not name is general.
    pub kinds: BTreeMap<String, String>,
    /// How far a role reaches, by kind and action.
    rights: BTreeMap<(String, String), Vec<Reach>>,
    /// What each method and path comes to.
    pub routes: BTreeMap<(String, String), Vec<String>>,
}

/// How far a right reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reach {
    None,
    Own,
    Published,
    Open,
    Every,
}

/// What a record is to somebody.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct State {
    pub restricted: bool,
    pub names_caller: bool,
    pub published: bool,
}

impl Reach {
    fn read(word: &str) -> Reach {
        match word {
            "-" => Reach::None,
            "own" => Reach::Own,
            "published" => Reach::Published,
            "open" => Reach::Open,
            "every" => Reach::Every,
            other => panic!("`{other}` is no reach"),
        }
    }

    /// Whether it reaches a record.
    pub fn covers(self, state: State) -> bool {
        match self {
            Reach::None => false,
            Reach::Own => state.names_caller,
            Reach::Published => state.names_caller || (state.published && !state.restricted),
            Reach::Open => state.names_caller || !state.restricted,
            Reach::Every => true,
        }
    }
}

impl Table {
    pub fn read() -> Table {
        let kinds = isms::ALL.iter().map(|register| (register.name().to_owned(), "general".to_owned())).collect();
        let mut table = Table { kinds, rights: BTreeMap::new(), routes: BTreeMap::new() };
        let mut section = "";
        for line in include_str!("table.txt").lines().map(str::trim) {
            let words: Vec<&str> = line.split_whitespace().collect();
            match (section, words.as_slice()) {
                (_, []) => {}
                (_, [comment, ..]) if comment.starts_with('#') => {}
                (_, [name]) if name.starts_with('[') => section = name,
                ("[kinds]", [kind, registers @ ..]) => {
                    for register in registers {
                        let was = table.kinds.insert(register.to_string(), kind.to_string());
                        assert_eq!(was.as_deref(), Some("general"), "`{register}` is no register, or stands twice");
                    }
                }
                ("[rights]", [kind, action, cells @ ..]) => {
                    assert_eq!(cells.len(), Role::ALL.len(), "{line}");
                    let reaches = cells.iter().map(|cell| Reach::read(cell)).collect();
                    table.rights.insert((kind.to_string(), action.to_string()), reaches);
                }
                ("[routes]", [method, path, what @ ..]) => {
                    let what = what.iter().map(|word| word.to_string()).collect();
                    table.routes.insert((method.to_string(), path.to_string()), what);
                }
                _ => panic!("`{line}` cannot be read"),
            }
        }
        table
    }

    /// How far a role reaches.
    pub fn reach(&self, kind: &str, action: &str, role: Role) -> Reach {
        let column = Role::ALL.iter().position(|known| *known == role).unwrap();
        self.rights.get(&(kind.into(), action.into())).unwrap_or_else(|| panic!("no line for {kind} {action}"))[column]
    }
}
