//! What market data begin from: books as of a snapshot, and the candles and statistics that no book tells.

use crate::market::images;
use crate::routing;
use crate::state::State;
use std::ops::ControlFlow;
use tapebook_feed::Feed;
use tapebook_journal::snapshot::{SnapshotMeta, read_beside};
use tapebook_journal::{JournalError, Storage, events};
use tapebook_schema::ReportHeader;

/// Tells a feed of events, whole commands of them.
pub fn follow(feed: &mut Feed, events: &[u8]) {
    for (_, header, body) in routing::frames(events) {
        let report = report_of(body);
        feed.event(header.type_(), body, report.sequence(), report.time());
    }
}

fn report_of(body: &[u8]) -> ReportHeader {
    ReportHeader(body[..ReportHeader::SIZE].try_into().expect("events begin with it"))
}

/// The feed as of a snapshot (`None`: as of the beginning), to be told of every event since. Candles and statistics
/// come from beside the snapshot; where they are missing or damaged, those of trades from the events that are kept, and
/// a damage is named in `passed_over`. O(state); without what is beside it O(events kept) once.
pub fn begin<S: Storage>(
    storage: &S,
    state: &State,
    meta: Option<&SnapshotMeta>,
    passed_over: &mut Vec<String>,
) -> Feed {
    let engine = &state.engine;
    let mut feed = Feed::new(&images(state), engine.sequence(), engine.time());
    let Some(meta) = meta else { return feed };
    match read_beside(storage, meta) {
        Ok(Some(history)) if feed.restore(&history) => return feed,
        Ok(Some(_)) => passed_over.push(format!("the statistics at {}: of another version", meta.sequence)),
        Ok(None) => {}
        Err(why) => passed_over.push(why.to_string()),
    }
    if let Err(why) = remember(storage, &mut feed, meta.sequence) {
        passed_over.push(format!("the statistics begin late: {why}"));
    }
    feed
}

/// Counts the trades of the events that are kept, up to a command.
fn remember<S: Storage>(storage: &S, feed: &mut Feed, until: u64) -> Result<(), JournalError> {
    let mut reader = events::EventReader::new(storage.clone());
    let oldest = reader.oldest_sequence()?;
    reader.read_from(oldest, &mut |first, _, bytes| {
        if first > until {
            return ControlFlow::Break(());
        }
        for (_, header, body) in routing::frames(bytes) {
            let report = report_of(body);
            if report.sequence() <= until {
                feed.remember(header.type_(), body, report.time());
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(())
}
