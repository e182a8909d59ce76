// Busts and corrections: the lots are worked out again without the fill, or with its new figures, and the differences
// are booked. So results move back exactly, whatever came after.

#include "core/trade/portfolio/portfolio.h"
#include "core/trade/portfolio/transaction.h"

#include <string>

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
    ++with.corrections;
    return change(*found, with, at);
}

Result<BookedReversal> Portfolio::change(const Found& found, const FillEntry& with, Timestamp at)
{
    Holding& holding = m_holdings[found.holding];
    const FillEntry before = holding.history.at(found.entry);
    const auto lots = holding.history.replay(found.entry, with);
    if (!lots) {
        return tl::unexpected(lots.error());
    }
    const Money value = with.busted ? Money{0} : with.value;
    const Money fee = with.busted ? Money{0} : with.fee;
    const auto moved = checkedDifference(lots->position().count, holding.lots.position().count);
    const auto sizeChange = moved ? narrowed(Int128{signOf(before.side)} * *moved) : std::nullopt;
    const auto valueChange = checkedDifference(value.e8, before.value.e8);
    const auto realisedChange = checkedDifference(lots->realised().e8, holding.lots.realised().e8);
    const auto atAccount = moved ? holding.movedTo(before.account, *moved) : std::nullopt;

    const InstrumentId instrument = m_instruments[found.holding].id;
    const CurrencyId quote = holding.quote();
    Transaction transaction(with.busted ? PostingReason::Bust : PostingReason::Correction, at, before.id, instrument);
    if (valueChange && realisedChange) {
        const Int128 costChange = Int128{lots->signedCost().e8} - holding.lots.signedCost().e8;
        const Int128 paid = Int128{signOf(before.side)} * *valueChange;
        transaction.add(quote, CashAccount::Inventory, costChange);
        transaction.add(quote, CashAccount::Realised, -Int128{*realisedChange});
        transaction.add(quote, before.adopted ? CashAccount::Capital : CashAccount::Cash, -paid);
    }
    transaction.add(before.feeCurrency, CashAccount::Fees, -Int128{before.fee.e8});
    transaction.add(before.feeCurrency, CashAccount::Cash, before.fee.e8);
    transaction.add(with.feeCurrency, CashAccount::Fees, fee.e8);
    transaction.add(with.feeCurrency, CashAccount::Cash, -Int128{fee.e8});
    const bool sameFeeCurrency = before.feeCurrency == with.feeCurrency;
    const Int128 added = sameFeeCurrency ? Int128{fee.e8} - before.fee.e8 : Int128{fee.e8};
    const auto paidNew = holding.paidAfter(with.feeCurrency, added);
    const auto paidOld = holding.paidAfter(before.feeCurrency, -Int128{before.fee.e8});
    if (!sizeChange || !valueChange || !realisedChange || !atAccount || !paidNew || !paidOld || !transaction.fits()) {
        return failure(Errc::Overflow, "a change of fill " + std::to_string(before.id.value) + " does not fit");
    }
    if (auto posted = m_cash.post(transaction.postings()); !posted) {
        return tl::unexpected(posted.error());
    }

    const BookedReversal booked{before.id,        before.order,      instrument,          holding.lots.position(),
                                lots->position(), Lots{*sizeChange}, Money{*valueChange}, Money{*realisedChange}};
    holding.lots = *lots;
    holding.setAt(before.account, *atAccount);
    if (before.feeCurrency && !sameFeeCurrency) {
        holding.setPaid(before.feeCurrency, *paidOld);
    }
    if (with.feeCurrency) {
        holding.setPaid(with.feeCurrency, *paidNew);
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
