// needs: host/access
#include "core/host/access/ban_book.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

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

private slots:
    void init()
    {
        QFile::remove(m_folder.filePath("broker-bans"));
    }

    void aBanIsKnownAgainUntilItsEnd()
    {
        BanBook(profile()).note("binance", Environment::Paper, m_now + minutes(2));
        const BanBook later(profile());
        QCOMPARE(later.until("binance", Environment::Paper, m_now), std::optional(m_now + minutes(2)));
        QVERIFY(!later.until("binance", Environment::Paper, m_now + minutes(2)));
        QVERIFY(!later.until("binance", Environment::Live, m_now));
        QVERIFY(!later.until("alpaca", Environment::Paper, m_now));
    }
    // As every file of a profile: nobody else reads it.
    void itIsItsOwnersAlone()
    {
        BanBook(profile()).note("binance", Environment::Paper, m_now + minutes(2));
        const auto rights = QFile::permissions(m_folder.filePath("broker-bans"));
        QVERIFY(rights.testFlag(QFile::ReadOwner) && rights.testFlag(QFile::WriteOwner));
        QVERIFY(!(rights & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
        QVERIFY(!QFile::exists(m_folder.filePath("broker-bans.new")));
    }
    void theLaterEndCounts()
    {
        const BanBook book(profile());
        book.note("binance", Environment::Paper, m_now + minutes(5));
        book.note("alpaca", Environment::Paper, m_now + minutes(1));
        book.note("binance", Environment::Paper, m_now + minutes(2));
        QCOMPARE(book.until("binance", Environment::Paper, m_now), std::optional(m_now + minutes(5)));
        QCOMPARE(book.until("alpaca", Environment::Paper, m_now), std::optional(m_now + minutes(1)));
    }
    // F17: the clock was a year ahead when it was written. Nobody is locked out by that.
    void oneOfAnotherTimeIsNone()
    {
        BanBook(profile()).note("binance", Environment::Paper, m_now + days(365));
        QVERIFY(!BanBook(profile()).until("binance", Environment::Paper, m_now));
    }
    void whatCannotBeReadIsNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no number") << QByteArray("binance paper soon\n");
        QTest::newRow("bytes") << QByteArray("\x00\xff\x00 \n\n 5", 9);
        QTest::newRow("beyond every number") << QByteArray("binance paper 99999999999999999999999\n");
        QTest::newRow("half a line") << QByteArray("binance pap");
    }
    void whatCannotBeReadIsNone()
    {
        QFETCH(QByteArray, text);
        QFile file(m_folder.filePath("broker-bans"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QVERIFY(!BanBook(profile()).until("binance", Environment::Paper, m_now));
        BanBook(profile()).note("binance", Environment::Paper, m_now + minutes(1));
        QVERIFY(BanBook(profile()).until("binance", Environment::Paper, m_now));
    }
    void withoutAProfileNothingIsKept()
    {
        BanBook({}).note("binance", Environment::Paper, m_now + minutes(1));
        QVERIFY(!BanBook({}).until("binance", Environment::Paper, m_now));
        BanBook(profile() / "is not there").note("binance", Environment::Paper, m_now + minutes(1));
        QVERIFY(!BanBook(profile() / "is not there").until("binance", Environment::Paper, m_now));
    }
};

QTEST_APPLESS_MAIN(TestBanBook)
#include "tst_ban_book.moc"
