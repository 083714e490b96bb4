//! Memory, measured in a process of its own, so that it is the reading's and nobody else's.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, ensure};
use clap::Args;

use super::Task;

/// What the process is told.
#[derive(Debug, Args)]
pub struct Order {
    task: Task,
    path: PathBuf,
    rows: u64,
}

/// The parent's side: the largest resident size that a process doing `task` had, in MiB.
pub fn peak_mebibytes(task: Task, path: &Path, rows: u64) -> anyhow::Result<f64> {
    let name = clap::ValueEnum::to_possible_value(&task).context("every task has a name")?;
    let output = Command::new(std::env::current_exe()?)
        .arg("memory-of-ledger")
        .args([name.get_name(), &path.display().to_string(), &rows.to_string()])
        .output()?;
    let words = String::from_utf8_lossy(&output.stdout);
    let failure = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "the process for {name:?} failed: {failure}"
    );
    let kibibytes: u32 = words.trim().parse().context("the process did not say its size")?;
    Ok(f64::from(kibibytes) / 1024.0)
}

/// The child's side: does it and prints its peak in KiB.
///
/// # Errors
/// Those of the task, and when the system does not say the size of a process.
pub fn answer(order: &Order) -> anyhow::Result<()> {
    order.task.run(&order.path, order.rows)?;
    let status = std::fs::read_to_string("/proc/self/status")?;
    println!(
        "{}",
        high_water_mark(&status).context("the system does not say VmHWM")?
    );
    Ok(())
}

/// The line `VmHWM:     12345 kB` of a process status (proc(5)).
fn high_water_mark(status: &str) -> Option<u32> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read_from_the_process_status() {
        let status = "Name:\tbench\nVmPeak:\t  9999 kB\nVmHWM:\t  5120 kB\nVmRSS:\t   1 kB\n";
        assert_eq!(high_water_mark(status), Some(5120));
        assert_eq!(high_water_mark("Name:\tbench\n"), None);
        assert!(high_water_mark(&std::fs::read_to_string("/proc/self/status").unwrap()).is_some());
    }
}
