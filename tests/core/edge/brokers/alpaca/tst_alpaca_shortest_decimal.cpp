// needs: edge/brokers/alpaca
//
// Figures of msgpack: a double is the decimal that it was made of.
#include "core/base/seeded_random.h"
#include "core/edge/brokers/alpaca/shortest_decimal.h"

#include <fmt/format.h>

#include <QTest>

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>

using namespace omni;
using namespace omni::brokers::alpaca;

namespace {

/// What a double means, the slow way: the shortest text that is read back as it.
std::optional<Decimal> byItsText(double number)
{
    const auto told = std::isfinite(number) ? decimalFromText(fmt::format("{}", number))
                                            : Result<Decimal>(failure(Errc::Invalid, "no number"));
    return told ? std::optional(normalised(*told)) : std::nullopt;
}

} // namespace

class TestAlpacaShortestDecimal : public QObject
{
    Q_OBJECT

private slots:
    void aPriceKeepsItsCents()
    {
        Decimal told;
        QVERIFY(shortestDecimal(150.24, told));
        QCOMPARE(told, (Decimal{15'024, -2}));
        QVERIFY(shortestDecimal(150.2, told));
        QCOMPARE(told, (Decimal{1'502, -1}));
        QVERIFY(shortestDecimal(0.123456789, told));
        QCOMPARE(told, (Decimal{123'456'789, -9}));
        QVERIFY(!shortestDecimal(std::numeric_limits<double>::infinity(), told));
        QCOMPARE(told, Decimal{});
    }

    void aDoubleIsTheShortestDecimalThatMeansIt()
    {
        SeededRandom random(7);
        const auto check = [](double number) {
            Decimal quick{1, 1};
            const bool is = shortestDecimal(number, quick);
            const auto slow = byItsText(number);
            return is == slow.has_value() && normalised(quick) == slow.value_or(Decimal{});
        };
        const auto scales = std::to_array({1.0, 10.0, 1e2, 1e3, 1e4, 1e6, 1e8, 1e9, 1e10, 1e12, 1e15});
        for (int i = 0; i < 300'000; ++i) {
            const auto digits
                = static_cast<double>(random.below(random.below(2) == 0 ? 1'000'000 : 1'000'000'000'000'000));
            const auto sign = random.below(10) == 0 ? -1.0 : 1.0;
            const auto number = sign * digits / scales[random.below(scales.size())];
            QVERIFY2(check(number), fmt::format("{}", number).c_str());
            QVERIFY2(check(std::nextafter(number, 1e300)), fmt::format("{}", number).c_str());
            const auto any = std::bit_cast<double>(random.next());
            QVERIFY2(check(any), fmt::format("{}", any).c_str());
        }
        using Limits = std::numeric_limits<double>;
        for (const double edge :
             {0.0, -0.0, Limits::max(), Limits::min(), Limits::denorm_min(), Limits::infinity(), -Limits::infinity(),
              Limits::quiet_NaN(), 0.1 + 0.2, 1e15, 1e13, 1e6, 9.99999999999999e14}) {
            QVERIFY2(check(edge), fmt::format("{}", edge).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestAlpacaShortestDecimal)
#include "tst_alpaca_shortest_decimal.moc"
