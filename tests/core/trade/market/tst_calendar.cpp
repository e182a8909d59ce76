// needs: ZLIB::ZLIB

#include "core/trade/market/calendar.h"

#include "core/trade/market/us_equity_days.h"
#include "tests/support/gz_lines.h"

#include <QTest>

#include <random>
#include <set>

using namespace omni;
using namespace omni::market;
using namespace omni::tests;

namespace {

Date day(const char* text)
{
    return dateFromText(text).value();
}

Timestamp time(const char* text)
{
    return timestampFromIso(text).value();
}

const TradingCalendar& newYork()
{
    static const TradingCalendar calendar(Sessions::UsEquities);
    return calendar;
}

const TradingCalendar& everyDay()
{
    static const TradingCalendar calendar(Sessions::AlwaysOpen);
    return calendar;
}

/// "closed", or the hours of a session in UTC: "14:30-21:00".
QString hoursOf(Date date)
{
    const auto session = newYork().sessionOf(date);
    if (!session) {
        return "closed";
    }
    const auto clock = [](Timestamp t) { return QString::fromStdString(isoText(t).substr(11, 5)); };
    return clock(session->open) + "-" + clock(session->close);
}

constexpr const char* closed = "closed";
constexpr const char* winter = "14:30-21:00";
constexpr const char* summer = "13:30-20:00";

struct KnownDay {
    const char* date;
    const char* hours; ///< As `hoursOf` writes them.
};

/// From the exchange's published calendars and its list of special closings.
constexpr KnownDay knownDays[] = {
    // New Year's Day: Sunday is kept on Monday, Saturday not at all.
    {"1990-01-01", closed},
    {"1995-01-02", closed},
    {"1999-12-31", "14:30-18:00"},
    {"2010-12-31", winter},
    {"2021-12-31", winter},
    {"2022-01-03", winter},
    {"2023-01-02", closed},
    {"2024-01-01", closed},
    // Martin Luther King, from 1998.
    {"1997-01-20", winter},
    {"1998-01-19", closed},
    {"2024-01-15", closed},
    // Washington.
    {"1990-02-19", closed},
    {"2024-02-19", closed},
    // Good Friday, early and late.
    {"1990-04-13", closed},
    {"2000-04-21", closed},
    {"2008-03-21", closed},
    {"2011-04-22", closed},
    {"2024-03-29", closed},
    {"2025-04-18", closed},
    {"2038-04-23", closed},
    {"2024-04-01", summer}, // Easter Monday is a trading day
    // Memorial Day.
    {"1999-05-31", closed},
    {"2024-05-27", closed},
    // Juneteenth, from 2022, kept on Friday or Monday.
    {"2020-06-19", summer},
    {"2021-06-18", summer},
    {"2022-06-20", closed},
    {"2023-06-19", closed},
    {"2027-06-18", closed},
    // Independence Day, kept on Friday or Monday.
    {"1999-07-05", closed},
    {"2015-07-03", closed},
    {"2020-07-03", closed},
    {"2021-07-05", closed},
    {"2024-07-04", closed},
    {"2026-07-03", closed},
    // The day before it, or in its old form the Friday after.
    {"1994-07-01", summer},
    {"1995-07-03", "13:30-17:00"},
    {"1996-07-03", summer},
    {"1996-07-05", "13:30-17:00"},
    {"2002-07-05", "13:30-17:00"},
    {"2009-07-02", summer},
    {"2012-07-03", "13:30-17:00"},
    {"2013-07-03", "13:30-17:00"},
    {"2013-07-05", summer},
    {"2014-07-03", "13:30-17:00"},
    {"2016-07-01", summer},
    {"2019-07-03", "13:30-17:00"},
    {"2023-07-03", "13:30-17:00"},
    {"2024-07-03", "13:30-17:00"},
    {"2024-07-05", summer},
    {"2025-07-03", "13:30-17:00"},
    // Labor Day, Thanksgiving and the day after.
    {"2024-09-02", closed},
    {"1991-11-29", winter},
    {"1992-11-27", "14:30-19:00"},
    {"1993-11-26", "14:30-18:00"},
    {"2018-11-22", closed},
    {"2024-11-28", closed},
    {"2024-11-29", "14:30-18:00"},
    // Christmas, kept on Friday or Monday, and the day before.
    {"1990-12-24", "14:30-19:00"},
    {"1993-12-24", closed},
    {"1999-12-24", closed},
    {"2003-12-26", "14:30-18:00"},
    {"2010-12-24", closed},
    {"2011-12-26", closed},
    {"2016-12-23", winter},
    {"2019-12-24", "14:30-18:00"},
    {"2021-12-24", closed},
    {"2022-12-26", closed},
    {"2023-12-22", winter},
    {"2024-12-24", "14:30-18:00"},
    {"2024-12-25", closed},
    // Days off the rules.
    {"1994-04-27", closed},
    {"1996-01-08", "16:00-19:00"},
    {"2001-09-10", summer},
    {"2001-09-11", closed},
    {"2001-09-14", closed},
    {"2001-09-17", "13:33-20:00"},
    {"2002-09-11", "16:00-20:00"},
    {"2004-06-11", closed},
    {"2007-01-02", closed},
    {"2012-10-29", closed},
    {"2012-10-30", closed},
    {"2012-10-31", summer},
    {"2018-12-05", closed},
    {"2025-01-09", closed},
    // Columbus Day, Veterans Day and election days are trading days.
    {"2024-10-14", summer},
    {"2024-11-11", winter},
    {"2024-11-05", winter},
    // Clocks go forward and back: the old rules, the new ones.
    {"1990-03-30", winter},
    {"1990-04-02", summer},
    {"1990-10-26", summer},
    {"1990-10-29", winter},
    {"2006-03-31", winter},
    {"2006-04-03", summer},
    {"2006-10-27", summer},
    {"2006-10-30", winter},
    {"2007-03-09", winter},
    {"2007-03-12", summer},
    {"2007-11-02", summer},
    {"2007-11-05", winter},
    {"2024-03-08", winter},
    {"2024-03-11", summer},
    {"2024-11-01", summer},
    {"2024-11-04", winter},
    // Weekends, and days outside what is known.
    {"2024-08-10", closed},
    {"2024-08-11", closed},
    {"1989-12-29", closed},
    {"2061-01-03", closed},
    {"2060-12-31", winter},
};

} // namespace

class TestCalendar : public QObject
{
    Q_OBJECT

private slots:
    void knowsTheHoursOfADay_data()
    {
        QTest::addColumn<QString>("hours");
        for (const auto& known : knownDays) {
            QTest::newRow(known.date) << QString(known.hours);
        }
    }

    void knowsTheHoursOfADay()
    {
        QTEST(hoursOf(day(QTest::currentDataTag())), "hours");
    }

    // Number of sessions a year, from the exchange.
    void countsTheTradingDaysOfAYear_data()
    {
        QTest::addColumn<int>("days");
        QTest::newRow("1996") << 254;
        QTest::newRow("2001") << 248;
        QTest::newRow("2012") << 250;
        QTest::newRow("2018") << 251;
        QTest::newRow("2020") << 253;
        QTest::newRow("2021") << 252;
        QTest::newRow("2022") << 251;
        QTest::newRow("2023") << 250;
        QTest::newRow("2024") << 252;
        QTest::newRow("2025") << 250;
    }

    void countsTheTradingDaysOfAYear()
    {
        const int year = QByteArray(QTest::currentDataTag()).toInt();
        QTEST(newYork().tradingDaysBetween(dateOf(year - 1, 12, 31), dateOf(year, 12, 31)), "days");
    }

    void switchesNewYorksClocksAtTwoOClock()
    {
        QCOMPARE(newYorkOffset(time("2024-03-10T06:59:59Z")), hours(-5));
        QCOMPARE(newYorkOffset(time("2024-03-10T07:00:00Z")), hours(-4));
        QCOMPARE(newYorkOffset(time("2024-11-03T05:59:59Z")), hours(-4));
        QCOMPARE(newYorkOffset(time("2024-11-03T06:00:00Z")), hours(-5));
        QCOMPARE(newYorkOffset(time("1987-04-05T06:59:59Z")), hours(-5));
        QCOMPARE(newYorkOffset(time("1987-04-05T07:00:00Z")), hours(-4));
        QCOMPARE(newYorkOffset(time("2006-10-29T05:59:59Z")), hours(-4));
        QCOMPARE(newYorkOffset(time("2006-10-29T06:00:00Z")), hours(-5));
        QCOMPARE(newYorkOffset(time("2024-01-01T03:00:00Z")), hours(-5)); // still 2023 in New York
    }

    void isOpenFromTheOpeningUntilJustBeforeTheClose()
    {
        QVERIFY(!newYork().isOpen(time("2024-08-08T13:29:59.999999999Z")));
        QVERIFY(newYork().isOpen(time("2024-08-08T13:30:00Z")));
        QVERIFY(newYork().isOpen(time("2024-08-08T19:59:59.999999999Z")));
        QVERIFY(!newYork().isOpen(time("2024-08-08T20:00:00Z")));
        QVERIFY(!newYork().isOpen(time("2024-08-10T15:00:00Z")));
    }

    void givesTheSessionThatHoldsATimeOrTheNextOne()
    {
        const Session thursday{time("2024-08-08T13:30:00Z"), time("2024-08-08T20:00:00Z"), day("2024-08-08")};
        const Session friday{time("2024-08-09T13:30:00Z"), time("2024-08-09T20:00:00Z"), day("2024-08-09")};
        const Session monday{time("2024-08-12T13:30:00Z"), time("2024-08-12T20:00:00Z"), day("2024-08-12")};

        QCOMPARE(newYork().sessionAt(time("2024-08-08T00:00:00Z")), std::optional(thursday));
        QCOMPARE(newYork().sessionAt(time("2024-08-08T15:00:00Z")), std::optional(thursday));
        QCOMPARE(newYork().sessionAt(time("2024-08-08T20:00:00Z")), std::optional(friday));
        QCOMPARE(newYork().sessionAt(time("2024-08-09T20:00:00Z")), std::optional(monday));
        QCOMPARE(newYork().sessionAt(time("2024-08-11T12:00:00Z")), std::optional(monday));
        QCOMPARE(newYork().tradingDayOf(time("2024-08-09T21:00:00Z")), std::optional(day("2024-08-12")));
    }

    void findsTheNextOpenAndClose()
    {
        const auto inSession = time("2024-08-09T15:00:00Z");
        QCOMPARE(newYork().nextOpen(inSession), std::optional(time("2024-08-12T13:30:00Z")));
        QCOMPARE(newYork().nextClose(inSession), std::optional(time("2024-08-09T20:00:00Z")));

        const auto atTheOpen = time("2024-08-09T13:30:00Z");
        QCOMPARE(newYork().nextOpen(atTheOpen), std::optional(time("2024-08-12T13:30:00Z")));
        const auto before = time("2024-08-09T13:29:59Z");
        QCOMPARE(newYork().nextOpen(before), std::optional(atTheOpen));

        const auto atTheClose = time("2024-08-09T20:00:00Z");
        QCOMPARE(newYork().nextClose(atTheClose), std::optional(time("2024-08-12T20:00:00Z")));
        QCOMPARE(newYork().nextOpen(time("2001-09-10T20:00:00Z")), std::optional(time("2001-09-17T13:33:00Z")));
    }

    // Held over Thanksgiving 2024: Wednesday to Monday are two trading days.
    void countsTradingDaysBetweenDates()
    {
        QCOMPARE(newYork().tradingDaysBetween(day("2024-11-27"), day("2024-12-02")), 2);
        QCOMPARE(newYork().tradingDaysBetween(day("2024-11-27"), day("2024-11-28")), 0);
        QCOMPARE(newYork().tradingDaysBetween(day("2024-12-02"), day("2024-11-27")), -2);
        QCOMPARE(newYork().tradingDaysBetween(day("2024-11-27"), day("2024-11-27")), 0);
        QCOMPARE(everyDay().tradingDaysBetween(day("2024-11-27"), day("2024-12-02")), 5);
    }

    void findsTheNthTradingDayAfter()
    {
        QCOMPARE(newYork().tradingDayAfter(day("2024-11-27")), std::optional(day("2024-11-29")));
        QCOMPARE(newYork().tradingDayAfter(day("2024-11-27"), 2), std::optional(day("2024-12-02")));
        QCOMPARE(newYork().tradingDayAfter(day("2024-11-30"), 1), std::optional(day("2024-12-02")));
        QVERIFY(!newYork().tradingDayAfter(day("2060-12-31")));
        QVERIFY(!newYork().tradingDayAfter(day("2024-11-27"), 0));
        QCOMPARE(everyDay().tradingDayAfter(day("2024-02-28"), 2), std::optional(day("2024-03-01")));
    }

    void marksDaysWithSpecialHours()
    {
        QVERIFY(newYork().hasSpecialHours(day("2024-07-03")));
        QVERIFY(!newYork().hasSpecialHours(day("2024-07-02")));
        QVERIFY(!newYork().hasSpecialHours(day("2024-07-04")));
        QVERIFY(!everyDay().hasSpecialHours(day("2024-07-03")));
    }

    void endsWhereItsKnowledgeEnds()
    {
        QVERIFY(!newYork().sessionAt(time("2060-12-31T21:00:00Z")));
        QVERIFY(newYork().sessionAt(time("2060-12-31T20:59:59Z")));
        QVERIFY(!newYork().nextOpen(time("2060-12-31T15:00:00Z")));
        QCOMPARE(newYork().tradingDayOf(time("1980-01-01")), std::optional(day("1990-01-02")));
        QVERIFY(!newYork().isOpen({std::numeric_limits<std::int64_t>::max()}));
        QVERIFY(!newYork().isOpen({std::numeric_limits<std::int64_t>::min()}));
        QVERIFY(!everyDay().sessionAt({std::numeric_limits<std::int64_t>::max()}));
    }

    // --- always open ---

    void isOpenAtEveryHour()
    {
        const auto t = time("2024-08-08T23:54:15Z");

        QVERIFY(everyDay().isOpen(t));
        QCOMPARE(everyDay().tradingDayOf(t), std::optional(day("2024-08-08")));
        QCOMPARE(everyDay().nextOpen(t), std::optional(time("2024-08-09")));
        QCOMPARE(everyDay().nextClose(t), std::optional(time("2024-08-09")));
        QCOMPARE(everyDay().tradingDayOf(time("2024-08-09")), std::optional(day("2024-08-09")));
        QVERIFY(everyDay().isTradingDay(day("2024-08-10")));
    }

    // --- properties ---

    // All answers about a time agree with a walk over the days, wherever the time falls.
    void agreesWithAWalkOverTheDays()
    {
        std::mt19937_64 random{1'990};
        const auto from = time("1990-01-02");
        const auto span = static_cast<std::uint64_t>((time("2060-12-01") - from).ns);
        for (int i = 0; i < 20'000; ++i) {
            const Timestamp t = from + nanoseconds(static_cast<std::int64_t>(random() % span));
            const auto session = newYork().sessionAt(t);
            Date walked = utcDateOf(t);
            while (!newYork().isTradingDay(walked) || *newYork().sessionClose(walked) <= t) {
                walked = walked + 1;
            }

            QVERIFY(session);
            QCOMPARE(session->day, walked);
            QVERIFY(t < session->close && session->open < session->close);
            QCOMPARE(newYork().isOpen(t), session->isOpenAt(t));
            QVERIFY(*newYork().nextOpen(t) > t);
            QCOMPARE(*newYork().nextClose(t), session->close);
            const int n = 1 + static_cast<int>(random() % 20);
            const auto later = newYork().tradingDayAfter(walked, n);
            QVERIFY(later && newYork().isTradingDay(*later));
            QCOMPARE(newYork().tradingDaysBetween(walked, *later), n);
        }
    }

    void neverRestsForMoreThanFiveDaysButOnce()
    {
        int longest = 0;
        std::optional<Date> last;
        for (Date date = UsEquityDays::first; date <= UsEquityDays::last; date = date + 1) {
            if (!newYork().isTradingDay(date)) {
                continue;
            }
            if (last && date != day("2001-09-17")) {
                longest = std::max(longest, date - *last);
            }
            last = date;
        }
        QCOMPARE(longest, 5); // Friday to Wednesday: a day of mourning after New Year, and the hurricane
    }

    // --- against recorded prices: there is one exactly on every trading day ---

    void agreesWithTheDaysOnWhichSharesTraded_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("Oracle from 1995 to 2014") << QString("data/bars/daily/ORCL_1d.csv.gz");
        QTest::newRow("the S&P 500 from 1990 to 2012") << QString("data/bars/daily/SPX_1950_1d.csv.gz");
        QTest::newRow("SPY from 2008 to 2017") << QString("data/bars/daily/SPY_1d.csv.gz");
    }

    void agreesWithTheDaysOnWhichSharesTraded()
    {
        QFETCH(QString, file);
        const auto path = sharedFile(file.toStdString());
        if (!path) {
            QSKIP(absenceOf(file.toStdString()).c_str());
        }
        std::set<Date> traded;
        for (const auto& row : tableOf(*path).rows) {
            const Date date = day(row[0].substr(0, 10).c_str());
            if (date >= UsEquityDays::first) {
                traded.insert(date);
            }
        }
        for (Date date = *traded.begin(); date <= *traded.rbegin(); date = date + 1) {
            QVERIFY2(newYork().isTradingDay(date) == traded.contains(date), dateText(date).c_str());
        }
    }

    // The VIX is published on every trading day, but for four holes of its source; until May 2022 on no other day, but
    // for one on which the source carries a price on.
    void agreesWithTheDaysOfTheVix()
    {
        const char* file = "data/bars/daily/VIX_1d.csv.gz";
        const auto path = sharedFile(file);
        if (!path) {
            QSKIP(absenceOf(file).c_str());
        }
        std::set<Date> published;
        for (const auto& row : tableOf(*path).rows) {
            published.insert(day(row[0].substr(0, 10).c_str()));
        }
        const std::set<Date> holes{day("1991-03-01"), day("1997-01-31"), day("1997-11-26"), day("1999-12-31")};
        const Date carriedOn = day("2004-06-11");
        const Date alsoOnHolidaysFrom = day("2022-05-01");

        for (Date date = *published.begin(); date <= *published.rbegin(); date = date + 1) {
            if (newYork().isTradingDay(date)) {
                QVERIFY2(published.contains(date) != holes.contains(date), dateText(date).c_str());
            } else if (date < alsoOnHolidaysFrom) {
                QVERIFY2(published.contains(date) == (date == carriedOn), dateText(date).c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestCalendar)
#include "tst_calendar.moc"
