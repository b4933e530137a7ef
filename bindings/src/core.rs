//! The live sequencer.

use crate::{failed, hex, market, random};
use napi::bindgen_prelude::{Function, Uint8Array, Uint32Array};
use napi::threadsafe_function::ThreadsafeFunctionCallMode;
use napi_derive::napi;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::os::fd::IntoRawFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tapebook_journal::DiskStorage;
use tapebook_schema::{Policy, RejectReason};
use tapebook_sequencer::itch::ItchSettings;
use tapebook_sequencer::{Core as Sequencer, OpenSettings, Output, Recovery, SystemClock, Wake, open};

/// A disk that syncs within this time is waited for where the sockets are, if it is for few commands.
const INLINE_SYNC_NS: u64 = 500_000;
/// Name of the file that an orderly end leaves: its sequence and state hash, for `verify` to compare.
pub const ENDED: &str = "ended.txt";

/// Messages of the ITCH session under way.
const ITCH: &str = "itch.bin";

#[napi(object, object_to_js = false)]
pub struct CoreOptions<'a> {
    pub directory: String,
    pub policy: Option<String>,
    pub operator_key: Option<Uint8Array>,
    pub create: Option<bool>,
    pub segment_bytes: Option<f64>,
    pub event_retention_bytes: Option<f64>,
    pub disconnect_grace_ms: Option<f64>,
    pub max_message_bytes: Option<u32>,
    pub itch_datagrams_to: Option<String>,
    pub itch_requests_at: Option<String>,
    pub itch_connections_at: Option<String>,
    pub on_wake: Function<'a, (), ()>,
}

#[napi]
pub struct NativeCore {
    core: Option<Sequencer<DiskStorage, SystemClock>>,
    directory: PathBuf,
    recovery: Recovery,
    woken: Arc<AtomicBool>,
}

/// The caller's blocks, being filled.
struct Blocks<'a> {
    out: &'a mut [u32],
    entries: usize,
    outbox: &'a mut [u8],
    used: usize,
}

impl Blocks<'_> {
    fn has_entries(&self, count: usize) -> bool {
        (self.entries + count) * 4 <= self.out.len()
    }

    fn entry(&mut self, connection: u32, offset: usize, length: usize, close: u32) {
        let at = self.entries * 4;
        self.out[at..at + 4].copy_from_slice(&[connection, offset as u32, length as u32, close]);
        self.entries += 1;
    }

    fn put(&mut self, bytes: &[u8]) -> usize {
        let at = self.used;
        self.outbox[at..at + bytes.len()].copy_from_slice(bytes);
        self.used += bytes.len();
        at
    }
}

/// Longest message sent: larger ones are cut between frames.
const MAX_SENT: usize = 1 << 20;

impl Output for Blocks<'_> {
    fn send(&mut self, connection: u32, bytes: &[u8], close: Option<RejectReason>) -> usize {
        let mut sent = 0;
        while sent < bytes.len() || close.is_some() {
            let room = (self.outbox.len() - self.used).min(MAX_SENT).min(bytes.len() - sent);
            let length = whole_frames(&bytes[sent..], room);
            if !self.has_entries(1) || (length == 0 && sent < bytes.len()) {
                return sent;
            }
            let at = self.put(&bytes[sent..sent + length]);
            sent += length;
            let is_last = sent == bytes.len();
            // A log-out without a reason closes too: 255 stands for none.
            let code = match close {
                Some(reason) if is_last => {
                    if reason == RejectReason::None {
                        255
                    } else {
                        u32::from(reason.0)
                    }
                }
                _ => 0,
            };
            self.entry(connection, at, length, code);
            if is_last {
                break;
            }
        }
        sent
    }

    fn publish(&mut self, to: &[u32], bytes: &[u8]) -> bool {
        if !self.has_entries(to.len()) || self.outbox.len() - self.used < bytes.len() {
            return false;
        }
        let at = self.put(bytes);
        for &connection in to {
            self.entry(connection, at, bytes.len(), 0);
        }
        true
    }
}

/// Bytes of the whole frames within the first `room` bytes.
fn whole_frames(bytes: &[u8], room: usize) -> usize {
    if bytes.len() <= room {
        return bytes.len();
    }
    let mut end = 0;
    while let Some(length) = bytes.get(end..end + 2) {
        let length = usize::from(u16::from_le_bytes([length[0], length[1]]));
        if length == 0 || end + length > room {
            break;
        }
        end += length;
    }
    end
}

#[napi]
impl NativeCore {
    #[napi(constructor)]
    pub fn new(options: CoreOptions<'_>) -> napi::Result<Self> {
        tapebook_memory::keep_little();
        let mut settings = OpenSettings::default();
        settings.core.inline_sync_ns = INLINE_SYNC_NS;
        settings.core.policy = match options.policy.as_deref() {
            None | Some("disk") => Policy::Disk,
            Some("memory") => Policy::Memory,
            Some(other) => return Err(failed(format!("policy is disk or memory, not {other:?}"))),
        };
        if options.create != Some(false)
            && let Some(key) = &options.operator_key
        {
            let key: [u8; 32] =
                key.as_ref().try_into().map_err(|_| failed("an operator key has 32 bytes"))?;
            settings.operator_key = Some(key);
        }
        if let Some(bytes) = options.segment_bytes {
            settings.segment_bytes = bytes as u64 / 512 * 512;
            settings.group_bytes = settings.group_bytes.min(settings.segment_bytes as usize / 4 / 512 * 512);
        }
        if let Some(bytes) = options.event_retention_bytes {
            settings.event_retention_bytes = bytes as u64;
            settings.event_segment_bytes =
                settings.event_segment_bytes.min(settings.event_retention_bytes / 4);
        }
        if let Some(grace) = options.disconnect_grace_ms {
            settings.core.grace_ns = (grace * 1e6) as u64;
        }
        if let Some(bytes) = options.max_message_bytes {
            settings.core.max_message = bytes;
        }
        let woken = Arc::new(AtomicBool::new(false));
        let call = options
            .on_wake
            .build_threadsafe_function::<()>()
            .weak::<true>()
            .callee_handled::<false>()
            .build_callback(|_| Ok(()))?;
        let flag = woken.clone();
        let wake: Wake = Arc::new(move || {
            if !flag.swap(true, Ordering::AcqRel) {
                call.call((), ThreadsafeFunctionCallMode::NonBlocking);
            }
        });
        let directory = PathBuf::from(&options.directory);
        let storage = DiskStorage::open(directory.clone()).map_err(failed)?;
        let (mut core, recovery) =
            open(storage, &settings, SystemClock::default(), random, &wake).map_err(failed)?;
        if let Some(itch) = itch_settings(&options, &directory)? {
            core.start_itch(&itch).map_err(failed)?;
        }
        // The folder changes from here on: what the last end said is of the past.
        let _ = std::fs::remove_file(directory.join(ENDED));
        Ok(Self { core: Some(core), directory, recovery, woken })
    }

    fn core(&mut self) -> napi::Result<&mut Sequencer<DiskStorage, SystemClock>> {
        self.core.as_mut().ok_or_else(|| failed("the core is closed"))
    }

    #[napi]
    pub fn connect(&mut self, connection: u32) -> napi::Result<()> {
        self.core()?.connect(connection);
        Ok(())
    }

    #[napi]
    pub fn disconnect(&mut self, connection: u32) -> napi::Result<()> {
        self.core()?.disconnect(connection);
        Ok(())
    }

    #[napi]
    pub fn congested(&mut self, connection: u32, is: bool) -> napi::Result<()> {
        self.core()?.congested(connection, is);
        Ok(())
    }

    #[napi]
    pub fn run(&mut self, inbox: Uint8Array, bytes: u32) -> napi::Result<()> {
        let inbox = inbox.get(..bytes as usize).ok_or_else(|| failed("the inbox is not that long"))?;
        self.core()?.run(inbox);
        Ok(())
    }

    #[napi]
    pub fn release(&mut self, mut out: Uint32Array, mut outbox: Uint8Array) -> napi::Result<u32> {
        self.woken.store(false, Ordering::Release);
        let core = self.core()?;
        // SAFETY: JavaScript is not running meanwhile, and both blocks belong to this core's wrapper alone.
        let (out, outbox) = unsafe { (out.as_mut(), outbox.as_mut()) };
        let mut blocks = Blocks { out, entries: 0, outbox, used: 0 };
        core.release(&mut blocks);
        Ok(blocks.entries as u32)
    }

    #[napi]
    pub fn tick(&mut self) -> napi::Result<()> {
        self.core()?.tick();
        Ok(())
    }

    #[napi]
    pub fn drain(&mut self) -> napi::Result<()> {
        self.core()?.drain();
        Ok(())
    }

    #[napi]
    pub fn is_drained(&mut self) -> napi::Result<bool> {
        Ok(self.core()?.is_drained())
    }

    #[napi]
    pub fn close(&mut self) -> napi::Result<()> {
        let Some(core) = self.core.take() else { return Ok(()) };
        let ended = core.is_drained().then(|| (core.state().engine.sequence(), core.state().hash()));
        core.close_down().map_err(failed)?;
        if let Some((sequence, hash)) = ended {
            std::fs::write(self.directory.join(ENDED), format!("{sequence} {hash}\n")).map_err(failed)?;
        }
        Ok(())
    }

    #[napi]
    pub fn failure(&mut self) -> Option<String> {
        self.core.as_ref().and_then(Sequencer::failure)
    }

    #[napi(getter)]
    pub fn lineage(&self) -> String {
        self.core.as_ref().map(|core| hex(&core.state().engine.lineage())).unwrap_or_default()
    }

    #[napi(getter)]
    pub fn recovery(&self) -> String {
        let it = &self.recovery;
        let cut = it.cut.as_ref().map_or("null".to_owned(), |cut| format!("{cut:?}"));
        format!(
            "{{\"created\":{},\"snapshot\":{},\"snapshots_passed_over\":{:?},\"commands_replayed\":{},\
             \"last_sequence\":{},\"cut\":{cut},\"generation\":{},\"load_ms\":{},\"replay_ms\":{}}}",
            it.created,
            it.snapshot,
            it.snapshots_passed_over,
            it.commands_replayed,
            it.last_sequence,
            it.generation,
            it.load_ms,
            it.replay_ms
        )
    }

    #[napi(getter)]
    pub fn itch(&self) -> Option<String> {
        let itch = self.core.as_ref()?.itch()?;
        let text = |at: Option<SocketAddr>| at.map_or("null".to_owned(), |at| format!("\"{at}\""));
        Some(format!(
            "{{\"session\":\"{}\",\"requests_at\":{},\"connections_at\":{}}}",
            itch.session,
            text(itch.requests_at),
            text(itch.connections_at)
        ))
    }

    #[napi]
    pub fn open_outlet(&mut self) -> napi::Result<i32> {
        Ok(self.core()?.open_outlet().map_err(failed)?.into_raw_fd())
    }

    #[napi]
    pub fn market(&mut self) -> napi::Result<HashMap<String, f64>> {
        Ok(market::counts(self.core()?))
    }

    #[napi]
    pub fn stats(&mut self) -> napi::Result<HashMap<String, f64>> {
        let core = self.core()?;
        let mut stats = HashMap::new();
        let mut put = |name: &str, value: u64| stats.insert(name.to_owned(), value as f64);
        let counters = core.counters();
        put("messages_total", counters.messages);
        put("frames_total", counters.frames);
        put("commands_total", counters.commands);
        put("repeats_total", counters.repeats);
        put("session_rejects_total", counters.session_rejects);
        put("event_bytes_total", counters.event_bytes);
        put("reports_total", counters.reports);
        put("resumes_total", counters.resumes);
        put("resumes_unavailable_total", counters.resumes_unavailable);
        put("logons_total", counters.logons);
        put("logons_refused_total", counters.logons_refused);
        put("clock_steps_total", counters.clock_steps);
        put("connections", core.connections() as u64);
        let [held, events, feed] = core.backlogs();
        put("held_event_bytes", held);
        put("events_backlog_bytes", events);
        put("feed_backlog_bytes", feed);
        put("events_failed", u64::from(core.events_failure().is_some()));
        let feeds = core.feed_counts();
        put("feed_subscriptions", feeds.subscriptions);
        put("feed_topics", feeds.topics);
        put("feed_messages_total", feeds.messages);
        put("feed_deliveries_total", feeds.deliveries);
        put("feed_delivered_bytes_total", feeds.delivered_bytes);
        put("feed_skipped_total", feeds.skipped);
        put("feed_resumes_total", feeds.resumes);
        put("feed_snapshots_total", feeds.snapshots);
        if let Some(itch) = core.itch() {
            let it = &itch.counters;
            let counted = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
            put("itch_messages_total", counted(&it.messages));
            put("itch_datagrams_total", counted(&it.datagrams));
            put("itch_datagrams_failed_total", counted(&it.datagrams_failed));
            put("itch_requests_total", counted(&it.requests));
            put("itch_left_out_total", counted(&it.left_out));
            put("itch_backlog_bytes", counted(&it.backlog));
            put("itch_readers", counted(&itch.readers));
            put("itch_failed", counted(&it.failed));
        }
        let engine = &core.state().engine;
        put("sequence", engine.sequence());
        put("open_orders", engine.orders().count() as u64);
        put("accounts", engine.accounts().len() as u64);
        put("instruments", engine.instruments().len() as u64);
        put("trades_total", engine.instruments().iter().map(|it| it.last_trade_id).sum());
        let committer = core.committer();
        let journal = committer.stats();
        put("durable_sequence", committer.durable());
        put("journal_groups_total", journal.groups);
        put("journal_bytes_total", journal.bytes);
        put("journal_sync_ns_total", journal.sync_ns_total);
        put("journal_sync_ns_max", journal.sync_ns_max);
        put("journal_sync_ns_last", committer.last_sync_ns());
        put("segments_sealed", journal.rotations);
        put("low_space", u64::from(committer.low_space()));
        for (reason, &count) in core.rejects().iter().enumerate() {
            if let Some(name) = RejectReason(reason as u8).variant_name()
                && count > 0
            {
                stats.insert(format!("rejects_total{{reason=\"{name}\"}}"), count as f64);
            }
        }
        Ok(stats)
    }
}

/// The ITCH feed that is asked for, if any part of it is.
fn itch_settings(options: &CoreOptions<'_>, directory: &Path) -> napi::Result<Option<ItchSettings>> {
    let address = |text: &Option<String>| -> napi::Result<Option<SocketAddr>> {
        let parse = |text: &String| {
            text.parse()
                .map_err(|_| failed(format!("{text:?} is no address and port, such as 127.0.0.1:26400")))
        };
        text.as_ref().map(parse).transpose()
    };
    let settings = ItchSettings {
        file: directory.join(ITCH),
        datagrams_to: address(&options.itch_datagrams_to)?,
        requests_at: address(&options.itch_requests_at)?,
        connections_at: address(&options.itch_connections_at)?,
    };
    let is_wanted = settings.datagrams_to.is_some() || settings.connections_at.is_some();
    if !is_wanted && settings.requests_at.is_some() {
        return Err(failed("ITCH requests are answered for a feed of datagrams: name where they go"));
    }
    Ok(is_wanted.then_some(settings))
}

/// What the last orderly end said, if nothing happened since.
pub fn ended(directory: &Path) -> Option<(u64, String)> {
    let text = std::fs::read_to_string(directory.join(ENDED)).ok()?;
    let (sequence, hash) = text.trim().split_once(' ')?;
    Some((sequence.parse().ok()?, hash.to_owned()))
}
