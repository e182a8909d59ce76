#include "core/edge/brokers/binance/venue_error.h"

#include "core/edge/brokers/binance/json.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::brokers::binance {

namespace {

constexpr std::size_t longestReportText = 95;

struct Row {
    int first, last; ///< Numbers, both included.
    Meaning meaning;
};

// The whole table. What is not in it proves nothing: -1000 (unknown), -1001 (disconnected), -1006 (unexpected), -1007
// (time-out) and -1008 (overloaded) say so themselves.
constexpr Row rows[] = {
    {-1002, -1002, Meaning::WrongKey}, // not authorised
    {-1003, -1003, Meaning::TooMany},
    {-1013, -1013, Meaning::FilterChanged}, // a filter that we checked or did not
                                            // know
    {-1014, -1014, Meaning::Refused}, // unsupported combination
    {-1015, -1015, Meaning::TooMany},
    {-1016, -1016, Meaning::Refused}, // service is gone
    {-1020, -1020, Meaning::Refused},
    {-1021, -1021, Meaning::WrongClock},
    {-1022, -1022, Meaning::WrongKey},
    {-1099, -1099, Meaning::WrongKey},
    {-1111, -1111, Meaning::FilterChanged}, // too much precision
    {-1121, -1100, Meaning::Refused}, // malformed or unknown parameters
    {-1199, -1122, Meaning::Refused}, // bad combinations, order lists
    {-2010, -2010, Meaning::Refused}, // see `meaningOf`
    {-2011, -2011, Meaning::Refused}, // see `meaningOf`
    {-2013, -2013, Meaning::NoSuchOrder},
    {-2015, -2014, Meaning::WrongKey},
    {-2022, -2022, Meaning::Refused},
    {-2026, -2026, Meaning::NoSuchOrder}, // archived
    {-2036, -2035, Meaning::Refused},
    {-2039, -2038, Meaning::Refused},
};

} // namespace

std::string reportText(std::string_view text)
{
    std::string out(text.substr(0, longestReportText));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return out;
}

Meaning meaningOf(int code, std::string_view message) noexcept
{
    if (code == -2010 && message.find("Duplicate order") != std::string_view::npos) {
        return Meaning::Duplicate;
    }
    if (code == -2011 && message.find("Unknown order") != std::string_view::npos) {
        return Meaning::NoSuchOrder;
    }
    // -1111 stands in two ranges: the narrower row comes first.
    const auto row = std::find_if(std::begin(rows), std::end(rows),
                                  [code](const Row& r) { return code >= r.first && code <= r.last; });
    return row == std::end(rows) ? Meaning::Unknown : row->meaning;
}

VenueError errorIn(int status, std::string_view body)
{
    VenueError error;
    JsonReader reader;
    if (const auto root = reader.read(body)) {
        Fields fields(*root);
        const auto code = fields.number("code");
        const auto message = fields.text("msg");
        if (fields.isSound() && code < 0 && code > -100'000) {
            error.code = static_cast<int>(code);
            error.meaning = meaningOf(error.code, message);
            error.text = reportText(fmt::format("{} ({})", message, code));
        }
    }
    if (status >= 500 || status < 400) {
        error.meaning = Meaning::Unknown;
    } else if (status == 429 || status == 418) {
        // Limits are counted before anything is done; a page in between may say 429, too, and has passed nothing on.
        error.meaning = Meaning::TooMany;
    }
    if (error.text.empty()) {
        error.text = reportText(fmt::format("an answer that proves nothing (HTTP {})", status));
    }
    return error;
}

VenueError errorOf(const net::HttpFailure& failure)
{
    const bool isProof = failure.fate == net::Fate::NeverSent;
    return {isProof ? Meaning::Refused : Meaning::Unknown, 0,
            reportText(fmt::format("{}: {} ({})", isProof ? "not sent" : "no answer", net::nameOf(failure.kind),
                                   failure.detail))};
}

} // namespace omni::brokers::binance
