//! Client ids: 36 bytes of `[A-Za-z0-9._:/-]`, then zeros.

pub const LENGTH: usize = 36;

/// `text` as a client id, zero padded; `None` if it is too long or has other characters. Empty text gives zeros.
pub fn from_text(text: &str) -> Option<[u8; LENGTH]> {
    let mut id = [0; LENGTH];
    id.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
    (is_client_id_or_empty(&id) && !text.contains('\0')).then_some(id)
}

/// The text before the padding; `""` for bytes that are no client id.
pub fn to_text(id: &[u8; LENGTH]) -> &str {
    let end = id.iter().position(|&byte| byte == 0).unwrap_or(LENGTH);
    str::from_utf8(&id[..end]).unwrap_or("")
}

/// Valid and not empty.
#[inline]
pub fn is_client_id(id: &[u8; LENGTH]) -> bool {
    id[0] != 0 && is_client_id_or_empty(id)
}

/// Valid, or zeros throughout. Without branches, so that it compiles to vector instructions.
#[inline]
pub fn is_client_id_or_empty(id: &[u8; LENGTH]) -> bool {
    let mut bad = false;
    for &byte in id {
        // '-' to ':' are one run of ASCII: - . / 0 to 9 :
        let digit = byte.wrapping_sub(b'-') <= b':' - b'-';
        let letter = (byte | 0x20).wrapping_sub(b'a') <= b'z' - b'a';
        bad |= !(digit | letter | (byte == b'_') | (byte == 0));
    }
    for at in 1..LENGTH {
        bad |= (id[at - 1] == 0) & (id[at] != 0);
    }
    !bad
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_each_allowed_character_and_no_other() {
        for byte in 0..=255u8 {
            let mut id = [0; LENGTH];
            id[0] = byte;
            let allowed = byte.is_ascii_alphanumeric() || b"._:/-".contains(&byte);
            assert_eq!(is_client_id(&id), allowed, "{byte:#04x}");
            id = [b'x'; LENGTH];
            id[LENGTH - 1] = byte;
            assert_eq!(is_client_id(&id), allowed || byte == 0, "{byte:#04x} last");
        }
    }

    #[test]
    fn padding_is_zeros_only() {
        for gap in 0..LENGTH - 1 {
            let mut id = [b'x'; LENGTH];
            id[gap] = 0;
            assert!(!is_client_id_or_empty(&id), "gap at {gap}");
            id[gap..].fill(0);
            assert!(is_client_id_or_empty(&id), "{gap} characters");
        }
        assert!(!is_client_id(&[0; LENGTH]));
    }

    #[test]
    fn converts_text() {
        let id = from_text("order-1:a/b_C.9").expect("valid");
        assert_eq!(to_text(&id), "order-1:a/b_C.9");
        assert_eq!(from_text(""), Some([0; LENGTH]));
        assert_eq!(from_text(&"x".repeat(36)).as_ref().map(to_text), Some("x".repeat(36).as_str()));
        for bad in ["a b", "ü", "a\0", "\0", &"x".repeat(37)] {
            assert_eq!(from_text(bad), None, "{bad:?}");
        }
    }
}
