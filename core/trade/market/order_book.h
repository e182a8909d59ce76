// The order book of one instrument by price level (L2), as the venue tells it.
//
// A book is either valid or it says why not; nobody has to guess whether a gap was seen. From the first fault on its
// content stands still until the venue sends a full image. Written by one thread; nothing is allocated after the
// constructor.

#pragma once

#include "core/base/bytes.h"
#include "core/trade/market/book_side.h"
#include "core/trade/market/tick.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace omni::market {

struct BookOptions {
    /// Levels a side. A full side gives up its worst level for a better one; `OrderBook::cutAt` tells from where on
    /// levels may be missing. At least 1.
    std::size_t mostLevels = 16'384;
    /// Ticks around the touch at which a change costs least. A power of two in [64, 262'144]; 8 bytes each and side.
    std::size_t windowTicks = 65'536;
    /// Batches are numbered without a hole: a batch that is not the next one makes the book invalid, one that was
    /// already applied is left out. False: numbers are not looked at.
    bool expectsSequence = false;
};

/// Why a change was not taken, or why a book cannot be used.
enum class BookFault : std::uint8_t {
    None, ///< Taken; usable.
    Foreign, ///< The change belongs to another instrument. The book stays as it is.
    Repeated, ///< The batch was applied before. The book stays as it is.
    NoImage, ///< No full image has come yet.
    SequenceGap, ///< A batch is missing, torn or not numbered.
    BadSize, ///< A size below zero.
    Crossed, ///< At the end of a batch the best bid was at or above the best ask.
    Invalidated, ///< The connection was lost, or somebody else does not trust the book.
};

/// A stable, untranslated name, "sequence_gap" for instance.
[[nodiscard]] std::string_view nameOf(BookFault fault) noexcept;

/// What an order of some size would meet if it took the book as it stands.
struct Sweep {
    Lots filled; ///< Less than asked when the side is too thin.
    Int128 tickLots = 0; ///< Sum of price x size, exact. Divided by `filled` it is the average price in ticks.
    Ticks last; ///< The worst price met. Meaningless when nothing was filled.
    std::size_t levels = 0; ///< Levels met, the last one perhaps in part.

    /// In ticks. For display and statistics; needs `filled` above zero.
    [[nodiscard]] double averageTicks() const noexcept
    {
        return static_cast<double>(tickLots) / static_cast<double>(filled.count);
    }
};

class OrderBook
{
public:
    explicit OrderBook(InstrumentId instrument, BookOptions options = {});

    /// Applies one level's new absolute size. Removing an unknown level is harmless. Anything but `None` says why the
    /// change, or the batch that it ends, was not accepted.
    BookFault apply(const DepthChange& change);

    /// The book cannot be trusted until the next full image.
    void invalidate() noexcept;

    /// Usable now: a full image has come, nothing was wrong since, and no batch is half applied.
    [[nodiscard]] bool isValid() const noexcept
    {
        return m_fault == BookFault::None && !m_inBatch;
    }
    /// What stands against the book; `None` also in the middle of a batch.
    [[nodiscard]] BookFault fault() const noexcept
    {
        return m_fault;
    }

    [[nodiscard]] InstrumentId instrument() const noexcept
    {
        return m_instrument;
    }
    /// Of the last change that was taken.
    [[nodiscard]] Timestamp venueTime() const noexcept
    {
        return m_venueTime;
    }
    [[nodiscard]] std::uint64_t venueSequence() const noexcept
    {
        return m_sequence;
    }
    /// Changes left out because the book was invalid or had them already.
    [[nodiscard]] std::uint64_t leftOut() const noexcept
    {
        return m_leftOut;
    }

    // What follows answers from the content, valid or not: the caller asks `isValid` first.

    [[nodiscard]] std::optional<BookLevel> best(Side side) const noexcept
    {
        return sideOf(side).best();
    }
    [[nodiscard]] Lots sizeAt(Side side, Ticks price) const noexcept
    {
        return sideOf(side).sizeAt(price);
    }
    [[nodiscard]] std::size_t levelCount(Side side) const noexcept
    {
        return sideOf(side).count();
    }
    /// See `BookOptions::mostLevels`.
    [[nodiscard]] std::optional<Ticks> cutAt(Side side) const noexcept
    {
        return sideOf(side).cutAt();
    }
    /// Calls `visit(BookLevel)` from the best level to the worst, until it returns false.
    template<class Visit> void forEachLevel(Side side, Visit&& visit) const
    {
        sideOf(side).forEach(visit);
    }
    /// Writes the best levels, best first; returns how many.
    std::size_t copyLevels(Side side, std::span<BookLevel> out) const noexcept;
    /// Size of the best `levels` levels together; the largest number when it does not fit.
    [[nodiscard]] Lots totalSize(Side side, std::size_t levels) const noexcept;
    /// The best bid and offer as a quote at `venueTime`.
    [[nodiscard]] Quote quote() const noexcept;
    /// What a market order of `taker` for `size` (above zero) would meet.
    [[nodiscard]] Sweep sweep(Side taker, Lots size) const noexcept;

    /// The whole state but the options. `load` refuses what no book can be (levels out of order, sizes not above zero,
    /// more levels than fit): the reader is bad then, and the book is empty and waits for an image.
    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    [[nodiscard]] const BookSide& sideOf(Side side) const noexcept
    {
        return side == Side::Buy ? m_bids : m_asks;
    }
    [[nodiscard]] BookSide& sideOf(Side side) noexcept
    {
        return side == Side::Buy ? m_bids : m_asks;
    }
    [[nodiscard]] bool isCrossed() const noexcept;
    [[nodiscard]] BookFault sequenceFaultOf(const DepthChange& change) noexcept;
    BookFault fail(BookFault fault) noexcept;
    void startImage(const DepthChange& change) noexcept;
    void reset() noexcept;

    InstrumentId m_instrument;
    BookOptions m_options;
    BookSide m_bids;
    BookSide m_asks;
    Timestamp m_venueTime;
    std::uint64_t m_sequence = 0; ///< Of the batch being applied, or of the last one.
    std::uint64_t m_leftOut = 0;
    BookFault m_fault = BookFault::NoImage;
    bool m_inBatch = false;
    bool m_inImage = false; ///< The batch being applied is a full image.
    bool m_skipping = false; ///< The batch being read was applied before.
};

/// The mid weighted by the opposite sizes, (bid x askSize + ask x bidSize) / (bidSize + askSize), in ticks. The plain
/// mid when both sizes are zero. Needs both sides. Source: J. Gatheral, R. C. A. Oomen, "Zero-intelligence realized
/// variance estimation", Finance and Stochastics 14 (2010); there called micro-price.
[[nodiscard]] double microPriceTicks(const Quote& quote) noexcept;

} // namespace omni::market
