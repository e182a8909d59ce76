// The inequalities of the gate, on orders nobody picked by hand. The calculators here count cents and lots directly and
// use nothing of the rules. Seeds are fixed: a failure repeats.

#include "tests/core/trade/risk/typical_order.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <vector>

using namespace omni;
using namespace omni::risk;
using orders::OrderKind;

namespace {

constexpr std::int64_t oneCent = oneDollar / 100;

class Draw
{
public:
    explicit Draw(std::uint64_t seed)
        : m_random(seed)
    {
    }
    std::int64_t between(std::int64_t least, std::int64_t last)
    {
        return least + static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(last - least + 1));
    }
    bool coin()
    {
        return (m_random() & 1) != 0;
    }

private:
    std::mt19937_64 m_random;
};

/// A limit order at the reference, so that the price of every lot is the reference.
GateCase aLimitOrderAtTheReference(Draw& draw)
{
    GateCase c = aTypicalEntry();
    const std::int64_t price = draw.between(100, 50'000);
    c.ticket.side = draw.coin() ? Side::Buy : Side::Sell;
    c.ticket.kind = OrderKind::Limit;
    c.ticket.limit = c.view.reference = Ticks{price};
    c.view.quote = std::nullopt;
    c.view.protectiveStop = Ticks{price - signOf(c.ticket.side)};
    return c;
}

/// Is `part` more than so many basis points of `whole`? Both in cents.
bool isMore(std::int64_t part, std::int64_t basisPoints, std::int64_t whole)
{
    return Int128{part} * 10'000 > Int128{basisPoints} * whole;
}

/// All that the rules of size and exposure look at, in lots and cents.
struct Account {
    Side side = Side::Buy;
    std::int64_t price = 0;
    std::int64_t lots = 0;
    std::int64_t equity = 0;
    std::int64_t stop = 0; ///< Distance.
    std::int64_t position = 0;
    std::int64_t buys = 0;
    std::int64_t sells = 0;
    std::int64_t boughtByValue = 0; ///< Cents.
    std::int64_t soldByValue = 0;
    std::int64_t gross = 0; ///< This and the next two of all other instruments.
    std::int64_t netLong = 0;
    std::int64_t netShort = 0;
};

Account anAccount(Draw& draw)
{
    Account a;
    a.side = draw.coin() ? Side::Buy : Side::Sell;
    a.price = draw.between(100, 50'000);
    a.lots = draw.between(1, 60);
    a.equity = draw.between(1, 400) * 100'000;
    a.stop = draw.between(1, a.price / 10);
    a.position = draw.between(-20, 20);
    a.buys = draw.between(0, 20);
    a.sells = draw.between(0, 20);
    a.boughtByValue = draw.coin() ? draw.between(0, a.equity / 50) : 0;
    a.soldByValue = draw.coin() ? draw.between(0, a.equity / 50) : 0;
    a.gross = draw.between(0, a.equity);
    a.netLong = draw.between(0, a.equity);
    a.netShort = draw.between(0, a.equity);
    return a;
}

GateCase asCase(const Account& a, Draw& draw)
{
    GateCase c = aLimitOrderAtTheReference(draw);
    c.ticket.side = a.side;
    c.ticket.limit = c.view.reference = Ticks{a.price};
    c.ticket.size = {a.lots};
    c.view.protectiveStop = Ticks{a.price - a.stop * signOf(a.side)};
    c.view.equity = Money{a.equity * oneCent};
    c.view.here = {{a.position}, {a.buys}, {a.sells}, {}, {a.boughtByValue * oneCent}, {a.soldByValue * oneCent}};
    c.view.grossElsewhere = {a.gross * oneCent};
    c.view.longElsewhere = {a.netLong * oneCent};
    c.view.shortElsewhere = {a.netShort * oneCent};
    c.limits.orderValue = Money{a.equity / 20 * oneCent};
    c.limits.positionPerTrade = {static_cast<std::int32_t>(draw.between(1, 2'000))};
    c.limits.lossAtStop = {static_cast<std::int32_t>(draw.between(1, 300))};
    c.limits.leverage = {static_cast<std::int32_t>(draw.between(400, 1'000))};
    return c;
}

/// The first rule that the order breaks, by hand.
std::optional<Rule> firstBeyond(const Account& a, const Limits& limits)
{
    const bool isBuy = a.side == Side::Buy;
    const std::int64_t longs
        = std::max<std::int64_t>(a.position + a.buys + (isBuy ? a.lots : 0), 0) * a.price + a.boughtByValue;
    const std::int64_t shorts
        = std::max<std::int64_t>(a.sells - a.position + (isBuy ? 0 : a.lots), 0) * a.price + a.soldByValue;
    const std::int64_t gross = a.gross + std::max(longs, shorts);
    if (a.lots * a.price > a.equity / 20) {
        return Rule::OrderValue;
    }
    if (isMore(isBuy ? longs : shorts, limits.positionPerTrade.count, a.equity)) {
        return Rule::PositionSize;
    }
    if (isMore(a.lots * a.stop, limits.lossAtStop.count, a.equity)) {
        return Rule::LossAtStop;
    }
    if (gross * 1'000 > a.equity * limits.leverage.count) {
        return Rule::Leverage;
    }
    if (isMore(gross, 8'000, a.equity)) {
        return Rule::GrossExposure;
    }
    const bool isNetMore = isMore(std::max(a.netLong + longs, a.netShort + shorts), 6'000, a.equity);
    return isNetMore ? std::optional(Rule::NetExposure) : std::nullopt;
}

struct Resting {
    Side side = Side::Buy;
    std::int64_t lots = 0;
};

/// One instrument of a small desk.
struct Holding {
    std::int64_t price = 0;
    std::int64_t position = 0;
    std::vector<Resting> orders;

    [[nodiscard]] std::int64_t open(Side side) const
    {
        std::int64_t lots = 0;
        for (const Resting& order : orders) {
            lots += order.side == side ? order.lots : 0;
        }
        return lots;
    }
    [[nodiscard]] std::int64_t longCents() const
    {
        return (position + open(Side::Buy)) * price;
    }
    [[nodiscard]] std::int64_t shortCents() const
    {
        return (open(Side::Sell) - position) * price;
    }
};

Holding aHolding(Draw& draw)
{
    Holding h{draw.between(100, 20'000), draw.between(-30, 30), {}};
    for (std::int64_t i = draw.between(0, 3); i > 0; --i) {
        h.orders.push_back({draw.coin() ? Side::Buy : Side::Sell, draw.between(1, 20)});
    }
    return h;
}

void fillView(RiskView& view, const std::vector<Holding>& desk)
{
    view.here = {{desk[0].position}, {desk[0].open(Side::Buy)}, {desk[0].open(Side::Sell)}, {}, {}, {}};
    std::int64_t gross = 0;
    std::int64_t netLong = 0;
    std::int64_t netShort = 0;
    for (std::size_t i = 1; i < desk.size(); ++i) {
        gross += std::max({desk[i].longCents(), desk[i].shortCents(), std::int64_t{0}});
        netLong += desk[i].longCents();
        netShort += desk[i].shortCents();
    }
    view.grossElsewhere = {gross * oneCent};
    view.longElsewhere = {std::max<std::int64_t>(netLong, 0) * oneCent};
    view.shortElsewhere = {std::max<std::int64_t>(netShort, 0) * oneCent};
}

/// What the desk holds, in cents, after the orders of one subset have filled.
struct Held {
    std::int64_t gross = 0;
    std::int64_t net = 0;
    std::int64_t first = 0; ///< Of the first instrument, signed.
};

Held heldAfter(const std::vector<Holding>& desk, unsigned subset)
{
    Held held;
    unsigned bit = 0;
    for (std::size_t i = 0; i < desk.size(); ++i) {
        std::int64_t lots = desk[i].position;
        for (const Resting& order : desk[i].orders) {
            lots += (subset >> bit++ & 1U) != 0 ? order.lots * signOf(order.side) : 0;
        }
        held.gross += std::abs(lots * desk[i].price);
        held.net += lots * desk[i].price;
        held.first = i == 0 ? lots * desk[i].price : held.first;
    }
    return held;
}

unsigned ordersOf(const std::vector<Holding>& desk)
{
    std::size_t orders = 0;
    for (const Holding& holding : desk) {
        orders += holding.orders.size();
    }
    return static_cast<unsigned>(orders);
}

} // namespace

class TestGateProperties : public QObject
{
    Q_OBJECT

private slots:
    // Every rule of size and exposure in one: the gate refuses exactly when the sum by hand does, and names the first.
    void refusesExactlyWhatIsBeyondALimit()
    {
        Draw draw{20'260'301};
        int passed = 0;
        int refused[ruleCount] = {};
        for (int i = 0; i < 50'000; ++i) {
            const Account a = anAccount(draw);
            const GateCase c = asCase(a, draw);

            const auto refusal = c.refusal();

            const auto expected = firstBeyond(a, c.limits);
            QCOMPARE(refusal.has_value(), expected.has_value());
            if (refusal) {
                QCOMPARE(nameOf(refusal->rule), nameOf(*expected));
                QVERIFY(refusal->actual > refusal->limit);
                ++refused[static_cast<int>(refusal->rule)];
            } else {
                ++passed;
            }
        }
        // The draws reach every branch often enough to mean something.
        QVERIFY(passed > 1'000);
        for (const Rule rule : {Rule::OrderValue, Rule::PositionSize, Rule::LossAtStop, Rule::GrossExposure,
                                Rule::NetExposure, Rule::Leverage}) {
            QVERIFY2(refused[static_cast<int>(rule)] > 300, nameOf(rule).data());
        }
    }

    // Tick values finer than a trillionth and crooked rates: never beyond the exact limit, and never refused with two
    // units of each rounding to spare. Figures: value = lots x price x e12 / divisor x 10^-4 x 7 / 3 units.
    void roundingNeverSlipsUnderALimit()
    {
        Draw draw{7};
        int passed = 0;
        int refused = 0;
        for (int i = 0; i < 20'000; ++i) {
            GateCase c = aLimitOrderAtTheReference(draw);
            const std::int64_t lots = draw.between(1, 10'000);
            c.ticket.size = {lots};
            c.instrument.tickLotValue = {draw.between(1, 100'000), 1'000};
            c.view.baseNumerator = 7;
            c.view.baseDenominator = 3;
            const Int128 scaled = Int128{lots} * c.view.reference->count * c.instrument.tickLotValue.e12 * 7;
            const Int128 perUnit = Int128{10'000} * 1'000 * 3;
            c.limits.orderValue = Money{static_cast<std::int64_t>(scaled / perUnit) + draw.between(-4, 5)};
            c.view.equity = Money{std::int64_t{1} << 60};

            const auto refusal = c.refusal();

            const bool isBeyond = scaled > c.limits.orderValue->e8 * perUnit;
            const bool hasRoom = scaled + 4 * perUnit <= c.limits.orderValue->e8 * perUnit;
            QVERIFY(!(isBeyond && !refusal));
            QVERIFY(!(hasRoom && refusal));
            refusal ? ++refused : ++passed;
        }
        QVERIFY(passed > 3'000 && refused > 3'000);
    }

    // S3: whatever has cleared, no subset of fills takes the desk over a limit. Partial fills lie between two subsets,
    // and the order of fills only tells which subsets are passed through.
    void noSubsetOfFillsPassesALimit()
    {
        Draw draw{33};
        int cleared = 0;
        for (int i = 0; i < 6'000; ++i) {
            std::vector<Holding> desk{aHolding(draw), aHolding(draw), aHolding(draw)};
            GateCase c = aTypicalEntry();
            const std::int64_t price = desk[0].price;
            c.ticket.side = draw.coin() ? Side::Buy : Side::Sell;
            c.ticket.kind = OrderKind::Limit;
            c.ticket.limit = Ticks{price + draw.between(-price / 200, price / 200)};
            c.ticket.size = {draw.between(1, 20)};
            c.view.reference = Ticks{price};
            c.view.quote = std::nullopt;
            c.view.protectiveStop = Ticks{c.ticket.limit->count - signOf(c.ticket.side)};
            const std::int64_t equity = draw.between(1'000, 30'000) * 100;
            c.view.equity = Money{equity * oneCent};
            c.limits.positionPerTrade = {3'000};
            c.limits.leverage = {static_cast<std::int32_t>(draw.between(300, 1'000))};
            fillView(c.view, desk);

            if (c.refusal()) {
                continue;
            }

            ++cleared;
            desk[0].orders.push_back({c.ticket.side, c.ticket.size.count});
            for (unsigned subset = 0; subset < 1U << ordersOf(desk); ++subset) {
                const Held held = heldAfter(desk, subset);
                QVERIFY(!isMore(held.gross, 8'000, equity));
                QVERIFY(!isMore(std::abs(held.net), 6'000, equity));
                QVERIFY(held.gross * 1'000 <= equity * c.limits.leverage.count);
                QVERIFY(!isMore(held.first * signOf(c.ticket.side), 3'000, equity));
            }
        }
        QVERIFY(cleared > 500);
    }

    // S18: with every order against the position counted as closing, no subset of fills flips it.
    void reduceOnlyOrdersNeverFlipAPosition()
    {
        Draw draw{18};
        int cleared = 0;
        for (int i = 0; i < 20'000; ++i) {
            std::int64_t position = draw.between(1, 30);
            std::vector<std::int64_t> working; // all against the position
            const Side side = draw.coin() ? Side::Buy : Side::Sell;
            std::int64_t closing = 0;
            while (working.size() < 5) {
                GateCase c = aTypicalClose();
                c.ticket.side = side;
                c.ticket.size = {draw.between(1, 20)};
                c.view.here.position = {-position * signOf(side)};
                c.view.here.closing = {closing};
                if (!c.refusal()) {
                    ++cleared;
                    closing += c.ticket.size.count;
                }
                working.push_back(c.refusal() ? 0 : c.ticket.size.count);
            }
            QVERIFY(closing <= position);
            for (unsigned subset = 0; subset < 1U << working.size(); ++subset) {
                std::int64_t left = position;
                for (std::size_t bit = 0; bit < working.size(); ++bit) {
                    left -= (subset >> bit & 1U) != 0 ? working[bit] : 0;
                }
                QVERIFY(left >= 0);
            }
        }
        QVERIFY(cleared > 5'000);
    }

    void theCollarIsExact()
    {
        Draw draw{500};
        int passed = 0;
        for (int i = 0; i < 20'000; ++i) {
            GateCase c = aLimitOrderAtTheReference(draw);
            const std::int64_t price = c.view.reference->count;
            const std::int64_t spread = draw.between(1, 40);
            const std::int64_t atr = draw.between(1, 2'000);
            c.ticket.size = {1};
            c.view.equity = Money{std::int64_t{1} << 60};
            c.view.quote = market::Quote{{1}, {}, {price - spread / 2}, {price - spread / 2 + spread}, {1}, {1}};
            c.view.atr = Ticks{atr};
            const std::int64_t asked = draw.between(-price / 15, price / 15);
            c.ticket.limit = Ticks{price + asked};
            c.view.protectiveStop = Ticks{price + asked - signOf(c.ticket.side)};

            const auto refusal = c.refusal();

            // In ten-thousandths of a tick: 0.5 % and at most 5 % of the price, 5 spreads, half an ATR.
            const std::int64_t widest = std::max({price * 50, spread * 50'000, atr * 5'000});
            const bool isInside = std::abs(asked) * 10'000 <= std::min(widest, price * 500);
            QCOMPARE(!refusal, isInside);
            if (refusal) {
                QCOMPARE(refusal->rule, Rule::PriceCollar);
            }
            passed += isInside ? 1 : 0;
        }
        QVERIFY(passed > 3'000 && passed < 17'000);
    }

    void lossesAndPaceAreExact()
    {
        Draw draw{86'400};
        for (int i = 0; i < 20'000; ++i) {
            GateCase c = aTypicalEntry();
            const std::int64_t start = draw.between(1, 1'000'000);
            const std::int64_t loss = draw.between(-start, start);
            c.ticket.size = {1};
            c.view.dayStart = {start};
            c.view.dayLoss = {loss};
            c.limits.dailyLoss = {static_cast<std::int32_t>(draw.between(1, 10'000))};
            const auto byLoss = c.refusal();
            QCOMPARE(byLoss.has_value(), loss * 10'000 >= start * c.limits.dailyLoss.count);

            GateCase paced = aTypicalEntry();
            const auto perMinute = static_cast<std::int32_t>(draw.between(1, 120));
            paced.limits.ordersPerMinute = perMinute;
            paced.view.ordersLastMinute = static_cast<std::int32_t>(draw.between(0, 130));
            // A fifth is kept: five entries need room for five and a quarter more.
            const bool isSlow = (paced.view.ordersLastMinute + 1) * 5 <= perMinute * 4
                || (perMinute == 1 && paced.view.ordersLastMinute == 0);
            QCOMPARE(!paced.refusal(), isSlow);
        }
    }
};

QTEST_APPLESS_MAIN(TestGateProperties)
#include "tst_gate_properties.moc"
