// The inside of the model venue: its orders, its account, its words, its market. Not part of the module's face.

#pragma once

#include "core/base/seeded_random.h"
#include "core/host/simulate/model_venue.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace omni::simulate {

inline constexpr Duration answerTimeOut = seconds(5); ///< After which an adapter calls a request lost.
inline constexpr Duration settleTime = seconds(3); ///< For so long "no such order" proves nothing (F32).
inline constexpr std::size_t mostMarketWords = 4'096; ///< That wait; then the market says nothing more.
inline constexpr std::size_t mostOrders = 500'000; ///< Of a venue's life; then it refuses new ones.
inline constexpr std::uint64_t mostNumber = 4'000'000; ///< Of an order.

/// What waits to be told. Executions and positions are looked up when they are told.
struct Word {
    enum class Kind : std::uint8_t { Report, Execution, Reversal, Link, Position, Cash, Reconciled };
    Kind kind = Kind::Report;
    bool isAnswer = false; ///< To a request: lost, the adapter calls the request lost.
    bool isFound = false; ///< An answer to a question: lost, the adapter asks again.
    bool isUp = false; ///< Of a link.
    bool isEarly = false; ///< A position with the figure of `position`.
    bool isGarbled = false; ///< An execution that was told, and is told again otherwise.
    std::uint32_t execution = 0; ///< Its place.
    std::uint32_t endOf = 0; ///< A report that tells the end of the order at this place, from 1.
    std::uint32_t changeOf = 0; ///< A report that tells what the order at this place has become, from 1.
    InstrumentId instrument; ///< Of a position.
    Lots position;
    CurrencyId currency; ///< Of cash.
    events::OrderReport report;
};

/// Words by the time at which they are due; of equals the one that was said first.
class Words
{
public:
    void push(Timestamp due, const Word& word);
    [[nodiscard]] bool isEmpty() const noexcept
    {
        return m_heap.empty();
    }
    [[nodiscard]] Timestamp firstDue() const noexcept
    {
        return m_heap.front().due;
    }
    /// Not empty.
    void pop(Word& out);
    void clear();
    /// None is due later than `now`.
    void hurry(Timestamp now);
    template<class See> void forEach(See see) const
    {
        for (const Key& key : m_heap) {
            see(m_slots[key.slot]);
        }
    }
    /// Removes those for which `isLost` says so, in the order in which they were said.
    template<class IsLost> void removeIf(IsLost isLost)
    {
        sortBySaying();
        std::size_t kept = 0;
        for (const Key& key : m_heap) {
            if (isLost(m_slots[key.slot])) {
                m_free.push_back(key.slot);
            } else {
                m_heap[kept++] = key;
            }
        }
        m_heap.resize(kept);
        makeHeap();
    }

private:
    struct Key {
        Timestamp due;
        std::uint64_t said = 0;
        std::uint32_t slot = 0;
        friend bool operator<(const Key& a, const Key& b) noexcept
        {
            return a.due != b.due ? b.due < a.due : b.said < a.said; // the least one on top
        }
    };
    void sortBySaying();
    void makeHeap();

    std::vector<Key> m_heap;
    std::vector<Word> m_slots;
    std::vector<std::uint32_t> m_free;
    std::uint64_t m_said = 0;
};

/// Ticks in the order in which they happened, in a ring that grows up to a bound.
class MarketWords
{
public:
    /// False: there is no room.
    bool push(Timestamp at, const market::Tick& tick);
    [[nodiscard]] bool isEmpty() const noexcept
    {
        return m_size == 0;
    }
    [[nodiscard]] Timestamp firstDue() const noexcept
    {
        return m_ring[m_first].at;
    }
    void pop(Timestamp& at, market::Tick& tick);
    void clear() noexcept
    {
        m_size = 0;
    }

private:
    struct Item {
        Timestamp at;
        market::Tick tick;
    };
    std::vector<Item> m_ring; ///< Its size is a power of two, or zero.
    std::size_t m_first = 0, m_size = 0;
};

struct ModelVenue::Impl {
    struct Book {
        market::Instrument instrument;
        CurrencyId currency;
        std::int64_t mid = 0, spread = 2;
        market::TradingState state = market::TradingState::Open;
        Lots position; ///< What executions come to, before fees that are taken from it.
        Lots told; ///< The same of all executions that were told.
        CurrencyId asset; ///< What is bought, where its buyers pay their fees in it. None: they do not.
        Money assetFees, toldFees; ///< Those of `position` and of `told`.
        /// What is truly held, in whole lots.
        [[nodiscard]] Lots held() const noexcept
        {
            return less(position, assetFees);
        }
        [[nodiscard]] Lots heldAsTold() const noexcept
        {
            return less(told, toldFees);
        }
        /// Of what is bought, in e8. The lots of such an instrument are never finer than that.
        [[nodiscard]] std::int64_t lotE8() const noexcept
        {
            std::int64_t e8 = instrument.lotSize.mantissa;
            for (int i = -8; i < instrument.lotSize.exponent; ++i) {
                e8 *= 10;
            }
            return e8;
        }
        [[nodiscard]] Lots less(Lots lots, Money fees) const noexcept
        {
            const Int128 e8 = Int128{lots.count} * (asset ? lotE8() : 1) - fees.e8;
            return asset ? Lots{static_cast<std::int64_t>(dividedDown(e8, lotE8()))} : lots;
        }
        std::uint64_t depthBatch = 0;
        std::int64_t bestBid = 0, bestAsk = 0; ///< Of the last depth image; 0: none.
        [[nodiscard]] std::int64_t bid() const noexcept
        {
            return mid - spread / 2;
        }
        [[nodiscard]] std::int64_t ask() const noexcept
        {
            return mid + (spread + 1) / 2;
        }
        [[nodiscard]] std::int64_t touch(Side taker) const noexcept
        {
            return taker == Side::Buy ? ask() : bid();
        }
    };
    /// What the venue knows of an order beside what it shows.
    struct Inside {
        OrderId number; ///< None: somebody else's.
        std::uint32_t older = 0; ///< Place, from 1, of the order before with the same number.
        std::uint32_t lastExecution = 0; ///< From 1.
        bool isForeign = false; ///< Of a program that died before it was on record.
        bool isTriggered = false, isResting = false;
        bool isEndTold = true;
        bool owesChange = false; ///< It was replaced, and the answer is lost: whoever asks is told.
        bool isRecent = false; ///< Stands in `recent`.
        std::int64_t trigger = 0; ///< Of a trailing stop, as it is now.
        Timestamp changed;
        Timestamp visible; ///< From when on the market and questions find it.
    };
    struct Execution {
        orders::Fill fill;
        std::uint32_t order = 0; ///< Its place.
        std::uint32_t older = 0; ///< From 1, of the same order.
        Lots told; ///< Signed, what has been told of it, in today's lots; 0: nothing, or that it was taken back.
        Money toldFee; ///< What of it was told to have been taken from what was bought.
        Money toldCash; ///< What that has brought, less the fee.
        std::int64_t scale = 1; ///< Lots of today in one of its own. Only where it is 1 it may still be changed.
        bool isTold = false, isGone = false, isCorrected = false;
        bool owesReversal = false; ///< A bust or a correction that has not been told.
        bool isOwed = false; ///< Stands in `owed`.
        bool isMisdirected = false; ///< Told under a number that it is not of.
        bool isInStream = false; ///< A word that settles it waits, and none that is said later overtakes it.
    };
    struct Unsent {
        OrderId number;
        Timestamp at;
    };

    Impl(AccountId forAccount, Listeners toTell)
        : account(forAccount)
        , listeners(std::move(toTell))
    {
    }

    // --- model_requests.cpp: what the program asks for -----------------------------------------------------------
    void submit(Timestamp now, const orders::OrderTicket& ticket);
    void cancel(Timestamp now, OrderId number);
    void replace(Timestamp now, const ports::ReplaceRequest& request);
    void query(Timestamp now, OrderId number);
    void find(Timestamp now, OrderId number);
    void askAgain(Timestamp now);
    void reconcile(Timestamp now);
    void tellWire(Timestamp now, WireMessage::Kind kind, const WireMessage& about);
    void answer(Timestamp now, OrderId number, std::size_t at, orders::OrderEventKind kind);
    void answerLost(Timestamp due, OrderId number);
    /// The word about a change is lost, of the order at this place, from 1; 0: it was none.
    void noteUntold(std::size_t changeOf);
    /// A change never reaches the venue, and the adapter waits in vain for an answer.
    [[nodiscard]] bool isLostOnItsWay(Timestamp now, OrderId number);
    [[nodiscard]] std::string_view faultOf(const orders::OrderTicket& ticket, const Book* book) const;
    /// All that the venue knows of an order: executions that were not told, then how it stands.
    void tellStory(Timestamp now, std::size_t at, bool isFound);
    [[nodiscard]] events::OrderReport reportOn(Timestamp now, OrderId number, std::size_t at,
                                               orders::OrderEventKind kind) const;

    // --- model_orders.cpp: what becomes of orders ----------------------------------------------------------------
    [[nodiscard]] std::size_t indexOf(OrderId number) const noexcept; ///< `orders.size()`: it has none.
    std::size_t add(const VenueOrder& order, OrderId number, Timestamp now);
    void end(Timestamp now, std::size_t at, VenueOrder::State state);
    /// Ended by the venue itself: told once, and owed until it was.
    void tellEnd(Timestamp now, std::size_t at, orders::OrderEventKind kind);
    void noteChange(Timestamp now, std::size_t at);
    [[nodiscard]] bool isTriggered(std::size_t at, const Book& book);
    void match(Timestamp now, std::size_t at, bool isArriving);
    [[nodiscard]] std::int64_t sizeToday(const VenueOrder& order, const Book& book, std::int64_t price,
                                         std::int64_t left);
    void hitResting(Timestamp now, std::size_t at);
    /// `toldAs`: under another order's number than its own; none: its own.
    void execute(Timestamp now, std::size_t at, std::int64_t lots, std::int64_t price, orders::Liquidity liquidity,
                 OrderId toldAs = {});

    // --- model_account.cpp: executions, and what becomes of them -------------------------------------------------
    void owe(std::uint32_t execution);
    void tellExecution(Timestamp now, std::uint32_t execution);
    /// What of it is not told, unless it is in the stream already.
    void tellUnsettled(Timestamp now, std::uint32_t execution);
    void tellOwed(Timestamp now);
    void noteTold(std::uint32_t execution);
    void forgetTold(std::uint32_t execution);
    [[nodiscard]] bool isSettled(const Execution& one) const noexcept;
    /// One of all that were ever told, as if it were new.
    void repeatOld(Timestamp now, bool isGarbled);
    /// An order of ours that a trade of somebody else cannot be of, however it is told; none: there is none.
    [[nodiscard]] OrderId wrongOrderFor(const orders::OrderTicket& ticket) noexcept;
    void tellEarly(Timestamp now, const Book& book);
    void executeExternal(Timestamp now);
    void bustOrCorrect(Timestamp now, bool isBust);
    void replaceStanding(const Execution& one);
    void moveCash(const orders::Fill& fill, std::int64_t sign); ///< +1: booked, -1: taken back.
    void noteToldCash(Execution& one, Money is);

    // --- model_link.cpp: words -----------------------------------------------------------------------------------
    [[nodiscard]] bool happens(int share) noexcept
    {
        return share > 0 && static_cast<int>(random.below(1'000)) < share;
    }
    /// In the stream of words, unless it is shuffled.
    void say(Timestamp now, const Word& word);
    void sayInOrder(Timestamp now, const Word& word);
    void sayAt(Timestamp due, const Word& word); ///< Out of the stream.
    [[nodiscard]] bool isHeard() noexcept;
    void noticeCut(Timestamp now);
    [[nodiscard]] bool isEndWaiting(std::size_t at) const; ///< A word that tells it waits.
    void arrive(Timestamp now);
    /// With the figures that stand now.
    [[nodiscard]] events::FillCorrected correctionTo(const orders::Fill& fill) const
    {
        return {account,   fill.instrument, fill.venueFillId, fill.price,
                fill.size, fill.value,      fill.fee,         fill.feeCurrency};
    }
    /// False: it has been overtaken, there is nothing to tell any more.
    [[nodiscard]] bool form(const Word& word, ports::VenueEvent& out);
    void loseWords();
    void forgetWords();
    [[nodiscard]] bool takeWord(Timestamp until, ports::VenueEvent& out);

    // --- model_market.cpp ----------------------------------------------------------------------------------------
    [[nodiscard]] Book* bookOf(InstrumentId id) noexcept
    {
        return id.value >= 1 && id.value <= books.size() ? &books[id.value - 1] : nullptr;
    }
    void walk(Book& book);
    void publishQuote(Timestamp now, const Book& book);
    void publishPrint(Timestamp now, const Book& book);
    void publishDepth(Timestamp now, Book& book);
    void publishImage(Timestamp now, Book& book);
    void tryAll(Timestamp now, InstrumentId instrument);

    // --- model_units.cpp -----------------------------------------------------------------------------------------
    [[nodiscard]] bool isAtRest(InstrumentId instrument) const;
    void rescale(Book& book, std::int64_t factor);

    AccountId account;
    Listeners listeners;
    VenueManners manners;
    VenueCounts counts;
    SeededRandom random{0};
    Duration skew;
    std::vector<Book> books; ///< By instrument.
    std::vector<std::string> currencies; ///< In the order of their first use, as the desk numbers them.
    std::vector<Money> cash; ///< Of each of them.
    std::vector<Money> toldCash; ///< The same as far as its moves have been told.
    std::vector<VenueOrder> orders;
    std::vector<Inside> insides; ///< Of each of them.
    std::vector<std::uint32_t> newest; ///< By number: place, from 1, of the last order sent under it.
    std::vector<std::uint32_t> working, hidden, recent;
    std::vector<std::uint32_t> tried; ///< Scratch.
    std::vector<Execution> executions;
    std::vector<orders::Fill> standing;
    std::vector<std::uint32_t> owed; ///< Executions of which something is to be told.
    Words words;
    MarketWords marketWords;
    std::vector<Unsent> unsent; ///< New orders that never came.
    std::vector<OrderId> underWay; ///< Asked for and not answered when the link was cut.
    std::vector<OrderId> asked; ///< To be asked about again.
    std::optional<Timestamp> askAgainAt; ///< None: when the link is up.
    std::string install, start;
    std::optional<Timestamp> born;
    Timestamp lastDue; ///< Of the stream: later words are not due earlier.
    Timestamp noticeAt;
    bool isUp = true, hasNoticed = true;
    std::array<bool, 2> isClogged{}; ///< By `Line`.
};

} // namespace omni::simulate
