// Positions, cash, fees, results and equity from the list of what the program was told, and nothing else.
//
// Each execution counts once for ever, by account, instrument and the venue's id: its first telling. A bust is the list
// without that execution, a correction the list with its new figures; then everything is added up anew. Rounding is as
// core/trade/portfolio/lots.h states it: what is split is rounded once, half to even, the rest is the remainder. A fee
// in what is bought is taken from what the account holds to the last digit, and its whole lots are counted anew. Plain
// integers of 128 bits; amounts are in e8, sizes in lots of the newest increments. The amounts of a simulated world
// stay far inside the range.

#pragma once

#include "core/base/decimal.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"
#include "core/host/simulate/checks/naive_market.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace omni::simulate {

/// A figure of which nothing may be known. `isSure` false: this calculator cannot say, so nothing is to be held against
/// it.
struct NaiveFigure {
    std::optional<Int128> value;
    bool isSure = true;
};

/// What became of something that the program was told.
struct NaiveChange {
    bool done = false; ///< It was booked.
    bool repeated = false; ///< A fill that was told before.
    OrderId order; ///< Of the fill that is taken back or corrected.
    std::int64_t lots = 0; ///< Signed, by which the execution itself has moved, in the lots of today.
    Side side = Side::Buy; ///< Of the fill.
};

class NaiveBooks
{
public:
    struct Lot {
        Int128 size = 0, cost = 0;
    };
    /// All of one instrument. `cost` of a short is what it brought.
    struct Holding {
        Int128 position = 0, cost = 0, realised = 0;
        Int128 spent = 0; ///< What buys took from the cash, less what sells brought. Without what was adopted.
        Int128 sinceFlat = 0; ///< Net result of the round trip in hand.
        std::deque<Lot> lots;
        std::vector<std::pair<CurrencyId, Int128>> fees;
        std::vector<std::pair<AccountId, Int128>> at;
        std::vector<std::pair<AccountId, Int128>> beyond; ///< The lots at an account: e8 of what was bought.
        Int128 assetFees = 0; ///< What was taken from what was bought was worth.
    };

    void begin(portfolio::CostMethod method, const std::string& baseCurrency, AccountId account);
    void define(const std::string& currency);
    /// False: it changes nothing, because it is known already or does not come out even.
    bool define(const market::Instrument& instrument);
    [[nodiscard]] const market::Instrument* instrument(InstrumentId id) const noexcept;
    [[nodiscard]] CurrencyId quoteOf(InstrumentId id) const noexcept;
    NaiveChange fill(const orders::Fill& fill);
    NaiveChange bust(const events::FillBusted& busted);
    NaiveChange correct(const events::FillCorrected& corrected);
    bool split(const events::SplitHappened& split);
    /// What it is worth at its price, below zero for what is owed.
    Money adopt(const events::PositionAdopted& adopted);
    /// False: refused.
    bool move(const events::CashMoved& moved);
    void give(const portfolio::DatedRate& rate);
    /// What is older is no longer taken back.
    void seal(Timestamp before);

    [[nodiscard]] std::size_t instruments() const noexcept
    {
        return m_books.size();
    }
    [[nodiscard]] std::size_t currencies() const noexcept
    {
        return m_currencies.size();
    }
    [[nodiscard]] const Holding& holding(InstrumentId id) const noexcept;
    [[nodiscard]] Int128 positionAt(AccountId account, InstrumentId id) const noexcept;
    [[nodiscard]] Int128 feesOf(InstrumentId id, CurrencyId currency) const noexcept;
    [[nodiscard]] Int128 cash(CurrencyId currency) const noexcept;
    [[nodiscard]] Int128 fees(CurrencyId currency) const noexcept;
    [[nodiscard]] Int128 realised(CurrencyId currency) const noexcept;
    [[nodiscard]] CurrencyId base() const noexcept
    {
        return m_base;
    }
    [[nodiscard]] bool wasAdopted(InstrumentId id) const noexcept;

    /// `lots` at `price` in the quote currency, exactly: above / below.
    [[nodiscard]] std::pair<Int128, Int128> value(InstrumentId id, Int128 price, Int128 lots) const noexcept;
    /// To the nearest unit, as executions and positions are valued.
    [[nodiscard]] Int128 nearestValue(InstrumentId id, Int128 price, Int128 lots) const noexcept;
    /// One unit of a currency in the base currency at `now`.
    struct Worth {
        std::optional<portfolio::Rate> rate;
        bool isSure = true;
    };
    [[nodiscard]] Worth worthOf(CurrencyId currency, Timestamp now) const noexcept;
    /// `isBefore`: at the prices before the event in hand.
    [[nodiscard]] NaiveFigure equity(const NaiveMarket& market, Timestamp now, bool isBefore = false) const;

    int losingStreak = 0; ///< Losing round trips in a row.

private:
    /// An execution, or a change of units between two of them.
    struct Line {
        Int128 times = 1, over = 1;
        Int128 size = 0, value = 0, fee = 0;
        AccountId account;
        OrderId order;
        CurrencyId feeCurrency;
        Timestamp time;
        Side side = Side::Buy;
        Int128 lotE8 = 0; ///< Of what is bought; zero: the fee is not taken from it.
        bool isScale = false;
        bool adopted = false, gone = false, sealed = false;
    };
    struct Book {
        market::Instrument instrument;
        CurrencyId quote;
        std::vector<Line> lines;
        Holding holding;
    };
    struct Key {
        AccountId account;
        InstrumentId instrument;
        orders::VenueFillId id;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    [[nodiscard]] bool isKnown(CurrencyId currency) const noexcept
    {
        return currency.value >= 1 && currency.value <= m_currencies.size();
    }
    [[nodiscard]] Book* bookOf(InstrumentId id) noexcept;
    [[nodiscard]] const Book* bookOf(InstrumentId id) const noexcept;
    bool add(Holding& holding, const Line& line) const;
    static std::optional<Line> lessFee(Holding& holding, const Line& line);
    [[nodiscard]] Int128 lotOfFee(const Book& book, Int128 fee, CurrencyId paidIn) const noexcept;
    void close(Holding& holding, const Line& line, Int128 closed, Int128 closedValue) const;
    [[nodiscard]] std::optional<Holding> addUp(const std::vector<Line>& lines) const;
    NaiveChange change(const Key& key, const Line& with);
    void countTrip(Book& book, const Line& line, const Holding& before);
    static bool scale(Holding& holding, Int128 times, Int128 over);

    portfolio::CostMethod m_method = portfolio::CostMethod::Fifo;
    CurrencyId m_base;
    AccountId m_account;
    std::vector<std::string> m_currencies; ///< By id - 1.
    std::vector<Book> m_books; ///< By id - 1.
    std::map<Key, std::size_t> m_places; ///< Of each execution in its instrument's lines.
    std::vector<Int128> m_moved; ///< Money that moved without a trade, by currency id - 1.
    std::vector<portfolio::DatedRate> m_rates; ///< The newest of each pair.
};

} // namespace omni::simulate
