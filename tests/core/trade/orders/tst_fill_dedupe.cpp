#include "core/base/seeded_random.h"
#include "core/trade/orders/fill_dedupe.h"

#include <QTest>

#include <map>
#include <string>
#include <tuple>

using namespace omni;
using namespace omni::orders;

namespace {

Bytes bytesOf(const FillDedupe& dedupe)
{
    Bytes bytes;
    ByteWriter out(bytes);
    dedupe.save(out);
    return bytes;
}

} // namespace

class TestFillDedupe : public QObject
{
    Q_OBJECT

private slots:
    void aFillIsNewOnce()
    {
        FillDedupe dedupe;

        QCOMPARE(dedupe.insert({1}, {1}, VenueFillId{"55"}, {9}).value(), true);
        QCOMPARE(dedupe.insert({1}, {1}, VenueFillId{"55"}, {10}).value(), false);
        QCOMPARE(dedupe.find({1}, {1}, VenueFillId{"55"}), std::optional(FillId{9}));
        QCOMPARE(dedupe.size(), std::size_t{1});
    }

    void theSameNumberElsewhereIsAnotherFill()
    {
        FillDedupe dedupe;
        QVERIFY(dedupe.insert({1}, {1}, VenueFillId{"55"}, {1}).value());

        QVERIFY(dedupe.insert({1}, {2}, VenueFillId{"55"}, {2}).value());
        QVERIFY(dedupe.insert({2}, {1}, VenueFillId{"55"}, {3}).value());
        QVERIFY(dedupe.insert({1}, {1}, VenueFillId{"055"}, {4}).value());
    }

    void aFillWithoutAnIdIsRefused()
    {
        FillDedupe dedupe;

        QCOMPARE(dedupe.insert({1}, {1}, VenueFillId{}, {1}).error().code, Errc::Invalid);
        QCOMPARE(dedupe.insert({1}, {1}, VenueFillId{"5"}, {}).error().code, Errc::Invalid);
        QVERIFY(!dedupe.find({1}, {1}, VenueFillId{"5"}));
    }

    // S7
    void agreesWithAMapUnderRepetition()
    {
        SeededRandom random(4);
        FillDedupe dedupe;
        std::map<std::tuple<std::uint64_t, std::uint64_t, std::string>, std::uint64_t> expected;
        for (std::uint64_t i = 1; i <= 50'000; ++i) {
            const std::uint64_t account = 1 + random.below(3);
            const std::uint64_t instrument = 1 + random.below(20);
            const std::string text = std::to_string(random.below(1'500)) + std::string(random.below(30), 'x');

            const auto isNew = dedupe.insert({account}, {instrument}, VenueFillId{text}, {i});

            QCOMPARE(isNew.value(), expected.emplace(std::tuple{account, instrument, text}, i).second);
        }
        QCOMPARE(dedupe.size(), expected.size());
        for (const auto& [key, fill] : expected) {
            QCOMPARE(dedupe.find({std::get<0>(key)}, {std::get<1>(key)}, VenueFillId{std::get<2>(key)}),
                     std::optional(FillId{fill}));
        }
    }

    void savedAndLoadedItKnowsTheSameFills()
    {
        FillDedupe dedupe;
        for (std::uint64_t i = 1; i <= 1'000; ++i) {
            QVERIFY(dedupe.insert({1}, {i % 7 + 1}, VenueFillId{std::to_string(i)}, {i}).value());
        }
        const Bytes saved = bytesOf(dedupe);

        FillDedupe loaded;
        ByteReader in(saved);
        QVERIFY(loaded.load(in) && in.finished());

        QCOMPARE(bytesOf(loaded), saved);
        QCOMPARE(loaded.insert({1}, {2}, VenueFillId{"1"}, {2'000}).value(), false);
        QCOMPARE(loaded.insert({1}, {1}, VenueFillId{"1"}, {2'000}).value(), true);
    }

    void aKeyTwiceIsDamage()
    {
        FillDedupe dedupe;
        QVERIFY(dedupe.insert({1}, {1}, VenueFillId{"1"}, {1}).value());
        Bytes twice;
        ByteWriter out(twice);
        const Bytes once = bytesOf(dedupe);
        out.varint(2);
        out.raw(std::span{once}.subspan(1));
        out.raw(std::span{once}.subspan(1));

        ByteReader in(twice);
        QCOMPARE(dedupe.load(in).error().code, Errc::Corrupt);
        QCOMPARE(dedupe.size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TestFillDedupe)
#include "tst_fill_dedupe.moc"
