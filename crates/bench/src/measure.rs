//! Values of two pieces of work, taken by turns so that whatever else the machine does hits both.

use std::time::Instant;

/// What one figure took, in one unit, in the order in which it was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Series(Vec<f64>);

impl Series {
    /// The value in the middle; of an even number, the mean of the two in the middle.
    pub fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        let at = |index: usize| sorted.get(index).copied().unwrap_or(f64::NAN);
        if sorted.len().is_multiple_of(2) {
            f64::midpoint(at(middle.wrapping_sub(1)), at(middle))
        } else {
            at(middle)
        }
    }

    /// The smallest and the largest.
    pub fn range(&self) -> (f64, f64) {
        self.0
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| {
                (least.min(*value), most.max(*value))
            })
    }
}

/// What was measured of the subject and of what it is compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    pub subject: Series,
    pub baseline: Series,
}

impl Pair {
    /// Subject by baseline of each round: a slow minute of the machine slows both and cancels out.
    pub fn ratios(&self) -> Series {
        let pairs = self.subject.0.iter().zip(&self.baseline.0);
        Series(pairs.map(|(subject, baseline)| subject / baseline).collect())
    }
}

/// Runs both once for nothing (caches, first connections), then `rounds` times by turns.
///
/// # Errors
/// The first failure of either.
pub fn by_turns(
    rounds: usize,
    mut subject: impl FnMut() -> anyhow::Result<f64>,
    mut baseline: impl FnMut() -> anyhow::Result<f64>,
) -> anyhow::Result<Pair> {
    subject()?;
    baseline()?;
    let (mut subjects, mut baselines) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        subjects.push(subject()?);
        baselines.push(baseline()?);
    }
    Ok(Pair {
        subject: Series(subjects),
        baseline: Series(baselines),
    })
}

/// The milliseconds that `work` takes.
///
/// # Errors
/// Those of `work`.
pub fn milliseconds<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(f64, T)> {
    let start = Instant::now();
    let done = work()?;
    Ok((start.elapsed().as_secs_f64() * 1e3, done))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_not_moved_by_one_slow_run() {
        assert!((Series(vec![3.0, 900.0, 1.0]).median() - 3.0).abs() < 1e-9);
        assert!((Series(vec![4.0, 1.0, 2.0, 3.0]).median() - 2.5).abs() < 1e-9);
        assert_eq!(Series(vec![3.0, 900.0, 1.0]).range(), (1.0, 900.0));
        assert!(Series(Vec::new()).median().is_nan());
    }

    #[test]
    fn both_are_measured_by_turns_after_one_run_for_nothing() {
        let order = std::cell::RefCell::new(String::new());
        let record = |name: char, value: f64| {
            order.borrow_mut().push(name);
            Ok(value)
        };
        let pair = by_turns(2, || record('a', 6.0), || record('b', 2.0)).unwrap();
        assert_eq!(order.borrow().as_str(), "ababab");
        assert!((pair.ratios().median() - 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_failure_is_handed_on() {
        assert!(by_turns(2, || Ok(1.0), || anyhow::bail!("no database")).is_err());
    }
}
