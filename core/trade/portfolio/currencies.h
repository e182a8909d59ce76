// The currencies of a profile: dense ids and their codes.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/ids.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::portfolio {

inline constexpr std::size_t mostCurrencies = 4'096;

class Currencies
{
public:
    /// The id of `code`, a new one at its first definition. Invalid: not 1 to 16 of [A-Za-z0-9._-]. Full.
    [[nodiscard]] Result<CurrencyId> define(std::string_view code);
    [[nodiscard]] std::optional<CurrencyId> idOf(std::string_view code) const noexcept;
    /// Empty for an id that was never given.
    [[nodiscard]] std::string_view codeOf(CurrencyId id) const noexcept;
    [[nodiscard]] bool knows(CurrencyId id) const noexcept
    {
        return id.value >= 1 && id.value <= m_codes.size();
    }
    [[nodiscard]] std::size_t size() const noexcept
    {
        return m_codes.size();
    }
    void save(ByteWriter& out) const;
    /// Replaces everything. Corrupt: then nothing has changed.
    [[nodiscard]] Result<void> load(ByteReader& in);

private:
    std::vector<std::string> m_codes; ///< By id - 1.
};

} // namespace omni::portfolio
