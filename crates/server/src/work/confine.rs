//! What a child process takes from itself for good before it touches untrusted input: files, network, other programs,
//! and more memory and time than honest work needs.
//!
//! Where the kernel lacks a means the child goes on with the others and says so: a reader that refuses to work on an old
//! kernel would only be replaced by one without any limit.

use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetStatus, Scope};
use rlimit::Resource;
use seccompiler::{TargetArch, apply_filter, compile_from_json};
use serde_json::{Value, json};

/// Bytes of address space: about twice what the worst file within the limits of `formats` was seen to need.
pub const MEMORY: u64 = 1024 * 1024 * 1024;

/// Seconds of processor time: enough for the longest print. What is slower by the clock, the parent ends.
const PROCESSOR: u64 = 40;

/// System calls refused with "operation not permitted".
///
/// A list of what is allowed would be tighter, and break with every other C library or kernel; this one names what a
/// parser that was taken over would need: to open files, to talk, to start or seize other programs, to leave the box.
/// Signals to itself (`tgkill`) remain, since that is how a program aborts.
const REFUSED: &str = "
    openat openat2 open_by_handle_at unlinkat renameat2 linkat symlinkat mkdirat memfd_create
    socket socketpair connect bind listen accept accept4 sendto sendmsg io_uring_setup
    execve execveat kill tkill pidfd_open pidfd_send_signal
    ptrace process_vm_readv process_vm_writev bpf perf_event_open userfaultfd keyctl
    mount unshare setns";

/// Older names of the same calls, which newer processors' tables no longer have.
const REFUSED_TOO: &str = match cfg!(target_arch = "x86_64") {
    true => "open creat unlink rename link symlink mkdir fork vfork",
    false => "",
};

/// Error numbers of Linux: operation not permitted; no such system call.
const EPERM: u32 = 1;
const ENOSYS: u32 = 38;

/// The flag by which `clone` makes a thread, and not a process.
const CLONE_THREAD: u64 = 0x0001_0000;

/// Applies everything, and tells what could not be applied.
pub fn confine() -> Vec<String> {
    let done = limit_resources().into_iter().chain([close_files_and_network(), refuse_calls()]);
    done.filter_map(Result::err).collect()
}

/// Processes are not limited here but in [`refuse_calls`]: the resource limit would count threads as well, those of all
/// other programs of the same user included. Each limit is tried, whatever became of the others.
fn limit_resources() -> Vec<Result<(), String>> {
    let limits = [(Resource::AS, MEMORY), (Resource::CPU, PROCESSOR), (Resource::FSIZE, 0), (Resource::CORE, 0)];
    let limit = |(resource, wanted): (Resource, u64)| {
        let set = resource.get().and_then(|(_, hard)| resource.set(wanted.min(hard), wanted.min(hard)));
        set.map_err(|error| format!("{resource:?} could not be limited: {error}"))
    };
    limits.into_iter().map(limit).collect()
}

/// Landlock with no rule at all: no path can be opened, no port bound or connected to, no process outside signalled.
fn close_files_and_network() -> Result<(), String> {
    let applied = Ruleset::default()
        .handle_access(AccessFs::from_all(ABI::V5))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(ABI::V5)))
        .and_then(|rules| rules.scope(Scope::from_all(ABI::V6)))
        .and_then(|rules| rules.create()?.restrict_self());
    match applied {
        Ok(status) if status.ruleset != RulesetStatus::NotEnforced => Ok(()),
        Ok(_) => Err("this kernel has no Landlock; files are closed by seccomp alone".to_owned()),
        Err(error) => Err(format!("Landlock could not be applied: {error}")),
    }
}

/// Two filters. The first refuses; the second denies that `clone3` exists, whose arguments no filter can see, so that the
/// C library makes threads by `clone`, which the first one lets through for threads only.
fn refuse_calls() -> Result<(), String> {
    let names = REFUSED.split_ascii_whitespace().chain(REFUSED_TOO.split_ascii_whitespace());
    let mut refused: Vec<Value> = names.map(|name| json!({ "syscall": name })).collect();
    let process = json!({ "index": 0, "type": "qword", "op": { "masked_eq": CLONE_THREAD }, "val": 0 });
    refused.push(json!({ "syscall": "clone", "args": [process] }));
    apply(refused, EPERM)?;
    apply(vec![json!({ "syscall": "clone3" })], ENOSYS)
}

/// Makes the kernel answer the calls of these rules with an error from now on.
fn apply(rules: Vec<Value>, errno: u32) -> Result<(), String> {
    let filter =
        json!({ "child": { "mismatch_action": "allow", "match_action": { "errno": errno }, "filter": rules } });
    let machine = TargetArch::try_from(std::env::consts::ARCH).map_err(not_applied)?;
    let programs = compile_from_json(filter.to_string().as_bytes(), machine).map_err(not_applied)?;
    programs.values().try_for_each(|program| apply_filter(program).map_err(not_applied))
}

fn not_applied(error: impl std::fmt::Display) -> String {
    format!("seccomp could not be applied: {error}")
}
