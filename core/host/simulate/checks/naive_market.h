// What the market has shown to the program, as a person with pencil and paper would keep it.
//
// Definitions are those of core/desk/engine/market_memory.h: the reference is the middle of a quote whose bid is not
// above its ask, rounded down; else the last trade or close. The mark of a position is the newest reference there was.
// What makes no sense in itself (core/trade/market/data_quality.h, `faultInItself`) is not looked at.
// Of an instrument that shows a depth book and no quotes nothing is claimed: `isSure` is false.

#pragma once

#include "core/base/stamp.h"
#include "core/trade/market/tick.h"
#include "core/trade/orders/order_event.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace omni::simulate {

struct NaiveQuotes {
    bool hasQuote = false, hasLast = false, hasDepth = false;
    bool isBookLost = false; ///< No whole image of the book has come yet, or none since the link was cut.
    bool isImageOpen = false; ///< The first row of an image has come, its last one not.
    bool isMarkOfBook = false; ///< The mark may be the middle of the book.
    market::Quote quote;
    std::int64_t last = 0;
    Monotonic quotedAt, lastAt; ///< Of the program's boot.
    std::optional<std::int64_t> mark;
    int daysSeen = 0; ///< Days with a print or a bar since the start: with 15 of them an average range is known.
    std::int64_t newestDay = 0;

    [[nodiscard]] std::optional<std::int64_t> reference() const noexcept;
    /// Of what the reference stands on.
    [[nodiscard]] std::optional<Duration> age(Monotonic now) const noexcept;
    [[nodiscard]] bool isCrossed() const noexcept
    {
        return hasQuote && quote.hasBid && quote.hasAsk && quote.bid > quote.ask;
    }
    /// Where there are no quotes the last trade stands for both sides.
    [[nodiscard]] bool isTwoSided() const noexcept
    {
        return hasQuote ? quote.hasBid && quote.hasAsk && quote.bid < quote.ask : hasLast;
    }
    [[nodiscard]] bool isSure() const noexcept
    {
        return !hasDepth || (hasQuote && !isMarkOfBook);
    }
};

class NaiveMarket
{
public:
    /// Nothing has been seen.
    void forget();
    /// The same: a session begins, and what comes late is as old as by the clock of now.
    void begin(const Stamp& stamp);
    /// What was seen is void: the instrument is defined anew. Its mark stays where prices are counted as before.
    void redefine(InstrumentId instrument, bool keepsTicks);
    void take(const Stamp& stamp, const market::Tick& tick);
    /// A fill of ours that was booked: where nothing but trades is shown, it is one.
    void ownFill(const Stamp& stamp, const orders::Fill& fill);
    /// The link to the market was cut: books wait for a new image.
    void cut();
    /// The position was looked at anew.
    void remark(InstrumentId instrument);
    /// An event that shows nothing is in hand.
    void settle()
    {
        m_changing = {};
        m_beforeCut.clear();
    }

    /// As it is after the event in hand.
    [[nodiscard]] const NaiveQuotes& now(InstrumentId instrument) const noexcept;
    /// As it was before it. Time passes before a tick is taken: what that decides has seen these.
    [[nodiscard]] const NaiveQuotes& before(InstrumentId instrument) const noexcept
    {
        if (instrument.value < m_beforeCut.size()) {
            return m_beforeCut[instrument.value];
        }
        return instrument == m_changing ? m_before : now(instrument);
    }

private:
    NaiveQuotes& of(InstrumentId instrument);
    void hold(InstrumentId instrument);

    std::vector<NaiveQuotes> m_quotes; ///< By instrument id.
    std::vector<NaiveQuotes> m_beforeCut; ///< Where the event in hand cuts the link: time passed before it.
    NaiveQuotes m_before, m_none;
    InstrumentId m_changing; ///< None: nothing is changing.
    std::int64_t m_wallAtZero = 0; ///< Of the session's beginning: what is added to its monotonic time.
};

} // namespace omni::simulate
