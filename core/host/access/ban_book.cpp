#include "core/host/access/ban_book.h"

#include "core/edge/platform/private_file.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <system_error>
#include <utility>

namespace omni::runtime {

namespace {

constexpr std::size_t mostLines = 64;

using Bans = std::map<std::string, std::int64_t>; ///< Nanoseconds since 1970, by "broker environment".

std::string nameOf(std::string_view broker, orders::Environment environment)
{
    return std::string(broker) + ' ' + std::string(orders::nameOf(environment));
}

Bans readBans(const std::filesystem::path& file)
{
    Bans bans;
    std::ifstream in(file);
    std::string broker, environment;
    std::int64_t until = 0;
    while (bans.size() < mostLines && in >> broker >> environment >> until) {
        bans.insert_or_assign(broker + ' ' + environment, until);
    }
    return bans;
}

} // namespace

BanBook::BanBook(std::filesystem::path profile)
    : m_file(profile.empty() ? std::move(profile) : profile / "broker-bans")
{
}

std::optional<Timestamp> BanBook::until(std::string_view broker, orders::Environment environment, Timestamp now) const
{
    if (m_file.empty()) {
        return std::nullopt;
    }
    const auto bans = readBans(m_file);
    const auto found = bans.find(nameOf(broker, environment));
    const bool isOn = found != bans.end() && found->second > now.ns && found->second - now.ns < longest.ns;
    return isOn ? std::optional(Timestamp{found->second}) : std::nullopt;
}

void BanBook::note(std::string_view broker, orders::Environment environment, Timestamp until) const
{
    if (m_file.empty()) {
        return;
    }
    auto bans = readBans(m_file);
    auto& end = bans[nameOf(broker, environment)];
    end = std::max(end, until.ns);
    auto next = m_file;
    next += ".new";
    if (!platform::makePrivateFile(next)) {
        return;
    }
    {
        std::ofstream out(next, std::ios::trunc);
        for (const auto& [name, ends] : bans) {
            out << name << ' ' << ends << '\n';
        }
        if (!out.flush()) {
            return;
        }
    }
    std::error_code error;
    std::filesystem::rename(next, m_file, error);
}

} // namespace omni::runtime
