#include "core/edge/feeds/files/increments.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace omni::feeds {

namespace {

bool dropEnding(std::string& text, std::string_view ending)
{
    if (text.size() <= ending.size() || !text.ends_with(ending)) {
        return false;
    }
    text.resize(text.size() - ending.size());
    return true;
}

/// The file's name without `.gz` and `.csv`.
std::string bareName(const std::string& dataFile)
{
    const auto name = std::filesystem::u8path(dataFile).filename().u8string();
    std::string text(name.begin(), name.end());
    static_cast<void>(dropEnding(text, ".gz"));
    static_cast<void>(dropEnding(text, ".csv"));
    return text;
}

std::string withoutKind(std::string name)
{
    for (const std::string_view kind : {"_trades", "_quotes", "_depth"}) {
        if (dropEnding(name, kind)) {
            break;
        }
    }
    return name;
}

/// 10^-decimals.
Decimal smallestOf(std::uint8_t decimals) noexcept
{
    return {1, static_cast<std::int8_t>(-static_cast<int>(decimals))};
}

DataFault badInstrument(const ToldInstrument& told, std::string_view field, std::string what)
{
    return {FaultCode::BadInstrument, told.source, 0, std::string(field), std::move(what), {}};
}

/// Sets `into` to `quantity` in lots, if it was told.
std::optional<DataFault> setLots(const ToldInstrument& told, const std::optional<Decimal>& quantity,
                                 std::string_view field, const market::Instrument& instrument, Lots& into)
{
    if (!quantity) {
        return std::nullopt;
    }
    const auto lots = market::lotsFrom(instrument, *quantity);
    if (!lots) {
        return badInstrument(told, field, lots.error().detail);
    }
    into = *lots;
    return std::nullopt;
}

std::string inferredText(const ToldInstrument& told, const market::Instrument& instrument, const SeenDecimals& seen)
{
    std::string text;
    if (!told.tickSize) {
        text = "inferred tick " + decimalText(instrument.tickSize);
    }
    if (!told.lotSize) {
        text += text.empty() ? "inferred lot " : ", lot ";
        text += decimalText(instrument.lotSize);
    }
    return text.empty() ? text : text + " from " + std::to_string(seen.rows) + (seen.rows == 1 ? " row" : " rows");
}

} // namespace

std::string stemOf(const std::string& dataFile)
{
    std::string stem = withoutKind(bareName(dataFile));
    for (char& c : stem) {
        const bool isKept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
            || c == '_' || c == '-';
        c = isKept ? c : '-';
    }
    stem.resize(std::min<std::size_t>(stem.size(), 64));
    return stem;
}

std::optional<std::string> sideFileOf(const std::string& dataFile)
{
    const auto folder = std::filesystem::u8path(dataFile).parent_path();
    const std::string name = bareName(dataFile);
    for (const std::string& candidate : {withoutKind(name), name}) {
        const auto path = folder / std::filesystem::u8path(candidate + ".toml");
        std::error_code ignored;
        if (std::filesystem::exists(path, ignored)) {
            const auto text = path.u8string();
            return std::string(text.begin(), text.end());
        }
    }
    return std::nullopt;
}

Checked<ToldInstrument> toldOf(const std::string& dataFile, std::string_view spec)
{
    if (!spec.empty()) {
        return toldBySpec(spec);
    }
    if (const auto sideFile = sideFileOf(dataFile)) {
        return toldBySideFile(*sideFile);
    }
    ToldInstrument nothing;
    nothing.source = dataFile;
    return nothing;
}

std::string instrumentNameOf(const ToldInstrument& told, const std::string& dataFile)
{
    return told.venue.value_or("file") + ':' + told.symbol.value_or(stemOf(dataFile));
}

Checked<market::Instrument> instrumentFrom(const ToldInstrument& told, InstrumentId id, const std::string& stem,
                                           const std::string& quoteCurrency, const SeenDecimals& seen,
                                           std::string& note)
{
    market::Instrument wanted;
    wanted.id = id;
    wanted.venue = told.venue.value_or("file");
    wanted.symbol = told.symbol.value_or(stem);
    wanted.quoteCurrency = told.quoteCurrency.value_or(quoteCurrency);
    wanted.tickSize = told.tickSize.value_or(smallestOf(seen.ofPrices));
    wanted.lotSize = told.lotSize.value_or(smallestOf(seen.ofSizes.value_or(0)));
    wanted.contractSize = told.contractSize.value_or(Decimal{1, 0});
    wanted.sessions = told.sessions.value_or(market::Sessions::AlwaysOpen);
    if (told.smallestValue) {
        const auto value = scaledFromText(decimalText(*told.smallestValue), 8);
        if (!value) {
            return tl::unexpected(badInstrument(told, "smallest_value", value.error().detail));
        }
        wanted.smallestValue = {*value};
    }
    // The increments first: quantities are counted in lots.
    auto instrument = market::completed(wanted);
    if (instrument) {
        for (const auto& wrong : {setLots(told, told.smallest, "smallest", *instrument, wanted.smallest),
                                  setLots(told, told.largest, "largest", *instrument, wanted.largest),
                                  setLots(told, told.step, "step", *instrument, wanted.step)}) {
            if (wrong) {
                return tl::unexpected(*wrong);
            }
        }
        instrument = market::completed(wanted);
    }
    if (!instrument) {
        auto fault = badInstrument(told, {}, instrument.error().detail);
        fault.hint = "say what it is with --instrument VENUE:SYMBOL,tick=…,lot=…,quote=… or a side file";
        return tl::unexpected(std::move(fault));
    }
    note = inferredText(told, *instrument, seen);
    return *instrument;
}

} // namespace omni::feeds
