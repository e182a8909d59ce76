#include "core/trade/portfolio/portfolio.h"

#include "core/trade/orders/ledger.h"
#include "core/trade/portfolio/transaction.h"

#include <string>

namespace omni::portfolio {

namespace {

std::string textOf(InstrumentId id)
{
    return "instrument " + std::to_string(id.value);
}

/// A value takes its sign from the price, never from the side.
bool hasSignOf(Money value, Ticks price) noexcept
{
    return value.e8 == 0 || (value.e8 > 0 ? price.count >= 0 : price.count <= 0);
}

} // namespace

Result<CurrencyId> Portfolio::defineCurrency(std::string_view code)
{
    return m_currencies.define(code);
}

Result<void> Portfolio::defineInstrument(const market::Instrument& instrument)
{
    if (instrument.id.value != m_instruments.size() + 1) {
        return failure(Errc::Conflict, textOf(instrument.id) + " is not the next one");
    }
    if (m_instruments.size() >= orders::mostInstruments) {
        return failure(Errc::Full, "no room for " + textOf(instrument.id));
    }
    if (instrument.tickLotValue.e12 <= 0) {
        return failure(Errc::Invalid, textOf(instrument.id) + " was never completed");
    }
    const auto quote = m_currencies.idOf(instrument.quoteCurrency);
    if (!quote) {
        return failure(Errc::NotFound, "no currency " + quoted(instrument.quoteCurrency));
    }
    m_instruments.push_back(instrument);
    m_holdings.emplace_back(*quote, m_method);
    return {};
}

Result<void> Portfolio::rescale(const market::Instrument& newVersion)
{
    const market::Instrument* before = instrument(newVersion.id);
    if (before == nullptr || newVersion.version != before->version + 1 || newVersion.tickLotValue.e12 <= 0) {
        return failure(Errc::Conflict, textOf(newVersion.id) + " has no such next version");
    }
    const auto by = orders::rescaleBetween(*before, newVersion);
    if (!by) {
        return tl::unexpected(by.error());
    }
    if (auto done = m_holdings[newVersion.id.value - 1].rescale(*by); !done) {
        return done;
    }
    m_instruments[newVersion.id.value - 1] = newVersion;
    return {};
}

Result<void> Portfolio::split(InstrumentId id, std::int64_t newShares, std::int64_t oldShares)
{
    const auto by = orders::splitOf(newShares, oldShares);
    if (!by) {
        return tl::unexpected(by.error());
    }
    if (instrument(id) == nullptr) {
        return failure(Errc::NotFound, "no " + textOf(id));
    }
    return m_holdings[id.value - 1].rescale(*by);
}

// --- money in and out ------------------------------------------------------------------------------------------------

Result<void> Portfolio::receive(PostingReason reason, CashAccount from, CurrencyId currency, Int128 amount,
                                InstrumentId id, Timestamp at)
{
    if (!m_currencies.knows(currency)) {
        return failure(Errc::NotFound, "no currency " + std::to_string(currency.value));
    }
    Transaction transaction(reason, at, FillId{}, id);
    transaction.add(currency, CashAccount::Cash, amount);
    transaction.add(currency, from, -amount);
    if (!transaction.fits()) {
        return failure(Errc::Overflow, "an amount that does not fit");
    }
    return m_cash.post(transaction.postings());
}

Result<void> Portfolio::deposit(CurrencyId currency, Money amount, Timestamp at)
{
    if (amount.e8 <= 0) {
        return failure(Errc::Invalid, "a deposit is above zero");
    }
    return receive(PostingReason::Deposit, CashAccount::Capital, currency, amount.e8, {}, at);
}

Result<void> Portfolio::withdraw(CurrencyId currency, Money amount, Timestamp at)
{
    if (amount.e8 <= 0) {
        return failure(Errc::Invalid, "a withdrawal is above zero");
    }
    return receive(PostingReason::Withdrawal, CashAccount::Capital, currency, -Int128{amount.e8}, {}, at);
}

Result<void> Portfolio::dividend(CurrencyId currency, Money amount, InstrumentId id, Timestamp at)
{
    return receive(PostingReason::Dividend, CashAccount::Dividends, currency, amount.e8, id, at);
}

Result<void> Portfolio::funding(CurrencyId currency, Money amount, InstrumentId id, Timestamp at)
{
    return receive(PostingReason::Funding, CashAccount::Funding, currency, amount.e8, id, at);
}

Result<void> Portfolio::interest(CurrencyId currency, Money amount, Timestamp at)
{
    return receive(PostingReason::Interest, CashAccount::Interest, currency, amount.e8, {}, at);
}

Result<void> Portfolio::dust(CurrencyId currency, Money amount, Timestamp at)
{
    return receive(PostingReason::Dust, CashAccount::Rounding, currency, amount.e8, {}, at);
}

// --- fills -----------------------------------------------------------------------------------------------------------

Result<void> Portfolio::faultOf(const orders::Fill& fill) const
{
    if (instrument(fill.instrument) == nullptr) {
        return failure(Errc::NotFound, "no " + textOf(fill.instrument));
    }
    if (fill.size.count <= 0 || !hasSignOf(fill.value, fill.price)) {
        return failure(Errc::Invalid, "a fill without a size, or with the value of another price");
    }
    if (fill.fee.e8 != 0 && !m_currencies.knows(fill.feeCurrency)) {
        return failure(Errc::NotFound, "no currency " + std::to_string(fill.feeCurrency.value));
    }
    if (fill.id && fill.id <= m_lastFill) {
        return failure(Errc::Conflict, "fill id " + std::to_string(fill.id.value) + " is not above the last one");
    }
    return {};
}

Result<BookedFill> Portfolio::book(const orders::Fill& fill)
{
    return bookAgainst(fill, false);
}

Result<BookedFill> Portfolio::adopt(const orders::Fill& fill)
{
    if (fill.fee.e8 != 0) {
        return failure(Errc::Invalid, "what was there before us has no fee");
    }
    return bookAgainst(fill, true);
}

bool Portfolio::isAsset(InstrumentId id, CurrencyId currency) const noexcept
{
    const market::Instrument* what = instrument(id);
    return what != nullptr && currency && m_currencies.codeOf(currency) == what->baseCurrency
        && lotUnitOf(*what).isKnown();
}

Money Portfolio::dustAt(AccountId account, InstrumentId id) const noexcept
{
    if (instrument(id) == nullptr) {
        return {};
    }
    const Dust dust = m_holdings[id.value - 1].dust.at(account);
    return Money{dust.count / dust.denominator};
}

namespace {

/// What stays as it is.
LotPlan unmoved(const LotBook& lots) noexcept
{
    LotPlan plan;
    plan.before = plan.after = lots.position();
    plan.costAfter = lots.cost();
    plan.realisedAfter = lots.realised();
    return plan;
}

FillEntry entryOf(const orders::Fill& fill, FillId id, bool adopted, bool inAsset, const LotUnit& unit)
{
    FillEntry entry;
    entry.id = id;
    entry.order = fill.order;
    entry.account = fill.account;
    entry.size = fill.size;
    entry.value = fill.value;
    entry.fee = fill.fee;
    entry.feeCurrency = fill.fee.e8 != 0 ? fill.feeCurrency : CurrencyId{};
    entry.time = fill.time;
    entry.adopted = adopted;
    entry.side = fill.side;
    entry.inAsset = inAsset;
    entry.unit = unit;
    return entry;
}

Result<NetFill> netOf(const orders::Fill& fill, bool inAsset, const LotUnit& unit, Dust dust)
{
    if (!inAsset) {
        return NetFill{fill.size, fill.value, fill.fee, dust};
    }
    return lessAssetFee(fill.side, fill.size, fill.value, fill.fee, unit, dust);
}

} // namespace

Result<BookedFill> Portfolio::bookAgainst(const orders::Fill& fill, bool adopted)
{
    if (auto fault = faultOf(fill); !fault) {
        return tl::unexpected(fault.error());
    }
    Holding& holding = m_holdings[fill.instrument.value - 1];
    const LotUnit unit = lotUnitOf(m_instruments[fill.instrument.value - 1]);
    const bool inAsset = fill.fee.e8 != 0 && isAsset(fill.instrument, fill.feeCurrency);
    const auto taken = netOf(fill, inAsset, unit, holding.dust.at(fill.account));
    if (!taken) {
        return tl::unexpected(taken.error());
    }
    const NetFill& net = *taken;
    const auto plan = net.size.count == 0 ? Result<LotPlan>(unmoved(holding.lots))
                                          : holding.lots.plan(fill.side, net.size, net.value);
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    if (!holding.hasRoomFor(fill.account)) {
        return failure(Errc::Full, "no room for another account with " + textOf(fill.instrument));
    }
    const std::int64_t sign = signOf(fill.side);
    const auto atAccount = holding.movedTo(fill.account, sign * net.size.count);
    const CurrencyId quote = holding.quote();
    const CurrencyId paidIn = inAsset ? quote : fill.feeCurrency;
    const auto paid = holding.paidAfter(paidIn, net.fee.e8);
    const FillId id = fill.id ? fill.id : FillId{m_lastFill.value + 1};

    const Int128 costAfter = plan->after.count < 0 ? -plan->costAfter.e8 : plan->costAfter.e8;
    Transaction transaction(adopted ? PostingReason::Adoption : PostingReason::Fill, fill.time, id, fill.instrument);
    transaction.add(quote, CashAccount::Inventory, costAfter - holding.lots.signedCost().e8);
    transaction.add(quote, CashAccount::Realised, -Int128{plan->realised.e8});
    transaction.add(quote, adopted ? CashAccount::Capital : CashAccount::Cash, -sign * Int128{fill.value.e8});
    transaction.add(paidIn, CashAccount::Fees, net.fee.e8);
    if (!inAsset) { // else it has left with the lots
        transaction.add(paidIn, CashAccount::Cash, -Int128{net.fee.e8});
    }
    if (!atAccount || !paid || !transaction.fits()) {
        return failure(Errc::Overflow, "a fill of " + textOf(fill.instrument) + " does not fit");
    }
    if (auto posted = m_cash.post(transaction.postings()); !posted) {
        return tl::unexpected(posted.error());
    }

    if (net.size.count != 0) {
        holding.lots.commit(*plan, id, fill.time);
    }
    holding.setAt(fill.account, *atAccount);
    if (fill.fee.e8 != 0) {
        holding.setPaid(paidIn, *paid);
    }
    if (inAsset) {
        holding.dust.set(fill.account, net.dust);
    }
    holding.history.append(entryOf(fill, id, adopted, inAsset, unit));
    m_lastFill = id;
    const bool turned = plan->closed.count > 0 && plan->opened.count > 0;
    const auto fee = inAsset ? std::optional(net.fee) : std::nullopt;
    return BookedFill{id, plan->before, plan->after, plan->closed, plan->realised, fee, turned};
}

} // namespace omni::portfolio
