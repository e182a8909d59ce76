#include "core/base/flat_map.h"

#include <QTest>

#include <map>
#include <memory>
#include <random>
#include <string>

using namespace omni;

namespace {

FlatMap<int, std::string> numbers()
{
    FlatMap<int, std::string> map;
    map.insertOrAssign(30, "thirty");
    map.insertOrAssign(10, "ten");
    map.insertOrAssign(20, "twenty");
    return map;
}

} // namespace

class TestFlatMap : public QObject
{
    Q_OBJECT

private slots:
    void iteratesInTheOrderOfItsKeys()
    {
        std::string seen;
        for (const auto& [key, value] : numbers()) {
            seen += std::to_string(key) + value + " ";
        }
        QCOMPARE(seen, std::string("10ten 20twenty 30thirty "));
    }

    void findsWhatIsThere()
    {
        const auto map = numbers();
        QVERIFY(map.find(20) != nullptr);
        QCOMPARE(*map.find(20), std::string("twenty"));
        QVERIFY(map.contains(30));
    }

    void findsNothingElse()
    {
        const auto map = numbers();
        for (const int key : {9, 11, 25, 31}) {
            QVERIFY(map.find(key) == nullptr);
            QVERIFY(!map.contains(key));
        }
        QVERIFY((FlatMap<int, int>{}.find(0) == nullptr));
    }

    void assigningReplacesTheValue()
    {
        auto map = numbers();
        QCOMPARE(map.insertOrAssign(20, "a score"), std::string("a score"));
        QCOMPARE(map.size(), std::size_t{3});
        QCOMPARE(*map.find(20), std::string("a score"));
    }

    void findOrInsertMakesAnEmptyValueOnce()
    {
        FlatMap<int, int> counts;
        for (const int key : {5, 3, 5, 5}) {
            ++counts.findOrInsert(key);
        }
        QCOMPARE(counts.size(), std::size_t{2});
        QCOMPARE(*counts.find(5), 3);
        QCOMPARE(*counts.find(3), 1);
    }

    void erasesWhatIsThereAndSaysSo()
    {
        auto map = numbers();
        QVERIFY(map.erase(10));
        QVERIFY(!map.erase(10));
        QVERIFY(!map.erase(99));
        QCOMPARE(map.size(), std::size_t{2});
        QCOMPARE(map.begin()->key, 20);
    }

    void valuesChangeInPlaceAndKeysDoNot()
    {
        auto map = numbers();
        map.forEach([](const int& key, std::string& value) { value += std::to_string(key); });
        *map.find(10) += "!";
        QCOMPARE(*map.find(10), std::string("ten10!"));
        QCOMPARE(*map.find(30), std::string("thirty30"));
    }

    void eraseIfRemovesAllThatMatch()
    {
        auto map = numbers();
        QCOMPARE(map.eraseIf([](int key, const std::string&) { return key >= 20; }), std::size_t{2});
        QCOMPARE(map.size(), std::size_t{1});
        QVERIFY(map.contains(10));
    }

    void lowerBoundIsTheFirstKeyNotBelow()
    {
        const auto map = numbers();
        QCOMPARE(map.lowerBound(15)->key, 20);
        QCOMPARE(map.lowerBound(20)->key, 20);
        QVERIFY(map.lowerBound(31) == map.end());
    }

    void holdsWhatCanOnlyBeMoved()
    {
        FlatMap<int, std::unique_ptr<int>> map;
        map.insertOrAssign(2, std::make_unique<int>(2));
        map.insertOrAssign(1, std::make_unique<int>(1));
        map.insertOrAssign(2, std::make_unique<int>(3));
        QCOMPARE(**map.find(2), 3);
        QVERIFY(map.erase(1));
    }

    void equalContentsAreEqualHoweverTheyCame()
    {
        FlatMap<int, std::string> other;
        other.insertOrAssign(10, "ten");
        other.insertOrAssign(20, "twenty");
        QVERIFY(!(other == numbers()));
        other.insertOrAssign(30, "thirty");
        QVERIFY(other == numbers());
    }

    // std::map is the oracle.
    void behavesLikeAnOrderedMap()
    {
        std::mt19937_64 random{2};
        FlatMap<int, int> map;
        std::map<int, int> oracle;
        for (int i = 0; i < 50'000; ++i) {
            const int key = static_cast<int>(random() % 300);
            switch (random() % 4) {
            case 0:
                map.insertOrAssign(key, i);
                oracle[key] = i;
                break;
            case 1:
                QCOMPARE(map.erase(key), oracle.erase(key) == 1);
                break;
            case 2:
                map.findOrInsert(key) += 1;
                oracle[key] += 1;
                break;
            case 3: {
                const auto found = oracle.find(key);
                const int* value = map.find(key);
                QCOMPARE(value != nullptr, found != oracle.end());
                QVERIFY(value == nullptr || *value == found->second);
                break;
            }
            }
            QCOMPARE(map.size(), oracle.size());
        }
        QVERIFY(
            std::equal(map.begin(), map.end(), oracle.begin(), oracle.end(), [](const auto& ours, const auto& theirs) {
                return ours.key == theirs.first && ours.value == theirs.second;
            }));
    }
};

QTEST_APPLESS_MAIN(TestFlatMap)
#include "tst_flat_map.moc"
