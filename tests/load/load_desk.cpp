// A desk under load, a process of its own: the program's live session against `load_venue`, with orders at intended
// times and presses of the kill switch in the middle of them.
//
//   load_desk PROFILE REST WS ORDER_PORT SYMBOL…        ORDER_PORT 0: orders go by the adapter's own way
//
// The key is taken from the environment, as the program does it. It says {"ready":true} when it is armed, takes one
// command a line and answers each with one line of JSON:
//
//   orders N RATE      N orders, RATE a second; how long from the intended moment until the venue had each
//   kill N RATE SEED   N presses, at moments drawn from SEED, with RATE orders a second going on before, during and
//                      after each; how long from the press until the venue's last new order, and what came after it.
//                      In turn: in the window; from another thread while the window's thread is frozen; in the window;
//                      over the profile's socket, as `omnitrade kill` does, while it is frozen
//   count              market data that reached the desk, by symbol
//   end                the session ends in order
//
// The application's thread is the window's (window_thread.h), without a display.
//
// needs: host/runtime host/config edge/brokers edge/platform desk/driver desk/engine ui/bridge Qt6::Network Qt6::Gui

#include "tests/load/desk_under_load.h"
#include "tests/load/window_thread.h"

#include "core/base/seeded_random.h"

#include <QGuiApplication>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <sstream>

namespace {

using namespace omni;
using namespace omni::load;

constexpr std::int64_t second = 1'000'000'000;
/// What was in hand at a press leaves within that, also where the machine stands still for a moment.
constexpr std::int64_t inHandAtMost = 100'000'000;

void sleepUntil(std::int64_t when)
{
    const timespec at{when / second, when % second};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, nullptr) != 0) { }
}

template<class Condition> bool waitFor(Condition holds, std::int64_t ns)
{
    const std::int64_t end = machineTime() + ns;
    while (!holds()) {
        if (machineTime() > end) {
            return false;
        }
        sleepUntil(machineTime() + 1'000'000);
    }
    return true;
}

void writeRefused(JsonText& json, const Count& count)
{
    json.key("refused").object();
    for (const auto& [rule, times] : count.refused()) {
        json.member(rule, times);
    }
    json.end();
}

/// Orders at intended times, whatever becomes of them: one thread.
class Pace
{
public:
    Pace(DeskUnderLoad& desk, std::int64_t perSecond, std::int64_t first)
        : m_desk(desk)
        , m_perSecond(perSecond)
        , m_first(first)
        , m_begun(machineTime())
    {
    }
    /// The intended time of an order.
    [[nodiscard]] std::int64_t due(std::int64_t number) const noexcept
    {
        return m_begun + (number - m_first + 1) * second / m_perSecond;
    }
    void sendNext()
    {
        sleepUntil(due(m_next + m_first));
        unsent += m_desk.order(m_first + m_next) ? 0 : 1;
        ++m_next;
    }
    [[nodiscard]] std::int64_t next() const noexcept
    {
        return m_first + m_next;
    }
    std::int64_t unsent = 0; ///< The lane of commands was full.

private:
    DeskUnderLoad& m_desk;
    std::int64_t m_perSecond, m_first, m_begun, m_next = 0;
};

class Load
{
public:
    Load(DeskUnderLoad& desk, WindowThread& window)
        : m_desk(desk)
        , m_window(window)
    {
    }

    std::string orders(std::int64_t count, std::int64_t perSecond)
    {
        const std::size_t before = TheLine::arrivals.count();
        const std::uint64_t heldBefore = m_desk.run().heldBack();
        Pace pace(m_desk, perSecond, m_numbers);
        for (std::int64_t i = 0; i < count; ++i) {
            pace.sendNext();
        }
        m_numbers += count;
        const auto wanted = static_cast<std::size_t>(count - pace.unsent);
        waitFor([&] { return TheLine::arrivals.count() - before >= wanted; }, 5 * second);
        Histogram whole, line;
        std::int64_t strangers = 0;
        const auto all = TheLine::arrivals.all();
        for (std::size_t i = before; i < all.size(); ++i) {
            const std::int64_t number = m_desk.count().numberOf(all[i].order);
            strangers += number < 0 ? 1 : 0;
            whole.add(all[i].there - pace.due(number));
            line.add(all[i].there - all[i].sent);
        }
        JsonText json;
        json.object().member("orders", count).member("arrived", all.size() - before).member("strangers", strangers);
        json.member("unsent", pace.unsent).member("held_back", m_desk.run().heldBack() - heldBefore);
        json.member("text", whole.text()).key("path");
        whole.write(json);
        json.key("socket");
        line.write(json);
        writeRefused(json, m_desk.count());
        return json.end().take();
    }

    std::string kill(std::int64_t presses, std::int64_t perSecond, std::uint64_t seed)
    {
        SeededRandom random(seed);
        Pressed all;
        for (std::int64_t i = 0; i < presses; ++i) {
            constexpr std::array ways{Way::Window, Way::Thread, Way::Window, Way::Shell};
            const Way way = ways[static_cast<std::size_t>(i) % ways.size()];
            const bool isAsWanted = m_window.setFrozen(way != Way::Window);
            const std::uint64_t beats = m_window.beats(), frames = m_window.frames();
            press(way, perSecond, random, all);
            const bool stoodStill = m_window.beats() == beats && m_window.frames() == frames;
            const bool wasAlive = m_window.beats() != beats && m_window.frames() != frames;
            all.frozen += isAsWanted && way != Way::Window && stoodStill ? 1 : 0;
            all.alive += isAsWanted && way == Way::Window && wasAlive ? 1 : 0;
            if (m_desk.hasEnded()) {
                break;
            }
        }
        JsonText json;
        json.object().member("presses", all.closing.count()).member("vacuous", all.vacuous);
        json.member("after_ack", all.afterAck)
            .member("most_in_hand", all.mostInHand)
            .member("later", all.later)
            .member("never_reopened", all.neverReopened);
        static_cast<void>(m_window.setFrozen(false));
        json.member("frozen", all.frozen)
            .member("alive", all.alive)
            .member("by_shell", all.byShell)
            .member("refused_presses", all.refused)
            .member("orders_tried_under_it", all.tried)
            .member("held_back", m_desk.run().heldBack());
        json.member("text", all.closing.text()).key("closing");
        all.closing.write(json);
        json.key("acknowledged");
        all.acknowledged.write(json);
        writeRefused(json, m_desk.count());
        return json.end().take();
    }

    std::string count()
    {
        JsonText json;
        json.object().key("heard").object();
        const auto heard = m_desk.count().heard();
        for (const auto& instrument : m_desk.instruments()) {
            const auto& one = heard[instrument.id.value];
            json.key(instrument.symbol).array().integer(one.prints).integer(one.lots).integer(one.quotes).end();
        }
        const auto& loop = m_desk.run().loop().figures();
        json.end().member("lost_ticks", m_desk.run().lostTicks()).member("tears", loop.tears);
        json.member("conflated_quotes", loop.conflated).member("pauses", loop.pauses).key("age");
        m_desk.count().age().write(json);
        return json.member("age_text", m_desk.count().age().text()).end().take();
    }

private:
    /// How the switch is pressed.
    enum class Way : std::uint8_t { Window, Thread, Shell };
    struct Pressed {
        Histogram closing; ///< From the press to the venue's last new order.
        Histogram acknowledged; ///< From the press to its return.
        std::int64_t afterAck = 0; ///< Orders that the venue had behind the return: they were in hand.
        std::int64_t mostInHand = 0; ///< The most of them behind one press.
        std::int64_t later = 0; ///< Of them those that were decided upon behind the return. None may be.
        std::int64_t vacuous = 0; ///< Presses into silence: nothing was under way.
        std::int64_t frozen = 0; ///< Presses while the window's thread stood still from before until behind it.
        std::int64_t alive = 0; ///< Presses in a window that showed pictures meanwhile.
        std::int64_t byShell = 0; ///< Presses over the socket that were confirmed.
        std::int64_t refused = 0; ///< And that were not.
        std::int64_t tried = 0;
        std::int64_t neverReopened = 0;
    };

    /// Orders go on for 40 to 240 ms and until the venue has one, the switch is pressed in the middle of them, they go
    /// on for 100 ms more; then it is reset.
    void press(Way way, std::int64_t perSecond, SeededRandom& random, Pressed& all)
    {
        const std::size_t before = TheLine::arrivals.count();
        Pace pace(m_desk, perSecond, m_numbers);
        // To the microsecond: whole milliseconds would always be as far from the orders, which come each ten of them.
        const std::int64_t at = machineTime() + random.between(40'000, 240'000) * 1'000;
        std::int64_t pressed = 0, returned = 0;
        std::atomic<bool> isPressed{false};
        std::thread hand([&] {
            sleepUntil(at);
            waitFor([&] { return TheLine::arrivals.count() > before; }, 5 * second); // never into silence
            pressed = machineTime();
            pressOnce(way, all);
            returned = machineTime();
            isPressed = true;
        });
        while (!isPressed) {
            pace.sendNext();
        }
        hand.join();
        const std::int64_t firstUnder = pace.next();
        while (pace.due(pace.next()) < returned + 100'000'000) {
            pace.sendNext();
        }
        all.tried += pace.next() - firstUnder;
        m_numbers = pace.next();
        sleepUntil(machineTime() + 50'000'000); // what is under way arrives
        judge(before, pressed, returned, firstUnder, all);
        reopen(all);
    }
    void pressOnce(Way way, Pressed& all)
    {
        constexpr auto level = risk::KillLevel::CancelEntries;
        switch (way) {
        case Way::Window:
            m_window.press(level);
            return;
        case Way::Thread:
            m_desk.run().kill({{}, level, engine::owner, ShortText<95>("load")});
            return;
        case Way::Shell:
            ++(m_desk.killFromAShell(level) ? all.byShell : all.refused);
            return;
        }
    }
    void judge(std::size_t before, std::int64_t pressed, std::int64_t returned, std::int64_t firstUnder, Pressed& all)
    {
        const auto arrivals = TheLine::arrivals.all();
        std::int64_t last = pressed;
        std::int64_t inHand = 0;
        for (std::size_t i = before; i < arrivals.size(); ++i) {
            last = std::max(last, arrivals[i].there);
            inHand += arrivals[i].there > returned ? 1 : 0;
            const bool wasDecidedLater = m_desk.count().numberOf(arrivals[i].order) >= firstUnder;
            all.later += wasDecidedLater || arrivals[i].sent > returned + inHandAtMost ? 1 : 0;
        }
        all.afterAck += inHand;
        all.mostInHand = std::max(all.mostInHand, inHand);
        all.vacuous += arrivals.size() == before ? 1 : 0;
        all.closing.add(last - pressed);
        all.acknowledged.add(returned - pressed);
    }
    void reopen(Pressed& all)
    {
        waitFor([&] { return m_desk.count().isLatched.load(); }, 2 * second);
        const bool isReset = m_desk.send(events::ResetKill{}, "the load goes on with the next press")
            && waitFor([&] { return !m_desk.count().isLatched && m_desk.kill().level() == risk::KillLevel::None; },
                       5 * second)
            && (m_desk.count().isArmed
                || m_desk.send(events::SetMode{risk::Mode::Manual}, "the load goes on with the next press"))
            && waitFor([&] { return m_desk.count().isArmed.load(); }, 5 * second);
        all.neverReopened += isReset ? 0 : 1;
    }

    DeskUnderLoad& m_desk;
    WindowThread& m_window;
    std::int64_t m_numbers = 0;
};

int talk(DeskUnderLoad& desk, WindowThread& window)
{
    if (!waitFor([&] { return desk.count().isArmed.load(); }, 30 * second)) {
        std::fputs("load_desk: the desk was not armed within 30 s\n", stderr);
        return 1;
    }
    std::cout << R"({"ready":true})" << std::endl;
    Load load(desk, window);
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string what;
        std::int64_t first = 0, rate = 0;
        std::uint64_t seed = 1;
        words >> what >> first >> rate >> seed;
        if (what == "orders" && first > 0 && rate > 0) {
            std::cout << load.orders(first, rate) << std::endl;
        } else if (what == "kill" && first > 0 && rate > 0) {
            std::cout << load.kill(first, rate, seed) << std::endl;
        } else if (what == "count") {
            std::cout << load.count() << std::endl;
        } else if (what == "end") {
            break;
        }
    }
    desk.end();
    std::cout << R"({"ended":true})" << std::endl;
    return 0;
}

} // namespace

int main(int count, char** words)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(count, words);
    if (count < 6) {
        std::fputs("load_desk PROFILE REST WS ORDER_PORT SYMBOL…\n", stderr);
        return 2;
    }
    DeskWish wish{words[1], words[2], words[3], {}, static_cast<std::uint16_t>(std::atoi(words[4]))};
    wish.symbols.assign(words + 5, words + count);
    const auto desk = DeskUnderLoad::open(wish);
    if (!desk) {
        return 1;
    }
    WindowLink link = desk->link();
    WindowThread window(link);
    int code = 1;
    std::thread talking([&] {
        code = talk(*desk, window);
        QMetaObject::invokeMethod(
            &app, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    });
    QGuiApplication::exec();
    talking.join();
    return code;
}
