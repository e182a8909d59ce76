// The calls of trading REST, version 2: each takes what was asked and gives the answer.

#pragma once

#include "core/edge/sandbox/alpaca/client_account.h"
#include "core/edge/sandbox/alpaca/faults.h"
#include "core/edge/sandbox/alpaca/order_desk.h"
#include "core/edge/sandbox/alpaca/quote_tape.h"
#include "core/edge/sandbox/alpaca/wire_text.h"

#include <cstdint>
#include <string>
#include <vector>

namespace omni::sandbox::alpaca {

/// What all calls work on.
struct FaceParts {
    Exchange& exchange;
    OrderDesk& desk;
    const QuoteTape& quotes;
    std::vector<ClientAccount>& clients;
    std::uint64_t seed = 1;
    bool keepsHours = false; ///< New York's; else it is always open.
    RateWindow keyless; ///< Of all who ask for data of coins without a key: they have one address.
};

struct Call {
    std::string method;
    std::vector<std::string> path; ///< Parts behind the version, percent-decoded: {"orders", "…"}.
    Query query;
    const std::string& body;
};

/// The body as JSON, or 400.
[[nodiscard]] Answer<JsonValue> bodyOf(const Call& call);

[[nodiscard]] WebAnswer accountCall(FaceParts& parts, ClientAccount& client, const Call& call);
[[nodiscard]] WebAnswer clockCall(const FaceParts& parts);
[[nodiscard]] WebAnswer calendarCall(const Call& call);
[[nodiscard]] WebAnswer assetCall(const FaceParts& parts, const Call& call);
[[nodiscard]] WebAnswer orderCall(FaceParts& parts, ClientAccount& client, const Call& call);
[[nodiscard]] WebAnswer positionCall(FaceParts& parts, ClientAccount& client, const Call& call);
[[nodiscard]] WebAnswer activityCall(const FaceParts& parts, const ClientAccount& client, const Call& call);
[[nodiscard]] WebAnswer historyCall(const FaceParts& parts, const ClientAccount& client, const Call& call);
[[nodiscard]] WebAnswer watchlistCall(const FaceParts& parts, ClientAccount& client, const Call& call);

/// The asset object.
[[nodiscard]] std::string assetJson(const FaceParts& parts, std::size_t listing);
/// By symbol or by id.
[[nodiscard]] std::optional<std::size_t> assetNamed(const FaceParts& parts, std::string_view name);
[[nodiscard]] std::string_view exchangeNameOf(const Listing& listing) noexcept;
/// 404 for what is no call.
[[nodiscard]] WebAnswer unknownCall();

} // namespace omni::sandbox::alpaca
