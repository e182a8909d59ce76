// The fields of one message of a data stream, whatever it was written in, and what they amount to.

#pragma once

#include "core/edge/brokers/alpaca/wire_market.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace omni::brokers::alpaca {

/// Fields that are figures. Their names are those of the wire.
enum class FigureField : std::uint8_t { p, s, bp, bs, ap, as, o, h, l, c };
inline constexpr std::size_t figureFields = 10;

/// The figure that a key stands for. `h`, `l`, `o` and `c` are figures of bars alone.
[[nodiscard]] constexpr std::optional<FigureField> figureFieldOf(std::string_view key) noexcept
{
    if (key.size() == 1) {
        switch (key[0]) {
        case 'p':
            return FigureField::p;
        case 's':
            return FigureField::s;
        case 'o':
            return FigureField::o;
        case 'h':
            return FigureField::h;
        case 'l':
            return FigureField::l;
        case 'c':
            return FigureField::c;
        default:
            return std::nullopt;
        }
    }
    if (key.size() == 2 && (key[0] == 'b' || key[0] == 'a')) {
        if (key[1] == 'p') {
            return key[0] == 'b' ? FigureField::bp : FigureField::ap;
        }
        if (key[1] == 's') {
            return key[0] == 'b' ? FigureField::bs : FigureField::as;
        }
    }
    return std::nullopt;
}

/// Bounded: more levels of a side make the message malformed.
inline constexpr std::size_t mostLevels = 20'000;

struct MarketFields {
    std::string_view kind; ///< "t"
    std::string_view symbol, statusCode, words, takerSide, tape;
    TradeConditions conditions = 0;
    std::array<Decimal, figureFields> figures{};
    std::uint32_t has = 0; ///< A bit for each figure.
    std::optional<Timestamp> time;
    std::int64_t code = 0, trades = 0;
    double volume = 0;
    bool isReset = false;
    bool isSound = true;
    std::vector<BookLevel> bids, asks; ///< Their memory is kept.

    void clear() noexcept
    {
        kind = symbol = statusCode = words = takerSide = tape = {};
        conditions = 0;
        has = 0;
        time.reset();
        code = trades = 0;
        volume = 0;
        isReset = false;
        isSound = true;
        bids.clear();
        asks.clear();
    }
    void set(FigureField field, Decimal value) noexcept
    {
        figures[static_cast<std::size_t>(field)] = value;
        has |= 1U << static_cast<unsigned>(field);
    }
    [[nodiscard]] const Decimal& operator[](FigureField field) const noexcept
    {
        return figures[static_cast<std::size_t>(field)];
    }
};

/// Tells the handler what the fields amount to.
void deliver(const MarketFields& fields, MarketHandler& handler);

} // namespace omni::brokers::alpaca
