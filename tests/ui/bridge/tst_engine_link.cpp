// needs: ui/bridge tests/support/fake_terminal Qt6::Core
#include "core/desk/events/principals.h"
#include "tests/support/fake_terminal/fake_terminal.h"
#include "ui/bridge/engine_link.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace omni;
using namespace omni::ui;
using omni::testing::FakeTerminal;

namespace {

views::DeskSnapshot pictureOf(std::uint64_t events)
{
    views::DeskSnapshot shot;
    shot.events = events;
    return shot;
}

/// What was given its turn, and the picture that charts were given.
struct Turns {
    std::vector<Slows> given;
    std::vector<std::uint64_t> events;

    [[nodiscard]] std::ptrdiff_t count(Slows what) const
    {
        return std::count(given.begin(), given.end(), what);
    }
};

std::shared_ptr<Turns> turnsOf(EngineLink& link)
{
    auto turns = std::make_shared<Turns>();
    QObject::connect(&link, &EngineLink::due, &link, [turns, &link](Slows what) {
        turns->given.push_back(what);
        if (what == Slows::First) {
            turns->events.push_back(link.desk().events);
        }
    });
    return turns;
}

} // namespace

class TestEngineLink : public QObject
{
    Q_OBJECT

private slots:
    void hasAnEmptyPictureBeforeTheFirst()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        QCOMPARE(link.desk().events, std::uint64_t{0});
        QVERIFY(!link.desk().equity);
    }

    void saysSoOnceForEachNewPicture()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        QSignalSpy frames(&link, &EngineLink::frame);
        terminal.show(pictureOf(1));
        link.poll();
        link.poll();
        QCOMPARE(frames.size(), 1);
        terminal.show(pictureOf(2));
        link.poll();
        QCOMPARE(frames.size(), 2);
        QCOMPARE(link.desk().events, std::uint64_t{2});
    }

    void whatSlowsDownIsGivenItsTurnsAndTheRestEachPicture()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        link.setRate(Slows::First, 10);
        link.setRate(Slows::Next, 30);
        link.setRate(Slows::Never, 1); // it has each, whatever is asked for
        QSignalSpy frames(&link, &EngineLink::frame);
        const auto turns = turnsOf(link);

        for (std::uint64_t i = 1; i <= 60; ++i) {
            terminal.nowShown = Monotonic{static_cast<std::int64_t>(i) * 16'666'667};
            terminal.show(pictureOf(i));
            link.poll();
        }

        QCOMPARE(frames.size(), 60);
        QCOMPARE(turns->count(Slows::First), std::ptrdiff_t{10});
        QCOMPARE(turns->count(Slows::Next), std::ptrdiff_t{30});
    }

    void whatIsNotSlowedIsGivenEachPicture()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        const auto turns = turnsOf(link);
        for (std::uint64_t i = 1; i <= 60; ++i) { // the clock stands still: it is not asked
            terminal.show(pictureOf(i));
            link.poll();
        }
        QCOMPARE(turns->count(Slows::First), std::ptrdiff_t{60});
        QCOMPARE(turns->count(Slows::Next), std::ptrdiff_t{60});
    }

    // Else a chart would stand at an old price for as long as the market is quiet.
    void theLastPictureIsShownWhenItsTurnComesThoughNothingIsNewThen()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        link.setRate(Slows::First, 10);
        const auto turns = turnsOf(link);
        terminal.show(pictureOf(1));
        link.poll();
        terminal.nowShown = Monotonic{20'000'000};
        terminal.show(pictureOf(2));
        link.poll();
        QCOMPARE(turns->count(Slows::First), std::ptrdiff_t{1});

        for (int i = 0; i < 60; ++i) {
            terminal.nowShown = terminal.nowShown + milliseconds(16);
            link.poll();
        }

        QCOMPARE(turns->count(Slows::First), std::ptrdiff_t{2});
        QCOMPARE(turns->events, (std::vector<std::uint64_t>{1, 2}));
    }

    void anotherSessionIsShownAtOnce()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        link.poll();
        link.setRate(Slows::First, 10);
        const auto turns = turnsOf(link);
        terminal.show(pictureOf(1));
        link.poll();
        terminal.restart();
        terminal.show(pictureOf(7));
        link.poll();
        QCOMPARE(turns->events, (std::vector<std::uint64_t>{1, 7}));
    }

    void givesEveryNoticeInOrderBeforeTheFrameThatShowsIt()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        std::vector<std::uint64_t> seen;
        bool hadFrame = false;
        connect(&link, &EngineLink::noticed, this, [&](const runtime::Notice& notice) {
            QVERIFY(!hadFrame);
            seen.push_back(notice.stamp.seq.value);
        });
        connect(&link, &EngineLink::frame, this, [&] { hadFrame = true; });
        for (std::uint64_t seq = 1; seq <= 3'000; ++seq) {
            Stamp stamp;
            stamp.seq.value = seq;
            terminal.notice(stamp, events::Fact(events::PeakReached{}));
        }
        terminal.show(pictureOf(1));
        link.poll();
        QCOMPARE(seen.size(), std::size_t{3'000});
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    }

    void catchesUpAfterItWasFrozen()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        std::size_t seen = 0;
        connect(&link, &EngineLink::noticed, this, [&] { ++seen; });
        for (int i = 0; i < 100'000; ++i) {
            terminal.notice({}, events::Fact(events::PeakReached{}));
        }
        int polls = 0;
        while (seen < 100'000) {
            link.poll();
            QVERIFY(++polls <= 60); // a second of frames
        }
    }

    // A tick that came at 100 ms was new in a picture that was never looked at; it is seen with the next.
    // S26: the queue of a frozen window was full. Who keeps lists reads them anew before it hears of it.
    void saysThatItFellBehindBeforeTheAlertThatTellsIt()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        QStringList heard;
        connect(&link, &EngineLink::fellBehind, this, [&] { heard.append(QStringLiteral("behind")); });
        connect(&link, &EngineLink::noticed, this, [&] { heard.append(QStringLiteral("notice")); });
        connect(&link, &EngineLink::restarted, this, [&] { heard.append(QStringLiteral("restarted")); });
        link.poll(); // the first session
        heard.clear();
        terminal.notice({}, events::Fact(events::AlertRaised{}));
        events::AlertRaised leftOut;
        leftOut.key = ShortText<31>(runtime::noticesLeftOut);
        terminal.notice({}, events::Fact(leftOut));

        link.poll();

        QCOMPARE(heard, (QStringList{QStringLiteral("notice"), QStringLiteral("behind"), QStringLiteral("notice")}));
    }

    void measuresTheWayToTheScreenFromTheOldestTickThatIsNew()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        views::DeskSnapshot shot;
        shot.times.add(Monotonic{100'000'000});
        shot.times.add(Monotonic{120'000'000});
        views::MarketDay day;
        day.times.add(Monotonic{90'000'000});
        terminal.nowShown = Monotonic{130'000'000};
        terminal.show(shot);
        terminal.show(day);
        link.poll();
        link.frames().painted(terminal.nowShown, Monotonic{131'000'000});
        QCOMPARE(link.frames().tickToScreen().worst(), milliseconds(41));

        shot.times.add(Monotonic{125'000'000});
        terminal.nowShown = Monotonic{140'000'000};
        terminal.show(shot);
        link.poll();
        link.frames().painted(terminal.nowShown, Monotonic{141'000'000});
        QCOMPARE(link.frames().tickToScreen().count(), std::uint64_t{2});
        QCOMPARE(link.frames().tickToScreen().percentile(50), std::optional(microseconds(16'100)));
    }

    void aFrozenWindowShowsAllThatGatheredWithinASecond()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        link.poll();
        for (int i = 0; i < 100'000; ++i) {
            terminal.notice({}, events::Fact(events::PeakReached{}));
        }
        terminal.show(pictureOf(1));

        for (int frame = 0; frame < 60 && !link.frames().caughtUpIn(); ++frame) {
            terminal.nowShown = Monotonic{30'000'000'000 + frame * 16'000'000};
            link.poll();
            link.frames().painted(terminal.nowShown, terminal.nowShown + milliseconds(4));
        }

        QCOMPARE(link.desk().events, std::uint64_t{1});
        QVERIFY(link.frames().caughtUpIn() && *link.frames().caughtUpIn() < seconds(1));
    }

    void forgetsThePictureOfAnotherSession()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        link.poll();
        terminal.show(pictureOf(5));
        link.poll();
        QSignalSpy restarted(&link, &EngineLink::restarted);
        terminal.restart();
        link.poll();
        QCOMPARE(restarted.size(), 1);
        QCOMPARE(link.desk().events, std::uint64_t{0});
    }

    void sendsAsTheOwnerOnThePathOfTheWindow()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        QVERIFY(link.send(events::SetMode{risk::Mode::Manual}, QStringLiteral("ready")));
        QCOMPARE(terminal.sent.size(), std::size_t{1});
        QCOMPARE(terminal.sent.front().by, events::owner);
        QCOMPARE(terminal.sent.front().path, risk::EntryPath::Gui);
        QCOMPARE(terminal.sent.front().reason.view(), std::string_view("ready"));
    }

    void aLongReasonIsCutBetweenCharacters()
    {
        FakeTerminal terminal;
        EngineLink link(terminal);
        QVERIFY(link.send(events::SetMode{}, QString(200, QChar(0x00E4)))); // two bytes each
        const auto text = terminal.sent.front().reason.view();
        QCOMPARE(text.size(), std::size_t{94});
        QCOMPARE(QString::fromUtf8(text.data(), 94), QString(47, QChar(0x00E4)));
    }

    void saysWhenNoSessionTakesAWish()
    {
        FakeTerminal terminal;
        terminal.takesCommands = false;
        EngineLink link(terminal);
        QSignalSpy refused(&link, &EngineLink::refusedToSend);
        QVERIFY(!link.send(events::SetMode{}));
        QCOMPARE(refused.size(), 1);
    }

    void givesAnAnswerOnlyToWhoIsStillThere()
    {
        FakeTerminal terminal;
        terminal.holdsAnswers = true;
        EngineLink link(terminal);
        int answers = 0;
        const auto count = [&answers](const auto&) { ++answers; };
        QObject stays;
        auto gone = std::make_unique<QObject>();
        link.ask(views::FillsQuery{}, &stays, count);
        link.ask(views::FillsQuery{}, gone.get(), count);
        link.cancel(link.ask(views::FillsQuery{}, &stays, count));
        gone.reset();
        terminal.answerAll();
        link.poll();
        QCOMPARE(answers, 1);
    }
};

QTEST_GUILESS_MAIN(TestEngineLink)
#include "tst_engine_link.moc"
