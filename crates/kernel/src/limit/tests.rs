//! The same for both keepers. A real Redis is started where `redis-server` is there; `./test` installs it.

use super::*;
use crate::clock::{Clock, FakeClock};
use std::{
    net::TcpListener,
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Instant,
};

const START: i64 = 1_800_000_000;
const TEN: Quota = Quota::new("ten", 10, Duration::from_secs(60));
const GUESSES: Pauses = Pauses { name: "guesses", most: 5, window: Duration::from_secs(900), longest: Duration::from_secs(4 * 3_600) };

/// A Redis of its own, gone with this value.
struct Server {
    port: u16,
    child: Child,
}

impl Server {
    fn start(port: u16) -> Self {
        let program = std::env::var("REDIS_SERVER").unwrap_or_else(|_| "redis-server".into());
        let child = Command::new(&program)
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}; install it: apt install redis-server"));
        let server = Self { port, child };
        let deadline = Instant::now() + Duration::from_secs(30);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < deadline, "Redis does not listen");
            std::thread::sleep(Duration::from_millis(10));
        }
        server
    }

    fn anywhere() -> Self {
        Self::start(TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port())
    }

    fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn clock() -> Arc<FakeClock> {
    Arc::new(FakeClock::at(chrono::DateTime::from_timestamp(START, 0).unwrap()))
}

/// Runs a test on each keeper.
async fn on_both(test: impl AsyncFn(&dyn Limiter, &FakeClock)) {
    let fake = clock();
    test(&LocalLimiter::new(fake.clone()), &fake).await;
    let (fake, server) = (clock(), Server::anywhere());
    let limiter = RedisLimiter::new(&server.url(), fake.clone()).unwrap();
    connected(&limiter).await;
    test(&limiter, &fake).await;
}

/// Waits until it is Redis that counts.
async fn connected(limiter: &RedisLimiter) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !limiter.is_there().await {
        assert!(Instant::now() < deadline, "Redis does not answer");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_quota_is_given_at_once_and_comes_back_one_by_one() {
    on_both(async |limiter, clock| {
        for left in (0..10).rev() {
            let taken = limiter.take(&TEN, "a", 1).await;
            assert_eq!((taken.allowed, taken.remaining), (true, left));
        }
        let refused = limiter.take(&TEN, "a", 1).await;
        assert_eq!((refused.allowed, refused.remaining), (false, 0));
        assert_eq!((refused.retry_after, refused.reset), (Duration::from_secs(6), Duration::from_secs(60)));
        assert!(!limiter.take(&TEN, "a", 0).await.allowed, "looking says the same");
        assert!(limiter.take(&TEN, "b", 1).await.allowed, "another key is another's");
        assert!(limiter.take(&Quota { name: "other", ..TEN }, "a", 1).await.allowed, "another quota as well");
        clock.advance(chrono::Duration::seconds(6));
        assert!(limiter.take(&TEN, "a", 0).await.allowed);
        assert!(limiter.take(&TEN, "a", 1).await.allowed, "looking took nothing");
        assert!(!limiter.take(&TEN, "a", 1).await.allowed);
        clock.advance(chrono::Duration::seconds(60));
        assert_eq!(limiter.take(&TEN, "a", 1).await.remaining, 9, "never more than the whole quota");
    })
    .await;
}

#[tokio::test]
async fn many_at_once_get_no_more_than_there_is() {
    on_both(async |limiter, _| {
        let asked = (0..50).map(|_| limiter.take(&TEN, "crowd", 1));
        let given = futures_util::future::join_all(asked).await.into_iter().filter(|taken| taken.allowed).count();
        assert_eq!(given, 10);
    })
    .await;
}

#[tokio::test]
async fn pauses_grow_with_each_round_and_end_with_success() {
    on_both(async |limiter, clock| {
        let minutes = |wait: Option<Duration>| wait.map(|wait| wait.as_secs() / 60);
        for pause in [15, 30, 60, 120, 240, 240] {
            for _ in 0..5 {
                assert_eq!(limiter.attempt(&GUESSES, "a").await, None);
            }
            assert_eq!(minutes(limiter.attempt(&GUESSES, "a").await), Some(pause));
            assert_eq!(limiter.attempt(&GUESSES, "b").await, None, "others go on");
            limiter.forget(&GUESSES, "b").await;
            clock.advance(chrono::Duration::minutes(i64::try_from(pause).unwrap()));
        }
        limiter.forget(&GUESSES, "a").await;
        for _ in 0..5 {
            assert_eq!(limiter.attempt(&GUESSES, "a").await, None);
        }
        assert_eq!(minutes(limiter.attempt(&GUESSES, "a").await), Some(15), "it begins anew");
        clock.advance(chrono::Duration::hours(25));
        for _ in 0..4 {
            assert_eq!(limiter.attempt(&GUESSES, "a").await, None);
        }
        clock.advance(chrono::Duration::minutes(15));
        for _ in 0..5 {
            assert_eq!(limiter.attempt(&GUESSES, "a").await, None, "tries of before the window do not count");
        }
        assert_eq!(minutes(limiter.attempt(&GUESSES, "a").await), Some(15), "a day later the rounds are forgotten");
    })
    .await;
}

#[tokio::test]
async fn processes_share_what_redis_counts() {
    let (fake, server) = (clock(), Server::anywhere());
    let one = RedisLimiter::new(&server.url(), fake.clone()).unwrap();
    let other = RedisLimiter::new(&server.url(), fake).unwrap();
    connected(&one).await;
    connected(&other).await;
    for _ in 0..5 {
        assert!(one.take(&TEN, "a", 1).await.allowed && other.take(&TEN, "a", 1).await.allowed);
    }
    assert!(!one.take(&TEN, "a", 1).await.allowed && !other.take(&TEN, "a", 1).await.allowed);
}

#[tokio::test]
async fn without_redis_each_process_limits_by_itself_and_with_it_again_together() {
    let (fake, server) = (clock(), Server::anywhere());
    let limiter = RedisLimiter::new(&server.url(), fake).unwrap();
    connected(&limiter).await;
    assert_eq!(limiter.take(&TEN, "a", 1).await.remaining, 9);
    let port = server.port;
    drop(server);
    let asked = Instant::now();
    let given = (0..12).map(|_| limiter.take(&TEN, "a", 1));
    let given = futures_util::future::join_all(given).await.into_iter().filter(|taken| taken.allowed).count();
    assert_eq!(given, 10, "limits hold");
    assert!(asked.elapsed() < Duration::from_secs(5), "and nobody waits for long");
    let server = Server::start(port);
    connected(&limiter).await;
    assert_eq!(limiter.take(&TEN, "a", 1).await.remaining, 9, "the new Redis knows of nothing");
    drop(server);
}

#[test]
fn limits_are_read_and_junk_is_told() {
    let read = |text| Quota::parse("x", text);
    assert_eq!(read("100/1m"), Ok(Some(Quota::new("x", 100, Duration::from_secs(60)))));
    assert_eq!(read(" 5 / 15m "), Ok(Some(Quota::new("x", 5, Duration::from_secs(900)))));
    assert_eq!(read("7/h"), Ok(Some(Quota::new("x", 7, Duration::from_secs(3_600)))));
    assert_eq!(read("off"), Ok(None));
    for junk in ["", "100", "0/1m", "x/1m", "100/1d", "100/", "-1/1m", "1/0s", "1/1000000h", "1/é"] {
        assert!(read(junk).is_err(), "{junk}");
    }
}

#[test]
fn addresses_of_one_network_are_one() {
    let key = |text: &str| address_key(text.parse().unwrap());
    assert_eq!(key("192.0.2.7"), key("::ffff:192.0.2.7"));
    assert_eq!(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"));
    assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
    assert_eq!(clock().now().timestamp(), START);
}
