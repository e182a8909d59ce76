#include "core/host/simulate/checks/counters.h"

#include "tests/support/check_bench.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <set>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using namespace omni::events;

namespace {

std::uint64_t countOf(const simulate::Seen& seen, std::string_view name)
{
    for (const auto& [key, count] : named(seen)) {
        if (key == name) {
            return count;
        }
    }
    return 999'999;
}

struct Bench {
    simulate::Seen seen{counterGroups()};
    Counters check{seen};
    CheckBench on{check};
};

} // namespace

class TestCounters : public QObject
{
    Q_OBJECT

private slots:
    void everyKeyIsKnownBeforehandAndUnlikeAllOthers()
    {
        const Bench b;
        std::set<std::string> names;
        for (const auto& [name, count] : named(b.seen)) {
            QCOMPARE(count, std::uint64_t{0});
            QVERIFY2(names.insert(name).second, name.c_str());
        }
        QVERIFY(names.contains("breaker.daily_loss"));
        QVERIFY(names.contains("latch.symbol.pause"));
        QVERIFY(names.contains("transition.sent>unknown"));
        QVERIFY(!names.contains("transition.filled>working"));
        QVERIFY(!names.contains("transition.none>sent")); // two moves, each with a name of its own
        QVERIFY(!names.contains("transition.created>cancel_sent"));
        QVERIFY(!names.contains("denial.live_not_ready"));
    }
    void whatIsBeyondReachIsToldOnceItHappens()
    {
        Bench b;
        b.on.fact(CommandDenied{Denial::LiveNotReady, owner});
        QCOMPARE(countOf(b.seen, "denial.live_not_ready"), std::uint64_t{1});
    }
    void factsAreCountedByTheirKind()
    {
        Bench b;
        b.on.fact(Latched{{risk::ScopeKind::Symbol, 1}, risk::KillLevel::Pause, Cause::Person, owner, {}});
        b.on.fact(AlertRaised{AlertLevel::Critical, ShortText<31>("breaker.drawdown"), {}, {}, 0, 0});
        b.on.fact(ApprovalGranted{});
        b.on.fact(OrderRefused{{}, {risk::Rule::PriceCollar, 0, 0}, false});
        QCOMPARE(countOf(b.seen, "latch.symbol.pause"), std::uint64_t{1});
        QCOMPARE(countOf(b.seen, "alert.breaker.drawdown"), std::uint64_t{1});
        QCOMPARE(countOf(b.seen, "consent.by_person"), std::uint64_t{1});
        QCOMPARE(countOf(b.seen, "refusal.price_collar"), std::uint64_t{1});
    }
    // The desk may learn to tell something new: then the worlds must show that they bring it about.
    void eachAlertOfTheDeskHasItsCounter()
    {
        const Bench b;
        std::set<std::string> names;
        for (const auto& [name, count] : named(b.seen)) {
            names.insert(name);
        }
        // No alert; out of reach; no strangers there; too seldom there to be asked for; no accounts there.
        const std::set<std::string> elsewhere{"order.refused",      "order.not_recorded", "order.external_full",
                                              "account.restricted", "target.reached",     "record.behind",
                                              "position.settling",  "second.asked",       "second.cooling"};
        const QRegularExpression key(QStringLiteral("\"([a-z]+\\.[a-z_]+)\""));
        int found = 0;
        for (QDirIterator at(QStringLiteral(OMNI_SOURCE_DIR "/core/desk/engine"), {QStringLiteral("*.cpp")});
             at.hasNext();) {
            QFile file(at.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            for (auto each = key.globalMatch(QString::fromUtf8(file.readAll())); each.hasNext(); ++found) {
                const std::string name = each.next().captured(1).toStdString();
                QVERIFY2(names.contains("alert." + name) || elsewhere.contains(name), name.c_str());
            }
        }
        QVERIFY(found >= 22);
    }
    void aHoleInMarketDataIsNoCutLink()
    {
        Bench b;
        b.on.input(LinkChanged{LinkKind::MarketData, {}, false});
        b.on.input(LinkChanged{LinkKind::Orders, AccountId{1}, false});
        b.on.input(LinkChanged{LinkKind::Orders, AccountId{1}, true});
        QCOMPARE(countOf(b.seen, "input.market_torn"), std::uint64_t{1});
        QCOMPARE(countOf(b.seen, "input.link_cut"), std::uint64_t{1});
    }
    void threadsAddUp()
    {
        Bench a, b;
        a.on.fact(CommandDenied{Denial::NotOpen, owner});
        b.on.fact(CommandDenied{Denial::NotOpen, owner});
        a.seen.add(b.seen);
        QCOMPARE(countOf(a.seen, "denial.not_open"), std::uint64_t{2});
    }
};

QTEST_APPLESS_MAIN(TestCounters)
#include "tst_counters.moc"
