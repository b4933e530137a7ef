//! The load: one thread, one epoll, the same for our server and for the echo. One order is one WebSocket message.

use super::logon::{FIRST_ACCOUNT, frames, key, log_on};
use super::socket::Socket;
use crate::core_bench::header;
use crate::plot::Latency;
use rustix::buffer::spare_capacity;
use rustix::event::epoll;
use rustix::fd::OwnedFd;
use rustix::time::{Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec};
use std::collections::VecDeque;
use std::time::{Duration, Instant};
use tapebook_schema as wire;
use tapebook_schema::{
    Amount, FrameHeader, Message as _, MessageType, OrderType, Side, StpMode, TimeInForce,
};

/// What answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peer {
    Echo,
    Tapebook,
}

const PRICE: i64 = 100_000;
const TIMER: u64 = u64::MAX;
const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

struct Link {
    socket: Socket,
    /// When each unanswered order was due, in ns since the start; answers come in order.
    due: VecDeque<u64>,
    is_buy: bool,
    /// Frames of a buy and of a sale, to be given a client id.
    templates: [Vec<u8>; 2],
    has_unsent: bool,
}

/// What a run came to.
#[derive(Clone)]
pub struct Run {
    /// In the measured time.
    pub answered: u64,
    /// From the first to the last.
    pub in_all: u64,
    pub refused: u64,
    pub seconds: f64,
    pub latency: Latency,
}

impl Run {
    pub fn rate(&self) -> f64 {
        self.answered as f64 / self.seconds
    }
}

pub struct Load {
    peer: Peer,
    epoll: OwnedFd,
    timer: OwnedFd,
    links: Vec<Link>,
    start: Instant,
    sent: u64,
    /// Client ids differ from those of earlier runs on the same journal.
    prefix: [u8; 6],
    refused: u64,
}

impl Load {
    pub fn connect(peer: Peer, port: u16, connections: u32) -> Result<Self, String> {
        let failed = |error: rustix::io::Errno| error.to_string();
        let epoll = epoll::create(epoll::CreateFlags::CLOEXEC).map_err(failed)?;
        let timer = rustix::time::timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::NONBLOCK)
            .map_err(failed)?;
        epoll::add(&epoll, &timer, epoll::EventData::new_u64(TIMER), epoll::EventFlags::IN)
            .map_err(failed)?;
        let mut links = Vec::new();
        for at in 0..connections {
            let socket = match peer {
                Peer::Echo => Socket::connect(port)?,
                Peer::Tapebook => log_on(port, &key(at + 1))?,
            };
            let data = epoll::EventData::new_u64(u64::from(at));
            epoll::add(&epoll, socket.stream(), data, epoll::EventFlags::IN).map_err(failed)?;
            let templates = [Side::Buy, Side::Sell].map(|side| template(side, FIRST_ACCOUNT + at));
            links.push(Link {
                socket,
                due: VecDeque::new(),
                is_buy: at % 2 == 0,
                templates,
                has_unsent: false,
            });
        }
        let mut prefix = [0; 6];
        let mut number = u64::from(std::process::id()) ^ crate::measure::cpu_ns();
        for letter in &mut prefix {
            *letter = DIGITS[(number % 36) as usize];
            number /= 36;
        }
        Ok(Self { peer, epoll, timer, links, start: Instant::now(), sent: 0, prefix, refused: 0 })
    }

    fn now(&self) -> u64 {
        self.start.elapsed().as_nanos() as u64
    }

    fn send(&mut self, link: usize, due: u64) {
        let number = self.sent;
        self.sent += 1;
        let it = &mut self.links[link];
        let template = &it.templates[usize::from(!it.is_buy)];
        // Buys and sales by turns at one price: half the orders rest, each meets the next, and the book stays small.
        it.is_buy = !it.is_buy;
        let frame = it.socket.message(template.len());
        frame.copy_from_slice(template);
        let id = &mut frame[FrameHeader::SIZE..FrameHeader::SIZE + 36];
        id[..6].copy_from_slice(&self.prefix);
        let mut rest = number;
        for letter in &mut id[6..14] {
            *letter = DIGITS[(rest % 36) as usize];
            rest /= 36;
        }
        it.due.push_back(due);
        it.has_unsent = true;
    }

    /// Waits for something and takes the answers; `answered` is told of each link's count.
    fn turn(
        &mut self,
        timeout: Duration,
        latency: &mut Latency,
        mut answered: impl FnMut(usize, u64),
    ) -> Result<(), String> {
        let mut events: Vec<epoll::Event> = Vec::with_capacity(256);
        let timeout =
            Timespec { tv_sec: timeout.as_secs() as i64, tv_nsec: i64::from(timeout.subsec_nanos()) };
        match epoll::wait(&self.epoll, spare_capacity(&mut events), Some(&timeout)) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.to_string()),
        }
        for event in &events {
            let at = event.data.u64();
            if at == TIMER {
                let mut count = [0; 8];
                let _ = rustix::io::read(&self.timer, &mut count);
                continue;
            }
            let at = at as usize;
            let (mut count, mut refused) = (0, 0);
            let peer = self.peer;
            self.links[at].socket.receive(|message| match peer {
                Peer::Echo => count += 1,
                Peer::Tapebook => frames(message, |kind, _| match kind {
                    MessageType::OrderAccepted => count += 1,
                    MessageType::RequestRejected | MessageType::SessionReject => {
                        count += 1;
                        refused += 1;
                    }
                    _ => {}
                }),
            })?;
            self.refused += refused;
            let now = self.now();
            let it = &mut self.links[at];
            for _ in 0..count {
                let due = it.due.pop_front().ok_or("an answer to nothing")?;
                latency.record(now.saturating_sub(due));
            }
            if count > 0 {
                answered(at, count);
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), String> {
        for link in self.links.iter_mut().filter(|link| link.has_unsent) {
            link.has_unsent = !link.socket.flush()?;
        }
        Ok(())
    }

    /// Keeps a window of unanswered orders on every connection.
    pub fn saturate(&mut self, window: u64, warm: Duration, time: Duration) -> Result<Run, String> {
        self.refused = 0;
        let sent_before = self.sent;
        for link in 0..self.links.len() {
            for _ in 0..window {
                let now = self.now();
                self.send(link, now);
            }
        }
        self.flush()?;
        let begun = Instant::now();
        let mut latency = Latency::new();
        let mut answers: Vec<(usize, u64)> = Vec::new();
        let (mut count, mut counting_from) = (0, None);
        loop {
            self.turn(Duration::from_millis(1), &mut latency, |link, count| answers.push((link, count)))?;
            let elapsed = begun.elapsed();
            if counting_from.is_none() && elapsed >= warm {
                counting_from = Some(Instant::now());
                count = 0;
                latency = Latency::new();
            } else {
                count += answers.iter().map(|it| it.1).sum::<u64>();
            }
            if elapsed >= warm + time {
                break;
            }
            for (link, count) in answers.drain(..) {
                let now = self.now();
                for _ in 0..count {
                    self.send(link, now);
                }
            }
            self.flush()?;
        }
        let seconds = counting_from.map_or(time.as_secs_f64(), |from| from.elapsed().as_secs_f64());
        self.drain()?;
        Ok(Run { answered: count, in_all: self.sent - sent_before, refused: self.refused, seconds, latency })
    }

    /// Sends at a fixed rate whatever comes back, each latency measured from the moment its order was due.
    pub fn at_rate(&mut self, rate: u64, time: Duration) -> Result<Run, String> {
        // Above 20,000/s several orders a tick.
        self.in_bursts(rate, 1, time)
    }

    /// The same, so many orders at once, all due when the first of them is.
    pub fn in_bursts(&mut self, rate: u64, burst: u64, time: Duration) -> Result<Run, String> {
        self.refused = 0;
        let mut latency = Latency::new();
        let interval = 1_000_000_000 / rate;
        let spec =
            |ns: u64| Timespec { tv_sec: (ns / 1_000_000_000) as i64, tv_nsec: (ns % 1_000_000_000) as i64 };
        let tick = spec((interval * burst).max(50_000));
        let timing = Itimerspec { it_interval: tick, it_value: tick };
        rustix::time::timerfd_settime(&self.timer, TimerfdTimerFlags::empty(), &timing)
            .map_err(|it| it.to_string())?;
        let begun = self.now();
        let total = rate * time.as_millis() as u64 / 1000;
        let (mut count, mut answered) = (0, 0);
        while count < total {
            let now = self.now();
            while count < total && begun + count / burst * burst * interval <= now {
                let due = begun + count / burst * burst * interval;
                self.send((count % self.links.len() as u64) as usize, due);
                count += 1;
            }
            self.flush()?;
            self.turn(Duration::from_millis(10), &mut latency, |_, count| answered += count)?;
        }
        let until = Instant::now() + Duration::from_secs(20);
        while answered < total {
            self.flush()?;
            self.turn(Duration::from_millis(1), &mut latency, |_, count| answered += count)?;
            if Instant::now() > until {
                return Err(format!("{} orders were never answered", total - answered));
            }
        }
        let seconds = (self.now() - begun) as f64 / 1e9;
        let none = Itimerspec { it_interval: spec(0), it_value: spec(0) };
        rustix::time::timerfd_settime(&self.timer, TimerfdTimerFlags::empty(), &none)
            .map_err(|it| it.to_string())?;
        Ok(Run { answered, in_all: answered, refused: self.refused, seconds, latency })
    }

    /// Waits for what is still unanswered.
    fn drain(&mut self) -> Result<(), String> {
        let until = Instant::now() + Duration::from_secs(20);
        let mut ignored = Latency::new();
        while self.links.iter().any(|link| !link.due.is_empty()) {
            self.flush()?;
            self.turn(Duration::from_millis(1), &mut ignored, |_, _| ())?;
            if Instant::now() > until {
                let left: usize = self.links.iter().map(|link| link.due.len()).sum();
                return Err(format!("{left} orders were never answered"));
            }
        }
        Ok(())
    }
}

fn template(side: Side, account: u32) -> Vec<u8> {
    let mut request = header(0, account);
    request.0[..36].copy_from_slice(b"------00000000\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    let (kind, tif, none) = (OrderType::Limit, TimeInForce::Gtc, Amount::from(0));
    let order = wire::NewOrder::new(&request, 0, side, kind, tif, StpMode::None, PRICE, 1, &none, 0, 0);
    let mut frame =
        FrameHeader::new((FrameHeader::SIZE + order.bytes().len()) as u16, MessageType::NewOrder, 1, 0, 0)
            .0
            .to_vec();
    frame.extend_from_slice(order.bytes());
    frame
}
