// What the account's stream says, on its way to the desk; and comparisons of the account.

#include "core/edge/brokers/binance/session_impl.h"

namespace omni::brokers::binance {

using orders::OrderEventKind;

namespace {

constexpr Duration overlap = minutes(1); // clocks differ, and a fill told twice is booked once (S7)
constexpr int retryMs = 3'000;

OrderEventKind wordOf(Execution kind) noexcept
{
    switch (kind) {
    case Execution::New:
    case Execution::Trade:
        return OrderEventKind::Accepted;
    case Execution::Replaced:
        return OrderEventKind::Replaced;
    case Execution::Cancelled:
    case Execution::Rejected:
    case Execution::Expired:
    case Execution::Prevented:
        break;
    }
    return OrderEventKind::Found;
}

} // namespace

void BinanceBroker::Impl::onMessage(const UserMessage& message)
{
    if (!active || !(m_isUp || m_isBanned)) {
        return;
    }
    if (const auto* report = std::get_if<ExecutionReport>(&message)) {
        onExecution(*report);
    } else if (const auto* moved = std::get_if<BalanceMoved>(&message)) {
        onMoved(*moved);
    } else if (const auto* told = std::get_if<BalancesTold>(&message)) {
        // For the venue's limit alone. The desk compares when the account is: between its messages they are true for a
        // moment only.
        active->symbols.hold(told->balances, false);
    } else if (std::holds_alternative<NotForUs>(message)) {
        ++m_unknown;
    }
}

void BinanceBroker::Impl::onExecution(const ExecutionReport& report)
{
    const auto status = report.order.status;
    const bool hasEnded
        = status != VenueStatus::New && status != VenueStatus::PartlyFilled && status != VenueStatus::Pending;
    if (report.kind == Execution::Prevented && !hasEnded) {
        return; // a part of it met our own order; the rest stands as before
    }
    VenueOrder order = report.order;
    if (report.trade) {
        order.trades.push_back(*report.trade);
    }
    active->teller.tell(order, wordOf(report.kind), report.reason);
}

void BinanceBroker::Impl::onMoved(const BalanceMoved& moved)
{
    bool isQuote = false, isBase = false;
    for (const auto& [id, symbol] : active->symbols.all()) {
        isQuote = isQuote || symbol.rules.quote == moved.asset;
        isBase = isBase || symbol.rules.base == moved.asset;
    }
    const auto currency = isQuote && !isBase ? active->session.currencies.numberOf(moved.asset)
                                             : failure(Errc::NotFound, "not one of ours");
    if (currency) {
        events::CashMoved cash;
        cash.account = active->session.account;
        cash.currency = *currency;
        cash.amount = Money{moved.amount};
        cash.kind = moved.amount < 0 ? events::CashKind::Withdrawal : events::CashKind::Deposit;
        active->outlet.put(cash);
    } else if (isBase) {
        reconcile(); // a position has changed without a trade: shown as the difference that it is
    }
}

void BinanceBroker::Impl::reconcile()
{
    if (active && m_isRefused && m_retry.isActive()) {
        tryKeyAgain();
        return;
    }
    if (!active || !m_isUp || (active->reconciliation != nullptr && !m_again.isActive())) {
        return; // one is under way, or the next link begins with one
    }
    m_again.stop();
    const auto known = m_knownUntil.value_or(active->session.knownUntil);
    const auto since = known.ns > overlap.ns ? known - overlap : Timestamp{};
    active->reconciliation = std::make_unique<Reconciliation>(
        active->session, *rest, active->teller, active->symbols, active->outlet, since,
        [this, generation = m_generation](const Reconciliation::Outcome& outcome) {
            // From the event loop: it may not be destroyed within its own call.
            QTimer::singleShot(0, &m_tick, [this, generation, outcome] {
                if (active && generation == m_generation) {
                    onReconciled(outcome);
                }
            });
        });
    active->reconciliation->run();
}

void BinanceBroker::Impl::onReconciled(const Reconciliation::Outcome& outcome)
{
    active->reconciliation.reset();
    if (outcome.isDone) {
        if (outcome.account) {
            active->symbols.hold(outcome.account->balances, true);
        }
        m_knownUntil = outcome.asOf;
        m_comparesFailed = 0;
        for (const auto& ticket : outcome.missing) {
            active->requests.query(ticket);
        }
        return;
    }
    if (outcome.error.meaning == Meaning::WrongKey && outcome.error.code != 0) {
        refuse("the account could not be compared: " + outcome.error.text + "; " + keyAdvice(), true);
        return;
    }
    auto& line = m_lines[static_cast<std::size_t>(views::LineKind::Account)];
    line.detail = "the account could not be compared: " + outcome.why;
    m_again.start(retryMs << std::min(m_comparesFailed, 5)); // up to a minute and a half: each costs weight
    ++m_comparesFailed;
}

void BinanceBroker::Impl::onError(const VenueError& error)
{
    if (error.meaning == Meaning::FilterChanged && !m_isListing && m_isUp) {
        readListing(false); // what it takes is not what we knew
    } else if (error.meaning == Meaning::TooMany) {
        lookForBan();
    } else if (error.meaning == Meaning::WrongClock) {
        measure();
    } else if (error.meaning == Meaning::WrongKey && error.code != -1022) {
        refuse(error.text + "; " + keyAdvice(), true);
    }
}

} // namespace omni::brokers::binance
