// What the acceptance suite asks of whoever brings a broker: a venue that it can start, whose price it can set, and the
// words of its wire where the suite must tell one request from another. One small file for each broker.
//
// The venue lives on a thread of its own and the adapter on its broker's loop, as in the program; between them stands a
// `WireProxy` on the venue's thread. `call` is how a test gets there.

#pragma once

#include "tests/support/hand_market.h"
#include "tests/support/wire_proxy/wire_proxy.h"

#include "core/edge/brokers/shared/broker_info.h"
#include "core/edge/platform/system_clock.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::test {

/// How the suite speaks of a venue's wire.
struct WireWords {
    std::string orderPath; ///< New orders are POSTs to it.
    std::string streamPath; ///< WebSocket of the account's own events.
    std::string marketPath; ///< WebSocket of market data.
    std::string fillText; ///< In a message of the stream that tells of a fill, and in no other.
    std::string askPath; ///< GETs that ask what became of one order.
};

class VenueUnderTest
{
public:
    VenueUnderTest()
    {
        m_context.moveToThread(&m_thread);
        m_thread.start();
    }
    virtual ~VenueUnderTest() = default;

    /// Of the registry.
    [[nodiscard]] virtual const brokers::BrokerInfo& info() const = 0;
    [[nodiscard]] virtual std::string symbol() const = 0;
    /// An account there may be short. False: the suite asks for a refusal in its place.
    [[nodiscard]] virtual bool maySellShort() const = 0;
    /// An order that adds to a position is taken while a stop of ours stands against it. False: it is refused there as
    /// a trade with oneself, and the suite asks for that refusal.
    [[nodiscard]] virtual bool mayAddBesideStop() const = 0;
    /// Of an order of some hundred units of money, in 10^-9 of what is traded.
    [[nodiscard]] virtual std::int64_t usualQuantity() const = 0;
    /// What the configuration says of its addresses; they lead to the proxy.
    [[nodiscard]] virtual std::vector<std::string> sets(std::uint16_t port) const = 0;
    /// For OMNI_<KEY>_PAPER_KEY and …_SECRET.
    [[nodiscard]] virtual std::pair<std::string, std::string> key() const = 0;
    /// The name that a new order bears on the wire.
    [[nodiscard]] virtual std::string nameIn(const SeenRequest& request) const = 0;
    [[nodiscard]] virtual const WireWords& words() const = 0;
    /// It knows bans: 418, after which not one request may come.
    [[nodiscard]] virtual bool hasBans() const = 0;
    /// A request bears its time, and too old or too new ones are refused there.
    [[nodiscard]] virtual bool judgesByTime() const = 0;
    /// What its stream says when it takes back the execution that `fill` has told of. Empty: its protocol has no such
    /// word.
    [[nodiscard]] virtual std::string bustOf(const std::string& /*fill*/) const
    {
        return {};
    }
    /// The same of one that is to have `lots` of the usual size.
    [[nodiscard]] virtual std::string correctionOf(const std::string& /*fill*/, int /*lots*/) const
    {
        return {};
    }
    /// An answer in the venue's form that asks for a pause.
    [[nodiscard]] virtual sandbox::WebAnswer tooMany(int seconds) const = 0;

    /// `ahead`: of the venue's clock, before the machine's.
    void start(Duration ahead)
    {
        m_clock.ahead = ahead;
        call([this] {
            const auto venue = open(m_clock);
            proxy = std::make_unique<WireProxy>(venue);
            port = proxy->listen().value_or(0);
        });
    }
    /// Before what it stands on.
    void stop()
    {
        call([this] {
            proxy.reset();
            close();
        });
        m_thread.quit();
        m_thread.wait();
    }
    /// On the venue's thread; done when it returns.
    void call(const std::function<void()>& deed)
    {
        QMetaObject::invokeMethod(&m_context, deed, Qt::BlockingQueuedConnection);
    }
    template<class Value> Value get(const std::function<Value()>& question)
    {
        Value value{};
        call([&] { value = question(); });
        return value;
    }

    HandMarket* market = nullptr; ///< On the venue's thread. Alive from `start` to `stop`.
    std::unique_ptr<WireProxy> proxy; ///< The same.
    std::uint16_t port = 0; ///< The proxy's.

protected:
    /// On the venue's thread. Sets `market`; the port of the venue itself.
    [[nodiscard]] virtual std::uint16_t open(Clock& clock) = 0;
    virtual void close() = 0;

private:
    class AheadClock final : public Clock
    {
    public:
        Timestamp wall() override
        {
            return m_machine.wall() + ahead;
        }
        Monotonic mono() override
        {
            return m_machine.mono();
        }
        Duration ahead;

    private:
        platform::SystemClock m_machine;
    };

    AheadClock m_clock;
    QThread m_thread;
    QObject m_context;
};

/// Each time a new one. A row of the suite has its name.
struct VenueMaker {
    const char* name;
    std::unique_ptr<VenueUnderTest> (*make)();
};

} // namespace omni::test
