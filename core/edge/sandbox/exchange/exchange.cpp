#include "core/edge/sandbox/exchange/exchange.h"

#include "core/edge/sandbox/exchange/exchange_parts.h"

#include <algorithm>
#include <cassert>

namespace omni::sandbox {

Exchange::Exchange(std::unique_ptr<Market> market, ExchangeConfig config, Clock& clock)
    : m_market(std::move(market))
    , m_config(config)
    , m_clock(clock)
    , m_now(m_market->start())
    , m_lastOrder(config.numbersAbove)
    , m_lastList(config.numbersAbove)
{
    for (const Listing& listing : listings()) {
        m_assets.push_back(listing.base);
        m_assets.push_back(listing.quote);
    }
    std::sort(m_assets.begin(), m_assets.end());
    m_assets.erase(std::unique(m_assets.begin(), m_assets.end()), m_assets.end());
    m_house.resize(m_assets.size());
    for (std::size_t i = 0; i < listings().size(); ++i) {
        const Listing& listing = listings()[i];
        m_rooms.push_back(
            std::make_unique<Room>(i, listing, m_market->start(), [this, i](Duration interval, std::size_t count) {
                return m_market->pastBars(i, interval, count);
            }));
        m_rooms.back()->base = assetOf(listing.base);
        m_rooms.back()->quote = assetOf(listing.quote);
        m_rooms.back()->lastTrade = m_config.numbersAbove;
        if (const auto past = m_market->pastBars(i, minutes(1), 1); !past.empty()) {
            m_rooms.back()->last = past.back().close;
        }
    }
    advance();
}

Exchange::~Exchange() = default;

void Exchange::advance()
{
    m_now = std::max(m_now, m_clock.wall());
    m_market->runUntil(m_now, *this);
    expireDayOrders();
    settle();
    tellBalances();
}

void Exchange::watch(Watcher& watcher)
{
    m_watchers.push_back(&watcher);
}

void Exchange::unwatch(Watcher& watcher)
{
    std::erase(m_watchers, &watcher);
}

// --- what is listed ---

std::optional<std::size_t> Exchange::listingOf(std::string_view symbol) const
{
    for (std::size_t i = 0; i < listings().size(); ++i) {
        if (listings()[i].symbol == symbol) {
            return i;
        }
    }
    return std::nullopt;
}

std::size_t Exchange::assetOf(std::string_view name) const
{
    const auto found = std::lower_bound(m_assets.begin(), m_assets.end(), name);
    return found != m_assets.end() && *found == name ? static_cast<std::size_t>(found - m_assets.begin())
                                                     : m_assets.size();
}

// --- public data ---

std::uint64_t Exchange::bookUpdate(std::size_t listing) const
{
    return m_rooms[listing]->bookUpdate;
}

std::vector<std::pair<Ticks, Lots>> Exchange::levels(std::size_t listing, Side side, std::size_t most) const
{
    std::vector<std::pair<Ticks, Lots>> found;
    m_market->forEachLevel(listing, side, [&found, most](Ticks price, Lots size) {
        if (found.size() == most) {
            return false;
        }
        found.emplace_back(price, size);
        return true;
    });
    return found;
}

Touch Exchange::touch(std::size_t listing) const
{
    return m_rooms[listing]->touch;
}

std::optional<Ticks> Exchange::lastPrice(std::size_t listing) const
{
    return m_rooms[listing]->last;
}

const std::deque<PublicTrade>& Exchange::publicTrades(std::size_t listing) const
{
    return m_rooms[listing]->trades;
}

const BarHistory& Exchange::bars(std::size_t listing) const
{
    return m_rooms[listing]->bars;
}

DayFigures Exchange::dayFigures(std::size_t listing) const
{
    const Room& room = *m_rooms[listing];
    DayFigures figures;
    const Timestamp from = flooredTo(m_now - days(1), minutes(1)) + minutes(1);
    figures.day = room.bars.since(from).value_or(VenueBar{});
    figures.before = figures.day.open;
    const auto before
        = room.bars.bars({BarSpan::Unit::Minute, 1}, from - minutes(60), from - minutes(1), 1, true, false);
    if (!before.empty()) {
        figures.before = before.back().close;
    }
    if (!room.trades.empty()) {
        figures.lastSize = room.trades.back().size;
    }
    return figures;
}

Ticks Exchange::averagePrice(std::size_t listing) const
{
    const Room& room = *m_rooms[listing];
    const auto lately = room.bars.since(flooredTo(m_now - minutes(5), minutes(1)));
    if (lately && lately->volume.count > 0) {
        const Int128 worth = Int128{lately->volume.count} * listings()[listing].valueUnit;
        return {static_cast<std::int64_t>(dividedHalfEven(lately->value.e8, worth))};
    }
    return room.last.value_or(Ticks{});
}

// --- accounts ---

Outcome<AccountId> Exchange::openAccount(const AccountTerms& terms)
{
    if (m_books.size() == m_config.limits.accounts) {
        return tl::unexpected(Refusal::Full);
    }
    auto book = std::make_unique<Book>();
    book->id = {m_books.size() + 1};
    book->terms = terms;
    book->balances.resize(m_assets.size());
    book->openIn.resize(m_rooms.size());
    book->triggersIn.resize(m_rooms.size());
    for (const auto& [name, amount] : terms.funds) {
        if (const auto asset = assetOf(name); asset < m_assets.size()) {
            book->balances[asset].free = amount;
        }
    }
    m_books.push_back(std::move(book));
    return m_books.back()->id;
}

Exchange::Book* Exchange::bookOf(AccountId account) noexcept
{
    return account.value - 1 < m_books.size() ? m_books[account.value - 1].get() : nullptr;
}

const Exchange::Book* Exchange::bookOf(AccountId account) const noexcept
{
    return account.value - 1 < m_books.size() ? m_books[account.value - 1].get() : nullptr;
}

const std::vector<Balance>& Exchange::balances(AccountId account) const
{
    static const std::vector<Balance> none;
    const Book* book = bookOf(account);
    return book != nullptr ? book->balances : none;
}

std::int64_t Exchange::feeRateE8(std::size_t listing, bool isMaker) const
{
    if (listings()[listing].isShare && m_config.sharesAreFree) {
        return 0;
    }
    return isMaker ? m_config.makerFeeE8 : m_config.takerFeeE8;
}

// --- what is kept of orders ---

VenueOrder* Exchange::find(std::uint64_t id) noexcept
{
    const auto found = m_orders.find(id);
    return found != m_orders.end() ? found->second.get() : nullptr;
}

const VenueOrder* Exchange::order(AccountId account, std::uint64_t id) const
{
    const auto found = m_orders.find(id);
    return found != m_orders.end() && found->second->account == account ? found->second.get() : nullptr;
}

const VenueOrder* Exchange::orderByClientId(AccountId account, std::string_view clientId) const
{
    const Book* book = bookOf(account);
    if (book == nullptr) {
        return nullptr;
    }
    const auto found = book->byClientId.find(clientId);
    return found != book->byClientId.end() ? order(account, found->second) : nullptr;
}

std::vector<const VenueOrder*> Exchange::openOrders(AccountId account, std::optional<std::size_t> listing) const
{
    std::vector<const VenueOrder*> found;
    if (const Book* book = bookOf(account)) {
        for (const auto& [id, order] : book->open) {
            if (!listing || order->wish.listing == *listing) {
                found.push_back(order);
            }
        }
    }
    return found;
}

std::vector<const VenueOrder*> Exchange::orders(AccountId account, std::optional<std::size_t> listing,
                                                std::uint64_t fromId) const
{
    std::vector<const VenueOrder*> found;
    if (const Book* book = bookOf(account)) {
        for (auto at = book->orders.lower_bound(fromId); at != book->orders.end(); ++at) {
            if (!listing || at->second->wish.listing == *listing) {
                found.push_back(at->second);
            }
        }
    }
    return found;
}

std::vector<const AccountTrade*> Exchange::trades(AccountId account, std::optional<std::size_t> listing) const
{
    std::vector<const AccountTrade*> found;
    for (const AccountTrade& trade : m_trades) {
        if (trade.account == account && (!listing || trade.listing == *listing)) {
            found.push_back(&trade);
        }
    }
    return found;
}

std::vector<const AccountTrade*> Exchange::tradesOf(AccountId account, std::uint64_t id) const
{
    std::vector<const AccountTrade*> found;
    const VenueOrder* of = order(account, id);
    if (of == nullptr) {
        return found;
    }
    for (auto trade = m_trades.rbegin(); trade != m_trades.rend() && trade->at >= of->created; ++trade) {
        if (trade->order == id && trade->account == account) {
            found.push_back(&*trade);
        }
    }
    std::reverse(found.begin(), found.end());
    return found;
}

const OrderList* Exchange::list(AccountId account, std::uint64_t id) const
{
    const auto found = m_lists.find(id);
    return found != m_lists.end() && found->second.account == account ? &found->second : nullptr;
}

const OrderList* Exchange::listByClientId(AccountId account, std::string_view clientId) const
{
    const Book* book = bookOf(account);
    if (book == nullptr) {
        return nullptr;
    }
    const auto found = book->listByClientId.find(clientId);
    return found != book->listByClientId.end() ? list(account, found->second) : nullptr;
}

std::vector<const OrderList*> Exchange::lists(AccountId account) const
{
    std::vector<const OrderList*> found;
    for (const auto& [id, one] : m_lists) {
        if (one.account == account) {
            found.push_back(&one);
        }
    }
    return found;
}

/// The oldest that have ended go first.
void Exchange::forget()
{
    while (m_done.size() > m_config.limits.doneOrders) {
        const VenueOrder* order = find(m_done.front());
        m_done.pop_front();
        Book& book = *bookOf(order->account);
        if (const auto name = book.byClientId.find(order->wish.clientId);
            name != book.byClientId.end() && name->second == order->id) {
            book.byClientId.erase(name);
        }
        book.orders.erase(order->id);
        m_orders.erase(order->id);
    }
    while (m_trades.size() > m_config.limits.trades) {
        m_trades.pop_front();
    }
    while (m_lists.size() > m_config.limits.doneOrders / 4 && m_lists.begin()->second.isDone) {
        const OrderList& oldest = m_lists.begin()->second;
        Book& book = *bookOf(oldest.account);
        if (const auto name = book.listByClientId.find(oldest.clientId);
            name != book.listByClientId.end() && name->second == oldest.id) {
            book.listByClientId.erase(name);
        }
        m_lists.erase(m_lists.begin());
    }
}

} // namespace omni::sandbox
