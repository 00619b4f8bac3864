//! The policies against the table of `rights.md` and against the words the table was written from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use proptest::prelude::*;

use crate::cedar::Policies;
use crate::gate::{Gate, MAX_REMEMBERED};
use crate::question::{Principal, Question};
use crate::{Action, Kind, Role, Row, Scope};

static GATE: LazyLock<Gate> = LazyLock::new(|| Gate::new().unwrap());
static POLICIES: LazyLock<Policies> = LazyLock::new(|| Policies::built_in().unwrap());
static TABLE: LazyLock<BTreeMap<(Action, Kind), Line>> = LazyLock::new(table);

/// A line of the table, for one action and kind.
#[derive(Clone)]
struct Line {
    scopes: Vec<Scope>,
    sign_in: bool,
    person: bool,
}

fn table() -> BTreeMap<(Action, Kind), Line> {
    let mut table = BTreeMap::new();
    for row in include_str!("rights.md").lines().filter(|row| row.starts_with('|')).skip(2) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let scopes = cells[2..9].iter().map(|word| scope(word)).collect();
        let line = Line { scopes, sign_in: cells[9].contains("sign-in"), person: cells[9].contains("person") };
        for action in cells[0].split(", ") {
            for kind in cells[1].split(", ") {
                let cell = (action.parse().unwrap(), kind.parse().unwrap());
                assert!(table.insert(cell, line.clone()).is_none(), "{action} on {kind} stands in the table twice");
            }
        }
    }
    table
}

fn scope(word: &str) -> Scope {
    let scopes = [Scope::Own, Scope::Published, Scope::Unrestricted, Scope::All];
    let found = scopes.into_iter().find(|scope| scope.word() == word);
    found.unwrap_or_else(|| if word == "-" { Scope::None } else { panic!("no scope: {word}") })
}

/// What the table says: the widest scope of any role held, or none where a signature lacks what it needs.
fn by_table(question: &Question) -> Scope {
    let Some(line) = TABLE.get(&(question.action, question.kind)) else { return Scope::None };
    let Principal { roles, person, own_sign_in } = &question.principal;
    if (line.sign_in && !own_sign_in) || (line.person && !person) {
        return Scope::None;
    }
    let held = Role::ALL.iter().zip(&line.scopes).filter(|(role, _)| roles.contains(role));
    held.map(|(_, scope)| *scope).max().unwrap_or(Scope::None)
}

fn principal(roles: &[Role]) -> Principal {
    Principal { roles: roles.iter().copied().collect(), person: true, own_sign_in: true }
}

fn questions(principals: &[Principal]) -> Vec<Question> {
    let cells = || Action::ALL.iter().flat_map(|action| Kind::ALL.iter().map(|kind| (*action, *kind)));
    let ask = |principal: &Principal, (action, kind)| Question { principal: principal.clone(), action, kind };
    principals.iter().flat_map(move |principal| cells().map(move |cell| ask(principal, cell))).collect()
}

/// Each role alone, with and without a person, with and without their own sign-in.
fn single_roles() -> Vec<Principal> {
    let facts = [(true, true), (true, false), (false, true), (false, false)];
    let with = |role: Role| {
        facts.map(|(person, own_sign_in)| Principal { roles: BTreeSet::from([role]), person, own_sign_in })
    };
    Role::ALL.iter().flat_map(|role| with(*role)).collect()
}

fn all_role_sets() -> Vec<Principal> {
    let holds = |set: usize| Role::ALL.iter().enumerate().filter(move |(bit, _)| set >> bit & 1 == 1);
    (0..128).map(|set| principal(&holds(set).map(|(_, role)| *role).collect::<Vec<_>>())).collect()
}

#[test]
fn each_role_may_what_the_table_says() {
    for question in questions(&single_roles()) {
        let verdict = POLICIES.judge(&question);
        assert_eq!(verdict.scope, by_table(&question), "{question:?}: {verdict:?}");
        assert_eq!(verdict.fault, None, "{question:?}");
    }
}

#[test]
fn several_roles_may_the_most_that_any_of_them_may() {
    let (start, mut asked) = (Instant::now(), 0);
    for question in questions(&all_role_sets()) {
        assert_eq!(POLICIES.judge(&question).scope, by_table(&question), "{question:?}");
        asked += 1;
    }
    println!("{asked} decisions that were not remembered, {} µs each", start.elapsed().as_micros() / asked);
}

#[test]
fn without_any_one_policy_the_table_does_not_hold() {
    let questions = questions(&single_roles());
    for policy in POLICIES.set.policies() {
        let mut fewer = Policies::built_in().unwrap();
        fewer.set.remove_static(policy.id().clone()).unwrap();
        let differs = questions.iter().any(|question| fewer.judge(question).scope != by_table(question));
        assert!(differs, "nobody would miss the policy {}", policy.id());
    }
}

#[test]
fn every_policy_bears_a_sentence() {
    for policy in POLICIES.set.policies() {
        assert!(POLICIES.sentence(policy.id().as_ref()).is_some_and(|why| why.len() > 20), "{}", policy.id());
    }
}

/// The words of the roles, taken row by row; no scopes, no table.
fn by_words(role: Role, action: Action, kind: Kind, row: Row) -> bool {
    use Role::{Administrator, Auditor, ControlOwner, IsmsManager, Member, RiskOwner, TopManagement};
    let named = row.names_caller;
    let sees = role == IsmsManager || !row.restricted || named;
    let register = !matches!(kind, Kind::Accounts | Kind::Ledger);
    let whole = matches!(kind, Kind::Organisation | Kind::Ledger);
    match action {
        Action::Read | Action::Export | Action::View if kind == Kind::Accounts => {
            role == Administrator && action != Action::View
        }
        Action::Read | Action::Export if role == Member => {
            !whole && (named || (kind == Kind::Documents && row.published && !row.restricted))
        }
        Action::Read | Action::Export | Action::View => role != Member && sees,
        Action::Add if role == Member => kind == Kind::Incidents && sees,
        Action::Change if role == Member => kind == Kind::Tasks && named,
        Action::Add | Action::Change if role == Auditor => kind == Kind::Findings && sees,
        Action::Examine => {
            let everywhere = matches!(role, Administrator | IsmsManager | Auditor) && sees;
            kind == Kind::General && (everywhere || (matches!(role, RiskOwner | ControlOwner) && named))
        }
        Action::Change if matches!(role, RiskOwner | ControlOwner) => {
            register && !whole && kind != Kind::Statement && named
        }
        Action::Add | Action::Change | Action::Import => {
            register && matches!(role, Administrator | IsmsManager) && sees
        }
        Action::Accept => kind == Kind::General && !matches!(role, Auditor | Member) && named,
        Action::AcceptAboveLimit => kind == Kind::General && role == TopManagement && sees,
        Action::Approve | Action::RecordApproval => {
            let may = matches!(role, Administrator | IsmsManager);
            matches!(kind, Kind::Documents | Kind::Statement)
                && (may || (role == TopManagement && action == Action::Approve))
                && sees
        }
        Action::Settings => kind == Kind::Organisation && matches!(role, Administrator | IsmsManager),
        Action::ManageAccounts => kind == Kind::Accounts && role == Administrator,
        Action::OwnAccount => kind == Kind::Accounts && named,
        Action::Verify => kind == Kind::Ledger && role != Member,
        Action::Backup => kind == Kind::Ledger && role == Administrator,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn a_scope_picks_the_rows_that_deciding_row_by_row_picks(
        roles in proptest::collection::btree_set(proptest::sample::select(Role::ALL), 0..4),
        action in proptest::sample::select(Action::ALL),
        kind in proptest::sample::select(Kind::ALL),
        rows in proptest::collection::vec(any::<(bool, bool, bool)>(), 1..8),
    ) {
        let principal = Principal { roles: roles.clone(), person: true, own_sign_in: true };
        let scope = POLICIES.judge(&Question { principal, action, kind }).scope;
        for (names_caller, restricted, published) in rows {
            let row = Row { names_caller, restricted, published };
            let by_words = roles.iter().any(|role| by_words(*role, action, kind, row));
            prop_assert_eq!(scope.covers(row), by_words, "{:?} {} {} {:?}", roles, action, kind, row);
        }
    }
}

fn why(roles: &[Role], action: &str, kind: Kind) -> String {
    GATE.decide(&principal(roles), action, kind).why().to_string()
}

#[test]
fn a_refusal_says_who_may() {
    let ask = "ask one of them, or an administrator to grant you the role";
    let cases = [
        (
            why(&[Role::Auditor], "change", Kind::Tasks),
            format!(
                "you may not change tasks as auditor; administrator, ISMS manager, risk owner, control owner or member may: {ask}"
            ),
        ),
        (
            why(&[Role::Auditor, Role::Member], "accept-above-limit", Kind::General),
            format!("you may not sign for risks above the limit as auditor and member; top management may: {ask}"),
        ),
        (
            why(&[], "manage-accounts", Kind::Accounts),
            format!("you may not manage accounts as somebody without a role; administrator may: {ask}"),
        ),
        (why(&[Role::Administrator], "change", Kind::Ledger), "nobody may change the ledger".to_owned()),
        (
            why(&[Role::RiskOwner], "change", Kind::Findings),
            "as risk owner you may change audits and audit findings only if they name you; \
             administrator, ISMS manager or auditor may do more"
                .to_owned(),
        ),
        (
            why(&[Role::RiskOwner], "accept", Kind::General),
            "as risk owner you may accept risks as their owner only if they name you; nobody may do more".to_owned(),
        ),
        (
            why(&[Role::IsmsManager], "read", Kind::General),
            "an ISMS manager reads every register and the ledger, restricted records too".to_owned(),
        ),
    ];
    for (said, expected) in cases {
        assert_eq!(said, expected);
    }
}

#[test]
fn nobody_signs_for_another_and_no_role_helps() {
    let everything = Principal { own_sign_in: false, ..principal(Role::ALL) };
    for action in ["accept", "accept-above-limit", "approve", "record-approval"] {
        let kind = if action.starts_with("accept") { Kind::General } else { Kind::Documents };
        let decision = GATE.decide(&everything, action, kind);
        assert_eq!((decision.scope, &decision.policies), (Scope::None, &vec!["signing-needs-own-sign-in".to_owned()]));
        assert!(decision.why().to_string().contains("sign in as the one who signs"), "{}", decision.why());
    }
    let member = Principal { own_sign_in: false, ..principal(&[Role::Member]) };
    let decision = GATE.decide(&member, "accept", Kind::General);
    assert!(decision.why().to_string().starts_with("you may not accept risks"), "{}", decision.why());
}

#[test]
fn an_account_without_a_person_signs_nothing_but_records_approvals() {
    let first = Principal { person: false, ..principal(&[Role::Administrator]) };
    let decision = GATE.decide(&first, "approve", Kind::Statement);
    assert_eq!((decision.scope, &decision.policies), (Scope::None, &vec!["signing-needs-a-person".to_owned()]));
    assert_eq!(GATE.decide(&first, "record-approval", Kind::Statement).scope, Scope::Unrestricted);
}

#[test]
fn the_deciding_policies_are_named() {
    let decision = GATE.decide(&principal(&[Role::Administrator, Role::IsmsManager]), "settings", Kind::Organisation);
    assert_eq!((decision.scope, &decision.policies), (Scope::All, &vec!["settings".to_owned()]));
    let decision = GATE.decide(&principal(&[Role::Administrator, Role::TopManagement]), "approve", Kind::Documents);
    assert_eq!(decision.policies, ["administrator-approves", "top-management-approves"]);
    let decision = GATE.decide(&principal(&[Role::Member]), "change", Kind::General);
    assert!(decision.policies.is_empty());
}

#[test]
fn an_unknown_action_is_refused_to_everybody() {
    for word in ["frobnicate", "", "Read", "read ", "*", "{held}", r#"read" || true"#] {
        let decision = GATE.decide(&principal(Role::ALL), word, Kind::General);
        assert_eq!((decision.scope, &decision.alarm), (Scope::None, &None), "{word}");
        let start = format!("`{word}` is not an action; use one of: read, view, ");
        assert!(decision.why().to_string().starts_with(&start), "{}", decision.why());
    }
}

const EVERYTHING: &str = r#"@id("everything") @why("all may all") permit (principal, action, resource);"#;
const FAULTY: &str = r#"@id("faulty") permit (principal, action, resource) when { context.no_such_fact };"#;
const SCHEMA: &str = include_str!("policies.cedarschema");

#[test]
fn a_policy_that_cannot_be_judged_refuses_and_alarms() {
    let question = Question { principal: principal(&[Role::IsmsManager]), action: Action::Read, kind: Kind::General };
    assert_eq!(Policies::parse(EVERYTHING, SCHEMA).unwrap().judge(&question).scope, Scope::All);

    let gate = Gate::over(Policies::parse(&format!("{EVERYTHING}{FAULTY}"), SCHEMA).unwrap());
    let decision = gate.decide(&question.principal, "read", Kind::General);

    assert_eq!(decision.scope, Scope::None);
    assert!(decision.alarm.as_ref().is_some_and(|fault| fault.contains("no_such_fact")), "{decision:?}");
    assert!(decision.why().to_string().contains("tell an administrator"), "{}", decision.why());
}

#[test]
fn damaged_policies_do_not_start() {
    let damaged = [
        ("permit (principal, action, resource);", "has no name"),
        (&format!("{EVERYTHING}{EVERYTHING}"), "everything"),
        (FAULTY, "no_such_fact"),
        (r#"@id("a") permit (principal in Role::"boss", action, resource);"#, "boss"),
        (r#"@id("a") permit (principal, action == Action::"erase", resource);"#, "erase"),
        (r#"@id("a") permit (principal, action, resource) when { context.kind == Kind::"risks" };"#, "risks"),
        (r#"@id("a") permit (principal, action, resource) when { context.person == "yes" };"#, "not compatible"),
        (r#"@id("a") permit (principal, action, resource) when { principal in Kind::"general" };"#, "impossible"),
        ("permit", "unexpected"),
    ];
    for (policies, named) in damaged {
        let refused = Policies::checked(policies, SCHEMA).err().unwrap().to_string();
        assert!(refused.contains("does not start") && refused.contains(named), "{policies}: {refused}");
    }
}

#[test]
fn the_schema_knows_exactly_our_words() {
    let quoted = |words: Vec<&str>| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
    let roles = quoted(Role::ALL.iter().map(|role| role.word()).collect());
    let kinds = quoted(Kind::ALL.iter().map(|kind| kind.word()).collect());
    let scopes = quoted(Scope::ASKED.iter().map(|scope| scope.word()).collect());
    for (name, words) in [("Role", roles), ("Kind", kinds), ("Scope", scopes)] {
        assert!(SCHEMA.contains(&format!("entity {name} enum [{words}];")), "{name}: {words}");
    }
    let known: BTreeSet<String> = POLICIES.schema.actions().map(|action| action.id().unescaped().to_owned()).collect();
    assert_eq!(known, Action::ALL.iter().map(ToString::to_string).collect());
}

#[test]
fn a_word_is_the_same_in_text_and_json() {
    for role in Role::ALL {
        assert_eq!(role.to_string().parse(), Ok(*role));
        assert_eq!(serde_json::to_value(role).unwrap(), role.word());
        assert_eq!(serde_json::from_value::<Role>(role.word().into()).unwrap(), *role);
    }
    let refused = "boss".parse::<Role>().unwrap_err().to_string();
    assert_eq!(
        refused,
        "`boss` is not a role; use one of: administrator, isms-manager, top-management, risk-owner, control-owner, auditor, member"
    );
}

#[test]
fn a_decision_is_remembered_for_these_roles_and_facts_only() {
    let gate = Gate::new().unwrap();
    let owner = principal(&[Role::RiskOwner]);
    let first = gate.decide(&owner, "accept", Kind::General);
    assert!(Arc::ptr_eq(&first, &gate.decide(&owner, "accept", Kind::General)));
    let by_flag = Principal { own_sign_in: false, ..owner };
    assert_eq!(gate.decide(&by_flag, "accept", Kind::General).scope, Scope::None);
    assert_eq!(gate.decide(&principal(&[Role::Member]), "accept", Kind::General).scope, Scope::None);
}

#[test]
fn memory_is_bounded() {
    let gate = Gate::new().unwrap();
    let decision = gate.decide(&principal(&[]), "read", Kind::General);
    let others = questions(&all_role_sets()).into_iter().take(MAX_REMEMBERED);
    gate.remembered.write().unwrap().extend(others.map(|question| (question, Arc::clone(&decision))));

    gate.decide(&Principal { person: false, ..principal(&[]) }, "read", Kind::General);

    assert_eq!(gate.remembered.read().unwrap().len(), 1);
}
