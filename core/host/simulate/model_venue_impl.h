// The inside of the model venue: its orders, its words, its market. Not part of the module's face.

#pragma once

#include "core/base/flat_map.h"
#include "core/base/seeded_random.h"
#include "core/host/simulate/model_venue.h"

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace omni::simulate {

inline constexpr Duration answerTimeOut = seconds(5); ///< After which an adapter calls a request lost.
inline constexpr Duration settleTime = seconds(3); ///< For so long "no such order" proves nothing (F32).
inline constexpr std::size_t mostWords = 20'000; ///< That wait; then the market says nothing more.

struct ModelVenue::Impl {
    struct Word {
        Timestamp due;
        ports::VenueEvent event;
        std::size_t execution = 0; ///< That it tells, from 1; 0: none.
    };
    struct Book {
        market::Instrument instrument;
        std::int64_t mid = 0, spread = 2;
        market::TradingState state = market::TradingState::Open;
        Lots position;
    };
    /// What the venue knows of an order beside what the program may see.
    struct Inside {
        OrderId number;
        bool isForeign = false; ///< Of a program that died before it was on record.
        bool isTriggered = false;
        bool wasReplaced = false; ///< It works otherwise than it was sent: that is told with it.
        std::int64_t best = 0; ///< Of a trailing stop.
        Timestamp changed;
    };
    /// A new order that never came.
    struct Unsent {
        OrderId number;
        Timestamp at;
    };

    Impl(AccountId forAccount, Listeners toTell)
        : account(forAccount)
        , listeners(std::move(toTell))
    {
    }

    // --- orders --------------------------------------------------------------------------------------------------
    [[nodiscard]] std::size_t indexOf(OrderId number) const noexcept; ///< `orders.size()`: it has none.
    void receive(Timestamp now, const orders::OrderTicket& ticket);
    void answerNew(Timestamp now, std::size_t at);
    void cancel(Timestamp now, OrderId number);
    void replace(Timestamp now, const ports::ReplaceRequest& request);
    void query(Timestamp now, OrderId number);
    void tellStory(Timestamp now, std::size_t at);
    void end(Timestamp now, std::size_t at, VenueOrder::State state);
    [[nodiscard]] bool isMarketable(const VenueOrder& order, Inside& inside, const Book& book) const;
    void tryOrder(Timestamp now, std::size_t at);
    void execute(Timestamp now, std::size_t at, std::int64_t lots, std::int64_t price);
    void executeExternal(Timestamp now);
    void bustOrCorrect(Timestamp now);
    void notice(OrderId number, const orders::OrderTicket& ticket);

    // --- words ---------------------------------------------------------------------------------------------------
    [[nodiscard]] bool happens(int share) noexcept
    {
        return share > 0 && static_cast<int>(random.below(1'000)) < share;
    }
    [[nodiscard]] Timestamp later(Timestamp now) noexcept;
    void say(Timestamp due, decltype(ports::VenueEvent::event) event, std::size_t execution = 0);
    void report(Timestamp due, OrderId number, orders::OrderEventKind kind, std::size_t at);
    void tellExecution(Timestamp due, std::size_t execution);
    void loseWords(Timestamp now);
    void noticeCut(Timestamp now);

    // --- market --------------------------------------------------------------------------------------------------
    [[nodiscard]] Book* bookOf(InstrumentId id) noexcept;
    void publishQuote(Timestamp now, const Book& book);

    AccountId account;
    Listeners listeners;
    VenueManners manners;
    SeededRandom random{0};
    Duration skew;
    std::vector<Book> books;
    std::vector<VenueOrder> orders;
    std::vector<Inside> insides;
    std::unordered_map<std::uint64_t, std::size_t> newest; ///< By number; only looked up, never walked.
    std::vector<std::size_t> working;
    std::vector<Unsent> unsent;
    std::vector<OrderId> underWay; ///< Asked for and not answered: lost with the link.
    std::vector<orders::Fill> fills;
    std::vector<bool> isTold, isFrozen;
    std::vector<bool> isGone; ///< Busted.
    std::vector<orders::Fill> standing;
    mutable bool isStandingFresh = false;
    std::deque<Word> words, marketWords;
    std::string install, start;
    OrderId lastKnown;
    bool isUp = true, isClogged = false, hasNoticed = true;
    Timestamp noticeAt;
    std::uint64_t nextFill = 1;
};

} // namespace omni::simulate
