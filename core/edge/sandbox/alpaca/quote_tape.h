// The last quotes of every listing: the exchange keeps none.

#pragma once

#include "core/edge/sandbox/alpaca/data_items.h"

#include <deque>
#include <vector>

namespace omni::sandbox::alpaca {

class QuoteTape final : public Watcher
{
public:
    static constexpr std::size_t most = 10'000; ///< Of a listing.

    explicit QuoteTape(Exchange& exchange)
        : m_exchange(exchange)
        , m_quotes(exchange.listings().size())
    {
        for (std::size_t i = 0; i < m_quotes.size(); ++i) {
            put(i, exchange.touch(i), exchange.now());
        }
        exchange.watch(*this);
    }
    ~QuoteTape() override
    {
        m_exchange.unwatch(*this);
    }
    QuoteTape(const QuoteTape&) = delete;
    QuoteTape& operator=(const QuoteTape&) = delete;

    /// Oldest first; never empty.
    [[nodiscard]] const std::deque<QuoteMark>& of(std::size_t listing) const
    {
        return m_quotes[listing];
    }
    void onTouch(std::size_t listing, const Touch& touch, std::uint64_t, Timestamp at) override
    {
        put(listing, touch, at);
    }

private:
    void put(std::size_t listing, const Touch& touch, Timestamp at)
    {
        auto& quotes = m_quotes[listing];
        const std::uint64_t number = quotes.empty() ? 1 : quotes.back().number + 1;
        quotes.push_back({number, at, touch});
        if (quotes.size() > most) {
            quotes.pop_front();
        }
    }
    Exchange& m_exchange;
    std::vector<std::deque<QuoteMark>> m_quotes;
};

} // namespace omni::sandbox::alpaca
