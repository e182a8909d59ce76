// needs: host/runtime
// A stop that only the program holds is named when it ends.
#include "core/host/runtime/held_legs.h"
#include "tests/core/trade/orders/typical_order.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;
using orders::Ledger;

namespace {

void addLeg(Ledger& ledger, std::uint64_t id, std::uint64_t entry, orders::OrderRole role)
{
    auto leg = orders::aTypicalBuy(id);
    leg.held = true;
    leg.parent = {entry};
    leg.role = role;
    QVERIFY(ledger.add(leg, Timestamp{1}));
}

} // namespace

class TestHeldLegs : public QObject
{
    Q_OBJECT

private slots:
    void ordersThatWereSentAreNotSpokenOf()
    {
        Ledger ledger;
        QVERIFY(wordsOfHeldLegs(ledger).empty());
        QVERIFY(ledger.add(orders::aTypicalBuy(1), Timestamp{1}));
        QVERIFY(wordsOfHeldLegs(ledger).empty());
    }

    void stopsAndTargetsAreCountedByTheirEntries()
    {
        Ledger ledger;
        QVERIFY(ledger.add(orders::aTypicalBuy(1), Timestamp{1}));
        addLeg(ledger, 2, 1, orders::OrderRole::Stop);
        addLeg(ledger, 3, 1, orders::OrderRole::Target);
        const auto words = wordsOfHeldLegs(ledger);
        QVERIFY2(words.starts_with("1 stops and 1 targets") && words.find("entries 1 fill") != std::string::npos,
                 words.c_str());
        QVERIFY(ledger.release({2}, {3}, Timestamp{2})); // sent: it stands at the venue
        QVERIFY(wordsOfHeldLegs(ledger).starts_with("0 stops and 1 targets"));
    }

    void manyAreNamedInPart()
    {
        Ledger ledger;
        for (std::uint64_t id = 1; id <= 6; ++id) {
            addLeg(ledger, id + 10, id, orders::OrderRole::Stop);
        }
        const auto words = wordsOfHeldLegs(ledger);
        QVERIFY2(words.find("entries 1, 2, 3 and others fill") != std::string::npos, words.c_str());
    }
};

QTEST_GUILESS_MAIN(TestHeldLegs)
#include "tst_held_legs.moc"
