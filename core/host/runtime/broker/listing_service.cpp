#include "core/host/runtime/broker/listing_service.h"

#include "core/base/log.h"
#include "core/host/runtime/broker/broker_market.h"
#include "core/host/runtime/session_plan.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace omni::runtime {

namespace {

constexpr std::size_t mostListed = 100'000; ///< Several times what any of them lists.

views::BrokerListing failed(const std::string& broker, const RunFailure& why)
{
    views::BrokerListing out;
    out.broker = broker;
    out.state = views::BrokerListing::State::Failed;
    out.fault = why.hint.empty() ? why.message : why.message + ". " + why.hint;
    return out;
}

} // namespace

ListingService::ListingService(RunRequest request, const KeyRing& keys, Clock& clock)
    : m_request(std::move(request))
    , m_keys(keys)
    , m_clock(clock)
    , m_thread([this] { run(); })
{
}

ListingService::~ListingService()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isEnding = true;
        if (m_stop) {
            m_stop->requestStop();
        }
    }
    m_news.notify_all();
    m_thread.join();
}

void ListingService::ask(std::string_view broker)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_wanted = std::string(broker);
        if (m_stop) {
            m_stop->requestStop();
        }
    }
    m_news.notify_all();
}

void ListingService::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_news.wait(lock, [this] { return m_isEnding || m_wanted; });
        if (m_isEnding) {
            return;
        }
        const std::string broker = *std::exchange(m_wanted, std::nullopt);
        m_stop = std::make_unique<StopFlag>();
        const StopFlag& stop = *m_stop; // lives until this thread replaces it
        lock.unlock();
        views::BrokerListing asking;
        asking.broker = broker;
        m_listing.publish(std::make_shared<const views::BrokerListing>(std::move(asking)));
        auto answer = answerTo(broker, stop);
        lock.lock();
        if (!stop.isStopRequested()) { // another question is waiting: this answer is nobody's
            m_listing.publish(std::make_shared<const views::BrokerListing>(std::move(answer)));
        }
    }
}

views::BrokerListing ListingService::answerTo(const std::string& broker, const StopFlag& stop) const
{
    const auto loaded = loadConfiguration(m_request);
    if (!loaded) {
        return failed(broker, loaded.error());
    }
    const engine::DeskState nothing;
    const Reporter reporter{{}, [](const std::string& note) { logWarn("{}", note); }};
    std::error_code error;
    const bool hasAudit = std::filesystem::exists(m_request.profile / "audit", error); // no order leaves here
    auto listed = listOfBroker(
        broker,
        {loaded->settings, m_request.brokers, nothing, m_clock, stop, reporter, &m_keys, m_request.profile, hasAudit});
    if (!listed) {
        return failed(broker, listed.error());
    }
    views::BrokerListing out;
    out.broker = broker;
    out.state = views::BrokerListing::State::Ready;
    out.symbols.reserve(std::min(listed->size(), mostListed));
    for (auto& one : *listed) {
        if (out.symbols.size() == mostListed) {
            logWarn("{} lists {} instruments; the first {} can be searched", broker, listed->size(), mostListed);
            break;
        }
        out.symbols.push_back({std::move(one.instrument.symbol), std::move(one.name),
                               std::move(one.instrument.quoteCurrency), one.isTradable});
    }
    std::sort(out.symbols.begin(), out.symbols.end(), [](const auto& a, const auto& b) { return a.symbol < b.symbol; });
    return out;
}

} // namespace omni::runtime
