// needs: ui/widgets Qt6::Widgets
#include "core/base/seeded_random.h"
#include "ui/widgets/formats.h"

#include <QDir>
#include <QTest>

#include <limits>

using namespace omni;
using namespace omni::ui;

namespace {

market::Instrument bitcoin()
{
    market::Instrument i;
    i.id = {1};
    i.venue = "binance";
    i.symbol = "BTCUSDT";
    i.quoteCurrency = "USDT";
    i.tickSize = {1, -1};
    i.lotSize = {1, -3};
    return market::completed(i).value();
}

QString plain(QString text)
{
    text.remove(u',');
    text.replace(QChar(0x2212), QLatin1String("-"));
    text.remove(u'+');
    return text;
}

const QLocale english(QLocale::English, QLocale::UnitedStates);
const QLocale german(QLocale::German, QLocale::Germany);

} // namespace

class TestFormats : public QObject
{
    Q_OBJECT

private slots:
    void pricesHaveTheDecimalsOfTheirTick()
    {
        const Formats f;
        QCOMPARE(f.price(bitcoin(), Ticks{1'118'425}), QStringLiteral("111,842.5"));
        QCOMPARE(f.price(bitcoin(), Ticks{1'118'420}), QStringLiteral("111,842.0"));
        QCOMPARE(f.price(bitcoin(), std::nullopt), QStringLiteral("–"));
        QCOMPARE(f.quantity(bitcoin(), Lots{-2'600}), QStringLiteral("−2.600"));
        QCOMPARE(f.quantity(bitcoin(), Lots{0}), QStringLiteral("0.000"));
    }

    void everyPriceReadsBackAsItself()
    {
        const Formats f;
        SeededRandom random(7);
        for (int i = 0; i < 5'000; ++i) {
            const Ticks price{static_cast<std::int64_t>(random.next()) >> (random.next() % 60)};
            const auto back = market::ticksFrom(
                bitcoin(), typedNumber(f.price(bitcoin(), price), f.locale).value_or(Decimal{-1, 9}));
            if (price.count > -1'000'000'000'000'000'000 && price.count < 1'000'000'000'000'000'000
                && std::abs(price.count) < 99'999'999'999'999'999) {
                QVERIFY(back);
                QCOMPARE(back->count, price.count);
            }
        }
    }

    void moneyIsRoundedToNearestHalvesAwayFromZero()
    {
        const Formats f;
        QCOMPARE(f.money(Money{24'831'042'000'000}), QStringLiteral("248,310.42"));
        QCOMPARE(f.money(Money{500'000}), QStringLiteral("0.01")); // half a cent
        QCOMPARE(f.money(Money{-500'000}), QStringLiteral("−0.01"));
        QCOMPARE(f.money(Money{499'999}), QStringLiteral("0.00"));
        QCOMPARE(f.money(Money{-499'999}), QStringLiteral("0.00")); // no minus zero
        QCOMPARE(f.money(Money{123'456'789}, 8), QStringLiteral("1.23456789"));
        QCOMPARE(f.money(Money{150'000'000}, 0), QStringLiteral("2"));
        QCOMPARE(f.money({}), QStringLiteral("–"));
    }

    void aChangeCarriesItsSign()
    {
        const Formats f;
        QCOMPARE(f.change(Money{61'147'000'000}), QStringLiteral("+611.47"));
        QCOMPARE(f.change(Money{-4'662'000'000}), QStringLiteral("−46.62"));
        QCOMPARE(f.change(Money{0}), QStringLiteral("0.00"));
    }

    void moneyIsExactToTheEndOfItsRange()
    {
        const Formats f;
        QCOMPARE(f.money(Money{std::numeric_limits<std::int64_t>::max()}, 8),
                 QStringLiteral("92,233,720,368.54775807"));
        QCOMPARE(f.money(Money{std::numeric_limits<std::int64_t>::min()}, 8),
                 QStringLiteral("−92,233,720,368.54775808"));
        QCOMPARE(f.money(Money{std::numeric_limits<std::int64_t>::max()}), QStringLiteral("92,233,720,368.55"));
    }

    void shownMoneyIsNeverMoreThanHalfACentAway()
    {
        const Formats f;
        SeededRandom random(11);
        for (int i = 0; i < 5'000; ++i) {
            const std::int64_t e8 = static_cast<std::int64_t>(random.next()) >> (1 + random.next() % 60);
            const auto shown = scaledFromText(plain(f.change(Money{e8})).toStdString(), 8);
            QVERIFY(shown);
            const std::int64_t gap = *shown - e8;
            QVERIFY(gap <= 500'000 && gap >= -500'000);
            if (gap == 500'000 || gap == -500'000) {
                QVERIFY((gap > 0) == (e8 > 0)); // halves go away from zero
            }
        }
    }

    void streamerModeHidesAmountsSizesAndNamesAndNothingElse()
    {
        Formats f;
        f.hasPrivacy = true;
        QCOMPARE(f.money(Money{100}), QStringLiteral("•••••"));
        QCOMPARE(f.change(Money{-100}), QStringLiteral("•••••"));
        QCOMPARE(f.money({}), QStringLiteral("–"));
        QCOMPARE(f.price(bitcoin(), Ticks{10}), QStringLiteral("1.0"));
        QCOMPARE(f.quantity(bitcoin(), Lots{10}), hiddenText());
        QCOMPARE(f.lots(Lots{10}), hiddenText());
        QVERIFY(f.marketSize(bitcoin(), Lots{10}) != hiddenText()); // all the world is told
        QCOMPARE(f.own(QStringLiteral("alice")), hiddenText());
        QCOMPARE(f.own(QString()), QString());
        QCOMPARE(f.told(QStringLiteral("needs 10,944.00 USD, has 8'210")),
                 QStringLiteral("needs %1 USD, has %1").arg(hiddenText()));
        QCOMPARE(f.told(QDir::homePath() + QStringLiteral("/x cannot be read")), QStringLiteral("~/x cannot be read"));
        QVERIFY(f.unveiled().quantity(bitcoin(), Lots{10}) != hiddenText());
        f.hasPrivacy = false;
        QCOMPARE(f.told(QStringLiteral("needs 10,944.00")), QStringLiteral("needs 10,944.00"));
        QCOMPARE(f.own(QStringLiteral("alice")), QStringLiteral("alice"));
    }

    void percentagesHaveTwoDecimals()
    {
        const Formats f;
        QCOMPARE(f.percent(0.0123), QStringLiteral("1.23%"));
        QCOMPARE(f.percent(-0.0123, 2, true), QStringLiteral("−1.23%"));
        QCOMPARE(f.percent(0.0123, 1, true), QStringLiteral("+1.2%"));
        QCOMPARE(f.percent(-0.00001), QStringLiteral("0.00%"));
        QCOMPARE(f.percent(std::numeric_limits<double>::quiet_NaN()), QStringLiteral("–"));
        QCOMPARE(f.percent({}), QStringLiteral("–"));
    }

    void aBreachIsNeverRoundedAway()
    {
        const Formats f;
        QCOMPARE(f.percentAgainst(0.05004, 0.05), QStringLiteral("5.01%"));
        QCOMPARE(f.percentAgainst(0.05, 0.05), QStringLiteral("5.00%"));
        QCOMPARE(f.percentAgainst(0.0357, 0.8), QStringLiteral("3.57%"));
        QCOMPARE(f.percentAgainst({}, 0.8), QStringLiteral("–"));
        SeededRandom random(13);
        for (int i = 0; i < 5'000; ++i) {
            const double limit = static_cast<double>(1 + random.next() % 10'000) / 10'000;
            const double share = limit * (1 + 1e-6 + static_cast<double>(random.next() % 1'000) / 1e5);
            const double shown = plain(f.percentAgainst(share, limit)).remove(u'%').toDouble();
            QVERIFY2(shown > limit * 100 + 1e-9, qPrintable(QString::number(share, 'g', 12)));
        }
    }

    void largeVolumesHaveALetter()
    {
        const Formats f;
        QCOMPARE(f.volume(950), QStringLiteral("950"));
        QCOMPARE(f.volume(0.5), QStringLiteral("0.50"));
        QCOMPARE(f.volume(1'420'000), QStringLiteral("1.42\u00a0M"));
        QCOMPARE(f.volume(3.1e9), QStringLiteral("3.10\u00a0B"));
        QCOMPARE(f.volume(999'999), QStringLiteral("1.00\u00a0M"));
        QCOMPARE(f.volume(12'345), QStringLiteral("12.35\u00a0K"));
    }

    void timesAreOfTheUsersZone()
    {
        Formats f;
        const Timestamp at = timestampFromIso("2025-10-14T14:42:18.104Z").value();
        QCOMPARE(f.time(at), QStringLiteral("14:42:18"));
        f.zone = QTimeZone("America/New_York");
        QCOMPARE(f.time(at), QStringLiteral("10:42:18"));
        QCOMPARE(f.timeMs(at), QStringLiteral("10:42:18.104"));
        QCOMPARE(f.dateTime(at), QStringLiteral("Tue 14 Oct 2025 10:42:18"));
    }

    void timesBefore1970AreRoundedDown()
    {
        const Formats f;
        QCOMPARE(f.timeMs(Timestamp{-1}), QStringLiteral("23:59:59.999"));
    }

    void spansAreShort()
    {
        const Formats f;
        QCOMPARE(f.age(hours(52)), QStringLiteral("2d 04h"));
        QCOMPARE(f.age(minutes(4 * 60 + 51)), QStringLiteral("4h 51m"));
        QCOMPARE(f.age(seconds(12 * 60 + 3)), QStringLiteral("12m 03s"));
        QCOMPARE(f.age(seconds(7)), QStringLiteral("7s"));
        QCOMPARE(f.age(seconds(-7)), QStringLiteral("0s"));
        QCOMPARE(f.countdown(seconds(102)), QStringLiteral("01:42"));
        QCOMPARE(f.countdown(milliseconds(1)), QStringLiteral("00:01"));
        QCOMPARE(f.countdown(seconds(0)), QStringLiteral("00:00"));
        QCOMPARE(f.countdown(seconds(-5)), QStringLiteral("00:00"));
        QCOMPARE(f.seconds(milliseconds(249)), QStringLiteral("0.2 s"));
        QCOMPARE(f.seconds(milliseconds(4'250)), QStringLiteral("4.3 s"));
    }

    void aLocaleChangesSigns()
    {
        Formats f;
        f.locale = german;
        QCOMPARE(f.money(Money{24'831'042'000'000}), QStringLiteral("248.310,42"));
        QCOMPARE(f.price(bitcoin(), Ticks{1'118'425}), QStringLiteral("111.842,5"));
    }

    void aTypedNumberIsRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("read"); // empty: refused
        const auto row = [](const char* name, const char* text, const QLocale& locale, const char* read) {
            QTest::newRow(name) << QString::fromUtf8(text) << locale << QString::fromLatin1(read);
        };
        row("whole", "60", english, "60");
        row("point", "182.40", english, "182.40");
        row("comma as decimals where it is clear", "182,4", english, "182.4");
        row("point as decimals in German where it is clear", "182.40", german, "182.40");
        row("comma in German", "1,234", german, "1.234");
        row("point of the locale before three digits", "1.234", english, "1.234");
        row("a comma before three digits could be two things", "1,234", english, "");
        row("a point before three digits could be two things in German", "1.234", german, "");
        row("nothing before the comma", ",5", english, "0.5");
        row("zero before the comma is clear", "0,125", english, "0.125");
        row("zero before the comma is never twelve", "0,012", english, "0.012");
        row("zero before the point is never twelve in German", "0.012", german, "0.012");
        row("four digits before the comma are clear", "1234,567", english, "1234.567");
        row("groups and decimals", "1,234.5", english, "1234.5");
        row("groups and decimals the other way", "1.234,5", english, "1234.5");
        row("two groups", "1,234,567", english, "1234567");
        row("spaces as groups", "1 234 567.25", english, "1234567.25");
        row("minus sign of typographers", "−3.5", english, "-3.5");
        row("plus", "+3", english, "3");
        row("blanks around it", "  3 ", english, "3");
        row("a point at the end", "5.", english, "5");
        row("groups of two", "12,34,567", english, "");
        row("a short group", "1,23,456", english, "");
        row("mixed groups", "1,234 567", english, "");
        row("two decimal signs", "1.2.3", english, "");
        row("the same sign twice with decimals", "1.234.5", english, "");
        row("letters", "12a", english, "");
        row("exponent", "1e5", english, "");
        row("nothing", "", english, "");
        row("a sign alone", "-", english, "");
        row("a point alone", ".", english, "");
        row("too many digits", "1234567890123456789", english, "");
        row("Arabic digits", "١٢٫٥", english, "12.5");
    }
    void aTypedNumberIsRead()
    {
        QFETCH(QString, text);
        QFETCH(QLocale, locale);
        QFETCH(QString, read);

        const auto value = typedNumber(text, locale);

        QCOMPARE(value ? QString::fromStdString(decimalText(*value)) : QString(), read);
    }

    void aNumberThatCouldBeTwoThingsIsRefusedWithBothOfThem()
    {
        QCOMPARE(typedFault(QStringLiteral("62,134"), english),
                 QStringLiteral("“62,134” could be 62134 or 62.134. Type it without a sign for thousands."));
        QCOMPARE(typedFault(QStringLiteral("62.134"), german),
                 QStringLiteral("“62.134” could be 62134 or 62,134. Type it without a sign for thousands."));
        QCOMPARE(typedFault(QStringLiteral("−1,250"), english),
                 QStringLiteral("“−1,250” could be 1250 or 1.250. Type it without a sign for thousands."));
        QCOMPARE(typedFault(QStringLiteral("12a"), english), QStringLiteral("“12a” is not a number."));
        QCOMPARE(typedFault(QStringLiteral("1,23,456"), english), QStringLiteral("“1,23,456” is not a number."));
        for (const char* clear : {"62134", "62.134", "62134.5", "62,134.50", "1,234,567", "62,13"}) {
            QCOMPARE(typedFault(QString::fromLatin1(clear), english), QString());
        }
    }

    // One to three digits, a separator, three digits: only the locale's own decimal sign makes it a fraction, and
    // nothing makes it a thousand.
    void noSeparatorIsEverGuessed()
    {
        SeededRandom random(23);
        for (int i = 0; i < 5'000; ++i) {
            const QString whole = QString::number(1 + random.next() % 999);
            const QString rest = QStringLiteral("%1").arg(random.next() % 1'000, 3, 10, QLatin1Char('0'));
            for (const QLocale& locale : {english, german}) {
                const bool isEnglish = locale == english;
                const QString own = whole + (isEnglish ? u'.' : u',') + rest;
                const QString other = whole + (isEnglish ? u',' : u'.') + rest;

                const auto value = typedNumber(own, locale);

                QVERIFY2(value, qPrintable(own));
                QCOMPARE(QString::fromStdString(decimalText(*value)),
                         QString::fromStdString(decimalText(*decimalFromText((whole + u'.' + rest).toStdString()))));
                QVERIFY2(!typedNumber(other, locale), qPrintable(other));
                QVERIFY(typedFault(other, locale).contains(whole + rest));
            }
        }
    }

    void whatStandsInAFieldReadsBackAsItself()
    {
        SeededRandom random(19);
        market::Instrument whole = bitcoin();
        whole.tickSize = {1, 0}; // "62,134" alone could be two things
        for (const QLocale& locale : {english, german, QLocale(QLocale::French), QLocale(QLocale::Arabic)}) {
            Formats f;
            f.locale = locale;
            for (const auto& instrument : {bitcoin(), whole}) {
                for (int i = 0; i < 1'000; ++i) {
                    const Ticks price{static_cast<std::int64_t>(random.next() % 100'000'000)};
                    const QString text = editable(f.price(instrument, price), locale);

                    const auto read = typedNumber(text, locale);

                    QVERIFY2(read, qPrintable(text));
                    QCOMPARE(market::ticksFrom(instrument, *read)->count, price.count);
                }
            }
        }
        QCOMPARE(editable(missing(), english), QString());
    }

    void whatIsShownCanBeTypedBack()
    {
        SeededRandom random(17);
        for (const QLocale& locale : {english, german, QLocale(QLocale::French), QLocale(QLocale::Japanese)}) {
            Formats f;
            f.locale = locale;
            for (int i = 0; i < 2'000; ++i) {
                const std::int64_t cents = static_cast<std::int64_t>(random.next() % 100'000'000'000);
                const QString shown = f.money(Money{cents * 1'000'000});

                const auto read = typedNumber(shown, locale);

                QVERIFY2(read, qPrintable(shown));
                QCOMPARE(scaledFromText(decimalText(*read), 2).value(), cents);
            }
        }
    }

    // Between right-to-left words a sign would wander to the other side of its figure.
    void figuresStandApartInTextsFromRightToLeft()
    {
        Formats f;
        f.isIsolated = true;
        const QChar open(0x2066), close(0x2069);
        const auto apart = [&](const QString& text) { return open + text + close; };
        QCOMPARE(f.money(Money{-123'450'000'000}), apart(QStringLiteral("−1,234.50")));
        QCOMPARE(f.change(Money{500'000'000}), apart(QStringLiteral("+5.00")));
        QCOMPARE(f.percent(-0.0123), apart(QStringLiteral("−1.23%")));
        QCOMPARE(f.number(1.5, 1), apart(QStringLiteral("1.5")));
        QCOMPARE(f.volume(1'420'000), apart(QStringLiteral("1.42\u00a0M")));
        QCOMPARE(f.countdown(seconds(102)), apart(QStringLiteral("01:42")));
        QCOMPARE(f.hourMinute(Timestamp{} + hours(9) + minutes(5)), apart(QStringLiteral("09:05")));
        QCOMPARE(f.money(std::nullopt), missing()); // one sign: nothing to keep in order
        QVERIFY(f.seconds(milliseconds(200)).startsWith(open));
        QVERIFY(f.dateTime(Timestamp{}).endsWith(close));
        QCOMPARE(withoutIsolates(f.dateTime(Timestamp{})), Formats{}.dateTime(Timestamp{}));
    }

    void aFigureThatIsPastedWithItsMarksIsRead()
    {
        Formats f;
        f.isIsolated = true;
        const QString shown = f.number(-1234.5, 2);
        QCOMPARE(editable(shown, f.locale), QStringLiteral("−1234.50"));
        QVERIFY(typedNumber(shown, f.locale).has_value());
    }
};

QTEST_APPLESS_MAIN(TestFormats)
#include "tst_formats.moc"
