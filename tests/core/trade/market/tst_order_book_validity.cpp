#include "core/trade/market/order_book.h"
#include "tests/support/book_rows.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::market;
using namespace omni::tests;

class TestOrderBookValidity : public QObject
{
    Q_OBJECT

private slots:
    void isNotValidBeforeTheFirstImage()
    {
        OrderBook book(ours);

        QVERIFY(!book.isValid());
        QCOMPARE(book.apply(ending(row(Side::Buy, 99, 5))), BookFault::NoImage);
        QCOMPARE(book.levelCount(Side::Buy), std::size_t{0});
        QCOMPARE(book.leftOut(), std::uint64_t{1});
    }

    void isNotValidWithinABatch()
    {
        auto book = aTypicalBook();

        book.apply(row(Side::Buy, 101, 1));
        QVERIFY(!book.isValid());
        book.apply(ending(row(Side::Sell, 101, 0)));
        QVERIFY(book.isValid());
    }

    void aFullImageReplacesEverything()
    {
        auto book = aTypicalBook();

        book.apply(starting(ending(row(Side::Sell, 50, 1))));

        QVERIFY(book.isValid());
        QCOMPARE(book.levelCount(Side::Buy), std::size_t{0});
        QCOMPARE(levelsOf(book, Side::Sell), (std::vector<BookLevel>{{{50}, {1}}}));
        QVERIFY(!book.quote().isTwoSided());
    }

    void anEmptyImageEmptiesTheBook()
    {
        auto book = aTypicalBook();

        book.apply(starting(ending(row(Side::Buy, 0, 0))));

        QVERIFY(book.isValid());
        QVERIFY(!book.best(Side::Buy) && !book.best(Side::Sell));
    }

    void staysInvalidUntilAFullImage()
    {
        auto book = aTypicalBook();
        book.invalidate();

        QCOMPARE(book.apply(ending(row(Side::Buy, 100, 1))), BookFault::Invalidated);
        QVERIFY(!book.isValid());
        book.apply(starting(row(Side::Buy, 99, 5)));
        QVERIFY(!book.isValid());
        book.apply(ending(row(Side::Sell, 101, 5)));
        QVERIFY(book.isValid());
    }

    void anImageThatIsInterruptedDoesNotCount()
    {
        auto book = aTypicalBook();
        book.apply(starting(row(Side::Buy, 99, 5)));
        book.invalidate();

        QCOMPARE(book.apply(ending(row(Side::Sell, 101, 5))), BookFault::Invalidated);
        QVERIFY(!book.isValid());
    }

    void aCrossedBatchMakesItInvalid_data()
    {
        QTest::addColumn<std::int64_t>("bid");
        QTest::addColumn<bool>("isValid");

        QTest::newRow("below the ask") << std::int64_t{100} << true;
        QTest::newRow("at the ask") << std::int64_t{101} << false;
        QTest::newRow("above the ask") << std::int64_t{102} << false;
    }

    void aCrossedBatchMakesItInvalid()
    {
        QFETCH(std::int64_t, bid);
        auto book = aTypicalBook();

        const auto fault = book.apply(ending(row(Side::Buy, bid, 1)));

        QTEST(book.isValid(), "isValid");
        QCOMPARE(fault, book.fault());
        QCOMPARE(fault == BookFault::Crossed, !book.isValid());
    }

    void aSizeBelowZeroMakesItInvalid()
    {
        auto book = aTypicalBook();

        QCOMPARE(book.apply(row(Side::Buy, 98, -1)), BookFault::BadSize);
        QCOMPARE(book.fault(), BookFault::BadSize);
        QCOMPARE(book.sizeAt(Side::Buy, {98}).count, std::int64_t{10});
    }

    void leavesTheChangesOfOthersAlone()
    {
        auto book = aTypicalBook();
        auto change = starting(ending(row(Side::Buy, 1, 1)));
        change.instrument = {2};

        QCOMPARE(book.apply(change), BookFault::Foreign);
        QVERIFY(book.isValid());
        QCOMPARE(book.levelCount(Side::Buy), std::size_t{3});
    }

    // --- numbers ---

    void takesBatchesThatFollowEachOther()
    {
        OrderBook book(ours, {.expectsSequence = true});
        book.apply(numbered(7, starting(row(Side::Buy, 99, 5))));
        book.apply(numbered(7, ending(row(Side::Sell, 101, 5))));

        QCOMPARE(book.apply(numbered(8, row(Side::Buy, 99, 6))), BookFault::None);
        QCOMPARE(book.apply(numbered(8, ending(row(Side::Buy, 98, 1)))), BookFault::None);
        QCOMPARE(book.apply(numbered(9, ending(row(Side::Buy, 98, 2)))), BookFault::None);

        QVERIFY(book.isValid());
        QCOMPARE(book.venueSequence(), std::uint64_t{9});
    }

    void seesAMissingBatch_data()
    {
        QTest::addColumn<quint64>("next");
        QTest::addColumn<bool>("endsBefore");

        QTest::newRow("one is missing") << quint64{9} << true;
        QTest::newRow("it has no number") << quint64{0} << true;
        QTest::newRow("the end of the one before is missing") << quint64{8} << false;
    }

    void seesAMissingBatch()
    {
        QFETCH(quint64, next);
        QFETCH(bool, endsBefore);
        OrderBook book(ours, {.expectsSequence = true});
        auto image = numbered(7, starting(row(Side::Buy, 99, 5)));
        image.endsBatch = endsBefore;
        book.apply(image);

        QCOMPARE(book.apply(numbered(next, ending(row(Side::Buy, 98, 1)))), BookFault::SequenceGap);

        QCOMPARE(book.fault(), BookFault::SequenceGap);
        QCOMPARE(book.sizeAt(Side::Buy, {98}).count, std::int64_t{0});
        book.apply(numbered(20, starting(ending(row(Side::Buy, 99, 5)))));
        QVERIFY(book.isValid());
    }

    void leavesOutABatchThatItHas()
    {
        OrderBook book(ours, {.expectsSequence = true});
        book.apply(numbered(7, starting(ending(row(Side::Buy, 99, 5)))));

        QCOMPARE(book.apply(numbered(6, row(Side::Buy, 99, 1))), BookFault::Repeated);
        QCOMPARE(book.apply(numbered(6, ending(row(Side::Buy, 98, 1)))), BookFault::Repeated);
        QCOMPARE(book.apply(numbered(7, ending(row(Side::Buy, 98, 1)))), BookFault::Repeated);

        QVERIFY(book.isValid());
        QCOMPARE(book.leftOut(), std::uint64_t{3});
        QCOMPARE(levelsOf(book, Side::Buy), (std::vector<BookLevel>{{{99}, {5}}}));
        QCOMPARE(book.apply(numbered(8, ending(row(Side::Buy, 98, 1)))), BookFault::None);
    }

    // --- bytes ---

    void isTheSameAfterSavingAndLoading()
    {
        auto book = aTypicalBook({.mostLevels = 3, .expectsSequence = true});
        book.apply(row(Side::Buy, 100, 1)); // gives up 95, and leaves the batch open

        const auto bytes = bytesOf(book);
        OrderBook copy(ours, {.mostLevels = 3, .expectsSequence = true});
        ByteReader in(bytes);
        copy.load(in);

        QVERIFY(in.finished());
        QCOMPARE(bytesOf(copy), bytes);
        QCOMPARE(copy.isValid(), book.isValid());
        QCOMPARE(copy.cutAt(Side::Buy), book.cutAt(Side::Buy));
        QCOMPARE(copy.apply(ending(row(Side::Buy, 99, 0))), book.apply(ending(row(Side::Buy, 99, 0))));
        QCOMPARE(bytesOf(copy), bytesOf(book));
    }

    void refusesTheStateOfAnotherInstrument()
    {
        const auto bytes = bytesOf(aTypicalBook());
        OrderBook other({2});
        ByteReader in(bytes);
        other.load(in);

        QVERIFY(!in.ok());
        QCOMPARE(other.fault(), BookFault::NoImage);
    }

    void refusesMoreLevelsThanItHolds()
    {
        const auto bytes = bytesOf(aTypicalBook());
        OrderBook small(ours, {.mostLevels = 2});
        ByteReader in(bytes);
        small.load(in);

        QVERIFY(!in.ok());
        QCOMPARE(small.levelCount(Side::Buy), std::size_t{0});
    }

    // Whatever the bytes say, the result is a state that can be saved or an empty book that waits for an image.
    void survivesDamagedBytes()
    {
        const auto good = bytesOf(aTypicalBook());
        std::mt19937_64 random{9};
        for (int i = 0; i < 20'000; ++i) {
            auto bytes = good;
            bytes[random() % bytes.size()] = static_cast<std::byte>(random());
            bytes.resize(random() % 8 == 0 ? random() % bytes.size() : bytes.size());
            OrderBook book(ours, {.mostLevels = 8, .windowTicks = 64});
            ByteReader in(bytes);
            book.load(in);

            if (!in.ok()) {
                QCOMPARE(book.fault(), BookFault::NoImage);
                QCOMPARE(book.levelCount(Side::Buy) + book.levelCount(Side::Sell), std::size_t{0});
            }
            QVERIFY(!bytesOf(book).empty());
        }
    }
};

QTEST_APPLESS_MAIN(TestOrderBookValidity)
#include "tst_order_book_validity.moc"
