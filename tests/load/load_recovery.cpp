// How long the program's start takes with so many events behind it: a journal of orders that were placed, taken and
// cancelled, made on a disk; then read and folded again, with a checkpoint and without one.
//
//   load_recovery FOLDER EVENTS
//
// FOLDER is made, and stays. An event is an input of the journal: a command or a venue's word; its facts and the market
// data are not counted. Prints one object of JSON.
//
// needs: desk/driver desk/journal desk/sim edge/platform

#include "core/base/json_text.h"
#include "core/desk/driver/recovery.h"
#include "core/desk/driver/session_opening.h"
#include "core/desk/engine/principals.h"
#include "core/desk/journal/checkpoint.h"
#include "core/edge/platform/file_folder.h"
#include "tests/support/folder_store.h"
#include "tests/support/recorded_session.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace {

using namespace omni;
namespace fs = std::filesystem;

std::int64_t residentKib()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) {
            return std::atoll(line.c_str() + 6);
        }
    }
    return 0;
}

void forgetPeak()
{
    std::ofstream("/proc/self/clear_refs") << "5";
}

/// A day's worth of orders after the other, two seconds apart.
class Past
{
public:
    Past(ports::LogFolder& folder, std::int64_t events)
        : m_store(folder, true)
        , m_desk(engine::Engine(), {{}, 1, test::newYear}, &m_store, nullptr)
        , m_now(test::newYear)
    {
        auto setup = test::aTypicalSetup();
        setup.started.strategies.clear();
        setup.started.limits.ordersPerMinute = 120;
        static_cast<void>(driver::openSession(m_desk.engine(), setup, [this](const events::Event& event) {
            ++m_events;
            return m_desk.put(m_now, event);
        }));
        while (m_events < events) {
            oneOrder();
        }
        static_cast<void>(m_desk.put(m_now, events::SessionEnded{true}));
        static_cast<void>(m_desk.makeDurable());
        static_cast<void>(
            driver::writeDeskCheckpoint(folder, m_desk.engine().state(), m_desk.stamp().seq, m_desk.stamp().wall));
        m_store.end();
        hash = hexText(m_desk.engine().hash());
    }
    std::int64_t orders = 0;
    std::string hash;

private:
    void oneOrder()
    {
        m_now = m_now + seconds(2);
        m_desk.tick(
            m_now,
            market::Quote{InstrumentId{1}, m_now, Ticks{9'999}, Ticks{10'001}, Lots{100}, Lots{100}, true, true});
        events::PlaceOrder place;
        place.ticket.instrument = InstrumentId{1};
        place.ticket.size = Lots{1};
        place.ticket.kind = orders::OrderKind::Limit;
        place.ticket.limit = Ticks{9'960 + orders % 30};
        place.stop = Ticks{9'800};
        put(driver::commandOf(engine::script, "the past", place));
        OrderId id;
        for (const events::Fact& fact : m_desk.facts()) {
            const auto* planned = std::get_if<events::OrderPlanned>(&fact);
            id = planned != nullptr && !planned->ticket.held ? planned->ticket.id : id;
        }
        if (!id) {
            std::fputs("load_recovery: an order was refused\n", stderr);
            std::exit(1);
        }
        events::OrderReport report;
        report.order = id;
        report.account = AccountId{1};
        report.venueOrderId = orders::VenueOrderId("v" + std::to_string(++orders));
        put(report);
        report.kind = orders::OrderEventKind::Cancelled;
        put(report);
        std::vector<events::Effect> done;
        m_desk.takeEffects(done);
    }
    void put(const events::Event& event)
    {
        static_cast<void>(m_desk.put(m_now, event));
        if (++m_events % 5'000 == 0) {
            static_cast<void>(m_desk.makeDurable());
        }
    }

    test::FolderStore m_store;
    driver::Desk m_desk;
    Timestamp m_now;
    std::int64_t m_events = 0;
};

struct Start {
    double seconds = 0;
    std::uint64_t folded = 0;
    std::int64_t peakKib = 0;
    std::string hash;
};

/// As the program's start does it: every byte is checked, then the state is made.
Start startOn(const fs::path& path)
{
    auto folder = platform::FileFolder::open(path, platform::FileFolder::Access::ReadWrite);
    forgetPeak();
    const auto begun = std::chrono::steady_clock::now();
    const auto recovery = journal::recover(**folder);
    const auto desk = recovery ? driver::recoverDesk(**folder) : tl::unexpected(recovery.error());
    const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    if (!desk) {
        std::fprintf(stderr, "load_recovery: %s\n", desk.error().detail.c_str());
        std::exit(1);
    }
    return {took, desk->folded, residentKib(), hexText(desk->state.hash())};
}

void write(JsonText& json, const char* name, const Start& start)
{
    json.key(name).object().member("seconds", start.seconds).member("folded_records", start.folded);
    json.member("peak_mib", start.peakKib / 1'024).end();
}

} // namespace

int main(int count, char** words)
{
    const std::int64_t events = count == 3 ? std::atoll(words[2]) : 0;
    if (events < 10) {
        std::fputs("load_recovery FOLDER EVENTS\n", stderr);
        return 2;
    }
    const fs::path path = words[1];
    fs::create_directories(path);
    fs::permissions(path, fs::perms::owner_all);
    std::string hash;
    std::int64_t orders = 0;
    {
        auto folder = platform::FileFolder::open(path, platform::FileFolder::Access::ReadWrite);
        const Past past(**folder, events);
        hash = past.hash;
        orders = past.orders;
    }
    std::uint64_t bytes = 0;
    for (const auto& file : fs::directory_iterator(path)) {
        bytes += file.path().filename().string().starts_with("journal") ? file.file_size() : 0;
    }
    const Start with = startOn(path);
    for (const auto& file : fs::directory_iterator(path)) {
        if (file.path().filename().string().starts_with("checkpoint")) {
            fs::remove(file.path());
        }
    }
    const Start without = startOn(path);
    JsonText json;
    json.object().member("events", events).member("orders", orders).member("journal_bytes", bytes);
    write(json, "with_checkpoint", with);
    write(json, "without", without);
    json.member("same", with.hash == hash && without.hash == hash);
    std::cout << json.end().take() << std::endl;
    return with.hash == hash && without.hash == hash ? 0 : 1;
}
