// The numbers that currencies have in this profile, for an adapter that knows their codes alone.

#pragma once

#include "core/desk/events/event.h"
#include "core/desk/ports/broker.h"
#include "core/trade/portfolio/currencies.h"

#include <functional>

namespace omni::runtime {

class CurrencyNumbers final : public ports::CurrencyNumbers
{
public:
    /// `known`: those of the desk at this moment; from here on nobody else defines any. `tell` takes a new one to the
    /// desk, before anything that uses it; false: there is no room now.
    CurrencyNumbers(const portfolio::Currencies& known, std::function<bool(const events::CurrencyDefined&)> tell);

    /// Full also while there is no room to tell of a new one.
    [[nodiscard]] Result<CurrencyId> numberOf(std::string_view code) override;

private:
    portfolio::Currencies m_known;
    std::function<bool(const events::CurrencyDefined&)> m_tell;
};

} // namespace omni::runtime
