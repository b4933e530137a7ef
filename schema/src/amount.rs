use crate::Amount;

impl From<i128> for Amount {
    #[inline]
    fn from(value: i128) -> Self {
        Amount(value.to_le_bytes())
    }
}

impl From<Amount> for i128 {
    #[inline]
    fn from(amount: Amount) -> Self {
        i128::from_le_bytes(amount.0)
    }
}

impl From<&Amount> for i128 {
    #[inline]
    fn from(amount: &Amount) -> Self {
        i128::from_le_bytes(amount.0)
    }
}

#[cfg(test)]
mod tests {
    use crate::Amount;

    #[test]
    fn converts_both_ways() {
        for value in [0, 1, -1, i128::MAX, i128::MIN, i128::from(u64::MAX) + 1] {
            let amount = Amount::from(value);
            assert_eq!(i128::from(amount), value);
            assert_eq!(amount.lo(), value as u64);
            assert_eq!(amount.hi(), (value >> 64) as i64);
        }
    }
}
