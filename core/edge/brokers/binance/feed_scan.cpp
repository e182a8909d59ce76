#include "core/edge/brokers/binance/feed_scan.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace omni::brokers::binance {

namespace {

constexpr std::int64_t latestMs = 7'258'118'400'000; // 2200

/// Goes through the text; after the first thing that is not there it is broken, and all further steps do nothing.
class Scan
{
public:
    explicit Scan(std::string_view text) noexcept
        : m_at(text.data())
        , m_end(text.data() + text.size())
    {
    }
    void literal(std::string_view text) noexcept
    {
        if (left() < text.size() || std::memcmp(m_at, text.data(), text.size()) != 0) {
            m_isBroken = true;
            return;
        }
        m_at += text.size();
    }
    [[nodiscard]] bool takes(std::string_view text) noexcept
    {
        if (left() < text.size() || std::memcmp(m_at, text.data(), text.size()) != 0) {
            return false;
        }
        m_at += text.size();
        return true;
    }
    /// Capitals and digits, at most 32.
    [[nodiscard]] std::string_view symbol() noexcept
    {
        const char* const begin = m_at;
        while (m_at != m_end && m_at - begin < 33 && ((*m_at >= 'A' && *m_at <= 'Z') || isDigit(*m_at))) {
            ++m_at;
        }
        m_isBroken = m_isBroken || m_at == begin || m_at - begin > 32;
        return {begin, static_cast<std::size_t>(m_at - begin)};
    }
    /// At most 18 digits, no sign, no leading zero.
    [[nodiscard]] std::int64_t integer() noexcept
    {
        const char* const begin = m_at;
        std::int64_t value = 0;
        while (m_at != m_end && isDigit(*m_at) && m_at - begin < 18) {
            value = value * 10 + (*m_at++ - '0');
        }
        const auto digits = m_at - begin;
        const bool isLonger = m_at != m_end && isDigit(*m_at);
        m_isBroken = m_isBroken || digits == 0 || isLonger || (digits > 1 && *begin == '0');
        return value;
    }
    /// "61800.21000000": up to 10 digits, a point, 8 digits.
    [[nodiscard]] std::int64_t amount() noexcept
    {
        const char* const begin = m_at;
        std::int64_t whole = 0;
        while (m_at != m_end && isDigit(*m_at) && m_at - begin < 11) {
            whole = whole * 10 + (*m_at++ - '0');
        }
        if (m_at == begin || m_at - begin > 10 || left() < 9 || *m_at != '.') {
            m_isBroken = true;
            return 0;
        }
        const std::uint64_t part = eightDigits(m_at + 1);
        m_at += 9;
        return whole * 100'000'000 + static_cast<std::int64_t>(part);
    }
    [[nodiscard]] bool isBroken() const noexcept
    {
        return m_isBroken;
    }
    [[nodiscard]] bool isWhole() const noexcept
    {
        return !m_isBroken && m_at == m_end;
    }
    /// The text up to `what`, which is skipped, too; within 64 bytes.
    void skipPast(std::string_view what) noexcept
    {
        const std::string_view rest(m_at, std::min<std::size_t>(left(), 64));
        const auto found = rest.find(what);
        if (found == std::string_view::npos || rest.substr(0, found).find_first_of("\"\\") != std::string_view::npos) {
            m_isBroken = true;
            return;
        }
        m_at += found + what.size();
    }

private:
    static bool isDigit(char c) noexcept
    {
        return static_cast<unsigned char>(c - '0') <= 9;
    }
    [[nodiscard]] std::size_t left() const noexcept
    {
        return static_cast<std::size_t>(m_end - m_at);
    }
    /// Eight digits at once: pairs, then fours, then all (D. Lemire, "Quickly parsing eight digits", 2018).
    std::uint64_t eightDigits(const char* text) noexcept
    {
        static_assert(std::endian::native == std::endian::little);
        std::uint64_t value = 0;
        std::memcpy(&value, text, sizeof value);
        const std::uint64_t above = value + 0x4646464646464646U;
        const std::uint64_t below = value - 0x3030303030303030U;
        if (((above | below) & 0x8080808080808080U) != 0) {
            m_isBroken = true;
            return 0;
        }
        value = below * 10 + (below >> 8U);
        const std::uint64_t mask = 0x000000FF000000FFU;
        return (((value & mask) * 0x000F424000000064U) + (((value >> 16U) & mask) * 0x0000271000000001U)) >> 32U;
    }
    const char* m_at;
    const char* m_end;
    bool m_isBroken = false;
};

std::optional<FeedKind> scannedTrade(Scan scan, FeedMessage& message) noexcept
{
    scan.literal(R"("E":)");
    static_cast<void>(scan.integer());
    scan.literal(R"(,"s":")");
    message.symbol = scan.symbol();
    scan.literal(R"(","t":)");
    static_cast<void>(scan.integer());
    scan.literal(R"(,"p":")");
    message.price = scan.amount();
    scan.literal(R"(","q":")");
    message.size = scan.amount();
    scan.literal(R"(","T":)");
    message.timeMs = scan.integer();
    scan.literal(R"(,"m":)");
    message.buyerIsMaker = scan.takes("true");
    if (!message.buyerIsMaker) {
        scan.literal("false");
    }
    if (!scan.takes(R"(,"M":true}})")) {
        scan.literal(R"(,"M":false}})");
    }
    const bool isSound = scan.isWhole() && message.price > 0 && message.size > 0 && message.timeMs < latestMs;
    return isSound ? std::optional(FeedKind::Trade) : std::nullopt;
}

std::optional<FeedKind> scannedQuote(Scan scan, FeedMessage& message) noexcept
{
    message.timeMs = 0;
    static_cast<void>(scan.integer());
    scan.literal(R"(,"s":")");
    message.symbol = scan.symbol();
    scan.literal(R"(","b":")");
    message.bid.price = scan.amount();
    scan.literal(R"(","B":")");
    message.bid.size = scan.amount();
    scan.literal(R"(","a":")");
    message.ask.price = scan.amount();
    scan.literal(R"(","A":")");
    message.ask.size = scan.amount();
    scan.literal(R"("}})");
    return scan.isWhole() ? std::optional(FeedKind::Quote) : std::nullopt;
}

/// Behind "[", up to and with the closing one.
void scanLevels(Scan& scan, std::vector<FeedLevel>& levels, bool& isSound)
{
    levels.clear();
    if (scan.takes("]")) {
        return;
    }
    while (!scan.isBroken()) {
        scan.literal("[\"");
        FeedLevel level;
        level.price = scan.amount();
        scan.literal("\",\"");
        level.size = scan.amount();
        scan.literal("\"]");
        isSound = isSound && level.price > 0 && levels.size() < levelsMost;
        levels.push_back(level);
        if (!scan.takes(",")) {
            scan.literal("]");
            return;
        }
    }
}

std::optional<FeedKind> scannedDepth(Scan scan, FeedMessage& message)
{
    bool isSound = true;
    scan.literal(R"("E":)");
    message.timeMs = scan.integer();
    scan.literal(R"(,"s":")");
    message.symbol = scan.symbol();
    scan.literal(R"(","U":)");
    message.first = scan.integer();
    scan.literal(R"(,"u":)");
    message.last = scan.integer();
    scan.literal(R"(,"b":[)");
    scanLevels(scan, message.bids, isSound);
    scan.literal(R"(,"a":[)");
    scanLevels(scan, message.asks, isSound);
    scan.literal("}}");
    isSound = isSound && scan.isWhole() && message.timeMs < latestMs && message.first <= message.last;
    return isSound ? std::optional(FeedKind::Depth) : std::nullopt;
}

} // namespace

std::optional<FeedKind> scanned(std::string_view json, FeedMessage& message)
{
    Scan scan(json);
    scan.literal(R"({"stream":")");
    scan.skipPast("@");
    if (scan.isBroken()) {
        return std::nullopt;
    }
    if (scan.takes(R"(trade","data":{"e":"trade",)")) {
        return scannedTrade(scan, message);
    }
    if (scan.takes(R"(bookTicker","data":{"u":)")) {
        return scannedQuote(scan, message);
    }
    if (scan.takes(R"(depth@100ms","data":{"e":"depthUpdate",)")) {
        return scannedDepth(scan, message);
    }
    return std::nullopt;
}

} // namespace omni::brokers::binance
