// Bars, trades and quotes of a time, page after page, each row once.

#pragma once

#include "core/edge/sandbox/alpaca/data_calls.h"

#include <string>
#include <utility>
#include <vector>

namespace omni::sandbox::alpaca {

/// `names`: symbols and their listings, sorted. `what`: "bars", "trades" or "quotes". `isSingle`: the rows stand alone
/// beside "symbol". The page's token names its last row: the next page begins behind it.
[[nodiscard]] WebAnswer pageOf(const FaceParts& parts, const std::vector<std::pair<std::string, std::size_t>>& names,
                               std::string_view what, const Query& query, bool isSingle);

} // namespace omni::sandbox::alpaca
