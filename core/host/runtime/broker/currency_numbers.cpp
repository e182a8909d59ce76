#include "core/host/runtime/broker/currency_numbers.h"

#include <algorithm>
#include <utility>

namespace omni::runtime {

namespace {

/// Narrower than what the desk takes: these codes come from outside (S31).
bool isVenueCode(std::string_view code) noexcept
{
    const auto isPlain
        = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !code.empty() && code.size() <= 11 && std::all_of(code.begin(), code.end(), isPlain);
}

} // namespace

CurrencyNumbers::CurrencyNumbers(const portfolio::Currencies& known,
                                 std::function<bool(const events::CurrencyDefined&)> tell)
    : m_known(known)
    , m_tell(std::move(tell))
{
}

Result<CurrencyId> CurrencyNumbers::numberOf(std::string_view code)
{
    if (const auto known = m_known.idOf(code)) {
        return *known;
    }
    if (!isVenueCode(code)) {
        return failure(Errc::Invalid, quoted(code) + " is no code of a currency");
    }
    auto more = m_known;
    const auto id = more.define(code);
    if (!id) {
        return id;
    }
    if (!m_tell({*id, ShortText<11>(code)})) {
        return failure(Errc::Full, "the desk does not listen: the currency " + quoted(code) + " waits");
    }
    m_known = std::move(more);
    return id;
}

} // namespace omni::runtime
