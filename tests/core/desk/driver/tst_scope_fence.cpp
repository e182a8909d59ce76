// needs: desk/driver

#include "core/desk/driver/scope_fence.h"

#include "core/base/seeded_random.h"

#include <QTest>

#include <limits>
#include <map>
#include <memory>

using namespace omni;
using driver::ScopeFence;
using risk::Scope;
using risk::ScopeKind;

namespace {

orders::OrderTicket orderOf(std::uint64_t account, std::uint64_t strategy, std::uint64_t instrument)
{
    orders::OrderTicket ticket;
    ticket.account = AccountId{account};
    ticket.strategy = StrategyId{strategy};
    ticket.instrument = InstrumentId{instrument};
    return ticket;
}

} // namespace

class TestScopeFence : public QObject
{
    Q_OBJECT

private slots:
    void aNewFenceLetsEverythingPass()
    {
        const auto fence = std::make_unique<ScopeFence>();
        for (const std::uint64_t seq :
             {std::uint64_t{0}, std::uint64_t{1}, std::numeric_limits<std::uint64_t>::max()}) {
            QVERIFY(!fence->holds(orderOf(1, 1, 1), Sequence{seq}));
        }
    }

    // The record of the latch itself is held back, too: what it decided before it latched is older than the latch.
    void whatWasDecidedUpToTheLatchIsHeldAndWhatCameLaterIsNot()
    {
        ScopeFence fence;
        fence.raise({ScopeKind::Symbol, 7}, Sequence{10});
        for (const auto& [decided, isHeld] : {std::pair{1, true}, {9, true}, {10, true}, {11, false}}) {
            QCOMPARE(fence.holds(orderOf(1, 0, 7), Sequence{static_cast<std::uint64_t>(decided)}), isHeld);
            QVERIFY(!fence.holds(orderOf(1, 0, 8), Sequence{static_cast<std::uint64_t>(decided)}));
        }
    }

    void eachScopeReachesItsOwn()
    {
        for (const auto& [scope, reaches] :
             {std::pair{Scope{}, true}, std::pair{Scope{ScopeKind::Account, 1}, true},
              std::pair{Scope{ScopeKind::Account, 2}, false}, std::pair{Scope{ScopeKind::Strategy, 3}, true},
              std::pair{Scope{ScopeKind::Strategy, 1}, false}, std::pair{Scope{ScopeKind::Symbol, 5}, true},
              std::pair{Scope{ScopeKind::Symbol, 3}, false}}) {
            ScopeFence fence;
            fence.raise(scope, Sequence{2});
            QCOMPARE(fence.holds(orderOf(1, 3, 5), Sequence{1}), reaches);
        }
    }

    void aScopeThatIsLatchedAgainHoldsWhatCameInBetween()
    {
        ScopeFence fence;
        fence.raise({ScopeKind::Strategy, 1}, Sequence{2});
        QVERIFY(!fence.holds(orderOf(1, 1, 1), Sequence{5}));
        fence.raise({ScopeKind::Strategy, 1}, Sequence{8});
        QVERIFY(fence.holds(orderOf(1, 1, 1), Sequence{5}));
    }

    // S26: one scope too many holds back what was decided before it, wherever it belongs, and nothing later.
    void oneScopeTooManyHoldsEverythingOfBefore()
    {
        ScopeFence fence;
        for (std::uint64_t i = 1; i <= ScopeFence::capacity; ++i) {
            fence.raise({ScopeKind::Symbol, i}, Sequence{i});
        }
        QVERIFY(!fence.holds(orderOf(1, 0, 9'999), Sequence{1}));
        fence.raise({ScopeKind::Symbol, 1'000}, Sequence{500});
        QVERIFY(fence.holds(orderOf(1, 0, 9'999), Sequence{500}));
        QVERIFY(!fence.holds(orderOf(1, 0, 1'000), Sequence{501}));
        fence.raise({ScopeKind::Symbol, 3}, Sequence{600}); // one that has its place needs no other
        QVERIFY(fence.holds(orderOf(1, 0, 3), Sequence{600}));
        QVERIFY(!fence.holds(orderOf(1, 0, 4), Sequence{600}));
    }

    void aClearedOneIsNew()
    {
        ScopeFence fence;
        fence.raise({}, Sequence{10});
        fence.clear();
        QVERIFY(!fence.holds(orderOf(1, 1, 1), Sequence{1}));
    }

    // Against the plainest thing that can be right: the newest latch of each scope in a map.
    void itSaysWhatAMapOfLatchesWouldSay()
    {
        SeededRandom random{11};
        for (int run = 0; run < 50; ++run) {
            ScopeFence fence;
            std::map<Scope, std::uint64_t> naive;
            std::uint64_t seq = 0;
            for (int step = 0; step < 400; ++step) {
                seq += random.below(3);
                if (random.below(4) == 0) {
                    const auto kind = static_cast<ScopeKind>(random.below(4));
                    const Scope scope{kind, kind == ScopeKind::Global ? 0 : 1 + random.below(4)};
                    fence.raise(scope, Sequence{seq});
                    naive[scope] = seq;
                }
                const auto ticket = orderOf(1 + random.below(4), random.below(5), 1 + random.below(4));
                const Sequence decided{seq - random.below(seq + 1)};
                bool isHeld = false;
                for (const auto& [scope, latched] : naive) {
                    isHeld = isHeld
                        || (decided.value <= latched
                            && risk::reaches(scope, ticket.account, ticket.strategy, ticket.instrument));
                }
                QCOMPARE(fence.holds(ticket, decided), isHeld);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestScopeFence)
#include "tst_scope_fence.moc"
