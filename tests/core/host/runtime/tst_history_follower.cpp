// needs: edge/storage/sqlite desk/driver desk/sim Qt6::Sql

#include "core/base/decimal.h"
#include "core/edge/storage/sqlite/sqlite_history.h"
#include "core/host/runtime/export/export_journal.h"
#include "core/host/runtime/history/history_follower.h"
#include "tests/support/memory_folder.h"
#include "tests/support/recorded_session.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <random>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;
namespace fs = std::filesystem;

namespace {

constexpr Sequence everything{std::numeric_limits<std::uint64_t>::max()};

/// Closes that wander: the strategy goes in and out many times.
ScriptedMarket aWander(std::uint32_t seed, int firstDay, int count)
{
    std::mt19937_64 random(seed);
    ScriptedMarket feed;
    std::int64_t close = 10'000;
    for (int day = firstDay; day < firstDay + count; ++day) {
        close = std::clamp<std::int64_t>(close + static_cast<std::int64_t>(random() % 301) - 150, 8'000, 12'000);
        feed.addDay(day, close);
    }
    return feed;
}

/// Two sessions, the first of which ends like a crash.
tests::MemoryFolder aJournal(std::uint32_t seed)
{
    tests::MemoryFolder folder;
    auto first = aWander(seed, 0, 60);
    record(folder, first, aTypicalSetup(), false);
    auto second = aWander(seed + 1'000, 60, 60);
    auto setup = aTypicalSetup(2, newYear + days(60));
    setup.deposit = {};
    record(folder, second, setup);
    return folder;
}

views::HistoryFilter allRows()
{
    views::HistoryFilter filter;
    filter.most = 10'000;
    return filter;
}

/// All rows of a store, as text, to compare with.
std::string dumpOf(ports::HistoryStore& store)
{
    std::string text;
    const auto add = [&text](auto... numbers) { ((text += std::to_string(numbers) + ' '), ...); };
    const views::HistoryFilter filter = allRows();
    const auto fills = *store.query(views::FillsQuery{filter});
    for (const auto& row : std::get<std::vector<views::FillRow>>(fills.rows)) {
        add(row.seq.value, row.fill.id.value, row.fill.order.value, row.fill.size.count, row.fill.value.e8,
            row.strategy.value, row.proposal.value, static_cast<int>(row.role), row.reference.value_or(Ticks{}).count);
    }
    const auto orders = *store.query(views::OrdersQuery{filter});
    for (const auto& row : std::get<std::vector<views::OrderRow>>(orders.rows)) {
        add(row.seq.value, row.record.ticket.id.value, static_cast<int>(row.record.state), row.record.filled.count);
        text += row.text;
    }
    const auto proposals = *store.query(views::ProposalsQuery{filter});
    for (const auto& row : std::get<std::vector<views::ProposalRow>>(proposals.rows)) {
        add(row.seq.value, row.made.value.e8, row.how ? static_cast<int>(*row.how) : -1, row.order.value,
            row.closed.ns);
    }
    const auto trips = *store.query(views::RoundTripsQuery{filter});
    for (const auto& row : std::get<std::vector<views::RoundTripRow>>(trips.rows)) {
        add(row.seq.value, row.net.e8, row.fees.e8, row.entryValue.e8, row.lots.count, row.opened.ns,
            row.risk.value_or(Money{-1}).e8);
    }
    const auto equity = *store.query(views::EquityQuery{filter});
    for (const auto& row : std::get<std::vector<views::EquityRow>>(equity.rows)) {
        add(row.at.ns, row.equity.e8, row.peak.e8, row.isReconstructed ? 1 : 0);
    }
    const auto notes = *store.query(views::NotesQuery{filter});
    for (const auto& row : std::get<std::vector<views::NoteRow>>(notes.rows)) {
        add(row.seq.value, row.at.ns, row.note.proposal.value);
    }
    const auto alerts = *store.query(views::AlertsQuery{filter});
    for (const auto& row : std::get<std::vector<views::AlertRow>>(alerts.rows)) {
        add(row.seq.value, row.alert.limit, row.alert.actual);
    }
    add(fills.upTo.value);
    return text;
}

struct Place {
    [[nodiscard]] std::unique_ptr<ports::HistoryStore> open()
    {
        auto opened = storage::openHistory(fs::path(folder.path().toStdString()) / "store.sqlite");
        return opened ? std::move(opened->store) : nullptr;
    }
    QTemporaryDir folder;
};

Result<void> follow(ports::HistoryStore& store, const ports::LogFolder& folder, FollowOptions options = {},
                    Sequence durable = everything)
{
    HistoryFollower follower(store, folder, std::move(options));
    for (;;) {
        const auto step = follower.step(durable);
        if (!step) {
            return tl::unexpected(step.error());
        }
        if (!*step) {
            return follower.keepMemory();
        }
    }
}

std::string dumpOf(const ports::LogFolder& folder)
{
    Place place;
    auto store = place.open();
    return follow(*store, folder) ? dumpOf(*store) : std::string();
}

/// Fails at one call to `apply`: before the rows are kept, or after, when the word of it gets lost.
class FailingStore final : public ports::HistoryStore
{
public:
    FailingStore(ports::HistoryStore& inner, std::uint64_t failAt, bool isKept)
        : m_inner(inner)
        , m_left(failAt)
        , m_isKept(isKept)
    {
    }
    Result<ports::HistoryMark> mark() override
    {
        return m_inner.mark();
    }
    Result<void> apply(const ports::HistoryBatch& batch) override
    {
        if (--m_left != 0) {
            return m_inner.apply(batch);
        }
        ++faults;
        if (m_isKept) {
            static_cast<void>(m_inner.apply(batch));
        }
        return failure(Errc::Unavailable, "the disk went away");
    }
    Result<void> keep(const Bytes& memory) override
    {
        return m_inner.keep(memory);
    }
    Result<void> wipe(const std::array<std::byte, 16>& install, std::uint32_t maker) override
    {
        return m_inner.wipe(install, maker);
    }
    Result<views::HistoryPage> query(const views::HistoryQuery& query) override
    {
        return m_inner.query(query);
    }
    Result<void> close() override
    {
        return m_inner.close();
    }
    int faults = 0;

private:
    ports::HistoryStore& m_inner;
    std::uint64_t m_left;
    bool m_isKept;
};

} // namespace

class TestHistoryFollower : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_folder = aJournal(1);
        m_expected = dumpOf(m_folder);
        QVERIFY(m_expected.size() > 2'000);
    }

    void aPassInSmallBatchesGivesTheSameRows()
    {
        for (const std::size_t batch : {1U, 2U, 7U, 100U}) {
            Place place;
            auto store = place.open();
            FollowOptions options;
            options.batchRecords = batch;
            options.memoryEvery = 13;
            QVERIFY(follow(*store, m_folder, options));
            QCOMPARE(dumpOf(*store), m_expected);
        }
    }

    void countsEachRecordOnceOverAKillAtAnyBatch()
    {
        for (std::uint32_t seed = 1; seed <= 6; ++seed) {
            const auto folder = aJournal(seed);
            const std::string expected = dumpOf(folder);
            std::mt19937_64 random(seed);
            Place place;
            int kills = 0;
            for (bool more = true; more;) {
                auto store = place.open();
                FollowOptions options;
                options.batchRecords = 1 + random() % 40;
                options.memoryEvery = 1 + random() % 100;
                HistoryFollower follower(*store, folder, options);
                // So many batches, then it is gone without a word: no memory kept, nothing closed.
                for (auto left = random() % 4; more && left > 0; --left) {
                    more = *follower.step(everything);
                }
                ++kills;
            }
            auto store = place.open();
            QCOMPARE(dumpOf(*store), expected);
            QVERIFY(kills > 3);
        }
    }

    void countsEachRecordOnceWhateverApplyAnswered()
    {
        for (const bool isKept : {false, true}) {
            for (std::uint64_t failAt = 1; failAt <= 12; ++failAt) {
                Place place;
                auto store = place.open();
                FailingStore failing(*store, failAt, isKept);
                FollowOptions options;
                options.batchRecords = 60;
                options.memoryEvery = 100;
                HistoryFollower follower(failing, m_folder, options);
                int errors = 0;
                for (bool more = true; more;) {
                    const auto step = follower.step(everything);
                    errors += step ? 0 : 1;
                    more = !step || *step;
                }
                QCOMPARE(errors, failing.faults);
                QCOMPARE(dumpOf(*store), m_expected);
            }
        }
    }

    void readsNothingThatIsNotDurable()
    {
        Place place;
        auto store = place.open();
        HistoryFollower follower(*store, m_folder);
        for (std::uint64_t durable = 0; durable < 400; durable += 37) {
            while (*follower.step({durable})) { }
            QVERIFY(follower.upTo().value <= durable);
        }
        QVERIFY(follow(*store, m_folder));
        QCOMPARE(dumpOf(*store), m_expected);
    }

    void followsAJournalThatGrows()
    {
        tests::MemoryFolder folder;
        Place place;
        auto store = place.open();
        HistoryFollower follower(*store, folder);
        QCOMPARE(*follower.step(everything), false); // nothing there yet
        for (int session = 1; session <= 4; ++session) {
            auto feed = aWander(static_cast<std::uint32_t>(session), session * 20, 20);
            auto setup = aTypicalSetup(static_cast<std::uint32_t>(session), newYear + days(session * 20));
            if (session > 1) {
                setup.deposit = {};
            }
            record(folder, feed, setup, session % 2 == 0);
            while (*follower.step(everything)) { }
        }
        QCOMPARE(dumpOf(*store), dumpOf(folder));
    }

    void aHistoryOfAnotherJournalIsMadeAnew()
    {
        const auto other = aJournal(77);
        Place place;
        auto store = place.open();
        QVERIFY(follow(*store, other));
        std::vector<std::string> notes;
        FollowOptions options;
        options.note = [&notes](const std::string& text) { notes.push_back(text); };
        QVERIFY(follow(*store, m_folder, options));
        QCOMPARE(notes.size(), std::size_t{1});
        QCOMPARE(dumpOf(*store), m_expected);
    }

    // A profile of the program before this one: rows of RowMaker's version 1, in which trips and resets of switches
    // were not among the notes, and a memory of that version. Opened today it has all rows that today's program makes.
    void aHistoryOfAnOlderProgramIsMadeAnewAndNothingIsLost()
    {
        Place place;
        {
            auto store = place.open();
            FollowOptions part;
            part.memoryEvery = 40;
            QVERIFY(follow(*store, m_folder, part));
            QVERIFY(store->keep(Bytes(64, std::byte{0x01})));
            QVERIFY(store->close());
        }
        {
            QSqlDatabase file = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("older"));
            file.setDatabaseName(place.folder.filePath(QStringLiteral("store.sqlite")));
            QVERIFY(file.open());
            QSqlQuery query(file);
            QVERIFY(query.exec(QStringLiteral("UPDATE source SET maker = 1")));
            QCOMPARE(query.numRowsAffected(), 1);
            QVERIFY(query.exec(QStringLiteral("DELETE FROM notes")));
            QVERIFY(query.exec(QStringLiteral("DELETE FROM fills WHERE seq % 2 = 0")));
            QVERIFY(query.numRowsAffected() > 0);
            file.close();
        }
        QSqlDatabase::removeDatabase(QStringLiteral("older"));

        auto store = place.open();
        QVERIFY(store != nullptr);
        QCOMPARE(store->mark()->maker, 1U);
        QVERIFY(dumpOf(*store) != m_expected);
        std::vector<std::string> notes;
        FollowOptions options;
        options.note = [&notes](const std::string& text) { notes.push_back(text); };
        QVERIFY(follow(*store, m_folder, options));

        QCOMPARE(notes.size(), std::size_t{1});
        QCOMPARE(notes.front(), std::string("the history was made by another version and is made anew"));
        QCOMPARE(dumpOf(*store), m_expected);
        QCOMPARE(store->mark()->maker, RowMaker::version);
        QVERIFY(follow(*store, m_folder, options)); // and the next start finds its own
        QCOMPARE(notes.size(), std::size_t{1});
    }

    void aJournalThatLostItsEndMakesTheHistoryAnew()
    {
        auto folder = m_folder.copy();
        Place place;
        auto store = place.open();
        QVERIFY(follow(*store, folder));
        tests::MemoryFolder shorter;
        auto feed = aWander(1, 0, 60);
        record(shorter, feed, aTypicalSetup(), false);
        std::vector<std::string> notes;
        FollowOptions options;
        options.note = [&notes](const std::string& text) { notes.push_back(text); };
        QVERIFY(follow(*store, shorter, options));
        QCOMPARE(notes.size(), std::size_t{1});
        QCOMPARE(dumpOf(*store), dumpOf(shorter));
    }

    void memoryOfAnotherVersionIsMadeAnewWithoutTouchingRows()
    {
        Place place;
        auto store = place.open();
        FollowOptions options;
        options.batchRecords = 50;
        HistoryFollower follower(*store, m_folder, options);
        QVERIFY(*follower.step(everything));
        QVERIFY(store->keep(Bytes(10, std::byte{0xee})));
        QVERIFY(follow(*store, m_folder));
        QCOMPARE(dumpOf(*store), m_expected);
    }

    void aDamagedJournalStopsTheHistoryInFrontOfTheDamage()
    {
        auto folder = m_folder.copy();
        auto& bytes = folder.files.find("journal-00000001.omj")->second->bytes;
        bytes[bytes.size() / 2] ^= std::byte{0x40};
        Place place;
        auto store = place.open();
        const auto done = follow(*store, folder);
        QVERIFY(!done);
        QCOMPARE(done.error().code, Errc::Corrupt);
        QVERIFY(store->mark()->upTo.value > 0);
    }

    /// The export is written by other code on the same records.
    void agreesWithTheExportOfTheJournal()
    {
        struct Sum {
            std::size_t fills = 0;
            Int128 value = 0, fee = 0;
        };
        Sum told;
        const auto done = exportJournal(m_folder, [&told](const RecordLine& line) {
            if (line.kind() == LineKind::Fill) {
                ++told.fills;
                told.value += *scaledFromText(line.value("value"), 8);
                told.fee += *scaledFromText(line.value("fee"), 8);
            }
            return true;
        });
        QVERIFY(done);
        Place place;
        auto store = place.open();
        QVERIFY(follow(*store, m_folder));
        Sum kept;
        const auto page = store->query(views::FillsQuery{allRows()});
        for (const auto& row : std::get<std::vector<views::FillRow>>(page->rows)) {
            ++kept.fills;
            kept.value += row.fill.value.e8;
            kept.fee += row.fill.fee.e8;
        }
        QVERIFY(kept.fills > 10);
        QCOMPARE(kept.fills, told.fills);
        QVERIFY(kept.value == told.value);
        QVERIFY(kept.fee == told.fee);
    }

    /// What was won in all trips is what the desk has booked, less what is still open.
    void tripsAddUpToWhatTheDeskHasBooked()
    {
        const auto desk = driver::recoverDesk(m_folder);
        QVERIFY(desk);
        const auto& book = desk->state.portfolio;
        Place place;
        auto store = place.open();
        QVERIFY(follow(*store, m_folder));
        std::int64_t net = 0;
        const auto page = store->query(views::RoundTripsQuery{allRows()});
        const auto& trips = std::get<std::vector<views::RoundTripRow>>(page->rows);
        for (const auto& row : trips) {
            net += row.net.e8;
        }
        QVERIFY(trips.size() > 5);
        if (book.positions().empty()) {
            QCOMPARE(net, book.realised(desk->state.base).e8 - book.fees(desk->state.base).e8);
        }
    }

private:
    tests::MemoryFolder m_folder;
    std::string m_expected;
};

QTEST_GUILESS_MAIN(TestHistoryFollower)
#include "tst_history_follower.moc"
