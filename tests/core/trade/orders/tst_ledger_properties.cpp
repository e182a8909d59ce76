#include "core/base/seeded_random.h"
#include "core/trade/orders/ledger.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <vector>

using namespace omni;
using namespace omni::orders;

namespace {

constexpr Timestamp noon{1'000'000'000};

std::int64_t upTo(SeededRandom& random, std::int64_t most)
{
    return 1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most)));
}

OrderTicket drawn(SeededRandom& random, std::uint64_t id)
{
    OrderTicket ticket;
    ticket.id = {id};
    ticket.instrument = {1 + random.below(3)};
    ticket.account = {1 + random.below(2)};
    ticket.side = random.below(2) == 0 ? Side::Buy : Side::Sell;
    ticket.size = {upTo(random, 20)};
    if (random.below(3) != 0) {
        ticket.kind = OrderKind::Limit;
        ticket.limit = Ticks{upTo(random, 1'000)};
    }
    ticket.reduceOnly = random.below(4) == 0;
    ticket.held = random.below(8) == 0;
    if (random.below(4) == 0 && id > 1) {
        ticket.oco = {id - 1};
    }
    if (random.below(10) == 0) {
        ticket.kind = OrderKind::Market;
        ticket.limit.reset();
        ticket.size = {0};
        ticket.notional = Money{upTo(random, 10'000)};
    }
    return ticket;
}

/// One random fact about a random order. What the ledger refuses is part of the life, too.
void happen(SeededRandom& random, Ledger& ledger, std::uint64_t& lastId)
{
    const OrderId id{1 + random.below(lastId + 1)};
    switch (random.below(10)) {
    case 0:
    case 1:
        if (ledger.add(drawn(random, lastId + 1), noon)) {
            ++lastId;
        }
        return;
    case 2:
    case 3:
        (void)ledger.addFill(id, {upTo(random, 12)}, {upTo(random, 5'000)}, noon);
        return;
    case 4:
        (void)ledger.replaceAsked(id, {{upTo(random, 25)}, Ticks{upTo(random, 1'000)}, {}}, noon);
        return;
    case 5:
        (void)ledger.replaced(id, noon);
        return;
    case 6:
        (void)ledger.bustFill(id, {upTo(random, 6)}, {upTo(random, 100)}, noon);
        return;
    case 7:
        (void)ledger.release(id, {upTo(random, 10)}, noon);
        return;
    default:
        (void)ledger.apply(id, static_cast<OrderEventKind>(random.below(orderEventKinds)), noon);
        return;
    }
}

/// What an order may still fill, written again without looking at the ledger's own sums.
std::int64_t stillFills(const OrderRecord& record)
{
    const bool ended = record.state == OrderState::Filled || record.state == OrderState::Cancelled
        || record.state == OrderState::Rejected || record.state == OrderState::Expired;
    if (ended) {
        return record.owed.count;
    }
    if (record.ticket.notional || (record.ticket.held && record.state == OrderState::Created)) {
        return 0;
    }
    const std::int64_t pending = record.replacing ? record.replacing->size.count : 0;
    return std::max(record.ticket.size.count, pending) - record.filled.count;
}

InstrumentOrders countedAnew(const Ledger& ledger, InstrumentId instrument)
{
    InstrumentOrders sum;
    ledger.forEach([&](const OrderRecord& record) {
        if (record.ticket.instrument != instrument) {
            return;
        }
        const bool heldBack = record.ticket.held && record.state == OrderState::Created;
        if (isOpen(record.state) && !heldBack) {
            ++sum.open;
            sum.unknown += record.state == OrderState::Unknown ? 1 : 0;
            if (record.ticket.notional) {
                const std::int64_t left = std::max<std::int64_t>(0, record.ticket.notional->e8 - record.filledValue.e8);
                (record.ticket.side == Side::Buy ? sum.notionalBuys : sum.notionalSells).e8 += left;
            }
        }
        std::int64_t lots = stillFills(record);
        // The smaller of a pair on one side is left out; of two equal ones that with the higher id.
        if (const OrderRecord* other = ledger.find(record.partner)) {
            const bool sameSide = other->ticket.side == record.ticket.side && other->ticket.instrument == instrument
                && other->ticket.reduceOnly == record.ticket.reduceOnly && !other->ticket.notional
                && !record.ticket.notional;
            const std::int64_t others = stillFills(*other);
            if (sameSide && (others > lots || (others == lots && other->ticket.id < record.ticket.id))) {
                lots = 0;
            }
        }
        const bool buys = record.ticket.side == Side::Buy;
        if (record.ticket.reduceOnly) {
            (buys ? sum.closingBuys : sum.closingSells).count += lots;
        } else {
            (buys ? sum.openBuys : sum.openSells).count += lots;
        }
    });
    return sum;
}

bool sameLots(const InstrumentOrders& a, const InstrumentOrders& b)
{
    return a.openBuys == b.openBuys && a.openSells == b.openSells && a.closingBuys == b.closingBuys
        && a.closingSells == b.closingSells && a.notionalBuys == b.notionalBuys && a.notionalSells == b.notionalSells
        && a.open == b.open && a.unknown == b.unknown;
}

Bytes bytesOf(const Ledger& ledger)
{
    Bytes bytes;
    ByteWriter out(bytes);
    ledger.save(out);
    return bytes;
}

} // namespace

class TestLedgerProperties : public QObject
{
    Q_OBJECT

private slots:
    // S3
    void sumsEqualTheOrdersCountedAnew()
    {
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            SeededRandom random(seed);
            Ledger ledger;
            std::uint64_t lastId = 0;
            for (int step = 0; step < 300; ++step) {
                happen(random, ledger, lastId);
                for (std::uint64_t instrument = 1; instrument <= 3; ++instrument) {
                    QVERIFY2(sameLots(ledger.of({instrument}), countedAnew(ledger, {instrument})),
                             qPrintable(QStringLiteral("seed %1, step %2").arg(seed).arg(step)));
                }
            }
        }
    }

    // S8, S11
    void filledNeverPassesTheSizeAndStatesFollowTheTable()
    {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            SeededRandom random(seed + 1'000);
            Ledger ledger;
            std::uint64_t lastId = 0;
            for (int step = 0; step < 300; ++step) {
                std::map<OrderId, OrderState> before;
                ledger.forEach([&](const OrderRecord& record) { before[record.ticket.id] = record.state; });
                happen(random, ledger, lastId);
                ledger.forEach([&](const OrderRecord& record) {
                    QVERIFY(record.filled.count >= 0 && record.excess.count >= 0);
                    QVERIFY(record.ticket.notional || record.filled <= largestSizeOf(record));
                    const auto was = before.find(record.ticket.id);
                    if (was != before.end() && isTerminal(was->second)) {
                        QCOMPARE(record.state, was->second);
                    }
                });
            }
        }
    }

    void openIdsAreTheOrdersThatAreOpen()
    {
        SeededRandom random(77);
        Ledger ledger;
        std::uint64_t lastId = 0;
        for (int step = 0; step < 5'000; ++step) {
            happen(random, ledger, lastId);
            if (random.below(500) == 0) {
                (void)ledger.forgetTerminal(noon + seconds(1));
            }
            std::vector<OrderId> expected;
            ledger.forEach([&](const OrderRecord& record) {
                if (isOpen(record.state)) {
                    expected.push_back(record.ticket.id);
                }
            });
            QCOMPARE(ledger.openIds(), expected);
            QVERIFY(std::is_sorted(expected.begin(), expected.end()));
        }
    }

    // F25, F29: an order of two fills, with every report in every order after it was sent.
    void everyOrderOfReportsCountsTheSameFills()
    {
        const std::array<std::function<Result<Outcome>(Ledger&)>, 5> reports{
            [](Ledger& l) { return l.apply({1}, OrderEventKind::Accepted, noon); },
            [](Ledger& l) { return l.addFill({1}, {4}, {400}, noon); },
            [](Ledger& l) { return l.addFill({1}, {3}, {300}, noon); },
            [](Ledger& l) { return l.apply({1}, OrderEventKind::Cancelled, noon); },
            [](Ledger& l) { return l.apply({1}, OrderEventKind::Rejected, noon); },
        };
        std::array<std::size_t, 5> order{0, 1, 2, 3, 4};
        do {
            // Without the refusal, which contradicts the fills, and with it.
            for (const bool refused : {false, true}) {
                Ledger ledger;
                OrderTicket ticket;
                ticket.id = {1};
                ticket.instrument = {1};
                ticket.size = {10};
                QVERIFY(ledger.add(ticket, noon));
                QVERIFY(ledger.apply({1}, OrderEventKind::Sent, noon));
                for (const std::size_t report : order) {
                    if (report != 4 || refused) {
                        QVERIFY(reports[report](ledger));
                    }
                }
                const OrderRecord& record = *ledger.find({1});
                QCOMPARE(record.filled, Lots{7});
                QCOMPARE(record.filledValue, Money{700});
                QCOMPARE(record.needsReconcile, refused);
                QCOMPARE(ledger.of({1}).openBuys, Lots{isTerminal(record.state) ? 0 : 3});
                if (!refused) {
                    QCOMPARE(record.state, OrderState::Cancelled);
                }
            }
        } while (std::next_permutation(order.begin(), order.end()));
    }

    // F29: filled + cancelled = size, for every way to cut 12 lots into up to four fills around a cancel.
    void aCancelRacingFillsFreesTheRestOnce()
    {
        for (int fills = 0; fills <= 4; ++fills) {
            for (int beforeCancel = 0; beforeCancel <= fills; ++beforeCancel) {
                Ledger ledger;
                OrderTicket ticket;
                ticket.id = {1};
                ticket.instrument = {1};
                ticket.size = {12};
                QVERIFY(ledger.add(ticket, noon));
                QVERIFY(ledger.apply({1}, OrderEventKind::Sent, noon));
                QVERIFY(ledger.apply({1}, OrderEventKind::CancelSent, noon));
                for (int i = 0; i < fills; ++i) {
                    if (i == beforeCancel) {
                        QVERIFY(ledger.apply({1}, OrderEventKind::Cancelled, noon));
                    }
                    const auto outcome = ledger.addFill({1}, {3}, {30}, noon);
                    QCOMPARE(outcome->lateFill, i >= beforeCancel);
                    QCOMPARE(ledger.of({1}).openBuys, Lots{i >= beforeCancel ? 0 : 12 - 3 * (i + 1)});
                }
                QCOMPARE(ledger.find({1})->filled, Lots{3 * fills});
                QCOMPARE(ledger.find({1})->excess, Lots{0});
            }
        }
    }

    // S22
    void savedAndLoadedItIsTheSame()
    {
        SeededRandom random(5);
        Ledger ledger;
        std::uint64_t lastId = 0;
        for (int step = 0; step < 3'000; ++step) {
            happen(random, ledger, lastId);
        }
        const Bytes saved = bytesOf(ledger);

        Ledger loaded;
        ByteReader in(saved);
        QVERIFY(loaded.load(in) && in.finished());

        QCOMPARE(bytesOf(loaded), saved);
        for (std::uint64_t instrument = 1; instrument <= 3; ++instrument) {
            QCOMPARE(loaded.of({instrument}), ledger.of({instrument}));
        }
        QCOMPARE(loaded.openIds(), ledger.openIds());
        SeededRandom one(6);
        SeededRandom two(6);
        std::uint64_t lastOfLoaded = lastId;
        for (int step = 0; step < 1'000; ++step) {
            happen(one, ledger, lastId);
            happen(two, loaded, lastOfLoaded);
        }
        QCOMPARE(bytesOf(loaded), bytesOf(ledger));
    }

    void damagedBytesAreRefusedOrHarmless()
    {
        SeededRandom random(9);
        Ledger ledger;
        std::uint64_t lastId = 0;
        for (int step = 0; step < 200; ++step) {
            happen(random, ledger, lastId);
        }
        const Bytes saved = bytesOf(ledger);
        for (int i = 0; i < 5'000; ++i) {
            Bytes damaged = saved;
            damaged[random.below(damaged.size())] ^= static_cast<std::byte>(1U << random.below(8));
            if (random.below(3) == 0) {
                damaged.resize(random.below(damaged.size()));
            }
            Ledger loaded;
            ByteReader in(damaged);
            if (loaded.load(in)) {
                std::uint64_t last = loaded.lastId().value;
                SeededRandom further(static_cast<std::uint64_t>(i));
                for (int step = 0; step < 20 && last < 1'000'000; ++step) {
                    happen(further, loaded, last);
                }
            } else {
                QCOMPARE(loaded.size(), std::size_t{0});
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestLedgerProperties)
#include "tst_ledger_properties.moc"
