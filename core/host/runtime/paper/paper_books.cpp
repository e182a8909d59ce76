#include "core/host/runtime/paper/paper_books.h"

#include "core/base/decimal.h"
#include "core/desk/engine/differences.h"

#include <cstdlib>

namespace omni::runtime {

namespace {

constexpr int unitDecimals = 8;

/// With what is held beyond whole lots.
Result<Money> quantityOf(const engine::DeskState& state, const market::Instrument& instrument, Lots lots)
{
    const auto whole = scaledFromText(market::quantityText(instrument, lots), unitDecimals);
    if (!whole) {
        return tl::unexpected(whole.error());
    }
    const Money dust = state.portfolio.dustAt(state.session.account, instrument.id);
    const auto all = checkedSum(*whole, dust.e8);
    return all ? Result<Money>(Money{*all}) : failure(Errc::Overflow, "the position does not fit");
}

} // namespace

Result<std::optional<PaperBooks>> paperBooksOf(const engine::DeskState& state)
{
    if (engine::hasNoHistory(state)) {
        return std::nullopt;
    }
    const auto& books = state.portfolio;
    PaperBooks out;
    for (std::uint64_t id = 1; id <= books.currencies().size(); ++id) {
        const Money cash = books.cash(CurrencyId{id});
        if (cash.e8 != 0) {
            out.cash.emplace_back(books.currencies().codeOf(CurrencyId{id}), cash);
        }
    }
    for (std::uint64_t id = 1; id <= books.instruments(); ++id) {
        const auto* instrument = books.instrument(InstrumentId{id});
        if (instrument == nullptr) {
            continue;
        }
        const auto quantity = quantityOf(state, *instrument, books.positionAt(state.session.account, InstrumentId{id}));
        if (!quantity) {
            return tl::unexpected(quantity.error());
        }
        if (quantity->e8 != 0) {
            const std::int64_t cost = std::abs(books.position(InstrumentId{id}).cost.e8);
            out.holdings.push_back({instrument->symbol,
                                    instrument->baseCurrency.empty() ? instrument->symbol : instrument->baseCurrency,
                                    *quantity, Money{quantity->e8 < 0 ? -cost : cost}});
        }
    }
    return std::optional(std::move(out));
}

} // namespace omni::runtime
