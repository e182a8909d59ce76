// Whom the program may speak to: the list that is published, told by the program itself.

#include "app/command.h"

#include "core/base/json_text.h"
#include "core/edge/brokers/known_hosts.h"
#include "core/edge/brokers/registry.h"

#include <string_view>

#include <fmt/format.h>

namespace omni::app {

namespace {

constexpr CommandSpec spec{"hosts",
                           "",
                           "Every host that the program may speak to. Touches no profile and no network.",
                           {},
                           0,
                           0,
                           "Only the hosts of the broker that a session names are spoken to, those of paper by a paper "
                           "account, with TLS and a\n"
                           "certificate that the system trusts. In their place a configuration may name addresses of "
                           "this machine, and a proxy\n"
                           "on the way. There is nothing else: no telemetry, no search for updates."};

std::string_view environmentWord(const brokers::KnownHost& host)
{
    return host.isLive && host.isPaper ? "live and paper" : host.isLive ? "live" : "paper";
}

runtime::Outcome<int> run(const Arguments& arguments)
{
    const auto hosts = brokers::knownHosts(brokers::allBrokers());
    JsonText json;
    json.object().key("hosts").array();
    for (const auto& host : hosts) {
        json.object().member("host", host.host).member("port", host.port).member("broker", host.broker);
        json.member("live", host.isLive).member("paper", host.isPaper).key("for").array();
        for (const auto face : host.faces) {
            json.text(face);
        }
        json.end().end();
        if (!arguments.wantsJson()) {
            say(fmt::format("{:<40} {:<10} {:<15} {}", fmt::format("{}:{}", host.host, host.port), host.broker,
                            environmentWord(host), fmt::join(host.faces, ", ")));
        }
    }
    json.end().end();
    if (arguments.wantsJson()) {
        say(json.view());
    }
    return doneCode;
}

} // namespace

const Command hostsCommand{&spec, run};

} // namespace omni::app
