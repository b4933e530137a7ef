//! Feeds beside the binary port's own.

use super::*;
use crate::itch::{ItchFeed, ItchSettings};
use crate::market::listed;
use crate::moves::Moves;
use crate::outlet::Outlet;
use crate::traffic::Traffic;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use tapebook_feed::FeedCounts;

impl<S: Storage, C: Clock> Core<S, C> {
    /// Starts the stock venue's feed (MD-17) as of the newest command. To be called before the first message.
    ///
    /// # Errors
    /// In words: an address or the session's file cannot be had, or commands are under way already.
    pub fn start_itch(&mut self, settings: &ItchSettings) -> Result<(), String> {
        if !self.is_drained() {
            return Err("the ITCH feed begins with the core, not later".to_owned());
        }
        let engine = &self.state.engine;
        let feed = ItchFeed::start(settings, &listed(&self.state), engine.time(), engine.generation())?;
        self.helpers.itch = Some(feed);
        Ok(())
    }

    /// From now on market data for connections with odd numbers leave through a socket, whose far end this is: for a
    /// process that serves them. See [`crate::outlet`].
    ///
    /// # Errors
    /// If no socket or thread can be had.
    pub fn open_outlet(&mut self) -> std::io::Result<OwnedFd> {
        let (near, far) = UnixStream::pair()?;
        self.helpers.feed(FeedMessage::Outlet(Outlet::start(near)?));
        Ok(far.into())
    }

    /// What the feeds of the binary ports did.
    pub fn feed_counts(&self) -> FeedCounts {
        *self.helpers.feed_counts.lock().expect("nobody panics with it")
    }

    /// What happened in the markets since the start, as far as the feed's thread has come.
    pub fn moves(&self) -> Moves {
        self.helpers.moves.lock().expect("nobody panics with it").clone()
    }

    /// How long orders took and what became of them, as far as the feed's thread has come.
    pub fn traffic<T>(&self, look: impl FnOnce(&Traffic) -> T) -> T {
        look(&self.helpers.traffic.lock().expect("nobody panics with it"))
    }

    /// The stock venue's feed, if it was started.
    pub fn itch(&self) -> Option<&ItchFeed> {
        self.helpers.itch.as_ref()
    }
}
