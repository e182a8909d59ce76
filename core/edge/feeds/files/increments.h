// Which instrument a data file is of, and its increments: as told by the caller or a side file, else inferred from
// the decimals of the file itself.

#pragma once

#include "core/base/time.h"
#include "core/edge/feeds/files/data_fault.h"
#include "core/edge/feeds/files/row.h"
#include "core/trade/market/instrument.h"

#include <optional>
#include <string>
#include <string_view>

namespace omni::feeds {

/// What somebody says of an instrument. What is absent is inferred or has the default of `market::Instrument`.
/// Quantities (`smallest`, `largest`, `step`) are in units of the instrument, not in lots.
struct ToldInstrument {
    std::string source; ///< "--instrument", or the side file.
    std::optional<std::string> venue, symbol, quoteCurrency;
    std::optional<Decimal> tickSize, lotSize, contractSize, smallest, largest, step, smallestValue;
    std::optional<market::Sessions> sessions;
    std::optional<Duration> interval; ///< Of bars.
};

/// Reads "binance:BTCUSDT,tick=0.1,lot=0.001,quote=USDT". Keys: tick, lot, quote, contract, smallest, largest, step,
/// smallest_value, sessions (always_open, us_equities), interval ("1m"); also by their names in a side file.
/// Refused: BadInstrument, telling the key and what is allowed.
[[nodiscard]] Checked<ToldInstrument> toldBySpec(std::string_view text);

/// Reads the TOML file at `path`: any of venue, symbol, quote_currency, tick_size, lot_size, contract_size, smallest,
/// largest, step, smallest_value, sessions, interval. Numbers may be written in quotes or without; a number without
/// quotes has at most 15 digits. Refused: MissingFile, BadSideFile with the line and the key: an unknown one, one of
/// the wrong type, one given twice, or a file beyond 64 KiB.
[[nodiscard]] Checked<ToldInstrument> toldBySideFile(const std::string& path);

/// The side file beside a data file, if there is one: for `a/BTC_trades.csv.gz` that is `a/BTC.toml`, else
/// `a/BTC_trades.toml`.
[[nodiscard]] std::optional<std::string> sideFileOf(const std::string& dataFile);

/// "BTC" of "a/BTC_trades.csv.gz", "GOOG_1d" of "GOOG_1d.csv.gz": the name without folder, endings and kind, with a
/// dash for whatever is not a letter, a digit or one of . _ -
[[nodiscard]] std::string stemOf(const std::string& dataFile);

/// What is told of a data file: by `spec` if there is one, else by its side file, else nothing (the source is then the
/// data file itself). Refused: what `toldBySpec` and `toldBySideFile` refuse.
[[nodiscard]] Checked<ToldInstrument> toldOf(const std::string& dataFile, std::string_view spec);

/// "binance:BTCUSDT" as told, else "file:STEM".
[[nodiscard]] std::string instrumentNameOf(const ToldInstrument& told, const std::string& dataFile);

/// What a first pass saw in the files of one instrument.
struct SeenDecimals {
    std::uint64_t rows = 0;
    std::uint8_t ofPrices = 0; ///< The most decimals of any price.
    std::optional<std::uint8_t> ofSizes; ///< The most decimals of any size; none where there are only bars.
};

/// The instrument, completed. Its lot is 1 where no size but the volume of bars was seen: what is traded in a bar says
/// nothing about what may be ordered. Refused: BadInstrument for values that do not go together.
/// `note` gets "inferred tick 0.1, lot 0.001 from 533000 rows", or stays empty where nothing was inferred.
[[nodiscard]] Checked<market::Instrument> instrumentFrom(const ToldInstrument& told, InstrumentId id,
                                                         const std::string& stem, const std::string& quoteCurrency,
                                                         const SeenDecimals& seen, std::string& note);

} // namespace omni::feeds
