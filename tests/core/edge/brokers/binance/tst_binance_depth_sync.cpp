// The book that a reader keeps against the one that the venue has, whatever is lost on the way (F33).
#include "core/edge/brokers/binance/depth_sync.h"

#include "core/base/seeded_random.h"

#include <QTest>

#include <map>

using namespace omni;
using namespace omni::brokers::binance;

namespace {

using Book = std::map<std::int64_t, std::int64_t>;

/// A venue of one side: its changes, and its book after each.
struct Venue {
    std::vector<FeedMessage> changes;
    std::vector<Book> books;
};

Venue venueOf(std::uint64_t seed, int changes)
{
    Venue venue;
    SeededRandom random(seed);
    Book book;
    std::int64_t number = 1'000;
    for (int i = 0; i < changes; ++i) {
        FeedMessage change;
        change.first = number + 1;
        for (std::uint64_t k = 0, n = 1 + random.below(4); k < n; ++k) {
            const FeedLevel level{static_cast<std::int64_t>(1 + random.below(50)),
                                  static_cast<std::int64_t>(random.below(3))};
            change.bids.push_back(level);
            book[level.price] = level.size;
            if (level.size == 0) {
                book.erase(level.price);
            }
            ++number;
        }
        change.last = number;
        venue.changes.push_back(change);
        venue.books.push_back(book);
    }
    return venue;
}

/// What a desk makes of it.
struct Reader {
    DepthSync sync;
    Book book;
    DepthSync::Tell tell = [this](const DepthBatch& batch) {
        if (batch.isImage) {
            book.clear();
        }
        for (const auto& level : batch.bids) {
            book[level.price] = level.size;
            if (level.size == 0) {
                book.erase(level.price);
            }
        }
    };
    void snapshot(const Venue& venue, std::size_t at)
    {
        std::vector<FeedLevel> bids;
        for (const auto& [price, size] : venue.books[at]) {
            bids.push_back({price, size});
        }
        static_cast<void>(sync.onSnapshot(venue.changes[at].last, bids, {}, tell));
    }
};

} // namespace

class TestBinanceDepthSync : public QObject
{
    Q_OBJECT

private slots:
    void whateverIsLostTheBookIsTheVenuesOrNone()
    {
        constexpr int frames = 60;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const auto venue = venueOf(seed, frames);
            for (std::size_t lost = 0; lost < frames; ++lost) {
                Reader reader;
                SeededRandom random(seed * 1'000 + lost);
                for (std::size_t i = 0; i < frames; ++i) {
                    if (i == lost) {
                        continue;
                    }
                    const bool wasLive = reader.sync.state() == DepthSync::State::Live;
                    const auto verdict = reader.sync.onChange(venue.changes[i], reader.tell);
                    if (wasLive && lost + 1 == i) {
                        QVERIFY(verdict == DepthSync::Verdict::Broken); // within one message
                        QVERIFY(reader.sync.state() == DepthSync::State::Waiting);
                    }
                    // A snapshot comes some time later, as old as it may be.
                    if (reader.sync.state() == DepthSync::State::Waiting && random.below(3) == 0) {
                        reader.snapshot(venue, i - random.below(std::min<std::uint64_t>(i + 1, 4)));
                    }
                    if (reader.sync.state() == DepthSync::State::Live) {
                        QVERIFY(reader.book == venue.books[i]);
                    }
                }
                if (reader.sync.state() == DepthSync::State::Waiting) {
                    reader.snapshot(venue, frames - 1);
                }
                QVERIFY(reader.sync.state() == DepthSync::State::Live);
            }
        }
    }

    void aSnapshotOlderThanWhatWaitsIsAskedForAgain()
    {
        Reader reader;
        FeedMessage change;
        change.first = 10;
        change.last = 12;
        QVERIFY(reader.sync.onChange(change, reader.tell) == DepthSync::Verdict::NeedsSnapshot);
        change.first = 13;
        change.last = 13;
        QVERIFY(reader.sync.onChange(change, reader.tell) == DepthSync::Verdict::Fine); // asked once

        QVERIFY(reader.sync.onSnapshot(8, {}, {}, reader.tell) == DepthSync::Verdict::NeedsSnapshot);
        QVERIFY(reader.sync.onSnapshot(9, {}, {}, reader.tell) == DepthSync::Verdict::Fine);

        QVERIFY(reader.sync.state() == DepthSync::State::Live);
    }

    /// A busy venue is in the middle of a batch when it makes the snapshot, and the batch comes afterwards.
    void aSnapshotFromTheMiddleOfABatchIsJoined()
    {
        Reader reader;
        FeedMessage change;
        change.first = 10;
        change.last = 12;
        QVERIFY(reader.sync.onChange(change, reader.tell) == DepthSync::Verdict::NeedsSnapshot);
        QVERIFY(reader.sync.onSnapshot(15, {{100, 1}}, {}, reader.tell) == DepthSync::Verdict::Fine);

        change.first = 13;
        change.last = 18;
        change.bids = {{100, 1}, {101, 2}};
        QVERIFY(reader.sync.onChange(change, reader.tell) == DepthSync::Verdict::Fine);

        QVERIFY(reader.sync.state() == DepthSync::State::Live);
        QVERIFY((reader.book == Book{{100, 1}, {101, 2}}));
        change.first = 20; // 19 is lost
        change.last = 21;
        QVERIFY(reader.sync.onChange(change, reader.tell) == DepthSync::Verdict::Broken);
    }

    void whatWaitsIsBounded() // S26
    {
        Reader reader;
        FeedMessage change;
        for (std::int64_t i = 1; i <= 10'000; ++i) {
            change.first = change.last = i;
            static_cast<void>(reader.sync.onChange(change, reader.tell));
        }

        // Only the newest are kept, so an old snapshot does not join.
        QVERIFY(reader.sync.onSnapshot(5, {}, {}, reader.tell) == DepthSync::Verdict::NeedsSnapshot);
    }
};

QTEST_APPLESS_MAIN(TestBinanceDepthSync)
#include "tst_binance_depth_sync.moc"
