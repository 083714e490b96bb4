/// Numbers drawn from a seed: the same on every machine and with every version of any library (SplitMix64).
#[derive(Clone, Debug)]
pub(super) struct Draw(u64);

impl Draw {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of `many` numbers from 0; 0 when there are none.
    pub(super) fn below(&mut self, many: usize) -> usize {
        let many = u64::try_from(many).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % many).unwrap_or_default()
    }

    /// A number from `least` to `most`, both included.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let many = usize::try_from(most - least + 1).unwrap_or_default();
        least + i64::try_from(self.below(many)).unwrap_or_default()
    }

    /// So many different numbers from 0, each below `below`; all of them when there are not so many.
    pub(super) fn different(&mut self, many: usize, below: usize) -> Vec<usize> {
        let mut left: Vec<usize> = (0..below).collect();
        let mut drawn = Vec::new();
        while drawn.len() < many && !left.is_empty() {
            let place = self.below(left.len());
            drawn.push(left.swap_remove(place));
        }
        drawn
    }
}
