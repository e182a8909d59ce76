#include "core/edge/feeds/files/row_parser.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::feeds;

class TestTimeUnits : public QObject
{
    Q_OBJECT

private slots:
    // The quick way of reading a line may leave a rare one to the slow way, but takes none that that refuses.
    void aTimeIsTakenExactlyFrom1990OnAndAnotherUnitIsNamed()
    {
        const auto isTaken = [](std::int64_t time, std::string& what) {
            const std::string line = std::to_string(time) + ",61800.3,0.006,B";
            const std::string padded = line + ",        ";
            RowParser parser(Header{FileKind::Trades, false});
            Row row;
            const bool isQuick = parser.parse(std::string_view(padded).substr(0, line.size()), row);
            const auto slow = parser.explained(line);
            what = slow ? std::string() : slow.error().what;
            const bool agrees = (!isQuick || (slow && row.time == time)) && (!slow || slow->time == time);
            return !agrees ? -1 : slow ? 1 : 0;
        };
        constexpr std::int64_t first = 631'152'000'000'000'000; // 1990-01-01T00:00:00Z
        constexpr std::int64_t last = 9'223'285'636'854'775'807; // a day before the end of the range
        std::string what;
        QCOMPARE(isTaken(first - 1, what), 0);
        QCOMPARE(isTaken(first, what), 1);
        QCOMPARE(isTaken(last, what), 1);
        QCOMPARE(isTaken(last + 1, what), 0);
        std::mt19937_64 random{1990};
        struct Unit {
            std::int64_t each;
            const char* name;
        };
        constexpr Unit units[] = {{1'000, "microseconds"}, {1'000'000, "milliseconds"}, {1'000'000'000, "seconds"}};
        for (int i = 0; i < 5'000; ++i) {
            const auto time
                = first + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(last - first + 1));
            QCOMPARE(isTaken(time, what), 1);
            for (const Unit& unit : units) {
                QCOMPARE(isTaken(time / unit.each, what), 0);
                QVERIFY2(what.find(" looks like " + std::string(unit.name) + ",") != std::string::npos, what.c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestTimeUnits)
#include "tst_time_units.moc"
