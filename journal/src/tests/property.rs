use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::format::segment_name;

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any groups, watermarks and restarts come back as written, wherever the last one is torn.
    #[test]
    fn recovers_exactly_the_groups_before_the_torn_one(
        groups in vec((vec(vec(any::<u8>(), 0..200), 1..4), any::<bool>(), 0..4_u8), 1..20),
        torn_at in any::<prop::sample::Index>(),
        garbage in any::<u8>(),
    ) {
        let storage = MemStorage::default();
        let (mut writer, _, _) = open(&storage, SMALL);
        let mut expected = Seen::default();
        let mut before = expected.clone();
        for (payloads, watermark, reopen) in &groups {
            if *watermark {
                writer.commit_watermark().unwrap();
            }
            if *reopen == 0 {
                drop(writer);
                writer = open(&storage, SMALL).0;
            }
            before = expected.clone();
            for (number, payload) in payloads.iter().enumerate() {
                expected.records.push((writer.next_sequence() + number as u64, payload.clone()));
            }
            let borrowed: Vec<&[u8]> = payloads.iter().map(Vec::as_slice).collect();
            let last = put(&mut writer, &borrowed).unwrap();
            expected.groups.push((last, tag(last)));
        }
        drop(writer);
        let (seen, tail) = read(&storage).unwrap();
        prop_assert_eq!(&seen, &expected);

        let tail = tail.unwrap();
        let (at, length) = tail.last_group.unwrap();
        let kept = torn_at.index(length);
        let mut bytes = storage.contents(&tail.segment).unwrap();
        let rest = &mut bytes[at as usize + kept..at as usize + length];
        prop_assume!(rest.iter().any(|byte| *byte != garbage));
        rest.fill(garbage);
        storage.put(&tail.segment, bytes);
        let (_, seen, _) = open(&storage, SMALL);
        prop_assert_eq!(&seen, &before);
    }

    /// Whatever stands in a file, reading it ends with an answer.
    #[test]
    fn never_panics_on_any_bytes(
        noise in vec(any::<u8>(), 0..3000),
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 0..20),
    ) {
        let disk = MemStorage::default();
        disk.put(&segment_name(1), noise);
        prop_assert!(read(&disk).is_err());
        prop_assert!(crate::parse_segment(&disk.contents(&segment_name(1)).unwrap()).is_err());

        let (storage, all) = two_segments();
        let name = segment_name(1);
        let mut bytes = storage.contents(&name).unwrap();
        for (place, value) in changes {
            let place = place.index(bytes.len());
            bytes[place] = value;
        }
        let _ = crate::parse_segment(&bytes);
        storage.put(&name, bytes);
        if let Ok((seen, _)) = read(&storage) {
            prop_assert_eq!(seen, all);
        }
    }
}
