#include "core/edge/brokers/alpaca/wire_bars.h"

#include "core/edge/brokers/alpaca/executions.h"
#include "core/edge/brokers/alpaca/json_fields.h"
#include "core/trade/market/data_quality.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace omni::brokers::alpaca {

namespace {

constexpr std::size_t mostBars = 10'000; // The largest page that Alpaca gives.

/// The parser of whole trees gives doubles; their shortest digits are those that were written, up to fifteen of them.
std::optional<Decimal> figure(const JsonFields& fields, std::string_view key)
{
    const auto found = fields.find(key);
    std::int64_t whole = 0;
    double number = 0;
    if (!found) {
        return std::nullopt;
    }
    if (found->get(whole) == simdjson::SUCCESS) {
        return Decimal{whole, 0};
    }
    if (found->get(number) != simdjson::SUCCESS || !std::isfinite(number)) {
        return std::nullopt;
    }
    const auto decimal = decimalFromText(fmt::format("{}", number));
    return decimal ? std::optional(normalised(*decimal)) : std::nullopt;
}

std::optional<market::Bar> barFrom(JsonFields& fields, const market::Instrument& instrument, Duration interval)
{
    market::Bar bar;
    bar.instrument = instrument.id;
    bar.interval = interval;
    const auto time = fields.time("t");
    const std::pair<std::string_view, Ticks*> prices[]
        = {{"o", &bar.open}, {"h", &bar.high}, {"l", &bar.low}, {"c", &bar.close}};
    for (const auto& [key, price] : prices) {
        const auto value = figure(fields, key);
        const auto ticks = value ? nearestTick(instrument, *value) : std::nullopt;
        if (!ticks) {
            return std::nullopt;
        }
        *price = *ticks;
    }
    double volume = 0;
    if (const auto found = fields.find("v"); found && found->get(volume) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    const auto trades = fields.integer("n").value_or(0);
    if (!time || !fields.isSound() || !std::isfinite(volume) || volume < 0 || trades < 0 || trades > 4'000'000'000) {
        return std::nullopt;
    }
    bar.opened = *time;
    bar.closedAt = *time + interval;
    bar.volume = volume;
    bar.trades = static_cast<std::uint32_t>(trades);
    return market::faultInItself(bar) ? std::nullopt : std::optional(bar);
}

} // namespace

Result<BarsPage> barsFrom(std::string_view json, const market::Instrument& instrument, Duration interval)
{
    JsonTree tree;
    const auto root = tree.parse(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    JsonFields page(*root);
    BarsPage read;
    read.nextToken = page.text("next_page_token");
    const auto bars = page.find("bars");
    if (!page.isSound()) {
        return tl::unexpected(page.fault());
    }
    if (!bars) {
        return read;
    }
    const JsonFields symbols(*bars);
    const auto found = symbols.find(instrument.symbol);
    simdjson::dom::array list;
    if (!symbols.isSound() || (found && found->get(list) != simdjson::SUCCESS)) {
        return failure(Errc::Invalid, "the bars are no list");
    }
    if (!found) {
        return read;
    }
    for (const auto each : list) {
        if (read.bars.size() == mostBars) {
            return failure(Errc::Full, "the page holds more bars than was asked for");
        }
        JsonFields fields(each);
        if (const auto bar = barFrom(fields, instrument, interval)) {
            read.bars.push_back(*bar);
        } else {
            ++read.quarantined;
        }
    }
    return read;
}

Result<std::string> timeframeOf(Duration interval)
{
    const auto whole = [interval](Duration unit, std::int64_t most) {
        return interval.ns > 0 && interval.ns % unit.ns == 0 && interval.ns / unit.ns <= most;
    };
    if (whole(minutes(1), 59)) {
        return fmt::format("{}Min", interval.ns / minutes(1).ns);
    }
    if (whole(hours(1), 23)) {
        return fmt::format("{}Hour", interval.ns / hours(1).ns);
    }
    if (interval == days(1)) {
        return "1Day";
    }
    if (interval == days(7)) {
        return "1Week";
    }
    return failure(Errc::Invalid,
                   "Alpaca has no bars of " + durationText(interval)
                       + "; it has 1 to 59 minutes, 1 to 23 hours, a day and a week");
}

Result<void> latestQuotesFrom(std::string_view json, MarketHandler& handler)
{
    JsonTree tree;
    const auto root = tree.parse(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    simdjson::dom::object quotes;
    const auto found = JsonFields(*root).find("quotes");
    if (!found || found->get(quotes) != simdjson::SUCCESS) {
        return failure(Errc::Invalid, "there are no quotes in it");
    }
    for (const auto each : quotes) {
        JsonFields fields(each.value);
        const auto bid = figure(fields, "bp");
        const auto bidSize = figure(fields, "bs");
        const auto ask = figure(fields, "ap");
        const auto askSize = figure(fields, "as");
        const auto time = fields.time("t");
        const bool isWhole = bid && bidSize && ask && askSize && time && fields.isSound() && bid->mantissa >= 0
            && ask->mantissa >= 0 && bidSize->mantissa >= 0 && askSize->mantissa >= 0;
        if (isWhole) {
            handler.on(QuoteMessage{each.key, *bid, *bidSize, *ask, *askSize, *time});
        } else {
            handler.onMalformed();
        }
    }
    return {};
}

Result<std::vector<std::string>> belowOneFrom(std::string_view json)
{
    JsonTree tree;
    const auto root = tree.parse(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    simdjson::dom::object trades;
    const auto found = JsonFields(*root).find("trades");
    if (!found || found->get(trades) != simdjson::SUCCESS) {
        return failure(Errc::Invalid, "there are no trades in it");
    }
    std::vector<std::string> symbols;
    for (const auto each : trades) {
        double price = 0;
        const auto told = JsonFields(each.value).find("p");
        if (told && told->get(price) == simdjson::SUCCESS && price > 0 && price < 1) {
            symbols.emplace_back(each.key);
        }
    }
    return symbols;
}

} // namespace omni::brokers::alpaca
