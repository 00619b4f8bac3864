use super::*;
#[test]
fn messy_try() {
    let mut files: Vec<_> = std::fs::read_dir("/tmp/messy").unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let mut by_file: Vec<SheetIn> = vec![];
    for f in files {
        let t = table("x", &std::fs::read_to_string(&f).unwrap());
        let mut rows = t.rows.into_iter();
        let head = rows.next().unwrap();
        let rows = rows.map(|r| RowIn { number: r.cells[0].parse().unwrap(), cells: r.cells[1..].to_vec() }).collect();
        by_file.push(SheetIn { file: head.cells[0].clone(), sheet: Some(head.cells[1].clone()), rows });
    }
    for d in ["intuitem__ciso-assistant-community", "GitCroque__iso27001-toolbox", "bkrishnaprabu__iso27001-isms-toolkit"] {
        for mut s in folder(&Path::new("/work/shared/samples/workbooks").join(d)) {
            if s.file.contains("RA_sample") { let t = std::fs::read_to_string(&s.file).unwrap(); s.rows = t.lines().zip(1..).map(|(l, n)| RowIn { number: n, cells: l.split(';').map(String::from).collect() }).collect(); }
            by_file.push(s);
        }
    }
    for s in by_file {
        let p = plan(&founded(), std::slice::from_ref(&s), &Choices::default(), now());
        let sp = &p.sheets[0];
        println!("=== {} | {:?} -> {:?} {:?} instead {:?} header {:?} rows {} = c{} ch{} u{} s{} +{}", sp.file, sp.sheet, sp.register, sp.confidence, sp.instead, sp.header_row, sp.rows.len(), sp.count(Becomes::Created), sp.count(Becomes::Changed), sp.count(Becomes::Unchanged), sp.count(Becomes::Skipped), sp.also_created);
        println!("    {}", sp.columns.iter().map(|c| format!("{}→{}", c.header.replace('\n', " "), c.field.as_deref().unwrap_or("·"))).collect::<Vec<_>>().join(" | "));
        for pr in sp.problems.iter().take(8) { println!("      {:?} {:?} {}", pr.row, pr.field, pr.message); }
        if sp.problems.len() > 8 { println!("      … {}", sp.problems.len()); }
    }
}
#[test]
fn speed_try() {
    let mut text = String::from("risk_id,title,type,asset_id,threat,likelihood,impact,inherent_score,existing_controls,treatment,owner_id,status,treatment_due,last_reviewed\n");
    for i in 0..10000 { text += &format!("R-{i},Risk {i},asset-based,AST-{},Fire,3,4,12,A.8.5; 5.1,Modify,P{},Open,2026-12-01,2026-01-01\n", i % 500, i % 100); }
    let t = table("risks.csv", &text);
    let isms = founded();
    let b = std::time::Instant::now();
    let (c, _) = decide(&isms, now(), &[t.clone()], &Choices::default(), vec![], SEED).unwrap();
    println!("first {:?}", b.elapsed());
    let isms = fold(isms, &c).unwrap();
    let b = std::time::Instant::now();
    let (c, _) = decide(&isms, now(), &[t], &Choices::default(), vec![], SEED).unwrap();
    println!("again {:?} {}", b.elapsed(), c.len());
}
