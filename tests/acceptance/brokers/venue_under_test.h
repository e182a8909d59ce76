// What the acceptance suite asks of whoever brings a broker: a venue that it can start, whose price it can set, and the
// words of its wire where the suite must tell one request from another. One small file for each broker.
//
// The venue lives on a thread of its own and the adapter on its broker's loop, as in the program; between them stands a
// `WireProxy` on the venue's thread. `call` is how a test gets there.

#pragma once

#include "tests/support/hand_market.h"
#include "tests/support/wire_proxy/wire_proxy.h"

#include "core/edge/brokers/shared/broker_info.h"
#include "core/edge/net/http_reader.h"
#include "core/edge/platform/system_clock.h"

#include <QObject>
#include <QTcpSocket>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace omni::test {

/// The machine's time, and what a test has let go by on top of it. Any thread.
class SharedClock final : public Clock
{
public:
    Timestamp wall() override
    {
        return m_machine.wall() + Duration{m_skipped.load()};
    }
    Monotonic mono() override
    {
        return m_machine.mono() + Duration{m_skipped.load()};
    }
    void skip(Duration span) noexcept
    {
        m_skipped += span.ns;
    }

private:
    platform::SystemClock m_machine;
    std::atomic<std::int64_t> m_skipped{0};
};

/// How the suite speaks of a venue's wire.
struct WireWords {
    std::string orderPath; ///< New orders are POSTs to it.
    std::string streamPath; ///< WebSocket of the account's own events.
    std::string marketPath; ///< WebSocket of market data.
    std::string fillText; ///< In a message of the stream that tells of a fill, and in no other.
    std::string askPath; ///< GETs that ask what became of one order.
    std::string newText; ///< In a message of the stream that tells of a new order, and in no other.
    std::string changePath; ///< PUTs to it change an order. Empty: that goes over no wire.
    std::string bookPath; ///< GETs of it give the whole book. Empty: its book is not told.
    std::string bookText; ///< In a message of the market that tells of the book, and in no other.
    std::string listText; ///< In a message of the stream that tells of a pair of orders. Empty: there is none.
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
    /// Its numbers of the stops that it has got with their entries, by those of the entries. On the test's thread.
    [[nodiscard]] virtual std::map<std::string, std::string> legsByEntry() const
    {
        return {};
    }
    /// "held", "new": how such a stop stands there.
    [[nodiscard]] virtual std::string stateOfLeg(const std::string& /*leg*/) const
    {
        return {};
    }
    [[nodiscard]] std::set<std::string> legs() const
    {
        std::set<std::string> all;
        for (const auto& [entry, leg] : legsByEntry()) {
            all.insert(leg);
        }
        return all;
    }
    /// An order there can be made smaller. False: the suite asks for a refusal in its place.
    [[nodiscard]] virtual bool mayChangeOrders() const = 0;
    /// Of an order of some hundred units of money, in 10^-9 of what is traded.
    [[nodiscard]] virtual std::int64_t usualQuantity() const = 0;
    /// What the configuration says of its addresses; they lead to the proxy.
    [[nodiscard]] virtual std::vector<std::string> sets(std::uint16_t port) const = 0;
    /// For OMNI_<KEY>_PAPER_KEY and …_SECRET.
    [[nodiscard]] virtual std::pair<std::string, std::string> key() const = 0;
    /// The name that a new order bears on the wire.
    [[nodiscard]] virtual std::string nameIn(const SeenRequest& request) const = 0;
    /// Of all that it makes there: none, unless it is a POST that makes orders.
    [[nodiscard]] virtual std::vector<std::string> namesIn(const SeenRequest& request) const
    {
        return request.path == words().orderPath ? std::vector<std::string>{nameIn(request)}
                                                 : std::vector<std::string>{};
    }
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
    /// Fields of an answer by which nine tenths of what may be sent in a minute are used up.
    [[nodiscard]] virtual std::vector<net::HttpField> nearlyUsedUp() const = 0;
    /// An answer in the venue's form that asks for a pause. No seconds: it does not say how long.
    [[nodiscard]] virtual sandbox::WebAnswer tooMany(std::optional<int> seconds) const = 0;
    /// As it goes over the wire when another program on the same account asks for it, with names of its own. No limit:
    /// a market order. `lots`: times the usual size.
    [[nodiscard]] virtual std::string strangersOrder(Side side, std::int64_t lots, std::optional<Ticks> limit) = 0;
    /// Asks what is open on the account.
    [[nodiscard]] virtual std::string strangersQuestion() = 0;
    /// A word of the stream on a new order, as if it were another order that nobody has placed.
    [[nodiscard]] virtual std::string asIfOfNobody(const std::string& newOrder) const = 0;
    /// A word of the stream of a kind that does not exist.
    [[nodiscard]] virtual std::string unheardOf() const = 0;
    /// Empty: there is a wire, and a proxy on it. Else why there is none, in words: rows about what happens on a wire
    /// are left out, and say so.
    [[nodiscard]] virtual std::string whyNoWire() const
    {
        return {};
    }

    // --- its market and its own books; on the venue's thread ---------------------------------------------------------

    [[nodiscard]] virtual Ticks price()
    {
        return market->price();
    }
    /// Of a lot of the market, in 10^-9 of what is traded.
    [[nodiscard]] virtual std::int64_t lotUnit()
    {
        return market->listings()[0].lotUnit * 10;
    }
    /// See `HandMarket`.
    virtual void moveTo(Ticks to)
    {
        market->moveTo(to);
    }
    virtual void take(Side side, Ticks at, Lots size)
    {
        market->take(side, at, size);
    }
    /// Somebody takes all that stands at `price` or better, of ours so many lots alone: nobody of ours stands before
    /// it.
    virtual void reach(Side side, Ticks at, Lots ours)
    {
        const std::int64_t levels
            = std::min<std::int64_t>(HandMarket::levels, std::abs(at.count - market->price().count));
        market->take(side, at, Lots{levels * market->depth().count + ours.count});
    }
    [[nodiscard]] virtual bool isDone()
    {
        return market->isDone();
    }
    [[nodiscard]] virtual Lots held()
    {
        return market->held();
    }
    [[nodiscard]] virtual std::uint64_t trades()
    {
        return market->trades();
    }
    /// Names of the new orders that have reached it.
    [[nodiscard]] virtual std::vector<std::string> names()
    {
        std::vector<std::string> all;
        for (const auto& request : proxy->seen()) {
            if (request.method == "POST" && request.reachedVenue) {
                const auto here = namesIn(request);
                all.insert(all.end(), here.begin(), here.end());
            }
        }
        return all;
    }

    /// Puts the key where the program looks for it.
    void giveKey() const
    {
        std::string variable = "OMNI_" + std::string(info().key) + "_PAPER_";
        std::transform(variable.begin(), variable.end(), variable.begin(),
                       [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });
        const auto [id, secret] = key();
        qputenv((variable + "KEY").c_str(), id.c_str());
        qputenv((variable + "SECRET").c_str(), secret.c_str());
    }

    /// `ahead`: of the venue's clock, before `base`, which outlives it.
    void start(Duration ahead, Clock& base)
    {
        m_clock.base = &base;
        m_clock.ahead = ahead;
        call([this] {
            m_venuePort = open(m_clock);
            if (whyNoWire().empty()) {
                proxy = std::make_unique<WireProxy>(m_venuePort, *m_clock.base);
                port = proxy->listen().value_or(0);
            }
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
    /// Straight to the venue, not through the proxy; on the test's thread. The body of the answer.
    [[nodiscard]] std::string askAsStranger(const std::string& request) const
    {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_venuePort);
        net::HttpReader reader;
        if (!socket.waitForConnected()) {
            return {};
        }
        socket.write(request.data(), static_cast<qint64>(request.size()));
        while (reader.state() == net::HttpReader::State::Reading && socket.waitForReadyRead()) {
            const QByteArray bytes = socket.readAll();
            reader.take({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        }
        return reader.answer().body;
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

    HandMarket* market = nullptr; ///< On the venue's thread. Alive from `start` to `stop`. Null: it has one of its own.
    std::unique_ptr<WireProxy> proxy; ///< The same. Null: `whyNoWire`.
    std::uint16_t port = 0; ///< The proxy's.

protected:
    /// Of the market's instrument. On any thread: that never changes.
    [[nodiscard]] std::string priceText(Ticks price) const
    {
        return market::priceText(market->listings()[0].instrument, price);
    }
    [[nodiscard]] std::string quantityText(std::int64_t lots) const
    {
        const auto& listing = market->listings()[0];
        return market::quantityText(listing.instrument, Lots{lots * usualQuantity() / (listing.lotUnit * 10)});
    }
    /// `text` with what stands between `begin` and the next `end` put out and `other` put there; where `begin` is.
    [[nodiscard]] static std::string withOther(std::string text, std::string_view begin, char end,
                                               std::string_view other)
    {
        const auto at = text.find(begin);
        if (at == std::string::npos) {
            return text;
        }
        const auto from = at + begin.size();
        return text.replace(from, text.find(end, from) - from, other);
    }
    [[nodiscard]] Timestamp venueTime()
    {
        return m_clock.wall();
    }

    /// On the venue's thread. Sets `market`; the port of the venue itself.
    [[nodiscard]] virtual std::uint16_t open(Clock& clock) = 0;
    virtual void close() = 0;

private:
    class AheadClock final : public Clock
    {
    public:
        Timestamp wall() override
        {
            return base->wall() + ahead;
        }
        Monotonic mono() override
        {
            return base->mono();
        }
        Clock* base = nullptr;
        Duration ahead;
    };

    AheadClock m_clock;
    std::uint16_t m_venuePort = 0;
    QThread m_thread;
    QObject m_context;
};

/// Leaves out a row that is about what happens on a wire, in words.
#define OMNI_NEEDS_WIRE(venue)                                                                                         \
    if (const auto why = (venue).whyNoWire(); !why.empty())                                                            \
    QSKIP(why.c_str())

/// Each time a new one. A row of the suite has its name.
struct VenueMaker {
    const char* name;
    std::unique_ptr<VenueUnderTest> (*make)();
    bool holdsStops = false; ///< It takes an entry's stop with the entry, and holds it itself.
};

} // namespace omni::test
