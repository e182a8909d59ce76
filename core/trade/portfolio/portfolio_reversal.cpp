// Busts and corrections: the lots are worked out again without the fill, or with its new figures, and the differences
// are booked. So results move back exactly, whatever came after.

#include "core/trade/portfolio/portfolio.h"
#include "core/trade/portfolio/transaction.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace omni::portfolio {

Result<Portfolio::Found> Portfolio::findFill(FillId fill) const
{
    for (std::size_t at = 0; at < m_holdings.size(); ++at) {
        if (const auto entry = m_holdings[at].history.find(fill)) {
            if (m_holdings[at].history.at(*entry).busted) {
                return failure(Errc::Conflict, "fill " + std::to_string(fill.value) + " is busted already");
            }
            return Found{at, *entry};
        }
    }
    return failure(Errc::NotFound, "no fill " + std::to_string(fill.value) + " that can be changed");
}

CurrencyId Portfolio::feeCurrencyOf(FillId fill) const
{
    const auto found = findFill(fill);
    return found ? m_holdings[found->holding].history.at(found->entry).feeCurrency : CurrencyId{};
}

Result<BookedReversal> Portfolio::bust(FillId fill, Timestamp at)
{
    const auto found = findFill(fill);
    if (!found) {
        return tl::unexpected(found.error());
    }
    FillEntry with = m_holdings[found->holding].history.at(found->entry);
    with.busted = true;
    return change(*found, with, at);
}

Result<BookedReversal> Portfolio::correct(FillId fill, const CorrectedFill& corrected, Timestamp at)
{
    const auto found = findFill(fill);
    if (!found) {
        return tl::unexpected(found.error());
    }
    FillEntry with = m_holdings[found->holding].history.at(found->entry);
    // The same checks as for a new fill with these figures.
    orders::Fill asFill;
    asFill.instrument = m_instruments[found->holding].id;
    asFill.price = corrected.price;
    asFill.size = corrected.size;
    asFill.value = corrected.value;
    asFill.fee = corrected.fee;
    asFill.feeCurrency = corrected.feeCurrency;
    if (auto fault = faultOf(asFill); !fault) {
        return tl::unexpected(fault.error());
    }
    if (with.adopted && corrected.fee.e8 != 0) {
        return failure(Errc::Invalid, "what was there before us has no fee");
    }
    with.size = corrected.size;
    with.value = corrected.value;
    with.fee = corrected.fee;
    with.feeCurrency = corrected.fee.e8 != 0 ? corrected.feeCurrency : CurrencyId{};
    with.inAsset = with.unit.isKnown() && isAsset(asFill.instrument, with.feeCurrency);
    ++with.corrections;
    return change(*found, with, at);
}

namespace {

/// What has been paid in fees, by currency, moves by so much.
struct FeeChange {
    CurrencyId currency;
    Int128 amount = 0;
};

void addTo(std::vector<FeeChange>& changes, CurrencyId currency, Int128 amount)
{
    const auto known = std::find_if(changes.begin(), changes.end(),
                                    [currency](const FeeChange& change) { return change.currency == currency; });
    if (known != changes.end()) {
        known->amount += amount;
    } else if (currency && amount != 0) {
        changes.push_back({currency, amount});
    }
}

/// A fee that was paid beside the lots: comes (1) or goes back (-1).
void addFee(Transaction& transaction, std::vector<FeeChange>& changes, const FillEntry& of, int sign)
{
    if (of.inAsset || of.busted) {
        return;
    }
    const Int128 fee = Int128{of.fee.e8} * sign;
    transaction.add(of.feeCurrency, CashAccount::Fees, fee);
    transaction.add(of.feeCurrency, CashAccount::Cash, -fee);
    addTo(changes, of.feeCurrency, fee);
}

/// Lots by which the fill itself has changed, in today's units.
std::optional<std::int64_t> sizeChangeOf(const FillHistory& history, std::size_t index, const FillEntry& with)
{
    const auto before = history.today(index, history.at(index).size);
    const auto after = history.today(index, with.busted ? Lots{0} : with.size);
    return before && after ? checkedDifference(after->count, before->count) : std::nullopt;
}

} // namespace

Result<BookedReversal> Portfolio::change(const Found& found, const FillEntry& with, Timestamp at)
{
    Holding& holding = m_holdings[found.holding];
    const FillEntry before = holding.history.at(found.entry);
    const auto all = holding.history.replay(found.entry, with);
    if (!all) {
        return tl::unexpected(all.error());
    }
    // Fees in what was bought share their lots with those around them: they are worked out anew together.
    const bool hasAssetFees = with.inAsset || holding.history.hasAssetFees();
    const auto was = hasAssetFees ? holding.history.replay(found.entry, before) : all;
    if (!was) {
        return tl::unexpected(was.error());
    }
    const LotBook& lots = all->lots;
    const auto moved = checkedDifference(lots.position().count, holding.lots.position().count);
    const auto bySide = moved ? narrowed(Int128{signOf(before.side)} * *moved) : std::nullopt;
    const auto sizeChange = hasAssetFees ? sizeChangeOf(holding.history, found.entry, with) : bySide;
    const auto valueChange = checkedDifference(with.busted ? 0 : with.value.e8, before.value.e8);
    const auto realisedChange = checkedDifference(lots.realised().e8, holding.lots.realised().e8);
    const auto atAccount = moved ? holding.movedTo(before.account, *moved) : std::nullopt;

    const InstrumentId instrument = m_instruments[found.holding].id;
    const CurrencyId quote = holding.quote();
    Transaction transaction(with.busted ? PostingReason::Bust : PostingReason::Correction, at, before.id, instrument);
    if (valueChange && realisedChange) {
        const Int128 costChange = Int128{lots.signedCost().e8} - holding.lots.signedCost().e8;
        const Int128 paid = Int128{signOf(before.side)} * *valueChange;
        transaction.add(quote, CashAccount::Inventory, costChange);
        transaction.add(quote, CashAccount::Realised, -Int128{*realisedChange});
        transaction.add(quote, before.adopted ? CashAccount::Capital : CashAccount::Cash, -paid);
    }
    std::vector<FeeChange> fees;
    addFee(transaction, fees, before, -1);
    addFee(transaction, fees, with, 1);
    const Int128 assetFees = Int128{all->assetFees.e8} - was->assetFees.e8; // it has left with its lots
    transaction.add(quote, CashAccount::Fees, assetFees);
    addTo(fees, quote, assetFees);
    const bool fits = std::all_of(fees.begin(), fees.end(), [&](const FeeChange& one) {
        return holding.paidAfter(one.currency, one.amount).has_value();
    });
    if (!sizeChange || !valueChange || !realisedChange || !atAccount || !fits || !transaction.fits()) {
        return failure(Errc::Overflow, "a change of fill " + std::to_string(before.id.value) + " does not fit");
    }
    if (auto posted = m_cash.post(transaction.postings()); !posted) {
        return tl::unexpected(posted.error());
    }

    const BookedReversal booked{before.id,       before.order,      instrument,          holding.lots.position(),
                                lots.position(), Lots{*sizeChange}, Money{*valueChange}, Money{*realisedChange}};
    holding.lots = lots;
    holding.dust = all->dust;
    holding.setAt(before.account, *atAccount);
    for (const FeeChange& one : fees) {
        holding.setPaid(one.currency, *holding.paidAfter(one.currency, one.amount));
    }
    holding.history.replace(found.entry, with);
    return booked;
}

std::size_t Portfolio::sealHistory(Timestamp before)
{
    std::size_t sealed = 0;
    for (Holding& holding : m_holdings) {
        sealed += holding.history.seal(before);
    }
    return sealed;
}

} // namespace omni::portfolio
