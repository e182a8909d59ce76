// The parameters of one call, wherever they came from: query, form body, or a request over the WebSocket.

#pragma once

#include "core/edge/sandbox/binance/faults.h"
#include "core/edge/sandbox/exchange/listing.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace omni::sandbox::binance {

class Params
{
public:
    /// `name=value&…`, percent-encoded; what is there already stands. False: it is malformed, or there are too many.
    [[nodiscard]] bool addForm(std::string_view text);
    void add(std::string name, std::string value);

    [[nodiscard]] bool has(std::string_view name) const noexcept
    {
        return find(name) != nullptr;
    }
    /// Empty: it is absent or empty.
    [[nodiscard]] std::string_view text(std::string_view name) const noexcept;
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const noexcept
    {
        return m_all;
    }

    // A fault for what is there and malformed. -1102 for what is mandatory and absent.
    [[nodiscard]] tl::expected<std::string, Fault> needed(std::string_view name) const;
    [[nodiscard]] tl::expected<std::optional<std::int64_t>, Fault> integer(std::string_view name) const;
    [[nodiscard]] tl::expected<std::optional<Money>, Fault> amount(std::string_view name) const;
    /// -1104 when one is not among `known`.
    [[nodiscard]] std::optional<Fault> unread(std::string_view known) const;

private:
    [[nodiscard]] const std::string* find(std::string_view name) const noexcept;
    std::vector<std::pair<std::string, std::string>> m_all;
};

} // namespace omni::sandbox::binance
