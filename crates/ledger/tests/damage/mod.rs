//! Damage to files: by chance, and the same in every run.

/// Damages files, now and then with pieces that readers may stumble over.
pub struct Damage {
    dice: u64,
    tokens: &'static [&'static [u8]],
}

impl Damage {
    pub fn new(seed: u64, tokens: &'static [&'static [u8]]) -> Self {
        Self { dice: seed, tokens }
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        usize::try_from(self.dice % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    pub fn done_to(&mut self, seed: &[u8]) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        for _ in 0..=self.below(6) {
            let place = self.below(bytes.len() + 1);
            let end = (place + 1 + self.below(50)).min(bytes.len());
            match self.below(6) {
                0 if place < bytes.len() => bytes[place] = u8::try_from(self.below(256)).unwrap(),
                1 if place < bytes.len() => bytes[place] ^= 1 << self.below(8),
                2 => drop(bytes.drain(place.min(end)..end)),
                3 => {
                    let again = bytes[place.min(end)..end].to_vec();
                    bytes.splice(place..place, again);
                }
                4 if self.below(4) == 0 => bytes.truncate(place),
                _ => {
                    let token = self.tokens[self.below(self.tokens.len())];
                    bytes.splice(place..place, token.iter().copied());
                }
            }
        }
        bytes
    }
}
