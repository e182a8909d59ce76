#include "core/trade/portfolio/currencies.h"

#include <algorithm>
#include <utility>

namespace omni::portfolio {

namespace {

constexpr std::size_t longestCode = 16;

bool isCode(std::string_view text) noexcept
{
    const auto isPlain = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
            || c == '-';
    };
    return !text.empty() && text.size() <= longestCode && std::all_of(text.begin(), text.end(), isPlain);
}

} // namespace

Result<CurrencyId> Currencies::define(std::string_view code)
{
    if (!isCode(code)) {
        return failure(Errc::Invalid, "no currency code: " + quoted(code));
    }
    if (const auto known = idOf(code)) {
        return *known;
    }
    if (m_codes.size() >= mostCurrencies) {
        return failure(Errc::Full, "no room for currency " + quoted(code));
    }
    m_codes.emplace_back(code);
    return CurrencyId{m_codes.size()};
}

std::optional<CurrencyId> Currencies::idOf(std::string_view code) const noexcept
{
    const auto found = std::find(m_codes.begin(), m_codes.end(), code);
    if (found == m_codes.end()) {
        return std::nullopt;
    }
    return CurrencyId{static_cast<std::uint64_t>(found - m_codes.begin()) + 1};
}

std::string_view Currencies::codeOf(CurrencyId id) const noexcept
{
    return knows(id) ? std::string_view{m_codes[id.value - 1]} : std::string_view{};
}

void Currencies::save(ByteWriter& out) const
{
    out.varint(m_codes.size());
    for (const std::string& code : m_codes) {
        out.text(code);
    }
}

Result<void> Currencies::load(ByteReader& in)
{
    Currencies loaded;
    const std::size_t count = in.count(mostCurrencies);
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        const auto id = loaded.define(in.text(longestCode));
        if (!id || id->value != i + 1) {
            in.fail();
        }
    }
    if (!in.ok()) {
        return failure(Errc::Corrupt, "the bytes are not those of a table of currencies");
    }
    *this = std::move(loaded);
    return {};
}

} // namespace omni::portfolio
