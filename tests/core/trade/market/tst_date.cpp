#include "core/trade/market/date.h"

#include <QTest>

using namespace omni;
using namespace omni::market;

class TestDate : public QObject
{
    Q_OBJECT

private slots:
    void countsFrom1970()
    {
        QCOMPARE(dateOf(1970, 1, 1).days, 0);
        QCOMPARE(dateOf(1970, 1, 2).days, 1);
        QCOMPARE(dateOf(1969, 12, 31).days, -1);
        QCOMPARE(dateOf(2000, 3, 1).days, 11'017); // 30 years of 365 days, 7 leap days, 31 + 29 days
        QCOMPARE(dateOf(2024, 8, 8).days, 19'943);
    }

    // Day after day for eight hundred years, the months' lengths counted by hand.
    void numbersEveryDayInOrder()
    {
        const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        Date expected = dateOf(1600, 1, 1);
        for (int year = 1600; year < 2400; ++year) {
            const bool isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            for (int month = 1; month <= 12; ++month) {
                const int length = lengths[month - 1] + (month == 2 && isLeap ? 1 : 0);
                for (int day = 1; day <= length; ++day) {
                    const Date date = dateOf(year, month, day);
                    QCOMPARE(date, expected);
                    QCOMPARE(civilOf(date), (Civil{year, month, day}));
                    expected = expected + 1;
                }
            }
        }
    }

    void knowsTheWeekday()
    {
        QCOMPARE(weekdayOf(dateOf(1970, 1, 1)), Weekday::Thursday);
        QCOMPARE(weekdayOf(dateOf(1969, 12, 31)), Weekday::Wednesday);
        QCOMPARE(weekdayOf(dateOf(1776, 7, 4)), Weekday::Thursday);
        QCOMPARE(weekdayOf(dateOf(2001, 9, 11)), Weekday::Tuesday);
        QCOMPARE(weekdayOf(dateOf(2024, 2, 29)), Weekday::Thursday);
    }

    void findsTheUtcDayOfATime()
    {
        QCOMPARE(utcDateOf({0}).days, 0);
        QCOMPARE(utcDateOf({-1}).days, -1);
        QCOMPARE(utcDateOf(Timestamp{} + days(1) - nanoseconds(1)).days, 0);
        QCOMPARE(utcDateOf(Timestamp{} + days(1)).days, 1);
        QCOMPARE(utcMidnightOf({-1}), Timestamp{} - days(1));
        for (const auto end : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
            QCOMPARE(civilOf(utcDateOf({end})).year, end < 0 ? 1677 : 2262);
        }
    }

    void writesAndReadsItsText()
    {
        QCOMPARE(dateText(dateOf(2024, 8, 8)), std::string("2024-08-08"));
        QCOMPARE(dateText(dateOf(1, 1, 1)), std::string("0001-01-01"));
        for (int day = -200'000; day < 200'000; day += 37) {
            QCOMPARE(dateFromText(dateText({day})).value().days, day);
        }
    }

    void refusesWhatIsNoDate()
    {
        for (const char* text : {"", "2024", "2024-8-8", "2024-13-01", "2024-00-01", "2024-01-00", "2024-04-31",
                                 "2023-02-29", "1900-02-29", "2024/08/08", "2024-08-0x", "2024-08-08 ", "0000-01-01"}) {
            QVERIFY2(!dateFromText(text), text);
        }
        QVERIFY(dateFromText("2000-02-29"));
    }
};

QTEST_APPLESS_MAIN(TestDate)
#include "tst_date.moc"
