#include "core/base/decimal.h"

#include <QTest>

#include <limits>
#include <random>

using namespace omni;

Q_DECLARE_METATYPE(omni::Decimal)
Q_DECLARE_METATYPE(omni::Errc)

namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();

Decimal decimal(std::int64_t mantissa, int exponent)
{
    return {mantissa, static_cast<std::int8_t>(exponent)};
}

} // namespace

class TestDecimal : public QObject
{
    Q_OBJECT

private slots:
    void readsDecimalText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Decimal>("value");

        QTest::newRow("a price") << "61800.2" << decimal(618'002, -1);
        QTest::newRow("a whole number") << "42" << decimal(42, 0);
        QTest::newRow("below zero") << "-3" << decimal(-3, 0);
        QTest::newRow("decimals are kept") << "1.50" << decimal(150, -2);
        QTest::newRow("an increment") << "0.00001000" << decimal(1'000, -8);
        QTest::newRow("an exponent") << "1e-8" << decimal(1, -8);
        QTest::newRow("a large exponent") << "-2.5E+03" << decimal(-25, 2);
        QTest::newRow("zero") << "0" << decimal(0, 0);
        QTest::newRow("zero with decimals") << "-0.00" << decimal(0, -2);
        QTest::newRow("leading zeros") << "000000000000000000000012.5" << decimal(125, -1);
        QTest::newRow("18 digits") << "123456789.012345678" << decimal(123'456'789'012'345'678, -9);
        QTest::newRow("18 digits behind zeros")
            << "0.000000000000000000999999999999999999" << decimal(999'999'999'999'999'999, -36);
        QTest::newRow("the smallest exponent") << "1e-128" << decimal(1, -128);
        QTest::newRow("the largest exponent") << "1e127" << decimal(1, 127);
    }

    void readsDecimalText()
    {
        QFETCH(QString, text);
        QFETCH(Decimal, value);

        const auto read = decimalFromText(text.toStdString());

        QVERIFY(read);
        QCOMPARE(read->mantissa, value.mantissa);
        QCOMPARE(int{read->exponent}, int{value.exponent});
    }

    void refusesOtherText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Errc>("code");

        for (const char* text : {"",   "-",     ".",     "-.",     ".5",  "5.",    "+5",  "--5",    " 5",
                                 "5 ", "1 000", "1,5",   "1'000",  "nan", "NaN",   "inf", "-inf",   "0x10",
                                 "1e", "1e+",   "1e1.5", "1e0001", "e5",  "1.2.3", "1-2", "\u0661", "1\n"}) {
            QTest::addRow("\"%s\"", text) << QString::fromUtf8(text) << Errc::Invalid;
        }
        QTest::newRow("a zero byte") << QString::fromLatin1("1\0", 2) << Errc::Invalid;
        QTest::newRow("19 digits") << "1234567890123456789" << Errc::Overflow;
        QTest::newRow("19 digits with a point") << "1.000000000000000000" << Errc::Overflow;
        QTest::newRow("40 digits") << "1234567890123456789012345678901234567890" << Errc::Overflow;
        QTest::newRow("too small") << "1e-129" << Errc::Overflow;
        QTest::newRow("too large") << "1e128" << Errc::Overflow;
        QTest::newRow("too small together") << "0.1e-128" << Errc::Overflow;
        QTest::newRow("a long tail of zeros") << "0." + QString(5'000, '0') + "1" << Errc::Overflow;
    }

    void refusesOtherText()
    {
        QFETCH(QString, text);

        const auto read = decimalFromText(text.toStdString());
        const auto scaled = scaledFromText(text.toStdString(), 0);

        QVERIFY(!read);
        QTEST(read.error().code, "code");
        QVERIFY(!scaled || read.error().code == Errc::Overflow);
    }

    void writesPlainText_data()
    {
        QTest::addColumn<Decimal>("value");
        QTest::addColumn<QString>("text");

        QTest::newRow("an increment") << decimal(1, -5) << "0.00001";
        QTest::newRow("decimals are kept") << decimal(-350, -2) << "-3.50";
        QTest::newRow("one digit before the point") << decimal(-35, -1) << "-3.5";
        QTest::newRow("a positive exponent") << decimal(-25, 2) << "-2500";
        QTest::newRow("zero") << decimal(0, 0) << "0";
        QTest::newRow("zero with decimals") << decimal(0, -2) << "0.00";
        QTest::newRow("zero with a positive exponent") << decimal(0, 5) << "0";
        QTest::newRow("the most negative") << decimal(smallest, -18) << "-9.223372036854775808";
        QTest::newRow("more decimals than digits") << decimal(smallest, -20) << "-0.09223372036854775808";
    }

    void writesPlainText()
    {
        QFETCH(Decimal, value);

        QTEST(QString::fromStdString(decimalText(value)), "text");
    }

    void movesTrailingZerosIntoTheExponent()
    {
        QVERIFY(normalised(decimal(1'500, -2)) == decimal(15, 0));
        QVERIFY(normalised(decimal(-10, 0)) == decimal(-1, 1));
        QVERIFY(normalised(decimal(15, -1)) == decimal(15, -1));
        QVERIFY(normalised(decimal(0, -8)) == decimal(0, 0));
        QVERIFY(normalised(decimal(100, 126)) == decimal(10, 127)); // the exponent has no more room
    }

    void scalesExactly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<std::int64_t>("scaled");

        QTest::newRow("money") << "61800.2" << 8 << std::int64_t{6'180'020'000'000};
        QTest::newRow("as many decimals as asked") << "-0.15" << 2 << std::int64_t{-15};
        QTest::newRow("trailing zeros are not finer") << "1.500000000000" << 1 << std::int64_t{15};
        QTest::newRow("an exponent") << "1e-8" << 8 << std::int64_t{1};
        QTest::newRow("zero is zero in any form") << "0e-999" << 2 << std::int64_t{0};
        QTest::newRow("zero times a large number") << "0e999" << 18 << std::int64_t{0};
        QTest::newRow("the largest") << "92233720368.54775807" << 8 << largest;
        QTest::newRow("the smallest") << "-92233720368.54775808" << 8 << smallest;
        QTest::newRow("the smallest without decimals") << "-9223372036854775808" << 0 << smallest;
        QTest::newRow("18 decimals") << "9.223372036854775807" << 18 << largest;
    }

    void scalesExactly()
    {
        QFETCH(QString, text);
        QFETCH(int, decimals);

        const auto read = scaledFromText(text.toStdString(), decimals);

        QVERIFY(read);
        QTEST(*read, "scaled");
    }

    void refusesWhatCannotBeScaled_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<Errc>("code");

        QTest::newRow("finer than asked") << "0.155" << 2 << Errc::Invalid;
        QTest::newRow("far finer") << "1e-99" << 2 << Errc::Invalid;
        QTest::newRow("one above the largest") << "9223372036854775808" << 0 << Errc::Overflow;
        QTest::newRow("one below the smallest") << "-9223372036854775809" << 0 << Errc::Overflow;
        QTest::newRow("too large for its scale") << "92233720368.54775808" << 8 << Errc::Overflow;
        QTest::newRow("beyond 64 bits in the product") << "18446744073.709551616" << 18 << Errc::Overflow;
        QTest::newRow("a huge exponent") << "1e99" << 0 << Errc::Overflow;
    }

    void refusesWhatCannotBeScaled()
    {
        QFETCH(QString, text);
        QFETCH(int, decimals);

        const auto read = scaledFromText(text.toStdString(), decimals);

        QVERIFY(!read);
        QTEST(read.error().code, "code");
    }

    void writesScaledText_data()
    {
        QTest::addColumn<std::int64_t>("value");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<int>("least");
        QTest::addColumn<QString>("text");

        QTest::newRow("trailing zeros go") << std::int64_t{6'180'020'000'000} << 8 << 0 << "61800.2";
        QTest::newRow("at least two stay") << std::int64_t{6'180'020'000'000} << 8 << 2 << "61800.20";
        QTest::newRow("a whole number") << std::int64_t{300} << 2 << 0 << "3";
        QTest::newRow("a whole number with cents") << std::int64_t{300} << 2 << 2 << "3.00";
        QTest::newRow("zero") << std::int64_t{0} << 8 << 0 << "0";
        QTest::newRow("zero with cents") << std::int64_t{0} << 8 << 2 << "0.00";
        QTest::newRow("below one") << std::int64_t{-5} << 2 << 0 << "-0.05";
        QTest::newRow("more asked than there are") << std::int64_t{15} << 1 << 3 << "1.500";
        QTest::newRow("more asked than none") << std::int64_t{15} << 0 << 2 << "15.00";
        QTest::newRow("the smallest") << smallest << 8 << 0 << "-92233720368.54775808";
        QTest::newRow("a power of ten stays one") << std::int64_t{1'000} << 0 << 0 << "1000";
    }

    void writesScaledText()
    {
        QFETCH(std::int64_t, value);
        QFETCH(int, decimals);
        QFETCH(int, least);

        QTEST(QString::fromStdString(scaledText(value, decimals, least)), "text");
    }

    void everyScaledValueSurvivesItsText()
    {
        std::mt19937_64 random{618'002};
        for (int i = 0; i < 20'000; ++i) {
            const auto value = static_cast<std::int64_t>(random()) >> (random() % 64);
            const int decimals = static_cast<int>(random() % 19);
            const int kept = static_cast<int>(random() % 19);
            const auto read = scaledFromText(scaledText(value, decimals, std::min(kept, decimals)), decimals);
            QVERIFY(read);
            QCOMPARE(*read, value);
        }
    }

    void everyDecimalSurvivesItsText()
    {
        std::mt19937_64 random{618'003};
        for (int i = 0; i < 20'000; ++i) {
            const auto mantissa = static_cast<std::int64_t>(random() >> (random() % 64)) % 1'000'000'000'000'000'000;
            const Decimal value = decimal(random() % 2 == 0 ? mantissa : -mantissa, -static_cast<int>(random() % 129));
            const auto read = decimalFromText(decimalText(value));
            QVERIFY(read);
            QVERIFY(*read == value);
        }
    }
};

QTEST_APPLESS_MAIN(TestDecimal)
#include "tst_decimal.moc"
