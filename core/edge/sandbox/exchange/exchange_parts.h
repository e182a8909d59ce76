// Inside of Exchange: what it keeps for a listing and for an account. Included by its sources only.

#pragma once

#include "core/edge/sandbox/exchange/exchange.h"

namespace omni::sandbox {

struct Exchange::Room {
    Room(std::size_t number, const Listing& listed, Timestamp start, BarHistory::Past past)
        : index(number)
        , bars(listed, start, std::move(past))
    {
    }
    std::size_t index;
    std::size_t base = 0, quote = 0; ///< Assets.
    BarHistory bars;
    std::deque<PublicTrade> trades;
    std::uint64_t lastTrade = 0, lastGroup = 0, bookUpdate = 0;
    std::vector<BookLevelChange> changes; ///< Of the batch under way.
    bool isImage = false; ///< They are one.
    Touch touch;
    std::multimap<Ticks, std::uint64_t> above; ///< Fire at that price or higher.
    std::multimap<Ticks, std::uint64_t> below; ///< At that price or lower.
    std::set<std::uint64_t> trailing; ///< Follow the price.
    std::optional<Ticks> last;
};

struct Exchange::Book {
    AccountId id;
    AccountTerms terms;
    std::vector<Balance> balances;
    std::map<std::uint64_t, VenueOrder*> orders; ///< All that are kept.
    std::map<std::uint64_t, VenueOrder*> open;
    std::map<std::string, std::uint64_t, std::less<>> byClientId; ///< The last one of each name.
    std::map<std::string, std::uint64_t, std::less<>> listByClientId;
    std::vector<std::size_t> openIn, triggersIn; ///< Open orders by listing.
    std::size_t openLists = 0;
};

} // namespace omni::sandbox
