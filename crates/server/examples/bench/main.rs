//! Speed and memory of the product over a synthetic organisation, beside a bare route that answers the same bytes.
//!
//! Run by `cargo xtask bench`. Figures are medians of a shared machine: read the ratios, not the times.

mod client;
mod organisation;
mod report;
mod served;

use std::time::{Duration, Instant};

use client::Client;
use report::{Report, median};
use served::{Bare, Served};

/// Requests in one round of one client.
const REQUESTS: usize = 200;
/// A round of what is slow ends sooner: its median is known by then.
const LONGEST_ROUND: Duration = Duration::from_secs(4);

fn main() -> anyhow::Result<()> {
    let program = std::env::args().nth(1).ok_or_else(|| anyhow::anyhow!("name the binary to measure"))?;
    let folder = tempfile::tempdir()?;
    let mut report = Report::default();
    println!("making 10,000 assets, 10,000 risks, 500 own controls and 20,000 pieces of evidence …");
    let token = organisation::make(folder.path())?;
    let served = Served::start(&program, folder.path(), &token)?;
    report.line("start to first page", format!("{:.2} s", served.first_page.as_secs_f64()), "aim under 1 s");
    for (what, path) in [
        ("list of 100 risks, JSON", "/api/v1/risks?limit=100"),
        ("list of 100 risks, sorted by title", "/api/v1/risks?limit=100&sort=-title"),
        ("one risk, JSON", "/api/v1/risks/R-5000"),
        ("list of assets, page", "/assets"),
        ("one asset, page", "/assets/A-5000"),
        ("risks and map, page", "/risks"),
        ("treatment plan, page", "/treatment"),
        ("findings, page", "/findings"),
        ("overdue, page", "/overdue"),
        ("search, page", "/search?q=notice"),
        ("readiness, page", "/readiness"),
        ("one clause, page", "/standards/6.1.2"),
        ("one control, page", "/controls/8.13"),
        ("home, page", "/"),
        ("statement of applicability, page", "/soa"),
        ("statement of applicability, JSON", "/api/v1/views/soa"),
    ] {
        compare(&mut report, &served, what, path)?;
    }
    for clients in [1, 64] {
        let rate = acts(&served, clients)?;
        report.line(&format!("acts a second, {clients} clients"), format!("{rate:.0}"), "");
    }
    report.line("memory", format!("{} MiB", served.memory_mib()?), "aim under 300 MB");
    report.print();
    Ok(())
}

/// The product and a bare route that answers the same bytes, in turns, so that both meet the same machine.
fn compare(report: &mut Report, served: &Served, what: &str, path: &str) -> anyhow::Result<()> {
    let mut client = Client::connect(served.address, Some(&served.token))?;
    let answer = client.get(path)?;
    anyhow::ensure!(answer.status == 200, "{path} answered {}", answer.status);
    let size = answer.body.len();
    let bare = Bare::start(answer.body)?;
    let mut plain = Client::connect(bare.address, None)?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let began = Instant::now();
    while ours.len() < REQUESTS && began.elapsed() < LONGEST_ROUND {
        ours.push(client.timed(path)?);
        theirs.push(plain.timed("/")?);
    }
    let (ours_at_once, theirs_at_once) =
        (rate(served.address, Some(&served.token), path)?, rate(bare.address, None, "/")?);
    let ratio = median(&ours, 50).as_secs_f64() / median(&theirs, 50).as_secs_f64();
    let times = format!("p50 {:.2} ms, p99 {:.2} ms", ms(median(&ours, 50)), ms(median(&ours, 99)));
    let note = format!(
        "{} KB; bare route p50 {:.2} ms: {ratio:.1}×; 8 clients {ours_at_once:.0}/s of {theirs_at_once:.0}/s: {:.1}×",
        size / 1024,
        ms(median(&theirs, 50)),
        theirs_at_once / ours_at_once
    );
    report.line(what, times, &note);
    Ok(())
}

/// Requests a second of eight clients.
fn rate(address: std::net::SocketAddr, token: Option<&str>, path: &str) -> anyhow::Result<f64> {
    let began = Instant::now();
    let work = || {
        let mut client = Client::connect(address, token)?;
        let mut answered = 0;
        while answered < REQUESTS / 4 && began.elapsed() < LONGEST_ROUND {
            client.get(path)?;
            answered += 1;
        }
        Ok::<_, anyhow::Error>(answered)
    };
    let answered = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(work)).collect();
        let counts =
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| anyhow::bail!("a client stopped")));
        counts.sum::<anyhow::Result<usize>>()
    })?;
    Ok(answered as f64 / began.elapsed().as_secs_f64())
}

/// Acts a second: each adds an asset and waits until it is durable.
fn acts(served: &Served, clients: usize) -> anyhow::Result<f64> {
    let each = (1_280 / clients).min(200);
    let began = Instant::now();
    std::thread::scope(|scope| {
        let work = |at: usize| {
            let mut client = Client::connect(served.address, Some(&served.token))?;
            (0..each).try_for_each(|n| {
                let answer = client.post("/api/v1/assets", &format!(r#"{{"name":"Measured {clients} {at} {n}"}}"#))?;
                anyhow::ensure!(answer.status == 201, "adding answered {}", answer.status);
                Ok(())
            })
        };
        let threads: Vec<_> = (0..clients).map(|at| scope.spawn(move || work(at))).collect();
        threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|_| anyhow::bail!("a client stopped")))
    })?;
    Ok((clients * each) as f64 / began.elapsed().as_secs_f64())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
