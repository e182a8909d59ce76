// The insides of a session: the way to the venue and back, and what each line is known to be.

#pragma once

#include "core/edge/brokers/binance/market_stream.h"
#include "core/edge/brokers/binance/order_requests.h"
#include "core/edge/brokers/binance/outlet.h"
#include "core/edge/brokers/binance/reconciliation.h"
#include "core/edge/brokers/binance/rest.h"
#include "core/edge/brokers/binance/session.h"
#include "core/edge/brokers/binance/user_stream.h"
#include "core/edge/net/backoff.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omni::brokers::binance {

/// Where the faces are, checked.
struct Addresses {
    net::LinkRule rest, market, account;
};

class BinanceBroker::Impl
{
public:
    Impl(BrokerConfig config, std::string keySource, Addresses addresses, std::unique_ptr<Rest> rest, Clock& clock,
         std::uint64_t seed);
    ~Impl();

    void start(const ports::BrokerSession& session);
    void reconcile();
    void tryOrder(InstrumentId instrument, std::function<void(Result<void>)> done);
    void stop();
    [[nodiscard]] views::Connection connection() const;

    /// What exists from `start` to `stop`.
    struct Active {
        Active(const ports::BrokerSession& given, Impl& impl);
        ports::BrokerSession session;
        Outlet outlet;
        TradedSymbols symbols;
        OrderTeller teller;
        OrderRequests requests;
        std::unique_ptr<MarketStream> market;
        std::unique_ptr<UserStream> stream;
        std::unique_ptr<Reconciliation> reconciliation;
    };

    const BrokerConfig config;
    const std::string keySource;
    const Addresses addresses;
    std::unique_ptr<Rest> rest;
    Clock& clock;
    std::unique_ptr<Active> active;
    std::vector<ports::Watch> wanted;
    QObject later; ///< Calls that wait for the event loop end with it.

private:
    // In this order, each after the one before has succeeded; a failure goes to `down`.
    void connect();
    void readListing(bool isFirst, bool isWhole = false);
    void readRights();
    void readKeyRights();
    void openStream();
    void onUp();

    void onListing(const net::HttpOutcome& outcome, bool isFirst, bool isWhole);
    void onAccountAtStart(const net::HttpOutcome& outcome);
    void onMessage(const UserMessage& message);
    void onExecution(const ExecutionReport& report);
    void onMoved(const BalanceMoved& moved);
    void onStreamEnd(const StreamEnd& end);
    void onReconciled(const Reconciliation::Outcome& outcome);
    void onError(const VenueError& error);
    /// The link is down; the next try comes when it may.
    void down(const std::string& why, std::optional<Duration> notFor = {});
    void downBy(const net::HttpOutcome& outcome, const std::string& what);
    /// Nothing is sent any more. `mayPass`: only nothing that adds risk. A key that was good before may be good again,
    /// as when this machine is back in its own network: the way back is tried in growing time, and when somebody asks.
    void refuse(const std::string& why, bool mayPass = false);
    void tryKeyAgain();
    void setLine(views::LineKind kind, views::LineState state, std::string detail);
    void setUp(bool isUp);
    /// The link is down while the venue bans us, and up again afterwards; what the stream tells is heard all the time.
    void lookForBan();
    void onTick();
    /// What came since the last look proves its line.
    void noteProof();
    void measure();
    [[nodiscard]] std::string obstacle() const;
    [[nodiscard]] std::string keyAdvice() const;
    void readAverages();

    std::uint64_t m_seed;
    net::Backoff m_backoff;
    QTimer m_tick, m_retry, m_again;
    std::array<views::Line, views::lineCount> m_lines;
    bool m_isUp = false, m_wasUp = false, m_isRefused = false, m_isListing = false, m_isBanned = false;
    int m_keyTries = 0; ///< Of a key that was good before, without success.
    int m_comparesFailed = 0; ///< One after the other.
    std::string m_trouble; ///< Why the last way to the venue failed.
    std::optional<bool> m_mayTrade;
    std::optional<bool> m_mayWithdraw;
    std::optional<bool> m_isBound; ///< The key, to named addresses.
    std::int64_t m_accountNumber = 0; ///< 0: not told yet.
    std::optional<Timestamp> m_knownUntil;
    Monotonic m_measuredAt, m_listedAt, m_upSince;
    std::uint64_t m_bytesBefore = 0, m_feedBefore = 0, m_answersBefore = 0, m_reconnects = 0, m_unknown = 0,
                  m_malformed = 0;
    std::uint64_t m_generation = 0; ///< Of the connection: answers to an earlier one say nothing.
};

} // namespace omni::brokers::binance
