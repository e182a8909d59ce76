// needs: tests/support/wire_proxy host/runtime edge/sandbox edge/brokers desk/sim Qt6::Network
// The venue of the crash matrix: a paper exchange in a process of its own, which keeps the truth while the program that
// trades with it is killed and started again. What happens on its market is commanded line by line:
//
//   crash_venue binance|alpaca     the first line on standard output: {"port":N,"sets":[…],"key":"…","secret":"…"}
//
//   move STEPS           the price goes there, from where it began; a step is a thousandth of it
//   refill               a whole book stands around the price again, whatever has been taken of it
//   depth N              N times the usual size of an order stands at each level from the next move on
//   take SIDE STEPS N    somebody takes N times the usual size of what stands there, of the other side
//   reach SIDE STEPS N   somebody takes all that stands up to there, and N times the usual size of ours
//   ledger               what the venue knows; of `names`, how often each came with a new order, and when first, in
//                        nanoseconds since 1970
//
// Each is answered by one line of JSON once it is done. It ends with its standard input.

#include "tests/acceptance/brokers/alpaca_venue.h"
#include "tests/acceptance/brokers/binance_venue.h"

#include "core/base/json_text.h"
#include "core/edge/platform/system_clock.h"

#include <QCoreApplication>

#include <chrono>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <thread>

using namespace omni;
using omni::test::VenueUnderTest;

namespace {

class Commands
{
public:
    Commands(VenueUnderTest& venue, Clock& clock)
        : m_venue(venue)
        , m_clock(clock)
        , m_base(venue.get<Ticks>([&venue] { return venue.price(); }))
        , m_unit(venue.get<std::int64_t>([&venue] { return venue.lotUnit(); }))
    {
    }

    /// The answer; empty: there is no such command.
    [[nodiscard]] std::string obey(const std::string& line)
    {
        std::istringstream words(line);
        std::string what, side;
        std::int64_t steps = 0, count = 0;
        words >> what;
        if (what == "ledger") {
            return ledger();
        }
        if (what == "move" && words >> steps) {
            return whenDone([this, steps] { m_venue.moveTo(priceAt(steps)); });
        }
        if (what == "refill") {
            return whenDone([this] { m_venue.moveTo(m_venue.price()); });
        }
        if (what == "depth" && words >> count) {
            const Lots size{count * m_venue.usualQuantity() / m_unit};
            return whenDone([this, size] { m_venue.market->setDepth(size); });
        }
        if ((what == "take" || what == "reach") && words >> side >> steps >> count) {
            const Side taker = side == "buy" ? Side::Buy : Side::Sell;
            const Lots size{count * m_venue.usualQuantity() / m_unit};
            return whenDone([this, what, taker, steps, size] {
                what == "take" ? m_venue.take(taker, priceAt(steps), size) : m_venue.reach(taker, priceAt(steps), size);
            });
        }
        return {};
    }

private:
    [[nodiscard]] Ticks priceAt(std::int64_t steps) const
    {
        return Ticks{m_base.count + steps * (m_base.count / 1'000)};
    }
    /// The market does what it is told when time passes next.
    std::string whenDone(const std::function<void()>& deed)
    {
        m_venue.call(deed);
        while (!m_venue.get<bool>([this] { return m_venue.isDone(); })) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        JsonText json;
        json.object().member("done", true).end();
        return json.take();
    }
    struct Came {
        std::uint64_t count = 0;
        std::int64_t at = 0; ///< First, ns since 1970.
    };
    std::string ledger()
    {
        std::map<std::string, Came> names;
        std::int64_t held = 0;
        std::uint64_t trades = 0;
        m_venue.call([&] {
            const std::int64_t beginning = m_clock.wall().ns - m_clock.mono().ns;
            for (const auto& request : m_venue.proxy->seen()) {
                if (request.method != "POST" || !request.reachedVenue) {
                    continue;
                }
                for (const auto& name : m_venue.namesIn(request)) {
                    Came& came = names[name];
                    came.at = came.count++ == 0 ? beginning + request.at.ns : came.at;
                }
            }
            held = m_venue.held().count * m_unit;
            trades = m_venue.trades();
        });
        JsonText json;
        json.object().member("held", std::to_string(held)).member("trades", trades).key("names").object();
        for (const auto& [name, came] : names) {
            json.key(name).object().member("count", came.count).member("at", came.at).end();
        }
        json.end().member("open", m_venue.askAsStranger(m_venue.strangersQuestion())).end();
        return json.take();
    }

    VenueUnderTest& m_venue;
    Clock& m_clock;
    const Ticks m_base; ///< Where its price began.
    const std::int64_t m_unit; ///< Of a lot of its market, in 10^-9 of what is traded.
};

std::string greeting(const VenueUnderTest& venue)
{
    const auto [key, secret] = venue.key();
    JsonText json;
    json.object().member("port", std::uint64_t{venue.port}).member("symbol", venue.symbol()).key("sets").array();
    for (const auto& set : venue.sets(venue.port)) {
        json.text(set);
    }
    json.end().member("key", key).member("secret", secret).end();
    return json.take();
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const std::string wanted = argc == 2 ? argv[1] : "";
    std::unique_ptr<VenueUnderTest> venue;
    if (wanted == "binance") {
        venue = std::make_unique<test::BinanceVenue>();
    } else if (wanted == "alpaca") {
        venue = std::make_unique<test::AlpacaVenue>();
    } else {
        std::cerr << "crash_venue binance|alpaca\n";
        return 2;
    }
    platform::SystemClock clock;
    venue->start({}, clock);
    std::cout << greeting(*venue) << std::endl; // each line is waited for
    Commands commands(*venue, clock);
    for (std::string line; std::getline(std::cin, line);) {
        const std::string answer = commands.obey(line);
        std::cout << (answer.empty() ? "{\"done\":false}" : answer) << std::endl;
    }
    venue->stop();
}
