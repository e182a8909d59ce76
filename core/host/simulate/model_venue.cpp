#include "core/host/simulate/model_venue_impl.h"
#include "core/host/simulate/whose_turn.h"

#include <algorithm>

namespace omni::simulate {

ModelVenue::ModelVenue(AccountId account, Listeners listeners)
    : m_impl(std::make_unique<Impl>(account, std::move(listeners)))
{
}

ModelVenue::~ModelVenue() = default;

void ModelVenue::roll(std::uint64_t dice)
{
    m_impl->random = SeededRandom(dice);
}

void ModelVenue::setManners(const VenueManners& manners)
{
    m_impl->manners = manners;
}

void ModelVenue::setSkew(Duration skew) noexcept
{
    m_impl->skew = skew;
}

void ModelVenue::work(Timestamp now)
{
    Impl& v = *m_impl;
    v.arrive(now);
    if (!v.books.empty() && v.happens(v.manners.external)) {
        return v.executeExternal(now);
    }
    if (v.happens(v.manners.bust)) {
        return v.bustOrCorrect(now, true);
    }
    if (v.happens(v.manners.correct)) {
        return v.bustOrCorrect(now, false);
    }
    if (!v.executions.empty() && v.happens(v.manners.duplicateFill) && v.random.below(8) == 0) {
        return v.repeatOld(now, false);
    }
    if (!v.executions.empty() && v.happens(v.manners.garbledFill)) {
        return v.repeatOld(now, true);
    }
    if (v.working.empty()) {
        return;
    }
    const std::uint32_t at = v.working[v.random.below(v.working.size())];
    if (v.orders[at].ticket.timeInForce == orders::TimeInForce::Day && v.random.below(32) == 0
        && v.insides[at].visible <= now) {
        v.end(now, at, VenueOrder::State::Expired);
        return v.tellEnd(now, at, orders::OrderEventKind::Expired);
    }
    const std::size_t before = v.executions.size();
    v.match(now, at, false);
    if (v.executions.size() == before && v.orders[at].state == VenueOrder::State::Working && v.random.below(4) == 0) {
        v.hitResting(now, at);
    }
}

void ModelVenue::moveCash(CurrencyId currency, Money amount)
{
    for (auto* cash : {&m_impl->cash, &m_impl->toldCash}) {
        if (currency.value > cash->size()) {
            cash->resize(currency.value); // the desk numbers some that nothing here is quoted in
        }
        Money& balance = (*cash)[currency.value - 1];
        balance.e8 = checkedSum(balance.e8, amount.e8).value_or(balance.e8);
    }
}

// --- ports::Venue ----------------------------------------------------------------------------------------------------

void ModelVenue::submit(Timestamp now, const risk::ClearedOrder& order)
{
    const BesideTheProgram here;
    m_impl->submit(now, order.ticket());
}

void ModelVenue::cancel(Timestamp now, OrderId order)
{
    const BesideTheProgram here;
    m_impl->cancel(now, order);
}

void ModelVenue::replace(Timestamp now, const ports::ReplaceRequest& request)
{
    const BesideTheProgram here;
    m_impl->replace(now, request);
}

void ModelVenue::query(Timestamp now, OrderId order)
{
    const BesideTheProgram here;
    m_impl->query(now, order);
}

void ModelVenue::reconcile(Timestamp now)
{
    const BesideTheProgram here;
    m_impl->reconcile(now);
}

// --- the truth -------------------------------------------------------------------------------------------------------

std::span<const VenueOrder> ModelVenue::orders() const noexcept
{
    return m_impl->orders;
}

std::span<const std::uint32_t> ModelVenue::working() const noexcept
{
    return m_impl->working;
}

const VenueOrder* ModelVenue::find(const orders::ClientOrderId& id) const noexcept
{
    const Impl& v = *m_impl;
    const auto parts = orders::partsOf(id.view());
    if (!parts || parts->order.value >= v.newest.size()) {
        return nullptr;
    }
    std::uint32_t place = v.newest[parts->order.value];
    while (place != 0 && v.orders[place - 1].clientId != id) {
        place = v.insides[place - 1].older;
    }
    return place != 0 ? &v.orders[place - 1] : nullptr;
}

Lots ModelVenue::position(InstrumentId instrument) const noexcept
{
    const Impl::Book* book = m_impl->bookOf(instrument);
    return book != nullptr ? book->held() : Lots{};
}

Money ModelVenue::cash(CurrencyId currency) const noexcept
{
    const auto& all = m_impl->cash;
    return currency.value >= 1 && currency.value <= all.size() ? all[currency.value - 1] : Money{};
}

std::span<const orders::Fill> ModelVenue::executions() const noexcept
{
    return m_impl->standing;
}

const VenueCounts& ModelVenue::counts() const noexcept
{
    return m_impl->counts;
}

} // namespace omni::simulate
