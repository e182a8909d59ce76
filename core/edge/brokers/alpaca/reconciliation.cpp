#include "core/edge/brokers/alpaca/reconciliation.h"

#include "core/edge/brokers/alpaca/leg_owners.h"
#include "core/edge/brokers/alpaca/order_fills.h"
#include "core/edge/brokers/alpaca/order_reports.h"
#include "core/edge/brokers/alpaca/stop_claims.h"
#include "core/edge/brokers/alpaca/wire_answer.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace omni::brokers::alpaca {

namespace {

constexpr Duration overlap = minutes(10); ///< Clocks differ; a fill told twice is booked once.
constexpr std::size_t pageSize = 500;
constexpr std::size_t mostOpenOrders = 20'000;
constexpr int mostTries = 6;
constexpr int mostUnclear = AssetFees::sameAnswers;

/// The body of an answer of 2xx.
QCoro::Task<Result<std::string>> bodyOf(SharedState state, std::string target)
{
    auto task = state->trading->ask({.target = std::move(target), .within = seconds(90)});
    auto outcome = co_await task;
    if (state->isStopped) {
        co_return failure(Errc::Unavailable, "the session was stopped");
    }
    if (!outcome) {
        co_return failure(Errc::Unavailable, outcome.error().detail);
    }
    const auto verdict = verdictOf(outcome->status, outcome->body);
    if (verdict.verdict == Verdict::NotFound) {
        co_return failure(Errc::NotFound, verdict.words);
    }
    if (verdict.verdict != Verdict::Done) {
        co_return failure(Errc::Unavailable, verdict.words);
    }
    co_return std::move(outcome->body);
}

/// Orders of a status, oldest first. Pages overlap by the last moment, since several may bear it.
QCoro::Task<Result<std::vector<OrderImage>>> ordersOf(SharedState state, std::string status, Timestamp after)
{
    std::vector<OrderImage> orders;
    std::set<std::string> seen;
    for (;;) {
        auto task
            = bodyOf(state,
                     "/v2/orders?status=" + status + "&limit=" + std::to_string(pageSize)
                         + "&direction=asc&nested=false" + (after.ns > 0 ? "&after=" + inQuery(isoText(after)) : ""));
        const auto body = co_await task;
        if (!body) {
            co_return tl::unexpected(body.error());
        }
        auto page = ordersFrom(*body);
        if (!page) {
            co_return tl::unexpected(page.error());
        }
        const bool isLast = page->size() < pageSize;
        bool isNew = false;
        for (OrderImage& order : *page) {
            if (order.submitted) {
                after = std::max(after, *order.submitted - microseconds(1));
            }
            if (seen.insert(order.id).second) {
                isNew = true;
                orders.push_back(std::move(order));
            }
        }
        if (isLast) {
            co_return orders;
        }
        if (!isNew || orders.size() > mostOpenOrders) {
            co_return failure(Errc::Full, "there are more orders than can be listed");
        }
    }
}

/// What was read, before anything of it is told.
struct Found {
    std::vector<OrderId> openBefore; ///< As this session knew it before the list was asked for.
    AccountImage account;
    std::vector<OrderImage> open;
    std::vector<FillActivity> fills;
    std::map<std::string, std::optional<OrderId>> ownersOfFills; ///< By the venue's id; none: somebody else's.
    std::vector<PositionImage> positions;
    Money cashBefore; ///< When the positions were asked for.
    std::map<InstrumentId, std::uint64_t> taken; ///< Executions of it, then.
};

std::vector<std::string> unknownOwners(const SessionState& state, const Found& found)
{
    std::vector<std::string> unknown;
    for (const FillActivity& fill : found.fills) {
        if (state.instrumentOf(fill.symbol) != nullptr && !found.ownersOfFills.contains(fill.orderId)
            && !state.orders.byVenueId(fill.orderId)) {
            unknown.push_back(fill.orderId);
        }
    }
    std::sort(unknown.begin(), unknown.end());
    unknown.erase(std::unique(unknown.begin(), unknown.end()), unknown.end());
    return unknown;
}

/// A leg of ours that nobody has claimed yet fills on the desk's order for it; who claims it now tells the fills, too.
void noteOwner(SessionState& state, Found& found, const OrderImage& order)
{
    auto owner = ownOrderOf(state, order);
    if (!owner && isOwnerless(state, order)) {
        return;
    }
    if (auto* stop = state.stops.byLeg(order.id); !owner && stop != nullptr && stop->stop) {
        state.learnLeg(stop->entry, order);
        if (stop->hasFilled() && !stop->isUnderClaim) {
            claim(state, *stop, stop->stop);
        }
        owner = stop->stop;
    }
    found.ownersOfFills.insert_or_assign(order.id, owner);
}

QCoro::Task<Result<void>> findOwnerOf(SharedState state, std::shared_ptr<Found> found, OrderImage order)
{
    if (order.status != OrderStatus::Held && isOwnerless(*state, order)) {
        auto task = findOwner(state, order);
        const auto isFound = co_await task;
        if (!isFound) {
            co_return tl::unexpected(isFound.error());
        }
    }
    noteOwner(*state, *found, order);
    co_return Result<void>();
}

/// Whose the fills are: from the lists first, one by one then.
QCoro::Task<Result<void>> findOwners(SharedState state, std::shared_ptr<Found> found)
{
    for (const OrderImage& order : found->open) {
        auto task = findOwnerOf(state, found, order);
        const auto isFound = co_await task;
        if (!isFound) {
            co_return tl::unexpected(isFound.error());
        }
    }
    if (unknownOwners(*state, *found).size() > 2) {
        auto task = ordersOf(state, "closed", Timestamp{std::max<std::int64_t>(0, (state->knownUntil - days(1)).ns)});
        const auto closed = co_await task;
        if (!closed) {
            co_return tl::unexpected(closed.error());
        }
        for (const OrderImage& order : *closed) {
            noteOwner(*state, *found, order);
        }
    }
    for (const auto& id : unknownOwners(*state, *found)) {
        auto task = bodyOf(state, "/v2/orders/" + inQuery(id));
        const auto body = co_await task;
        if (!body && body.error().code == Errc::NotFound) {
            found->ownersOfFills.insert_or_assign(id, std::nullopt);
            continue;
        }
        if (!body) {
            co_return tl::unexpected(body.error());
        }
        const auto order = orderFrom(*body);
        if (!order) {
            co_return tl::unexpected(order.error());
        }
        auto owner = findOwnerOf(state, found, *order);
        const auto isFound = co_await owner;
        if (!isFound) {
            co_return tl::unexpected(isFound.error());
        }
    }
    co_return {};
}

std::uint64_t takenOf(const SessionState& state, const market::Instrument& instrument)
{
    return AssetFees::isTaken(instrument) ? state.fees.taken(instrument.id) : state.holdings.taken(instrument.id);
}

QCoro::Task<Result<AccountImage>> readAccount(SharedState state)
{
    auto task = bodyOf(state, "/v2/account");
    const auto body = co_await task;
    co_return body ? accountFrom(*body) : tl::unexpected(body.error());
}

/// Positions, with the cash before and after them: what moves between is of two moments (see `hasMoved`).
QCoro::Task<Result<void>> readHoldings(SharedState state, std::shared_ptr<Found> found)
{
    for (const auto& instrument : state->session->instruments) {
        found->taken[instrument.id] = takenOf(*state, instrument);
    }
    auto beforeTask = readAccount(state);
    auto before = co_await beforeTask;
    if (!before) {
        co_return tl::unexpected(before.error());
    }
    found->cashBefore = before->cash;
    auto positionTask = bodyOf(state, "/v2/positions");
    const auto positionBody = co_await positionTask;
    auto positions = positionBody ? positionsFrom(*positionBody) : tl::unexpected(positionBody.error());
    if (!positions) {
        co_return tl::unexpected(positions.error());
    }
    found->positions = std::move(*positions);
    auto afterTask = readAccount(state);
    auto after = co_await afterTask;
    if (!after) {
        co_return tl::unexpected(after.error());
    }
    found->account = std::move(*after);
    co_return {};
}

QCoro::Task<Result<void>> read(SharedState state, std::shared_ptr<Found> found)
{
    found->openBefore = state->orders.openThere();
    auto openTask = ordersOf(state, "open", Timestamp{});
    auto open = co_await openTask;
    if (!open) {
        co_return tl::unexpected(open.error());
    }
    found->open = std::move(*open);
    const auto since = Timestamp{std::max<std::int64_t>(0, (state->knownUntil - overlap).ns)};
    auto fillTask = fillsSince(state, since);
    auto fills = co_await fillTask;
    if (!fills) {
        co_return tl::unexpected(fills.error());
    }
    found->fills = std::move(*fills);
    auto ownerTask = findOwners(state, found);
    const auto owners = co_await ownerTask;
    if (!owners) {
        co_return tl::unexpected(owners.error());
    }
    auto holdingsTask = readHoldings(state, found);
    const auto holdings = co_await holdingsTask;
    if (!holdings) {
        co_return tl::unexpected(holdings.error());
    }
    co_return {};
}

/// Something was executed while the holdings were under way: they may show it or not.
bool hasMoved(const SessionState& state, const Found& found)
{
    const auto& all = state.session->instruments;
    return found.cashBefore != found.account.cash || std::any_of(all.begin(), all.end(), [&](const auto& instrument) {
               const auto before = found.taken.find(instrument.id);
               return before == found.taken.end() || before->second != takenOf(state, instrument);
           });
}

bool tellFills(SessionState& state, const Found& found)
{
    bool areTold = true;
    for (const FillActivity& fill : found.fills) {
        const auto owner = found.ownersOfFills.find(fill.orderId);
        const auto order = owner != found.ownersOfFills.end() ? owner->second : state.orders.byVenueId(fill.orderId);
        areTold = reportFill(state, order, fill) && areTold;
    }
    return areTold;
}

/// Orders that work, and those that did and are not among them any more.
void tellOrders(const OrderDesk& desk, const Found& found)
{
    const auto& state = desk.state;
    std::set<OrderId> listed;
    for (const OrderImage& image : found.open) {
        if (const auto order = ownOrderOf(*state, image)) {
            listed.insert(*order);
            reportStatus(*state, *order, image, true);
        } else if (const auto* stop = state->stops.byLeg(image.id);
                   stop != nullptr && !state->stops.isStranger(image.id)) {
            const auto& known = state->learnLeg(stop->entry, image);
            if (known.isShown) {
                reportForeign(*state, known.leg);
            }
            expectClaim(desk, stop->entry);
        } else if (image.status != OrderStatus::Held) { // what waits for another is not at work
            reportForeign(*state, image);
        }
    }
    for (const auto order : found.openBefore) {
        const auto* known = state->orders.find(order);
        if (!listed.contains(order) && known != nullptr && known->isOpenThere) {
            // How it ended the desk asks for by its name.
            report(*state, order, orders::OrderEventKind::Lost, nullptr, "it is not among the open orders any more");
        }
    }
}

/// Nothing: it does not fit the increments.
std::optional<Lots> heldIn(const SessionState& state, const Found& found, const market::Instrument& instrument)
{
    Lots held;
    for (const PositionImage& position : found.positions) {
        if (state.instrumentOf(position.symbol) != &instrument) {
            continue;
        }
        const auto size = market::lotsFrom(instrument, position.size);
        if (!size) {
            return std::nullopt;
        }
        held = *size;
    }
    return held;
}

/// What the account is short of the books after coins were bought is their fees. False: something else differs that
/// may still be under way.
bool tellFees(SessionState& state, const Found& found)
{
    bool areClear = true;
    for (const market::Instrument& instrument : state.session->instruments) {
        const auto held = AssetFees::isTaken(instrument) ? heldIn(state, found, instrument) : std::nullopt;
        if (!held) {
            continue;
        }
        const auto coin = state.session->currencies.numberOf(instrument.baseCurrency);
        const auto before = found.taken.find(instrument.id);
        auto compared = state.fees.compare(instrument, *held, before != found.taken.end() ? before->second : 0);
        areClear = areClear && compared.isClear;
        for (auto& corrected : compared.fees) {
            if (coin) {
                corrected.feeCurrency = *coin;
                state.tell(corrected);
            }
        }
    }
    return areClear;
}

/// False: what the account holds is not what its executions have made, which may be news under way. What does not fit
/// the increments is no news (`tellPositions`).
bool areSettled(SessionState& state, const Found& found)
{
    bool areAll = true;
    for (const market::Instrument& instrument : state.session->instruments) {
        const auto held = AssetFees::isTaken(instrument) ? std::nullopt : heldIn(state, found, instrument);
        if (held) {
            areAll = state.holdings.isSettled(instrument.id, *held) && areAll;
        }
    }
    return areAll;
}

bool tellPositions(SessionState& state, const Found& found)
{
    for (const market::Instrument& instrument : state.session->instruments) {
        const auto held = heldIn(state, found, instrument);
        if (!held) {
            return false;
        }
        state.positions.insert_or_assign(instrument.id, *held);
        state.tell(events::PositionReported{state.session->account, instrument.id, *held});
    }
    return true;
}

} // namespace

struct Reconciliation::Run : std::enable_shared_from_this<Reconciliation::Run> {
    Run(OrderDesk orderDesk, ReconciliationHooks ownHooks)
        : desk(std::move(orderDesk))
        , state(desk.state)
        , hooks(std::move(ownHooks))
    {
    }

    void failed(const std::string& why)
    {
        hooks.onFailed(why);
        if (tries < mostTries) {
            later(state, seconds(std::int64_t{1} << std::min(tries, 5)), [self = shared_from_this()] {
                if (!self->isUnderWay) {
                    self->go();
                }
            });
        }
    }
    /// News may be under way: it is compared again, and nothing is told of a moment that lies between.
    void isUnclear()
    {
        --tries; // nothing has failed
        if (unclear >= mostUnclear) {
            unclear = 0;
            failed("it moves faster than it can be read");
            return;
        }
        later(state, seconds(std::int64_t{1} << unclear++), [self = shared_from_this()] {
            if (!self->isUnderWay) {
                self->go();
            }
        });
    }
    void go()
    {
        isUnderWay = true;
        isWantedAgain = false;
        ++tries;
        (void)compare(shared_from_this());
    }
    static QCoro::Task<void> compare(std::shared_ptr<Run> self)
    {
        const auto state = self->state;
        const auto begun = state->clock.wall();
        const auto found = std::make_shared<Found>();
        auto task = read(state, found);
        const auto isRead = co_await task;
        self->isUnderWay = false;
        if (state->isStopped) {
            co_return;
        }
        if (!isRead) {
            self->failed(isRead.error().detail);
            co_return;
        }
        self->hooks.onAccount(found->account);
        const bool isOfOneMoment = !hasMoved(*state, *found);
        const bool fillsAreTold = tellFills(*state, *found);
        tellOrders(self->desk, *found);
        if (fillsAreTold) {
            const bool areFeesClear = tellFees(*state, *found);
            if (!isOfOneMoment || !areSettled(*state, *found) || !areFeesClear) {
                self->isUnclear();
                co_return;
            }
        }
        self->unclear = 0;
        if (!fillsAreTold || !tellPositions(*state, *found)) {
            self->failed("the account holds what does not fit the increments of an instrument");
            co_return;
        }
        state->tell(events::CashReported{state->session->account, state->dollars, found->account.cash});
        state->tell(events::Reconciled{state->session->account});
        state->knownUntil = std::max(state->knownUntil, begun - minutes(1));
        self->tries = 0;
        if (self->isWantedAgain) {
            self->go();
        }
    }

    OrderDesk desk;
    SharedState state;
    ReconciliationHooks hooks;
    int tries = 0;
    int unclear = 0; ///< Comparisons in a row of which not all was told, since news may be under way.
    bool isUnderWay = false;
    bool isWantedAgain = false;
};

Reconciliation::Reconciliation(OrderDesk desk, ReconciliationHooks hooks)
    : m_run(std::make_shared<Run>(std::move(desk), std::move(hooks)))
{
}

void Reconciliation::begin() const
{
    if (m_run->isUnderWay) {
        m_run->isWantedAgain = true;
        return;
    }
    m_run->tries = 0;
    m_run->go();
}

} // namespace omni::brokers::alpaca
