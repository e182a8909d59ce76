// needs: tests/support/loopback
#include "tests/core/edge/net/http_bench.h"

#include "core/edge/net/once.h"
#include "core/edge/net/paced_http.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace omni;
using namespace omni::net;
using namespace omni::tests;

namespace {

using Kind = HttpFailureKind;

HttpOutcome answered(int status, std::vector<HttpField> fields = {})
{
    HttpAnswer answer;
    answer.status = status;
    answer.fields = std::move(fields);
    return answer;
}

HttpOutcome failed(Kind kind, Fate fate)
{
    return tl::unexpected(HttpFailure{kind, fate, "as the test says"});
}

/// Answers as the test says, at once or when it opens the door.
class FakePort final : public HttpPort
{
public:
    explicit FakePort(Clock& clock)
        : m_clock(clock)
    {
    }
    QCoro::Task<HttpOutcome> send(HttpRequest request) override
    {
        const auto held = door;
        if (held) {
            Once<bool>::Awaiter opened(*held);
            co_await opened;
        }
        if (request.mayGo && !request.mayGo()) {
            co_return failed(Kind::HeldBack, Fate::NeverSent);
        }
        sent.push_back({request.target, m_clock.mono()});
        auto outcome = answer ? answer(request) : answered(200);
        if (outcome && request.onAnswer) {
            request.onAnswer(*outcome);
        }
        co_return outcome;
    }
    [[nodiscard]] int countOf(const std::string& target) const
    {
        return static_cast<int>(
            std::count_if(sent.begin(), sent.end(), [&target](const auto& each) { return each.first == target; }));
    }

    std::function<HttpOutcome(const HttpRequest&)> answer;
    std::shared_ptr<Once<bool>> door;
    std::vector<std::pair<std::string, Monotonic>> sent;

private:
    Clock& m_clock;
};

/// Ten requests in 200 ms, two of them for the way out.
PaceRule aTypicalRule()
{
    PaceRule rule;
    rule.rates.windows = {{Meter::Requests, milliseconds(200), 10}, {Meter::Orders, seconds(60), 1'000}};
    rule.rates.slack = {};
    rule.backoff = {milliseconds(5), milliseconds(20), seconds(60), 600};
    rule.counts = {{"X-Used", Meter::Requests, milliseconds(200)}};
    return rule;
}

PacedRequest aRead(const std::string& target = "/read")
{
    PacedRequest request;
    request.make = [target] { return aGet(target); };
    request.repeat = Repeat::Always;
    request.within = seconds(3);
    return request;
}

PacedRequest aNewOrder()
{
    PacedRequest request;
    request.make = [] { return anOrder(); };
    request.cost.orders = 1;
    request.within = seconds(3);
    return request;
}

PacedRequest aCancel()
{
    auto request = aRead("/cancel");
    request.lane = Lane::WayOut;
    return request;
}

Later later(PacedHttp& paced, PacedRequest request)
{
    auto outcome = std::make_shared<std::optional<HttpOutcome>>();
    paced.send(std::move(request)).then([outcome](const HttpOutcome& told) { *outcome = told; });
    return outcome;
}

} // namespace

class TestPacedHttp : public QObject
{
    Q_OBJECT

    RunningClock m_clock;

    std::unique_ptr<PacedHttp> pacedOver(FakePort& port, const PaceRule& rule = aTypicalRule())
    {
        return PacedHttp::make(port, m_clock, rule, 1).value();
    }

private slots:
    void tooManyLastsUntilTheWindowEndsWhereTheVenueSaysWhen()
    {
        FakePort port(m_clock);
        auto rule = aTypicalRule();
        rule.resetField = "X-RateLimit-Reset";
        const auto paced = pacedOver(port, rule);
        const auto reset = std::to_string(m_clock.wall().ns / 1'000'000'000 + 1);
        port.answer = [&reset](const HttpRequest& request) {
            return request.target == "/read" ? answered(200) : answered(429, {{"X-RateLimit-Reset", reset}});
        };
        const auto begun = m_clock.mono();
        QVERIFY(QCoro::waitFor(paced->send(aNewOrder())));

        QVERIFY(QCoro::waitFor(paced->send(aRead()))); // within its three seconds: not the minute of no word

        QVERIFY(m_clock.mono() - begun >= seconds(1));
    }

    void whatFitsGoesAtOnce()
    {
        FakePort port(m_clock);
        const auto paced = pacedOver(port);

        for (int i = 0; i < 8; ++i) {
            QVERIFY(QCoro::waitFor(paced->send(aRead())));
        }

        QCOMPARE(port.sent.size(), std::size_t{8});
        QCOMPARE(paced->counters().waited, std::uint64_t{0});
    }

    void whatDoesNotFitWaitsForItsTurnInOrder()
    {
        FakePort port(m_clock);
        const auto paced = pacedOver(port);
        std::vector<Later> outcomes;
        for (int i = 0; i < 25; ++i) {
            outcomes.push_back(later(*paced, aRead("/" + std::to_string(i))));
        }

        QTRY_VERIFY(std::all_of(outcomes.begin(), outcomes.end(), [](const Later& each) { return each->has_value(); }));

        QCOMPARE(port.sent.size(), std::size_t{25});
        for (std::size_t i = 0; i < 25; ++i) {
            QCOMPARE(port.sent[i].first, "/" + std::to_string(i));
            QVERIFY((*outcomes[i])->has_value());
        }
        for (std::size_t i = 8; i < 25; ++i) {
            QVERIFY(port.sent[i].second - port.sent[i - 8].second >= milliseconds(190));
        }
        QVERIFY(paced->counters().waited >= 17);
    }

    // F38.
    void aCancelOvertakesWhatWaits()
    {
        FakePort port(m_clock);
        const auto paced = pacedOver(port);
        for (int i = 0; i < 30; ++i) {
            later(*paced, aRead());
        }

        QVERIFY(QCoro::waitFor(paced->send(aCancel())));

        QCOMPARE(port.countOf("/read"), 8);
    }

    void whatCannotHaveItsTurnInTimeHearsItAtOnce()
    {
        FakePort port(m_clock);
        const auto paced = pacedOver(port);
        for (int i = 0; i < 8; ++i) {
            QVERIFY(QCoro::waitFor(paced->send(aRead())));
        }
        auto order = aNewOrder();
        order.within = milliseconds(50);

        OMNI_COMPARE_FAILURE(QCoro::waitFor(paced->send(std::move(order))), Kind::HeldBack, Fate::NeverSent);
        QCOMPARE(paced->counters().heldBack, std::uint64_t{1});
    }

    void whatWaitsBehindOthersIsTurnedAwayAtItsTime()
    {
        FakePort port(m_clock);
        const auto paced = pacedOver(port);
        for (int i = 0; i < 20; ++i) {
            later(*paced, aRead());
        }
        auto order = aNewOrder();
        order.within = milliseconds(220);

        OMNI_COMPARE_FAILURE(QCoro::waitFor(paced->send(std::move(order))), Kind::HeldBack, Fate::NeverSent);
        QCOMPARE(port.countOf("/api/v3/order"), 0);
    }

    void whatCostsMoreThanItEverMayIsRefused()
    {
        FakePort port(m_clock);
        const auto paced = pacedOver(port);
        auto read = aRead();
        read.cost.requests = 9;

        OMNI_COMPARE_FAILURE(QCoro::waitFor(paced->send(std::move(read))), Kind::HeldBack, Fate::NeverSent);
    }

    void theVenuesCountIsLearned()
    {
        FakePort port(m_clock);
        port.answer = [](const HttpRequest&) { return answered(200, {{"x-used", "8"}}); };
        const auto paced = pacedOver(port);

        QVERIFY(QCoro::waitFor(paced->send(aRead())));
        QVERIFY(QCoro::waitFor(paced->send(aRead())));

        QVERIFY(port.sent[1].second - port.sent[0].second >= milliseconds(190));
    }

    // F37, S34: after the ban not one request, not even one that was on its way to a connection.
    void nothingGoesInsideABan()
    {
        FakePort port(m_clock);
        port.answer = [](const HttpRequest&) { return answered(418, {{"Retry-After", "1"}}); };
        const auto paced = pacedOver(port);
        port.door = std::make_shared<Once<bool>>();
        const auto onItsWay = later(*paced, aNewOrder());
        const auto door = std::exchange(port.door, nullptr);
        QCOMPARE(QCoro::waitFor(paced->send(aRead()))->status, 418);
        door->set(true);

        QTRY_VERIFY(onItsWay->has_value());
        OMNI_COMPARE_FAILURE(**onItsWay, Kind::HeldBack, Fate::NeverSent);
        auto cancel = aCancel();
        cancel.within = milliseconds(500);
        OMNI_COMPARE_FAILURE(QCoro::waitFor(paced->send(std::move(cancel))), Kind::HeldBack, Fate::NeverSent);
        QCOMPARE(port.sent.size(), std::size_t{1});

        // Who can wait goes when it is over.
        port.answer = nullptr;
        QVERIFY(QCoro::waitFor(paced->send(aCancel())));
        QVERIFY(port.sent[1].second - port.sent[0].second >= seconds(1));
    }

    // F37, F38: an order costs weight and a request, too, and yet only orders pause where they were too many.
    void tooManyOrdersHoldNoCancelBack()
    {
        FakePort port(m_clock);
        port.answer = [](const HttpRequest& request) {
            return request.method == HttpMethod::Post ? answered(429, {{"Retry-After", "60"}}) : answered(200);
        };
        auto rule = aTypicalRule();
        rule.rates.windows = {{Meter::Orders, seconds(60), 100}, {Meter::Weight, seconds(60), 100}};
        rule.isOfOrders = [](const HttpAnswer&) { return true; };
        const auto paced = pacedOver(port, rule);
        auto order = aNewOrder();
        order.cost = {.weight = 1, .orders = 1, .requests = 1};
        QCOMPARE(QCoro::waitFor(paced->send(order))->status, 429);
        OMNI_COMPARE_FAILURE(QCoro::waitFor(paced->send(order)), Kind::HeldBack, Fate::NeverSent);
        auto cancel = aCancel();
        cancel.cost = {.weight = 1, .orders = 0, .requests = 1};
        QVERIFY(QCoro::waitFor(paced->send(std::move(cancel))));
    }

    void tooManyPausesWhatItCost()
    {
        FakePort port(m_clock);
        port.answer = [](const HttpRequest& request) {
            return request.method == HttpMethod::Post ? answered(429, {{"Retry-After", "60"}}) : answered(200);
        };
        auto rule = aTypicalRule();
        rule.rates.windows = {{Meter::Orders, seconds(60), 100}};
        const auto paced = pacedOver(port, rule);
        auto order = aNewOrder();
        order.cost = {.weight = 0, .orders = 1, .requests = 0};
        QCOMPARE(QCoro::waitFor(paced->send(order))->status, 429);

        OMNI_COMPARE_FAILURE(QCoro::waitFor(paced->send(order)), Kind::HeldBack, Fate::NeverSent);
        auto read = aRead();
        read.cost = {.weight = 1, .orders = 0, .requests = 1};
        QVERIFY(QCoro::waitFor(paced->send(std::move(read))));
    }

    void onlyWhatIsSafeIsRepeated_data()
    {
        QTest::addColumn<int>("repeat");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("fate");
        QTest::addColumn<int>("tries");

        constexpr int never = static_cast<int>(Repeat::Never);
        constexpr int ifNeverSent = static_cast<int>(Repeat::IfNeverSent);
        constexpr int always = static_cast<int>(Repeat::Always);
        constexpr int neverSent = static_cast<int>(Fate::NeverSent);
        constexpr int maybeSent = static_cast<int>(Fate::MaybeSent);
        QTest::newRow("a new order that was never sent") << never << 0 << neverSent << 1;
        QTest::newRow("a new order that may have been") << never << 0 << maybeSent << 1;
        QTest::newRow("a new order that met a 503") << never << 503 << 0 << 1;
        QTest::newRow("a change that was never sent") << ifNeverSent << 0 << neverSent << 3;
        QTest::newRow("a change that may have been") << ifNeverSent << 0 << maybeSent << 1;
        QTest::newRow("a change that met a 503") << ifNeverSent << 503 << 0 << 1;
        QTest::newRow("a read that may have been") << always << 0 << maybeSent << 3;
        QTest::newRow("a read that met a 503") << always << 503 << 0 << 3;
        QTest::newRow("a read that was refused") << always << 400 << 0 << 1;
        QTest::newRow("a read that was too many") << always << 429 << 0 << 1;
    }

    void onlyWhatIsSafeIsRepeated()
    {
        QFETCH(int, repeat);
        QFETCH(int, status);
        QFETCH(int, fate);
        QFETCH(int, tries);
        FakePort port(m_clock);
        port.answer = [status, fate](const HttpRequest&) {
            return status > 0 ? answered(status) : failed(Kind::Disconnected, static_cast<Fate>(fate));
        };
        const auto paced = pacedOver(port);
        int made = 0;
        auto request = aRead();
        request.make = [&made] {
            ++made;
            return aGet();
        };
        request.repeat = static_cast<Repeat>(repeat);
        request.triesMost = 3;

        const auto outcome = QCoro::waitFor(paced->send(std::move(request)));

        QCOMPARE(outcome.has_value(), status > 0);
        QCOMPARE(static_cast<int>(port.sent.size()), tries);
        // Each try has a stamp and a signature of its own.
        QCOMPARE(made, tries);
    }

    void aLaterTryThatWorksIsTheOutcome()
    {
        FakePort port(m_clock);
        port.answer = [&port](const HttpRequest&) { return answered(port.sent.size() < 3 ? 503 : 200); };
        const auto paced = pacedOver(port);

        QCOMPARE(QCoro::waitFor(paced->send(aRead()))->status, 200);
        QCOMPARE(paced->counters().repeated, std::uint64_t{2});
    }

    void aServiceThatFailsIsLeftAloneButForCancels()
    {
        FakePort port(m_clock);
        port.answer = [](const HttpRequest& request) { return answered(request.target == "/cancel" ? 200 : 503); };
        auto rule = aTypicalRule();
        rule.circuit = {3, seconds(60), seconds(60), seconds(60)};
        const auto paced = pacedOver(port, rule);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(QCoro::waitFor(paced->send(aNewOrder()))->status, 503);
        }

        QCOMPARE(paced->circuit(), CircuitState::Open);
        OMNI_COMPARE_FAILURE(QCoro::waitFor(paced->send(aNewOrder())), Kind::HeldBack, Fate::NeverSent);
        QCOMPARE(QCoro::waitFor(paced->send(aCancel()))->status, 200);

        // The cancel showed that it works again.
        QCOMPARE(QCoro::waitFor(paced->send(aNewOrder()))->status, 503);
    }

    void stoppingTurnsAwayWhatWaits()
    {
        FakePort port(m_clock);
        auto paced = pacedOver(port);
        std::vector<Later> outcomes;
        for (int i = 0; i < 12; ++i) {
            outcomes.push_back(later(*paced, aNewOrder()));
        }

        paced.reset();

        QTRY_VERIFY(std::all_of(outcomes.begin(), outcomes.end(), [](const Later& each) { return each->has_value(); }));
        for (std::size_t i = 8; i < 12; ++i) {
            OMNI_COMPARE_FAILURE(**outcomes[i], Kind::Stopped, Fate::NeverSent);
        }
        QCOMPARE(port.sent.size(), std::size_t{8});
    }

    void overARealConnectionTheWholeWayHolds()
    {
        ScriptedServer server;
        int seen = 0;
        server.onRequest = [&seen](Served& to, const QByteArray&) {
            to.send(++seen < 3 ? httpAnswer("{}") : httpAnswer("{}", "418 Banned", "Retry-After: 120\r\n"));
        };
        const auto client = HttpClient::make(ruleFor(server), m_clock).value();
        auto rule = aTypicalRule();
        rule.rates.windows = {{Meter::Requests, seconds(1), 1'000}};
        const auto paced = PacedHttp::make(*client, m_clock, rule, 1).value();
        std::vector<Later> outcomes;
        for (int i = 0; i < 100; ++i) {
            auto read = aRead();
            read.within = seconds(30);
            outcomes.push_back(later(*paced, std::move(read)));
        }

        QTRY_VERIFY(std::all_of(outcomes.begin(), outcomes.end(), [](const Later& each) { return each->has_value(); }));

        // Three connections: what was under way on the other two when the ban came, and nothing after it.
        QVERIFY(seen <= 5);
    }

    void refusesARuleOutsideItsBounds()
    {
        FakePort port(m_clock);
        auto rule = aTypicalRule();
        rule.waitingMost = 0;
        QVERIFY(!PacedHttp::make(port, m_clock, rule, 1));
        rule = aTypicalRule();
        rule.rates.reservedPercent = 0;
        QVERIFY(!PacedHttp::make(port, m_clock, rule, 1));
    }
};

QTEST_GUILESS_MAIN(TestPacedHttp)
#include "tst_paced_http.moc"
