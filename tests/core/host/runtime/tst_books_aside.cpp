// needs: host/runtime edge/platform desk/driver desk/journal
//
// The books of an account are set aside as a whole, and only while nothing stands that a new record would forget.

#include "core/host/runtime/books_aside.h"
#include "core/host/runtime/headless_run.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace omni;
using namespace omni::runtime;

namespace {

constexpr Timestamp noon{1'795'000'000'000'000'000};

struct Bench {
    QTemporaryDir folder;
    std::filesystem::path path = (folder.path() + QStringLiteral("/profile")).toStdString();

    /// A session of an hour of market time.
    void trade(driver::AtEnd atEnd, const std::string& strategy)
    {
        RunRequest request;
        request.profile = path;
        request.market.seed = 3;
        request.length = hours(1);
        request.strategies = {strategy};
        request.approval = driver::ApprovalRule::All;
        request.atEnd = atEnd;
        RunStop stop;
        const auto ended = runHeadless(request, {}, stop);
        QVERIFY2(ended.has_value(), ended ? "" : ended.error().message.c_str());
    }
    [[nodiscard]] Outcome<std::string> setAside() const
    {
        const auto profile = lockProfile(path);
        return profile ? setBooksAside(*profile, noon, {}) : tl::unexpected(profile.error());
    }
    [[nodiscard]] bool has(const char* name) const
    {
        return QFile::exists(QString::fromStdString((path / name).string()));
    }
};

} // namespace

class TestBooksAside : public QObject
{
    Q_OBJECT

private slots:
    void theyMoveAsTheyAreAndNewOnesBegin()
    {
        Bench bench;
        bench.trade(driver::AtEnd::Flatten, "sma_cross:interval=1m,fast=100,slow=200");
        const auto name = bench.setAside();
        QVERIFY2(name.has_value(), name ? "" : name.error().message.c_str());
        QVERIFY(!bench.has("journal"));
        QVERIFY(QDir(QString::fromStdString((bench.path / *name / "journal").string())).count() > 2);
        bench.trade(driver::AtEnd::Flatten, "sma_cross:interval=1m,fast=100,slow=200");
        const auto profile = lockProfile(bench.path);
        const auto journal = openJournal(*profile, {});
        QCOMPARE(journal->desk.state.session.boot, std::uint32_t{1});
    }

    void withoutBooksThereIsNothingToSetAside()
    {
        const Bench bench;
        const auto name = bench.setAside();
        QVERIFY(!name && name.error().code == "books_not_set_aside");
        QCOMPARE(static_cast<int>(name.error().kind), 4);
    }

    void whatANewRecordWouldForgetKeepsThemWhereTheyAre()
    {
        Bench bench;
        bench.trade(driver::AtEnd::Keep, "sma_cross:interval=1m,fast=1,slow=2");
        const auto profile = lockProfile(bench.path);
        bool stands = false;
        {
            auto journal = openJournal(*profile, {});
            const auto& state = journal->desk.state;
            stands = !state.portfolio.positions().empty() || !state.breakers.isEmpty() || !state.latches.isEmpty();
            keepCleanEnd(*journal->folder, journal->recovery);
        }
        QVERIFY(stands); // the fault is there
        const auto name = setBooksAside(*profile, noon, {});
        QVERIFY(!name && name.error().code == "books_not_set_aside");
        QVERIFY(bench.has("journal"));
    }
};

QTEST_GUILESS_MAIN(TestBooksAside)
#include "tst_books_aside.moc"
