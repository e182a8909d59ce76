// needs: host/runtime desk/driver edge/platform

#include "core/desk/driver/replay.h"
#include "core/edge/platform/file_folder.h"
#include "core/host/runtime/terminal/terminal_session.h"
#include "tests/support/terminal_kit.h"

#include <QDir>
#include <QTest>

using namespace omni;
using namespace omni::runtime;
using namespace omni::tests;

namespace {

/// What became of orders in the first minutes, as text.
QStringList ledgerUntil(const std::vector<Notice>& notices, Timestamp until)
{
    QStringList lines;
    for (const auto& notice : notices) {
        if (notice.stamp.wall > until) {
            continue;
        }
        const auto when = QString::number(static_cast<qlonglong>(notice.stamp.wall.ns));
        if (const auto* planned = TerminalKit::factIn<events::OrderPlanned>(notice)) {
            lines << when
                    + QStringLiteral(" planned %1 x %2").arg(planned->ticket.id.value).arg(planned->ticket.size.count);
        } else if (const auto* fill = TerminalKit::eventIn<orders::Fill>(notice)) {
            lines << when
                    + QStringLiteral(" fill %1 %2 at %3")
                          .arg(fill->order.value)
                          .arg(fill->size.count)
                          .arg(fill->price.count);
        } else if (const auto* closed = TerminalKit::factIn<events::ProposalClosed>(notice)) {
            lines << when
                    + QStringLiteral(" proposal %1 %2").arg(closed->proposal.value).arg(static_cast<int>(closed->how));
        }
    }
    return lines;
}

/// Twenty minutes of an automatic DEMO as fast as it can go; `reads` or not while it runs.
QStringList ledgerOf(bool reads)
{
    constexpr Timestamp until{1'709'562'600'000'000'000 + 1'200'000'000'000};
    TerminalKit kit(true);
    kit.startDemo(asFastAsItCan);
    // While the market stands at its first moment the desk is told to trade by itself.
    if (!becomesTrue([&] { return kit.terminal->snapshot() != nullptr; })) {
        return {};
    }
    events::GrantAutonomy grant{StrategyId{1}, Money{std::int64_t{1'000'000} * 100'000'000},
                                Money{std::int64_t{1'000'000} * 100'000'000}, 1'000, hours(8)};
    const bool isTold = kit.send(grant) && kit.send(events::SetMode{risk::Mode::Automatic});
    if (!isTold || !becomesTrue([&] { return kit.terminal->snapshot()->mode == risk::Mode::Automatic; })) {
        return {};
    }
    kit.terminal->setPace(asFastAsItCan, false);
    const auto isThere = [&] {
        if (reads) {
            kit.read();
        }
        return kit.terminal->snapshot()->at.wall > until;
    };
    if (!becomesTrue(isThere) || !kit.endsInOrder()) {
        return {};
    }
    if (!becomesTrue([&] { // what did not fit into the ring comes as it is read
            kit.read();
            return kit.inputs<events::SessionEnded>() == 1;
        })) {
        return {};
    }
    return ledgerUntil(kit.notices, until);
}

/// Ten hours of trades, four a minute, in waves of forty minutes around 100.00. Its path.
QString recordedWave(const TerminalKit& kit, const char* name)
{
    const QString path = QString::fromStdString((kit.path().parent_path() / name).string());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return {};
    }
    file.write("timestamp_ns,price,size,side\n");
    for (int i = 0; i < 10 * 240; ++i) {
        const int phase = i % 160;
        const int cents = 10'000 + (phase < 80 ? phase : 160 - phase);
        const qlonglong at = 1'709'510'400'000'000'000 + i * 15'000'000'000LL;
        file.write(QStringLiteral("%1,%2.%3,10,%4\n")
                       .arg(at)
                       .arg(cents / 100)
                       .arg(cents % 100, 2, 10, QLatin1Char('0'))
                       .arg(phase < 80 ? QLatin1Char('B') : QLatin1Char('S'))
                       .toUtf8());
    }
    return path;
}

/// Names of the tape's segments, the oldest first.
QStringList tapeOf(const TerminalKit& kit)
{
    return QDir(QString::fromStdString((kit.path() / "journal").string()))
        .entryList({"tape-*"}, QDir::Files, QDir::Name);
}

} // namespace

class TestTerminal : public QObject
{
    Q_OBJECT

private slots:
    void aDemoProposesAndFillsWhatIsApproved()
    {
        TerminalKit kit;
        QCOMPARE(kit.terminal->phase().phase, Phase::Idle);
        kit.startDemo(asFastAsItCan);

        QVERIFY(becomesTrue([&] {
            kit.readAndApprove();
            return kit.inputs<orders::Fill>() > 0;
        }));

        QVERIFY(kit.facts<events::ProposalMade>() > 0);
        QVERIFY(kit.facts<events::ApprovalGranted>() > 0);
        const auto shot = kit.terminal->snapshot();
        QCOMPARE(shot->environment, orders::Environment::Demo);
        QCOMPARE(shot->instruments.size(), std::size_t{6});
        QVERIFY(becomesTrue([&] { return kit.terminal->snapshot()->fillCount > 0; }));
    }

    // File › Open recording asks for no strategy: something must propose on it all the same.
    void strategiesProposeOnARecording()
    {
        TerminalKit kit;
        SessionWish wish;
        wish.files = {recordedWave(kit, "WAVE_trades.csv").toStdString()};
        wish.speed = asFastAsItCan;
        kit.terminal->start(wish);

        QVERIFY(becomesTrue([&] {
            kit.read();
            return kit.facts<events::ProposalMade>() > 0;
        }));
        const auto shot = kit.terminal->snapshot();
        QCOMPARE(shot->environment, orders::Environment::Replay);
        QCOMPARE(shot->strategies.size(), std::size_t{2});
    }

    // Trades come every 15 s of the market: a second of ours in which none comes is four of its.
    void aFeedThatIsSilentAgesInThePictureAlthoughNothingHappens()
    {
        TerminalKit kit;
        SessionWish wish;
        wish.files = {recordedWave(kit, "WAVE_trades.csv").toStdString()};
        wish.speed = 4;
        kit.terminal->start(wish);
        QVERIFY(kit.comesTo(Phase::Running));
        const auto isOld = [&] {
            const auto shown = kit.terminal->snapshot();
            return shown && !shown->instruments.empty() && shown->instruments[0].age > shown->limits.quoteAge;
        };

        QVERIFY(becomesTrue(isOld));

        const auto shown = kit.terminal->snapshot();
        const Timestamp seen = shown->at.wall - shown->instruments[0].age.value_or(Duration{});
        QCOMPARE((seen - Timestamp{1'709'510'400'000'000'000}).ns % seconds(15).ns, seconds(0).ns); // a trade's time
        QVERIFY(becomesTrue([&] { return kit.terminal->snapshot()->at.wall > shown->at.wall; })); // and goes on
    }

    void aRecordingOfBarsIsWorkedOnBarByBar()
    {
        for (const std::string& spec : replayStrategies(minutes(1))) {
            QVERIFY2(spec.find("interval") == std::string::npos, spec.c_str());
        }
        for (const std::string& spec : replayStrategies(std::nullopt)) {
            QVERIFY2(spec.find(":interval=") != std::string::npos, spec.c_str());
        }
    }

    // What a session records beyond it goes at the start of the next one, once a checkpoint stands behind it.
    void theTapeKeepsToItsSize()
    {
        TerminalKit kit(false, false, {"journal.segment_size=64 KiB", "journal.tape_size=128 KiB"});
        kit.startDemo(asFastAsItCan, {"sma_cross:interval=1m"});
        QVERIFY(becomesTrue([&] { return tapeOf(kit).size() >= 6; }));
        QVERIFY(kit.endsInOrder());
        const auto before = tapeOf(kit);

        kit.startDemo(asFastAsItCan, {"sma_cross:interval=1m"});

        QVERIFY(becomesTrue([&] { return !tapeOf(kit).contains(before.front()); }));
        QVERIFY(kit.endsInOrder());
    }

    // A newcomer waits no longer than a minute of market time: the strategies begin warm.
    void theFirstProposalComesWithinAMinute()
    {
        TerminalKit kit;
        kit.startDemo(asFastAsItCan);

        QVERIFY(becomesTrue([&] {
            kit.read();
            return kit.facts<events::ProposalMade>() > 0;
        }));

        for (const auto& notice : kit.notices) {
            if (TerminalKit::factIn<events::ProposalMade>(notice) != nullptr) {
                QVERIFY(notice.stamp.wall <= (Timestamp{1'709'562'600'000'000'000} + minutes(1)));
                break;
            }
        }
    }

    void pausedTheMarketStandsStillAndPeopleDoNot()
    {
        TerminalKit kit(true);
        kit.startDemo(1);
        QVERIFY(kit.comesTo(Phase::Running));
        QVERIFY(becomesTrue([&] { return kit.terminal->snapshot() != nullptr; }));
        const Timestamp before = kit.terminal->snapshot()->at.wall;

        for (int i = 0; i < 2; ++i) {
            QVERIFY(kit.send(events::AddNote{{}, {}, {}, ShortText<191>("still")}));
        }
        QVERIFY(becomesTrue([&] {
            kit.read();
            return kit.facts<events::NoteAdded>() == 2;
        }));

        QCOMPARE(kit.terminal->snapshot()->at.wall, before);
        QCOMPARE(kit.notices.back().stamp.wall, before);
        kit.terminal->setPace(asFastAsItCan, false);
        QVERIFY(becomesTrue([&] { return kit.terminal->snapshot()->at.wall > before + minutes(1); }));
    }

    void anotherSessionGoesOnWithTheAccountAndLater()
    {
        TerminalKit kit;
        kit.startDemo(asFastAsItCan);
        QVERIFY(becomesTrue([&] {
            kit.readAndApprove();
            return kit.inputs<orders::Fill>() > 0;
        }));
        QVERIFY(kit.endsInOrder());
        const auto last = kit.terminal->snapshot();
        QVERIFY(!last->isOpen);
        QVERIFY(!kit.send(events::AddNote{})); // nobody takes it

        kit.terminal->start({{}, {}, {}, 8, {}, {}, false, 1});
        QVERIFY(kit.comesTo(Phase::Running));

        QCOMPARE(kit.terminal->phase().generation, std::uint64_t{2});
        QVERIFY(becomesTrue([&] { return kit.terminal->snapshot() && kit.terminal->snapshot()->isOpen; }));
        const auto shot = kit.terminal->snapshot();
        QCOMPARE(shot->at.boot, last->at.boot + 1);
        QVERIFY(shot->at.wall > last->at.wall); // although the clock stands where it stood
        QCOMPARE(shot->fillCount, last->fillCount);
        QCOMPARE(shot->cash.front().cash, last->cash.front().cash);
    }

    void aStartEndsTheSessionAtHand()
    {
        TerminalKit kit;
        kit.startDemo(1);
        QVERIFY(kit.comesTo(Phase::Running));

        kit.startDemo(asFastAsItCan);

        QVERIFY(becomesTrue([&] {
            kit.read();
            return kit.inputs<events::SessionStarted>() == 2;
        }));
        QCOMPARE(kit.inputs<events::SessionEnded>(), std::size_t{1});
    }

    void picturesSayWhenTheTicksInThemCame()
    {
        TerminalKit kit;
        const Monotonic before = kit.terminal->now();
        kit.startDemo(asFastAsItCan);

        std::optional<Monotonic> desk, day;
        QVERIFY(becomesTrue([&] {
            const auto shot = kit.terminal->snapshot();
            desk = shot ? shot->times.newSince(0) : std::nullopt;
            const auto days = kit.terminal->day();
            day = days ? days->times.newSince(0) : std::nullopt;
            return desk && day;
        }));

        const Monotonic after = kit.terminal->now();
        QVERIFY(*desk >= before && *desk <= after);
        QVERIFY(*day >= before && *day <= after);
    }

    void aWindowThatFreezesChangesNothingAndMissesNothing()
    {
        const QStringList read = ledgerOf(true);
        const QStringList frozen = ledgerOf(false);

        QVERIFY(read.filter(QStringLiteral("fill")).size() > 0);
        QCOMPARE(frozen, read);
    }

    void theRecordReplaysIdentically()
    {
        TerminalKit kit;
        kit.startDemo(asFastAsItCan);
        QVERIFY(becomesTrue([&] {
            kit.readAndApprove();
            return kit.inputs<orders::Fill>() > 1;
        }));
        kit.terminal->kill({}, risk::KillLevel::CancelAll, "replayed, too");
        QVERIFY(becomesTrue([&] {
            kit.readAndApprove();
            return kit.inputs<events::KillLatched>() == 1;
        }));
        QVERIFY(kit.endsInOrder());
        kit.close();

        const auto folder = platform::FileFolder::open(kit.path() / "journal", platform::FileFolder::Access::ReadOnly);
        const auto replayed = driver::replayJournal(**folder);

        QVERIFY(replayed);
        QVERIFY2(replayed->identical, replayed->text.c_str());
        QCOMPARE(replayed->decided, replayed->events);
    }

    void aProfileInUseIsRefused()
    {
        TerminalKit kit;
        TerminalRequest request;
        request.profile = kit.path();

        const auto second = Terminal::open(request);

        QVERIFY(!second);
        QCOMPARE(second.error().code, std::string("profile_in_use"));
        QCOMPARE(second.error().kind, FailureKind::Refused);
    }

    void aRecordingThatIsNotThereIsToldAndChangesNothing()
    {
        TerminalKit kit;
        kit.terminal->start({{"no_such_file.csv"}, {}, {}, 0, {}, {}, false, 1});

        QVERIFY(kit.comesTo(Phase::Failed));

        QVERIFY(kit.terminal->phase().text.find("no_such_file.csv") != std::string::npos);
        kit.startDemo(asFastAsItCan);
        QVERIFY(kit.comesTo(Phase::Running));
    }

    void chartsShowTheTimeBeforeTheStart()
    {
        TerminalKit kit(true);
        const views::SeriesKey key{InstrumentId{1}, minutes(1)};
        kit.terminal->watch(key);

        kit.startDemo(1);

        QVERIFY(becomesTrue([&] { return kit.terminal->series(key) && kit.terminal->series(key)->count() >= 1'440; }));
    }

    void whatHappenedCanBeAskedFor()
    {
        TerminalKit kit(false, true);
        kit.startDemo(asFastAsItCan);
        QVERIFY(becomesTrue([&] {
            kit.readAndApprove();
            return kit.inputs<orders::Fill>() > 0;
        }));
        QVERIFY(kit.endsInOrder());
        kit.read();

        const QueryId asked = kit.terminal->ask(views::FillsQuery{});
        Answer answer;
        QVERIFY(becomesTrue([&] { return kit.terminal->takeAnswer(answer); }));

        QCOMPARE(answer.query, asked);
        QVERIFY2(answer.page, answer.page ? "" : answer.page.error().detail.c_str());
        QCOMPARE(std::get<std::vector<views::FillRow>>(answer.page->rows).size(), kit.inputs<orders::Fill>());
    }

    void healthNamesEveryPart()
    {
        TerminalKit kit;
        kit.startDemo(asFastAsItCan);
        QVERIFY(becomesTrue([&] {
            const auto health = kit.terminal->health();
            return health && health->eventsPerSecond > 0;
        }));

        const auto health = kit.terminal->health();
        QStringList names;
        for (const auto& part : health->parts) {
            names << QString::fromStdString(part.name);
        }
        for (const char* name : {"feed", "orders", "journal", "history", "kill", "files"}) {
            QVERIFY2(names.contains(QString::fromLatin1(name)), name);
        }
        QVERIFY(health->freeDiskBytes > 0);
    }
};

QTEST_GUILESS_MAIN(TestTerminal)
#include "tst_terminal.moc"
