// needs: Qt6::Sql

#include "core/edge/storage/sqlite/database.h"
#include "core/edge/storage/sqlite/equity_thinning.h"
#include "core/edge/storage/sqlite/schema.h"
#include "core/edge/storage/sqlite/sqlite_history.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <limits>
#include <random>

using namespace omni;
using namespace omni::storage;
using ports::HistoryBatch;
namespace fs = std::filesystem;

namespace {

constexpr auto most = std::numeric_limits<std::int64_t>::max();
constexpr std::array<std::byte, 16> someInstall{std::byte{7}};

/// A folder with a history in it.
struct Place {
    [[nodiscard]] fs::path file() const
    {
        return fs::path(folder.path().toStdString()) / "store.sqlite";
    }
    [[nodiscard]] std::unique_ptr<ports::HistoryStore> open()
    {
        auto opened = openHistory(file());
        if (!opened) {
            error = opened.error();
            return nullptr;
        }
        notes = opened->notes;
        return std::move(opened->store);
    }
    QTemporaryDir folder;
    std::vector<std::string> notes;
    Error error;
};

views::FillRow fillRow(std::uint64_t id, std::uint64_t seq)
{
    views::FillRow row;
    row.seq = {seq};
    row.at = {static_cast<std::int64_t>(seq) * 1'000};
    row.fill.id = {id};
    row.fill.order = {id % 3 + 1};
    row.fill.instrument = {id % 2 + 1};
    row.fill.account = {1};
    row.fill.side = id % 2 == 0 ? Side::Sell : Side::Buy;
    row.fill.price = {-5};
    row.fill.size = {10};
    row.fill.value = {most};
    row.fill.fee = {-most};
    row.fill.feeCurrency = {1};
    row.fill.liquidity = orders::Liquidity::Maker;
    row.fill.time = row.at;
    row.fill.venueFillId = orders::VenueFillId("a'b\"c");
    row.strategy = {2};
    row.proposal = {3};
    row.role = orders::OrderRole::Stop;
    row.reference = Ticks{77};
    row.isLate = true;
    return row;
}

views::OrderRow orderRow(std::uint64_t id, std::uint64_t seq, std::string text)
{
    views::OrderRow row;
    row.seq = {seq};
    row.record.ticket.id = {id};
    row.record.ticket.instrument = {1};
    row.record.ticket.size = {100};
    row.record.ticket.limit = Ticks{9'900};
    row.record.ticket.trail = Ticks{3};
    row.record.state = orders::OrderState::CancelSent;
    row.record.filled = {40};
    row.record.excess = {most};
    row.record.venueOrderId = orders::VenueOrderId("v-1");
    row.record.created = {1};
    row.record.lastChange = {static_cast<std::int64_t>(seq)};
    row.record.replacing = orders::Replacement{{50}, std::nullopt, Ticks{-most}};
    row.record.partner = {9};
    row.record.cancelsAsked = 3;
    row.record.needsReconcile = true;
    row.text = std::move(text);
    return row;
}

views::HistoryFilter atMost(std::uint32_t rows)
{
    views::HistoryFilter filter;
    filter.most = rows;
    return filter;
}

HistoryBatch upTo(std::uint64_t seq)
{
    HistoryBatch batch;
    batch.upTo = {seq};
    batch.anchor = 0xffff'ffff;
    return batch;
}

template<class Row, class Query> std::vector<Row> rowsOf(ports::HistoryStore& store, const Query& query)
{
    const auto page = store.query(query);
    return page ? std::get<std::vector<Row>>(page->rows) : std::vector<Row>{};
}

bool isSame(const views::FillRow& a, const views::FillRow& b)
{
    return a.seq == b.seq && a.at == b.at && a.fill == b.fill && a.strategy == b.strategy && a.proposal == b.proposal
        && a.role == b.role && a.reference == b.reference && a.isLate == b.isLate && a.isBusted == b.isBusted;
}

} // namespace

class TestSqliteHistory : public QObject
{
    Q_OBJECT

private slots:
    // --- rows ---

    void givesBackWhatItWasGiven()
    {
        Place place;
        auto store = place.open();
        QVERIFY(store);
        HistoryBatch batch = upTo(10);
        batch.fills = {fillRow(1, 5)};
        batch.orders = {orderRow(4, 6, "the venue's \xc3\xa9 word")};
        views::ProposalRow proposal;
        proposal.seq = {7};
        proposal.at = {1'234'567};
        proposal.made.proposal.id = {3};
        proposal.made.proposal.because("trend", 1.5, -0.25);
        proposal.made.ticket.instrument = {1};
        proposal.made.ticket.size = {5};
        proposal.made.stop = Ticks{-1};
        proposal.made.lifetime = seconds(180);
        batch.proposals = {proposal};
        batch.proposalChanges = {{{3}, events::Closing::Withdrawn, events::Cause::Kill, {8}, {99}, {}},
                                 {{3}, std::nullopt, events::Cause::Person, {}, {}, {4}}};
        views::RoundTripRow trip{{8}, {1}, {2}, {3}, Side::Sell, {4}, {5}, {6}, {7}, {-8}, {9}, std::nullopt};
        batch.roundTrips = {trip};
        views::NoteRow note{{9}, {11}, {{4}, {3}, ShortText<31>("tag"), ShortText<191>("text")}, {5}};
        batch.notes = {{2, note}};
        views::AlertRow alert{{9}, {12}, {events::AlertLevel::Critical, ShortText<31>("key"), {1}, {4}, -most, most}};
        batch.alerts = {{3, alert}, {4, alert}};
        QVERIFY(store->apply(batch));

        const auto fills = rowsOf<views::FillRow>(*store, views::FillsQuery{});
        QCOMPARE(fills.size(), std::size_t{1});
        QVERIFY(isSame(fills.front(), batch.fills.front()));
        const auto orders = rowsOf<views::OrderRow>(*store, views::OrdersQuery{});
        QCOMPARE(orders.size(), std::size_t{1});
        QCOMPARE(orders.front().record, batch.orders.front().record);
        QCOMPARE(orders.front().text, batch.orders.front().text);
        const auto proposals = rowsOf<views::ProposalRow>(*store, views::ProposalsQuery{});
        QCOMPARE(proposals.size(), std::size_t{1});
        QCOMPARE(proposals.front().made, proposal.made);
        QCOMPARE(proposals.front().how, std::optional(events::Closing::Withdrawn));
        QCOMPARE(proposals.front().cause, events::Cause::Kill);
        QCOMPARE(proposals.front().order, OrderId{4});
        const auto trips = rowsOf<views::RoundTripRow>(*store, views::RoundTripsQuery{});
        QCOMPARE(trips.size(), std::size_t{1});
        QCOMPARE(trips.front().net, Money{-8});
        QVERIFY(!trips.front().risk);
        const auto notes = rowsOf<views::NoteRow>(*store, views::NotesQuery{});
        QCOMPARE(notes.size(), std::size_t{1});
        QCOMPARE(notes.front().note, note.note);
        const auto alerts = rowsOf<views::AlertRow>(*store, views::AlertsQuery{});
        QCOMPARE(alerts.size(), std::size_t{2});
        QCOMPARE(alerts.front().alert, alert.alert);
        const auto page = store->query(views::FillsQuery{});
        QCOMPARE(page->upTo, Sequence{10});
        QVERIFY(!page->more);
    }

    void keepsTheLastWordOnAnOrder()
    {
        Place place;
        auto store = place.open();
        HistoryBatch batch = upTo(10);
        batch.orders = {orderRow(4, 6, "refused"), orderRow(4, 8, "")};
        QVERIFY(store->apply(batch));
        const auto rows = rowsOf<views::OrderRow>(*store, views::OrdersQuery{});
        QCOMPARE(rows.size(), std::size_t{1});
        QCOMPARE(rows.front().seq, Sequence{8});
        QCOMPARE(rows.front().text, std::string("refused"));
    }

    void changesAFill()
    {
        Place place;
        auto store = place.open();
        HistoryBatch batch = upTo(10);
        batch.fills = {fillRow(1, 5), fillRow(2, 6)};
        batch.fillChanges = {{{1}, true, {}, {}, {}, {}}, {{2}, false, {9}, {8}, {7}, {6}, {4}}};
        QVERIFY(store->apply(batch));
        const auto rows = rowsOf<views::FillRow>(*store, views::FillsQuery{});
        QVERIFY(rows.at(1).isBusted);
        QCOMPARE(rows.at(0).fill.price, Ticks{9});
        QCOMPARE(rows.at(0).fill.size, Lots{8});
        QCOMPARE(rows.at(0).fill.value, Money{7});
        QCOMPARE(rows.at(0).fill.fee, Money{6});
        QCOMPARE(rows.at(0).fill.feeCurrency, CurrencyId{4});
    }

    // --- once ---

    void appliesABatchOnce()
    {
        Place place;
        auto store = place.open();
        HistoryBatch batch = upTo(10);
        batch.fills = {fillRow(1, 5)};
        QVERIFY(store->apply(batch));
        const auto again = store->apply(batch);
        QVERIFY(!again);
        QCOMPARE(again.error().code, Errc::Conflict);
        QCOMPARE(store->mark()->upTo, Sequence{10});
        QCOMPARE(store->mark()->anchor, 0xffff'ffffU);
        QCOMPARE(rowsOf<views::FillRow>(*store, views::FillsQuery{}).size(), std::size_t{1});
    }

    void keepsItsPlaceAndItsMemory()
    {
        Place place;
        auto store = place.open();
        QVERIFY(store->wipe(someInstall, 5));
        QVERIFY(store->apply(upTo(3)));
        const Bytes memory(5'000, std::byte{0});
        QVERIFY(store->keep(memory));
        QVERIFY(store->apply(upTo(4)));
        QVERIFY(store->close());
        store = place.open();
        const auto mark = store->mark();
        QCOMPARE(mark->install, someInstall);
        QCOMPARE(mark->maker, 5U);
        QCOMPARE(mark->upTo, Sequence{4});
        QCOMPARE(mark->memoryAt, Sequence{3});
        QCOMPARE(mark->memory, memory);

        QVERIFY(store->wipe(someInstall, 6));
        QCOMPARE(store->mark()->upTo, Sequence{});
        QVERIFY(store->mark()->memory.empty());
    }

    void leavesOneFileBehind()
    {
        Place place;
        auto store = place.open();
        QVERIFY(store->apply(upTo(3)));
        QVERIFY(store->close());
        store.reset();
        int files = 0;
        for ([[maybe_unused]] const auto& entry : fs::directory_iterator(place.file().parent_path())) {
            ++files;
        }
        QCOMPARE(files, 1);
    }

    // --- pages ---

    void pagesEndBetweenTwoSequencesAndMissNothing_data()
    {
        QTest::addColumn<int>("most");
        for (const int page : {1, 2, 3, 10, 499, 10'000}) {
            QTest::addRow("%d", page) << page;
        }
    }
    void pagesEndBetweenTwoSequencesAndMissNothing()
    {
        QFETCH(int, most);
        Place place;
        auto store = place.open();
        std::mt19937_64 random(1);
        HistoryBatch batch = upTo(100'000);
        std::uint64_t seq = 1;
        for (std::uint64_t id = 1; id <= 500; ++id) {
            seq += random() % 3; // often several of one sequence
            views::AlertRow row;
            row.seq = {seq};
            batch.alerts.push_back({static_cast<std::uint32_t>(id), row});
        }
        QVERIFY(store->apply(batch));

        std::size_t found = 0;
        views::AlertsQuery query;
        query.filter.most = static_cast<std::uint32_t>(most);
        for (bool more = true; more;) {
            const auto page = store->query(query);
            QVERIFY(page);
            const auto& rows = std::get<std::vector<views::AlertRow>>(page->rows);
            found += rows.size();
            more = page->more;
            QVERIFY(!rows.empty());
            query.filter.before = rows.back().seq;
        }
        QCOMPARE(found, std::size_t{500});
    }

    void filters()
    {
        Place place;
        auto store = place.open();
        HistoryBatch batch = upTo(1'000);
        for (std::uint64_t id = 1; id <= 12; ++id) {
            batch.fills.push_back(fillRow(id, id * 10));
        }
        QVERIFY(store->apply(batch));
        const auto count = [&](auto set) {
            views::HistoryFilter filter;
            set(filter);
            return rowsOf<views::FillRow>(*store, views::FillsQuery{filter}).size();
        };
        QCOMPARE(count([](auto&) {}), std::size_t{12});
        QCOMPARE(count([](auto& filter) { filter.instrument = {1}; }), std::size_t{6});
        QCOMPARE(count([](auto& filter) { filter.strategy = {9}; }), std::size_t{0});
        QCOMPARE(count([](auto& filter) { filter.order = {1}; }), std::size_t{4});
        QCOMPARE(count([](auto& filter) { filter.from = Timestamp{20'000}, filter.until = Timestamp{40'000}; }),
                 std::size_t{2});
        QCOMPARE(count([](auto& filter) { filter.before = Sequence{20}; }), std::size_t{1});
        QCOMPARE(count([](auto& filter) { filter.before = Sequence{std::numeric_limits<std::uint64_t>::max()}; }),
                 std::size_t{12});
        QVERIFY(!store->query(views::FillsQuery{atMost(0)}));
        QVERIFY(!store->query(views::FillsQuery{atMost(10'001)}));
    }

    void thinsEquityAndKeepsPeaksAndTroughs()
    {
        Place place;
        auto store = place.open();
        HistoryBatch batch = upTo(100'000);
        std::mt19937_64 random(3);
        std::int64_t low = most, high = 0;
        for (std::uint64_t i = 1; i <= 5'000; ++i) {
            const auto equity = static_cast<std::int64_t>(random() % 1'000'000);
            low = std::min(low, equity);
            high = std::max(high, equity);
            batch.equity.push_back(
                {{i}, 0, ports::EquityKind::Peak, {{static_cast<std::int64_t>(i)}, {equity}, {1}, i % 2 == 0}});
        }
        QVERIFY(store->apply(batch));
        for (const std::uint32_t limit : {1U, 2U, 4U, 5U, 100U, 4'999U, 5'000U, 10'000U}) {
            const auto rows = rowsOf<views::EquityRow>(*store, views::EquityQuery{atMost(limit)});
            QVERIFY(rows.size() <= std::max<std::size_t>(limit, 2));
            QCOMPARE(rows.front().at, Timestamp{1});
            QCOMPARE(rows.back().at, Timestamp{5'000});
            const auto least
                = std::min_element(rows.begin(), rows.end(), [](auto& a, auto& b) { return a.equity < b.equity; });
            const auto greatest
                = std::max_element(rows.begin(), rows.end(), [](auto& a, auto& b) { return a.equity < b.equity; });
            QVERIFY(std::is_sorted(rows.begin(), rows.end(), [](auto& a, auto& b) { return a.at < b.at; }));
            if (limit >= 4) {
                QCOMPARE(least->equity, Money{low});
                QCOMPARE(greatest->equity, Money{high});
            }
        }
    }

    // --- files ---

    void refusesNewerTablesInWords()
    {
        Place place;
        QVERIFY(place.open());
        {
            auto database = Database::open(place.file(), Database::Access::ReadWrite);
            QVERIFY(database->run(u"PRAGMA user_version = 99"));
        }
        QVERIFY(!place.open());
        QCOMPARE(place.error.code, Errc::Newer);
        QVERIFY(place.error.detail.find("newer version") != std::string::npos);
        QVERIFY(place.error.detail.find("99") != std::string::npos);
        QCOMPARE(readHistory(place.file()).error().code, Errc::Newer);
        {
            auto database = Database::open(place.file(), Database::Access::ReadWrite);
            QVERIFY(database->run(u"PRAGMA user_version = 0"));
        }
        QCOMPARE(readHistory(place.file()).error().code, Errc::NotFound); // its tables are not made yet
    }

    void leavesAnotherProgramsDatabaseAlone()
    {
        Place place;
        {
            auto database = Database::open(place.file(), Database::Access::ReadWrite);
            QVERIFY(database->run(u"CREATE TABLE recipes (name TEXT)"));
        }
        QVERIFY(!place.open());
        QCOMPARE(place.error.code, Errc::Conflict);
        auto database = Database::open(place.file(), Database::Access::ReadOnly);
        QVERIFY(database->number(u"SELECT count(*) FROM recipes"));
    }

    void bringsOlderTablesUpToDateAndLeavesACopy()
    {
        Place place;
        QVERIFY(place.open());
        auto database = Database::open(place.file(), Database::Access::ReadWrite);
        std::vector<Migration> steps(migrations().begin(), migrations().end());
        const auto before = steps.size();
        steps.push_back({{QStringLiteral("ALTER TABLE notes ADD COLUMN colour INTEGER")}});
        QVERIFY(migrate(*database, place.file(), steps));
        QVERIFY(database->number(u"SELECT count(colour) FROM notes"));
        QCOMPARE(*database->number(u"PRAGMA user_version"), static_cast<std::int64_t>(before + 1));

        fs::path copy = place.file();
        copy += ".v" + std::to_string(before);
        auto old = Database::open(copy, Database::Access::ReadOnly);
        QVERIFY(old);
        QCOMPARE(*old->number(u"PRAGMA user_version"), static_cast<std::int64_t>(before));
    }

    void aMigrationThatFailsChangesNothing()
    {
        Place place;
        QVERIFY(place.open());
        auto database = Database::open(place.file(), Database::Access::ReadWrite);
        std::vector<Migration> steps(migrations().begin(), migrations().end());
        steps.push_back({{QStringLiteral("DROP TABLE notes"), QStringLiteral("this is no SQL")}});
        QVERIFY(!migrate(*database, place.file(), steps));
        QVERIFY(database->number(u"SELECT count(*) FROM notes"));
        QCOMPARE(*database->number(u"PRAGMA user_version"), static_cast<std::int64_t>(migrations().size()));
    }

    void movesADamagedFileAside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("at");
        QTest::addRow("no database") << QByteArray(10'000, 'x') << 0;
        QTest::addRow("a page overwritten") << QByteArray(4'096, '\xff') << 4'096;
        QTest::addRow("cut to a header") << QByteArray() << 100;
    }
    void movesADamagedFileAside()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, at);
        Place place;
        {
            auto store = place.open();
            QVERIFY(store->wipe(someInstall, 1));
            QVERIFY(store->apply(upTo(3)));
            QVERIFY(store->close());
        }
        QFile file(QString::fromStdString(place.file().string()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (bytes.isEmpty()) {
            file.resize(at);
        } else {
            file.seek(at);
            file.write(bytes);
        }
        file.close();

        auto store = place.open();
        QVERIFY2(store, place.error.detail.c_str());
        QCOMPARE(place.notes.size(), std::size_t{1});
        QVERIFY(place.notes.front().find("damaged") != std::string::npos);
        QCOMPARE(store->mark()->upTo, Sequence{});
        QVERIFY(fs::exists(place.file().string() + ".damaged"));
    }

    void aFolderThatCannotBeWrittenIsAnError()
    {
        auto opened = openHistory("/proc/store.sqlite");
        QVERIFY(!opened);
        QVERIFY(!opened.error().detail.empty());
        QCOMPARE(readHistory("/proc/store.sqlite").error().code, Errc::NotFound);
    }

    void aReaderSeesWhatIsWrittenBesideItAndWritesNothing()
    {
        Place place;
        auto store = place.open();
        auto reader = readHistory(place.file());
        QVERIFY(reader);
        HistoryBatch batch = upTo(10);
        batch.fills = {fillRow(1, 5)};
        QVERIFY(store->apply(batch));
        QCOMPARE((*reader)->query(views::FillsQuery{})->upTo, Sequence{10});
        QCOMPARE((*reader)->apply(upTo(11)).error().code, Errc::Denied);
        QCOMPARE((*reader)->wipe(someInstall, 1).error().code, Errc::Denied);
    }
};

QTEST_GUILESS_MAIN(TestSqliteHistory)
#include "tst_sqlite_history.moc"
