// needs: host/watch
//
// What stands between the program and its watchdog: what is written there reads back, and what is damaged is nothing.

#include "tests/support/profile_folders.h"

#include "core/host/watch/heartbeat.h"
#include "core/host/watch/watchdog_look.h"
#include "core/host/watch/watched_session.h"

#include <QTest>

#include <filesystem>

using namespace omni;
using namespace omni::watch;

namespace fs = std::filesystem;

namespace {

WatchedSession aSession()
{
    WatchedSession session;
    session.session = orders::Nonce("START002");
    session.install = orders::Nonce("INSTALL1");
    session.starts = {orders::Nonce("START001"), orders::Nonce("START002")};
    session.broker = "alpaca";
    session.account = "alpaca-paper";
    session.symbols = {"AAPL", "BTC/USD"};
    session.faces = {{"data_rest", "http://127.0.0.1:2"}, {"rest", "http://127.0.0.1:1"}};
    session.proxy = "socks5://127.0.0.1:3";
    session.certificate = "/a/\"quoted\" path";
    return session;
}

} // namespace

class TestWatchedSession : public QObject
{
    Q_OBJECT

private:
    test::ProfileFolders m_folders;

private slots:
    void aSessionReadsBack()
    {
        const auto folder = platform::FileFolder::open(m_folders.make(), platform::FileFolder::Access::ReadWrite);
        QVERIFY(keepWatched(**folder, aSession()));
        const auto read = keptWatched(**folder);
        QVERIFY(read);
        QVERIFY(read->session == aSession().session && read->install == aSession().install);
        QVERIFY(read->starts == aSession().starts && read->symbols == aSession().symbols);
        QCOMPARE(read->broker, aSession().broker);
        QCOMPARE(read->proxy, aSession().proxy);
        QCOMPARE(read->certificate, aSession().certificate);
        QCOMPARE(read->faces.size(), std::size_t{2});
        QCOMPARE(read->faces[0].key, std::string("data_rest"));
        QVERIFY(read->environment == orders::Environment::Paper);
    }

    void whatLacksSomethingIsNone()
    {
        const auto folder = platform::FileFolder::open(m_folders.make(), platform::FileFolder::Access::ReadWrite);
        QVERIFY(keptWatched(**folder).error().code == Errc::NotFound);
        for (const char* text :
             {"", "{", "[]", "{\"session\":\"A\"}",
              "{\"session\":\"A\",\"install\":\"B\",\"broker\":\"x\",\"environment\":\"demo\"}",
              "{\"session\":\"A\",\"install\":\"far too long\",\"broker\":\"x\",\"environment\":\"paper\"}"}) {
            QVERIFY((*folder)->replace("watched-session.json", std::as_bytes(std::span(std::string_view(text)))));
            const auto read = keptWatched(**folder);
            QVERIFY(!read && read.error().code == Errc::Corrupt);
        }
    }

    void oursIsWhatThisProfileHasNamed()
    {
        const auto session = aSession();
        QVERIFY(session.partsOfOurs("INSTALL1-START001-7-e")->role == orders::OrderRole::Entry);
        QVERIFY(session.partsOfOurs("INSTALL1-START002-8-s")->role == orders::OrderRole::Stop);
        QVERIFY(!session.partsOfOurs("INSTALL1-START003-8-e"));
        QVERIFY(!session.partsOfOurs("INSTALL2-START001-8-e"));
        QVERIFY(!session.partsOfOurs("INSTALL1-START001-8-q"));
        QVERIFY(!session.partsOfOurs(""));
    }

    void aBeatReadsBack()
    {
        const auto path = m_folders.make();
        const auto view = HeartbeatView::open(path);
        QVERIFY(view && !view->look());
        auto writer = HeartbeatWriter::open(path);
        Heartbeat beat;
        beat.state = HeartState::Running;
        beat.session = orders::Nonce("START002");
        beat.machine = platform::machineStart();
        beat.beat = 123'456'789'012;
        beat.began = Timestamp{1'800'000'000'000'000'000};
        beat.pid = 4711;
        QVERIFY(writer->write(beat));
        QVERIFY(view->look() == beat);
        beat.state = HeartState::Ended;
        QVERIFY(writer->write(beat));
        QVERIFY(view->look() == beat);
    }

    void aLookReadsBackAndAges()
    {
        const auto path = m_folders.make();
        const auto view = WatchdogLookView::open(path);
        auto writer = WatchdogLookWriter::open(path);
        WatchdogLook look;
        look.state = Watching::NotDone;
        look.policy = Policy::Flatten;
        look.hasWay = true;
        look.machine = platform::machineStart();
        look.at = platform::machineNow();
        look.bound = seconds(10);
        look.wayProven = Timestamp{5};
        look.session = orders::Nonce("START002");
        look.beat = 77;
        look.pid = 12;
        QVERIFY(writer->write(look));
        QVERIFY(view->look() == look);
        QCOMPARE(ageOf(look, look.machine, look.at + 5)->ns, std::int64_t{5});
        QVERIFY(!ageOf(look, look.machine, look.at - 5));
        QVERIFY(!ageOf(look, {}, look.at + 5));
    }
};

QTEST_GUILESS_MAIN(TestWatchedSession)
#include "tst_watched_session.moc"
