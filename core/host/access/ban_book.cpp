#include "core/host/access/ban_book.h"

#include "core/base/wide_int.h"
#include "core/edge/platform/private_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <span>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>

namespace omni::runtime {

namespace {

constexpr std::size_t mostLines = 64;

struct Ban {
    std::int64_t noted = 0; ///< Wall clock, nanoseconds since 1970.
    std::string start; ///< Of the machine, in hex.
    std::int64_t mono = 0; ///< The machine's own time at that moment.
    std::int64_t length = 0; ///< Nanoseconds from then on.
};
using Bans = std::map<std::string, Ban>; ///< By "broker environment".

std::string hexOf(std::span<const std::byte> start)
{
    std::string text;
    for (const std::byte one : start) {
        text += fmt::format("{:02x}", std::to_integer<unsigned>(one));
    }
    return text;
}

/// Zero: it is over, or not to be believed.
std::int64_t leftOf(const Ban& ban, std::int64_t wall, const vault::MachineMoment& machine)
{
    if (ban.length <= 0 || ban.length >= BanBook::longest.ns) {
        return 0;
    }
    if (hexOf(machine.start) == ban.start) {
        const auto passed = checkedDifference(machine.ns, ban.mono);
        return !passed || *passed >= ban.length ? 0 : std::min(ban.length, ban.length - *passed);
    }
    // The machine has been started anew. A clock behind that of the note says nothing of the time that has passed.
    const auto passed = checkedDifference(wall, ban.noted);
    return !passed || *passed >= ban.length ? 0 : std::min(ban.length, ban.length - *passed);
}

std::string nameOf(std::string_view broker, orders::Environment environment)
{
    return std::string(broker) + ' ' + std::string(orders::nameOf(environment));
}

Bans readBans(const std::filesystem::path& file)
{
    Bans bans;
    std::ifstream in(file);
    for (std::string line; bans.size() < mostLines && std::getline(in, line);) {
        std::istringstream words(line);
        std::string broker, environment;
        Ban ban;
        if (words >> broker >> environment >> ban.noted >> ban.start >> ban.mono >> ban.length) {
            bans.insert_or_assign(broker + ' ' + environment, ban);
        }
    }
    return bans;
}

} // namespace

BanBook::BanBook(std::filesystem::path profile, MachineTime machine)
    : m_file(profile.empty() ? std::move(profile) : profile / "broker-bans")
    , m_machine(std::move(machine))
{
}

std::optional<Timestamp> BanBook::until(std::string_view broker, orders::Environment environment, Clock& clock) const
{
    if (m_file.empty()) {
        return std::nullopt;
    }
    const auto bans = readBans(m_file);
    const auto found = bans.find(nameOf(broker, environment));
    const Timestamp now = clock.wall();
    const std::int64_t left = found == bans.end() ? 0 : leftOf(found->second, now.ns, m_machine());
    return left > 0 ? std::optional(now + Duration{left}) : std::nullopt;
}

void BanBook::note(std::string_view broker, orders::Environment environment, Timestamp until, Clock& clock) const
{
    if (m_file.empty()) {
        return;
    }
    auto bans = readBans(m_file);
    const std::int64_t wall = clock.wall().ns;
    const vault::MachineMoment machine = m_machine();
    Ban& ban = bans[nameOf(broker, environment)];
    const auto length = checkedDifference(until.ns, wall);
    if (!length || *length <= leftOf(ban, wall, machine)) {
        return;
    }
    ban = {wall, hexOf(machine.start), machine.ns, *length};
    auto next = m_file;
    next += ".new";
    if (!platform::makePrivateFile(next)) {
        return;
    }
    {
        std::ofstream out(next, std::ios::trunc);
        for (const auto& [name, one] : bans) {
            out << name << ' ' << one.noted << ' ' << one.start << ' ' << one.mono << ' ' << one.length << '\n';
        }
        if (!out.flush()) {
            return;
        }
    }
    std::error_code error;
    std::filesystem::rename(next, m_file, error);
}

} // namespace omni::runtime
