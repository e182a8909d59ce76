// needs: host/access
#include "core/host/access/ban_book.h"
#include "tests/support/manual_clock.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace omni;
using namespace omni::runtime;
using orders::Environment;

class TestBanBook : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] std::filesystem::path profile() const
    {
        return m_folder.path().toStdString();
    }
    const Timestamp m_now{1'764'000'000'000'000'000};
    std::unique_ptr<test::ManualClock> m_made;
    platform::MachineStart m_start{};
    [[nodiscard]] test::ManualClock& clock() const
    {
        return *m_made;
    }
    [[nodiscard]] BanBook book() const
    {
        return BanBook(profile(), [this] { return vault::MachineMoment{clock().mono().ns, m_start}; });
    }
    [[nodiscard]] std::optional<Timestamp> binance() const
    {
        return book().until("binance", Environment::Paper, clock());
    }
    [[nodiscard]] Duration left() const
    {
        const auto until = binance();
        return until ? *until - clock().wall() : Duration{};
    }
    void note(Duration length) const
    {
        book().note("binance", Environment::Paper, clock().wall() + length, clock());
    }

private slots:
    void init()
    {
        QFile::remove(m_folder.filePath("broker-bans"));
        m_made = std::make_unique<test::ManualClock>(m_now);
        m_start = {};
    }

    void aBanIsKnownAgainUntilItsEnd()
    {
        note(minutes(2));
        QCOMPARE(binance(), std::optional(m_now + minutes(2)));
        QVERIFY(!book().until("binance", Environment::Live, clock()));
        QVERIFY(!book().until("alpaca", Environment::Paper, clock()));
        clock().pass(minutes(2));
        QVERIFY(!binance());
    }
    // As every file of a profile: nobody else reads it.
    void itIsItsOwnersAlone()
    {
        note(minutes(2));
        const auto rights = QFile::permissions(m_folder.filePath("broker-bans"));
        QVERIFY(rights.testFlag(QFile::ReadOwner) && rights.testFlag(QFile::WriteOwner));
        QVERIFY(!(rights & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
        QVERIFY(!QFile::exists(m_folder.filePath("broker-bans.new")));
    }
    void theLaterEndCounts()
    {
        note(minutes(5));
        book().note("alpaca", Environment::Paper, m_now + minutes(1), clock());
        note(minutes(2));
        QCOMPARE(binance(), std::optional(m_now + minutes(5)));
        QCOMPARE(book().until("alpaca", Environment::Paper, clock()), std::optional(m_now + minutes(1)));
    }
    // F17: what the wall clock said when a ban was noted, and says now, locks nobody out and lets nobody in.
    void aWallClockThatIsSetChangesNothing_data()
    {
        QTest::addColumn<qint64>("by");
        for (const qint64 hours : {-24LL * 365, -24LL, -1LL, 1LL, 24LL, 24LL * 365}) {
            QTest::addRow("%lld hours", static_cast<long long>(hours)) << hours;
        }
    }
    void aWallClockThatIsSetChangesNothing()
    {
        QFETCH(const qint64, by);
        note(minutes(2));
        clock().setWall(hours(by));
        clock().pass(seconds(30));
        QCOMPARE(left(), seconds(90));
        clock().pass(seconds(91));
        QVERIFY(!binance());
        note(minutes(3)); // a real one behind it
        QCOMPARE(left(), minutes(3));
    }
    // Of another start of the machine its own time says nothing; nobody waits longer than the ban was long.
    void behindAStartOfTheMachineTheWallClockCounts_data()
    {
        QTest::addColumn<qint64>("passed");
        QTest::addColumn<qint64>("leftSeconds");
        QTest::newRow("a minute later") << qint64{60} << qint64{60};
        QTest::newRow("it is over") << qint64{120} << qint64{0};
        QTest::newRow("a day later") << qint64{86'400} << qint64{0};
        QTest::newRow("the clock was a day ahead") << qint64{-86'400} << qint64{120};
    }
    void behindAStartOfTheMachineTheWallClockCounts()
    {
        QFETCH(const qint64, passed);
        QFETCH(const qint64, leftSeconds);
        note(minutes(2));
        m_start[0] = std::byte{1};
        clock().setWall(seconds(passed));
        QCOMPARE(left(), seconds(leftSeconds));
    }
    void oneOfTenYearsIsNone()
    {
        note(days(3'650));
        QVERIFY(!binance());
        note(minutes(1));
        QVERIFY(binance());
    }
    void whatCannotBeReadIsNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no number") << QByteArray("binance paper soon\n");
        QTest::newRow("bytes") << QByteArray("\x00\xff\x00 \n\n 5", 9);
        QTest::newRow("beyond every number") << QByteArray("binance paper 99999999999999999999999\n");
        QTest::newRow("half a line") << QByteArray("binance pap");
        QTest::newRow("of an earlier version") << QByteArray("binance paper 1764000120000000000\n");
    }
    void whatCannotBeReadIsNone()
    {
        QFETCH(QByteArray, text);
        QFile file(m_folder.filePath("broker-bans"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QVERIFY(!binance());
        note(minutes(1));
        QVERIFY(binance());
    }
    void withoutAProfileNothingIsKept()
    {
        BanBook({}).note("binance", Environment::Paper, m_now + minutes(1), clock());
        QVERIFY(!BanBook({}).until("binance", Environment::Paper, clock()));
        BanBook(profile() / "is not there").note("binance", Environment::Paper, m_now + minutes(1), clock());
        QVERIFY(!BanBook(profile() / "is not there").until("binance", Environment::Paper, clock()));
    }
};

QTEST_APPLESS_MAIN(TestBanBook)
#include "tst_ban_book.moc"
