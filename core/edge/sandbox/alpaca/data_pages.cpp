#include "core/edge/sandbox/alpaca/data_pages.h"

#include "core/edge/sandbox/alpaca/timeframe.h"

#include <algorithm>

#include <fmt/format.h>
#include <sodium.h>

namespace omni::sandbox::alpaca {

namespace {

constexpr std::size_t mostRows = 10'000;

/// Where a row stands among its symbol's.
using Place = std::pair<Timestamp, std::uint64_t>;

struct Ask {
    Timestamp from, to;
    std::size_t limit = 1'000;
    bool falls = false; ///< Newest first.
    std::string afterSymbol; ///< Of the last row of the page before; empty: there is none.
    Place after;
    Timeframe frame;
};

std::string encoded(std::string_view text)
{
    std::string out(sodium_base64_encoded_len(text.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    out.pop_back();
    return out;
}

bool readToken(std::string_view token, Ask& ask)
{
    std::string text(token.size(), '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(text.data()), text.size(), token.data(), token.size(),
                          nullptr, &size, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
            != 0
        || end != token.data() + token.size()) {
        return false;
    }
    text.resize(size);
    const auto fields = splitAt(text, '|');
    if (fields.size() != 3) {
        return false;
    }
    const auto at = wholeNumber(fields[1], 0, INT64_MAX);
    const auto number = wholeNumber(fields[2], 0, INT64_MAX);
    if (!at || !number) {
        return false;
    }
    ask.afterSymbol = fields[0];
    ask.after = {Timestamp{*at}, static_cast<std::uint64_t>(*number)};
    return true;
}

Answer<Ask> askFrom(const Query& query, std::string_view what, Timestamp now)
{
    Ask ask;
    ask.from = flooredTo(now, days(1));
    ask.to = now;
    for (const auto& [name, to] : {std::pair("start", &ask.from), std::pair("end", &ask.to)}) {
        if (const auto text = query.text(name); !text.empty()) {
            const auto time = timeFrom(text);
            if (!time) {
                return badRequest(fmt::format("invalid {}: {}", name, text));
            }
            *to = *time;
        }
    }
    if (ask.from > ask.to && !query.text("end").empty()) {
        return badRequest("end should not be before start");
    }
    if (query.has("limit")) {
        const auto limit = wholeNumber(query.text("limit"), 1, static_cast<std::int64_t>(mostRows));
        if (!limit) {
            return badRequest("invalid limit: must be between 1 and 10000");
        }
        ask.limit = static_cast<std::size_t>(*limit);
    }
    const auto sort = query.text("sort");
    if (!sort.empty() && sort != "asc" && sort != "desc") {
        return badRequest(fmt::format("invalid sort: {}", sort));
    }
    ask.falls = sort == "desc";
    if (what == "bars") {
        const auto frame = timeframeFrom(query.text("timeframe"));
        if (!frame) {
            return badRequest(fmt::format("invalid timeframe: {}", query.text("timeframe")));
        }
        ask.frame = *frame;
    }
    if (const auto token = query.text("page_token"); !token.empty() && !readToken(token, ask)) {
        return badRequest("invalid page_token");
    }
    return ask;
}

/// Fills one page, symbol after symbol.
class Page
{
public:
    explicit Page(const Ask& ask)
        : m_ask(ask)
    {
    }
    /// `rows` in order of time; `placeOf` and `write` take one of them.
    template<class Rows, class PlaceOf, class Write>
    void add(const std::string& symbol, const Rows& rows, PlaceOf placeOf, Write write)
    {
        JsonText json;
        json.array();
        std::size_t here = 0;
        const auto visit = [&](const auto& row) {
            const Place place = placeOf(row);
            const bool isBehind = m_ask.falls ? place < m_ask.after : place > m_ask.after;
            if (place.first < m_ask.from || place.first > m_ask.to || (symbol == m_ask.afterSymbol && !isBehind)) {
                return true;
            }
            if (m_count == m_ask.limit) {
                m_isCut = true;
                return false;
            }
            JsonData one;
            one.object();
            write(one, row);
            one.end();
            json.raw(one.take());
            ++m_count;
            ++here;
            m_last = symbol + fmt::format("|{}|{}", place.first.ns, place.second);
            return true;
        };
        if (m_ask.falls) {
            for (auto at = rows.rbegin(); at != rows.rend() && visit(*at); ++at) { }
        } else {
            for (auto at = rows.begin(); at != rows.end() && visit(*at); ++at) { }
        }
        if (here > 0) {
            m_found.emplace_back(symbol, json.end().take());
        }
    }
    [[nodiscard]] bool isCut() const noexcept
    {
        return m_isCut;
    }
    [[nodiscard]] std::string json(std::string_view what, const std::string& single) const
    {
        JsonText json;
        json.object().key(what);
        if (single.empty()) {
            json.object();
            for (const auto& [symbol, rows] : m_found) {
                json.key(symbol).raw(rows);
            }
            json.end();
        } else {
            json.raw(m_found.empty() ? "[]" : m_found.front().second).member("symbol", single);
        }
        json.key("next_page_token");
        m_isCut ? json.text(encoded(m_last)) : json.null();
        return json.end().take();
    }

private:
    const Ask& m_ask;
    std::vector<std::pair<std::string, std::string>> m_found;
    std::size_t m_count = 0;
    bool m_isCut = false;
    std::string m_last;
};

void addRows(Page& page, const FaceParts& parts, const std::string& symbol, std::size_t index, std::string_view what,
             const Ask& ask)
{
    const Listing& listing = parts.exchange.listings()[index];
    if (what == "bars") {
        // Joined months need their first one whole.
        const Timestamp from = ask.frame.months > 1 ? ask.from - days(366) : ask.from;
        const auto bars = joinedMonths(
            parts.exchange.bars(index).bars(ask.frame.span, from, ask.to, 1'000'000, false, false), ask.frame);
        page.add(
            symbol, bars,
            [](const VenueBar& bar) {
                return Place{bar.opened, 0};
            },
            [&listing](JsonData& json, const VenueBar& bar) { writeBar(json, listing, bar); });
    } else if (what == "quotes") {
        page.add(
            symbol, parts.quotes.of(index),
            [](const QuoteMark& quote) {
                return Place{quote.at, quote.number};
            },
            [&listing](JsonData& json, const QuoteMark& quote) { writeQuote(json, listing, quote); });
    } else {
        std::vector<PublicTrade> printed;
        for (const PublicTrade& trade : parts.exchange.publicTrades(index)) {
            if (isPrinted(listing, trade.size)) {
                printed.push_back(trade);
            }
        }
        page.add(
            symbol, printed,
            [](const PublicTrade& trade) {
                return Place{trade.at, trade.id};
            },
            [&listing](JsonData& json, const PublicTrade& trade) { writeTrade(json, listing, trade); });
    }
}

} // namespace

WebAnswer pageOf(const FaceParts& parts, const std::vector<std::pair<std::string, std::size_t>>& names,
                 std::string_view what, const Query& query, bool isSingle)
{
    const auto ask = askFrom(query, what, parts.exchange.now());
    if (!ask) {
        return answerOf(ask.error());
    }
    Page page(*ask);
    for (const auto& [symbol, index] : names) {
        if (symbol >= ask->afterSymbol && !page.isCut()) {
            addRows(page, parts, symbol, index, what, *ask);
        }
    }
    return answerOf(page.json(what, isSingle ? names.front().first : std::string()));
}

} // namespace omni::sandbox::alpaca
