// Asks brokers what they can trade, beside any session: for a person who looks for a symbol.
//
// A thread of its own waits for the answer; each question opens the broker anew with the key at hand and closes it
// behind the answer. No order can be sent by it: it holds no session.

#pragma once

#include "core/base/latest.h"
#include "core/base/stop_flag.h"
#include "core/desk/views/broker_listing.h"
#include "core/host/runtime/broker/key_ring.h"
#include "core/host/runtime/headless_run.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace omni::runtime {

/// Any thread, but one at a time, makes the calls; none of them waits but the end, which hears of a question under way
/// within a moment.
class ListingService
{
public:
    /// `keys` and `clock` outlive it. Of `request` the configuration is read anew with each question.
    ListingService(RunRequest request, const KeyRing& keys, Clock& clock);
    ~ListingService();
    ListingService(const ListingService&) = delete;
    ListingService& operator=(const ListingService&) = delete;

    /// In place of a question under way. The answer is `listing`, for ever or until the next question.
    void ask(std::string_view broker);
    /// Null: nothing was asked yet.
    [[nodiscard]] std::shared_ptr<const views::BrokerListing> listing() const noexcept
    {
        return m_listing.read();
    }

private:
    void run();
    [[nodiscard]] views::BrokerListing answerTo(const std::string& broker, const StopFlag& stop) const;

    const RunRequest m_request;
    const KeyRing& m_keys;
    Clock& m_clock;
    Latest<views::BrokerListing> m_listing;
    std::mutex m_mutex; ///< Around what follows, held for a moment only.
    std::condition_variable m_news;
    std::optional<std::string> m_wanted;
    std::unique_ptr<StopFlag> m_stop; ///< Of the question under way.
    bool m_isEnding = false;
    std::thread m_thread;
};

} // namespace omni::runtime
