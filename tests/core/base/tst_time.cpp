#include "core/base/time.h"

#include <QTest>

#include <limits>
#include <random>

using namespace omni;

Q_DECLARE_METATYPE(omni::Timestamp)
Q_DECLARE_METATYPE(omni::Duration)
Q_DECLARE_METATYPE(omni::Errc)

namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();

} // namespace

class TestTime : public QObject
{
    Q_OBJECT

private slots:
    // Seconds since 1970 are those of `date -u -d … +%s`.
    void writesAndReadsTheSameMoment_data()
    {
        QTest::addColumn<Timestamp>("moment");
        QTest::addColumn<QString>("text");

        QTest::newRow("the epoch") << Timestamp{0} << "1970-01-01T00:00:00.000000000Z";
        QTest::newRow("one nanosecond before it") << Timestamp{-1} << "1969-12-31T23:59:59.999999999Z";
        QTest::newRow("a recorded trade")
            << Timestamp{1'723'161'255 * second + 88'169'167} << "2024-08-08T23:54:15.088169167Z";
        QTest::newRow("a leap day") << Timestamp{68'169'600 * second} << "1972-02-29T00:00:00.000000000Z";
        QTest::newRow("a leap day of a century") << Timestamp{951'782'400 * second} << "2000-02-29T00:00:00.000000000Z";
        QTest::newRow("the end of a leap year")
            << Timestamp{1'735'689'599 * second} << "2024-12-31T23:59:59.000000000Z";
        QTest::newRow("after a February without one")
            << Timestamp{4'107'542'400 * second} << "2100-03-01T00:00:00.000000000Z";
        QTest::newRow("before 1970, a common century")
            << Timestamp{-2'203'891'200 * second} << "1900-03-01T00:00:00.000000000Z";
        QTest::newRow("the last moment") << Timestamp{largest} << "2262-04-11T23:47:16.854775807Z";
        QTest::newRow("the first moment") << Timestamp{smallest} << "1677-09-21T00:12:43.145224192Z";
    }

    void writesAndReadsTheSameMoment()
    {
        QFETCH(Timestamp, moment);
        QFETCH(QString, text);

        QCOMPARE(QString::fromStdString(isoText(moment)), text);
        const auto read = timestampFromIso(text.toStdString());
        QVERIFY(read);
        QCOMPARE(read->ns, moment.ns);
    }

    void readsTheFormsOfIso8601_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("same");

        QTest::newRow("a bare date is midnight") << "2024-08-08"
                                                 << "2024-08-08T00:00:00.000000000Z";
        QTest::newRow("no fraction") << "2024-08-08T23:54:15Z"
                                     << "2024-08-08T23:54:15.000000000Z";
        QTest::newRow("one digit") << "2024-08-08T23:54:15.5Z"
                                   << "2024-08-08T23:54:15.500000000Z";
        QTest::newRow("six digits") << "2024-08-08T23:54:15.000001Z"
                                    << "2024-08-08T23:54:15.000001000Z";
        QTest::newRow("east of Greenwich") << "2024-08-08T01:30:00+05:30"
                                           << "2024-08-07T20:00:00.000000000Z";
        QTest::newRow("west of Greenwich") << "2024-12-31T22:00:00.25-03:00"
                                           << "2025-01-01T01:00:00.250000000Z";
    }

    void readsTheFormsOfIso8601()
    {
        QFETCH(QString, text);
        QFETCH(QString, same);

        const auto read = timestampFromIso(text.toStdString());

        QVERIFY(read);
        QCOMPARE(QString::fromStdString(isoText(*read)), same);
    }

    void refusesWhatIsNoMoment_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Errc>("code");

        QTest::newRow("nothing") << "" << Errc::Invalid;
        QTest::newRow("no zone") << "2024-08-08T23:54:15" << Errc::Invalid;
        QTest::newRow("a blank for the T") << "2024-08-08 23:54:15Z" << Errc::Invalid;
        QTest::newRow("a blank behind") << "2024-08-08T23:54:15Z " << Errc::Invalid;
        QTest::newRow("month 13") << "2024-13-01" << Errc::Invalid;
        QTest::newRow("month 0") << "2024-00-01" << Errc::Invalid;
        QTest::newRow("day 0") << "2024-01-00" << Errc::Invalid;
        QTest::newRow("29 February of a common year") << "2023-02-29" << Errc::Invalid;
        QTest::newRow("29 February of a common century") << "2100-02-29" << Errc::Invalid;
        QTest::newRow("31 April") << "2024-04-31" << Errc::Invalid;
        QTest::newRow("24:00") << "2024-08-08T24:00:00Z" << Errc::Invalid;
        QTest::newRow("minute 60") << "2024-08-08T23:60:00Z" << Errc::Invalid;
        QTest::newRow("a leap second") << "2016-12-31T23:59:60Z" << Errc::Invalid;
        QTest::newRow("a point without digits") << "2024-08-08T23:54:15.Z" << Errc::Invalid;
        QTest::newRow("ten digits") << "2024-08-08T23:54:15.0123456789Z" << Errc::Invalid;
        QTest::newRow("a zone without its colon") << "2024-08-08T23:54:15+0100" << Errc::Invalid;
        QTest::newRow("a zone of 24 hours") << "2024-08-08T23:54:15+24:00" << Errc::Invalid;
        QTest::newRow("letters") << "2O24-08-08" << Errc::Invalid;
        QTest::newRow("a sign within a number") << "2024--8-08" << Errc::Invalid;
        QTest::newRow("one nanosecond too late") << "2262-04-11T23:47:16.854775808Z" << Errc::Overflow;
        QTest::newRow("one nanosecond too early") << "1677-09-21T00:12:43.145224191Z" << Errc::Overflow;
        QTest::newRow("the year 0") << "0000-01-01" << Errc::Overflow;
        QTest::newRow("the year 9999") << "9999-12-31" << Errc::Overflow;
    }

    void refusesWhatIsNoMoment()
    {
        QFETCH(QString, text);

        const auto read = timestampFromIso(text.toStdString());

        QVERIFY(!read);
        QTEST(read.error().code, "code");
    }

    void everyMomentSurvivesItsText()
    {
        std::mt19937_64 random{20'240'808};
        for (int i = 0; i < 20'000; ++i) {
            const Timestamp moment{static_cast<std::int64_t>(random())};
            const auto read = timestampFromIso(isoText(moment));
            QVERIFY(read);
            QCOMPARE(read->ns, moment.ns);
        }
    }

    // Days are counted up one by one here, by the rule every child learns.
    void daysFollowEachOther()
    {
        int year = 1678;
        int month = 1;
        int day = 1;
        const auto first = timestampFromIso("1678-01-01");
        QVERIFY(first);
        for (Timestamp t = *first; year < 2262; t = t + days(1)) {
            const QString date
                = QString("%1-%2-%3").arg(year).arg(month, 2, 10, QChar('0')).arg(day, 2, 10, QChar('0'));
            QCOMPARE(QString::fromStdString(isoText(t)).left(10), date);
            const bool isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            const int length = month == 2                               ? (isLeap ? 29 : 28)
                : month == 4 || month == 6 || month == 9 || month == 11 ? 30
                                                                        : 31;
            if (++day > length) {
                day = 1;
                month = month == 12 ? 1 : month + 1;
                year += month == 1 ? 1 : 0;
            }
        }
    }

    void readsSpansOfTime_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Duration>("span");
        QTest::addColumn<QString>("shortest");

        QTest::newRow("milliseconds") << "250ms" << milliseconds(250) << "250ms";
        QTest::newRow("a second") << "1s" << seconds(1) << "1s";
        QTest::newRow("a thousand milliseconds") << "1000ms" << seconds(1) << "1s";
        QTest::newRow("90 seconds") << "90s" << seconds(90) << "90s";
        QTest::newRow("120 minutes") << "120m" << hours(2) << "2h";
        QTest::newRow("minutes") << "5m" << minutes(5) << "5m";
        QTest::newRow("hours") << "4h" << hours(4) << "4h";
        QTest::newRow("a day") << "1d" << days(1) << "1d";
        QTest::newRow("two weeks") << "2w" << days(14) << "2w";
        QTest::newRow("microseconds") << "7us" << microseconds(7) << "7us";
        QTest::newRow("the longest") << "9223372036854775807ns" << nanoseconds(largest) << "9223372036854775807ns";
    }

    void readsSpansOfTime()
    {
        QFETCH(QString, text);
        QFETCH(Duration, span);
        QFETCH(QString, shortest);

        const auto read = durationFromText(text.toStdString());

        QVERIFY(read);
        QCOMPARE(read->ns, span.ns);
        QCOMPARE(QString::fromStdString(durationText(*read)), shortest);
    }

    void refusesWhatIsNoSpan_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Errc>("code");

        QTest::newRow("nothing") << "" << Errc::Invalid;
        QTest::newRow("no unit") << "5" << Errc::Invalid;
        QTest::newRow("no number") << "s" << Errc::Invalid;
        QTest::newRow("zero") << "0s" << Errc::Invalid;
        QTest::newRow("negative") << "-5m" << Errc::Invalid;
        QTest::newRow("a plus") << "+5m" << Errc::Invalid;
        QTest::newRow("two units") << "1h30m" << Errc::Invalid;
        QTest::newRow("a fraction") << "1.5h" << Errc::Invalid;
        QTest::newRow("a blank") << "5 m" << Errc::Invalid;
        QTest::newRow("a large M") << "5M" << Errc::Invalid;
        QTest::newRow("too many weeks") << "15251w" << Errc::Overflow; // 292.3 years hold 15'250 of them
        QTest::newRow("too many digits") << "99999999999999999999s" << Errc::Overflow;
    }

    void refusesWhatIsNoSpan()
    {
        QFETCH(QString, text);

        const auto read = durationFromText(text.toStdString());

        QVERIFY(!read);
        QTEST(read.error().code, "code");
    }

    void writesZeroAndNegativeSpansForReaders()
    {
        QCOMPARE(durationText(Duration{0}), std::string("0s"));
        QCOMPARE(durationText(seconds(-90)), std::string("-90s"));
        QCOMPARE(durationText(Duration{smallest}), std::string("-9223372036854775808ns"));
    }

    void everySpanSurvivesItsText()
    {
        std::mt19937_64 random{5};
        for (int i = 0; i < 20'000; ++i) {
            const Duration span{static_cast<std::int64_t>(random() >> (1 + random() % 62)) + 1};
            const auto read = durationFromText(durationText(span));
            QVERIFY(read);
            QCOMPARE(read->ns, span.ns);
        }
    }

    void floorsTowardsThePast()
    {
        QCOMPARE(flooredTo({minutes(7).ns + 1}, minutes(5)).ns, minutes(5).ns);
        QCOMPARE(flooredTo({minutes(5).ns}, minutes(5)).ns, minutes(5).ns);
        QCOMPARE(flooredTo({-1}, minutes(5)).ns, minutes(-5).ns);
        QCOMPARE(flooredTo({0}, minutes(5)).ns, std::int64_t{0});
    }
};

QTEST_APPLESS_MAIN(TestTime)
#include "tst_time.moc"
