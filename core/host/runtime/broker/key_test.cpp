#include "core/host/runtime/broker/key_test.h"

#include "core/host/runtime/broker/broker_opening.h"

#include <chrono>
#include <cstdlib>
#include <map>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

constexpr Duration patienceOfList = seconds(30), patienceOfLink = seconds(20), patienceOfOrder = seconds(10);
constexpr auto keyLookEvery = std::chrono::milliseconds(20);
constexpr Duration mostOffset = seconds(1);

/// A session of nobody: it hears what the broker says and keeps none of it.
class NobodysDesk final : public ports::EventSink, public ports::OrderNames, public ports::CurrencyNumbers
{
public:
    [[nodiscard]] bool put(const events::Event&) override
    {
        return true;
    }
    [[nodiscard]] bool put(const ports::TimedTick&) override
    {
        return true;
    }
    [[nodiscard]] bool mayResume() const override
    {
        return false;
    }
    void resume() override { }
    [[nodiscard]] Result<orders::ClientOrderId> nameOf(const orders::OrderTicket&) const override
    {
        return failure(Errc::NotFound, "nothing is ordered here");
    }
    [[nodiscard]] std::optional<OrderId> orderOf(std::string_view) const override
    {
        return std::nullopt;
    }
    [[nodiscard]] bool isLost(std::string_view) const override
    {
        return false;
    }
    [[nodiscard]] Result<CurrencyId> numberOf(std::string_view code) override
    {
        return m_numbers.emplace(std::string(code), CurrencyId{m_numbers.size() + 1}).first->second;
    }

private:
    std::map<std::string, CurrencyId, std::less<>> m_numbers;
};

class KeyTest
{
public:
    KeyTest(AskedBroker broker, const BrokerSurroundings& around)
        : m_around(around)
        , m_broker(std::move(broker))
    {
    }
    KeyTestResult run();

private:
    void mark(KeyTestStep step, KeyTestMark how, std::string detail = {})
    {
        m_result.lines.at(static_cast<std::size_t>(step)) = {how, std::move(detail)};
    }
    [[nodiscard]] bool reach();
    [[nodiscard]] bool connect();
    void judgeClock(const views::Connection& now);
    void judgeRights(const views::Connection& now);
    void tryOrder(const views::Connection& now);
    [[nodiscard]] views::Connection look();

    const BrokerSurroundings& m_around;
    NobodysDesk m_nobody;
    std::optional<ports::BrokerSession> m_session;
    std::vector<market::Instrument> m_instruments;
    views::Connection m_now;
    KeyTestResult m_result;
    AskedBroker m_broker; ///< Ends before what its session refers to.
};

views::Connection KeyTest::look()
{
    views::Connection now;
    m_broker.loop->call([&] { now = m_broker.loop->broker().connection(); });
    return now;
}

/// What it lists needs no key: a venue that answers it is there, and its certificate was good.
bool KeyTest::reach()
{
    const Monotonic before = m_around.clock.mono();
    const auto& wanted = m_broker.settings.instruments;
    auto listed = m_broker.loop->list(wanted, patienceOfList, m_around.stop);
    if (!listed || listed->empty()) {
        mark(KeyTestStep::Reached, KeyTestMark::Failed,
             listed ? std::string("it lists nothing") : listed.error().detail);
        return false;
    }
    mark(KeyTestStep::Reached, KeyTestMark::Passed,
         fmt::format("{} ms", (m_around.clock.mono() - before).ns / 1'000'000));
    auto first = listed->front();
    for (const auto& one : *listed) {
        first = !first.isTradable && one.isTradable ? one : first;
    }
    first.instrument.id = InstrumentId{1};
    m_instruments = {first.instrument};
    return true;
}

bool KeyTest::connect()
{
    m_session.emplace(ports::BrokerSession{AccountId{1}, m_broker.settings.environment, m_instruments,
                                           m_around.clock.wall(), m_nobody, m_nobody, m_nobody,
                                           [](const orders::OrderTicket&) { return false; }});
    m_broker.loop->call([this] { m_broker.loop->broker().start(*m_session); });
    const Monotonic until = m_around.clock.mono() + patienceOfLink;
    const auto orders = static_cast<std::size_t>(views::LineKind::Orders);
    do {
        m_now = look();
        const auto state = m_now.lines.at(orders).state;
        if (state == views::LineState::Up || state == views::LineState::Refused) {
            return state == views::LineState::Up;
        }
        std::this_thread::sleep_for(keyLookEvery);
    } while (m_around.clock.mono() < until && !m_around.stop.isStopRequested());
    return false;
}

void KeyTest::judgeClock(const views::Connection& now)
{
    if (!now.clockOffset) {
        return mark(KeyTestStep::Clock, KeyTestMark::Failed, "the venue's clock is not known");
    }
    const bool isGood = std::abs(now.clockOffset->ns) <= mostOffset.ns;
    mark(KeyTestStep::Clock, isGood ? KeyTestMark::Passed : KeyTestMark::Failed,
         fmt::format("{} ms", now.clockOffset->ns / 1'000'000));
}

void KeyTest::judgeRights(const views::Connection& now)
{
    const auto& line = now.lines.at(static_cast<std::size_t>(views::LineKind::Orders));
    const bool isUp = line.state == views::LineState::Up;
    const std::string why = line.detail.empty() ? "no answer in time" : line.detail;
    if (!now.hasKeyRights) {
        return mark(KeyTestStep::Signature, KeyTestMark::Failed, why);
    }
    mark(KeyTestStep::Signature, KeyTestMark::Passed);
    mark(KeyTestStep::NoWithdrawals, now.mayWithdraw ? KeyTestMark::Failed : KeyTestMark::Passed,
         now.mayWithdraw ? "a key that can withdraw is refused: make one for reading and trading alone" : "");
    m_result.isBound = now.isKeyBound;
    mark(KeyTestStep::Bound, now.isKeyBound.value_or(false) ? KeyTestMark::Passed : KeyTestMark::Advised,
         now.isKeyBound ? (*now.isKeyBound ? "" : "advised") : "the venue does not tell");
    m_result.account = now.accountNumber;
    mark(KeyTestStep::MayRead, isUp || now.mayWithdraw ? KeyTestMark::Passed : KeyTestMark::Failed, isUp ? "" : why);
    if (!now.mayTrade || !isUp) {
        return mark(KeyTestStep::MayTrade, KeyTestMark::Failed, why);
    }
    tryOrder(now);
}

void KeyTest::tryOrder(const views::Connection&)
{
    const auto tried = m_broker.loop->tryOrder(m_instruments.front().id, patienceOfOrder, m_around.stop);
    m_result.hasTriedOrder = tried.has_value();
    if (tried) {
        return mark(KeyTestStep::MayTrade, KeyTestMark::Passed, "test order");
    }
    const bool isNoQuestion = tried.error().code == Errc::NotFound;
    mark(KeyTestStep::MayTrade, isNoQuestion ? KeyTestMark::Passed : KeyTestMark::Failed,
         isNoQuestion ? std::string("as the broker says") : tried.error().detail);
}

KeyTestResult KeyTest::run()
{
    if (reach()) {
        static_cast<void>(connect());
        judgeClock(m_now);
        judgeRights(m_now);
        m_broker.loop->call([this] { m_broker.loop->broker().stop(); });
    }
    return std::move(m_result);
}

} // namespace

std::string_view nameOf(KeyTestStep step) noexcept
{
    constexpr std::array<std::string_view, keyTestSteps> names{"reached",   "clock",          "signature", "may_read",
                                                               "may_trade", "no_withdrawals", "bound"};
    return names.at(static_cast<std::size_t>(step));
}

std::string_view titleOf(KeyTestStep step) noexcept
{
    constexpr std::array<std::string_view, keyTestSteps> titles{"Server reached, TLS verified",
                                                                "Clock offset",
                                                                "Signature accepted",
                                                                "May read account",
                                                                "May place orders",
                                                                "Withdrawals are off",
                                                                "Limited to addresses of its owner"};
    return titles.at(static_cast<std::size_t>(step));
}

std::string_view nameOf(KeyTestMark mark) noexcept
{
    switch (mark) {
    case KeyTestMark::Passed:
        return "passed";
    case KeyTestMark::Failed:
        return "failed";
    case KeyTestMark::Advised:
        return "advised";
    case KeyTestMark::NotAsked:
        return "not_asked";
    }
    return {};
}

bool KeyTestResult::isPassed() const noexcept
{
    for (std::size_t i = 0; i < keyTestSteps; ++i) {
        const bool isOnlyAdvised = static_cast<KeyTestStep>(i) == KeyTestStep::Bound;
        if (lines.at(i).mark != KeyTestMark::Passed && !isOnlyAdvised) {
            return false;
        }
    }
    return true;
}

Outcome<KeyTestResult> testKey(const std::string& broker, orders::Environment environment,
                               const BrokerSurroundings& around)
{
    auto opened = openToAsk(broker, environment, around);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    auto result = KeyTest(std::move(*opened), around).run();
    if (result.account.empty() && result.isPassed() && around.keys != nullptr) {
        if (const auto key = around.keys->keyOf(broker, environment)) { // a key belongs to one account
            result.account = key->id.exposed();
        }
    }
    return result;
}

KeyTestRecord recordOf(const KeyTestResult& result, const Digest& key, Timestamp now)
{
    return {now, key, result.account, result.hasTriedOrder, result.isBound};
}

} // namespace omni::runtime
